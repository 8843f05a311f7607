"""The commented settings file says what the class says: every setting and its default."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from mingjian.scoring.settings import Settings

# A setting that is off by default cannot be written in TOML; it stands there as a comment.
COMMENTED_OUT = re.compile(r"^# (?=\w+ = )", re.MULTILINE)


@pytest.fixture(scope="module")
def path(repository: Path) -> Path:
    return repository / "scoring" / "settings.toml"


def flat(settings: dict[str, Any], prefix: str = "") -> dict[str, Any]:
    """Nested tables as dotted names."""
    found: dict[str, Any] = {}
    for name, value in settings.items():
        if isinstance(value, dict):
            found |= flat(value, f"{prefix}{name}.")
        else:
            found[prefix + name] = value
    return found


def defaults() -> dict[str, Any]:
    return flat(Settings().model_dump())


def test_the_file_states_the_defaults(path: Path) -> None:
    stated = flat(tomllib.loads(path.read_text("utf-8")))
    assert stated == {name: value for name, value in defaults().items() if value is not None}
    assert Settings.read(path) == Settings()


def test_the_file_shows_every_setting(path: Path) -> None:
    everything = COMMENTED_OUT.sub("", path.read_text("utf-8"))
    shown = tomllib.loads(everything)
    assert set(flat(shown)) == set(defaults())
    Settings.model_validate(shown)


def test_every_setting_is_explained(path: Path) -> None:
    lines = path.read_text("utf-8").splitlines()
    for block in "\n".join(lines).split("\n["):
        first = block.partition("]")[2] or block
        assert first.lstrip().startswith("#"), "a table begins with an explanation"


def test_settings_are_closed_and_frozen() -> None:
    models: list[type[BaseModel]] = [Settings]
    for model in models:
        assert model.model_config.get("extra") == "forbid", model
        assert model.model_config.get("frozen") is True, model
        kinds = [field.annotation for field in model.model_fields.values()]
        models += [kind for kind in kinds if isinstance(kind, type) and issubclass(kind, BaseModel)]
    assert len(models) > 1
