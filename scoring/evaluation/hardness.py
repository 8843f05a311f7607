"""Which tricks of agents hide their filings: recall at the operating point, by axis and level."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mingjian.scoring.evaluation.bounds import Share, share_of
from mingjian.scoring.evaluation.truth import Truth

__all__ = ["AxisLevel", "axis_levels"]


@dataclass(frozen=True, slots=True)
class AxisLevel:
    """Target rows made at one level of one axis, such as spin E2, and those of them caught."""

    axis: str
    level: str
    caught: Share


def axis_levels(
    truth: Truth, target: NDArray[np.bool_], flagged: NDArray[np.bool_]
) -> tuple[AxisLevel, ...]:
    """Count by axis, then level, sorted; empty when the truth has no axes."""
    named = sorted({pair for place in np.flatnonzero(target) for pair in truth.axes[place].items()})
    return tuple(
        AxisLevel(
            axis,
            level,
            share_of(flagged, target & np.array([axes.get(axis) == level for axes in truth.axes])),
        )
        for axis, level in named
    )
