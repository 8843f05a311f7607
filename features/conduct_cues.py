"""Cues of collection conduct: the word tables of ``lexicon/`` and one pass over a text.

A cue is a code, a list of words and what must follow them. All words of all cues sit in one
Aho-Corasick automaton, so a pattern is tried only where one of its words occurs. Patterns are
bounded (no ``*`` over free text), so the cost grows with the length of the text and no faster.

Matching happens in a folded channel: lower case, simplified characters, zero-width and inserted
symbols gone, known evasions (``cui收``, ``威肋``) spelled out. Evasion is never a sign of fraud:
platform filters push everyone to it (domain.md part 2). Every position maps back to the text.
"""

import re
import tomllib
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any, NamedTuple

import ahocorasick
import numpy as np
from opencc import OpenCC

__all__ = ["Cue", "CueHit", "Folded", "Lexicon", "load_lexicon"]

TABLES = ("sets", "evasion", "conduct_zh", "conduct_en", "facts")
SPANS_PER_CUE = 3
REACH, WINDOW = 24, 40
# The rest of a clause, up to a demand: "天天打电话要求禁止骚扰" is no rule.
CLAUSE = re.compile(r"[^,，。！？!?;；\s要请求]{0,20}")


@dataclass(frozen=True, slots=True)
class Cue:
    """One row of a cue table.

    ``code`` is ``V01``…``V19``, a flag (``hardship``, ``label``) or ``fact:<kind>``; ``value`` a
    severity for violations and the normalised value for facts, empty when it is read elsewhere.
    ``before`` ends where the word begins and belongs to the span; ``then`` follows the word.
    ``asserted``: skip where denied, asked, feared or forbidden. ``theirs``: skip where the
    complainant is the one who acts. ``near``: count only beside a violation. ``limit``: hits kept.
    Where a rule is recited (不得…) no violation counts, asserted or not.
    """

    code: str
    value: str
    before: re.Pattern[str] | None
    then: re.Pattern[str] | None
    asserted: bool
    theirs: bool
    near: bool
    limit: int


class CueHit(NamedTuple):
    """A cue found at ``start:end`` of the folded text; ``group`` is what its pattern captured."""

    cue: Cue
    start: int
    end: int
    group: str | None


