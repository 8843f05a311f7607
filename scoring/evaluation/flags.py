"""False flags of genuine rows at a fixed recall of rings, for all of them and for each look-alike.

The operating point is a yardstick, not a rule of the product: it flags as few rows as catch the asked
share of ring-filed ones. What the product itself does is in :mod:`mingjian.scoring.evaluation.policy`.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mingjian.scoring.evaluation.bootstrap import (
    cluster_codes,
    percentile_interval,
    resampled_weights,
)
from mingjian.scoring.evaluation.bounds import Share, share, share_of
from mingjian.scoring.evaluation.truth import Truth
from mingjian.scoring.evaluation.unknown import Unknown

__all__ = [
    "Flags",
    "OperatingPoint",
    "SliceFlags",
    "flagged",
    "flags",
    "operating_point",
    "recall_within",
    "targets",
]

GENUINE, OWN = "genuine", "genuine, filed without an agent"
OVERALL, PER_SLICE = 0.01, 0.02  # most that may be flagged of all genuine rows, and of each slice
RING_FILED, COORDINATED = "ring-filed, non-genuine", "coordinated, non-genuine"


@dataclass(frozen=True, slots=True)
class OperatingPoint:
    """The threshold at which the asked share of target rows is flagged.

    Attributes
    ----------
    target : str
        What is to be caught.
    recall, reached : float or None
        Asked, and reached: ties are flagged together.
    rows, caught, abstained : int or None
        Target rows; those caught; those without a suspicion, which can never be caught.
    threshold : float or None
        A row is flagged from this suspicion on.
    flagged : int or None
        Rows flagged in all.
    """

    target: str
    recall: float
    reached: float | None
    rows: int
    caught: int | None
    abstained: int
    threshold: float | None
    flagged: int | None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class SliceFlags:
    """Genuine rows of one slice, and those of them that are flagged.

    ``verdict`` is ``met`` when the bound is within the target, ``missed`` when the rate is above
    it, ``open`` when the rows are too few to tell; None without rows or without a threshold.
    """

    name: str
    flagged: Share
    target: float
    verdict: str | None


@dataclass(frozen=True, slots=True)
class Flags:
    """False flags at the operating point.

    Attributes
    ----------
    overall, own : SliceFlags
        All genuine rows; those that no agent filed (without G14).
    overall_low, overall_high : float or None
        95 % interval of the overall rate over clusters, the threshold set anew in each resample.
    slices : tuple of SliceFlags
        G1 to G17 and plain; a row may be in several.
    worst, worst_ratio : str or None, float or None
        The slice flagged most, and its rate over the overall rate.
    """

    point: OperatingPoint
    overall: SliceFlags
    overall_low: float | None
    overall_high: float | None
    own: SliceFlags
    slices: tuple[SliceFlags, ...]
    worst: str | None
    worst_ratio: float | None
    reason: str | None = None


def targets(truth: Truth) -> tuple[NDArray[np.bool_], str]:
    """Rows to catch: filed by a ring and not genuine; where no ring is known, coordinated and not."""
    in_ring = truth.in_ring
    if in_ring.any():
        return in_ring & ~truth.genuine, RING_FILED
    return truth.coordinated & ~truth.genuine, COORDINATED


def flagged(suspicion: NDArray[np.float64], threshold: float | None) -> NDArray[np.bool_]:
    """Rows from the threshold on; an abstention (NaN) is never flagged."""
    if threshold is None:
        return np.zeros(len(suspicion), bool)
    return suspicion >= threshold


def operating_point(
    suspicion: NDArray[np.float64],
    target: NDArray[np.bool_],
    recall: float,
    words: str = RING_FILED,
) -> OperatingPoint:
    """Find the highest threshold that catches the asked share of the target rows.

    Examples
    --------
    >>> point = operating_point(np.array([0.9, 0.8, 0.2]), np.array([True, False, True]), 0.5)
    >>> point.threshold, point.reached
    (0.9, 0.5)
    """
    rows = int(np.count_nonzero(target))
    found = np.sort(suspicion[target & ~np.isnan(suspicion)])[::-1]
    needed = max(1, math.ceil(round(recall * rows, 9)))
    missing = None
    if not rows:
        missing = Unknown.no_target
    elif needed > len(found):
        missing = Unknown.out_of_reach
    if missing:
        return OperatingPoint(
            words, recall, None, rows, None, rows - len(found), None, None, missing.value
        )
    threshold = float(found[needed - 1])
    hits = flagged(suspicion, threshold)
    caught = int(np.count_nonzero(hits & target))
    return OperatingPoint(
        target=words,
        recall=recall,
        reached=caught / rows,
        rows=rows,
        caught=caught,
        abstained=rows - len(found),
        threshold=threshold,
        flagged=int(np.count_nonzero(hits)),
    )


def recall_within(truth: Truth, suspicion: NDArray[np.float64], limit: float = OVERALL) -> Share:
    """The most target rows that are caught while at most ``limit`` of the genuine rows is flagged.

    Genuine rows that an agent filed (G14) are left out on both sides. Without any target row, null.
    """
    target, _ = targets(truth)
    genuine = truth.genuine & ~truth.agent_filed
    rows = int(np.count_nonzero(target))
    if not rows or not genuine.any():
        return share(None, rows, Unknown.no_target)
    allowed = math.floor(limit * np.count_nonzero(genuine))
    known = np.sort(suspicion[genuine & ~np.isnan(suspicion)])[::-1]
    # Above the first genuine row too many: a threshold there would flag it and its ties.
    above = known[allowed] if allowed < len(known) else -np.inf
    return share(int(np.count_nonzero(target & (suspicion > above))), rows)


def flags(
    truth: Truth, suspicion: NDArray[np.float64], recall: float, resamples: int, seed: int
) -> Flags:
    """Measure false flags; rows of ``suspicion`` are the truth's."""
    target, words = targets(truth)
    point = operating_point(suspicion, target, recall, words)
    hits = flagged(suspicion, point.threshold)

    def among(name: str, mask: NDArray[np.bool_], limit: float) -> SliceFlags:
        if point.reason:
            found = share(None, int(np.count_nonzero(mask)), Unknown(point.reason))
        else:
            found = share_of(hits, mask)
        return SliceFlags(name, found, limit, _verdict(found, limit))

    overall = among(GENUINE, truth.genuine, OVERALL)
    slices = tuple(among(name, mask, PER_SLICE) for name, mask in truth.slice_masks().items())
    bounds = None
    if point.reason is None and truth.genuine.any():
        bounds = _interval(truth, suspicion, target, recall, resamples, seed)
    worst, ratio, reason = _worst(overall, slices)
    return Flags(
        point=point,
        overall=overall,
        overall_low=bounds[0] if bounds else None,
        overall_high=bounds[1] if bounds else None,
        own=among(OWN, truth.genuine & ~truth.agent_filed, OVERALL),
        slices=slices,
        worst=worst,
        worst_ratio=ratio,
        reason=reason,
    )


