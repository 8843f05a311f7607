"""The calibration table: what is known of the real market against what a world shows (domain.md 6.3).

``python -m mingjian.simulation.calibration FOLDER...`` prints it for written worlds. The share of fraud is no target.
"""

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from statistics import fmean
from typing import Any

import orjson
from rich.console import Console
from rich.table import Table

from mingjian.simulation.platforms.menus import Menus

__all__ = ["TOLERANCE", "Target", "main", "targets"]

TOLERANCE = 0.10  # relative
FILES = ("complaints", "truth")
CONTACT = frozenset({"calls_many", "night_call"})
LARGE = 40


@dataclass(frozen=True, slots=True)
class Target:
    """One line of the table.

    Attributes
    ----------
    name, source : str
        What is counted, and where the figure is from.
    wanted, found : float
    """

    name: str
    source: str
    wanted: float
    found: float

    @property
    def off(self) -> float:
        """Relative distance."""
        return self.found / self.wanted - 1

    @property
    def met(self) -> bool:
        """Whether the figure lies within the tolerance."""
        return abs(self.off) <= TOLERANCE


def targets(
    complaints: Sequence[Mapping[str, Any]], truth: Sequence[Mapping[str, Any]]
) -> list[Target]:
    """All figures of a world.

    Parameters
    ----------
    complaints, truth : sequences of records
        Of the same rows in the same order, as written.
    """
    menus = Menus()
    rows = [_Row(menus, c, t) for c, t in zip(complaints, truth, strict=True)]
    labelled = [row for row in rows if row.labelled]
    stop = [row for row in labelled if "停止骚扰" in row.demands]
    made = [
        Target("labelled 暴力催收", "S3-08", 0.493, _share(rows, labelled)),
        Target("labelled in the last month", "S3-09", 0.52, _last_month(rows)),
        Target("of these: demand 停止骚扰", "S3-10", 0.826, _share(labelled, stop)),
        Target("of these: marked 恐吓", "S3-11", 0.652, _share(labelled, [r for r in labelled if r.fear])),
        Target("demand to stop, no conduct told", "S3-12", 0.095, _share(stop, [r for r in stop if not r.conduct])),
        Target("same tags, same lender, within a day", "S3-07", 0.166, _repeated(rows)),
        Target("marked high interest or fees", "4C", 0.21, _share(rows, [r for r in rows if r.price])),
        Target("marked badly handled", "4C", 0.21, _share(rows, [r for r in rows if r.handling])),
        Target("mean sum, yuan", "4C", 12_000, _mean(rows)),
    ]  # fmt: skip
    return made + _by_lender(rows) + _by_month(rows)


class _Row:
    """What the table needs of one complaint."""

    __slots__ = (
        "amount",
        "at",
        "conduct",
        "demands",
        "fear",
        "handling",
        "issues",
        "labelled",
        "lender",
        "price",
    )

    def __init__(
        self, menus: Menus, complaint: Mapping[str, Any], truth: Mapping[str, Any]
    ) -> None:
        self.issues = tuple(complaint.get("issues", ()))
        self.demands = tuple(complaint.get("demands", ()))
        self.labelled = bool(menus.label & set(self.issues))
        self.fear = bool(menus.fear & set(self.issues))
        self.price = bool(menus.price & set(self.issues))
        self.handling = bool(menus.handling & set(self.issues))
        self.amount = complaint.get("amount_cny")
        self.at = datetime.fromisoformat(complaint["filed_at"])
        self.lender = truth["lender"]
        self.conduct = truth["tells_conduct"]


def _share(whole: Sequence[object], part: Sequence[object]) -> float:
    return len(part) / len(whole) if whole else 0.0


def _mean(rows: Iterable[_Row]) -> float:
    sums = [row.amount for row in rows if row.amount is not None]
    return sum(sums) / len(sums) if sums else 0.0


def _last_month(rows: Sequence[_Row]) -> float:
    last = max((row.at.year, row.at.month) for row in rows)
    month = [row for row in rows if (row.at.year, row.at.month) == last]
    return _share(month, [row for row in month if row.labelled])


def _repeated(rows: Iterable[_Row]) -> float:
    """Rows that repeat the tags of another about the same lender within 24 hours before."""
    last: dict[tuple[object, ...], datetime] = {}
    number = repeated = 0
    for row in sorted(rows, key=lambda row: row.at):
        key = (row.lender, tuple(sorted(row.issues)), tuple(sorted(row.demands)))
        repeated += key in last and row.at - last[key] <= timedelta(days=1)
        last[key] = row.at
        number += 1
    return repeated / number if number else 0.0


def _by_lender(rows: Iterable[_Row]) -> list[Target]:
    found: dict[str, list[bool]] = defaultdict(list)
    for row in rows:
        found[row.lender].append(row.labelled)
    large = sorted(found.values(), key=len, reverse=True)[:LARGE]
    shares = [sum(flags) / len(flags) for flags in large]
    return [
        Target("of the 40 largest: labelled above one half", "S3-14", 28, sum(s > 0.5 for s in shares)),
        Target("of the 40 largest: labelled above 60 %", "S3-14", 19, sum(s > 0.6 for s in shares)),
        Target("highest share of the 40", "S3-14", 0.90, max(shares)),
        Target("lowest share of the 40", "S3-14", 0.30, min(shares)),
    ]  # fmt: skip


def _by_month(rows: Iterable[_Row]) -> list[Target]:
    months = Counter((row.at.year, row.at.month) for row in rows)
    whole = sum(months.values())
    wanted = (65, 65, 84, 84, 84, 84)
    if len(months) != len(wanted):
        return []
    return [
        Target(f"share of month {month[1]}", "S3-09", share / sum(wanted), months[month] / whole)
        for month, share in zip(sorted(months), wanted, strict=True)
    ]


def main(folders: Sequence[Path]) -> list[Target]:
    """Print the table of written worlds: the mean of their figures against the target, then each world's.

    Worlds differ, as their priors are drawn; the targets are for what they have in common.
    """
    worlds = [targets(*(_read(folder / f"{name}.jsonl") for name in FILES)) for folder in folders]
    # A world of other months has no shares of these.
    common = [line.name for line in worlds[0] if all(_named(line.name, w) for w in worlds)]
    table = Table("figure", "source", "target", "mean", "off", *(folder.name for folder in folders))
    made = []
    for name in common:
        lines = [line for world in worlds if (line := _named(name, world))]
        mean = replace(lines[0], found=fmean(line.found for line in lines))
        mark = "" if mean.met else " *"
        each = (f"{line.found:,.4g}" for line in lines)
        wanted, found = f"{mean.wanted:,.4g}", f"{mean.found:,.4g}"
        table.add_row(name, mean.source, wanted, found, f"{mean.off:+.1%}{mark}", *each)
        made.append(mean)
    Console().print(table)
    return made


def _named(name: str, world: Sequence[Target]) -> Target | None:
    return next((line for line in world if line.name == name), None)


def _read(path: Path) -> list[dict[str, Any]]:
    return [orjson.loads(line) for line in path.read_bytes().splitlines()]


if __name__ == "__main__":
    if not sys.argv[1:]:
        sys.exit("python -m mingjian.simulation.calibration FOLDER...")
    main([Path(argument) for argument in sys.argv[1:]])
