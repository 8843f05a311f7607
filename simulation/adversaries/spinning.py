"""Rewording a template: E0 as it stands, E1 synonyms, E2 other order and filled slots, E3 every clause told anew."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from random import Random

from mingjian.simulation.chance import lognormal, stream
from mingjian.simulation.world.incidents import Value
from mingjian.simulation.writing.author import Author
from mingjian.simulation.writing.grammar import is_held_out
from mingjian.simulation.writing.hand import Habits, Rewording
from mingjian.simulation.writing.narrative import LONGEST, MEDIAN, SHORTEST, SPREAD, Teller
from mingjian.simulation.writing.story import Letter, Story

__all__ = ["ACCUSING", "HouseStyle", "Spinner", "house_style"]

OFFICIAL = 0.35  # share of desks that write letters; the others write as their clients would
SYNONYMS = {"E1": 0.45, "E2": 0.2}
REGISTERS = ("plain", "plain", "formal", "rough", "polished")
# What a template may be made of: letters' clauses and the words of ordinary people, in their usual order.
OUTLINE = (
    "letter_opening", "opening", "letter_identity", "borrowed", "letter_hardship", "hardship_reason", "overdue",
    "letter_good_faith", "willing", "negotiated", "letter_conduct_calls", "calls_many", "calls_vague",
    "letter_conduct_contacts", "contact_call", "contacts_many", "letter_conduct_threat", "threat_vague",
    "letter_conduct_privacy", "letter_conduct_impersonation", "legal_scare", "letter_conduct_night",
    "night_call", "insult_vague", "hidden_identity", "letter_fees", "letter_law", "letter_law_old",
    "letter_duty", "letter_harm", "harm_family", "harm_work", "letter_evidence", "letter_demand_stop",
    "demand_stop", "letter_demand_plan", "demand_negotiate", "letter_demand_refund", "letter_demand_credit",
    "letter_demand_apology", "letter_deadline", "letter_threat_escalate", "letter_closing", "closing",
)  # fmt: skip
DEMANDING = tuple(symbol for symbol in OUTLINE if "demand" in symbol)
ACCUSING = tuple(
    symbol for symbol in OUTLINE[10:25] if symbol != "letter_fees"
)  # tells of contacts
KNOWN = frozenset({"me", "lender", "month", "principal", "terms", "count", "relation", "organ", "clock", "rate",
                   "amount", "days", "date", "quote", "number"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class HouseStyle:
    """How one agent's desk writes: one hand, its rare errors, what it forgets to remove (T3, T7)."""

    author: Author
    errors: Rewording
    punctuation: tuple[str, str] | None
    residue: float


def house_style(habits: Habits, register: str, random: Random, author: Author) -> HouseStyle:
    """Draw the style of an agent's desk."""
    words: Mapping[str, str] = habits.house["words"]
    chosen = random.sample(sorted(words), random.randint(2, 5))
    citations: Mapping[str, str] = habits.house["citations"]
    wrong = random.sample(sorted(citations), random.randint(0, 2))
    errors = {word: [words[word]] for word in chosen} | {text: [citations[text]] for text in wrong}
    pairs: Sequence[Sequence[str]] = habits.house["punctuation"]
    habit = random.choice(pairs) if random.random() < 0.3 else None
    return HouseStyle(
        author=replace(author, evasions=0.0, order="story"),
        errors=Rewording(errors),
        punctuation=(habit[0], habit[1]) if habit else None,
        residue=random.choice((0.0, 0.01, 0.03, 0.06)),
    )


