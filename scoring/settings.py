"""Settings of a deployment: one frozen class, one commented file (``settings.toml``)."""

import tomllib
from dataclasses import fields
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from mingjian.fingerprints.errors import UsageError
from mingjian.scoring.triage import TriagePolicy

__all__ = ["Settings"]


class _Triage(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    coordinated: float = Field(TriagePolicy().coordinated, ge=0.5, lt=1)
    merited: float = Field(TriagePolicy().merited, gt=0, lt=1)
    fast_from: float = Field(TriagePolicy().fast_from, ge=0, le=100)
    extended_below: float | None = Field(TriagePolicy().extended_below, ge=0, le=50)
    due_s1_hours: float = Field(TriagePolicy().due_s1_hours, gt=0, le=24)
    due_s2_hours: float = Field(TriagePolicy().due_s2_hours, gt=0, le=72)
    due_hours: float = Field(TriagePolicy().due_hours, gt=0, le=720)


class Settings(BaseModel):
    """What a deployment may change. Defaults are in ``settings.toml`` beside this file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    triage: _Triage = _Triage()

    @classmethod
    def read(cls, path: Path | None) -> "Settings":
        """Read a TOML file; the defaults when no path is given.

        Raises
        ------
        UsageError
            When the file cannot be read, or a setting is unknown or out of range.
        """
        if path is None:
            return cls()
        try:
            return cls.model_validate(tomllib.loads(path.read_text("utf-8")))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise UsageError(f"settings {path}: {error}") from None
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"])
            raise UsageError(f"settings {path}: {where}: {first['msg']}") from None

    def policy(self) -> TriagePolicy:
        """The triage policy."""
        return TriagePolicy(**{f.name: getattr(self.triage, f.name) for f in fields(TriagePolicy)})
