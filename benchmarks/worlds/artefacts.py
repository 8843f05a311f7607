"""The artefact audit: can a shallow model tell rings from genuine filers by columns that should say nothing?

A simulator that writes its agents' filings a little differently, in length, punctuation, seconds or file
sizes, would let any detector score well for the wrong reason. Two shallow models are given such columns only,
with whole rings and matters held out; they must stay near a coin's AUC of 0.5, and at most 0.60.

``python -m benchmarks.worlds.artefacts WORLD...`` prints the table for worlds that are there.
"""

import json
import sys
import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from benchmarks.worlds.nuisance import PICTURES, columns, picture_columns
from mingjian.simulation.filing import Filing
from mingjian.simulation.pictures import file_name, render
from mingjian.simulation.plan import World

__all__ = ["MOST", "Audit", "audit", "picture_audit", "planned_picture_audit"]

MOST = 0.60
FOLDS, REPEATS = 5, 3
ALL = "all together"


@dataclass(frozen=True, slots=True)
class Audit:
    """What the models make of one group of columns.

    Attributes
    ----------
    name : str
        Group of columns.
    rows, rings : int
        Rows looked at, and rings among them.
    boosted, linear : float
        AUC of rings against genuine over held-out rings and matters.
    """

    name: str
    rows: int
    rings: int
    boosted: float
    linear: float

    @property
    def worst(self) -> float:
        """The higher of the two."""
        return max(self.boosted, self.linear)


