"""Real complaint files, when ``../shared/data`` lies beside the repository: time, and a second run."""

import hashlib
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.command import run_score
from benchmarks.figures import Figure

__all__ = ["real_files"]

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
FILES = (
    (
        "jutousu_heimao_gongfudai.csv",
        "聚投诉与黑猫 766 条，含报告",
        "766 rows, with report",
        True,
        20,
    ),
    ("cfpb_narratives.csv", "CFPB 4,359 条", "CFPB, 4,359 rows", False, 60),
)
MISSING = "no ../shared/data beside the repository"


def real_files(rows: int, repeats: int, seed: int) -> Iterator[Figure]:
    """Seconds of each file, and how many rows of the database a second run changed."""
    del rows, seed
    for name, zh, en, report, seconds in FILES:
        source = DATA / name
        if not source.is_file():
            yield Figure(zh, en, (), "s", at_most=seconds, note=MISSING)
            continue
        first, changed = [], []
        with TemporaryDirectory() as temporary:
            for repeat in range(repeats):
                folder = Path(temporary, str(repeat))
                folder.mkdir()
                first.append(run_score(folder, source, report=report).seconds)
                before = _rows(folder / "mingjian.db")
                run_score(folder, source, report=report)
                changed.append(float(len(before ^ _rows(folder / "mingjian.db"))))
                shutil.rmtree(folder)
        yield Figure(zh, en, tuple(first), "s", at_most=seconds)
        yield Figure(
            f"{zh}：再次运行改变的行",
            f"{en}: rows that a second run changes",
            tuple(changed),
            "",
            at_most=0,
        )


def _rows(database: Path) -> set[bytes]:
    """A digest of every row of complaints, postings and scores."""
    found: set[bytes] = set()
    with closing(sqlite3.connect(database)) as connection:
        for table in ("complaint", "posting", "score", "template_clause"):
            for row in connection.execute(f"SELECT * FROM {table}"):
                found.add(hashlib.blake2b(repr((table, row)).encode(), digest_size=16).digest())
    return found
