"""Worlds of the benchmark: made with the simulator, kept in a folder, and read back as a platform's export."""

import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mingjian.scoring.evaluation.truth import Truth, read_truth
from mingjian.simulation.output import write
from mingjian.simulation.plan import plan
from mingjian.simulation.priors import Priors
from mingjian.simulation.setting import Setting

__all__ = ["Setup", "World", "made"]

FINISHED = "made.json"


@dataclass(frozen=True, slots=True)
class Setup:
    """What a world is made from.

    Attributes
    ----------
    seed, complaints : int
    fraud_share : float or None
        The simulator's own when None.
    axis, level : str or None
        All agents at one level of one axis, such as ``spin`` at ``E2``.
    held_out : bool
        Letters, synonyms and phones of the family that other worlds lack.
    """

    seed: int
    complaints: int
    fraud_share: float | None = None
    axis: str | None = None
    level: str | None = None
    held_out: bool = False

    @property
    def name(self) -> str:
        """Of the world's folder; equal setups have equal names.

        Examples
        --------
        >>> Setup(1, 2000, axis="spin", level="E2").name
        'seed1-2000-E2'
        """
        share = None if self.fraud_share is None else f"{self.fraud_share:g}"
        family = "held-out" if self.held_out else None
        parts = (f"seed{self.seed}", str(self.complaints), share, self.level, family)
        return "-".join(part for part in parts if part)

    @property
    def priors(self) -> Priors:
        """The shipped priors with what is fixed here."""
        fixed = {self.axis: self.level} if self.axis and self.level else {}
        return Priors.read(None).fixed(self.fraud_share, fixed)

    @property
    def command(self) -> str:
        """The command that makes the same world."""
        options = [f"--complaints {self.complaints} --seed {self.seed}"]
        if self.fraud_share is not None:
            options.append(f"--fraud-share {self.fraud_share:g}")
        if self.axis:
            options.append(f"--{self.axis} {self.level}")
        if self.held_out:
            options.append("--held-out")
        return f"mingjian simulate --out {self.name} {' '.join(options)}"


@dataclass(frozen=True)
class World:
    """A world on disk."""

    folder: Path

    @cached_property
    def rows(self) -> list[dict[str, Any]]:
        """Complaints of the input contract, in order of filing."""
        lines = (self.folder / "complaints.jsonl").read_bytes().splitlines()
        return [json.loads(line) for line in lines]

    @cached_property
    def truth(self) -> Truth:
        """The truth of the same rows in the same order."""
        return read_truth(self.folder / "truth.jsonl")

    @cached_property
    def filed_at(self) -> NDArray[np.float64]:
        """Hours since 1970, UTC."""
        times = [datetime.fromisoformat(row["filed_at"]).timestamp() for row in self.rows]
        return np.array(times) / 3600


def made(setup: Setup, folder: Path, *, pictures: bool = True) -> World:
    """Make a world, or take the one that an earlier run has finished in this folder.

    Parameters
    ----------
    setup : Setup
    folder : Path
        Of all worlds.
    pictures : bool
        False leaves out all attachments: much faster, and no method sees a screenshot.
    """
    target = folder / (setup.name if pictures else f"{setup.name}-plain")
    if not (target / FINISHED).is_file():
        shutil.rmtree(target, ignore_errors=True)
        setting = Setting(setup.seed, setup.priors, setup.held_out)
        world = plan(setting, setup.complaints, pictures=pictures)
        cores = os.cpu_count() or 1
        write(world, target, processes=cores)
        said: Mapping[str, Any] = {"command": setup.command, "pictures": pictures}
        (target / FINISHED).write_text(json.dumps(said) + "\n", "utf-8")
    return World(target)
