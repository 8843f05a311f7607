"""Narratives: what a person remembers, in the order and at the length in which that person writes.

A narrative is made of *points*. Each is told with the phrase symbol of its kind, with those of its values that
the teller still knows: days are forgotten, counts are rounded up.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from mingjian.simulation.chance import lognormal
from mingjian.simulation.world.incidents import Value
from mingjian.simulation.writing.author import Author
from mingjian.simulation.writing.grammar import Grammar, fill, open_slots
from mingjian.simulation.writing.hand import Habits
from mingjian.simulation.writing.outline import outline
from mingjian.simulation.writing.story import Letter, Story

__all__ = ["LONGEST", "MEDIAN", "SHORTEST", "SPREAD", "Teller"]

MEDIAN, SPREAD = 74.0, 0.86  # characters of a text, and the deviation of their logarithm
SHORTEST, LONGEST = 12, 1200
COPIES = 0.5  # share of a public letter's fitting clauses that somebody keeps
SUMS = frozenset({"amount", "principal", "received", "instalment", "paid", "fee"})
NUMBERS = frozenset({"count", "answered", "terms", "paid_terms", "days"})
CLOCKS = frozenset({"clock", "first", "last"})
# Kinds of a person who denies the debt (V19).
DENIALS = frozenset({"identity_theft", "wrong_number", "unowed_settled"})
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


class Teller:
    """Turns stories into texts.

    Parameters
    ----------
    phrases : Grammar
        What people say.
    family : Grammar
        What letters and messages for many are made of.
    habits : Habits
    """

    def __init__(self, phrases: Grammar, family: Grammar, habits: Habits) -> None:
        self.phrases, self.family, self.habits = phrases, family, habits
        self._parts = outline()

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
            pattern = self.family.pattern(symbol, random, known, author.register)
            lead = self.habits.lead(author, random)
            clauses.append((symbol, lead + pattern))
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
        return fill(pattern, self._slots(values, story.now, story, author, random))

    def _copied(self, story: Story, author: Author, target: float, random: Random) -> list[str]:
        """A public letter with own facts: clauses dropped that do not fit, own points added."""
        letter = story.letter
        assert letter is not None
        slots = self._slots(self._all_values(story), story.now, story, author, random)
        codes = frozenset(incident.code for incident in story.incidents)
        kept = []
        for symbol, pattern in letter.clauses:
            true = symbol not in self._parts or self._parts[symbol].fits(
                codes, contact=True, owes=True
            )
            share = COPIES if true else COPIES / 3
            if random.random() < share and open_slots(pattern) <= slots.keys():
                kept.append(fill(pattern, slots))
        own = self._points(story, author, target * random.uniform(0.2, 0.8), random)
        middle = random.randint(0, len(kept))
        return [*kept[:middle], *own, *kept[middle:]]

    def _points(self, story: Story, author: Author, target: float, random: Random) -> list[str]:
        wanted = sorted(
            (*self._needed(story, author, random), *self._around(story, author, random)),
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

    def _around(self, story: Story, author: Author, random: Random) -> Iterator[_Point]:
        """Everything else that people add, the readier the likelier."""
        contact = any(i.channel != "none" for i in story.incidents)
        owes = not any(incident.kind in DENIALS for incident in story.incidents)
        codes = frozenset(incident.code for incident in story.incidents)
        official = author.register in {"formal", "polished"} and random.random() < 0.5
        for symbol, part in self._parts.items():
            if (official or not part.official) and part.fits(codes, contact=contact, owes=owes):
                urge = 1 - random.random() ** (1 / (part.readiness + 0.2))
                at = self._moment(symbol, story, random)
                yield _Point(
                    urge,
                    part.place + random.uniform(-1.2, 1.2),
                    symbol,
                    self._all_values(story),
                    at,
                )

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
    def _all_values(story: Story) -> dict[str, Value]:
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
