"""Reasons: the model's exact contributions, in words, with the evidence that made them."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from mingjian.features.observation import CATALOGUE
from mingjian.features.rows import FeatureRow
from mingjian.scoring.labels import label
from mingjian.scoring.model import Prediction

__all__ = ["Reason", "explain"]

SHOWN = 6


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason of a score.

    Attributes
    ----------
    code : str
        Feature name.
    axis : str
        ``merit`` or ``coordination``.
    weight : float
        Log-odds on that axis; 0 for what informs only.
    zh, en : str
    evidence : tuple of str
        Complaint uids, ids of templates, rings or captures, or redacted quotes.
    """

    code: str
    axis: str
    weight: float
    zh: str
    en: str
    evidence: tuple[str, ...]


class _Sentence(NamedTuple):
    """A feature's sentence, and the least value that says something."""

    axis: str
    least: float
    zh: str
    en: str
    lists: bool  # quotes its evidence


@cache
def _sentences() -> Mapping[str, _Sentence]:
    table = tomllib.loads(files("mingjian.scoring").joinpath("reasons.toml").read_text("utf-8"))
    return {
        name: _Sentence(
            CATALOGUE[name].axis.value,
            entry["from"],
            entry["zh"],
            entry["en"],
            any(place in entry["zh"] for place in ("{ids}", "{first}")),
        )
        for name, entry in table.items()
    }


def explain(row: FeatureRow, prediction: Prediction) -> list[Reason]:
    """Reasons for a score, heaviest first.

    The weights of all features that moved the score are there, so that an axis' base plus its weights
    is exactly its log-odds.
    """
    reasons = []
    kind = label("repeat", row.repeat_kind)
    for name, sentence in _sentences().items():
        value, evidence = row.readings[name]
        if value is None:
            continue
        weight = prediction.contributions.get(name, 0.0)
        if value < sentence.least and weight == 0:
            continue
        shown, first = [], label("fact", "")
        if sentence.lists and evidence:
            first = label("fact", evidence[0])
            shown = [label("fact", e) for e in evidence[:SHOWN] if ":" not in e or " " in e]
        number = _number(value)
        reasons.append(
            Reason(
                name,
                sentence.axis,
                round(weight, 6),
                sentence.zh.format(
                    n=number, kind=kind.zh, first=first.zh, ids="、".join(w.zh for w in shown)
                ),
                sentence.en.format(
                    n=number, kind=kind.en, first=first.en, ids=", ".join(w.en for w in shown)
                ),
                evidence,
            )
        )
    return sorted(reasons, key=lambda reason: (-abs(reason.weight), reason.code))


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) else f"{value:.2f}"
