"""The review queue replayed: who waits how long when complaints are read in an order of their own.

One reviewer's desk that takes a complaint every ``24 / capacity`` hours, day and night. Capacity is the
mean daily arrivals of the week, and some days of backlog wait at the start, so that first come, first
served waits about that long all along; one capacity for a whole year would let a season decide. Scores are taken as they stand in the file: what a later complaint
revealed about an earlier one counts from the start, which favours any order but FIFO. The replay ends
with the file: what is left over is read without new arrivals, which favours the last in line.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

import numpy as np
from numpy.typing import NDArray

from mingjian.scoring.evaluation.bounds import Share, share_of
from mingjian.scoring.evaluation.truth import Truth
from mingjian.scoring.evaluation.unknown import Unknown

__all__ = [
    "DayYield",
    "Queue",
    "Replay",
    "Wait",
    "WaitGroup",
    "day_yield",
    "queue",
    "waits",
    "weekly_capacity",
]

BACKLOGS = (1, 2, 3)  # days
WEEK = 168.0  # hours
LEAST = 0.5  # of the mean capacity: what a week without arrivals keeps
PARTS = (0.1, 0.25, 0.5, 1.0)  # of a day's capacity
LATE = 72.0  # hours
LOCAL_HOURS = 8.0  # Beijing time ahead of UTC; no summer time since 1991
SAME = 1e-6  # hours


@dataclass(frozen=True, slots=True)
class Wait:
    """Hours until a person looks."""

    median: float
    p95: float


@dataclass(frozen=True, slots=True)
class WaitGroup:
    """Waiting of one group of rows, in the scores' order and first come, first served.

    Attributes
    ----------
    ours, fifo : Wait or None
    longer : Share
        Rows that wait longer than under FIFO.
    late, fifo_late : Share
        Rows that wait more than three days.
    longer_and_late : Share
        Rows to which both happens: what the order costs them.
    """

    name: str
    n: int
    ours: Wait | None
    fifo: Wait | None
    longer: Share
    late: Share
    fifo_late: Share
    longer_and_late: Share
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Replay:
    """One replay; ``backlog`` rows, drawn from the file's own, wait when it starts."""

    backlog_days: int
    backlog: int
    groups: tuple[WaitGroup, ...]


@dataclass(frozen=True, slots=True)
class DayYield:
    """Share of genuine violations among the first ``k`` of each day's arrivals, the mean of days."""

    part: float
    k: int
    ours: float
    fifo: float


@dataclass(frozen=True, slots=True)
class Queue:
    """Replays by backlog, and the yield of a short day; ``capacity`` is the mean of reviews a day."""

    capacity: int | None
    days: float | None
    replays: tuple[Replay, ...]
    yields: tuple[DayYield, ...]
    reason: str | None = None


def waits(
    arrived: NDArray[np.float64],
    priority: NDArray[np.float64],
    per_day: Sequence[float],
    start: float | None = None,
) -> NDArray[np.float64]:
    """Hours each row waits when the most urgent of those present is always taken next.

    Parameters
    ----------
    arrived : ndarray of float
        Hours.
    priority : ndarray of float
        Higher first; equals in order of arrival, then of rows.
    per_day : sequence of float
        Rows taken in 24 hours, in each week from the start; the last goes on.
    start : float, optional
        When the desk opens; the first arrival when left out.

    Examples
    --------
    >>> waits(np.array([0.0, 0.0, 1.0]), np.array([1.0, 2.0, 3.0]), per_day=[12]).tolist()
    [4.0, 0.0, 1.0]
    """
    order = np.argsort(arrived, kind="stable")
    times, urgent = arrived[order].tolist(), (-priority[order]).tolist()
    count, last = len(times), len(per_day) - 1
    opened = times[0] if start is None and count else (start or 0.0)
    clock = opened
    taken = np.empty(count)
    waiting: list[tuple[float, int]] = []
    place = 0
    for _ in range(count):
        if not waiting and times[place] > clock:
            clock = times[place]
        while place < count and times[place] <= clock:
            heappush(waiting, (urgent[place], place))
            place += 1
        row = heappop(waiting)[1]
        taken[row] = clock - times[row]
        clock += 24.0 / per_day[min(last, int((clock - opened) / WEEK))]
    found = np.empty(count)
    found[order] = taken
    return found


def weekly_capacity(arrived: NDArray[np.float64]) -> list[float]:
    """Mean daily arrivals of each week from the first arrival, never less than half the mean of all.

    Days beyond the last whole week count to it.

    Examples
    --------
    >>> weekly_capacity(np.array([0.0] * 70 + [24.0 * 14]))  # seventy at once, one two weeks later
    [10.0, 2.5357142857142856]
    """
    hours = arrived - arrived.min()
    length = max(24.0, float(hours.max()))
    weeks = max(1, int(length / WEEK))
    counts = np.bincount(np.minimum((hours / WEEK).astype(int), weeks - 1), minlength=weeks)
    days = np.full(weeks, WEEK / 24)
    days[-1] = length / 24 - 7 * (weeks - 1)
    least = LEAST * len(arrived) * 24 / length
    return [float(one) for one in np.maximum(counts / days, least)]


