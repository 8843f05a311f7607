"""Each stage alone, in processor microseconds a complaint, in one process on an empty store."""

import gc
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from benchmarks.figures import Figure
from benchmarks.texts import write
from mingjian.features.history import History
from mingjian.features.observation import describe, observe
from mingjian.fingerprints.fingerprinting import Fingerprinter
from mingjian.fingerprints.importers import Accepted, read
from mingjian.fingerprints.keyring import KeyRing
from mingjian.scoring.score import scores
from mingjian.scoring.scorecard import Scorecard
from mingjian.scoring.settings import Settings
from mingjian.scoring.store.store import Batch, Store

__all__ = ["stages"]

ROWS = 4_000  # what the pipeline commits together
NOW = datetime(2025, 9, 1, tzinfo=UTC)
STAGES = {
    "read": ("读取与校验", "read and validate"),
    "fingerprint": ("指纹", "fingerprint"),
    "describe": ("读取行为描述", "describe conduct"),
    "observe": ("归档与特征", "observe"),
    "score": ("评分与理由", "score and explain"),
    "commit": ("写入数据库", "commit"),
}


def stages(rows: int, repeats: int, seed: int) -> Iterator[Figure]:
    """Figures of the six stages, for at most :data:`ROWS` complaints."""
    size = min(ROWS, rows)
    gc.set_threshold(200_000, 20, 100)  # as the command line does
    with TemporaryDirectory() as temporary:
        source = Path(temporary, "complaints.jsonl")
        write(source, size, seed)
        _once(source, Path(temporary, "warm"))  # builds the tables that a process builds once
        runs = [_once(source, Path(temporary, str(repeat))) for repeat in range(repeats)]
    for stage, (zh, en) in STAGES.items():
        cost = tuple(1e6 * run[stage] / size for run in runs)
        yield Figure(f"环节：{zh}", f"stage: {en}", cost, "µs/row")


def _commit(batch: Batch, history: History, scored: pa.Table) -> None:
    batch.file(history)
    batch.put_scores(scored)


def _once(source: Path, folder: Path) -> dict[str, float]:
    spent: dict[str, float] = {}

    def timed(stage: str, work: Callable[[], Any]) -> Any:
        begin = time.process_time()
        result = work()
        spent[stage] = time.process_time() - begin
        return result

    folder.mkdir()
    ring = KeyRing.create(folder / "keyring.json", NOW)
    store = Store.open(f"sqlite:///{folder / 'stages.db'}", ring)
    model, policy = Scorecard.shipped(), Settings().policy()
    try:
        rows = timed("read", lambda: list(read(source, None, received_at=NOW)))
        accepted = [row.complaint for row in rows if isinstance(row, Accepted)]
        prints = timed("fingerprint", lambda: Fingerprinter(ring)(accepted))
        described = timed("describe", lambda: describe(prints))
        as_of = pc.max(described.column("filed_at")).as_py()
        with store.batch() as batch:
            history = batch.history()
            features = timed("observe", lambda: observe(history, described, as_of))
            scored = timed("score", lambda: scores(features, model, policy))
            timed("commit", lambda: _commit(batch, history, scored))
    finally:
        store.close()
    return spent
