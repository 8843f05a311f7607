"""Agents' rings: clients recruited, complaints written, forged, filed, and ways changed when a platform refuses.

A client may not know of the complaint, may have hired the agent to invent one, or may really have been abused (G14).
"""

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random

from mingjian.simulation.adversaries.forgery import Forger
from mingjian.simulation.adversaries.levels import Levels, adapted, starting_levels
from mingjian.simulation.adversaries.schedules import times
from mingjian.simulation.adversaries.sourcing import Sources
from mingjian.simulation.adversaries.spinning import (
    HouseStyle,
    Spinner,
    accused,
    accuses,
    house_style,
)
from mingjian.simulation.chance import lognormal, stream, weighted
from mingjian.simulation.complainants.evidence import screenshots
from mingjian.simulation.filing import Filing, Picture, Truth
from mingjian.simulation.platforms.channels import channel, outcome, party, stated
from mingjian.simulation.platforms.gate import Gate
from mingjian.simulation.platforms.menus import Choice, Menus
from mingjian.simulation.setting import Setting
from mingjian.simulation.world.calendar import LOCAL, at_hour
from mingjian.simulation.world.cases import Case, Cases
from mingjian.simulation.world.incidents import Value
from mingjian.simulation.world.lenders import Lender
from mingjian.simulation.world.loans import Loan, disputed
from mingjian.simulation.world.people import register_weights
from mingjian.simulation.writing.author import author
from mingjian.simulation.writing.story import Letter, Story, in_passing

__all__ = ["Ring", "Rings"]

HOUSE_COUNT = 0.6  # share of filings that carry the desk's favourite number (T5)
NIGHT = (22, 22, 22, 23, 23, 0, 6, 7, 7)  # hours of calls at night, as everybody's
LABEL = {True: 0.79, False: 0.25}  # carry the label: templates that accuse a collector, and others
SAME_TAGS = 0.6  # share of filings that take the template's own tags (Q2)
SETTLED = 0.06  # share that is withdrawn, because the lender paid
CITES = 0.4  # share of those filed again that name the earlier number
INSISTENT, DEADLINE = 0.25, timedelta(days=3, minutes=20)
ASKED = 12  # persons among whom an abused client is sought
PRESSED = 0.15  # refused share from which an adaptive agent changes its ways or its target (B14)


@dataclass(frozen=True, slots=True)
class _Client:
    case: Case
    abused: bool
    aware: bool


@dataclass(frozen=True, slots=True)
class Ring:
    """An agent: its style, templates, means and habits."""

    name: str
    style: HouseStyle
    letters: tuple[Letter, ...]
    tags: tuple[Choice, ...]
    forger: Forger
    sources: Sources
    levels: Levels
    adaptive: bool
    channels: tuple[str, ...]
    lenders: tuple[Lender, ...]
    forged_share: float
    house: Mapping[str, Value]


