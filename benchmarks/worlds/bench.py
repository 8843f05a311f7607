"""A run of the benchmark: its worlds and what every method says about them, each made once."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from benchmarks.worlds.methods import (
    BASELINES,
    COORDINATION,
    METHODS,
    OURS,
    Verdict,
    of_scores,
    verdict,
)
from benchmarks.worlds.ours import Modality, final_view, first_view
from benchmarks.worlds.world import Setup, World, made
from mingjian.scoring.evaluation.evaluation import SuspicionEvaluation, evaluate_suspicion
from mingjian.scoring.evaluation.score_file import Scores

__all__ = ["Bench"]

Say = Callable[[str], None]


@dataclass(slots=True)
class Bench:
    """What the studies share.

    Attributes
    ----------
    folder : Path
        Of the worlds; those that are there are taken as they are.
    seeds : tuple of int
    complaints : int
        Of each world.
    say : callable
        Told what is being done.
    """

    folder: Path
    seeds: tuple[int, ...]
    complaints: int
    say: Say
    recall: float = 0.7
    _worlds: dict[tuple[Setup, bool], World] = field(default_factory=dict)
    _scores: dict[tuple[Path, str], Scores] = field(default_factory=dict)
    _verdicts: dict[tuple[Path, str], Verdict] = field(default_factory=dict)

    def setup(self, seed: int) -> Setup:
        """The plain world of a seed."""
        return Setup(seed, self.complaints)

    def world(self, setup: Setup, *, pictures: bool = True) -> World:
        """A world; one without pictures is never taken for one with."""
        key = (setup, pictures)
        if key not in self._worlds:
            self.say(f"world {setup.name}")
            self._worlds[key] = made(setup, self.folder, pictures=pictures)
        return self._worlds[key]

    def plain_worlds(self) -> Iterator[World]:
        """The world of every seed, nothing fixed."""
        for seed in self.seeds:
            yield self.world(self.setup(seed))

    def scores(self, world: World, modality: Modality = Modality.full) -> Scores:
        """mingjian's scores by its final view."""
        return self._scored(world, modality.value, partial(final_view, modality=modality))

    def first_scores(self, world: World) -> Scores:
        """mingjian's first score of each complaint."""
        return self._scored(world, "week of filing", first_view)

    def _scored(self, world: World, name: str, score: Callable[..., Scores]) -> Scores:
        key = (world.folder, name)
        if key not in self._scores:
            self.say(f"{world.folder.name}: mingjian, {name}")
            self._scores[key] = score(world.rows, world.folder)
        return self._scores[key]

    def verdict(self, method: str, world: World) -> Verdict:
        """What a method says about a world."""
        if method in {OURS, COORDINATION}:
            return of_scores(self.scores(world), method)
        key = (world.folder, method)
        if key not in self._verdicts:
            self.say(f"{world.folder.name}: {method}")
            baseline = next(found for found in BASELINES if found.name == method)
            self._verdicts[key] = verdict(baseline, world)
        return self._verdicts[key]

    def evaluated(self, found: Verdict, world: World) -> SuspicionEvaluation:
        """A verdict against the truth, without resampling: several worlds tell the spread."""
        return evaluate_suspicion(
            world.truth,
            found.suspicion,
            rings_found=found.rings,
            filed_at=world.filed_at,
            priority=found.priority,
            recall=self.recall,
            resamples=0,
        )

    def methods(self, *, without: frozenset[str] = frozenset()) -> tuple[str, ...]:
        """Names of the methods, in the order of the tables."""
        return tuple(name for name in METHODS if name not in without)
