"""Reasons: the model's exact contributions, in words, with the evidence that made them."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

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


@cache
def _sentences() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads(files("mingjian.scoring").joinpath("reasons.toml").read_text("utf-8"))


def explain(row: FeatureRow, prediction: Prediction) -> list[Reason]:
    """Reasons for a score, heaviest first.

    The weights of all features that moved the score are there, so that an axis' base plus its weights
    is exactly its log-odds.
    """
    reasons = []
    for name, reading in row.readings.items():
        weight = prediction.contributions.get(name, 0.0)
        sentence = _sentences().get(name)
        if reading.value is None or sentence is None:
            continue
        if reading.value < sentence["from"] and weight == 0:
            continue
        shown = [item for item in reading.evidence[:SHOWN] if ":" not in item or " " in item]
        first = reading.evidence[0] if reading.evidence else ""
        number, kind = _number(reading.value), label("repeat", row.repeat_kind)
        chinese, english = (
            sentence[language].format(
                n=number,
                kind=getattr(kind, language),
                first=getattr(label("fact", first), language),
                ids=comma.join(getattr(label("fact", item), language) for item in shown),
            )
            for language, comma in (("zh", "、"), ("en", ", "))
        )
        reasons.append(
            Reason(
                code=name,
                axis=CATALOGUE[name].axis.value,
                weight=round(weight, 6),
                zh=chinese,
                en=english,
                evidence=reading.evidence,
            )
        )
    return sorted(reasons, key=lambda reason: (-abs(reason.weight), reason.code))


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) else f"{value:.2f}"
