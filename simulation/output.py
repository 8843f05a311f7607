"""Writing a world: the contract's files, row by row in order of time, pictures by other processes.

The same seed gives the same bytes, whatever the number of processes.
"""

from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

import orjson
from loky import ProcessPoolExecutor

from mingjian.simulation.chance import stream
from mingjian.simulation.complainants.letters import PublicLetter
from mingjian.simulation.contact_log import contacts
from mingjian.simulation.filing import Filing, Picture
from mingjian.simulation.pictures import file_name, render
from mingjian.simulation.plan import World
from mingjian.simulation.platforms.channels import number
from mingjian.simulation.records import complaint, label, truth
from mingjian.simulation.setting import Setting

__all__ = ["Written", "write"]

CHUNK = 24  # pictures of one task
FILES = ("complaints", "truth", "labels")
Progress = Callable[[str, int, int], None]
_Job = tuple[str, str, Picture]  # file, platform, what to draw


@dataclass(frozen=True, slots=True)
class Written:
    """What was written."""

    complaints: int
    pictures: int
    contacts: int


def write(
    world: World, folder: Path, *, processes: int, pictures: bool, progress: Progress
) -> Written:
    """Write ``complaints``, ``truth``, ``labels``, ``contact_log`` and ``public_texts`` as ``.jsonl``, and ``attachments/``.

    Parameters
    ----------
    world : World
    folder : Path
        Made when it is not there.
    processes : int
        That draw pictures; 1 draws in this process.
    pictures : bool
        False: no complaint has an attachment.
    progress : callable
        Called with a stage, what is done and what there is to do.

    Raises
    ------
    OSError
        When the folder cannot be written.
    """
    attachments = folder / "attachments"
    attachments.mkdir(parents=True, exist_ok=True)
    numbers = _numbers(world)
    jobs: list[_Job] = []
    with ExitStack() as stack:
        out = {name: stack.enter_context((folder / f"{name}.jsonl").open("wb")) for name in FILES}
        for place, planned in enumerate(world.filings):
            filing = planned if pictures else replace(planned, pictures=())
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
    _draw_all(world.setting, jobs, attachments, processes, progress)
    _lines(folder / "public_texts.jsonl", (_public(letter) for letter in world.letters))
    rows = _logged(world, progress)
    _lines(folder / "contact_log.jsonl", rows)
    return Written(len(world.filings), len(jobs), len(rows))


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
    with ProcessPoolExecutor(max_workers=processes) as pool:
        for some in pool.map(drawn, chunks):
            done += some
            progress("pictures", done, len(jobs))


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
