"""Columns that should say nothing say nothing: rings are not told from genuine filers by them."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from benchmarks.worlds.artefacts import MOST, Audit, audit, planned_picture_audit
from benchmarks.worlds.nuisance import GROUPS, columns
from benchmarks.worlds.world import Setup
from mingjian.simulation.output import write
from mingjian.simulation.plan import World, plan
from mingjian.simulation.setting import Setting

COMPLAINTS = 2500
SHARE = 0.5  # many rings: what is tested is how they write and file, not how many there are
SEEDS = (1, 2, 3)
RINGS = 60


@pytest.fixture(scope="module")
def worlds() -> list[World]:
    setups = [Setup(seed, COMPLAINTS, SHARE) for seed in SEEDS]
    return [plan(Setting(setup.seed, setup.priors), setup.complaints) for setup in setups]


@pytest.fixture(scope="module")
def folders(worlds: Sequence[World], tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    made = [tmp_path_factory.mktemp(f"seed{world.setting.seed}") for world in worlds]
    for world, folder in zip(worlds, made, strict=True):
        undrawn = [replace(filing, pictures=()) for filing in world.filings]
        write(replace(world, filings=undrawn), folder)
    return made


@pytest.fixture(scope="module")
def audited(folders: Sequence[Path]) -> dict[str, Audit]:
    return {one.name: one for one in audit(folders)}


@pytest.mark.parametrize("name", [*GROUPS, "all together"])
def test_complaints(audited: dict[str, Audit], name: str) -> None:
    assert audited[name].rings > RINGS
    assert audited[name].worst <= MOST, audited[name]


def test_screenshots(worlds: Sequence[World]) -> None:
    found = planned_picture_audit(worlds)
    assert found.rings > RINGS
    assert found.rows >= 150
    assert found.worst <= MOST, found


def test_a_planted_artefact_is_found(folders: Sequence[Path], tmp_path: Path) -> None:
    for name in ("complaints.jsonl", "truth.jsonl"):
        (tmp_path / name).write_bytes((folders[0] / name).read_bytes())
    truth = (tmp_path / "truth.jsonl").read_text("utf-8").splitlines()
    lines = (tmp_path / "complaints.jsonl").read_text("utf-8").splitlines()
    marked = [
        line.replace(',"text":"', ',"text":"!!', 1) if '"genuine":false' in true else line
        for line, true in zip(lines, truth, strict=True)
    ]
    (tmp_path / "complaints.jsonl").write_text("\n".join(marked), "utf-8")
    found = {one.name: one for one in audit([tmp_path])}
    assert found["punctuation"].worst > 0.95
    assert found["second and minute"].worst < 0.7


def test_columns_have_a_row_each() -> None:
    rows = [
        {"complaint_id": "X7", "filed_at": "2025-01-01T10:04:31+08:00", "text": "天天打。真烦！"},
        {"complaint_id": "8", "filed_at": "2025-01-02T10:00:00+08:00"},
    ]
    found = columns(rows)
    assert {name: values.shape[0] for name, values in found.items()} == dict.fromkeys(GROUPS, 2)
    assert found["length"].tolist() == [[7, 2, 3.5], [0, 0, 0]]
    assert found["complaint number"].tolist() == [[1, 7, 1, 0], [0, 8, 2, 1]]
    assert found["second and minute"].tolist() == [[31, 1, 1, 4, 0], [0, 0, 0, 0, 0]]
    assert found["row order"].tolist() == [[0.0], [0.5]]
    assert np.all(found["hashes of fields"][:, 1:] == -1)
