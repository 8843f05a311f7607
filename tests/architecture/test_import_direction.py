"""Imports point down the house, and outside it only to what the project declares."""

import ast
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

# service ──► scoring ──► features ──► fingerprints ◄── exchange; beside itself, a folder may import:
MAY_IMPORT = {
    "fingerprints": (),
    "features": ("mingjian.fingerprints",),
    "scoring": ("mingjian.features", "mingjian.fingerprints"),
    "exchange": ("mingjian.fingerprints",),
    "service": (
        "mingjian.scoring",
        "mingjian.features",
        "mingjian.fingerprints",
        "mingjian.exchange",
    ),
    # The simulated world writes files of the contract; it never knows how one is judged.
    "simulation": (),
    "examples": (),
}


def imports(tree: ast.Module) -> Iterator[str]:
    """Dotted names of all that a module imports, wherever the import stands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            origin = "." * node.level + (node.module or "")
            yield from (f"{origin}.{alias.name}" for alias in node.names)


def within(name: str, packages: tuple[str, ...]) -> bool:
    return any(f"{name}.".startswith(f"{package}.") for package in packages)


def test_every_package_has_a_place_in_the_house(pyproject: dict[str, Any]) -> None:
    assert set(pyproject["tool"]["setuptools"]["package-dir"].values()) <= set(MAY_IMPORT)


def test_the_house_has_no_circle() -> None:
    for folder, below in MAY_IMPORT.items():
        for package in below:
            assert f"mingjian.{folder}" not in MAY_IMPORT[package.split(".")[1]]


def test_imports_point_down(module: Any) -> None:
    allowed = (f"mingjian.{module.folder}", *MAY_IMPORT[module.folder])
    ours = [name for name in imports(module.tree()) if within(name, ("mingjian",))]
    assert [name for name in ours if not within(name, allowed)] == []


def test_imports_name_the_whole_path(module: Any) -> None:
    bare = (*MAY_IMPORT, "benchmarks", "tests")
    names = list(imports(module.tree()))
    assert [name for name in names if name.startswith(".") or within(name, bare)] == []


def test_other_imports_are_declared(pyproject: dict[str, Any], module: Any) -> None:
    project = pyproject["project"]
    lists = [project["dependencies"], *project["optional-dependencies"].values()]
    declared = {canonicalize_name(Requirement(line).name) for lines in lists for line in lines}
    owners = packages_distributions()
    roots = {name.split(".")[0] for name in imports(module.tree())}
    for root in sorted(roots - sys.stdlib_module_names - {"mingjian"}):
        distributions = {canonicalize_name(name) for name in owners.get(root, [root])}
        assert distributions & declared, f"{root} is imported but not declared in pyproject.toml"


def test_imports_are_found_where_they_stand() -> None:
    source = "import a.b\ndef f():\n    from c import d\n    from . import e\n"
    assert list(imports(ast.parse(source))) == ["a.b", "c.d", "..e"]
    assert within("mingjian.scoring.cli", ("mingjian.scoring",))
    assert not within("mingjian.scoring_next", ("mingjian.scoring",))
