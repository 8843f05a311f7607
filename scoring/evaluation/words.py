"""Words of an evaluation in Chinese and English."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from mingjian.scoring.evaluation.bounds import Share
from mingjian.scoring.labels import Label

__all__ = ["against", "named", "percent", "reason", "share_text", "slice_name"]


def against(column: str) -> Label:
    """A column of the truth that a number is compared with.

    Examples
    --------
    >>> against("genuine")
    Label(zh='真实', en='genuine')
    """
    return Label(_tables()["against"].get(column, column), column)


def named(words: str) -> Label:
    """Put Chinese beside an English name; an unknown one names itself.

    Examples
    --------
    >>> named("coordination")
    Label(zh='串联', en='coordination')
    """
    english = words.replace("_", " ") if words.isidentifier() else words
    return Label(_tables()["name"].get(words, words), english)


def slice_name(code: str) -> Label:
    """A group of rows by name, a look-alike slice with its code.

    Examples
    --------
    >>> slice_name("G6")
    Label(zh='G6 未获答复再投诉', en='re-filed after no answer')
    """
    if code not in _tables()["slice"]:
        return named(code)
    prefix = f"{code} " if code.startswith("G") else ""
    return Label(prefix + named(code).zh, _tables()["slice"][code])


def reason(words: str) -> Label:
    """Why a figure is not there."""
    return Label(_tables()["unknown"].get(words, words), words)


def percent(value: float | None) -> str:
    """A share in per cent, ``—`` when unknown.

    Examples
    --------
    >>> percent(0.01234), percent(None)
    ('1.2 %', '—')
    """
    return "—" if value is None else f"{100 * value:.1f} %"


def share_text(found: Share) -> str:
    """A share with its counts and its upper bound."""
    if found.rate is None:
        return "—"
    return f"{percent(found.rate)} ({found.count}/{found.n}, ≤{percent(found.upper)})"


@cache
def _tables() -> Mapping[str, Mapping[str, str]]:
    text = files("mingjian.scoring.evaluation").joinpath("words.toml").read_text("utf-8")
    return tomllib.loads(text)
