"""Honest filings: one case becomes one filing or several, in the ways of G1-G12, G16 and G17."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

from mingjian.simulation.chance import stream
from mingjian.simulation.complainants.evidence import screenshots
from mingjian.simulation.complainants.letters import PublicLetter, tells_conduct
from mingjian.simulation.filing import Filing, Party, Picture, Truth
from mingjian.simulation.platforms.channels import (
    channel,
    first_channel,
    outcome,
    party,
    second_channel,
    stated,
)
from mingjian.simulation.platforms.menus import Choice, Menus
from mingjian.simulation.setting import Setting
from mingjian.simulation.world.calendar import evening_leaning
from mingjian.simulation.world.cases import Case, Cases
from mingjian.simulation.world.incidents import Incident, Value
from mingjian.simulation.world.loans import disputed
from mingjian.simulation.world.people import KIN, Person
from mingjian.simulation.writing.author import Author, author
from mingjian.simulation.writing.story import Letter, Story, in_passing
from mingjian.simulation.writing.titles import title

__all__ = ["Filers"]

Extra = tuple[tuple[str, float, Mapping[str, Value]], ...]


@dataclass(frozen=True, slots=True)
class _Plan:
    """How one filing of a case differs from the plain one."""

    name: str
    at: datetime
    platform: str
    repeat: str = "first"
    slices: tuple[str, ...] = ()
    extra: Extra = ()
    letter: Letter | None = None
    prior: tuple[str, ...] = ()
    outcome: str = "open"


class Filers:
    """Honest people of a world, and what they file.

    Parameters
    ----------
    setting : Setting
    cases : Cases
    letters : tuple of PublicLetter
    """

    def __init__(self, setting: Setting, cases: Cases, letters: tuple[PublicLetter, ...]) -> None:
        self._set, self._cases, self._letters = setting, cases, letters
        self._menus = Menus()

    def filings(self, name: str) -> Iterator[Filing]:
        """Everything that one person files, in order of time."""
        random, rates = stream(self._set.seed, "filer", name), self._set.rates
        case = self._cases.case(name)
        several = random.random() < rates["people.several_lenders"] and case.trigger == "collection"
        family = not several and random.random() < rates["filing.family"]
        yield from self._matter(name, case, random, family=family, several=several)
        if several:
            yield from self._others(name, case, random)
        if case.person.home >= 0 and random.random() < rates["people.mate_files"]:
            yield from self._mate(name, case, random)

    def _mate(self, name: str, case: Case, random: Random) -> Iterator[Filing]:
        """Who lives with the person owes too, and files from the same home (G3)."""
        mate = self._set.people.person(case.person.number ^ 1)
        lender = random.choices(self._set.lenders, [x.weight for x in self._set.lenders])[0]
        day = case.filed_at.date() - timedelta(days=random.randrange(1, 30))
        collected = random.random() < self._set.collection_share(lender, day)
        trigger = "collection" if collected else "dispute"
        other = self._cases.of(mate, lender, day, trigger, random)
        yield from self._matter(f"{name}m", other, random, family=False, several=False)

    def _others(self, name: str, case: Case, random: Random) -> Iterator[Filing]:
        """The person's other lenders within the same week (G10)."""
        lenders = [lender for lender in self._set.lenders if lender is not case.loan.lender]
        for place in range(random.choice((1, 1, 2, 3))):
            lender = random.choices(lenders, [x.weight for x in lenders])[0]
            day = case.filed_at.date() - timedelta(days=random.randrange(3))
            other = self._cases.of(case.person, lender, day, "collection", random)
            at = evening_leaning(case.filed_at.date() + timedelta(days=random.randrange(6)), random)
            if at > max(i.at for i in other.incidents):
                yield from self._matter(
                    f"{name}-{place}",
                    replace(other, filed_at=at),
                    random,
                    family=False,
                    several=True,
                )

    def _matter(
        self, name: str, case: Case, random: Random, *, family: bool, several: bool
    ) -> Iterator[Filing]:
        """One person, one lender, one quarrel: the first filing and what follows."""
        rates = self._set.rates
        first = first_channel(case.loan.lender.name, random)
        slices = [*(["G2"] if family else []), *(["G10"] if several else [])]
        extra: Extra = ()
        if several:
            extra = (("several_lenders", 12.5, {"count": random.randrange(2, 8)}),)
        withdrawn = random.random() < rates["filing.withdraws"]
        again = not withdrawn and random.random() < rates["filing.again"]
        letter = self._letter(case, random)
        plan = _Plan(
            name, case.filed_at, first, slices=tuple(slices), extra=extra, letter=letter,
            outcome="withdrawn" if withdrawn else outcome(random, silent=again),
        )  # fmt: skip
        tags = self._menus.choose([i.kind for i in case.told], case.labelled, random)
        filer = self._filer(case, family, random)
        one = self._filing(case, plan, tags, filer, family, random)
        yield one
        if random.random() < rates["filing.twice"]:
            # The form seemed stuck, or nobody answered within the hour.
            later = plan.at + timedelta(
                minutes=random.choice((1, 2, 4, 15, 90, 400, 1100)) * (1 + random.random())
            )
            yield self._again(one, f"{name}.2", later, first, "duplicate", random)
        if random.random() < rates["filing.several_channels"]:
            yield from self._elsewhere(case, plan, one, tags, filer, family, random)
        if again:
            yield self._refiled(case, plan, one, tags, filer, family, random)

    def _elsewhere(
        self,
        case: Case,
        plan: _Plan,
        one: Filing,
        tags: Choice,
        filer: Author,
        family: bool,
        random: Random,
    ) -> Iterator[Filing]:
        """The same matter on other channels (G4): pasted by most, told anew by some."""
        used, at = frozenset({plan.platform}), plan.at
        for place in range(random.choice((1, 1, 1, 2))):
            platform = second_channel(case.loan.lender.name, used, random)
            used |= {platform}
            quick = random.random() < 0.5
            at += (
                timedelta(minutes=random.randrange(4, 400))
                if quick
                else timedelta(days=random.expovariate(0.2))
            )
            repeat = "fan_out" if quick else "escalation"
            if random.random() < 0.6:
                yield self._again(one, f"{plan.name}+{place}", at, platform, repeat, random)
            else:
                told = replace(
                    plan, name=f"{plan.name}+{place}", at=at, platform=platform, repeat=repeat,
                    slices=(*plan.slices, "G4"), letter=None,
                    extra=(*plan.extra, ("multi_channel", 12.2, {"organ": _channel_name(plan.platform)})),
                )  # fmt: skip
                yield self._filing(case, told, tags, filer, family, random)

    def _refiled(
        self,
        case: Case,
        plan: _Plan,
        one: Filing,
        tags: Choice,
        filer: Author,
        family: bool,
        random: Random,
    ) -> Filing:
        """Filed again after silence, with the earlier number (G6)."""
        days = max(3.0, random.gauss(random.choice((4, 16)), 2))
        values: dict[str, Value] = {"days": round(days), "prior": "{prior}"}
        told = replace(
            plan, name=f"{plan.name}~", at=plan.at + timedelta(days=days), repeat="refile", letter=None,
            slices=(*plan.slices, "G6"), extra=(*plan.extra, ("refile", 0.3, values)), prior=(one.name,),
        )  # fmt: skip
        return self._filing(case, told, tags, filer, family, random)

    def _again(
        self, one: Filing, name: str, at: datetime, platform: str, repeat: str, random: Random
    ) -> Filing:
        slices = (*one.truth.slices, *(("G4",) if platform != one.platform else ()))
        number = int(one.truth.matter.partition("/")[0])
        person = self._set.people.person(number + KIN if "G2" in slices else number)
        same = platform == one.platform
        shown = one.complainant if same else party(person, platform, random)
        return replace(
            one, name=name, at=at, platform=platform, complainant=shown,
            device=one.device if random.random() < channel(platform).device else None,
            title=one.title if channel(platform).titled else "",
            pictures=one.pictures if random.random() < 0.7 else (),
            truth=replace(one.truth, repeat=repeat, slices=slices),
        )  # fmt: skip

    def _filing(
        self,
        case: Case,
        plan: _Plan,
        tags: Choice,
        filer: Author,
        family: bool,
        random: Random,
    ) -> Filing:
        s, person, lender = self._set, case.person, case.loan.lender
        known = [i for i in case.told if i.at < plan.at]
        conduct = any(i.channel != "none" for i in known)
        extra = plan.extra
        helper: Person | None = None
        if family:
            helper = s.people.person(person.number + KIN)
            extra = (*extra, ("for_other", 0.2, {"relation": filer.me}))
        respondent = random.choice(lender.aliases)
        story = Story(
            lender=respondent, now=plan.at, incidents=tuple(known), loan=case.loan, demands=tags.symbols,
            title=title([i.kind for i in known], conduct, tags.labelled, random),
            extra=extra, letter=plan.letter, words=in_passing(s.phrases, random),
        )  # fmt: skip
        account = s.teller.account(story, filer, random)
        told = account.told
        pictures: tuple[Picture, ...] = ()
        if random.random() < s.rates["filing.pictures"]:
            pictures = screenshots(case, s, plan.at, random)
        slices = self._looks(case, plan, tags, told, filer)
        shown = party(helper or person, plan.platform, random)
        return Filing(
            name=plan.name, at=plan.at, platform=plan.platform, respondent=respondent,
            title=account.title if channel(plan.platform).titled else "", text=account.text,
            issues=tags.issues, demands=tags.demands, amount=disputed(case.loan, random),
            complainant=shown,
            device=person.device if random.random() < channel(plan.platform).device else None,
            borrower=Party(name=person.name, phone=person.phone) if helper else None,
            relation="family" if helper else stated(random),
            case=case, pictures=pictures, prior=plan.prior, outcome=plan.outcome,
            truth=Truth(
                genuine=True, coordinated=False, violation=any(i.code for i in told),
                severity=min((i.severity for i in told if i.severity), default=None),
                slices=slices, told=tuple(i.kind for i in told),
                matter=f"{person.number}/{lender.number}", repeat=plan.repeat,
                lender=lender.name, tells_conduct=tells_conduct(told, account.letter),
                template=plan.letter.name if plan.letter else None,
            ),
        )  # fmt: skip

    def _filer(self, case: Case, family: bool, random: Random) -> Author:
        person = case.person
        me = None
        if family:
            words = self._set.phrases.words("relation_family")
            me = random.choice([word for word in words if word.startswith("我")] or ["我家人"])
        return author(
            stream(self._set.seed, "author", person.number), person.register, person.dialect, me
        )

    def _letter(self, case: Case, random: Random) -> Letter | None:
        stolen = any(incident.kind == "identity_theft" for incident in case.told)
        rate = self._set.rates["filing.public_template"]
        if case.trigger != "collection" or stolen or random.random() > rate:
            return None
        printed = [found.letter for found in self._letters if found.printed < case.filed_at]
        weights = [1 / (rank + 5) for rank in range(len(printed))]
        return random.choices(printed, weights)[0] if printed else None

    @staticmethod
    def _looks(
        case: Case,
        plan: _Plan,
        tags: Choice,
        told: tuple[Incident, ...],
        filer: Author,
    ) -> tuple[str, ...]:
        found = set(plan.slices)
        if plan.letter:
            found.add("G1")
        if filer.register == "rough" and (filer.slips > 0.08 or filer.dialect or filer.fillers):
            found.add("G8")
        if filer.register == "polished":
            found.add("G9")
        if case.trigger == "dispute" and tags.labelled:
            found.add("G12")
        if any(i.kind == "identity_theft" for i in told):
            found.add("G16")
        return tuple(sorted(found))


def _channel_name(platform: str) -> str:
    return {"heimao": "黑猫", "xiaofeibao": "消费保", "12378": "12378", "12315": "12315"}.get(
        platform, "他们客服"
    )
