"""The queue replayed."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingjian.scoring.evaluation.queue import day_yield, queue, waits, weekly_capacity
from mingjian.scoring.evaluation.unknown import Unknown

ROWS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 3)), min_size=1, max_size=40)


def slow(arrived, priority, per_day, start):
    """One step after the other, looking through everything that waits."""
    left, clock = list(range(len(arrived))), start
    found = [0.0] * len(arrived)
    while left:
        here = [i for i in left if arrived[i] <= clock]
        if not here:
            clock = min(arrived[i] for i in left)
            continue
        row = min(here, key=lambda i: (-priority[i], arrived[i], i))
        found[row] = clock - arrived[row]
        left.remove(row)
        clock += 24 / per_day[0]
    return found


@given(ROWS, st.sampled_from([[4], [24], [96]]), st.integers(0, 5))
def test_waits_are_those_of_the_slow_desk(rows, per_day, late):
    arrived, priority = (np.array(column, float) for column in zip(*rows, strict=True))
    start = float(arrived.min()) + late
    assert waits(arrived, priority, per_day, start) == pytest.approx(
        slow(arrived, priority, per_day, start)
    )


@given(ROWS)
def test_equal_priorities_are_first_come_first_served(rows):
    arrived = np.array([time for time, _ in rows], float)
    found = waits(arrived, np.full(len(rows), 7.0), [10])
    taken = arrived + found
    order = np.argsort(arrived, kind="stable")
    assert (np.diff(taken[order]) > 0).all()


@given(ROWS)
def test_an_order_shifts_waiting_and_makes_none(rows):
    arrived, priority = (np.array(column, float) for column in zip(*rows, strict=True))
    ours, fifo = waits(arrived, priority, [10]), waits(arrived, np.zeros(len(rows)), [10])
    assert ours.sum() == pytest.approx(fifo.sum())
    assert (ours >= 0).all()


def test_waits_by_hand():
    # a desk every two hours: the urgent one that comes at 1 overtakes those waiting since 0
    found = waits(np.array([0.0, 0.0, 0.0, 1.0]), np.array([1.0, 1.0, 1.0, 9.0]), [12])
    assert found.tolist() == [0, 4, 6, 1]
    assert waits(np.array([]), np.array([]), [12]).tolist() == []
    assert waits(np.array([0.0]), np.array([1.0]), [12], start=5.0).tolist() == [5]


def test_the_desk_keeps_the_pace_of_the_week():
    # one a day in the first week, then two: eight wait since the start, taken at 0, 24, ... 168, 180
    found = waits(np.zeros(9), np.zeros(9), [1, 2])
    assert found.tolist() == [0, 24, 48, 72, 96, 120, 144, 168, 180]


def test_capacity_follows_the_weeks():
    hours = np.concatenate([np.arange(0, 168, 12), np.arange(168, 336, 6), [336.0 + 100]])
    assert weekly_capacity(hours) == pytest.approx([2, 29 / (268 / 24)])
    assert weekly_capacity(np.array([5.0, 5.0])) == [2]
    quiet = np.array([0.0] * 10 + [24.0 * 21])
    assert weekly_capacity(quiet)[1] == pytest.approx(0.5 * 11 / 21)


def test_day_yield_by_hand():
    # two local days, cut at 16:00 UTC; hits are urgent on the first day only
    arrived = np.array([0.0, 1, 2, 17, 18, 19])
    hit = np.array([0, 0, 1, 1, 0, 0], bool)
    priority = np.array([1.0, 1, 5, 1, 5, 1])
    assert day_yield(arrived, priority, hit, 1) == 0.5
    assert day_yield(arrived, np.zeros(6), hit, 1) == 0.5
    assert day_yield(arrived, priority, hit, 2) == 0.5
    assert day_yield(arrived, np.zeros(6), hit, 2) == 0.25
    assert day_yield(arrived, priority, hit, 9) == pytest.approx(1 / 3)


@pytest.fixture(scope="module")
def steady(truth_of):
    """Ten days of 24 rows, one an hour; every sixth is a genuine S1, every third a ring's."""
    rows = [
        {"violation": True, "severity": "S1"} if i % 6 == 0 else {"ring": "A"} if i % 3 == 1 else {}
        for i in range(241)
    ]
    return truth_of(rows), np.arange(241.0)


def test_fifo_waits_for_the_backlog(steady):
    truth, filed_at = steady
    found = queue(truth, filed_at, np.zeros(241), 1)
    assert (found.capacity, found.days) == (24, 10)
    assert [replay.backlog_days for replay in found.replays] == [1, 2, 3]
    for replay in found.replays:
        assert replay.backlog == 24 * replay.backlog_days
        every = {group.name: group for group in replay.groups}["genuine"]
        assert every.ours == every.fifo  # no priorities: the same order
        assert every.fifo.median == pytest.approx(24 * replay.backlog_days, abs=1)
        assert every.longer.count == every.longer_and_late.count == 0


def test_the_urgent_are_seen_at_once_and_the_rest_pays(steady):
    truth, filed_at = steady
    urgent = np.array([level == "S1" for level in truth.severity])
    found = queue(truth, filed_at, np.where(urgent, 100.0, np.where(truth.genuine, 50.0, 0.0)), 1)
    groups = {group.name: group for group in found.replays[1].groups}
    assert groups["genuine S1"].n == int(urgent.sum()) == 41
    assert groups["genuine S1"].ours.p95 < 12 < 36 < groups["genuine S1"].fifo.median
    assert groups["not genuine"].ours.p95 > groups["not genuine"].fifo.p95
    assert groups["genuine S2"].reason == Unknown.no_rows
    assert groups["genuine S2"].ours is None
    assert groups["genuine, in the starting backlog"].n > 0
    assert found.yields[0].ours == 1
    assert found.yields[-1].part == 1


def test_what_the_truth_or_the_scores_do_not_say(truth_of):
    truth = truth_of([{}, {"ring": "A"}])
    assert queue(truth, None, np.zeros(2), 1).reason == Unknown.no_times
    assert queue(truth, np.array([1.0, np.nan]), np.zeros(2), 1).reason == Unknown.no_times
    found = queue(truth, np.array([1.0, 1.0]), np.zeros(2), 1)
    assert found.capacity == 2  # less than a day counts as one
    assert found.replays[0].groups[0].reason == Unknown.no_severity
