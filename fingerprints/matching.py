"""The matching channel: what text looks like to the template index.

One table look-up per character over the whole batch: Unicode compatibility forms, traditional to
simplified, case; symbols and zero-width characters vanish (domain.md, lexical evasion: people are
pushed into it by filters, so it is folded away and never counted against anyone). Every kept
character remembers its offset in the readable text, so evidence can be quoted.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

__all__ = ["MatchingBatch", "fold"]

DROP, CLAUSE_END = 0, 1
DIGIT = ord("0")
CLAUSE_MARKS = "，。！？；：、,.!?;\n\r…"
POINTS = np.array([ord(char) for char in ",.，"], dtype=np.uint32)
HIGHEST = 0x323B0  # last assigned ideograph; above lie tags and private use


@dataclass(frozen=True, slots=True)
class MatchingBatch:
    """A batch of texts in the matching channel, concatenated.

    Attributes
    ----------
    codes : uint32 array, shape (n,)
        Folded code points; a run of digits is one ``0`` (a slot).
    origin : int32 array, shape (n,)
        Offset of each code in its own readable text, in characters.
    owner : int32 array, shape (n,)
        Row of the text it came from.
    clause : int32 array, shape (n,)
        Number of the clause, rising over the whole batch.
    quoted : bool array, shape (n,)
        Whether the code lies in a quoted or pasted range.
    size : int
        Number of texts.
    """

    codes: npt.NDArray[np.uint32]
    origin: npt.NDArray[np.int32]
    owner: npt.NDArray[np.int32]
    clause: npt.NDArray[np.int32]
    quoted: npt.NDArray[np.bool_]
    size: int


@cache
def _table() -> npt.NDArray[np.uint32]:
    table = np.zeros(0x110000, dtype=np.uint32)
    simplified = {}
    source = files("opencc").joinpath("dictionary/TSCharacters.txt").read_text("utf-8")
    for line in source.splitlines():
        traditional, _, simple = line.partition("\t")
        if simple:
            simplified[traditional] = simple.split(" ")[0]
    for point in range(HIGHEST):
        if 0xD800 <= point < 0xE000:
            continue
        char = chr(point)
        if char in CLAUSE_MARKS:
            table[point] = CLAUSE_END
            continue
        # The first character stands for the few that expand: ㈱ and ﷽ only need to be stable.
        char = unicodedata.normalize("NFKC", char)[:1].lower()[:1]
        char = simplified.get(char, char)
        if not char or unicodedata.category(char)[0] not in "LN":
            continue
        table[point] = DIGIT if char.isdecimal() else ord(char)
    return table


def fold(texts: Sequence[str], quoted: Sequence[Sequence[tuple[int, int]]] = ()) -> MatchingBatch:
    """Fold a batch of readable texts into the matching channel.

    Parameters
    ----------
    texts : sequence of str
        Readable (redacted) texts.
    quoted : sequence of (start, end) lists, optional
        Per text, half-open ranges to mark, such as a pasted lender message (G5).

    Returns
    -------
    MatchingBatch

    Examples
    --------
    >>> batch = fold(["催*收１２次！騷擾"])
    >>> "".join(map(chr, batch.codes)), batch.origin.tolist(), batch.clause.tolist()
    ('催收0次骚扰', [0, 2, 3, 5, 7, 8], [0, 0, 0, 0, 1, 1])
    """
    lengths = np.fromiter((len(text) for text in texts), dtype=np.int64, count=len(texts))
    starts = np.concatenate(([0], np.cumsum(lengths)))
    raw = np.frombuffer("".join(texts).encode("utf-32-le"), dtype=np.uint32)
    owner = np.repeat(np.arange(len(texts), dtype=np.int32), lengths)
    origin = (np.arange(raw.size) - starts[owner]).astype(np.int32)
    codes = _table()[raw]
    # 13,812.50 is one number: a point between digits ends no clause.
    point = np.flatnonzero(np.isin(raw[1:-1], POINTS)) + 1
    point = point[(codes[point - 1] == DIGIT) & (codes[point + 1] == DIGIT)]
    codes[point] = DROP
    edge = codes == CLAUSE_END
    edge[starts[:-1][lengths > 0]] = True
    marked = np.zeros(raw.size, dtype=bool)
    for row, ranges in enumerate(quoted):
        for start, end in ranges:
            marked[starts[row] + start : starts[row] + end] = True
    edge[1:] |= marked[1:] != marked[:-1]
    clause = np.cumsum(edge).astype(np.int32) - 1
    index = np.flatnonzero(codes > CLAUSE_END)
    # A digit that follows a digit, with nothing kept in between, belongs to the same slot.
    digit = codes[index] == DIGIT
    same = np.zeros(index.size, dtype=bool)
    same[1:] = digit[1:] & digit[:-1] & (clause[index][1:] == clause[index][:-1])
    index = index[~same]
    return MatchingBatch(
        codes[index], origin[index], owner[index], clause[index], marked[index], len(texts)
    )
