"""Figures over worlds, tables, and the places they are written to."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.worlds.document import write_json, write_sections
from benchmarks.worlds.figures import pooled, recall_within, shown, spread
from benchmarks.worlds.page import render
from benchmarks.worlds.tables import Section, Table, markdown
from mingjian.scoring.evaluation.bounds import Share, share

TABLE = Table(
    "表", "table", ("方法 method", "误标 flagged", "小时 hours"), [("FIFO <b>", share(1, 4), 31.5)]
)
SECTION = Section("queue", "队列", "Queue", "中文。", "English.", [TABLE], "run it")


@pytest.mark.parametrize(
    ("suspicion", "budget", "caught"),
    [
        ([0.9, 0.8, 0.7, 0.1], 0.0, 0.5),  # the second is genuine
        ([0.9, 0.8, 0.7, 0.1], 0.5, 1.0),
        ([0.5, 0.5, 0.5, 0.5], 0.5, 0.0),  # all or nobody
        ([0.9, np.nan, np.nan, 0.1], 0.0, 0.5),
        ([np.nan] * 4, 1.0, 0.0),
    ],
)
def test_recall_within_a_budget(suspicion: list[float], budget: float, caught: float) -> None:
    target = np.array([True, False, True, False])
    assert recall_within(np.array(suspicion), target, ~target, budget) == caught


def test_recall_needs_a_target() -> None:
    assert recall_within(np.ones(2), np.zeros(2, bool), np.ones(2, bool), 0.1) is None


@given(
    st.lists(st.tuples(st.floats(0, 1), st.sampled_from("rgo")), min_size=1, max_size=40),
    st.floats(0, 1),
)
def test_recall_is_that_of_the_best_threshold(rows: list[tuple[float, str]], budget: float) -> None:
    suspicion = np.array([value for value, _ in rows])
    target = np.array([kind == "r" for _, kind in rows])
    genuine = np.array([kind == "g" for _, kind in rows])
    best = 0.0
    for threshold in suspicion:
        hits = suspicion >= threshold
        if (hits & genuine).sum() <= budget * genuine.sum() + 1e-9 and target.any():
            best = max(best, float((hits & target).sum() / target.sum()))
    found = recall_within(suspicion, target, genuine, budget)
    assert found == (pytest.approx(best) if target.any() else None)


def test_pooled_shares_and_spreads() -> None:
    assert pooled([share(1, 10), Share(None, 90, None, None), share(3, 10)]).rate == 0.2
    assert pooled([]).rate is None
    assert spread([None, None]).mean is None
    assert shown(spread([])) == shown(pooled([])) == "—"
    assert shown(share(0, 59)) == "0.0 % ≤ 5.0 %"


def test_a_document_is_filled_between_marks(tmp_path: Path) -> None:
    path = tmp_path / "benchmark.md"
    path.write_text("a\n<!-- worlds:queue -->\nold\n<!-- /worlds:queue -->\nz\n", "utf-8")
    write_sections(path, [SECTION], "seed 1")
    first = path.read_text("utf-8")
    write_sections(path, [SECTION], "seed 1")
    assert path.read_text("utf-8") == first
    assert "old" not in first
    assert "| FIFO <b> | 25.0 % ≤ 75.1 % | 31.5 |" in first
    assert "`run it` · seed 1" in first
    assert first.startswith("a\n")
    assert first.endswith("\nz\n")


def test_a_document_without_marks_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "benchmark.md"
    path.write_text("text", "utf-8")
    with pytest.raises(ValueError, match="needs one <!-- worlds:queue -->"):
        write_sections(path, [SECTION], "")
    assert path.read_text("utf-8") == "text"


def test_results_say_that_they_are_synthetic(tmp_path: Path) -> None:
    write_json(tmp_path / "x.json", [SECTION], {"minutes": 1.0})
    found = json.loads((tmp_path / "x.json").read_text("utf-8"))
    assert found["data"] == "synthetic 合成数据"
    cells = found["sections"]["queue"]["tables"][0]["rows"][0]
    assert cells[1]["count"] == 1
    assert cells[2] == 31.5
    page = render([SECTION], {"minutes": 1.0})
    assert "合成数据 synthetic" in page
    assert "FIFO &lt;b&gt;" in page
    assert "--w:25.0%" in page
    assert "http" not in page.replace("http-equiv", "")


def test_a_section_has_both_languages() -> None:
    text = markdown(SECTION)
    assert "中文。" in text
    assert "English." in text
    assert "**表 table**" in text
