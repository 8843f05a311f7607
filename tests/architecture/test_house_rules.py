"""Rules for every file: short, finished, well named, at home on any machine."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

LONGEST = 400
NOT_OURS = re.compile(
    r"build|demo|dist|__pycache__|\.git|\.hypothesis|\.ipynb_checkpoints|\.venv|\..*_cache|.*\.egg-info"
)
BANNED_NAMES = {"common.py", "helpers.py", "manager.py", "managers.py", "misc.py", "utils.py"}

# Split, so that this file does not name what it forbids.
REGISTRIES = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("debian", "org"),
    )
]
INDEX_OPTION = re.compile(r"--(?:extra-)?index-url|--find-links|--trusted-host")
MACHINE_PATH = re.compile(r"(?<![\w.:}/-])/(?:work|tmp|root|mnt|private|Users)/[\w.]")


def files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if NOT_OURS.fullmatch(path.name):
            continue
        if path.is_dir():
            yield from files(path)
        else:
            yield path


@pytest.fixture(scope="module")
def python_files(repository: Path) -> list[Path]:
    return [path for path in files(repository) if path.suffix == ".py"]


@pytest.fixture(scope="module")
def texts(repository: Path) -> dict[Path, str]:
    """Every file that is text."""
    found = {}
    for path in files(repository):
        content = path.read_bytes()
        if b"\0" not in content:
            found[path] = content.decode("utf-8", "replace")
    return found


def test_all_parts_are_looked_at(repository: Path, texts: dict[Path, str]) -> None:
    seen = {path.relative_to(repository).parts[0] for path in texts}
    assert {"Makefile", "pyproject.toml", ".ci", "tests", "fingerprints"} <= seen


def test_no_file_is_too_long(python_files: list[Path]) -> None:
    lengths = {path: len(path.read_text("utf-8").splitlines()) for path in python_files}
    assert {path: length for path, length in lengths.items() if length > LONGEST} == {}


def test_names_say_what_is_in(python_files: list[Path]) -> None:
    assert [path for path in python_files if path.name in BANNED_NAMES] == []


def test_nothing_is_left_unfinished(python_files: list[Path]) -> None:
    found = {path: list(unfinished(path.read_text("utf-8"))) for path in python_files}
    assert {path: lines for path, lines in found.items() if lines} == {}


def unfinished(source: str) -> Iterator[int]:
    """Lines that stand for code still to be written."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Raise):
            error = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
            if isinstance(error, ast.Name) and error.id == NotImplementedError.__name__:
                yield node.lineno
        elif isinstance(node, ast.Call) and re.match(
            r"(?i)(?:console\.)?print\(.*not.implemented", ast.unparse(node)
        ):
            yield node.lineno


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("raise NotImplementedError", [1]),
        ("raise NotImplementedError('later')", [1]),
        ("x = 1\nprint('not implemented yet')", [2]),
        ("try: f()\nexcept NotImplementedError: raise", []),
        ("def __eq__(a, b): return NotImplemented", []),
    ],
)
def test_unfinished(source: str, lines: list[int]) -> None:
    assert list(unfinished(source)) == lines


def test_no_file_names_a_registry(texts: dict[Path, str]) -> None:
    assert [
        (path, host) for path, text in texts.items() for host in REGISTRIES if host in text
    ] == []


def test_no_file_chooses_an_index(texts: dict[Path, str]) -> None:
    here = Path(__file__).name
    chosen = [path for path, text in texts.items() if INDEX_OPTION.search(text)]
    assert [path for path in chosen if path.name != here] == []


def test_no_file_names_a_path_of_a_machine(repository: Path, texts: dict[Path, str]) -> None:
    here = f"{repository}/"
    assert [path for path, text in texts.items() if here in text or MACHINE_PATH.search(text)] == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("see " + "/tm" + "p/x", True),
        ('"' + "/roo" + "t/.config", True),
        ("https://example.com/" + "work/x", False),
        ("../shared/data", False),
    ],
)
def test_machine_path(text: str, found: bool) -> None:
    assert bool(MACHINE_PATH.search(text)) == found
