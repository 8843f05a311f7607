"""``python -m benchmarks.worlds``: make the worlds, run the studies, write the report."""

import time
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table as Printed

from benchmarks.machine import machine_facts
from benchmarks.worlds.bench import Bench
from benchmarks.worlds.document import write_json, write_sections
from benchmarks.worlds.figures import shown
from benchmarks.worlds.page import render
from benchmarks.worlds.studies.artefacts import artefact_audit
from benchmarks.worlds.studies.axes import robustness
from benchmarks.worlds.studies.base_rates import base_rate_sweep
from benchmarks.worlds.studies.held_out import unseen_families
from benchmarks.worlds.studies.modality import modalities
from benchmarks.worlds.studies.queue import queue_replay
from benchmarks.worlds.studies.table import main_table
from benchmarks.worlds.tables import Section, Table

DOCUMENT = "benchmark.md"
WIDE = 240  # where there is no terminal to fit


class Study(StrEnum):
    """The studies by name."""

    table = "table"
    queue = "queue"
    modality = "modality"
    axes = "axes"
    base = "base"
    held_out = "held-out"
    artefacts = "artefacts"


STUDIES: dict[Study, Callable[[Bench], Section]] = {
    Study.table: main_table,
    Study.queue: queue_replay,
    Study.modality: modalities,
    Study.axes: robustness,
    Study.base: base_rate_sweep,
    Study.held_out: unseen_families,
    Study.artefacts: artefact_audit,
}


def main(
    seeds: Annotated[str, typer.Option(help="种子 seeds, separated by commas")] = "1,2,3,4,5",
    complaints: Annotated[int, typer.Option(min=50, help="每个世界的投诉数 of each world")] = 2000,
    only: Annotated[list[Study] | None, typer.Option(help="只做 only these studies")] = None,
    folder: Annotated[Path | None, typer.Option(help="世界目录，已有则沿用 kept worlds")] = None,
    out: Annotated[Path | None, typer.Option(help=f"含 {DOCUMENT} 的目录 its folder")] = None,
    results: Annotated[
        Path, typer.Option(help="JSON 与 HTML 的目录 folder of JSON and HTML")
    ] = Path("benchmark"),
) -> None:
    """Compare mingjian with plain methods on simulated worlds 用模拟世界比较各方法."""
    console = Console(highlight=False, markup=False)
    if not console.is_terminal:
        console = Console(highlight=False, markup=False, width=WIDE)
    try:
        numbers = tuple(int(seed) for seed in seeds.split(","))
    except ValueError:
        raise typer.BadParameter("numbers with commas between them", param_hint="--seeds") from None
    begin = time.perf_counter()
    with TemporaryDirectory() as temporary:
        bench = Bench(
            folder or Path(temporary), numbers, complaints, lambda words: _say(console, words)
        )
        sections = []
        for study in only or list(Study):
            sections.append(STUDIES[study](bench))
            for table in sections[-1].tables:
                _print(console, table)
    minutes = (time.perf_counter() - begin) / 60
    machine = machine_facts()
    facts = {
        "command": f"python -m benchmarks.worlds --seeds {seeds} --complaints {complaints}",
        "minutes": round(minutes, 1),
        "cores": machine["cores"],
        "python": machine["python"],
    }
    results.mkdir(parents=True, exist_ok=True)
    write_json(results / "benchmark.json", sections, facts)
    (results / "benchmark.html").write_text(render(sections, facts), "utf-8")
    if out:
        options = f"seeds {seeds}, {complaints} complaints a world, {machine['cores']} cores"
        write_sections(out / DOCUMENT, sections, options)
    console.print(f"{minutes:.1f} min: {results / 'benchmark.html'}")


def _say(console: Console, words: str) -> None:
    console.print(f"  {words}", style="dim")


def _print(console: Console, table: Table) -> None:
    console.print(f"{table.zh} {table.en}")
    printed = Printed(*table.columns)
    for row in table.rows:
        printed.add_row(*(shown(cell) for cell in row))
    console.print(printed)


if __name__ == "__main__":
    typer.run(main)
