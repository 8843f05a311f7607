"""The text-only path end to end: a file on disk to a scored database and ``scores.jsonl``."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.command import Run, run_score
from benchmarks.figures import Figure
from benchmarks.texts import write

__all__ = ["throughput"]

SMALL = 10_000
PER_SECOND = 2_000
MEMORY_GB = 1.5


def throughput(rows: int, repeats: int, seed: int) -> Iterator[Figure]:
    """Rate, processor time, memory, and a second run over the same file.

    The targets are the text's; beside it the same texts with the people and devices behind them, where
    rings are to be found. They hold for 100,000 complaints and are named whatever ``rows`` is.
    """
    for size in sorted({min(SMALL, rows), rows}):
        yield from _figures(size, repeats, seed, named=False)
        yield from _figures(size, repeats, seed, named=True)


def _figures(size: int, repeats: int, seed: int, *, named: bool) -> Iterator[Figure]:
    first, second, stored = _runs(size, repeats, seed, named)
    zh = f"{size:,} 条{'含身份与设备' if named else '仅文本'}"
    en = f"{size:,} rows {'with people and devices' if named else 'of text'}"
    rates = tuple(size / run.seconds for run in first)
    yield Figure(f"{zh}：端到端", f"{en}, end to end", rates, "/s", None if named else PER_SECOND)
    cpu = tuple(1e6 * run.cpu_seconds / size for run in first)
    yield Figure(f"{zh}：处理器时间", f"{en}, processor time", cpu, "µs/row")
    peak = tuple(run.peak_bytes / 1e9 for run in first)
    yield Figure(
        f"{zh}：内存峰值", f"{en}, peak memory of all processes", peak, "GB", at_most=MEMORY_GB
    )
    on_disk = tuple(size / 1e6 for size in stored)
    yield Figure(f"{zh}：数据库大小", f"{en}, database", on_disk, "MB")
    again = tuple(run.seconds for run in second)
    yield Figure(f"{zh}：再次运行（无变化）", f"{en}, second run, nothing changes", again, "s")


def _runs(
    size: int, repeats: int, seed: int, named: bool
) -> tuple[list[Run], list[Run], list[int]]:
    first, second, stored = [], [], []
    with TemporaryDirectory() as temporary:
        source = Path(temporary, "complaints.jsonl")
        write(source, size, seed, named=named)
        for repeat in range(repeats):
            folder = Path(temporary, str(repeat))
            folder.mkdir()
            first.append(run_score(folder, source))
            stored.append((folder / "mingjian.db").stat().st_size)
            second.append(run_score(folder, source))
            shutil.rmtree(folder)
    return first, second, stored
