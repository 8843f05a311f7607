"""Ranking, calibration and the bootstrap over clusters."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import average_precision_score, roc_auc_score

from mingjian.scoring.evaluation.bootstrap import (
    cluster_codes,
    percentile_interval,
    resampled_weights,
)
from mingjian.scoring.evaluation.calibration import reliability
from mingjian.scoring.evaluation.ranking import WeightedRanking, ranking
from mingjian.scoring.evaluation.unknown import Unknown

ROWS = st.lists(
    st.tuples(st.sampled_from([0.1, 0.3, 0.5, 0.7]), st.booleans(), st.integers(0, 3)),
    min_size=2,
    max_size=40,
)


@given(ROWS)
def test_the_weighted_areas_are_those_of_scikit_learn(rows):
    values, truth, weights = (np.array(column) for column in zip(*rows, strict=True))
    found = WeightedRanking(values, truth)(weights)
    if found is None:
        assert not (weights * truth).any() or not (weights * ~truth).any()
        return
    repeated, right = np.repeat(values, weights), np.repeat(truth, weights)
    assert found[0] == pytest.approx(roc_auc_score(right, repeated))
    assert found[1] == pytest.approx(average_precision_score(right, repeated))


def test_ranking_by_hand():
    # positives at 0.9 and 0.4, negatives at 0.6 and 0.1: three of four pairs are right
    values, truth = np.array([0.9, 0.6, 0.4, 0.1, np.nan]), np.array([1, 0, 1, 0, 1], bool)
    found = ranking("p", "t", values, truth, np.arange(5), 100, 1)
    assert (found.n, found.positives, found.abstained) == (4, 2, 1)
    assert found.auc == pytest.approx(0.75)
    assert found.average_precision == pytest.approx((1 + 2 / 3) / 2)
    assert found.auc_low <= found.auc <= found.auc_high
    assert found.roc[0] == (0, 0)
    assert found.roc[-1] == (1, 1)
    assert found.precision_recall[0] == (0, 1)
    assert found.precision_recall[-1] == (1, 0.5)


@pytest.mark.parametrize("truth", [[True, True], [False, False], []])
def test_one_class_ranks_nothing(truth):
    values = np.linspace(0, 1, len(truth))
    found = ranking("p", "t", values, np.array(truth, bool), np.arange(len(truth)), 10, 1)
    assert found.auc is None
    assert found.reason == Unknown.one_class


def test_one_cluster_has_no_interval():
    values, truth = np.array([0.9, 0.1]), np.array([True, False])
    found = ranking("p", "t", values, truth, np.zeros(2, int), 10, 1)
    assert (found.auc, found.auc_low) == (1, None)
    assert found.reason == Unknown.few_clusters


def test_long_curves_are_thinned_between_their_ends():
    random = np.random.default_rng(1)
    truth = random.uniform(size=5000) < 0.5
    found = ranking("p", "t", random.uniform(size=5000), truth, np.arange(5000), 0, 1)
    assert len(found.roc) <= 120
    assert (found.roc[0], found.roc[-1]) == ((0, 0), (1, 1))


# ---- clusters


def test_rows_that_may_err_together_are_one_cluster(truth_of):
    truth = truth_of(
        [
            {"ring": "A", "campaign": "x", "matter": "m1"},
            {"ring": "B", "campaign": "x", "matter": "m2"},
            {"ring": "A", "matter": "m1"},
            {"ring": "A", "matter": "m2"},
            {"matter": "m1"},
            {"matter": "m1"},
            {},
            {"matter": "A"},
            {"ring": "x"},
        ]
    )
    codes = cluster_codes(truth).tolist()
    groups = [{i for i, code in enumerate(codes) if code == one} for one in dict.fromkeys(codes)]
    assert groups == [{0, 1}, {2, 3}, {4, 5}, {6}, {7}, {8}]
    assert set(codes) == set(range(6))


@given(st.lists(st.integers(0, 4), min_size=1), st.integers(0, 99))
def test_clusters_are_drawn_whole_and_alike_for_one_seed(names, seed):
    codes = np.unique(names, return_inverse=True)[1]
    drawn = [weights.tolist() for weights in resampled_weights(codes, 5, seed)]
    assert drawn == [weights.tolist() for weights in resampled_weights(codes, 5, seed)]
    assert len(drawn) == (5 if len(set(names)) > 1 else 0)
    for weights in drawn:
        by_cluster = {
            code: {w for w, c in zip(weights, codes, strict=True) if c == code} for code in codes
        }
        assert all(len(found) == 1 for found in by_cluster.values())
        assert sum(found.pop() for found in by_cluster.values()) == len(set(names))


def test_percentiles():
    assert percentile_interval(range(101)) == pytest.approx((2.5, 97.5))
    assert percentile_interval([None, 1.0]) == (1.0, 1.0)
    assert percentile_interval([None, None, 1.0]) is None
    assert percentile_interval([]) is None


# ---- calibration


def test_calibration_by_hand():
    values = np.array([0.1] * 10 + [0.6] * 10)
    truth = np.array([1] + [0] * 9 + [1] * 9 + [0], bool)
    found = reliability("p", "t", values, truth)
    assert [(one.n, round(one.mean, 9), one.share) for one in found.bins] == [
        (10, 0.1, 0.1),
        (10, 0.6, 0.9),
    ]
    assert found.ece == pytest.approx(0.15)
    assert found.bins[0].low < 0.1 < found.bins[0].high


def test_bins_have_equal_mass():
    values = np.linspace(0, 1, 200)
    found = reliability("p", "t", values, values > 0.5)
    assert [one.n for one in found.bins] == [20] * 10


@given(st.lists(st.tuples(st.sampled_from([0, 0.2, 0.21, 0.9, 1]), st.booleans()), min_size=1))
def test_calibration_counts_every_row_and_not_their_order(rows):
    values, truth = (np.array(column) for column in zip(*rows, strict=True))
    found = reliability("p", "t", values.astype(float), truth)
    assert sum(one.n for one in found.bins) == len(rows)
    assert 0 <= found.ece <= 1
    again = reliability("p", "t", values[::-1].astype(float), truth[::-1])
    assert again.ece == pytest.approx(found.ece)


def test_nothing_to_calibrate():
    found = reliability("p", "t", np.array([np.nan]), np.array([True]))
    assert (found.ece, found.abstained, found.reason) == (None, 1, Unknown.no_rows)
