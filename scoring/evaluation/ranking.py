"""How well a number ranks the rows: area under the ROC curve, average precision, both curves."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import (
    average_precision_score,
    precision_recall_curve,
    roc_auc_score,
    roc_curve,
)

from mingjian.scoring.evaluation.bootstrap import percentile_interval, resampled_weights
from mingjian.scoring.evaluation.unknown import Unknown

__all__ = ["Ranking", "WeightedRanking", "ranking"]

POINTS = 120  # kept of a curve
Curve = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Ranking:
    """One number against one truth.

    Attributes
    ----------
    name, against : str
        The number, and the column of the truth that it should rank first.
    n, positives, abstained : int
        Rows ranked, those that are so, and rows left out because the number is not there.
    auc, average_precision : float or None
    auc_low, auc_high, ap_low, ap_high : float or None
        95 % intervals over clusters.
    roc, precision_recall : tuple of (x, y)
        (false positive rate, true positive rate) and (recall, precision), thinned.
    """

    name: str
    against: str
    n: int
    positives: int
    abstained: int
    auc: float | None
    auc_low: float | None
    auc_high: float | None
    average_precision: float | None
    ap_low: float | None
    ap_high: float | None
    roc: Curve
    precision_recall: Curve
    reason: str | None = None


class WeightedRanking:
    """Both areas for integer weights of the rows, sorted once for all resamples.

    Examples
    --------
    >>> areas = WeightedRanking(np.array([0.9, 0.5, 0.1]), np.array([True, False, True]))
    >>> areas(np.array([1, 1, 1]))
    (0.5, 0.8333333333333333)
    """

    def __init__(self, values: NDArray[np.float64], truth: NDArray[np.bool_]) -> None:
        self._order = np.argsort(-values, kind="stable")
        self._ends = np.flatnonzero(np.diff(values[self._order], append=np.nan) != 0)
        self._truth = truth[self._order]

    def __call__(self, weights: NDArray[np.int64]) -> tuple[float, float] | None:
        """AUC and average precision, or None when the weights leave one class out."""
        drawn = weights[self._order]
        hits = np.cumsum(drawn * self._truth)[self._ends]
        misses = np.cumsum(drawn * ~self._truth)[self._ends]
        if not len(hits) or hits[-1] == 0 or misses[-1] == 0:
            return None
        recall, fallout = hits / hits[-1], misses / misses[-1]
        auc = np.trapezoid(np.append(0.0, recall), np.append(0.0, fallout))
        seen = hits + misses
        precision = np.divide(hits, seen, out=np.zeros(len(hits)), where=seen > 0)
        return float(auc), float(np.sum(np.diff(recall, prepend=0.0) * precision))


def ranking(
    name: str,
    against: str,
    values: NDArray[np.float64],
    truth: NDArray[np.bool_],
    codes: NDArray[np.intp],
    resamples: int,
    seed: int,
) -> Ranking:
    """Measure one number; rows where it is NaN are left out and counted.

    Parameters
    ----------
    name, against : str
    values : ndarray of float
        Higher where the truth is more likely so.
    truth : ndarray of bool
    codes : ndarray of int
        Clusters, see :func:`mingjian.scoring.evaluation.bootstrap.cluster_codes`.
    resamples, seed : int
    """
    known = ~np.isnan(values)
    shown, right = values[known], truth[known]
    counts = (len(shown), int(np.count_nonzero(right)), int(np.count_nonzero(~known)))
    if counts[1] in (0, counts[0]):
        none = (None,) * 6
        return Ranking(name, against, *counts, *none, (), (), Unknown.one_class.value)
    areas = WeightedRanking(shown, right)
    drawn = [areas(weights[known]) for weights in resampled_weights(codes, resamples, seed)]
    auc = percentile_interval([pair and pair[0] for pair in drawn]) or (None, None)
    ap = percentile_interval([pair and pair[1] for pair in drawn]) or (None, None)
    fallout, recall, _ = roc_curve(right, shown)
    precision, found, _ = precision_recall_curve(right, shown)
    return Ranking(
        name,
        against,
        *counts,
        auc=float(roc_auc_score(right, shown)),
        auc_low=auc[0],
        auc_high=auc[1],
        average_precision=float(average_precision_score(right, shown)),
        ap_low=ap[0],
        ap_high=ap[1],
        roc=_thinned(fallout, recall),
        precision_recall=_thinned(found[::-1], precision[::-1]),
        reason=None if auc[0] is not None else Unknown.few_clusters.value,
    )


def _thinned(x: NDArray[np.float64], y: NDArray[np.float64]) -> Curve:
    kept = np.unique(np.linspace(0, len(x) - 1, min(len(x), POINTS)).round().astype(int))
    return tuple((round(float(x[i]), 5), round(float(y[i]), 5)) for i in kept)
