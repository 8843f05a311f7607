"""Other adversaries: rivals who smear (B17), collectors who flood (B18), copiers (B16), opportunists with a tutorial."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from mingjian.simulation.adversaries.sourcing import Sources
from mingjian.simulation.chance import stream
from mingjian.simulation.complainants.letters import PublicLetter
from mingjian.simulation.filing import Filing, Truth
from mingjian.simulation.platforms.channels import (
    OPEN,
    channel,
    first_channel,
    outcome,
    party,
    stated,
)
from mingjian.simulation.platforms.menus import Choice, Menus
from mingjian.simulation.setting import Setting
from mingjian.simulation.world.calendar import evening_leaning
from mingjian.simulation.world.cases import Cases
from mingjian.simulation.world.incidents import Incident, Value
from mingjian.simulation.world.lenders import AGENTS_LABEL, Lender
from mingjian.simulation.world.loans import Loan, disputed, lend
from mingjian.simulation.world.people import Person
from mingjian.simulation.writing.author import Author, author
from mingjian.simulation.writing.story import Letter, Story, in_passing
from mingjian.simulation.writing.titles import title

__all__ = ["Campaigns"]

# What people make up when they have a task, a grudge or a tutorial.
ACCUSATIONS = ("calls_vague", "calls_many", "contacts_many", "contact_call", "threat_vague", "legal_scare",
               "insult_vague", "night_call", "price", "guarantee_fee")  # fmt: skip
CHARGES = frozenset({"price", "guarantee_fee"})  # no deed of a collector


class Campaigns:
    """Filings of adversaries who are no agents.

    Parameters
    ----------
    setting : Setting
    cases : Cases
        Where the persons come from.
    letters : tuple of PublicLetter
        Tutorials that opportunists follow.
    """

    def __init__(self, setting: Setting, cases: Cases, letters: tuple[PublicLetter, ...]) -> None:
        self._set, self._cases, self._letters = setting, cases, letters
        self._menus = Menus()

    def smear(self, name: str) -> Iterator[Filing]:
        """Hired hands complain about a rival's victim within a week, each in own words after one brief."""
        random = stream(self._set.seed, "smear", name)
        lender = random.choices(self._set.lenders, [x.weight for x in self._set.lenders])[0]
        brief = random.sample(ACCUSATIONS, random.randint(2, 3))
        yield from self._crowd(name, "smear", lender, brief, random.randint(8, 30), 7, random)

    def flooding(self, name: str) -> Iterator[Filing]:
        """A collector's people fill a lender's queue with thin complaints, so that the real ones drown."""
        random = stream(self._set.seed, "flooding", name)
        lender = random.choices(self._set.lenders, [x.weight for x in self._set.lenders])[0]
        brief = [random.choice(ACCUSATIONS)]
        yield from self._crowd(name, "flood", lender, brief, random.randint(15, 50), 3, random)

    def copies(self, name: str, public: Sequence[Filing]) -> tuple[str, list[Filing]]:
        """Somebody copies a public complaint of a real victim under other names (G15).

        Returns
        -------
        str, list of Filing
            Name of the copied filing, and the copies, all later.
        """
        random = stream(self._set.seed, "copies", name)
        source = random.choice(public)
        made = []
        lenders = [self._set.lenders[random.randrange(len(self._set.lenders))] for _ in range(2)]
        sources = Sources(
            self._set.seed,
            f"copy-{name}",
            random.randint(2, 6),
            3,
            self._set.rates["rings.virtual"],
        )
        for place in range(random.randint(3, 14)):
            own = stream(self._set.seed, "copy", name, place)
            at = source.at + timedelta(days=own.uniform(1.0, 25.0), seconds=own.randrange(60))
            if not self._set.calendar.holds(at):
                continue
            lender = own.choice(lenders)
            person = sources.person(self._cases.newcomer(), place, own.choice(("N1", "N2")), own)
            text = source.text.replace(source.respondent, lender.name)
            platform = own.choice(OPEN)
            loan = self._loan(lender, at, own)
            choice = Choice(source.issues, source.demands, (), True)
            made.append(
                self._filing(
                    f"c{name}.{place}",
                    f"copy-{name}",
                    at,
                    platform,
                    person,
                    loan,
                    text,
                    source.title,
                    choice,
                    own,
                )
            )
        return source.name, made

    def opportunist(self, name: str) -> Filing:
        """Somebody follows a tutorial and makes it up, alone: no ring, no truth."""
        s, random = self._set, stream(self._set.seed, "opportunist", name)
        person = self._cases.newcomer()
        lender = random.choices(s.lenders, [x.weight for x in s.lenders])[0]
        at = evening_leaning(random.choices(s.calendar.days(), s.calendar.weights())[0], random)
        printed = [found.letter for found in self._letters if found.printed < at]
        letter = random.choice(printed) if printed and random.random() < 0.6 else None
        writer = author(stream(s.seed, "author", person.number), person.register, person.dialect)
        loan = self._loan(lender, at, random)
        brief = random.sample(ACCUSATIONS, random.randint(1, 3))
        tags = self._menus.choose(brief, random.random() < AGENTS_LABEL, random)
        title, text = self._told(lender, at, loan, brief, tags, writer, letter, random)
        filing = self._filing(
            f"o{name}",
            "",
            at,
            first_channel(lender.name, random),
            person,
            loan,
            text,
            title,
            tags,
            random,
        )
        return replace(
            filing,
            truth=replace(filing.truth, coordinated=False, ring=None, campaign=None),
        )

    def _crowd(
        self,
        name: str,
        kind: str,
        lender: Lender,
        brief: Sequence[str],
        size: int,
        days: int,
        random: Random,
    ) -> Iterator[Filing]:
        s = self._set
        start = random.choice(s.calendar.days()[: -days - 1])
        tags = self._menus.choose(brief, random.random() < AGENTS_LABEL, random)
        sources = Sources(
            s.seed, f"{kind}-{name}", random.randint(3, 8), 3, s.rates["rings.virtual"]
        )
        level = random.choice(("N1", "N2", "N3"))
        for place in range(size):
            own = stream(s.seed, kind, name, place)
            at = evening_leaning(start + timedelta(days=own.randrange(days)), own)
            person = self._cases.newcomer()
            writer = author(
                stream(s.seed, "author", person.number), person.register, person.dialect
            )
            loan = self._loan(lender, at, own)
            told = [symbol for symbol in brief if own.random() < 0.8] or list(brief[:1])
            title, text = self._told(lender, at, loan, told, tags, writer, None, own)
            shown = sources.person(person, place, level, own)
            yield self._filing(
                f"{kind[0]}{name}.{place}",
                f"{kind}-{name}",
                at,
                own.choice(OPEN),
                shown,
                loan,
                text,
                title,
                tags,
                own,
            )

    def _told(
        self,
        lender: Lender,
        at: datetime,
        loan: Loan,
        brief: Sequence[str],
        tags: Choice,
        writer: Author,
        letter: Letter | None,
        random: Random,
    ) -> tuple[str, str]:
        phrases = self._set.phrases
        made = []
        for symbol in brief:
            moment = at - timedelta(days=random.randrange(1, 20), minutes=random.randrange(1400))
            values: dict[str, Value] = {
                "count": random.randrange(5, 40), "clock": moment.replace(hour=random.choice((7, 22, 23))),
                "relation": random.choice(phrases.words("relation_family")), "rate": loan.yearly,
                "fee": round(loan.principal * 0.05), "principal": loan.principal, "terms": loan.terms,
            }  # fmt: skip
            made.append(Incident(symbol, moment, values, channel="call"))
        story = Story(
            lender=random.choice(lender.aliases), now=at, incidents=tuple(made), loan=loan, demands=tags.symbols,
            title=title(brief, any(symbol not in CHARGES for symbol in brief), tags.labelled, random), letter=letter,
            words=in_passing(phrases, random),
        )  # fmt: skip
        return self._set.teller.tell(story, writer, random)

    def _loan(self, lender: Lender, at: datetime, random: Random) -> Loan:
        return lend(
            lender,
            at.date() - timedelta(days=random.randrange(3, 90)),
            self._set.priors.people,
            random,
        )

    @staticmethod
    def _filing(
        name: str,
        ring: str,
        at: datetime,
        platform: str,
        person: Person,
        loan: Loan,
        text: str,
        title: str,
        tags: Choice,
        random: Random,
        *,
        conduct: bool = True,
    ) -> Filing:
        return Filing(
            name=name, at=at, platform=platform, respondent=random.choice(loan.lender.aliases),
            title=title if channel(platform).titled else "", text=text, issues=tags.issues, demands=tags.demands,
            amount=disputed(loan, random), complainant=party(person, platform, random),
            device=person.device if random.random() < channel(platform).device else None,
            relation=stated(random), outcome=outcome(random),
            truth=Truth(
                genuine=False, coordinated=True, violation=False, ring=ring,
                campaign=ring, matter=f"{person.number}/{loan.lender.number}",
                lender=loan.lender.name, tells_conduct=conduct,
            ),
        )  # fmt: skip
