"""Named streams of chance."""

from random import Random

import pytest

from mingjian.simulation.chance import count, lognormal, stream, weighted, within


def test_a_stream_follows_from_its_name() -> None:
    assert stream(1, "a", 2).random() == stream(1, "a", 2).random()
    different = {
        stream(*name).random()
        for name in [(1, "a", 2), (2, "a", 2), (1, "a2"), (1, 2, "a"), (1, "a", "2", "")]
    }
    assert len(different) == 5


def test_counts_have_their_mean() -> None:
    random = Random(1)
    values = [count(random, 3.0) for _ in range(4000)]
    assert sum(values) / len(values) == pytest.approx(3.0, abs=0.12)
    assert count(random, 0.0) == 0


def test_lognormal_has_its_median() -> None:
    random = Random(1)
    values = sorted(lognormal(random, 70.0, 0.8) for _ in range(4001))
    assert values[2000] == pytest.approx(70.0, rel=0.06)


def test_draws_by_weight_and_within_a_range() -> None:
    random = Random(1)
    assert {weighted(random, {"a": 1.0, "b": 0.0}) for _ in range(50)} == {"a"}
    assert all(2.0 <= within(random, (2.0, 3.0)) <= 3.0 for _ in range(50))