class Spinner:
    """Writes templates and rewords them.

    Parameters
    ----------
    teller : Teller
    habits : Habits
    held_out : bool
        Which half of the synonyms is used.
    """

    def __init__(self, teller: Teller, habits: Habits, *, held_out: bool) -> None:
        self._teller, self._habits = teller, habits
        path = files("mingjian.simulation.adversaries") / "spin.toml"
        words = tomllib.loads(path.read_text("utf-8"))["synonyms"]
        self._synonyms = Rewording(
            {word: others for word, others in words.items() if is_held_out(word) is held_out}
        )

    def templates(
        self, name: str, number: int, style: HouseStyle, random: Random
    ) -> tuple[Letter, ...]:
        """A desk's templates; they share clauses, as one desk's texts do."""
        author, pool = style.author, dict[str, list[str]]()
        official = random.random() < OFFICIAL
        for symbol in OUTLINE:
            if symbol.startswith("letter_") and not official:
                continue
            size = random.choice((1, 1, 2))
            if self._teller.family.can(symbol, KNOWN, author.register):
                pool[symbol] = [
                    self._teller.family.pattern(symbol, random, KNOWN, author.register)
                    for _ in range(size)
                ]
        made = []
        for place in range(number):
            target = min(LONGEST, max(SHORTEST, lognormal(random, MEDIAN, SPREAD) * author.length))
            symbols = random.sample(sorted(pool), len(pool))
            first = [random.choice([s for s in ACCUSING if s in pool]),
                     random.choice([s for s in DEMANDING if s in pool])]  # fmt: skip
            clauses: dict[str, str] = {}
            for symbol in (*first, *symbols):
                if clauses and sum(map(len, clauses.values())) >= target:
                    break
                clauses[symbol] = random.choice(pool[symbol])
            ordered = sorted(clauses.items(), key=lambda clause: OUTLINE.index(clause[0]))
            title = self._teller.family.pattern(
                random.choice(("title_violent", "title_generic", "title_threat", "title_contacts", "title_negotiate")),
                random, frozenset({"me", "lender", "amount"}), author.register,
            )  # fmt: skip
            made.append(Letter(f"{name}-t{place}", tuple(ordered), title))
        return tuple(made)

    def write(
        self,
        letter: Letter,
        level: str,
        values: Mapping[str, Value],
        story: Story,
        style: HouseStyle,
        own: Sequence[str],
        random: Random,
    ) -> tuple[str, str]:
        """One filing's headline and text; ``own`` are clauses of the client's own (G14)."""
        author = style.author
        clauses = list(letter.clauses)
        if level == "E2":
            clauses = self._reordered(clauses, random)
        if level == "E3":
            author = replace(author, register=random.choice(REGISTERS))
            clauses = [
                (symbol, self._anew(symbol, pattern, author, random)) for symbol, pattern in clauses
            ]
        words = [
            self._teller.fill(pattern, values, story, author, random) for _, pattern in clauses
        ]
        middle = len(words) // 2
        words[middle:middle] = own
        text = self._habits.write(
            words, author, random if level == "E3" else stream(0, letter.name)
        )
        text = self._synonyms.apply(text, SYNONYMS.get(level, 0.0), random)
        text = style.errors.apply(text, 0.95 if level != "E3" else 0.5, random)
        if style.punctuation and level != "E3":
            text = text.replace(*style.punctuation)
        if random.random() < style.residue:
            text = self._left_in(text, story, random)
        return self._teller.fill(letter.title, values, story, author, random), text

    def _anew(self, symbol: str, pattern: str, author: Author, random: Random) -> str:
        if not self._teller.family.can(symbol, KNOWN, author.register):
            return pattern
        return self._teller.family.pattern(symbol, random, KNOWN, author.register)

    @staticmethod
    def _reordered(clauses: list[tuple[str, str]], random: Random) -> list[tuple[str, str]]:
        kept = [clause for clause in clauses if random.random() < 0.9] or clauses[:1]
        places = sorted(range(len(kept)), key=lambda place: place + random.uniform(0, 3.5))
        return [kept[place] for place in places]

    def _left_in(self, text: str, story: Story, random: Random) -> str:
        """A placeholder that nobody filled, a form of address, or a slip into the third person."""
        residue = self._habits.residue
        kind = random.choice(("placeholders", "third_person", "honorific"))
        words = random.choice(residue[kind])
        if kind == "placeholders" and story.lender in text:
            return text.replace(story.lender, words, 1)
        if kind == "third_person":
            for me in ("本人", "我"):
                if me in text:
                    return text.replace(me, words, 1)
        return f"{words}，{text}"
