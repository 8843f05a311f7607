"""The catalogue: what every feature declares, and the plug-in that computes a group of them.

A feature says which axis it speaks to, in which direction, in what unit and range, what a missing
value means and who its innocent twin is (domain.md 3C, G1-G17). Docs, report and model are made from
these declarations, so they cannot disagree with the code.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, NamedTuple, final

if TYPE_CHECKING:
    from mingjian.features.history import Trace, View

__all__ = ["UNKNOWN", "Axis", "Feature", "FeatureGroup", "Reading"]


class Axis(StrEnum):
    """The two questions that are kept apart (law 2)."""

    merit = "merit"
    coordination = "coordination"


@dataclass(frozen=True, slots=True)
class Feature:
    """A declared feature.

    Attributes
    ----------
    name, group : str
    axis : Axis
    direction : int
        +1: more of it raises the axis; 0: it informs people and moves no score. A feature that would
        lower merit does not exist: absence of facts means *ask* (S3-12).
    unit : str
    low, high : float
        Range; values saturate at ``high``.
    missing : str
        What a missing value means. It is never read as zero (law 6).
    twin : str
        The genuine behaviour that looks the same, by G-number, and what tells them apart.
    zh, en : str
        Short names for people.
    """

    name: str
    group: str
    axis: Axis
    direction: int
    unit: str
    low: float
    high: float
    missing: str
    twin: str
    zh: str
    en: str


class Reading(NamedTuple):
    """A feature's value for one complaint, with the evidence that made it.

    ``value`` is None when unknown. ``evidence`` holds complaint uids, ids of templates, rings or
    captures, or quoted redacted spans; the longest lists are cut.
    """

    value: float | None
    evidence: tuple[str, ...] = ()


UNKNOWN = Reading(None)


class FeatureGroup(ABC):
    """A group of features that look at the same kind of evidence.

    A group reads a :class:`~mingjian.features.history.View`, the history as of a moment, and keeps
    no state of its own: so one complaint online, a batch, and a re-score run the same code.
    """

    features: ClassVar[tuple[Feature, ...]]

    @abstractmethod
    def keys(self, trace: "Trace") -> Iterable[str]:
        """Keys under which the history files this complaint for this group."""

    @abstractmethod
    def read(self, trace: "Trace", view: "View") -> Mapping[str, Reading]:
        """Readings for one complaint as of the view's moment; absent names are missing."""

    @final
    def readings(self, trace: "Trace", view: "View") -> dict[str, Reading]:
        """Readings in declared order, saturated at the declared range."""
        readings = {feature.name: UNKNOWN for feature in self.features}
        declared = readings.keys()
        for name, reading in self.read(trace, view).items():
            if name not in declared:
                raise LookupError(f"{type(self).__name__} reads an undeclared feature: {name}")
            readings[name] = reading
        return {
            feature.name: _saturate(reading, feature)
            for feature, reading in zip(self.features, readings.values(), strict=True)
        }


def _saturate(reading: Reading, feature: Feature) -> Reading:
    if reading.value is None or feature.low <= reading.value <= feature.high:
        return reading
    return reading._replace(value=min(max(reading.value, feature.low), feature.high))
