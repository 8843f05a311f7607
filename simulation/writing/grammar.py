"""Phrases with choices, and how a sentence is drawn from them.

A phrase file is TOML: each key is a *symbol*, its value holds one *alternative* a line::

    night_call = '''
    {date}{clock}[还在|仍]打{me}电话[，<woken>|]
    rough: {clock}了还打 让不让人睡
    '''

``[a|b]`` is a choice (an option may be empty, and holds anything that a line holds), ``{slot}`` a value that
the teller of the story knows, ``<symbol>`` another symbol. A line that starts with a register and a colon is
for authors of that register only. An alternative or an option is open to a teller who knows all slots in it.
A formal or polished writer says nothing chatty (``manners.toml``).
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from random import Random
from zlib import crc32

__all__ = [
    "REGISTERS",
    "Grammar",
    "GrammarError",
    "fill",
    "is_held_out",
    "open_slots",
    "phrase_book",
]

FAMILY = ("letter_", "sms_")  # symbols of words that many share
REGISTERS = ("rough", "plain", "formal", "polished")
PIECE = re.compile(r"[\[\]|]|\{(\w+)\}|<(\w+)>|[^\[\]|{}<>]+|.")
TAG = re.compile(r"(rough|plain|formal|polished):\s*")
SLOT = re.compile(r"\{(\w+)\}")
MANNERED = frozenset({"formal", "polished"})
TRIES = 8  # draws until one is not chatty
CHATTY = re.compile(
    "|".join(
        tomllib.loads((files("mingjian.simulation.writing") / "manners.toml").read_text("utf-8"))[
            "chatty"
        ]
    )
)


class GrammarError(ValueError):
    """A phrase file that cannot be read, or a symbol that nobody can say with these slots."""


@dataclass(frozen=True, slots=True)
class _Slot:
    name: str


@dataclass(frozen=True, slots=True)
class _Symbol:
    name: str


@dataclass(frozen=True, slots=True)
class _Choice:
    options: tuple["_Sequence", ...]


_Part = str | _Slot | _Symbol | _Choice
_Sequence = tuple[_Part, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    register: str | None
    parts: _Sequence


class Grammar:
    r"""Symbols and their alternatives.

    Parameters
    ----------
    symbols : mapping of str to str
        Lines of each symbol, as in a phrase file.

    Raises
    ------
    GrammarError
        When a bracket is open, a referenced symbol is missing, or a symbol stands for itself.

    Examples
    --------
    >>> grammar = Grammar({"call": "{date}[又|还]打了{count}个电话\n一直打"})
    >>> grammar.pattern("call", Random(1), frozenset())
    '一直打'
    """

    def __init__(self, symbols: Mapping[str, str]) -> None:
        self._lines = {
            name: tuple(_line(name, line) for line in text.splitlines() if line.strip())
            for name, text in symbols.items()
        }
        self._words = {
            name: tuple(filter(None, map(str.strip, text.splitlines())))
            for name, text in symbols.items()
        }
        self._open: dict[tuple[str, frozenset[str], str | None], tuple[_Line, ...]] = {}
        sound: set[str] = set()
        for name in self._lines:
            self._check(name, (), sound)

    def family(self, *, held_out: bool) -> "Grammar":
        """The phrases with one of two families of the words that many share: letters and broadcast messages.

        Every fourth line or so is held out, so that a method can be tested on templates whose clauses no
        other world has (domain.md 6.2, rule 6).
        """
        return Grammar(
            {
                name: "\n".join(
                    line
                    for line in lines
                    if not name.startswith(FAMILY) or is_held_out(line) is held_out
                )
                for name, lines in self._words.items()
            }
        )

    @property
    def symbols(self) -> frozenset[str]:
        """All symbols."""
        return frozenset(self._lines)

    def slots(self, symbol: str) -> frozenset[str]:
        """All slots that some alternative of a symbol uses."""
        return frozenset(
            _slots(self, [part for line in self._lines[symbol] for part in line.parts])
        )

    def words(self, symbol: str) -> tuple[str, ...]:
        """The lines of a symbol as they stand, for plain lists."""
        return self._words[symbol]

    def can(self, symbol: str, known: frozenset[str], register: str | None = None) -> bool:
        """Whether a teller who knows these slots can say a symbol."""
        return bool(self._eligible(symbol, known, register))

    def pattern(
        self, symbol: str, chance: Random, known: frozenset[str], register: str | None = None
    ) -> str:
        """Draw an alternative; its slots stay as ``{slot}``.

        Raises
        ------
        GrammarError
            When no alternative is open with these slots.
        """
        lines = self._eligible(symbol, known, register)
        if not lines:
            raise GrammarError(f"<{symbol}> cannot be said with the slots {sorted(known)}")
        words = ""
        for _ in range(TRIES if register in MANNERED else 1):
            words = self._draw(chance.choice(lines).parts, chance, known, register)
            if not CHATTY.search(words):
                break
        return words

    def say(
        self,
        symbol: str,
        chance: Random,
        slots: Mapping[str, str],
        register: str | None = None,
    ) -> str:
        """Draw an alternative and fill its slots."""
        return fill(self.pattern(symbol, chance, frozenset(slots), register), slots)

    def _draw(
        self, parts: _Sequence, chance: Random, known: frozenset[str], register: str | None
    ) -> str:
        out = []
        for part in parts:
            match part:
                case str():
                    out.append(part)
                case _Slot():
                    out.append(f"{{{part.name}}}")
                case _Symbol():
                    out.append(self.pattern(part.name, chance, known, register))
                case _Choice():
                    open_ = [o for o in part.options if self._sayable(o, known, register)]
                    out.append(self._draw(chance.choice(open_), chance, known, register))
        return "".join(out)

    def _eligible(
        self, symbol: str, known: frozenset[str], register: str | None
    ) -> tuple[_Line, ...]:
        key = (symbol, known, register)
        if key not in self._open:
            if symbol not in self._lines:
                raise GrammarError(f"<{symbol}> is no symbol")
            self._open[key] = tuple(
                line
                for line in self._lines[symbol]
                if line.register in {None, register} and self._sayable(line.parts, known, register)
            )
        return self._open[key]

    def _sayable(self, parts: _Sequence, known: frozenset[str], register: str | None) -> bool:
        for part in parts:
            match part:
                case _Slot():
                    if part.name not in known:
                        return False
                case _Symbol():
                    if not self._eligible(part.name, known, register):
                        return False
                case _Choice():
                    if not any(self._sayable(o, known, register) for o in part.options):
                        return False
        return True

    def _check(self, symbol: str, above: tuple[str, ...], sound: set[str]) -> None:
        if symbol in above:
            raise GrammarError(f"<{symbol}> stands for itself")
        if symbol in sound:
            return
        for line in self._lines[symbol]:
            for name in _symbols(line.parts):
                if name not in self._lines:
                    raise GrammarError(f"<{name}> in <{symbol}> is no symbol")
                self._check(name, (*above, symbol), sound)
        sound.add(symbol)


def is_held_out(words: str) -> bool:
    """Whether words belong to the family that ordinary worlds do without."""
    return crc32(words.encode()) % 4 == 0


def fill(pattern: str, slots: Mapping[str, str]) -> str:
    """Put values into the slots of a pattern.

    Raises
    ------
    KeyError
        When a slot has no value.
    """
    return SLOT.sub(lambda slot: slots[slot[1]], pattern)


def open_slots(pattern: str) -> frozenset[str]:
    """Names of the slots of a pattern."""
    return frozenset(SLOT.findall(pattern))


def phrase_book(names: Iterable[str] = ()) -> Grammar:
    """The shipped phrases, all files or the named ones; a symbol stands in one file only."""
    folder = files("mingjian.simulation.writing") / "phrases"
    wanted = set(names)
    symbols: dict[str, str] = {}
    for path in sorted(folder.iterdir(), key=lambda path: path.name):
        stem = path.name.removesuffix(".toml")
        if path.name.endswith(".toml") and (not wanted or stem in wanted):
            found = tomllib.loads(path.read_text("utf-8"))
            if doubled := symbols.keys() & found.keys():
                raise GrammarError(f"{path.name}: already defined: {sorted(doubled)}")
            symbols |= found
    return Grammar(symbols)


def _line(symbol: str, text: str) -> _Line:
    text = text.strip()
    tag = TAG.match(text)
    pieces = list(PIECE.finditer(text, tag.end() if tag else 0))
    parts, end = _sequence(symbol, pieces, 0, inside=False)
    if end != len(pieces):
        raise GrammarError(f"<{symbol}>: a bracket is not opened: {text}")
    return _Line(tag[1] if tag else None, parts)


def _sequence(
    symbol: str, pieces: list[re.Match[str]], at: int, *, inside: bool
) -> tuple[_Sequence, int]:
    parts: list[_Part] = []
    while at < len(pieces):
        piece = pieces[at]
        if piece[0] == "]" or (piece[0] == "|" and inside):
            break
        if piece[0] == "[":
            options = []
            while True:
                option, at = _sequence(symbol, pieces, at + 1, inside=True)
                options.append(option)
                if at == len(pieces):
                    raise GrammarError(f"<{symbol}>: a bracket is not closed")
                if pieces[at][0] == "]":
                    break
            parts.append(_Choice(tuple(options)))
        elif piece[1]:
            parts.append(_Slot(piece[1]))
        elif piece[2]:
            parts.append(_Symbol(piece[2]))
        elif piece[0] in "{}<>|":
            raise GrammarError(f"<{symbol}>: a stray {piece[0]}")
        else:
            parts.append(piece[0])
        at += 1
    return tuple(parts), at


def _symbols(parts: Iterable[_Part]) -> Iterable[str]:
    for part in parts:
        if isinstance(part, _Symbol):
            yield part.name
        elif isinstance(part, _Choice):
            for option in part.options:
                yield from _symbols(option)


def _slots(grammar: Grammar, parts: Iterable[_Part]) -> Iterable[str]:
    for part in parts:
        if isinstance(part, _Slot):
            yield part.name
        elif isinstance(part, _Symbol):
            yield from grammar.slots(part.name)
        elif isinstance(part, _Choice):
            for option in part.options:
                yield from _slots(grammar, option)
