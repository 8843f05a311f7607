"""Intake: the maps from raw rows to described fingerprints, beside the fold when there is much to do.

Fingerprinting and reading conduct need no history, so a long input runs them in a second process while
this one folds, scores and stores. Order is kept; nothing else depends on it.
"""

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from datetime import datetime, timedelta
from itertools import islice
from multiprocessing import get_context

import pyarrow as pa

from mingjian.features.observation import describe
from mingjian.fingerprints.contract import RawComplaint
from mingjian.fingerprints.fingerprinting import Fingerprinter
from mingjian.fingerprints.importers import Accepted, Rejected, Row

__all__ = ["prepared"]

CHUNK = 2_000  # rows prepared together
INLINE = 4  # chunks before a second process is worth its start
AHEAD = 12  # chunks prepared ahead of the fold: bounds the memory
TOLERANCE = timedelta(days=1)  # clocks and offsets differ; a year does not


def prepared(
    rows: Iterable[Row],
    fingerprinter: Fingerprinter,
    now: datetime,
    reject: Callable[[Rejected], None],
) -> Generator[tuple[int, pa.Table], None, None]:
    """Prepare rows chunk by chunk, in order.

    Parameters
    ----------
    rows : iterable of Row
    fingerprinter : Fingerprinter
    now : datetime
        UTC. A complaint filed more than a day after it is rejected.
    reject : callable
        Told of every rejected row.

    Yields
    ------
    int, pyarrow.Table
        Input rows of the chunk, and its accepted complaints, described.
    """
    chunks = _chunks(iter(rows), now, reject)
    for count, accepted in islice(chunks, INLINE):
        yield count, _prepare(fingerprinter, accepted)
    following = next(chunks, None)
    if following is None:
        return
    with ProcessPoolExecutor(1, get_context("spawn"), _start, (fingerprinter,)) as pool:
        pending: deque[tuple[int, Future[pa.Table]]] = deque()
        while following or pending:
            while following and len(pending) < AHEAD:
                count, accepted = following
                pending.append((count, pool.submit(_prepare_there, accepted)))
                following = next(chunks, None)
            count, future = pending.popleft()
            yield count, future.result()


def _chunks(
    rows: Iterator[Row], now: datetime, reject: Callable[[Rejected], None]
) -> Iterator[tuple[int, list[RawComplaint]]]:
    while chunk := list(islice(rows, CHUNK)):
        accepted = []
        for row in chunk:
            if isinstance(row, Accepted) and row.complaint.filed_at <= now + TOLERANCE:
                accepted.append(row.complaint)
            elif isinstance(row, Accepted):
                reject(Rejected(row.number, "filed_at: lies in the future"))
            else:
                reject(row)
        yield len(chunk), accepted


def _prepare(fingerprinter: Fingerprinter, complaints: list[RawComplaint]) -> pa.Table:
    return describe(fingerprinter(complaints))


_there: Fingerprinter | None = None  # set once in the second process


def _start(fingerprinter: Fingerprinter) -> None:
    global _there  # noqa: PLW0603  # a process pool hands over state in no other way
    _there = fingerprinter


def _prepare_there(complaints: list[RawComplaint]) -> pa.Table:
    assert _there is not None
    return _prepare(_there, complaints)
