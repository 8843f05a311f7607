"""The operating point, exact bounds, and false flags by slice."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from mingjian.scoring.evaluation.bounds import exact_interval, share, upper_bound
from mingjian.scoring.evaluation.flags import flagged, flags, operating_point, recall_within
from mingjian.scoring.evaluation.unknown import Unknown

NAN = math.nan
counts = st.integers(1, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@pytest.mark.parametrize(
    ("count", "n", "bound"),
    # 1 - 0.05 ** (1 / n) without hits; the rest from the tables of Clopper and Pearson.
    [
        (0, 1, 0.95),
        (0, 10, 0.25887),
        (0, 59, 0.04951),
        (1, 10, 0.39416),
        (5, 10, 0.77756),
        (3, 3, 1),
    ],
)
def test_upper_bounds(count, n, bound):
    assert upper_bound(count, n) == pytest.approx(bound, abs=1e-5)


@given(counts)
def test_a_bound_is_where_the_count_becomes_unlikely(pair):
    count, n = pair
    bound = upper_bound(count, n)
    assert count / n <= bound <= 1
    if count < n:
        assert binom.cdf(count, n, bound) == pytest.approx(0.05, abs=1e-9)
    low, high = exact_interval(count, n)
    assert low <= count / n <= high
    assert bound <= high


def test_a_share_of_nothing_is_unknown():
    assert share(0, 0).rate is None
    assert share(0, 0).reason == "no such row"
    assert share(None, 5, Unknown.no_target).reason == Unknown.no_target


@pytest.mark.parametrize(
    ("suspicion", "recall", "threshold", "reached", "flagged_in_all"),
    [
        # targets are the first four rows
        ([0.9, 0.8, 0.7, 0.6, 0.95, 0.65, 0.1], 0.5, 0.8, 0.5, 3),
        ([0.9, 0.8, 0.7, 0.6, 0.95, 0.65, 0.1], 0.7, 0.7, 0.75, 4),
        ([0.9, 0.8, 0.7, 0.6, 0.95, 0.65, 0.1], 1.0, 0.6, 1.0, 6),
        ([0.9, 0.8, 0.7, 0.6, 0.95, 0.65, 0.1], 0.01, 0.9, 0.25, 2),
        # ties are flagged together, and the recall reached says so
        ([0.9, 0.5, 0.5, 0.5, 0.5, 0.5, 0.1], 0.5, 0.5, 1.0, 6),
        # an abstention is never flagged
        ([0.9, 0.8, 0.7, NAN, NAN, 0.75, 0.1], 0.7, 0.7, 0.75, 4),
        ([0.9, 0.8, NAN, NAN, 0.1, 0.1, 0.1], 0.7, None, None, None),
    ],
)
def test_operating_point(suspicion, recall, threshold, reached, flagged_in_all):
    target = np.arange(7) < 4
    point = operating_point(np.array(suspicion), target, recall)
    assert (point.threshold, point.reached, point.flagged) == (threshold, reached, flagged_in_all)
    assert point.rows == 4
    assert (point.reason is None) == (threshold is not None)


def test_no_target_has_no_operating_point(truth_of):
    found = flags(truth_of([{}, {}]), np.array([0.1, 0.2]), 0.7, 10, 1)
    assert found.point.reason == Unknown.no_target
    assert found.overall.flagged.rate is None
    assert found.overall.flagged.n == 2
    assert found.overall.verdict is None


@given(
    st.lists(st.tuples(st.sampled_from([0.0, 0.2, 0.4, 0.6, 0.8, NAN]), st.booleans()), min_size=1),
    st.sampled_from([0.1, 0.5, 0.7, 1.0]),
)
def test_no_higher_threshold_would_do(rows, recall):
    suspicion = np.array([value for value, _ in rows])
    target = np.array([is_target for _, is_target in rows])
    point = operating_point(suspicion, target, recall)

    def reached(threshold):
        return sum(s >= threshold for s in suspicion[target]) / max(1, target.sum())

    enough = [s for s in suspicion if reached(s) >= recall - 1e-9] if target.any() else []
    assert point.threshold == (max(enough) if enough else None)


@pytest.fixture(scope="module")
def found(truth_of):
    """Ten ring rows, of which seven are caught; four genuine rows above the threshold."""
    rows: list[dict] = [{"ring": "A"}] * 10
    rows += [{"kind": "G5"}] * 10 + [{"kind": "G14", "ring": "A", "genuine": True}] * 2
    rows += [{}] * 100
    suspicion = [0.9] * 7 + [0.1] * 3  # the ring
    suspicion += [0.95] + [0.2] * 9  # G5
    suspicion += [0.9, 0.2]  # G14
    suspicion += [0.9, 0.9] + [0.3] * 98  # plain
    return flags(truth_of(rows), np.array(suspicion), 0.7, 50, 1)


def test_false_flags_by_slice(found):
    assert (found.point.threshold, found.point.caught, found.point.rows) == (0.9, 7, 10)
    assert found.point.flagged == 11
    assert (found.overall.flagged.count, found.overall.flagged.n) == (4, 112)
    assert (found.own.flagged.count, found.own.flagged.n) == (3, 110)
    shares = {one.name: (one.flagged.count, one.flagged.n) for one in found.slices if one.flagged.n}
    assert shares == {"G5": (1, 10), "G14": (1, 2), "plain": (2, 100)}
    assert len(found.slices) == 18


def test_the_worst_slice_is_named(found):
    assert found.worst == "G14"
    assert found.worst_ratio == pytest.approx(0.5 / (4 / 112))


def test_verdicts(found, truth_of):
    verdicts = {one.name: one.verdict for one in (found.overall, *found.slices)}
    assert verdicts["genuine"] == "missed"
    assert verdicts["plain"] == "open"  # 2 % of 100: within the target, not shown to be
    assert verdicts["G1"] is None
    clean = flags(truth_of([{"ring": "A"}] + [{}] * 300), np.array([0.9] + [0.1] * 300), 0.7, 0, 1)
    assert clean.overall.verdict == "met"  # none of 300: at most 1 %
    assert clean.worst is None
    assert clean.reason == Unknown.nothing_flagged


def test_the_interval_holds_the_rate_and_moves_the_threshold(found):
    assert found.overall_low is not None
    assert found.overall_low <= found.overall.flagged.rate <= found.overall_high


def test_flagged_without_a_threshold_is_nothing():
    assert flagged(np.array([0.9, NAN]), None).tolist() == [False, False]
    assert flagged(np.array([0.9, NAN]), 0.9).tolist() == [True, False]


@pytest.mark.parametrize(
    ("suspicion", "caught"),
    [
        # 100 genuine rows, then four of a ring; one genuine row may be flagged
        ([*[0.1] * 98, 0.5, 0.9, 0.95, 0.8, 0.6, 0.1], 3),
        ([*[0.1] * 98, 0.7, 0.7, 0.95, 0.8, 0.7, 0.1], 2),
        ([*[0.1] * 100, 0.1, 0.1, 0.1, 0.1], 0),
        ([*[NAN] * 100, 0.1, 0.1, 0.1, NAN], 3),
    ],
)
def test_recall_within_the_target(truth_of, suspicion, caught):
    truth = truth_of([*[{}] * 100, *[{"ring": "A"}] * 4])
    assert recall_within(truth, np.array(suspicion)).count == caught


def test_recall_within_leaves_out_victims_of_an_agent(truth_of):
    rows = [
        *[{}] * 100,
        {"genuine": True, "coordinated": True, "kind": "G14", "ring": "A"},
        {"ring": "A"},
    ]
    suspicion = np.array([*[0.1] * 100, 0.9, 0.8])
    assert recall_within(truth_of(rows), suspicion).rate == 1.0


def test_recall_within_is_unknown_without_a_ring(truth_of):
    assert recall_within(truth_of([{}, {}]), np.zeros(2)).rate is None
