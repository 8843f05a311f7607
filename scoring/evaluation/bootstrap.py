"""Bootstrap over clusters: filings that may err together are drawn together.

A cluster is a campaign, else a ring, else a matter, else the row itself (domain: rows of one ring are
near copies, and counting them as independent would make every interval too short).
"""

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from mingjian.scoring.evaluation.truth import Truth

__all__ = ["cluster_codes", "percentile_interval", "resampled_weights"]

FEWEST = 2  # clusters; one alone resamples to itself
LEVEL = 0.95


def cluster_codes(truth: Truth) -> NDArray[np.intp]:
    """Number of each row's cluster, from 0; it hangs on the names only, not on the order of rows."""
    names = [
        next(
            (
                f"{kind}\0{name}"
                for kind, name in zip("abc", known, strict=True)
                if name is not None
            ),
            f"d\0{uid}",
        )
        for uid, *known in zip(truth.uids, truth.campaign, truth.ring, truth.matter, strict=True)
    ]
    return np.unique(names, return_inverse=True)[1].astype(np.intp)


def resampled_weights(
    codes: NDArray[np.intp], resamples: int, seed: int
) -> Iterator[NDArray[np.int64]]:
    """Draw clusters with replacement, as many as there are.

    Yields
    ------
    ndarray of int
        How often each row is in the resample. The same seed yields the same resamples; nothing is
        yielded for fewer than two clusters.
    """
    random = np.random.default_rng(seed)
    count = int(codes.max()) + 1 if len(codes) else 0
    for _ in range(resamples if count >= FEWEST else 0):
        drawn = random.integers(count, size=count)
        yield np.bincount(drawn, minlength=count)[codes]


def percentile_interval(values: Iterable[float | None]) -> tuple[float, float] | None:
    """Middle 95 % of what the resamples gave; None when fewer than half of them gave anything."""
    listed = list(values)
    known = [value for value in listed if value is not None]
    if not known or 2 * len(known) < len(listed):
        return None
    low, high = np.quantile(known, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return float(low), float(high)
