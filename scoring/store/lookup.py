"""The store as a source for histories: postings by key, traces by uid."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
from sqlalchemy import select
from sqlalchemy.engine import Connection, RowMapping

from mingjian.features.conduct import ConductRecord
from mingjian.features.history import POSTING_CAP, Source, Trace
from mingjian.fingerprints.band_index import BandIndex
from mingjian.fingerprints.minhash import BINS, band_keys
from mingjian.fingerprints.rows import FINGERPRINT_SCHEMA, FingerprintedComplaint, as_record
from mingjian.fingerprints.screenshots import ScreenshotFingerprint
from mingjian.scoring.store.database import among
from mingjian.scoring.store.tables import COMPLAINT, POSTING

__all__ = ["StoreSource", "complaint_row", "filing_key", "refresh", "trace_of"]

REFRESHED = 10_000

STORED = [name for name in FINGERPRINT_SCHEMA.names if name in COMPLAINT.columns]
NOT_STORED: dict[str, Any] = {
    name: "" if name == "narrative" else []
    for name in FINGERPRINT_SCHEMA.names
    if name not in COMPLAINT.columns
}


def filing_key(key: str) -> str:
    """A posting's key as the table holds it: one that cites a very long number goes by its hash."""
    if len(key) <= POSTING.c.key.type.length:
        return key
    return f"long:{hashlib.blake2s(key.encode()).hexdigest()}"


class StoreSource(Source):
    """Reads what a history asks for over one connection."""

    def __init__(self, connection: Connection, index: BandIndex) -> None:
        self._connection = connection
        self._index = index

    def postings(self, keys: Collection[str]) -> Mapping[str, list[str]]:
        """Uids under each key in order of arrival."""
        asked = {filing_key(key): key for key in keys}
        query = (
            select(POSTING.c.key, COMPLAINT.c.uid)
            .join(COMPLAINT, COMPLAINT.c.id == POSTING.c.complaint)
            .where(among(POSTING.c.key, asked, self._connection))
            .order_by(POSTING.c.key, POSTING.c.complaint)
        )
        found: dict[str, list[str]] = defaultdict(list)
        for filed, uid in self._connection.execute(query):
            members = found[asked[filed]]
            if len(members) < POSTING_CAP:
                members.append(uid)
        return found

    def traces(self, uids: Collection[str]) -> Mapping[str, Trace]:
        """Traces of stored complaints."""
        query = select(COMPLAINT).where(among(COMPLAINT.c.uid, uids, self._connection))
        return {row["uid"]: trace_of(row) for row in self._connection.execute(query).mappings()}

    def near(self, keys: npt.NDArray[np.uint64]) -> list[list[str]]:
        """Stored texts that share a band."""
        return self._index.near(keys)


def refresh(index: BandIndex, after: int, connection: Connection) -> int:
    """Add texts stored after a row number to an index; returns the last number seen."""
    query = (
        select(COMPLAINT.c.id, COMPLAINT.c.uid, COMPLAINT.c.signature)
        .where(COMPLAINT.c.id > after)
        .order_by(COMPLAINT.c.id)
    )
    for rows in connection.execute(query).partitions(REFRESHED):
        signed = [(uid, signature) for _, uid, signature in rows if signature]
        matrix = np.frombuffer(b"".join(signature for _, signature in signed), dtype=np.uint32)
        index.add([uid for uid, _ in signed], band_keys(matrix.reshape(-1, BINS)))
        after = rows[-1].id
    return after


def trace_of(row: RowMapping) -> Trace:
    """A stored complaint as a trace."""
    fields = {name: row[name] for name in STORED} | NOT_STORED
    fields["screenshots"] = [ScreenshotFingerprint(**picture) for picture in row["screenshots"]]
    return Trace(
        FingerprintedComplaint(**fields),
        row["template_id"],
        ConductRecord.from_json(row["conduct"]),
        row["log_contacts"],
    )


def complaint_row(trace: Trace) -> dict[str, Any]:
    """A trace as a row of the complaint table."""
    fields = {name: getattr(trace.row, name) for name in STORED}
    fields["screenshots"] = [as_record(picture) for picture in trace.row.screenshots]
    return fields | {
        "template_id": trace.template_id,
        "conduct": trace.conduct.to_json(),
        "log_contacts": trace.log_contacts,
    }
