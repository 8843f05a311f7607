"""The constraints pin what is needed, no more, in versions that every supported Python can install."""

import re
import sys
from importlib.metadata import metadata, requires, version
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

HERE = sys.platform == "linux" and sys.version_info[:2] == (3, 11)


@pytest.fixture(scope="module")
def pins(repository: Path) -> dict[str, str]:
    """Version by canonical name."""
    lines = (repository / "constraints.txt").read_text("utf-8").splitlines()
    assert [line for line in lines if not re.fullmatch(r"[\w.-]+==[\w.]+", line)] == []
    pairs = [line.split("==") for line in lines]
    names = [name.lower() for name, _ in pairs]
    assert names == sorted(set(names))
    return {canonicalize_name(name): pin for name, pin in pairs}


@pytest.mark.skipif(not HERE, reason="the pins are made for Python 3.11 on Linux")
def test_what_is_needed_is_pinned(pyproject: dict[str, Any], pins: dict[str, str]) -> None:
    project = pyproject["project"]
    lines = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    waiting = [Requirement(line) for line in lines]
    seen: set[tuple[str, str]] = set()
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        assert name in pins, f"{name} is needed but not pinned"
        assert requirement.specifier.contains(pins[name], prereleases=True), requirement
        for extra in {"", *requirement.extras} - {e for n, e in seen if n == name}:
            seen.add((name, extra))
            below = [Requirement(line) for line in requires(name) or []]
            waiting += [r for r in below if r.marker is None or r.marker.evaluate({"extra": extra})]
    assert {name for name, _ in seen} == set(pins)


def test_pins_fit_the_oldest_python(pyproject: dict[str, Any], pins: dict[str, str]) -> None:
    """A release may ask for a later patch of Python than a distribution ships."""
    oldest = pyproject["project"]["requires-python"].removeprefix(">=") + ".0"
    installed = [name for name, pin in pins.items() if version(name) == pin]
    needs = {name: metadata(name).get("Requires-Python") or "" for name in installed}
    assert needs
    assert [name for name, need in needs.items() if not SpecifierSet(need).contains(oldest)] == []
