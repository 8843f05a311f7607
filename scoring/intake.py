"""Intake: chunks of input rows, rejected or accepted, and the maps that prepare them for the fold."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice

import pyarrow as pa

from mingjian.features.observation import describe
from mingjian.fingerprints.contract import RawComplaint
from mingjian.fingerprints.fingerprinting import Fingerprinter
from mingjian.fingerprints.importers import Accepted, Rejected, Row

__all__ = ["CHUNK", "accepted", "prepare"]

CHUNK = 1_000  # rows prepared together
TOLERANCE = timedelta(days=1)  # clocks and offsets differ; a year does not


def accepted(
    rows: Iterable[Row], now: datetime, reject: Callable[[Rejected], None]
) -> Iterator[list[RawComplaint]]:
    """Accepted complaints, chunk by chunk.

    Parameters
    ----------
    rows : iterable of Row
    now : datetime
        UTC. A complaint filed more than a day after it is rejected.
    reject : callable
        Told of every rejected row.
    """
    waiting = iter(rows)
    while chunk := list(islice(waiting, CHUNK)):
        kept = []
        for row in chunk:
            if isinstance(row, Accepted) and row.complaint.filed_at <= now + TOLERANCE:
                kept.append(row.complaint)
            elif isinstance(row, Accepted):
                reject(Rejected(row.number, "filed_at: lies in the future"))
            else:
                reject(row)
        yield kept


def prepare(fingerprinter: Fingerprinter, complaints: Sequence[RawComplaint]) -> pa.Table:
    """Fingerprint a chunk and read its narratives: the last that is seen of raw data."""
    return describe(fingerprinter(complaints))