def day_yield(
    arrived: NDArray[np.float64],
    priority: NDArray[np.float64],
    hit: NDArray[np.bool_],
    k: int,
) -> float:
    """Share of hits among the ``k`` most urgent arrivals of each local day, the mean of days.

    Equals are taken in order of arrival; a day with fewer arrivals gives what it has.
    """
    days = np.floor((arrived + LOCAL_HOURS) / 24)
    order = np.lexsort((arrived, -priority, days))
    sorted_days, hits = days[order], hit[order]
    starts = np.flatnonzero(np.diff(sorted_days, prepend=np.nan) != 0)
    shares = [
        float(np.mean(hits[start : min(start + k, end)]))
        for start, end in zip(starts, np.append(starts[1:], len(hits)), strict=True)
    ]
    return float(np.mean(shares))


def queue(
    truth: Truth, filed_at: NDArray[np.float64] | None, priority: NDArray[np.float64], seed: int
) -> Queue:
    """Replay the queue; rows of every argument are the truth's.

    Parameters
    ----------
    truth : Truth
    filed_at : ndarray of float, optional
        Hours; any NaN, or None, means that arrivals are not known.
    priority : ndarray of float
        Higher first.
    seed : int
        Draws the backlog.
    """
    if filed_at is None or np.isnan(filed_at).any():
        return Queue(None, None, (), (), Unknown.no_times.value)
    days = max(1.0, float(np.ptp(filed_at)) / 24)
    per_day = len(filed_at) / days
    hit = truth.genuine & truth.violation
    flat = np.zeros(len(filed_at))
    yields = []
    for part in PARTS:
        k = max(1, round(part * per_day))
        ours = day_yield(filed_at, priority, hit, k)
        yields.append(DayYield(part, k, ours, day_yield(filed_at, flat, hit, k)))
    pace = weekly_capacity(filed_at)
    replays = tuple(_replay(truth, filed_at, priority, pace, backlog, seed) for backlog in BACKLOGS)
    return Queue(max(1, round(per_day)), days, replays, tuple(yields))


def _replay(
    truth: Truth,
    filed_at: NDArray[np.float64],
    priority: NDArray[np.float64],
    per_day: Sequence[float],
    backlog_days: int,
    seed: int,
) -> Replay:
    count = len(filed_at)
    start = float(filed_at.min())
    waiting = max(1, round(backlog_days * per_day[0]))
    drawn = np.random.default_rng([seed, backlog_days]).integers(count, size=waiting)
    before = start - 24.0 * backlog_days * (1 - np.arange(waiting) / waiting)
    arrived = np.concatenate([before, filed_at])
    ours = waits(arrived, np.concatenate([priority[drawn], priority]), per_day, start)
    fifo = waits(arrived, np.zeros(len(arrived)), per_day, start)
    own = slice(waiting, None)
    groups = [
        _group(name, mask, ours[own], fifo[own], reason) for name, mask, reason in _masks(truth)
    ]
    groups.append(
        _group(
            "genuine, in the starting backlog",
            truth.genuine[drawn],
            ours[:waiting],
            fifo[:waiting],
            None,
        )
    )
    return Replay(backlog_days, waiting, tuple(groups))


def _masks(truth: Truth) -> list[tuple[str, NDArray[np.bool_], Unknown | None]]:
    severity = np.array([level or "" for level in truth.severity])
    unknown = None if (severity != "").any() else Unknown.no_severity
    return [
        ("genuine S1", truth.genuine & (severity == "S1"), unknown),
        ("genuine S2", truth.genuine & (severity == "S2"), unknown),
        ("genuine violation", truth.genuine & truth.violation, None),
        ("genuine", truth.genuine, None),
        ("not genuine", ~truth.genuine, None),
    ]


def _group(
    name: str,
    mask: NDArray[np.bool_],
    ours: NDArray[np.float64],
    fifo: NDArray[np.float64],
    reason: Unknown | None,
) -> WaitGroup:
    found = np.count_nonzero(mask)
    longer, late = ours > fifo + SAME, ours > LATE
    return WaitGroup(
        name,
        int(found),
        _wait(ours[mask]) if found else None,
        _wait(fifo[mask]) if found else None,
        longer=share_of(longer, mask),
        late=share_of(late, mask),
        fifo_late=share_of(fifo > LATE, mask),
        longer_and_late=share_of(longer & late, mask),
        reason=None if found else (reason or Unknown.no_rows).value,
    )


def _wait(hours: NDArray[np.float64]) -> Wait:
    return Wait(float(np.median(hours)), float(np.quantile(hours, 0.95)))
