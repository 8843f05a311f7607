"""Narratives: what a person remembers, in the order and at the length in which that person writes.

A narrative is made of *points*. Each is told with the phrase symbol of its kind, with those of its values that
the teller still knows: days are forgotten, counts are rounded up.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

from mingjian.simulation.chance import lognormal
from mingjian.simulation.world.incidents import Incident, Value
from mingjian.simulation.writing.author import Author
from mingjian.simulation.writing.grammar import Grammar, fill, open_slots
from mingjian.simulation.writing.hand import Habits
from mingjian.simulation.writing.outline import outline
from mingjian.simulation.writing.story import Letter, Story

__all__ = ["LONGEST", "MEDIAN", "SHORTEST", "SPREAD", "Account", "Teller"]

MEDIAN, SPREAD = 74.0, 0.86  # characters of a text, and the deviation of their logarithm
SHORTEST, LONGEST = 12, 1200
COPIES = 0.5  # share of a public letter's fitting clauses that somebody keeps
SUMS = frozenset({"amount", "principal", "received", "instalment", "paid", "fee"})
NUMBERS = frozenset({"count", "answered", "terms", "paid_terms", "days"})
CLOCKS = frozenset({"clock", "first", "last"})
DEADLINES = (3, 3, 5, 7, 7, 10, 15)  # days that people give
END = 12.0  # place from which on a text demands
GREETS = frozenset(
    {"opening", "letter_opening", "for_other", "refile", "closing", "letter_closing"}
)
# Whose values fit the clause of a letter or the background: calls are counted, nights have an hour, frauds an organ.
COUNTED = frozenset(
    {
        "calls_many",
        "calls_vague",
        "calls_after_refusal",
        "ai_calls",
        "unowed_settled",
        "wrong_number",
    }
)
OWN = {"count": COUNTED, "clock": frozenset({"night_call"}), "organ": frozenset({"impersonation"})}
BORROWED = {"count": frozenset({"letter_conduct_calls", "evidence_held"}),
            "clock": frozenset({"letter_conduct_night"}), "organ": frozenset({"letter_conduct_impersonation"})}  # fmt: skip
# Kinds of a person who denies the debt (V19).
DENIALS = frozenset({"identity_theft", "wrong_number", "unowed_settled"})
# Demands of a person who owes.
ADMITTING = frozenset({"demand_negotiate", "demand_waive", "demand_settle_principal"})
WISHED = (6, 12, 24, 24, 36, 36, 48, 60)  # instalments that people ask for
REMEMBERS = {"date": 0.6, "clock": 0.8, "count": 0.8, "answered": 0.35, "first": 0.35, "last": 0.4}


@dataclass(frozen=True, slots=True)
class _Point:
    """Something that could be told: the lower the urge, the sooner; ``place`` orders the text."""

    urge: float
    place: float
    symbol: str
    values: Mapping[str, Value]
    at: datetime | None
    incident: Incident | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """A written text.

    Attributes
    ----------
    told : tuple of Incident
        What the text tells of; less than the story holds when the writer stops before.
    letter : Letter or None
        What is left of the letter that was copied.
    """

    title: str
    text: str
    told: tuple[Incident, ...]
    letter: Letter | None


class Teller:
    """Turns stories into texts.

    Parameters
    ----------
    phrases : Grammar
        What people say.
    family : Grammar
        What letters and messages for many are made of.
    habits : Habits

    Attributes
    ----------
    parts : mapping of str to Part
        What people add to a story (``outline.toml``).
    """

    def __init__(self, phrases: Grammar, family: Grammar, habits: Habits) -> None:
        self.phrases, self.family, self.habits = phrases, family, habits
        self.parts = outline()

    def tell(self, story: Story, author: Author, random: Random) -> tuple[str, str]:
        """A headline and a text."""
        account = self.account(story, author, random)
        return account.title, account.text

    def account(self, story: Story, author: Author, random: Random) -> Account:
        """A headline, a text, and what of the story stands in it."""
        target = min(LONGEST, max(SHORTEST, lognormal(random, MEDIAN, SPREAD) * author.length))
        letter = None
        if story.letter:
            clauses, told, letter = self._copied(story.letter, story, author, target, random)
        else:
            clauses, told = self._points(story, author, target, random)
        text = self.habits.write(clauses, author, random)
        return Account(self.headline(story, author, random), text, told, letter)

    def headline(self, story: Story, author: Author, random: Random) -> str:
        """A headline alone."""
        slots = self._slots({}, None, story, author, random)
        words = self.phrases.say(story.title, random, slots, author.register)
        return self.habits.homophones.apply(words, author.slips / 2, random)

    def point(
        self,
        symbol: str,
        values: Mapping[str, Value],
        at: datetime | None,
        story: Story,
        author: Author,
        random: Random,
    ) -> str:
        """Word one point, with what is still known of it."""
        slots = self._slots(values, at, story, author, random)
        if symbol.startswith("demand") and "relation" not in values:
            slots.pop("relation", None)  # nobody was called, so nobody is to be left alone
        known = {
            name: words
            for name, words in slots.items()
            if name not in REMEMBERS or random.random() < REMEMBERS[name]
        }
        if not self.phrases.can(symbol, frozenset(known), author.register):
            known = slots
        return self.phrases.say(symbol, random, known, author.register)

    def aside(self, symbol: str, story: Story, author: Author, random: Random) -> str:
        """Word what belongs to a story beside what happened: background, or a demand."""
        if symbol.startswith("demand"):
            values = self._claims(story) | {"terms": random.choice(WISHED)}
            return self.point(symbol, values, None, story, author, random)
        values = self._background(story, symbol) | self._passing(symbol, story, random)
        at = self._moment(symbol, story, random)
        return self.point(symbol, values, at, story, author, random)

    def compose(
        self, name: str, symbols: Sequence[str], title: str, author: Author, random: Random
    ) -> Letter:
        """Write a letter with open slots for others to fill."""
        known = frozenset({"me", "lender", "month", "principal", "terms", "count", "relation", "organ",
                           "clock", "rate", "amount", "days", "deadline", "date", "quote"})  # fmt: skip
        clauses = []
        for symbol in symbols:
            pattern = self.family.pattern(symbol, random, known, author.register)
            clauses.append((symbol, pattern))
        return Letter(
            name, tuple(clauses), self.family.pattern(title, random, known, author.register)
        )

    def fill(
        self,
        pattern: str,
        values: Mapping[str, Value],
        story: Story,
        author: Author,
        random: Random,
    ) -> str:
        """Fill a pattern of a letter with one person's values."""
        return fill(pattern, self._slots(values, None, story, author, random))

    def _copied(
        self, letter: Letter, story: Story, author: Author, target: float, random: Random
    ) -> tuple[list[str], tuple[Incident, ...], Letter]:
        """A public letter with own facts: clauses dropped that do not fit, own points added."""
        codes = frozenset(incident.code for incident in story.incidents)
        last = max((i.at for i in story.incidents), default=story.now - timedelta(days=2))
        words, kept = [], []
        for symbol, pattern in letter.clauses:
            true = symbol not in self.parts or self.parts[symbol].fits(
                codes, contact=True, owes=True
            )
            share = COPIES if true else COPIES / 3
            values = {"date": last, **self._background(story, symbol)}
            slots = self._slots(values, None, story, author, random)
            if symbol in BORROWED["organ"] and "organ" not in values:
                slots.pop("organ", None)
            if random.random() < share and open_slots(pattern) <= slots.keys():
                words.append(fill(pattern, slots))
                kept.append((symbol, pattern))
        own, told = self._points(story, author, target * random.uniform(0.2, 0.8), random)
        middle = random.randint(0, len(words))
        left = replace(letter, clauses=tuple(kept))
        return [*words[:middle], *own, *words[middle:]], told, left

    def _points(
        self, story: Story, author: Author, target: float, random: Random
    ) -> tuple[list[str], tuple[Incident, ...]]:
        wanted = sorted(
            (*self._needed(story, author, random), *self._around(story, author, random)),
            key=lambda point: point.urge,
        )
        said: list[tuple[float, str, str]] = []
        told: list[Incident] = []
        length = 0
        for point in wanted:
            if said and length >= target:
                break
            words = self.point(point.symbol, point.values, point.at, story, author, random)
            if said and length + len(words) > target * 1.5 + 12:
                continue
            said.append((point.place, point.symbol, words))
            told += [point.incident] if point.incident else []
            length += len(words) + 1
        said.sort(key=lambda piece: piece[0])
        return [
            words
            if not rank or symbol in GREETS or random.random() < 0.5
            else self.habits.led(words, author, random, end=place >= END)
            for rank, (place, symbol, words) in enumerate(said)
        ], tuple(told)

    def _needed(self, story: Story, author: Author, random: Random) -> Iterator[_Point]:
        """What happened, what belongs to the case, what is demanded."""
        first = {"story": 7.0, "incident": 0.4, "demand": 1.2}[author.order]
        for rank, incident in enumerate(story.incidents):
            yield _Point(
                -10.0 + rank,
                first + 0.05 * rank,
                incident.kind,
                incident.values,
                incident.at,
                incident,
            )
        for symbol, place, values in story.extra:
            yield _Point(-5.0, place, symbol, values, None)
        owes = not any(incident.kind in DENIALS for incident in story.incidents)
        fitting = [symbol for symbol in story.demands if owes or symbol not in ADMITTING]
        for rank, symbol in enumerate(fitting):
            place = 0.1 if author.order == "demand" and not rank else 14 + 0.1 * rank
            urge = -8.0 if not story.incidents and not rank else random.random() - 0.45
            values = self._claims(story) | {"terms": random.choice(WISHED)}
            yield _Point(urge, place, symbol, values, None)

    def _around(self, story: Story, author: Author, random: Random) -> Iterator[_Point]:
        """Everything else that people add, the readier the likelier."""
        contact = any(i.channel != "none" for i in story.incidents)
        owes = not any(incident.kind in DENIALS for incident in story.incidents)
        paid = story.loan is None or story.loan.paid_terms > 0
        codes = frozenset(incident.code for incident in story.incidents)
        official = author.register in {"formal", "polished"} and random.random() < 0.5
        for symbol, part in self.parts.items():
            if (official or not part.official) and part.fits(
                codes, contact=contact, owes=owes, paid=paid
            ):
                urge = 1 - random.random() ** (1 / (part.readiness + 0.2))
                at = self._moment(symbol, story, random)
                yield _Point(
                    urge,
                    part.place + random.uniform(-1.2, 1.2),
                    symbol,
                    self._background(story, symbol) | self._passing(symbol, story, random),
                    at,
                )

    def _passing(self, symbol: str, story: Story, random: Random) -> dict[str, Value]:
        """Values that a part of the background has for itself."""
        if symbol == "negotiated":
            return {"count": random.randint(2, 9)}
        if symbol == "lender_response":
            return {"quote": random.choice(self.phrases.words("background_answer"))}
        if symbol == "willing" and story.loan:
            # What somebody can spare, which is less than the instalment that could not be paid.
            spare = story.loan.instalment * random.uniform(0.2, 0.9)
            return {"amount": float(max(100, round(spare, -2 if spare > 300 else -1)))}
        return {}

    @staticmethod
    def _moment(symbol: str, story: Story, random: Random) -> datetime | None:
        """When something in the background was."""
        if story.loan is None:
            return None
        overdue = datetime.combine(story.loan.overdue, story.now.timetz())
        if symbol in {"borrowed", "repaid"}:
            return datetime.combine(story.loan.start, story.now.timetz())
        if symbol == "hardship_reason":
            return overdue - timedelta(days=random.randrange(5, 70))
        if symbol == "overdue":
            return overdue
        return overdue + (story.now - overdue) * random.random()

    @staticmethod
    def _of_loan(story: Story) -> dict[str, Value]:
        values: dict[str, Value] = {}
        if story.loan:
            loan = story.loan
            values = {
                "principal": loan.principal, "terms": loan.terms,
                "instalment": loan.instalment, "paid": loan.paid, "amount": loan.owed, "rate": loan.yearly,
                "days": max(1, (story.now.date() - loan.overdue).days),
            }  # fmt: skip
            if loan.received < loan.principal:
                values["received"] = loan.received
            if loan.paid_terms > 1:
                values["paid_terms"] = loan.paid_terms
        return values

    def _claims(self, story: Story) -> dict[str, Value]:
        """What a demand is about: the quarrel's sums before those of the loan."""
        values = self._of_loan(story)
        for incident in reversed(story.incidents):
            values |= incident.values
        return values

    def _background(self, story: Story, symbol: str) -> dict[str, Value]:
        """What the background is about: the loan's sums, and of what happened only what the symbol means."""
        values: dict[str, Value] = {}
        for incident in reversed(story.incidents):
            values |= {
                name: value
                for name, value in incident.values.items()
                if name not in OWN or (incident.kind in OWN[name] and symbol in BORROWED[name])
            }
        values.pop("quote", None)
        return values | self._of_loan(story)

    def _slots(
        self,
        values: Mapping[str, Value],
        at: datetime | None,
        story: Story,
        author: Author,
        random: Random,
    ) -> dict[str, str]:
        slots = {"me": author.me, "lender": story.lender}
        slots |= {name: words for name, words in story.words.items() if words}
        slots["deadline"] = author.number(random.choice(DEADLINES), random)
        for name, value in values.items():
            if name in SUMS and not value:
                slots.pop(name, None)  # nobody says that nothing was paid
            elif name in SUMS and isinstance(value, (int, float)):
                slots[name] = author.sum(float(value), random)
            elif name in NUMBERS and isinstance(value, int):
                slots[name] = author.number(value, random)
            elif name in CLOCKS and isinstance(value, datetime):
                slots[name] = author.clock(value, random)
            elif name == "date" and isinstance(value, datetime):
                slots[name] = author.date(value, story.now, random)
            else:
                slots[name] = str(value)
        if at:
            slots["date"] = author.date(at, story.now, random)
            slots["month"] = author.month(at, story.now, random)
        elif story.loan:
            begun = datetime.combine(story.loan.start, story.now.timetz())
            slots["month"] = author.month(begun, story.now, random)
        return slots
