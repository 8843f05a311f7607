"""``python -m benchmarks.worlds`` runs and writes what it found; no figure is asserted."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.worlds.methods import METHODS
from benchmarks.worlds.world import FINISHED, Setup, made

REPOSITORY = Path(__file__).resolve().parents[3]
ONLY = ("table", "queue", "modality")


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("worlds")
    shutil.copy(REPOSITORY / "docs" / "benchmark.md", folder)
    command = [sys.executable, "-m", "benchmarks.worlds", "--seeds=1", "--complaints=60"]
    command += [f"--only={name}" for name in ONLY]
    command += [f"--folder={folder}", f"--out={folder}", f"--results={folder}"]
    run = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return folder


def test_every_method_is_in_the_table(done: Path) -> None:
    found = json.loads((done / "benchmark.json").read_text("utf-8"))
    assert set(found["sections"]) == set(ONLY)
    first = found["sections"]["table"]["tables"][0]
    assert [row[0] for row in first["rows"]] == list(METHODS)


def test_document_and_page_hold_the_sections_asked_for(done: Path) -> None:
    document = (done / "benchmark.md").read_text("utf-8")
    assert document.count("python -m benchmarks.worlds --only table") == 1
    assert "<!-- worlds:axes -->" in document
    page = (done / "benchmark.html").read_text("utf-8")
    assert 'id="queue"' in page
    assert 'id="axes"' not in page


def test_a_finished_world_is_taken_as_it_is(done: Path) -> None:
    setup = Setup(1, 60)
    finished = done / setup.name / FINISHED
    before = finished.stat().st_mtime_ns
    world = made(setup, done)
    assert finished.stat().st_mtime_ns == before
    assert len(world.rows) == len(world.truth) == 60
    assert json.loads(finished.read_text("utf-8"))["command"] == setup.command
    times = world.filed_at.tolist()
    assert times == sorted(times)


def test_an_unfinished_world_is_made_again(tmp_path: Path) -> None:
    setup = Setup(1, 50, 0.3, "spin", "E2")
    target = tmp_path / f"{setup.name}-plain"
    target.mkdir()
    (target / "complaints.jsonl").write_text("half", "utf-8")
    world = made(setup, tmp_path, pictures=False)
    assert len(world.rows) == 50
    assert setup.command == (
        "mingjian simulate --out seed1-50-0.3-E2 --complaints 50 --seed 1 --fraud-share 0.3 --spin E2"
    )
    assert {axes["spin"] for axes in world.truth.axes if axes} <= {"E2"}


def test_wrong_seeds_are_refused() -> None:
    command = [sys.executable, "-m", "benchmarks.worlds", "--seeds=one"]
    run = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert run.returncode == 2
