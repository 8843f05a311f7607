"""Words for codes and for what the catalogue declares, in Chinese and English."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

__all__ = ["Label", "declared", "label"]


class Label(NamedTuple):
    """One thing's name in both languages."""

    zh: str
    en: str


def label(section: str, code: str) -> Label:
    """Look up a code in ``labels.toml``; an unknown one names itself, so that it still shows.

    Examples
    --------
    >>> label("tier", "fast")
    Label(zh='快速', en='fast')
    >>> label("violation", "V99")
    Label(zh='V99', en='V99')
    """
    return _labels()[section].get(code) or Label(code, code)


def declared(table: str, words: str) -> Label:
    """Put the Chinese of ``catalogue_zh.toml`` beside words of a feature's declaration.

    Examples
    --------
    >>> declared("units", "persons")
    Label(zh='人', en='persons')
    """
    return Label(_read("mingjian.scoring", "catalogue_zh.toml")[table].get(words, words), words)


@cache
def _labels() -> Mapping[str, Mapping[str, Label]]:
    tables = _read("mingjian.scoring", "labels.toml")
    return {
        section: {code: Label(*words) for code, words in table.items()}
        for section, table in tables.items()
    }


@cache
def _read(package: str, name: str) -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads(files(package).joinpath(name).read_text("utf-8"))
