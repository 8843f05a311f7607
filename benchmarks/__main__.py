"""``python -m benchmarks``: run the measures, print a table, write JSON."""

import json
from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from benchmarks.figures import Figure
from benchmarks.image_peer import image_peer
from benchmarks.machine import machine_facts
from benchmarks.making import making
from benchmarks.readme import write_between_marks
from benchmarks.real_files import real_files
from benchmarks.stages import stages
from benchmarks.text_peer import text_peer
from benchmarks.throughput import throughput


class Measure(StrEnum):
    """The measures by name."""

    throughput = "throughput"
    stages = "stages"
    text_peer = "text_peer"
    image_peer = "image_peer"
    real_files = "real_files"
    making = "making"


MEASURES: dict[Measure, Callable[[int, int, int], Iterator[Figure]]] = {
    Measure.throughput: throughput,
    Measure.stages: stages,
    Measure.text_peer: text_peer,
    Measure.image_peer: image_peer,
    Measure.real_files: real_files,
    Measure.making: making,
}
MARKS = {True: "✓", False: "✗", None: ""}


def main(
    rows: Annotated[int, typer.Option(min=1, help="最多条数 most complaints")] = 100_000,
    repeats: Annotated[int, typer.Option(min=1, help="重复次数 runs behind a median")] = 3,
    seed: Annotated[int, typer.Option(help="随机种子 seed of the texts")] = 7,
    only: Annotated[list[Measure] | None, typer.Option(help="只测 only these")] = None,
    out: Annotated[Path | None, typer.Option(help="JSON 文件 file")] = None,
    readme: Annotated[list[Path] | None, typer.Option(help="写入表格 README to fill")] = None,
) -> None:
    """Measure mingjian on this machine 测量本机性能."""
    console = Console(soft_wrap=True)
    machine = machine_facts() | {
        "command": f"python -m benchmarks --rows {rows} --repeats {repeats}"
    }
    console.print(", ".join(f"{name}: {value}" for name, value in machine.items()))
    table = Table("指标 measure", "中位数 median", "目标 target", "")
    found: list[tuple[Measure, Figure]] = []
    for measure in only or list(Measure):
        for figure in MEASURES[measure](rows, repeats, seed):
            found.append((measure, figure))
            console.print(f"  {figure.en}: {figure.shown}", highlight=False)
            table.add_row(
                f"{figure.zh}\n{figure.en}", figure.shown, figure.target, MARKS[figure.met]
            )
    console.print(table)
    if out:
        record = {
            "machine": machine,
            "settings": {"rows": rows, "repeats": repeats, "seed": seed},
            "figures": [{"measure": measure.value} | figure.record() for measure, figure in found],
        }
        out.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", "utf-8")
    for path in readme or ():
        write_between_marks(path, [figure for _, figure in found], machine)


if __name__ == "__main__":
    typer.run(main)
