"""The constraints pin what every supported Python can install, and everything that is installed."""

import re
from importlib.metadata import metadata, requires
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name


@pytest.fixture(scope="module")
def pins(repository: Path) -> dict[str, str]:
    """Version by canonical name."""
    lines = (repository / "constraints.txt").read_text("utf-8").splitlines()
    assert [line for line in lines if not re.fullmatch(r"[\w.-]+==[\w.]+", line)] == []
    names = [line.partition("==")[0].lower() for line in lines]
    assert names == sorted(set(names))
    return {canonicalize_name(name): version for name, _, version in map(partition, lines)}


def partition(line: str) -> tuple[str, str, str]:
    return line.partition("==")


def wanted(line: str, extra: str) -> Requirement | None:
    """The requirement, when it holds on this machine."""
    requirement = Requirement(line)
    holds = requirement.marker is None or requirement.marker.evaluate({"extra": extra})
    return requirement if holds else None


def test_everything_needed_is_pinned(pyproject: dict[str, Any], pins: dict[str, str]) -> None:
    project = pyproject["project"]
    lines = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    open_ones = [Requirement(line) for line in lines]
    seen: set[tuple[str, str]] = set()
    while open_ones:
        requirement = open_ones.pop()
        name = canonicalize_name(requirement.name)
        assert name in pins, f"{name} is needed but not pinned"
        assert requirement.specifier.contains(pins[name], prereleases=True), requirement
        for extra in ("", *requirement.extras):
            if (name, extra) not in seen:
                seen.add((name, extra))
                below = (wanted(line, extra) for line in requires(name) or [])
                open_ones += [found for found in below if found]
    assert {name for name, _ in seen} == set(pins)


def test_pins_fit_the_oldest_python(pyproject: dict[str, Any], pins: dict[str, str]) -> None:
    """A pin may ask for a patch release that a distribution does not have."""
    oldest = pyproject["project"]["requires-python"].removeprefix(">=") + ".0"
    needs = {name: metadata(name).get("Requires-Python") or "" for name in pins}
    assert [name for name, need in needs.items() if not SpecifierSet(need).contains(oldest)] == []
