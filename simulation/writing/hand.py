"""What the hand does to words: slips by sound, dialect, words that dodge filters, spoken fillers (``habits.toml``)."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from random import Random
from typing import Any

from mingjian.simulation.writing.author import Author

__all__ = ["Habits", "Rewording"]


class Rewording:
    """Replacements for words, found in one pass; longer words go first.

    Parameters
    ----------
    words : mapping of str to sequence of str
        Replacements of each word.

    Examples
    --------
    >>> Rewording({"即使": ["既使"]}).apply("即使如此", 1.0, Random(1))
    '既使如此'
    """

    def __init__(self, words: Mapping[str, Sequence[str]]) -> None:
        self._words = {word: tuple(others) for word, others in words.items()}
        longest_first = sorted(self._words, key=lambda word: (-len(word), word))
        self._pattern = re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")

    def apply(self, text: str, share: float, random: Random) -> str:
        """Replace about ``share`` of the words that can be replaced."""
        if not share:
            return text

        def other(found: re.Match[str]) -> str:
            return random.choice(self._words[found[0]]) if random.random() < share else found[0]

        return self._pattern.sub(other, text)


@dataclass(frozen=True, slots=True)
class Habits:
    """All habits of ``habits.toml``.

    Attributes
    ----------
    homophones, evasions : Rewording
    dialects : mapping of str to Rewording
    fillers : tuple of str
    connectives : mapping of str to tuple of str
        Words that begin a sentence: ``spoken``, ``formal``, ``polished``.
    house : mapping
        Slips that betray one author across many texts: ``words``, ``punctuation``, ``citations``.
    residue : mapping of str to tuple of str
        What agents leave in (T7): ``placeholders``, ``third_person``, ``honorific``.
    """

    homophones: Rewording
    evasions: Rewording
    dialects: Mapping[str, Rewording]
    fillers: tuple[str, ...]
    connectives: Mapping[str, tuple[str, ...]]
    house: Mapping[str, Any]
    residue: Mapping[str, tuple[str, ...]]

    @classmethod
    def shipped(cls) -> "Habits":
        """The habits that come with the package."""
        path = files("mingjian.simulation.writing") / "habits.toml"
        found = tomllib.loads(path.read_text("utf-8"))
        return cls(
            homophones=Rewording(found["homophones"]),
            evasions=Rewording(found["evasions"]),
            dialects={name: Rewording(words) for name, words in found["dialect"].items()},
            fillers=tuple(found["fillers"]["words"]),
            connectives={name: tuple(words) for name, words in found["connectives"].items()},
            house=found["house_errors"],
            residue={name: tuple(words) for name, words in found["residue"].items()},
        )

    def write(self, clauses: Sequence[str], author: Author, random: Random) -> str:
        """Join clauses as an author does, with the author's slips."""
        out: list[str] = []
        for place, words in enumerate(clauses):
            clause = words
            if author.dialect:
                clause = self.dialects[author.dialect].apply(clause, 0.5, random)
            clause = self.evasions.apply(clause, author.evasions, random)
            clause = self.homophones.apply(clause, author.slips, random)
            if random.random() < author.fillers:
                clause = random.choice(self.fillers) + clause
            out.append(clause)
            if place + 1 < len(clauses):
                out.append(self._between(author, random))
        return "".join(out).replace("本人本人", "本人") + self._end(author, random)

    def lead(self, author: Author, random: Random) -> str:
        """A connective to begin a sentence with, or nothing."""
        kind = {"formal": "formal", "polished": "polished"}.get(author.register, "spoken")
        share = 0.35 if author.register == "polished" else 0.12
        return random.choice(self.connectives[kind]) if random.random() < share else ""

    @staticmethod
    def _between(author: Author, random: Random) -> str:
        if random.random() < author.stop:
            return "！" if random.random() < 0.06 else "；" if random.random() < 0.05 else "。"
        return author.pause

    @staticmethod
    def _end(author: Author, random: Random) -> str:
        if author.register in {"formal", "polished"}:
            return "。"
        return random.choices(("", "。", "！", "！！", "，", "…"), (40, 40, 12, 2, 3, 1))[0]
