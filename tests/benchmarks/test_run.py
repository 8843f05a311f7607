"""``python -m benchmarks`` runs and writes what it found; no figure is asserted."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.figures import Figure
from benchmarks.readme import markdown, write_between_marks

REPOSITORY = Path(__file__).resolve().parents[2]
MACHINE = {"cores": 2, "memory_gb": 8, "python": "3.11.0", "command": "run"}
FIGURES = [
    Figure("条/秒", "rows", (3.0, 1.0, 2.0), "/s", at_least=2),
    Figure("内存", "memory", (2.0,), "GB", at_most=1.5),
    Figure("对照", "peer", (), "×", at_most=1, note="not installed"),
]


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    folder = tmp_path_factory.mktemp("bench")
    out = folder / "figures.json"
    only = [
        f"--only={name}" for name in ("throughput", "stages", "text_peer", "image_peer", "making")
    ]
    command = [sys.executable, "-m", "benchmarks", "--rows=60", "--repeats=1", *only, "--out", out]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, object] = json.loads(out.read_text("utf-8"))
    return found


def test_the_machine_is_named(record: dict[str, dict[str, object]]) -> None:
    assert record["machine"]["cores"]
    assert record["machine"]["python"]
    assert record["settings"] == {"rows": 60, "repeats": 1, "seed": 7}


def test_every_measure_gives_figures(record: dict[str, list[dict[str, object]]]) -> None:
    names = {figure["measure"] for figure in record["figures"]}
    assert names == {"throughput", "stages", "text_peer", "image_peer", "making"}
    for figure in record["figures"]:
        assert figure["runs"] or figure["note"]


@pytest.mark.parametrize(
    ("figure", "value", "met", "target"),
    [
        (FIGURES[0], 2.0, True, "≥ 2"),
        (FIGURES[1], 2.0, False, "≤ 1.5"),
        (FIGURES[2], None, None, "≤ 1"),
        (Figure("", "", (1.0,), "s"), 1.0, None, ""),
    ],
)
def test_targets(figure: Figure, value: float | None, met: bool | None, target: str) -> None:
    assert (figure.value, figure.met, figure.target) == (value, met, target)


@pytest.mark.parametrize(
    ("name", "head"), [("README.md", "what | median"), ("README.zh.md", "项目 | 中位数")]
)
def test_the_table_of_a_readme_is_replaced(tmp_path: Path, name: str, head: str) -> None:
    path = tmp_path / name
    path.write_text("a\n<!-- bench -->\nold\n<!-- /bench -->\nz\n", "utf-8")
    write_between_marks(path, FIGURES, MACHINE)
    first = path.read_text("utf-8")
    write_between_marks(path, FIGURES, MACHINE)
    assert path.read_text("utf-8") == first
    assert head in first
    assert "old" not in first
    assert first.startswith("a\n<!-- bench -->")
    assert first.endswith("<!-- /bench -->\nz\n")


def test_a_readme_without_marks_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "README.md"
    path.write_text("text", "utf-8")
    with pytest.raises(ValueError, match="needs one"):
        write_between_marks(path, FIGURES, MACHINE)
    assert path.read_text("utf-8") == "text"


def test_what_was_not_measured_is_not_in_the_table() -> None:
    assert "peer" not in markdown(FIGURES, MACHINE, chinese=False)
