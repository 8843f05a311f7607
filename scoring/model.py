"""What a model is: readings in, additive contributions on two axes out."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp
from typing import ClassVar, final

from mingjian.features.rows import FeatureRow

__all__ = ["Model", "Prediction", "probability"]


@dataclass(frozen=True, slots=True)
class Prediction:
    """A model's view of one complaint, in log-odds.

    Attributes
    ----------
    merit, coordination : float
        Log-odds of each axis: its base plus the contributions of its features.
    contributions : mapping of str to float
        Feature to log-odds on its own axis; features that are unknown are absent.
    credibility, half_width : float or None
        Log-odds that a careful reviewer would call it a genuine first-person grievance, and the
        half-width of its interval; None when the model abstains.
    """

    merit: float
    coordination: float
    contributions: Mapping[str, float]
    credibility: float | None
    half_width: float | None


class Model(ABC):
    """A scoring model over catalogue features."""

    name: ClassVar[str]
    calibrated: ClassVar[bool]

    @property
    @final
    def label(self) -> str:
        """Name as it stands beside every score."""
        return self.name if self.calibrated else f"{self.name} (uncalibrated on your data)"

    @abstractmethod
    def predict(self, rows: Sequence[FeatureRow]) -> list[Prediction]:
        """Predict a batch, one by one independent of each other."""


def probability(log_odds: float) -> float:
    """Log-odds to probability, 0-1, without overflow."""
    if log_odds >= 0:
        return 1.0 / (1.0 + exp(-log_odds))
    return exp(log_odds) / (1.0 + exp(log_odds))
