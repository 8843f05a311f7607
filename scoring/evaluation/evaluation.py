"""Everything an evaluation says, gathered: for a detector of any kind, and for a whole score file."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mingjian.fingerprints.errors import UsageError
from mingjian.scoring.evaluation.base_rates import BaseRate, base_rates
from mingjian.scoring.evaluation.bootstrap import cluster_codes
from mingjian.scoring.evaluation.bounds import Share
from mingjian.scoring.evaluation.calibration import Reliability, reliability
from mingjian.scoring.evaluation.flags import Flags, flagged, flags, recall_within, targets
from mingjian.scoring.evaluation.hardness import AxisLevel, axis_levels
from mingjian.scoring.evaluation.policy import PolicyRow, policy_rows
from mingjian.scoring.evaluation.queue import Queue, queue
from mingjian.scoring.evaluation.ranking import Ranking, ranking
from mingjian.scoring.evaluation.rings import Rings, rings
from mingjian.scoring.evaluation.routes import RouteRow, route_rows
from mingjian.scoring.evaluation.score_file import Scores, join
from mingjian.scoring.evaluation.truth import Truth
from mingjian.scoring.evaluation.unknown import Unknown

__all__ = ["Counts", "Evaluation", "SuspicionEvaluation", "evaluate", "evaluate_suspicion"]

SYNTHETIC, REVIEWED = "synthetic 合成数据", "reviewed labels 人工标注"


@dataclass(frozen=True, slots=True)
class Counts:
    """Rows evaluated, by the truth; ``clusters`` may err together and are resampled together."""

    rows: int
    genuine: int
    violation: int
    coordinated: int
    ring_filed: int
    agent_filed: int
    abstained: int
    clusters: int


@dataclass(frozen=True, slots=True)
class SuspicionEvaluation:
    """What a suspicion number alone, with or without ring ids, can be asked.

    Attributes
    ----------
    data : str
        ``synthetic 合成数据`` or ``reviewed labels 人工标注``.
    recall, seed, resamples
        As asked.
    within : Share
        Target rows caught while at most 1 % of the genuine rows is flagged.
    ranking : tuple of Ranking
        Suspicion against ``coordinated`` and against ``not genuine``.
    hardness : tuple of AxisLevel
        Empty, with ``hardness_reason``, when the truth has no axes or there is no operating point.
    """

    data: str
    recall: float
    seed: int
    resamples: int
    counts: Counts
    flags: Flags
    within: Share
    ranking: tuple[Ranking, ...]
    rings: Rings
    queue: Queue
    base_rates: tuple[BaseRate, ...]
    hardness: tuple[AxisLevel, ...]
    hardness_reason: str | None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What a truth file says about a score file.

    Attributes
    ----------
    data : str
        ``synthetic 合成数据`` or ``reviewed labels 人工标注``.
    models : tuple of str
    truth_only, scores_only : int
        Rows of one file without a row in the other; they count nowhere else.
    suspicion : SuspicionEvaluation
        With suspicion ``1 - credibility / 100`` and the queue in the scores' order of priority.
    coordination : Flags
        The same flags by coordination alone, as a detector of rings would set them.
    coordination_within : Share
        ``suspicion.within`` by coordination alone.
    policy : tuple of PolicyRow
    ranking : tuple of Ranking
        Credibility, merit and coordination against what they should say.
    calibration : tuple of Reliability
    routes : tuple of RouteRow
    """

    data: str
    models: tuple[str, ...]
    truth_only: int
    scores_only: int
    suspicion: SuspicionEvaluation
    coordination: Flags
    coordination_within: Share
    policy: tuple[PolicyRow, ...]
    ranking: tuple[Ranking, ...]
    calibration: tuple[Reliability, ...]
    routes: tuple[RouteRow, ...]