def _verdict(found: Share, limit: float) -> str | None:
    if found.rate is None or found.upper is None:
        return None
    if found.rate > limit:
        return "missed"
    return "met" if found.upper <= limit else "open"


def _worst(
    overall: SliceFlags, slices: tuple[SliceFlags, ...]
) -> tuple[str | None, float | None, str | None]:
    if overall.flagged.rate is None:
        return None, None, overall.flagged.reason
    if overall.flagged.rate == 0:
        return None, None, Unknown.nothing_flagged.value
    worst = max(slices, key=lambda one: one.flagged.rate or 0.0)
    return worst.name, (worst.flagged.rate or 0.0) / overall.flagged.rate, None


def _interval(
    truth: Truth,
    suspicion: NDArray[np.float64],
    target: NDArray[np.bool_],
    recall: float,
    resamples: int,
    seed: int,
) -> tuple[float, float] | None:
    order = np.argsort(-np.nan_to_num(suspicion, nan=-np.inf), kind="stable")
    order = order[: np.count_nonzero(~np.isnan(suspicion))]
    ends = np.flatnonzero(np.diff(suspicion[order], append=np.nan) != 0)  # last of each tie
    wanted, genuine = target[order], truth.genuine[order]
    rates: list[float | None] = []
    for weights in resampled_weights(cluster_codes(truth), resamples, seed):
        drawn = weights[order]
        needed = recall * int(weights[target].sum())
        of_genuine = int(weights[truth.genuine].sum())
        caught = np.cumsum(drawn * wanted)[ends]
        at = int(np.searchsorted(caught, needed - 1e-9))
        if needed == 0 or of_genuine == 0 or at == len(ends):
            rates.append(None)
        else:
            rates.append(float(np.cumsum(drawn * genuine)[ends][at] / of_genuine))
    return percentile_interval(rates)
