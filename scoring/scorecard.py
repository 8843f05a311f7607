"""The transparent bootstrap model: a monotone scorecard that fits on one page.

Every point is written in ``scorecard.toml``. Contributions add up exactly to the axis log-odds, so the
explanation is the model. It is hand-set, not fitted, and says so.
"""

import tomllib
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, ClassVar

from mingjian.features.catalogue import Axis
from mingjian.features.observation import CATALOGUE
from mingjian.features.rows import FeatureRow
from mingjian.scoring.model import Model, Prediction

__all__ = ["Scorecard"]

# What has to be unknown for the interval to widen, by the features that would have told.
UNKNOWN = {
    "no_text": ("conduct_facts", "violations_described"),
    "no_picture": ("picture_candidates",),
    "no_identity": ("ring_persons", "case_filings"),
    "no_time": ("case_same_day",),
}


@dataclass(frozen=True, slots=True)
class _Steps:
    starts: tuple[float, ...]
    points: tuple[float, ...]

    def at(self, value: float) -> float:
        place = bisect_right(self.starts, value)
        return self.points[place - 1] if place else 0.0


class Scorecard(Model):
    """Scores by the points of a card.

    Parameters
    ----------
    card : mapping
        As in ``scorecard.toml``.

    Raises
    ------
    ValueError
        When the card breaks one of its rules: unknown feature, wrong axis, points on a feature that only
        informs, falling points, or a group that alone could lift coordination to 0.5.
    """

    name: ClassVar[str] = "scorecard-1"
    calibrated: ClassVar[bool] = False

    def __init__(self, card: Mapping[str, Any]) -> None:
        self._base = {axis: float(card[axis]["base"]) for axis in Axis}
        self._steps = {
            name: _Steps(tuple(s for s, _ in steps), tuple(p for _, p in steps))
            for axis in Axis
            for name, steps in card[axis]["steps"].items()
        }
        self._cap = float(card["coordination"]["group_cap"])
        self._credibility = card["credibility"]
        self._interval = card["interval"]
        self._check(card)

    @classmethod
    @cache
    def shipped(cls) -> "Scorecard":
        """The card that comes with the package."""
        text = files("mingjian.scoring").joinpath("scorecard.toml").read_text("utf-8")
        return cls(tomllib.loads(text))

    def _check(self, card: Mapping[str, Any]) -> None:
        for axis in Axis:
            for name in card[axis]["steps"]:
                feature, steps = CATALOGUE.get(name), self._steps[name]
                if feature is None or feature.axis is not axis or feature.direction != 1:
                    raise ValueError(f"{name}: not a feature that raises {axis}")
                if list(steps.starts) != sorted(set(steps.starts)):
                    raise ValueError(f"{name}: steps must rise")
                if list(steps.points) != sorted(steps.points) or steps.points[0] < 0:
                    raise ValueError(f"{name}: points must not fall")
        if self._base[Axis.coordination] + self._cap >= 0:
            raise ValueError("one group alone could lift coordination to 0.5")

    def predict(self, rows: Sequence[FeatureRow]) -> list[Prediction]:
        """Predict a batch; see :class:`~mingjian.scoring.model.Model`."""
        return [self._one(row) for row in rows]

    def _one(self, row: FeatureRow) -> Prediction:
        points = {
            name: steps.at(value)
            for name, steps in self._steps.items()
            if (value := row.readings[name].value) is not None
        }
        points |= self._capped(points)
        total = dict(self._base)
        for name, weight in points.items():
            total[CATALOGUE[name].axis] += weight
        merit, coordination = total[Axis.merit], total[Axis.coordination]
        if not row.readable:
            return Prediction(merit, coordination, points, None, None)
        weights = self._credibility
        credibility = (
            weights["intercept"]
            + weights["merit"] * merit
            - weights["coordination"] * (coordination - self._base[Axis.coordination])
        )
        return Prediction(merit, coordination, points, credibility, self._half_width(row))

    def _capped(self, points: Mapping[str, float]) -> dict[str, float]:
        """Coordination points scaled down so that each group stays below the cap."""
        groups: dict[str, list[str]] = defaultdict(list)
        for name in points:
            if CATALOGUE[name].axis is Axis.coordination:
                groups[CATALOGUE[name].group].append(name)
        scaled: dict[str, float] = {}
        for names in groups.values():
            total = sum(points[name] for name in names)
            if total > self._cap:
                scaled |= {name: points[name] * self._cap / total for name in names}
        return scaled

    def _half_width(self, row: FeatureRow) -> float:
        width = float(self._interval["uncalibrated"])
        for name, features in UNKNOWN.items():
            if all(row.readings[feature].value is None for feature in features):
                width += self._interval[name]
        cut = row.readings["label_without_conduct"].value is None and (
            row.readings["conduct_facts"].value
        )
        return width + (self._interval["truncated"] if cut else 0.0)