@dataclass(frozen=True, slots=True)
class Folded:
    """The matching channel of a text. ``starts`` is None when positions are the text's own."""

    text: str
    starts: list[int] | None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the half-open span of the original text behind a span of the folded one."""
        if self.starts is None:
            return start, end
        first = self.starts[start]
        return first, max(self.starts[end], first + 1)

    def at(self, position: int) -> int:
        """Return the folded position of an original one."""
        return position if self.starts is None else bisect_left(self.starts, position)


class Lexicon:
    """Compiled cue tables. Immutable after construction; safe to share between threads.

    Parameters
    ----------
    tables : iterable of dict
        Parsed TOML: ``[sets]`` (named word lists, used in patterns as ``{name}``), ``[evasion]``,
        ``[guards]`` and ``[[cue]]`` rows.

    Examples
    --------
    >>> lexicon = load_lexicon()
    >>> lexicon.fold("騷 擾、cui收").text
    '骚扰、催收'
    >>> {hit.cue.code for hit in lexicon.hits(lexicon.fold("他们打给我家人").text)} >= {"V03"}
    True
    """

    def __init__(self, tables: Iterable[dict[str, Any]]) -> None:
        merged: dict[str, Any] = {"cue": []}
        for table in tables:
            merged["cue"] += table.pop("cue", [])
            merged.update(table)
        self._sets = {name: _either(words.split()) for name, words in merged["sets"].items()}
        self._sets.update(merged["classes"])
        guards = {name: self._compile(source) for name, source in merged["guards"].items()}
        self._denied, self._asked = guards["denied"], guards["asked"]
        self._open, self._question = guards["open"], guards["question"]
        self._inside, self._mine, self._hint = guards["inside"], guards["mine"], guards["hint"]
        self._ruled = guards["ruled"]
        self._automaton = self._build(merged["cue"], merged["sets"])
        self._table, self._foreign = _character_table()
        evasion = merged["evasion"]
        terms = evasion["terms"].split()
        self._pairs = frozenset(a + b for term in terms for a, b in pairwise(term))
        heads, tails = (re.escape("".join({pair[i] for pair in self._pairs})) for i in (0, 1))
        # Not a word character: punctuation and symbols of every kind, and blanks.
        symbol = rf"(?:[^\w{re.escape(evasion['kept'])}]|[{evasion['drawn']}])"
        self._gaps = re.compile(f"([{heads}])({symbol}{{1,3}})(?=([{tails}]))")
        self._unseen = re.compile(f"[{evasion['unseen']}]")
        self._aliases = ahocorasick.Automaton()
        for term, written in evasion["aliases"].items():
            for alias in written.split("|"):
                self._aliases.add_word(alias, (len(alias), term))
        self._aliases.make_automaton()

    def fold(self, text: str) -> Folded:
        """Return the matching channel of ``text``, with the way back."""
        low = text.lower()
        if len(low) != len(text):
            low = "".join(c if len(c.lower()) != 1 else c.lower() for c in text)
        if self._foreign.search(low):
            low = low.translate(self._table)
        cuts: list[tuple[int, int, str]] = []
        if self._unseen.search(low):
            cuts = [(m.start(), m.end(), "") for m in self._unseen.finditer(low)]
        folded = _replace(Folded(low, None), cuts)
        cuts = [
            (*m.span(2), "") for m in self._gaps.finditer(folded.text) if m[1] + m[3] in self._pairs
        ]
        folded = _replace(folded, cuts)
        cuts = [
            (last - size + 1, last + 1, term)
            for last, (size, term) in self._aliases.iter_long(folded.text)
        ]
        return _replace(folded, cuts)

    def hits(self, text: str) -> list[CueHit]:
        """Return the cues found in folded ``text``, each at most ``limit`` times, in order."""
        found: list[CueHit] = []
        seen: dict[int, int] = {}
        raw = text.encode("utf-8", "surrogatepass")
        # How many characters have begun up to each byte.
        places = ((np.frombuffer(raw, np.uint8) & 0xC0) != 0x80).cumsum()
        for last, entries in self._automaton.iter(raw.decode("latin-1")):
            position = int(places[last])
            for size, latin, cue in entries:
                if seen.get(id(cue), 0) >= cue.limit:
                    continue
                start, end, group = position - size, position, None
                if latin and start and text[start - 1].isalnum() and text[start - 1].isascii():
                    continue
                if cue.then is not None:
                    match = cue.then.match(text, end)
                    if match is None:
                        continue
                    end = match.end()
                    group = match[1] if cue.then.groups else None
                if cue.before is not None:
                    match = cue.before.search(text, max(0, start - WINDOW), start)
                    if match is None:
                        continue
                    start = match.start()
                if self._guarded(cue, text, start, end):
                    continue
                seen[id(cue)] = seen.get(id(cue), 0) + 1
                found.append(CueHit(cue, start, end, group))
        return found

    def forbidden(self, text: str, start: int, end: int, numbered: bool = False) -> bool:
        """Say whether ``start:end`` of folded ``text`` recites a rule (不得…) instead of an act.

        A time or a count (``numbered``) may stand before what forbids it: 晚上十点后不得打电话.

        Examples
        --------
        >>> lexicon = load_lexicon()
        >>> lexicon.forbidden("催收不得骂人", 4, 6), lexicon.forbidden("不得不听他骂人", 5, 7)
        (True, False)
        """
        low = max(0, start - WINDOW)
        if text.find("不", low, end + REACH) < 0 and text.find("禁", low, end + REACH) < 0:
            return False  # what every rule contains
        clause = CLAUSE.match(text, end) if numbered else None
        stop = clause.end() if clause else end
        return self._ruled.search(text, low, stop) is not None

    def _guarded(self, cue: Cue, text: str, start: int, end: int) -> bool:
        low = max(0, start - REACH)
        if cue.theirs and self._mine.search(text, low, start):
            return True
        # Self-harm is the complainant's own word, whatever rule stands beside it.
        own = cue.code == "V18" and not cue.theirs
        if (cue.asserted or cue.value) and not own:
            numbered = cue.code in ("V01", "V02")
            if self.forbidden(text, start, end, numbered):
                return True
        if not cue.asserted:
            return False
        if self._hint.search(text, low, start) and (
            self._denied.search(text, low, start) or self._asked.search(text, low, start)
        ):
            return True
        if cue.then is not None and self._inside.search(text, start, end):
            return True
        if self._question.match(text, end, end + WINDOW):
            return bool(self._open.search(text, max(0, start - WINDOW), start))
        return False

    def _compile(self, source: str) -> re.Pattern[str]:
        return re.compile(re.sub(r"\{([a-z_]+)\}", lambda m: self._sets[m[1]], source))

    def _build(self, rows: list[dict[str, Any]], sets: dict[str, str]) -> ahocorasick.Automaton:
        entries: dict[str, list[tuple[int, bool, Cue]]] = {}
        for row in rows:
            before = self._compile(f"(?:{row['before']})$") if "before" in row else None
            then = self._compile(row["then"]) if "then" in row else None
            cue = Cue(
                row["code"],
                row.get("value", ""),
                before,
                then,
                row.get("asserted", True),
                row.get("theirs", False),
                row.get("near", False),
                SPANS_PER_CUE if row["code"][0] in "Vf" else 1,
            )
            words = re.sub(r"\{([a-z_]+)\}", lambda m: "|".join(sets[m[1]].split()), row["words"])
            for word in dict.fromkeys(words.split("|")):
                latin = word[0].isascii() and word[0].isalnum()
                entries.setdefault(word, []).append((len(word), latin, cue))
        # The automaton walks UTF-8 bytes: its nodes keep children in a list, and a root with 500
        # first characters costs three times what a root with 40 first bytes does.
        automaton = ahocorasick.Automaton()
        for word, found in entries.items():
            automaton.add_word(word.encode().decode("latin-1"), tuple(found))
        automaton.make_automaton()
        return automaton


@cache
def load_lexicon() -> Lexicon:
    """Read and compile the shipped tables, once."""
    folder = files(f"{__package__}.lexicon")
    return Lexicon(
        tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf-8")) for name in TABLES
    )


def _either(words: list[str]) -> str:
    # Longest first; the look-ahead rejects most positions with one test instead of one per word.
    firsts = re.escape("".join(sorted({word[0] for word in words})))
    ordered = sorted(words, key=len, reverse=True)
    return f"(?=[{firsts}])(?:{'|'.join(map(re.escape, ordered))})"


def _character_table() -> tuple[dict[int, str], re.Pattern[str]]:
    chars = [chr(code) for code in range(0x4E00, 0xA000)]
    simple = OpenCC("t2s").convert("\n".join(chars)).split("\n")
    table = {ord(a): b for a, b in zip(chars, simple, strict=True) if a != b and len(b) == 1}
    # Full-width letters and digits only: punctuation of both widths stays as written.
    for first, last in (("０", "９"), ("ａ", "ｚ"), ("Ａ", "Ｚ")):
        for code in range(ord(first), ord(last) + 1):
            table[code] = chr(code - 0xFEE0).lower()
    for number in range(1, 10):
        table[0x2460 + number - 1] = table[0x2776 + number - 1] = str(number)
    return table, re.compile("[" + "".join(map(chr, table)) + "]")


def _pieces(length: int, cuts: list[tuple[int, int, str]]) -> Iterator[tuple[int, int, str | None]]:
    at = 0
    for start, end, term in cuts:
        yield at, start, None
        yield start, end, term
        at = end
    yield at, length, None


def _replace(folded: Folded, cuts: list[tuple[int, int, str]]) -> Folded:
    if not cuts:
        return folded
    text, before = folded.text, folded.starts
    if before is None:
        before = list(range(len(text) + 1))
    out: list[str] = []
    starts: list[int] = []
    for start, end, term in _pieces(len(text), cuts):
        if term is None:
            out.append(text[start:end])
            starts += before[start:end]
        else:
            out.append(term)
            starts += [before[min(start + i, end - 1)] for i in range(len(term))]
    starts.append(before[-1])
    return Folded("".join(out), starts)
