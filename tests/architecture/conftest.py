"""The packages and modules as they stand on disk, one test per module where a test asks for one."""

import ast
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
PYPROJECT: dict[str, Any] = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))
PACKAGE_DIR: dict[str, str] = PYPROJECT["tool"]["setuptools"]["package-dir"]


@dataclass(frozen=True, slots=True)
class Module:
    """A Python file of the distribution; ``folder`` is its top-level package, such as scoring."""

    name: str
    folder: str
    path: Path

    def tree(self) -> ast.Module:
        return ast.parse(self.path.read_text("utf-8"))


def modules_on_disk() -> list[Module]:
    found = []
    for folder in sorted(PACKAGE_DIR.values()):
        for path in sorted((REPOSITORY / folder).rglob("*.py")):
            parts = path.relative_to(REPOSITORY).with_suffix("").parts
            name = ".".join(("mingjian", *parts)).removesuffix(".__init__")
            found.append(Module(name, folder, path))
    return found


MODULES = modules_on_disk()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "module" in metafunc.fixturenames:
        metafunc.parametrize("module", MODULES, ids=[module.name for module in MODULES])
    if "folder" in metafunc.fixturenames:
        metafunc.parametrize("folder", sorted(PACKAGE_DIR.values()))


@pytest.fixture(scope="session")
def modules() -> list[Module]:
    return MODULES


@pytest.fixture(scope="session")
def repository() -> Path:
    return REPOSITORY


@pytest.fixture(scope="session")
def pyproject() -> dict[str, Any]:
    return PYPROJECT
