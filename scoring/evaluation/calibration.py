"""Whether a probability means what it says: expected calibration error and the table behind it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mingjian.scoring.evaluation.bounds import exact_interval
from mingjian.scoring.evaluation.unknown import Unknown

__all__ = ["Bin", "Reliability", "reliability"]

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Rows of like probability: the mean of it, and the share that is so, with its 95 % interval."""

    n: int
    mean: float
    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Reliability:
    """One probability against one truth.

    ``ece`` is the mean distance of probability and share, weighted by the rows of the bins; rows
    without a probability (``abstained``) are left out.
    """

    name: str
    against: str
    n: int
    abstained: int
    ece: float | None
    bins: tuple[Bin, ...]
    reason: str | None = None


def reliability(
    name: str, against: str, values: NDArray[np.float64], truth: NDArray[np.bool_]
) -> Reliability:
    """Put rows into ten bins of equal mass; equal probabilities share a bin, so there may be fewer.

    Examples
    --------
    >>> found = reliability("p", "t", np.array([0.2, 0.2, 0.8, 0.8]), np.array([0, 0, 1, 0], bool))
    >>> [(b.n, b.share) for b in found.bins], round(found.ece, 2)
    ([(2, 0.0), (2, 0.5)], 0.25)
    """
    known = ~np.isnan(values)
    shown, right = values[known], truth[known]
    abstained = len(values) - len(shown)
    if not len(shown):
        return Reliability(name, against, 0, abstained, None, (), Unknown.no_rows.value)
    edges = np.unique(np.quantile(shown, np.arange(1, BINS) / BINS, method="inverted_cdf"))
    codes = np.searchsorted(edges, shown)  # a value that is an edge falls below it
    made = [_bin(shown[codes == code], right[codes == code]) for code in np.unique(codes)]
    ece = sum(one.n * abs(one.mean - one.share) for one in made) / len(shown)
    return Reliability(name, against, len(shown), abstained, ece, tuple(made))


def _bin(values: NDArray[np.float64], truth: NDArray[np.bool_]) -> Bin:
    hits, n = int(np.count_nonzero(truth)), len(values)
    low, high = exact_interval(hits, n)
    return Bin(n, float(values.mean()), hits / n, low, high)
