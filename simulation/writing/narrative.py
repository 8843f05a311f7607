"""Narratives: what a person remembers, in the order and at the length in which that person writes.

A narrative is made of *points*. Each is told with the phrase symbol of its kind, with those of its values that
the teller still knows: days are forgotten, counts are rounded up.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from mingjian.simulation.chance import lognormal
from mingjian.simulation.world.incidents import Incident, Value
from mingjian.simulation.world.loans import Loan
from mingjian.simulation.writing.author import Author
from mingjian.simulation.writing.grammar import Grammar, fill, open_slots
from mingjian.simulation.writing.hand import Habits

__all__ = ["Letter", "Story", "Teller"]

MEDIAN, SPREAD = 74.0, 0.86  # characters of a text, and the deviation of their logarithm
SHORTEST, LONGEST = 12, 1200
COPIES = 0.7  # share of a public letter's fitting clauses that somebody keeps
SUMS = frozenset({"amount", "principal", "received", "instalment", "paid", "fee"})
NUMBERS = frozenset({"count", "answered", "terms", "paid_terms", "days"})
CLOCKS = frozenset({"clock", "first", "last"})
# Where a point stands in a text, and how readily people add it.
PLACES = {
    "opening": (0.0, 0.25), "life_detail": (1.0, 0.5), "borrowed": (2.0, 0.8), "repaid": (3.0, 0.4),
    "hardship_reason": (4.0, 0.8), "overdue": (5.0, 0.6), "negotiated": (6.0, 0.6), "own_action": (8.0, 0.4),
    "lender_response": (9.0, 0.35), "harm_family": (10.0, 0.3), "harm_work": (10.2, 0.25),
    "harm_health": (10.4, 0.25), "fear": (10.6, 0.15), "evidence_held": (11.0, 0.3), "willing": (12.0, 0.45),
    "law_mention": (13.0, 0.2), "closing": (15.0, 0.45),
}  # fmt: skip
QUARREL_ONLY = frozenset({"opening", "life_detail", "borrowed", "repaid", "own_action", "lender_response",
                          "law_mention", "closing", "evidence_held"})  # fmt: skip
AFTERMATH = frozenset(
    {"harm_family", "harm_work", "harm_health", "fear", "evidence_held", "law_mention"}
)
BACKGROUND = frozenset(
    {
        "borrowed",
        "repaid",
        "hardship_reason",
        "overdue",
        "negotiated",
        "own_action",
        "lender_response",
    }
)
WISHED = (6, 12, 24, 24, 36, 36, 48, 60)  # instalments that people ask for
# What a letter's clause claims; people who copy keep what is true of them more readily.
CLAIMS: Mapping[str, set[str | None]] = {
    "letter_conduct_calls": {"V01"}, "letter_conduct_contacts": {"V03", "V04"}, "letter_conduct_threat": {"V05"},
    "letter_conduct_privacy": {"V03", "V10", "V17"}, "letter_conduct_impersonation": {"V07"},
    "letter_conduct_night": {"V02"},
}  # fmt: skip
REMEMBERS = {"date": 0.6, "clock": 0.8, "count": 0.8, "answered": 0.35, "first": 0.35, "last": 0.4}


@dataclass(frozen=True, slots=True)
class _Point:
    """Something that could be told: the lower the urge, the sooner; ``place`` orders the text."""

    urge: float
    place: float
    symbol: str
    values: Mapping[str, Value]
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Letter:
    """A text with open slots that many may use: a public template, or an agent's.

    Attributes
    ----------
    clauses : tuple of (symbol, pattern)
    title : str
        Pattern of the headline.
    """

    name: str
    clauses: tuple[tuple[str, str], ...]
    title: str


@dataclass(frozen=True, slots=True)
class Story:
    """What somebody wants to say.

    Attributes
    ----------
    lender : str
        As the teller writes it.
    now : datetime
        When it is written.
    incidents : tuple of Incident
        What is remembered, the gravest first.
    loan : Loan or None
    demands : tuple of str
        Phrase symbols of what is demanded.
    extra : tuple of (symbol, place, values)
        Points that belong to the case: an earlier complaint, for whom it is filed.
    title : str
        Phrase symbol of the headline.
    letter : Letter or None
        A public template that the teller copies and fills in (G1).
    """

    lender: str
    now: datetime
    incidents: tuple[Incident, ...]
    loan: Loan | None
    demands: tuple[str, ...]
    title: str
    extra: tuple[tuple[str, float, Mapping[str, Value]], ...] = ()
    letter: Letter | None = None
    words: Mapping[str, str] = field(default_factory=dict)


class Teller:
    """Turns stories into texts.

    Parameters
    ----------
    phrases : Grammar
    habits : Habits
    """

    def __init__(self, phrases: Grammar, habits: Habits) -> None:
        self.phrases, self.habits = phrases, habits

    def tell(self, story: Story, author: Author, random: Random) -> tuple[str, str]:
        """A headline and a text."""
        target = min(LONGEST, max(SHORTEST, lognormal(random, MEDIAN, SPREAD) * author.length))
        if story.letter:
            clauses = self._copied(story, author, target, random)
        else:
            clauses = self._points(story, author, target, random)
        text = self.habits.write(clauses, author, random)
        return self.headline(story, author, random), text

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
        known = {
            name: words
            for name, words in slots.items()
            if name not in REMEMBERS or random.random() < REMEMBERS[name]
        }
        if not self.phrases.can(symbol, frozenset(known), author.register):
            known = slots
        return self.phrases.say(symbol, random, known, author.register)

    def compose(
        self, name: str, symbols: Sequence[str], title: str, author: Author, random: Random
    ) -> Letter:
        """Write a letter with open slots for others to fill."""
        known = frozenset({"me", "lender", "month", "principal", "terms", "count", "relation", "organ",
                           "clock", "rate", "amount", "days", "date", "quote"})  # fmt: skip
        clauses = []
        for symbol in symbols:
            pattern = self.phrases.pattern(symbol, random, known, author.register)
            lead = self.habits.lead(author, random)
            clauses.append((symbol, lead + pattern))
        return Letter(
            name, tuple(clauses), self.phrases.pattern(title, random, known, author.register)
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
        return fill(pattern, self._slots(values, story.now, story, author, random))

    def _copied(self, story: Story, author: Author, target: float, random: Random) -> list[str]:
        """A public letter with own facts: clauses dropped that do not fit, own points added."""
        letter = story.letter
        assert letter is not None
        slots = self._slots(self._all_values(story), story.now, story, author, random)
        happened = {incident.code for incident in story.incidents}
        kept = []
        for symbol, pattern in letter.clauses:
            share = COPIES if CLAIMS.get(symbol, happened) & happened else COPIES / 3
            if random.random() < share and open_slots(pattern) <= slots.keys():
                kept.append(fill(pattern, slots))
        own = self._points(story, author, target * random.uniform(0.2, 0.8), random)
        middle = random.randint(0, len(kept))
        return [*kept[:middle], *own, *kept[middle:]]

    def _points(self, story: Story, author: Author, target: float, random: Random) -> list[str]:
        wanted = sorted(
            (*self._needed(story, author, random), *self._around(story, random)),
            key=lambda point: point.urge,
        )
        told: list[tuple[float, str]] = []
        length = 0
        for point in wanted:
            if told and length >= target:
                break
            words = self.point(point.symbol, point.values, point.at, story, author, random)
            if told and length + len(words) > target * 1.5 + 12:
                continue
            if length > 40 and random.random() < 0.5:
                words = self.habits.lead(author, random) + words
            told.append((point.place, words))
            length += len(words) + 1
        return [words for _, words in sorted(told, key=lambda piece: piece[0])]

    def _needed(self, story: Story, author: Author, random: Random) -> Iterator[_Point]:
        """What happened, what belongs to the case, what is demanded."""
        first = {"story": 7.0, "incident": 0.4, "demand": 1.2}[author.order]
        for rank, incident in enumerate(story.incidents):
            yield _Point(
                -10.0 + rank, first + 0.05 * rank, incident.kind, incident.values, incident.at
            )
        for symbol, place, values in story.extra:
            yield _Point(-5.0, place, symbol, values, None)
        for rank, symbol in enumerate(story.demands):
            place = 0.1 if author.order == "demand" and not rank else 14 + 0.1 * rank
            urge = -8.0 if not story.incidents and not rank else random.random() - 0.45
            values = self._all_values(story) | {"terms": random.choice(WISHED)}
            yield _Point(urge, place, symbol, values, None)

    def _around(self, story: Story, random: Random) -> Iterator[_Point]:
        """Everything else that people add, the readier the likelier."""
        collection = any(i.channel != "none" for i in story.incidents)
        for symbol, (place, readiness) in PLACES.items():
            told = bool(story.incidents)
            if collection or symbol in QUARREL_ONLY or (not told and symbol not in AFTERMATH):
                urge = 1 - random.random() ** (1 / (readiness + 0.2))
                at = self._moment(symbol, story, random)
                yield _Point(
                    urge, place + random.uniform(-1.2, 1.2), symbol, self._all_values(story), at
                )

    @staticmethod
    def _moment(symbol: str, story: Story, random: Random) -> datetime | None:
        """When something in the background was."""
        if story.loan is None or symbol not in BACKGROUND:
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
    def _all_values(story: Story) -> dict[str, Value]:
        values: dict[str, Value] = {}
        if story.loan:
            loan = story.loan
            values = {
                "principal": loan.principal, "received": loan.received, "terms": loan.terms,
                "instalment": loan.instalment, "paid": loan.paid, "amount": loan.owed, "rate": loan.yearly,
                "days": max(1, (story.now.date() - loan.overdue).days),
            }  # fmt: skip
            if loan.paid_terms > 1:
                values["paid_terms"] = loan.paid_terms
        for incident in reversed(story.incidents):
            values |= incident.values
        return values

    def _slots(
        self,
        values: Mapping[str, Value],
        at: datetime | None,
        story: Story,
        author: Author,
        random: Random,
    ) -> dict[str, str]:
        slots = {"me": author.me, "lender": story.lender, **story.words}
        for name, value in values.items():
            if name in SUMS and isinstance(value, (int, float)):
                slots[name] = author.sum(float(value), random)
            elif name in NUMBERS and isinstance(value, int):
                slots[name] = author.number(value, random)
            elif name in CLOCKS and isinstance(value, datetime):
                slots[name] = author.clock(value, random)
            else:
                slots[name] = str(value)
        if at:
            slots["date"] = author.date(at, story.now, random)
            slots["month"] = author.month(at, story.now, random)
        elif story.loan:
            begun = datetime.combine(story.loan.start, story.now.timetz())
            slots["month"] = author.month(begun, story.now, random)
        return slots
