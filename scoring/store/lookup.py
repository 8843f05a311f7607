"""The store as a source for histories: postings by key, traces by uid."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from operator import attrgetter, itemgetter
from typing import Any

import numpy as np
import numpy.typing as npt
import orjson
from sqlalchemy import JSON, func, select
from sqlalchemy.engine import Connection

from mingjian.features.history import POSTING_CAP, PROFILE, Source, Trace, Wording
from mingjian.features.templates import template_key
from mingjian.fingerprints.band_index import BandIndex
from mingjian.fingerprints.minhash import BINS, band_keys
from mingjian.fingerprints.rows import FINGERPRINT_SCHEMA, FingerprintedComplaint, as_record
from mingjian.fingerprints.screenshots import ScreenshotFingerprint
from mingjian.scoring.store.database import among
from mingjian.scoring.store.tables import COMPLAINT, POSTING

__all__ = ["StoreSource", "StoredBands", "complaint_columns", "filing_key"]

REFRESHED = 10_000

STORED = [name for name in FINGERPRINT_SCHEMA.names if name in COMPLAINT.columns]
IN_JSON = [name for name in STORED if isinstance(COMPLAINT.c[name].type, JSON)]
NOT_STORED = ["narrative", "issues", "demands"]
PICTURES = STORED.index("screenshots")
IN_ORDER = itemgetter(*map([*STORED, *NOT_STORED].index, FingerprintedComplaint._fields))
TRACES = select(
    COMPLAINT.c.id,
    *(COMPLAINT.c[name] for name in (*STORED, "conduct", "template_id", "log_contacts")),
)


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
    """Reads what a history asks for over one connection, which may be changed for another."""

    def __init__(self, connection: Connection, bands: StoredBands | None = None) -> None:
        self.connection = connection
        self._bands = bands or StoredBands()
        self._uids: dict[int, str] = {}  # of complaints met so far

    def postings(self, keys: Collection[str]) -> Mapping[str, list[str]]:
        """Uids under each key in order of arrival."""
        asked = {filing_key(key): key for key in keys}
        query = (
            select(POSTING.c.key, POSTING.c.complaint)
            .where(among(POSTING.c.key, asked, self.connection))
            .order_by(POSTING.c.key, POSTING.c.complaint)
        )
        filed: dict[str, list[int]] = defaultdict(list)
        for key, number in self.connection.execute(query).all():
            filed[asked[key]].append(number)
        self._name(number for members in filed.values() for number in members[:POSTING_CAP])
        uids = self._uids
        return {
            key: [uids[number] for number in members[:POSTING_CAP]]
            for key, members in filed.items()
        }

    def _name(self, numbers: Iterable[int]) -> None:
        """Learn the uids of complaints that are new here."""
        unnamed = {number for number in numbers if number not in self._uids}
        if unnamed:
            query = select(COMPLAINT.c.id, COMPLAINT.c.uid)
            query = query.where(among(COMPLAINT.c.id, unnamed, self.connection))
            self._uids.update(self.connection.execute(query).all())

    def traces(self, uids: Collection[str]) -> Mapping[str, Trace]:
        """Traces of stored complaints."""
        query = TRACES.where(among(COMPLAINT.c.uid, uids, self.connection))
        found = {}
        for number, *stored in self.connection.execute(query).all():
            trace = _trace(stored)
            found[trace.uid] = trace
            self._uids[number] = trace.uid
        return found

    def profiles(self, template_ids: Collection[str]) -> Mapping[str, list[Wording]]:
        """Own narration of the first members of each template."""
        keys = {template_key(template_id): template_id for template_id in template_ids}
        by_arrival = func.row_number().over(
            partition_by=POSTING.c.key, order_by=POSTING.c.complaint
        )
        first = (
            select(POSTING.c.key, POSTING.c.complaint, by_arrival.label("place"))
            .where(among(POSTING.c.key, keys, self.connection))
            .subquery()
        )
        query = (
            select(first.c.key, *(COMPLAINT.c[name] for name in Wording._fields))
            .join(COMPLAINT, COMPLAINT.c.id == first.c.complaint)
            .where(first.c.place <= PROFILE)
            .order_by(first.c.key, first.c.place)
        )
        found: dict[str, list[Wording]] = defaultdict(list)
        for key, *wording in self.connection.execute(query).all():
            found[keys[key]].append(Wording(*wording))
        return found

    def near(self, keys: npt.NDArray[np.uint64]) -> list[list[str]]:
        """Templates of stored texts that share a band."""
        self._bands.refresh(self.connection)
        return self._bands.near(keys)


def _trace(stored: Sequence[Any]) -> Trace:
    """A row of :data:`TRACES` as a trace."""
    *fields, conduct, template_id, log_contacts = stored
    if fields[PICTURES]:
        fields[PICTURES] = [ScreenshotFingerprint(**picture) for picture in fields[PICTURES]]
    row = FingerprintedComplaint._make(IN_ORDER((*fields, "", [], [])))
    return Trace.of(row, conduct, template_id, log_contacts)


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
