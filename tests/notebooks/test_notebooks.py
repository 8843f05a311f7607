"""Every notebook runs without an error or a warning, and prints what it was committed with.

``pytest tests/docs tests/notebooks --rewrite-docs`` writes the outputs anew.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat import NotebookNode

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
LARGEST = 400_000
STRICT = "import warnings\nwarnings.simplefilter('error')"
LENIENT = "warnings.simplefilter('ignore')"  # what the kernel says when it stops is not ours
PATH = re.compile(
    r"(?<![\w.:/])/(?:home|root|tmp|usr|var|opt|mnt|srv|Users|private|work)/|[A-Z]:\\\\"
)
REWRITE = "pytest tests/docs tests/notebooks --rewrite-docs writes it anew"


@pytest.fixture(scope="module", params=NOTEBOOKS, ids=lambda path: path.stem)
def path(request: pytest.FixtureRequest) -> Path:
    return request.param


@pytest.fixture(scope="module")
def notebook(path: Path) -> NotebookNode:
    return nbformat.read(path, as_version=4)


def code_cells(notebook: NotebookNode) -> list[NotebookNode]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def printed(notebook: NotebookNode) -> list[str]:
    """What each code cell printed."""
    return [
        "".join(out.text for out in cell.outputs if out.get("name") == "stdout")
        for cell in code_cells(notebook)
    ]


def execute(notebook: NotebookNode, folder: Path) -> NotebookNode:
    """Run a copy in a folder of its own; the first cell makes every warning an error."""
    again = nbformat.from_dict(notebook)
    again.cells.insert(0, nbformat.v4.new_code_cell(STRICT))
    again.cells.append(nbformat.v4.new_code_cell(LENIENT))
    client = NotebookClient(
        again,
        timeout=300,
        kernel_name="python3",
        record_timing=False,
        coalesce_streams=True,
        resources={"metadata": {"path": str(folder)}},
    )
    client.execute()
    del again.cells[0], again.cells[-1]
    for number, cell in enumerate(code_cells(again), 1):
        cell.execution_count = number
        for out in cell.outputs:
            if out.output_type == "execute_result":
                out.execution_count = number
    again.metadata = notebook.metadata
    return again


def test_there_are_notebooks() -> None:
    assert NOTEBOOKS


def test_it_runs_and_prints_the_same(
    path: Path, notebook: NotebookNode, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    done = execute(notebook, tmp_path)
    assert list(tmp_path.iterdir()) == []
    if request.config.getoption("--rewrite-docs", default=False):
        nbformat.write(done, path)
        return
    assert printed(done) == printed(notebook), f"{path.name}: {REWRITE}"


def test_outputs_are_complete_and_in_order(notebook: NotebookNode) -> None:
    cells = code_cells(notebook)
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    kinds = {out.output_type for cell in cells for out in cell.outputs}
    assert kinds <= {"stream", "display_data", "execute_result"}
    assert {out.name for cell in cells for out in cell.outputs if "name" in out} <= {"stdout"}


def test_it_is_small_and_valid(path: Path, notebook: NotebookNode) -> None:
    nbformat.validate(notebook)
    assert path.stat().st_size < LARGEST


def texts(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key != "image/png":
                yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)
    elif isinstance(value, str):
        yield value


def test_nothing_of_the_machine_or_the_clock_is_in_it(notebook: NotebookNode) -> None:
    assert [text for text in texts(notebook) if PATH.search(text)] == []
    assert [cell.metadata for cell in notebook.cells if cell.metadata] == []
    assert set(notebook.metadata) == {"kernelspec", "language_info"}


def test_it_speaks_both_languages(notebook: NotebookNode) -> None:
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            assert re.search("[\u4e00-\u9fff]{4}", cell.source)
            assert re.search("[A-Za-z]{3,} [a-z]{2,} [a-z]{2,}", cell.source)


SLASH = "/"  # so that this file names no path itself


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"'{SLASH}home/ada/x.db'", True),
        (f"file {SLASH}tmp/abc/key", True),
        (r"C:\\Users\\ada", True),
        ("notebooks/01-first-look.ipynb", False),
        ("a/tmp/b", False),
        ("https://example.com/home/x", False),
    ],
)
def test_a_machine_path_is_recognised(text: str, found: bool) -> None:
    assert bool(PATH.search(text)) is found
