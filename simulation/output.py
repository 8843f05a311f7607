"""Writing a world: the contract's files, row by row in order of time, pictures by other processes.

The same seed gives the same bytes, whatever the number of processes. A world appears whole or not at all.
"""

from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

import orjson
from loky import ProcessPoolExecutor

from mingjian.simulation.chance import stream
from mingjian.simulation.complainants.letters import PublicLetter
from mingjian.simulation.contact_log import contacts
from mingjian.simulation.filing import Filing, Picture
from mingjian.simulation.folder import ROWS, whole_folder
from mingjian.simulation.pictures import file_name, render
from mingjian.simulation.plan import World
from mingjian.simulation.platforms.channels import number
from mingjian.simulation.records import complaint, label, truth
from mingjian.simulation.setting import Setting

__all__ = ["Written", "write"]

CHUNK = 24  # pictures of one task
Progress = Callable[[str, int, int], None]
_Job = tuple[str, str, Picture]  # file, platform, what to draw


def _silent(stage: str, done: int, whole: int) -> None:
    del stage, done, whole


@dataclass(frozen=True, slots=True)
class Written:
    """What was written."""

    complaints: int
    pictures: int
    contacts: int


def write(
    world: World,
    folder: Path,
    *,
    processes: int = 1,
    progress: Progress = _silent,
    force: bool = False,
) -> Written:
    """Write ``complaints``, ``truth``, ``labels``, ``contact_log`` and ``public_texts`` as ``.jsonl``, and ``attachments/``.

    Parameters
    ----------
    world : World
    folder : Path
        Made when it is not there.
    processes : int
        That draw pictures; 1 draws in this process.
    progress : callable
        Called with a stage, what is done and what there is to do.
    force : bool
        Replace the world that the folder holds.

    Raises
    ------
    FolderError
        As :func:`mingjian.simulation.folder.check_folder` does.
    OSError
        When the folder cannot be written.
    """
    with whole_folder(folder, force=force) as part:
        jobs = _write_complaints(world, part, progress)
        _draw_all(world.setting, jobs, part / "attachments", processes, progress)
        _lines(part / "public_texts.jsonl", (_public(letter) for letter in world.letters))
        rows = _logged(world, progress)
        _lines(part / "contact_log.jsonl", rows)
    return Written(len(world.filings), len(jobs), len(rows))


def _write_complaints(world: World, folder: Path, progress: Progress) -> list[_Job]:
    """Write a row of each file for each filing; what is left to draw."""
    numbers = _numbers(world)
    jobs: list[_Job] = []
    with ExitStack() as stack:
        out = {name: stack.enter_context((folder / f"{name}.jsonl").open("wb")) for name in ROWS}
        for place, filing in enumerate(world.filings):
            names = [
                file_name(world.setting.seed, f"{place:07d}-{shot}", filing.platform)
                for shot in range(len(filing.pictures))
            ]
            jobs += [
                (name, filing.platform, picture)
                for name, picture in zip(names, filing.pictures, strict=True)
            ]
            _write_rows(world, filing, numbers, names, out)
            progress("complaints", place + 1, len(world.filings))
    return jobs


def _numbers(world: World) -> dict[str, str]:
    """The platforms' own numbers, by the filings' names."""
    seed = world.setting.seed
    return {
        filing.name: number(filing.platform, place, filing.at, stream(seed, "number", filing.name))
        for place, filing in enumerate(world.filings)
    }


def _write_rows(
    world: World,
    filing: Filing,
    numbers: dict[str, str],
    names: list[str],
    out: Mapping[str, BinaryIO],
) -> None:
    own = numbers[filing.name]
    prior = [numbers[name] for name in filing.prior if name in numbers]
    rows = {
        "complaints": complaint(filing, own, prior, names, world.setting),
        "truth": truth(filing, own, names),
        "labels": label(filing, own, world.setting),
    }
    for name, row in rows.items():
        out[name].write(orjson.dumps(row) + b"\n")


def _draw_all(
    setting: Setting, jobs: list[_Job], folder: Path, processes: int, progress: Progress
) -> None:
    drawn = partial(_draw, folder, partial(render, setting.seed, held_out=setting.held_out))
    chunks = [jobs[start : start + CHUNK] for start in range(0, len(jobs), CHUNK)]
    done = 0
    if processes == 1 or len(chunks) < 2:
        for chunk in chunks:
            done += drawn(chunk)
            progress("pictures", done, len(jobs))
        return
    pool = ProcessPoolExecutor(max_workers=processes)
    try:
        for some in [pool.submit(drawn, chunk) for chunk in chunks]:
            done += some.result()
            progress("pictures", done, len(jobs))
    finally:
        pool.shutdown(kill_workers=True)  # nothing waits in line by now, unless this run is stopped


def _draw(folder: Path, rendered: Callable[[str, str, Picture], bytes], chunk: list[_Job]) -> int:
    for name, platform, picture in chunk:
        (folder / name).write_bytes(rendered(name, platform, picture))
    return len(chunk)


def _logged(world: World, progress: Progress) -> list[dict[str, Any]]:
    """The contact logs, one borrower and lender once, in order of time."""
    cases = {
        (filing.case.person.number, filing.case.loan.lender.number): filing.case
        for filing in reversed(world.filings)
        if filing.case
    }
    rows: list[dict[str, Any]] = []
    for place, key in enumerate(sorted(cases)):
        rows += contacts(cases[key], world.setting)
        progress("contacts", place + 1, len(cases))
    return sorted(rows, key=lambda row: (row["at"], row["lender"], row["borrower"]["phone"]))


def _public(letter: PublicLetter) -> dict[str, Any]:
    return {
        "name": letter.letter.name,
        "printed_at": letter.printed.isoformat(timespec="seconds"),
        "title": letter.letter.title,
        "clauses": [pattern for _, pattern in letter.letter.clauses],
    }


def _lines(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    with path.open("wb") as out:
        out.writelines(orjson.dumps(row) + b"\n" for row in rows)
