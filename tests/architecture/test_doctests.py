"""The examples in docstrings run."""

import doctest
import importlib
from typing import Any

# The migration environment runs only inside Alembic, which hands it a connection.
INSIDE_ALEMBIC = "mingjian.scoring.store.migrations."


def test_examples_run(module: Any) -> None:
    if not module.name.startswith(INSIDE_ALEMBIC):
        assert doctest.testmod(importlib.import_module(module.name)).failed == 0


def test_there_are_examples(modules: list[Any], folder: str) -> None:
    finder = doctest.DocTestFinder(recurse=True)
    found = [
        example
        for module in modules
        if module.folder == folder and not module.name.startswith(INSIDE_ALEMBIC)
        for test in finder.find(importlib.import_module(module.name))
        for example in test.examples
    ]
    assert found
