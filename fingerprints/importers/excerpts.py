"""Texts as lists and search results show them: cut off, with hits highlighted."""

import re

__all__ = ["is_cut", "without_highlight"]

CUT = re.compile(r"(?<![.…])(?:…|\.{3})$")
HIGHLIGHT = re.compile(r"</?(?:span|em|font)\b[^<>]*>", re.IGNORECASE)


def is_cut(text: str) -> bool:
    """Whether a list cut the text: it ends in one ellipsis. Two in a row (……) are the writer's own.

    Examples
    --------
    >>> is_cut("还有担保费，逾期利息高达..."), is_cut("我真的没有办法了……")
    (True, False)
    """
    return bool(CUT.search(text.rstrip()))


def without_highlight(text: str) -> str:
    """Drop the tags by which a search marks its hits.

    Examples
    --------
    >>> without_highlight('某<span class="hl">贷</span>催收')
    '某贷催收'
    """
    return HIGHLIGHT.sub("", text)
