"""Making a world: seconds and memory of ``mingjian simulate``, screenshots drawn."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.command import run_command
from benchmarks.figures import Figure

__all__ = ["making"]

COMPLAINTS = 20_000
SECONDS, MEMORY_GB = 360, 2.0


def making(rows: int, repeats: int, seed: int) -> Iterator[Figure]:
    """Seconds, memory and screenshots of a world of 20,000 complaints, or of fewer when asked for fewer."""
    size = min(COMPLAINTS, rows)
    seconds, peaks, pictures = [], [], []
    for _ in range(repeats):
        with TemporaryDirectory() as temporary:
            folder = Path(temporary)
            words = ["simulate", "--out", "world", "--complaints", str(size), "--seed", str(seed)]
            run = run_command(folder, words)
            seconds.append(run.seconds)
            peaks.append(run.peak_bytes / 1e9)
            pictures.append(float(sum(1 for _ in (folder / "world" / "attachments").iterdir())))
    zh, en = f"{size:,} 条的合成世界", f"a world of {size:,} complaints"
    yield Figure(f"{zh}：生成", f"{en}, made", tuple(seconds), "s", at_most=SECONDS)
    yield Figure(f"{zh}：内存峰值", f"{en}, peak memory", tuple(peaks), "GB", at_most=MEMORY_GB)
    yield Figure(f"{zh}：截图", f"{en}, screenshots", tuple(pictures), "")
