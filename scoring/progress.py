"""Progress of long work: a bar for each stage on a terminal, plain lines elsewhere."""

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)

__all__ = ["Advance", "progress"]

STAGES = {"filed": "归档", "scored": "评分"}


class Advance:
    """Counts complaints by stage."""

    def __init__(self, bars: Progress | None) -> None:
        self._bars = bars
        self._tasks: dict[str, TaskID] = {}
        self._done: Counter[str] = Counter()

    def __call__(self, stage: str, count: int) -> None:
        """So many more complaints have passed a stage."""
        self._done[stage] += count
        named = f"{STAGES[stage]} {stage}"
        if self._bars is None:
            print(f"{named}: {self._done[stage]}", file=sys.stderr, flush=True)  # noqa: T201
            return
        if stage not in self._tasks:
            self._tasks[stage] = self._bars.add_task(named, total=None)
        self._bars.update(self._tasks[stage], advance=count)


@contextmanager
def progress() -> Iterator[Advance]:
    """Show progress on the error stream while the block runs."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield Advance(None)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeElapsedColumn(), console=console) as bars:
        yield Advance(bars)
