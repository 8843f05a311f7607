"""Words for codes, in Chinese and English, from ``labels.toml``."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

__all__ = ["Label", "label"]


class Label(NamedTuple):
    """One thing's name in both languages."""

    zh: str
    en: str


@cache
def _tables() -> Mapping[str, Mapping[str, tuple[str, str]]]:
    return tomllib.loads(files("mingjian.scoring.report").joinpath("labels.toml").read_text("utf-8"))


def label(section: str, code: str) -> Label:
    """Look up a code; an unknown one names itself, so that a new route or violation still shows.

    Examples
    --------
    >>> label("tier", "fast")
    Label(zh='快速', en='fast')
    >>> label("violation", "V99")
    Label(zh='V99', en='V99')
    """
    words = _tables()[section].get(code)
    return Label(*words) if words else Label(code, code)