def evaluate(
    truth: Truth, scores: Scores, *, recall: float = 0.7, seed: int = 1, resamples: int = 200
) -> Evaluation:
    """Evaluate a score file.

    Parameters
    ----------
    truth : Truth
    scores : Scores
    recall : float
        Share of ring-filed, non-genuine rows to be flagged at the operating point.
    seed : int
        Of the resamples and of the backlog.
    resamples : int
        Of clusters, for intervals.

    Returns
    -------
    Evaluation
        The same whatever the order of rows.

    Raises
    ------
    UsageError
        When no complaint is in both.
    """
    joined = join(truth, scores)
    truth, scores = joined.truth, joined.scores
    codes = cluster_codes(truth)
    pairs = (
        ("credibility", "genuine", scores.credibility / 100, truth.genuine),
        ("merit", "violation", scores.merit, truth.violation),
        ("coordination", "coordinated", scores.coordination, truth.coordinated),
    )
    suspicion = evaluate_suspicion(
        truth,
        scores.suspicion,
        rings_found=scores.ring,
        filed_at=scores.filed_at,
        priority=scores.priority,
        recall=recall,
        seed=seed,
        resamples=resamples,
    )
    return Evaluation(
        data=suspicion.data,
        models=scores.models,
        truth_only=joined.truth_only,
        scores_only=joined.scores_only,
        suspicion=suspicion,
        coordination=flags(truth, scores.coordination, recall, resamples, seed),
        coordination_within=recall_within(truth, scores.coordination),
        policy=policy_rows(truth, scores),
        ranking=tuple(
            ranking(name, against, values, right, codes, resamples, seed)
            for name, against, values, right in pairs
        ),
        calibration=tuple(reliability(*pair) for pair in pairs),
        routes=route_rows(truth, scores.route),
    )


def evaluate_suspicion(
    truth: Truth,
    suspicion: NDArray[np.float64],
    *,
    rings_found: Sequence[str | None] | None = None,
    filed_at: NDArray[np.float64] | None = None,
    priority: NDArray[np.float64] | None = None,
    recall: float = 0.7,
    seed: int = 1,
    resamples: int = 200,
) -> SuspicionEvaluation:
    """Evaluate any detector that gives a suspicion number; rows of every argument are the truth's.

    Parameters
    ----------
    truth : Truth
    suspicion : ndarray of float
        Higher is more suspicious, on any scale; NaN abstains and is never flagged.
    rings_found : sequence of str or None, optional
        Ring ids; None when the detector looks for no rings.
    filed_at : ndarray of float, optional
        Hours; without it no queue is replayed.
    priority : ndarray of float, optional
        Order of the queue, higher first; when left out the least suspicious come first, and an
        abstention takes the median's place.
    recall, seed, resamples
        As for :func:`evaluate`.

    Raises
    ------
    UsageError
        When an argument has another number of rows than the truth.
    """
    for given in (suspicion, rings_found, filed_at, priority):
        if given is not None and len(given) != len(truth):
            raise UsageError("every argument needs one entry for each row of the truth")
    order = sorted(range(len(truth)), key=truth.uids.__getitem__)
    truth, suspicion = truth.take(order), np.asarray(suspicion, float)[order]
    rings_found = None if rings_found is None else [rings_found[i] for i in order]
    filed_at = None if filed_at is None else filed_at[order]
    priority = _least_suspicious_first(suspicion) if priority is None else priority[order]

    codes = cluster_codes(truth)
    target, _ = targets(truth)
    found = flags(truth, suspicion, recall, resamples, seed)
    hits = flagged(suspicion, found.point.threshold)
    replayed = queue(truth, filed_at, priority, seed)
    levels = axis_levels(truth, target, hits) if found.point.reason is None else ()
    no_levels = None if levels else found.point.reason or Unknown.no_axes.value
    pairs = (("coordinated", truth.coordinated), ("not genuine", ~truth.genuine))
    return SuspicionEvaluation(
        data=SYNTHETIC if truth.synthetic else REVIEWED,
        recall=recall,
        seed=seed,
        resamples=resamples,
        counts=_counts(truth, target, suspicion, codes),
        flags=found,
        within=recall_within(truth, suspicion),
        ranking=tuple(
            ranking("suspicion", against, suspicion, right, codes, resamples, seed)
            for against, right in pairs
        ),
        rings=rings(
            truth,
            rings_found,
            hits if found.point.reason is None else None,
            suspicion,
            replayed.capacity,
        ),
        queue=replayed,
        base_rates=base_rates(found),
        hardness=levels,
        hardness_reason=no_levels,
    )


def _least_suspicious_first(suspicion: NDArray[np.float64]) -> NDArray[np.float64]:
    known = suspicion[~np.isnan(suspicion)]
    middle = float(np.median(known)) if len(known) else 0.0
    return -np.nan_to_num(suspicion, nan=middle)


def _counts(
    truth: Truth,
    target: NDArray[np.bool_],
    suspicion: NDArray[np.float64],
    codes: NDArray[np.intp],
) -> Counts:
    return Counts(
        rows=len(truth),
        genuine=int(np.count_nonzero(truth.genuine)),
        violation=int(np.count_nonzero(truth.violation)),
        coordinated=int(np.count_nonzero(truth.coordinated)),
        ring_filed=int(np.count_nonzero(target)),
        agent_filed=int(np.count_nonzero(truth.agent_filed)),
        abstained=int(np.count_nonzero(np.isnan(suspicion))),
        clusters=int(codes.max()) + 1,
    )
