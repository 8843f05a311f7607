"""What the hand does to words: slips by sound, dialect, words that dodge filters, spoken fillers (``habits.toml``)."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from random import Random
from typing import Any

from mingjian.simulation.writing.author import NORTHERN, Author

__all__ = ["Habits", "Rewording"]

PAUSES = frozenset("，,： ")
RISING = re.compile("更[^，]{1,8}的是，|随后(?=所谓|一位|一名|有)")
JOINED = re.compile(
    "由于|因|鉴于|虽|即|尽管|如|若|为|但|而|可是|所以|从|自|在|受|经|对|就|您好|你好|尊敬|谢|[更最].{1,6}的是"
)


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
        Words that begin a sentence within a text: ``spoken``, ``formal``, ``polished``; ``formal_end`` and
        ``polished_end`` before what is demanded; ``follow`` cannot begin a text.
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
        whole = {word: [word] for word in found["whole"]["words"]}
        return cls(
            homophones=Rewording(found["homophones"]),
            evasions=Rewording(found["evasions"]),
            dialects={name: Rewording(whole | words) for name, words in found["dialect"].items()},
            fillers=tuple(found["fillers"]["words"]),
            connectives={name: tuple(words) for name, words in found["connectives"].items()},
            house=found["house_errors"],
            residue={name: tuple(words) for name, words in found["residue"].items()},
        )

    def write(self, clauses: Sequence[str], author: Author, random: Random) -> str:
        """Join clauses as an author does, with the author's slips."""
        out: list[str] = []
        for place, words in enumerate(clauses):
            clause = words if place else self.beginning(words)
            if author.dialect:
                clause = self.dialects[author.dialect].apply(clause, 0.5, random)
                if author.dialect not in NORTHERN:
                    clause = clause.replace("俺", "我")
            clause = self.evasions.apply(clause, author.evasions, random)
            clause = self.homophones.apply(clause, author.slips, random)
            if random.random() < author.fillers:
                clause = random.choice(self.fillers) + clause
            out.append(clause)
            if place + 1 < len(clauses):
                out.append(self._between(author, random))
        return "".join(out).replace("本人本人", "本人") + self._end(author, random)

    def led(self, words: str, author: Author, random: Random, *, end: bool) -> str:
        """A sentence within a text, with a connective before it now and then."""
        mannered = author.register in {"formal", "polished"}
        kind = author.register if mannered else "spoken"
        if random.random() > (0.35 if kind == "polished" else 0.12) or self._joined(words):
            return words
        lead = random.choice(self.connectives[f"{kind}_end" if mannered and end else kind])
        return f"{lead}，{words}" if mannered and len(lead) > 1 else lead + words

    def beginning(self, words: str) -> str:
        """The words without a connective that points back, for there is nothing before them."""
        if ahead := RISING.match(words):
            return self.beginning(words[ahead.end() :])
        for lead in self.connectives["follow"]:
            rest = words.removeprefix(lead)
            if rest != words and rest[:1] in PAUSES and len(rest) > 4:
                return self.beginning(rest.lstrip("".join(PAUSES)))
        return words

    def _joined(self, words: str) -> bool:
        """Whether a sentence has a connective of its own, or is a greeting."""
        return JOINED.match(words) is not None or any(
            words.startswith(lead) for kind in self.connectives.values() for lead in kind
        )

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
