"""The store as a source for histories: postings by key, traces by uid."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Mapping
from operator import attrgetter
from typing import Any

import numpy as np
import numpy.typing as npt
import orjson
from sqlalchemy import JSON, func, select
from sqlalchemy.engine import Connection, RowMapping

from mingjian.features.history import POSTING_CAP, PROFILE, Source, Trace, Wording
from mingjian.features.templates import template_key
from mingjian.fingerprints.band_index import BandIndex
from mingjian.fingerprints.minhash import BINS, band_keys
from mingjian.fingerprints.rows import FINGERPRINT_SCHEMA, FingerprintedComplaint, as_record
from mingjian.fingerprints.screenshots import ScreenshotFingerprint
from mingjian.scoring.store.database import among
from mingjian.scoring.store.tables import COMPLAINT, POSTING

__all__ = ["StoreSource", "StoredBands", "complaint_columns", "filing_key", "trace_of"]

REFRESHED = 10_000

STORED = [name for name in FINGERPRINT_SCHEMA.names if name in COMPLAINT.columns]
IN_JSON = [name for name in STORED if isinstance(COMPLAINT.c[name].type, JSON)]
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


class StoredBands:
    """The band index of a store: templates of its texts, kept up to date from their signatures."""

    def __init__(self) -> None:
        self._index = BandIndex()
        self._after = 0

    def refresh(self, connection: Connection) -> None:
        """Add the texts that were stored since."""
        query = (
            select(COMPLAINT.c.id, COMPLAINT.c.template_id, COMPLAINT.c.signature)
            .where(COMPLAINT.c.id > self._after)
            .order_by(COMPLAINT.c.id)
        )
        for rows in connection.execute(query).partitions(REFRESHED):
            signed = [(template, signature) for _, template, signature in rows if template]
            matrix = np.frombuffer(b"".join(signature for _, signature in signed), dtype=np.uint32)
            self._index.add(
                [template for template, _ in signed], band_keys(matrix.reshape(-1, BINS))
            )
            self._after = rows[-1].id

    def near(self, keys: npt.NDArray[np.uint64]) -> list[list[str]]:
        """Templates of texts that share a band with each of these, earliest first."""
        return [list(dict.fromkeys(found)) for found in self._index.near(keys)]


class StoreSource(Source):
    """Reads what a history asks for over one connection."""

    def __init__(self, connection: Connection, index: StoredBands) -> None:
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
        for filed, uid in self._connection.execute(query).all():
            members = found[asked[filed]]
            if len(members) < POSTING_CAP:
                members.append(uid)
        return found

    def traces(self, uids: Collection[str]) -> Mapping[str, Trace]:
        """Traces of stored complaints."""
        query = select(COMPLAINT).where(among(COMPLAINT.c.uid, uids, self._connection))
        return {
            row["uid"]: trace_of(row) for row in self._connection.execute(query).mappings().all()
        }

    def profiles(self, template_ids: Collection[str]) -> Mapping[str, list[Wording]]:
        """Own narration of the first members of each template."""
        keys = {template_key(template_id): template_id for template_id in template_ids}
        by_arrival = func.row_number().over(
            partition_by=POSTING.c.key, order_by=POSTING.c.complaint
        )
        first = (
            select(POSTING.c.key, POSTING.c.complaint, by_arrival.label("place"))
            .where(among(POSTING.c.key, keys, self._connection))
            .subquery()
        )
        query = (
            select(first.c.key, *(COMPLAINT.c[name] for name in Wording._fields))
            .join(COMPLAINT, COMPLAINT.c.id == first.c.complaint)
            .where(first.c.place <= PROFILE)
            .order_by(first.c.key, first.c.place)
        )
        found: dict[str, list[Wording]] = defaultdict(list)
        for key, *wording in self._connection.execute(query).all():
            found[keys[key]].append(Wording(*wording))
        return found

    def near(self, keys: npt.NDArray[np.uint64]) -> list[list[str]]:
        """Templates of stored texts that share a band."""
        self._index.refresh(self._connection)
        return self._index.near(keys)


def trace_of(row: RowMapping) -> Trace:
    """A stored complaint as a trace."""
    fields = {name: row[name] for name in STORED} | NOT_STORED
    fields["screenshots"] = [ScreenshotFingerprint(**picture) for picture in row["screenshots"]]
    return Trace.of(
        FingerprintedComplaint(**fields), row["conduct"], row["template_id"], row["log_contacts"]
    )


def complaint_columns(traces: Collection[Trace]) -> dict[str, list[Any]]:
    """Traces as columns of the complaint table; JSON in text."""
    rows = [trace.row for trace in traces]
    columns: dict[str, list[Any]] = {name: list(map(attrgetter(name), rows)) for name in STORED}
    columns["screenshots"] = [
        [as_record(picture) for picture in pictures] for pictures in columns["screenshots"]
    ]
    for name in IN_JSON:
        columns[name] = [orjson.dumps(value).decode() for value in columns[name]]
    return columns | {
        "template_id": [trace.template_id for trace in traces],
        "conduct": [trace.conduct for trace in traces],
        "log_contacts": [trace.log_contacts for trace in traces],
    }
