"""Rings: B-cubed, surfacing, and genuine rows inside."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingjian.scoring.evaluation.rings import b_cubed, most_suspicious, rings
from mingjian.scoring.evaluation.unknown import Unknown

CLUSTERS = st.lists(st.sampled_from(["a", "b", "c", None]), max_size=25)
PAIRS = st.lists(
    st.tuples(st.sampled_from(["a", "b", None]), st.sampled_from(["x", "y", None])), max_size=25
)


def areas(truth, found) -> tuple[float, float, float]:
    """Of clusterings that have a row to compare."""
    known = b_cubed(truth, found)
    assert known is not None
    return known


def test_the_example_of_bagga_and_baldwin():
    # twelve mentions of three entities, answered with two of them merged: P = 0.76, R = 1
    truth = ["1"] * 5 + ["2"] * 2 + ["3"] * 5
    merged_large = ["1"] * 5 + ["2"] * 2 + ["1"] * 5
    merged_small = ["1"] * 5 + ["2"] * 2 + ["2"] * 5
    assert areas(truth, merged_small)[0] == pytest.approx(0.7619, abs=1e-4)
    assert areas(truth, merged_large)[0] == pytest.approx(0.5833, abs=1e-4)
    assert areas(truth, merged_small)[1] == areas(truth, merged_large)[1] == 1


def test_rows_without_a_ring_are_alone():
    # one ring of two, found none: two singletons. One row wrongly put with one of them.
    assert areas(["a", "a"], [None, None])[:2] == (1, 0.5)
    precision, recall, _ = areas(["a", "a", None], ["x", None, "x"])
    assert precision == pytest.approx((0.5 + 1 + 0.5) / 3)
    assert recall == pytest.approx((0.5 + 0.5 + 1) / 3)
    assert b_cubed([None, None], [None, None]) is None


@given(CLUSTERS)
def test_identical_clusterings_agree_whatever_their_names(names):
    renamed = [name and name.upper() for name in names]
    found = b_cubed(names, renamed)
    assert found == ((1, 1, 1) if any(names) else None)


@given(PAIRS)
def test_b_cubed_is_its_definition(pairs):
    rows = [(i, t, f) for i, (t, f) in enumerate(pairs) if t or f]
    found = b_cubed([t for t, _ in pairs], [f for _, f in pairs])
    if not rows or found is None:
        assert not rows
        assert found is None
        return

    def same(one, other, at):
        return one[0] == other[0] or (one[at] is not None and one[at] == other[at])

    def mean(at):
        parts = []
        for one in rows:
            mine = [other for other in rows if same(one, other, at)]
            parts.append(
                sum(same(one, other, 1) and same(one, other, 2) for other in mine) / len(mine)
            )
        return sum(parts) / len(parts)

    assert found[0] == pytest.approx(mean(2))
    assert found[1] == pytest.approx(mean(1))
    assert found[2] == pytest.approx(2 * found[0] * found[1] / (found[0] + found[1]))


@pytest.mark.parametrize(
    ("count", "chosen"),
    [(0, []), (1, [0]), (2, [0]), (3, [0, 1, 2]), (4, [0, 1, 2, 3]), (9, [0, 1, 2, 3])],
)
def test_ties_are_taken_whole_or_not_at_all(count, chosen):
    suspicion = np.array([0.9, 0.5, 0.5, 0.1, np.nan])
    assert np.flatnonzero(most_suspicious(suspicion, count)).tolist() == chosen


@pytest.fixture(scope="module")
def truth(truth_of):
    """Ring A of ten and a victim, ring B of two, five others."""
    victim = {"kind": "G14", "ring": "A", "genuine": True, "coordinated": True}
    return truth_of([{"ring": "A"}] * 10 + [victim] + [{"ring": "B"}] * 2 + [{}] * 5)


def test_rings_surfaced(truth):
    suspicion = np.array([0.9] * 5 + [0.2] * 5 + [0.9] + [0.1] * 2 + [0.1] * 5)
    found = rings(truth, None, suspicion >= 0.9, suspicion, 11)
    assert found.reason == Unknown.no_ring_given
    at_point, at_capacity = found.surfaced
    assert at_point.flagged == 6
    assert (at_point.one.count, at_point.half.count, at_point.most.count) == (1, 1, 0)
    assert at_point.one.n == 2
    assert at_capacity.flagged == 11  # the victim takes a place but is no member to be found
    assert (at_capacity.half.count, at_capacity.most.count) == (1, 1)


def test_genuine_rows_inside_found_rings(truth):
    found_ids = ["x"] * 11 + [None, None] + ["x", "y"] + [None] * 3
    found = rings(truth, found_ids, None, np.zeros(18), None)
    assert (found.true_rings, found.found_rings, found.rows) == (2, 2, 15)
    assert (found.genuine_inside, found.agent_filed_inside) == (2, 1)
    assert found.surfaced == ()
    # x holds 11 of A and a stranger; B's two and y's one are alone
    assert found.precision == pytest.approx((11 * 11 / 12 + 1 / 12 + 1 + 1 + 1) / 15)
    assert found.recall == pytest.approx((11 + 0.5 + 0.5 + 1 + 1) / 15)


def test_no_ring_in_the_truth(truth_of):
    found = rings(truth_of([{}, {}]), ["x", None], None, np.zeros(2), 1)
    assert (found.f1, found.reason, found.genuine_inside) == (None, Unknown.no_ring, 1)