def _rows_of(folder: Path) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Complaints of a world with their truth, in the order of the file."""
    found = [
        [json.loads(line) for line in (folder / f"{name}.jsonl").read_bytes().splitlines()]
        for name in ("complaints", "truth")
    ]
    return list(zip(*found, strict=True))


def audit(folders: Sequence[Path], seed: int = 1) -> list[Audit]:
    """Audit the columns of complaints, each group apart and all together.

    Parameters
    ----------
    folders : sequence of Path
        Worlds to be pooled; their rings and matters are kept apart.
    seed : int
        Of the models.
    """
    worlds = [(folder, _rows_of(folder)) for folder in folders]
    values: dict[str, list[NDArray[np.float64]]] = {}
    for _, rows in worlds:
        for name, found in columns([complaint for complaint, _ in rows]).items():
            values.setdefault(name, []).append(found)
    truths = [(folder, true) for folder, rows in worlds for _, true in rows]
    chosen, is_ring, group = _labelled(truths)
    stacked = {name: np.concatenate(parts)[chosen] for name, parts in values.items()}
    stacked[ALL] = np.hstack(list(stacked.values()))
    return [_audited(name, found, is_ring, group, seed) for name, found in stacked.items()]


def picture_audit(folders: Sequence[Path], seed: int = 1) -> Audit:
    """Audit the columns of screenshots: bytes, width, height; a row is a picture."""
    truths, values = [], []
    for folder in folders:
        for complaint, true in _rows_of(folder):
            for attachment in complaint.get("attachments") or ():
                content = (folder / "attachments" / attachment["path"]).read_bytes()
                truths.append((folder, true))
                values.append(picture_columns(content))
    chosen, is_ring, group = _labelled(truths)
    return _audited(PICTURES, np.array(values)[chosen], is_ring, group, seed)


def planned_picture_audit(worlds: Sequence[World], each: int = 1, seed: int = 1) -> Audit:
    """Audit some screenshots of worlds that are planned only: drawing all of many rings would take long.

    Parameters
    ----------
    worlds : sequence of World
    each : int
        Pictures of each ring; as many persons' are drawn beside them.
    seed : int
    """
    random = Random(seed)
    values, is_ring, group = [], [], []
    for number, world in enumerate(worlds):
        rings: dict[str, list[tuple[Filing, int]]] = {}
        persons: dict[str, list[tuple[Filing, int]]] = {}
        for filing in world.filings:
            true = filing.truth
            if (true.ring is None) == true.genuine:
                place = (
                    rings.setdefault(true.ring, [])
                    if true.ring
                    else persons.setdefault(true.matter, [])
                )
                place += [(filing, shot) for shot in range(len(filing.pictures))]
        shots = [
            (name, True, one)
            for name, found in sorted(rings.items())
            for one in _some(found, each, random)
        ]
        many = [(name, False, found[0]) for name, found in sorted(persons.items()) if found]
        shots += random.sample(many, min(len(shots), len(many)))
        drawn = partial(render, world.setting.seed, held_out=world.setting.held_out)
        for name, ring, (filing, shot) in shots:
            file = file_name(world.setting.seed, f"{filing.name}-{shot}", filing.platform)
            picture = filing.pictures[shot]
            values.append(picture_columns(drawn(file, filing.platform, picture)))
            is_ring.append(ring)
            group.append(f"{number}/{ring}/{name}")
    return _audited(PICTURES, np.array(values), np.array(is_ring), np.array(group), seed)


def _some(found: list[tuple[Filing, int]], each: int, random: Random) -> list[tuple[Filing, int]]:
    return random.sample(found, min(each, len(found)))


def _labelled(
    truths: Iterable[tuple[Path, dict[str, Any]]],
) -> tuple[NDArray[np.intp], NDArray[np.bool_], NDArray[np.str_]]:
    """Genuine rows without an agent, and rows that a ring made up; the rest is neither."""
    chosen, is_ring, group = [], [], []
    for place, (folder, true) in enumerate(truths):
        ring = true["ring"] is not None
        if ring != true["genuine"]:
            chosen.append(place)
            is_ring.append(ring)
            group.append(
                f"{folder}/{'ring' if ring else 'matter'}/{true['ring' if ring else 'matter']}"
            )
    return np.array(chosen, np.intp), np.array(is_ring, bool), np.array(group)


def _audited(
    name: str,
    values: NDArray[np.float64],
    is_ring: NDArray[np.bool_],
    group: NDArray[np.str_],
    seed: int,
) -> Audit:
    boosted = HistGradientBoostingClassifier(max_depth=3, max_iter=60, random_state=seed)
    linear = make_pipeline(StandardScaler(), LogisticRegression(max_iter=500))
    rings = len(set(group[is_ring]))
    areas = [_held_out(model, values, is_ring, group) for model in (boosted, linear)]
    return Audit(name, len(is_ring), rings, areas[0], areas[1])


def _held_out(
    model: Any, values: NDArray[np.float64], is_ring: NDArray[np.bool_], group: NDArray[np.str_]
) -> float:
    """Mean AUC over folds that share no ring and no matter, dealt out several times."""
    areas = []
    # One thread: on a busy machine these small fits wait for each other's threads most of the time.
    limits = import_module("threadpoolctl").threadpool_limits
    with limits(1), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a column that never changes within a fold
        for repeat in range(REPEATS):
            folds = GroupKFold(FOLDS, shuffle=True, random_state=repeat)
            for train, test in folds.split(values, is_ring, group):
                if not 0 < is_ring[test].sum() < len(test):
                    continue
                model.fit(values[train], is_ring[train])
                found = model.predict_proba(values[test])[:, 1]
                areas.append(float(roc_auc_score(is_ring[test], found)))
    return float(np.mean(areas))


def main(folders: Sequence[Path]) -> list[Audit]:
    """Print the audit of written worlds."""
    found = audit(folders)
    if any(any((folder / "attachments").iterdir()) for folder in folders):
        found.append(picture_audit(folders))
    table = Table("columns", "rows", "rings", "boosted AUC", "linear AUC", f"≤ {MOST:.2f}")
    for one in found:
        mark = "✓" if one.worst <= MOST else "✗"
        table.add_row(
            one.name, str(one.rows), str(one.rings), f"{one.boosted:.3f}", f"{one.linear:.3f}", mark
        )
    Console().print(table)
    return found


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]])
