"""mingjian's scores in the benchmark, by the shipped examples."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from benchmarks.worlds.methods import COORDINATION, of_scores
from benchmarks.worlds.ours import Modality, final_view, first_view, reduced
from mingjian import examples

FOLDER = examples.folder()


@pytest.fixture(scope="module")
def rows() -> list[dict[str, Any]]:
    lines = (FOLDER / "complaints.jsonl").read_text("utf-8").splitlines()
    return sorted(map(json.loads, lines), key=lambda row: datetime.fromisoformat(row["filed_at"]))


def uids(rows: list[dict[str, Any]]) -> tuple[str, ...]:
    return tuple(f"{row['platform']}:{row['complaint_id']}" for row in rows)


@pytest.mark.parametrize("modality", list(Modality))
def test_every_row_has_a_score_in_its_place(rows: list[dict[str, Any]], modality: Modality) -> None:
    scores = final_view(rows, FOLDER, modality)
    assert scores.uids == uids(rows)
    assert scores.filed_at.tolist() == sorted(scores.filed_at)


def test_a_run_can_be_repeated(rows: list[dict[str, Any]]) -> None:
    one, again = (final_view(rows, FOLDER) for _ in range(2))
    assert np.array_equal(one.credibility, again.credibility, equal_nan=True)
    assert one.ring == again.ring


def test_the_first_view_knows_less(rows: list[dict[str, Any]]) -> None:
    first, final = first_view(rows, FOLDER), final_view(rows, FOLDER)
    assert first.uids == final.uids
    assert sum(ring is not None for ring in first.ring) <= sum(
        ring is not None for ring in final.ring
    )
    assert first.coordination.sum() < final.coordination.sum()


def test_platforms_in_capitals_keep_their_rows(rows: list[dict[str, Any]]) -> None:
    named = [row | {"platform": "lender:甲APP"} for row in rows[:3]]
    assert len(final_view(named, FOLDER)) == 3


def test_modalities_leave_parts_out() -> None:
    row = {"text": "x", "device": {}, "complainant": {}, "borrower": {}, "attachments": []}
    assert [sorted(reduced([row], modality)[0]) for modality in Modality] == [
        ["text"],
        ["attachments", "text"],
        sorted(row),
    ]


def test_a_verdict_is_by_credibility_or_by_coordination(rows: list[dict[str, Any]]) -> None:
    scores = final_view(rows, FOLDER)
    ours, other = of_scores(scores), of_scores(scores, COORDINATION)
    assert ours.suspicion == pytest.approx(1 - scores.credibility / 100, nan_ok=True)
    assert other.suspicion.tolist() == scores.coordination.tolist()
    assert ours.flagged.sum() == sum(route == "industrialised" for route in scores.route)


def test_no_attachments_folder_is_no_obstacle(rows: list[dict[str, Any]], tmp_path: Path) -> None:
    assert len(final_view(rows[:2], tmp_path)) == 2
