"""Shares of a count, with the exact bounds of Clopper and Pearson (Biometrika 1934)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import beta

from mingjian.scoring.evaluation.unknown import Unknown

__all__ = ["Share", "exact_interval", "share", "share_of", "upper_bound"]

CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Share:
    """``count`` of ``n`` rows.

    Attributes
    ----------
    count : int or None
        None when it cannot be known.
    n : int
    rate, upper : float or None
        The share, and its exact one-sided upper 95 % bound.
    reason : str or None
        Why ``rate`` is None.
    """

    count: int | None
    n: int
    rate: float | None
    upper: float | None
    reason: str | None = None


def upper_bound(count: int, n: int, confidence: float = CONFIDENCE) -> float:
    """One-sided upper bound of a share; rows are taken as independent.

    Examples
    --------
    >>> round(upper_bound(0, 59), 4)  # none of 59 is what it takes to claim less than 5 %
    0.0495
    """
    return 1.0 if count == n else float(beta.ppf(confidence, count + 1, n - count))


def exact_interval(count: int, n: int, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """Two-sided interval of a share.

    Examples
    --------
    >>> [round(bound, 3) for bound in exact_interval(5, 10)]
    [0.187, 0.813]
    """
    beyond = (1 - confidence) / 2
    low = 0.0 if count == 0 else float(beta.ppf(beyond, count, n - count + 1))
    return low, upper_bound(count, n, 1 - beyond)


def share(count: int | None, n: int, reason: Unknown = Unknown.no_rows) -> Share:
    """A share with its bound; without rows, or without a count, null for this reason."""
    if count is None or n == 0:
        return Share(count, n, None, None, reason.value)
    return Share(count, n, count / n, upper_bound(count, n))


def share_of(hits: NDArray[np.bool_], among: NDArray[np.bool_]) -> Share:
    """The share of hits among some rows."""
    return share(int(np.count_nonzero(hits & among)), int(np.count_nonzero(among)))
