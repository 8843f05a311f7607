"""Truth and scores made from short rows."""

import math
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import pytest

from mingjian.scoring.evaluation.score_file import ScoreRow, Scores
from mingjian.scoring.evaluation.truth import Truth, TruthRow

DECIDED = "2025-09-01T10:00:00+08:00"


def truth_row(number: int, **fields: Any) -> dict[str, Any]:
    """A genuine, plain row; ``ring="A"`` alone makes it one of ring A."""
    if "ring" in fields and "genuine" not in fields:
        fields = {"genuine": False, "coordinated": True, "kind": f"ring:{fields['ring']}"} | fields
    base = {
        "complaint_id": f"{number:04d}",
        "platform": "heimao",
        "genuine": True,
        "coordinated": False,
        "violation": False,
        "decided_at": DECIDED,
        "kind": "plain",
    }
    return base | fields


def score_row(number: int, **fields: Any) -> dict[str, Any]:
    base = {
        "complaint_id": f"{number:04d}",
        "platform": "heimao",
        "filed_at": f"2025-06-{1 + number // 24 % 28:02d}T{number % 24:02d}:00:00+00:00",
        "model": "test-1",
        "credibility": 50.0,
        "merit": 0.5,
        "coordination": 0.5,
        "severity": None,
        "route": "undetermined",
        "tier": "standard",
        "priority": 50.0,
        "ring_id": None,
    }
    return base | fields


@pytest.fixture(scope="session")
def truth_rows() -> Callable[[Iterable[dict[str, Any]]], list[dict[str, Any]]]:
    return lambda rows: [truth_row(number, **row) for number, row in enumerate(rows)]


@pytest.fixture(scope="session")
def score_rows() -> Callable[[Iterable[dict[str, Any]]], list[dict[str, Any]]]:
    return lambda rows: [score_row(number, **row) for number, row in enumerate(rows)]


@pytest.fixture(scope="session")
def truth_of(truth_rows) -> Callable[[Iterable[dict[str, Any]]], Truth]:
    return lambda rows: Truth.of([TruthRow.model_validate(row) for row in truth_rows(rows)])


@pytest.fixture(scope="session")
def score_columns(score_rows) -> Callable[[Iterable[dict[str, Any]]], Scores]:
    return lambda rows: Scores.of([ScoreRow.model_validate(row) for row in score_rows(rows)])


@pytest.fixture(scope="session")
def small_world(truth_of, score_columns) -> tuple[Truth, Scores]:
    """Three hundred rows: two rings, a victim in one, look-alikes, abstentions, axes."""
    random = np.random.default_rng(7)
    truths: list[dict[str, Any]] = []
    scores: list[dict[str, Any]] = []
    for number in range(300):
        agent = number % 4 == 0
        ring = "AB"[number // 4 % 2]
        lift = random.normal(-1.5 if agent else 1.5)
        if agent and number % 40 == 0:
            truths.append({"genuine": True, "coordinated": True, "violation": True,
                           "kind": "G14", "ring": ring, "severity": "S1"})  # fmt: skip
        elif agent:
            truths.append({"ring": ring, "campaign": f"c{ring}",
                           "axes": {"spin": f"E{number % 3}", "schedule": "R0"}})  # fmt: skip
        else:
            truths.append({"kind": f"G{1 + number % 12}", "violation": number % 3 == 0,
                           "matter": f"m{number // 2}",
                           "severity": f"S{1 + number % 3}" if number % 3 == 0 else None})  # fmt: skip
        scores.append(
            {
                "credibility": None if number % 29 == 0 else round(100 / (1 + math.exp(-lift)), 2),
                "merit": round(float(random.uniform()), 3),
                "coordination": 0.9 if agent else 0.1,
                "priority": round(50 + 10 * lift, 4),
                "route": "industrialised" if agent else "real_abuse",
                "tier": "extended" if lift < -3 else "standard",
                "ring_id": f"r-{ring}" if agent and number % 16 else None,
            }
        )
    return truth_of(truths), score_columns(scores)
