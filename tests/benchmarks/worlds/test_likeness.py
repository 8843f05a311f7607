"""Likeness of texts, by hand-made ones; the real files are compared where they are."""

from pathlib import Path

import numpy as np
import pytest

from benchmarks.worlds.likeness import distances, main, nearest, portrait

TEXTS = [
    "天天打电话给我的家人和同事，没有停过。",
    "天天打电话给我的家人和同事，没有停过！",
    "提前还清以后还扣我会员费，客服说不退。",
]


def test_nearest_is_the_best_other_text() -> None:
    sets = [{"天天", "天打"}, {"天天", "天打", "打你"}, {"退费"}]
    found = nearest(["天天打", "天天打你", "退费"], 2)
    assert found.tolist() == pytest.approx(
        [len(sets[0] & sets[1]) / len(sets[0] | sets[1])] * 2 + [0]
    )


@pytest.mark.parametrize("texts", [[], ["只有一条"]])
def test_nobody_is_near(texts: list[str]) -> None:
    assert nearest(texts, 3).tolist() == [0.0] * len(texts)


def test_a_portrait_leaves_short_texts_out() -> None:
    found = portrait("x", [*TEXTS, "太短"])
    assert sorted(found.lengths) == [19, 19, 19]
    assert found.neighbours[2].max() == 1.0
    bare = ["天天打电话给我的家人和同事没有停过", "提前还清以后还扣我会员费客服说不退"]
    assert found.distinct[0] == len(set("".join(bare)))


def test_a_portrait_is_at_no_distance_from_itself() -> None:
    one = portrait("x", TEXTS)
    assert set(distances(one, one).values()) == {0.0}
    other = portrait("y", [text * 3 for text in TEXTS])
    assert distances(one, other)["length"] == 1.0


def test_a_sample_follows_its_seed() -> None:
    many = [f"{text}{number:04d}" for number in range(600) for text in TEXTS]
    one, same, other = (portrait("x", many, seed) for seed in (1, 1, 2))
    assert len(one.lengths) == 700
    assert np.array_equal(one.neighbours[3], same.neighbours[3])
    assert one.distinct == same.distinct
    assert not np.array_equal(one.neighbours[3], other.neighbours[3])


def test_real_files_are_measured(shared_data: Path) -> None:
    del shared_data
    assert main([]) == 0


def test_absent_files_are_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr("benchmarks.worlds.likeness.DATA", tmp_path / "none")
    assert main([]) == 1
    assert "no real complaints" in capsys.readouterr().out
