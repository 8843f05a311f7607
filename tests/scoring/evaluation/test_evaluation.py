"""The whole evaluation: same for any order of rows, nothing undefined, every null with a reason."""

import dataclasses
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingjian.fingerprints.errors import UsageError
from mingjian.scoring.evaluation.evaluation import evaluate, evaluate_suspicion
from mingjian.scoring.evaluation.unknown import Unknown


def leaves(value, path=()):
    if dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from leaves(getattr(value, field.name), (*path, field.name))
    elif isinstance(value, tuple):
        for place, item in enumerate(value):
            yield from leaves(item, (*path, place))
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from leaves(item, (*path, name))
    else:
        yield path, value


@pytest.fixture(scope="module")
def found(small_world):
    return evaluate(*small_world, resamples=20)


@settings(max_examples=10)
@given(st.randoms(use_true_random=False))
def test_the_order_of_rows_is_nothing(small_world, found, random):
    truth, scores = small_world
    one, other = list(range(len(truth))), list(range(len(scores)))
    random.shuffle(one)
    random.shuffle(other)
    assert evaluate(truth.take(one), scores.take(other), resamples=20) == found


def test_every_number_is_finite_and_plain(found):
    for path, value in leaves(found):
        assert value is None or type(value) in (bool, int, float, str), path
        assert not isinstance(value, float) or math.isfinite(value), path


def test_the_seed_moves_intervals_and_the_backlog_only(small_world, found):
    other = evaluate(*small_world, resamples=20, seed=2)
    assert other.ranking != found.ranking
    assert other.suspicion.flags.point == found.suspicion.flags.point
    assert other.policy == found.policy


def test_counts(found, small_world):
    truth, _ = small_world
    counts = found.suspicion.counts
    assert counts.rows == 300
    assert counts.ring_filed == int((~truth.genuine).sum()) == 67
    assert counts.agent_filed == 8
    assert counts.abstained == 11
    assert found.data == "synthetic 合成数据"


def test_what_the_product_does_by_itself(found):
    rows = {row.name: row for row in found.policy}
    assert found.policy[0].name == "genuine"
    assert (rows["genuine"].industrialised.count, rows["genuine"].industrialised.n) == (8, 233)
    assert (rows["G14"].industrialised.count, rows["G14"].industrialised.n) == (8, 8)
    assert rows["ring-filed, non-genuine"].industrialised.rate == 1
    assert rows["G2"].extended.count == 0


def test_routes_against_the_truth(truth_of, score_columns):
    truth = truth_of(
        [
            {"ring": "A"},
            {"kind": "G14", "coordinated": True},
            {"violation": True},
            {},
            {"genuine": False},
            {"violation": True},
        ]
    )
    given_routes = ["industrialised", "industrialised", "real_abuse", "hardship_or_fee",
                    "undetermined", "undetermined"]  # fmt: skip
    found = evaluate(truth, score_columns([{"route": route} for route in given_routes]))
    table = {row.true_route: {k: v for k, v in row.given.items() if v} for row in found.routes}
    assert table == {
        "real_abuse": {"real_abuse": 1, "undetermined": 1},
        "real_harm_agent_filed": {"industrialised": 1},
        "other_genuine": {"hardship_or_fee": 1},
        "industrialised": {"industrialised": 1},
        "false_alone": {"undetermined": 1},
    }


def test_base_rates_are_bayes_on_the_measured_rates(truth_of):
    truth = truth_of([{"ring": "A"}] * 10 + [{}] * 100)
    suspicion = np.array([0.9] * 8 + [0.1] * 2 + [0.9] * 2 + [0.1] * 98)
    found = evaluate_suspicion(truth, suspicion, resamples=0)
    rates = {row.fraud_share: row for row in found.base_rates}
    assert rates[0.5].precision == pytest.approx(0.8 / 0.82)
    assert rates[0.02].precision == pytest.approx(0.02 * 0.8 / (0.02 * 0.8 + 0.98 * 0.02))
    assert all(row.precision_low < row.precision for row in found.base_rates)


def test_recall_by_axis(truth_of):
    hard = {"ring": "A", "axes": {"spin": "E3", "forgery": "F0"}}
    easy = {"ring": "A", "axes": {"spin": "E0"}}
    truth = truth_of([easy] * 3 + [hard] * 2 + [{}])
    found = evaluate_suspicion(truth, np.array([0.9, 0.9, 0.9, 0.9, 0.2, 0.1]), resamples=0)
    table = [(row.axis, row.level, row.caught.count, row.caught.n) for row in found.hardness]
    assert table == [("forgery", "F0", 1, 2), ("spin", "E0", 3, 3), ("spin", "E3", 1, 2)]


def test_a_suspicion_alone_is_enough(small_world):
    truth, scores = small_world
    found = evaluate_suspicion(truth, 10 * scores.coordination, resamples=10)  # any scale
    assert found.ranking[0].auc == 1
    assert found.rings.reason == Unknown.no_ring_given
    assert [row.by for row in found.rings.surfaced] == ["operating point"]
    assert found.queue.reason == Unknown.no_times
    assert found.flags.point.threshold == 9
    timed = evaluate_suspicion(
        truth, scores.coordination, rings_found=scores.ring, filed_at=scores.filed_at, resamples=0
    )
    assert timed.queue.capacity is not None
    assert timed.rings.f1 is not None


def test_least_suspicious_are_seen_first_and_abstentions_in_the_middle(truth_of):
    truth = truth_of([{"ring": "A"}, {}, {}, {}])
    suspicion = np.array([0.9, np.nan, 0.1, 0.5])
    filed = np.zeros(4)
    found = evaluate_suspicion(truth, suspicion, filed_at=filed, resamples=0)
    same = evaluate_suspicion(
        truth, suspicion, filed_at=filed, priority=np.array([-0.9, -0.5, -0.1, -0.5]), resamples=0
    )
    assert found.queue == same.queue


def test_a_partners_labels(truth_of, score_columns):
    label = {"kind": None, "reviewer": "r1"}
    truth = truth_of([label | {"genuine": False, "coordinated": True}, label, label])
    found = evaluate(truth, score_columns([{"credibility": c} for c in (10, 80, 90)]))
    assert found.data == "reviewed labels 人工标注"
    assert found.suspicion.flags.point.target == "coordinated, non-genuine"
    assert found.suspicion.flags.point.threshold == pytest.approx(0.9)
    assert found.suspicion.rings.reason == Unknown.no_ring
    assert found.suspicion.hardness_reason == Unknown.no_axes


def test_abstaining_throughout_is_no_figure(truth_of, score_columns):
    found = evaluate(truth_of([{"ring": "A"}, {}]), score_columns([{"credibility": None}] * 2))
    assert found.suspicion.flags.point.reason == Unknown.out_of_reach
    assert found.suspicion.flags.overall.flagged.rate is None
    assert found.suspicion.base_rates[0].reason == Unknown.out_of_reach
    assert found.suspicion.hardness_reason == Unknown.out_of_reach
    assert found.ranking[0].reason == Unknown.one_class
    assert found.policy[0].abstained.rate == 1


def test_arguments_of_another_length_are_refused(small_world):
    truth, scores = small_world
    with pytest.raises(UsageError, match="one entry for each row"):
        evaluate_suspicion(truth, scores.suspicion[:-1])
