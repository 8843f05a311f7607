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

    Targets hold for 100,000 complaints and are named whatever ``rows`` is.
    """
    for size in sorted({min(SMALL, rows), rows}):
        first, second, stored = _runs(size, repeats, seed)
        rates = tuple(size / run.seconds for run in first)
        yield Figure(
            f"{size:,} 条端到端", f"{size:,} rows, end to end", rates, "/s", at_least=PER_SECOND
        )
        cpu = tuple(1e6 * run.cpu_seconds / size for run in first)
        yield Figure(f"{size:,} 条处理器时间", f"{size:,} rows, processor time", cpu, "µs/row")
        yield Figure(
            f"{size:,} 条内存峰值",
            f"{size:,} rows, peak memory of all processes",
            tuple(run.peak_bytes / 1e9 for run in first),
            "GB",
            at_most=MEMORY_GB,
        )
        yield Figure(
            f"{size:,} 条数据库大小",
            f"{size:,} rows, database",
            tuple(s / 1e6 for s in stored),
            "MB",
        )
        yield Figure(
            f"{size:,} 条再次运行（无变化）",
            f"{size:,} rows, second run, nothing changes",
            tuple(run.seconds for run in second),
            "s",
        )


def _runs(size: int, repeats: int, seed: int) -> tuple[list[Run], list[Run], list[int]]:
    first, second, stored = [], [], []
    with TemporaryDirectory() as temporary:
        source = Path(temporary, "complaints.jsonl")
        write(source, size, seed)
        for repeat in range(repeats):
            folder = Path(temporary, str(repeat))
            folder.mkdir()
            first.append(run_score(folder, source))
            stored.append((folder / "mingjian.db").stat().st_size)
            second.append(run_score(folder, source))
            shutil.rmtree(folder)
    return first, second, stored
