"""``mingjian simulate``: a thin shell over plan and output. The command line finds it by its entry point."""

import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from mingjian.simulation.folder import FolderError, check_folder
from mingjian.simulation.output import Progress as Report
from mingjian.simulation.output import Written, write
from mingjian.simulation.plan import plan
from mingjian.simulation.priors import Priors, PriorsError
from mingjian.simulation.setting import Setting

__all__ = ["Forgery", "Schedule", "Sourcing", "Spin", "simulate"]

STAGES = {"plan": "推演", "complaints": "投诉", "pictures": "截图", "contacts": "催收记录"}
SECONDS = 5.0  # between two plain lines
console = Console(soft_wrap=True, markup=False)


class Spin(StrEnum):
    """Rewording of agents' templates."""

    E0, E1, E2, E3 = "E0", "E1", "E2", "E3"


class Forgery(StrEnum):
    """How agents make screenshots."""

    F0, F1, F2, F3, F4 = "F0", "F1", "F2", "F3", "F4"


class Sourcing(StrEnum):
    """Where agents' devices and numbers come from."""

    N0, N1, N2, N3 = "N0", "N1", "N2", "N3"


class Schedule(StrEnum):
    """When agents file."""

    R0, R1, R2 = "R0", "R1", "R2"


def simulate(
    out: Annotated[Path, typer.Option(help="输出目录 output folder")],
    complaints: Annotated[int, typer.Option(min=1, help="投诉条数 how many complaints")] = 2000,
    seed: Annotated[
        int, typer.Option(help="种子，同一种子同一结果 the same seed, the same bytes")
    ] = 1,
    fraud_share: Annotated[
        float | None,
        typer.Option(min=0, max=0.9, help="恶意投诉占比 share of fraudulent complaints"),
    ] = None,
    spin: Annotated[
        Spin | None,
        typer.Option(help="只用这一级改写，代理不再应变 only this rewording, and no agent adapts"),
    ] = None,
    forgery: Annotated[
        Forgery | None,
        typer.Option(help="只用这一级伪造，代理不再应变 only this forgery, and no agent adapts"),
    ] = None,
    sourcing: Annotated[
        Sourcing | None,
        typer.Option(
            help="只用这一级设备来源，代理不再应变 only this sourcing, and no agent adapts"
        ),
    ] = None,
    schedule: Annotated[
        Schedule | None,
        typer.Option(help="只用这一级节奏，代理不再应变 only this schedule, and no agent adapts"),
    ] = None,
    held_out: Annotated[
        bool,
        typer.Option(
            "--held-out",
            help="另一套模板、同义词与手机界面 letters, synonyms and phone screens that other worlds lack",
        ),
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="替换目录中的旧世界 replace the world in the folder")
    ] = False,
    settings: Annotated[Path | None, typer.Option(help="先验文件 a file of priors")] = None,
    pictures: Annotated[bool, typer.Option(help="是否绘制截图 draw screenshots")] = True,
    processes: Annotated[
        int, typer.Option(min=1, help="绘图进程数 processes that draw")
    ] = os.cpu_count() or 1,
) -> None:
    """Make a synthetic world: complaints, screenshots, a contact log, and the truth apart 模拟.

    Examples
    --------
    mingjian simulate --out world --complaints 20000 --seed 7

    mingjian simulate --out world --complaints 2000 --fraud-share 0.3 --spin E2
    """
    fixed = {"spin": spin, "forgery": forgery, "sourcing": sourcing, "schedule": schedule}
    try:
        priors = Priors.read(settings).fixed(
            fraud_share, {axis: level.value for axis, level in fixed.items() if level}
        )
        check_folder(out, force=force)
        with _stoppable(), _progress() as report:
            report("plan", 0, complaints)
            world = plan(Setting(seed, priors, held_out), complaints, pictures=pictures)
            report("plan", complaints, complaints)
            written = write(world, out, processes=processes, progress=report, force=force)
    except PriorsError as error:
        raise typer.BadParameter(str(error), param_hint="--settings") from None
    except FolderError as error:
        raise typer.BadParameter(str(error), param_hint="--out") from None
    except OSError as error:
        raise typer.BadParameter(f"{out}: {error.strerror}", param_hint="--out") from None
    _say(written, out)


def _say(written: Written, out: Path) -> None:
    console.print(
        f"{written.complaints} 条投诉 complaints, {written.pictures} 张截图 screenshots, "
        f"{written.contacts} 条催收记录 contacts: {out}"
    )
    console.print("全部为合成数据 all of it is synthetic; the truth is in truth.jsonl")


@contextmanager
def _stoppable() -> Iterator[None]:
    """SIGTERM stops a run as Ctrl-C does: the processes that draw end, and nothing half-made stays."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@dataclass(slots=True)
class _Plain:
    """Plain lines where there is no terminal."""

    last: float = 0.0

    def __call__(self, stage: str, done: int, whole: int) -> None:
        now = time.monotonic()
        if done == whole or now - self.last > SECONDS:
            self.last = now
            print(f"{STAGES[stage]} {stage}: {done}/{whole}", file=sys.stderr, flush=True)  # noqa: T201


@contextmanager
def _progress() -> Iterator[Report]:
    bar = Console(stderr=True)
    if not bar.is_terminal:
        yield _Plain()
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeElapsedColumn(), console=bar) as progress:
        tasks: dict[str, Any] = {}

        def report(stage: str, done: int, whole: int) -> None:
            if stage not in tasks:
                tasks[stage] = progress.add_task(f"{STAGES[stage]} {stage}", total=whole)
            progress.update(tasks[stage], completed=done, total=whole)

        yield report
