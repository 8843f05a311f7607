"""One run of the command line in a process of its own: seconds, processor time and memory."""

import os
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Run", "run_command", "run_score"]

EVERY = 0.05  # seconds between two looks at the memory
START = "from mingjian.scoring.cli import main; main()"


@dataclass(frozen=True, slots=True)
class Run:
    """What a run cost.

    Attributes
    ----------
    seconds, cpu_seconds : float
        Wall time, and processor time of all its processes.
    peak_bytes : int
        Highest sum of the resident memory of all its processes at one moment, where the system tells;
        else the largest process. Pages that processes share count once for each.
    """

    seconds: float
    cpu_seconds: float
    peak_bytes: int


def run_score(
    folder: Path, source: Path, *, attachments: Path | None = None, report: bool = False
) -> Run:
    """Score a file into ``folder/mingjian.db`` and ``folder/scores.jsonl``; a key ring lies beside them.

    Raises
    ------
    RuntimeError
        When the command fails, with what it said.
    """
    words = ["score", str(source), "--out", "scores.jsonl"]
    if attachments:
        words += ["--attachments", str(attachments)]
    if report:
        words += ["--report", "report.html"]
    return run_command(folder, words)


def run_command(folder: Path, words: Sequence[str]) -> Run:
    """Run a command of mingjian in a folder, with the key ring that lies there.

    Raises
    ------
    RuntimeError
        When the command fails, with what it said.
    """
    environment = os.environ | {"MINGJIAN_KEYRING": str(folder / "keyring.json")}
    said = folder / "said.txt"
    with said.open("w") as output:
        begin = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-c", START, *words],
            cwd=folder,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        peak = 0
        while True:
            done, status, usage = os.wait4(process.pid, os.WNOHANG)
            if done:
                break
            peak = max(peak, _resident(process.pid))
            time.sleep(EVERY)
        seconds = time.perf_counter() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(_last_lines(said))
    largest = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return Run(seconds, usage.ru_utime + usage.ru_stime, max(peak, largest))


def _resident(root: int) -> int:
    """Resident bytes of a process and all below it; 0 where there is no /proc."""
    children: dict[int, list[int]] = defaultdict(list)
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = entry.read_text().rpartition(")")[2].split()[1]
        except (OSError, IndexError):  # it ended while we looked
            continue
        children[int(parent)].append(int(entry.parent.name))
    found, total = [root], 0
    for process in found:
        found += children[process]
        try:
            pages = Path(f"/proc/{process}/statm").read_text().split()[1]
        except (OSError, IndexError):
            continue
        total += int(pages) * os.sysconf("SC_PAGE_SIZE")
    return total


def _last_lines(path: Path) -> str:
    lines: Sequence[str] = path.read_text("utf-8", errors="replace").splitlines()
    return " | ".join(lines[-3:]) or "the command failed and said nothing"