class Rings:
    """The agents of a world.

    Parameters
    ----------
    setting : Setting
    cases : Cases
        Where clients come from: the same people as everybody.
    """

    def __init__(self, setting: Setting, cases: Cases) -> None:
        self._set, self._cases = setting, cases
        self._spinner = Spinner(setting.teller, setting.habits, held_out=setting.held_out)
        self._menus = Menus()

    def filings(self, name: str, most: int) -> Iterator[Filing]:
        """All filings of one ring, in order of time, at most so many."""
        s, random = self._set, stream(self._set.seed, "ring", name)
        rings = s.priors.rings
        size = min(
            rings.clients_most,
            max(5, round(lognormal(random, rings.clients_median, rings.clients_spread))),
        )
        days = self._working_days(random)
        ring = self._ring(name, datetime.combine(days[0], datetime.min.time(), LOCAL), random)
        jobs = [
            (place, platform)
            for place in range(size)
            for platform in random.sample(ring.channels, random.randint(1, len(ring.channels)))
        ][: max(5, most)]
        at = times(ring.levels.schedule, len(jobs), days, random)
        work = list(zip(at, jobs, strict=True))
        if random.random() < INSISTENT:
            # Everything that is still open is filed again when the platform's time is up (M4).
            again = [(at + DEADLINE, job) for at, job in work if random.random() < 0.6]
            work = sorted([*work, *again], key=lambda one: one[0])[: max(5, most)]
        yield from self._file(ring, deque(work), days, random)

    def _file(
        self,
        ring: Ring,
        work: deque[tuple[datetime, tuple[int, str]]],
        days: list[date],
        random: Random,
    ) -> Iterator[Filing]:
        gate, level, lenders = Gate(), ring.levels, ring.lenders
        refused: list[str] = []
        since = 0
        clients: dict[int, _Client] = {}
        filed: dict[tuple[int, int], Filing] = {}
        while work:
            at, (place, platform) = work.popleft()
            if place not in clients:
                clients[place] = self._client(ring.name, place, lenders, at)
            client = clients[place]
            filing = self._one(ring, client, platform, place, level, lenders, at, filed, random)
            reason = gate.refuses(filing)
            yield filing
            refused += [reason] if reason else []
            since += 1
            if ring.adaptive and since >= 6 and len(refused) / since > PRESSED:
                before, level = level, adapted(level, max(sorted(set(refused)), key=refused.count))
                left = [day for day in days if day > at.date()]
                if level.schedule != before.schedule and left:
                    later = times(level.schedule, len(work), left, random)
                    work = deque(zip(later, [job for _, job in work], strict=True))
                if random.random() < 0.4:
                    lenders = self._targets(random)
                refused, since = [], 0

    def _ring(self, name: str, start: datetime, random: Random) -> Ring:
        s, rates, rings = self._set, self._set.rates, self._set.priors.rings
        register = weighted(random, register_weights(rates))
        style = house_style(s.habits, register, random, author(random, register, None))
        letters = self._spinner.templates(
            f"ring-{name}", round(rates["rings.templates"]), style, random
        )
        tags = tuple(
            self._menus.choose(
                _about(letter, random),
                random.random() < LABEL[accuses(dict(letter.clauses))],
                random,
            )
            for letter in letters
        )
        lenders = self._targets(random)
        return Ring(
            name=name,
            style=style,
            letters=letters,
            tags=tags,
            forger=Forger(
                s.seed,
                name,
                s.family,
                rates["rings.upgrade_months"],
                start,
                lenders[0].name,
                rates,
            ),
            sources=Sources(
                s.seed, name, random.randint(3, 9), random.randint(2, 6), rates["rings.virtual"]
            ),
            levels=starting_levels(int(name), rings, stream(s.seed, "levels").random()),
            adaptive=random.random() < rates["rings.adaptive"],
            channels=tuple(
                random.sample(
                    ("heimao", "heimao", "xiaofeibao", "12378", "12315"),
                    random.choice((1, 2, 2, 3, 5)),
                )
            ),
            lenders=lenders,
            forged_share=rates["rings.forged_share"],
            house={
                "count": random.choice((8, 9, 12, 14, 16, 18, 23)),
                "days": random.randrange(10, 60),
                "relation": random.choice(s.phrases.words("relation_family")),
                "organ": random.choice(random.choice(s.agencies).organs),
            },
        )

    def _targets(self, random: Random) -> tuple[Lender, ...]:
        lenders = self._set.lenders
        return tuple(random.choices(lenders, [x.weight for x in lenders], k=random.randint(1, 4)))

    def _working_days(self, random: Random) -> list[date]:
        """The days of the agent's life; some lie before the window, some after it."""
        window = self._set.calendar.days()
        life = round(30 * random.uniform(1.0, 12.0))
        first = window[0] + timedelta(days=random.randrange(-life + 7, len(window) - 7))
        return [first + timedelta(days=step) for step in range(life)]

    def _client(self, name: str, place: int, lenders: tuple[Lender, ...], at: datetime) -> _Client:
        """Somebody whose loan is overdue on the day before; the abused ones were abused by then (G14)."""
        random = stream(self._set.seed, "client", name, place)
        lender, day = lenders[place % len(lenders)], at.date() - timedelta(days=1)
        abused = random.random() < self._set.rates["rings.abused"]
        for _ in range(ASKED):
            case = self._cases.of(self._cases.newcomer(), lender, day, "collection", random)
            known = any(i.code and i.at < at for i in case.told)
            if known or not abused:
                break
        aware = (abused and known) or random.random() > self._set.rates["rings.unaware"]
        return _Client(case, abused and known, aware)

    def _one(
        self,
        ring: Ring,
        client: _Client,
        platform: str,
        place: int,
        levels: Levels,
        lenders: tuple[Lender, ...],
        at: datetime,
        filed: dict[tuple[int, int], Filing],
        random: Random,
    ) -> Filing:
        case = client.case
        lender = case.loan.lender if client.abused else lenders[place % len(lenders)]
        loan = replace(case.loan, lender=lender)
        # Who knows nothing lends no phone.
        sourcing = "N2" if levels.sourcing == "N3" and not client.aware else levels.sourcing
        shown = ring.sources.person(case.person, place, sourcing, random)
        which = random.randrange(len(ring.letters))
        letter, tags = ring.letters[which], ring.tags[which]
        if random.random() > SAME_TAGS:
            tags = self._menus.choose(_about(letter, random), tags.labelled, random)
        respondent = random.choice(lender.aliases)
        story = Story(
            lender=respondent, now=at, incidents=(), loan=loan, demands=tags.symbols, title="title_violent",
            words=in_passing(self._set.phrases, random),
        )  # fmt: skip
        told = [i for i in case.told if i.at < at][: random.randint(1, 3)] if client.abused else []
        # At E3 another person writes, with habits as everybody has them.
        writer = author(random, case.person.register, case.person.dialect)
        hand = writer if levels.spin == "E3" else ring.style.author
        own = [self._set.teller.point(i.kind, i.values, i.at, story, hand, random) for i in told]
        title, text = self._spinner.write(
            letter,
            levels.spin,
            self._values(ring, loan, at, random),
            story,
            ring.style,
            own,
            random,
            writer,
        )
        matter, repeat = (case.person.number, lender.number), "first"
        before, ended = filed.get(matter), outcome(random)
        if before:
            repeat = "fan_out" if before.platform != platform else "duplicate"
        filed[matter] = filing = Filing(
            name=f"r{ring.name}-{place}-{len(filed)}-{platform}-{at:%m%d%H%M%S}", at=at, platform=platform,
            respondent=respondent, title=title if channel(platform).titled else "", text=text,
            issues=tags.issues, demands=tags.demands, amount=disputed(loan, random),
            complainant=party(shown, platform, random),
            device=shown.device if random.random() < channel(platform).device else None,
            relation="agent" if random.random() < 0.02 else stated(random),
            case=case if case.loan.lender is lender else None,
            pictures=self._pictures(ring, client, loan, levels, at, random),
            prior=(before.name,) if before and repeat == "duplicate" and random.random() < CITES else (),
            outcome="withdrawn" if random.random() < SETTLED else ended,
            truth=Truth(
                genuine=client.abused, coordinated=True, violation=any(i.code for i in told),
                severity=min((i.severity for i in told if i.severity), default=None),
                slices=("G14",) if client.abused else (), aware=client.aware,
                told=tuple(i.kind for i in told), matter=f"{matter[0]}/{matter[1]}", repeat=repeat,
                lender=lender.name, tells_conduct=accuses(dict(letter.clauses)),
                ring=ring.name, campaign=f"ring-{ring.name}", template=letter.name, axes=levels.axes(),
            ),
        )  # fmt: skip
        return filing

    def _pictures(
        self,
        ring: Ring,
        client: _Client,
        loan: Loan,
        levels: Levels,
        at: datetime,
        random: Random,
    ) -> tuple[Picture, ...]:
        if client.abused and random.random() < 0.5:
            return (
                screenshots(client.case, self._set, at, random) if at > client.case.filed_at else ()
            )
        if random.random() > ring.forged_share:
            return ()
        named = client.case.person
        return ring.forger.pictures(levels.forgery, named, loan, at, random)

    def _values(self, ring: Ring, loan: Loan, at: datetime, random: Random) -> dict[str, Value]:
        """What a template's slots are filled with: the client's sums, the desk's inventions (T5)."""
        phrases, house = self._set.phrases, ring.house
        moment = at_hour(
            (at - timedelta(days=random.randrange(1, 25))).date(), random.choice(NIGHT), random
        )
        values: dict[str, Value] = {
            "principal": loan.principal, "terms": loan.terms, "amount": loan.owed, "rate": loan.yearly,
            "date": moment, "clock": moment, "number": random.choice(phrases.words("number_kind")),
            "quote": phrases.say(random.choice(("say_job", "say_visit", "say_contacts", "say_family")), random, {}),
            "count": random.randrange(6, 40), "days": random.randrange(5, 90),
            "relation": random.choice(
                phrases.words("relation_family" if random.random() < 0.6 else "relation_other")
            ),
            "who": random.choice(phrases.words("who_workplace")),
            "where": random.choice(phrases.words("exposure_where")),
            "document": random.choice(phrases.words("document")),
            "organ": random.choice(random.choice(self._set.agencies).organs),
        }  # fmt: skip
        return {name: house[name] if name in house and random.random() < HOUSE_COUNT else value
                for name, value in values.items()}  # fmt: skip


def _about(letter: Letter, random: Random) -> list[str]:
    """What a template accuses of, as far as a menu has tags for it."""
    deeds = accused(symbol for symbol, _ in letter.clauses)
    return random.sample(deeds, min(len(deeds), random.choice((1, 1, 2, 3))))
