"""Lines of text: where Chinese may break, and what in a message is a number, a link or a name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mingjian.simulation.screens.fonts import Type, advance, length

__all__ = ["Paragraph", "shorten", "typeset"]

OPENING, CLOSING = "“‘（【《〈「『〔[(", "，。！？；：、）】”’》〉」』〕…—·％℃,.!?;:)]%"
# What stays together: a run of Latin letters and digits or one character, with its punctuation.
UNIT = re.compile(
    rf"[^\S\n]+|[{re.escape(OPENING)}]*(?:(?:[!-'*+\-.-:<-Z^-~]|,(?=\d))+|\S)[{re.escape(CLOSING)}]*"
)
URL = r"(?:https?://)?(?:[A-Za-z0-9-]+\.)+(?:com|cn|net|cc|top|vip|xyz|link)\b(?:/[!-~]*)?"
NUMBER = r"(?<![\d.*])(?:400-?\d{3}-?\d{4}|0\d{2,3}-\d{7,8}|\d{3}\*{3,5}\d{4}|\d{3} \d{4} \d{4}|\d{5,20})(?![\d*]|\.\d|[元万年])"
LINK = re.compile(rf"{URL}|{NUMBER}")
NAME = re.compile(
    r"(?:(?<=尊敬的)|(?<=借款人))(?!客户|用户|会员|借款)[一-鿿]{2,3}(?=先生|女士|[您，,：:（(])"
    r"|(?![的是和与或向给找叫])[一-鿿](?:[一-鿿]{1,2}|\*{1,2})(?=先生|女士)"
)
ELLIPSIS = "..."

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A text broken into lines.

    Attributes
    ----------
    text : str
    lines, links, numbers, names : tuple of (int, int)
        Spans of the text. Links are numbers and addresses; numbers have at least five digits.
    type : Type
    width, height : int
        Pixels: of the longest line, of all lines.
    """

    text: str
    lines: tuple[Span, ...]
    links: tuple[Span, ...]
    numbers: tuple[Span, ...]
    names: tuple[Span, ...]
    type: Type
    width: int
    height: int


def typeset(text: str, type_: Type, width: float, *, most: int = 0) -> Paragraph:
    """Break a text into lines of at most ``width`` pixels; with ``most``, only so many lines.

    No line starts with closing punctuation or ends with opening punctuation, unless a run alone
    is longer than a line.
    """
    lines = list(_lines(text, type_, width))
    if most and len(lines) > most:
        rest = text[lines[most - 1][0] :].replace("\n", " ")
        cut = shorten(rest, type_, width)
        text = text[: lines[most - 1][0]] + cut
        lines = [*lines[: most - 1], (lines[most - 1][0], len(text))]
    found = tuple(match.span() for match in LINK.finditer(text))
    widest = max(length(text[a:b], type_) for a, b in lines)
    return Paragraph(
        text=text,
        lines=tuple(lines),
        links=found,
        numbers=tuple(span for span in found if not re.search("[A-Za-z]", text[slice(*span)])),
        names=tuple(match.span() for match in NAME.finditer(text)),
        type=type_,
        width=-int(-widest // 1),
        height=type_.step * len(lines),
    )


def shorten(text: str, type_: Type, width: float) -> str:
    """Cut a text to one line, with an ellipsis where something is missing."""
    if length(text, type_) <= width:
        return text
    left = width - length(ELLIPSIS, type_)
    for place, character in enumerate(text):
        left -= advance(character, type_)
        if left < 0:
            return text[:place] + ELLIPSIS
    return text


def _lines(text: str, type_: Type, width: float) -> Iterator[Span]:
    start = 0
    for line in text.split("\n"):
        yield from _broken(line, start, type_, width)
        start += len(line) + 1


def _broken(text: str, offset: int, type_: Type, width: float) -> Iterator[Span]:
    start = end = 0
    left = width
    for match in UNIT.finditer(text):
        wide = length(match[0], type_)
        if match[0].isspace():
            left -= wide
            continue
        if wide > left and end > start:
            yield start + offset, end + offset
            start, left = match.start(), width
        if wide <= left:
            left, end = left - wide, match.end()
            continue
        for place in range(match.start(), match.end()):  # a run longer than a whole line
            step = advance(text[place], type_)
            if step > left and place > start:
                yield start + offset, place + offset
                start, left = place, width
            left, end = left - step, place + 1
    yield start + offset, max(end, start) + offset
