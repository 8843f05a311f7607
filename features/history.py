"""What has been seen: traces of complaints, filed under keys, and views of it as of a moment.

A key is a token, a template, a quoted clause or a picture; a posting is the list of
complaints filed under it, bounded at :data:`POSTING_CAP` (the rest of a crowd adds nothing to a
saturated feature). A history can stand on a :class:`Source`, the store, and loads from it only the
keys a batch needs: online is a batch of one.
"""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import numpy as np
import numpy.typing as npt

from mingjian.features.identity import Identity
from mingjian.fingerprints.band_index import BandIndex
from mingjian.fingerprints.minhash import BINS, band_keys
from mingjian.fingerprints.rows import FingerprintedComplaint

__all__ = ["POSTING_CAP", "History", "SharedClause", "Source", "Trace", "View"]

POSTING_CAP = 64


@dataclass(frozen=True, slots=True)
class Trace:
    """What is kept of one complaint.

    Attributes
    ----------
    row : FingerprintedComplaint
        With an empty narrative: the text is gone once it has been read.
    template_id : str or None
        Template the text belongs to, its own when alone; None when too short.
    conduct : ConductRecord
        Violations and facts found in the text, with the redacted spans that reasons quote.
    log_contacts : int or None
        Contacts in the lender's log for this borrower in the 30 days before filing; None: no log.
    """

    row: FingerprintedComplaint
    template_id: str | None
    conduct: Any
    log_contacts: int | None = None
    identity: Identity = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "identity", Identity.of(self.row))

    @property
    def uid(self) -> str:
        """``platform:complaint_id``."""
        return self.row.uid

    @property
    def order(self) -> tuple[datetime, str]:
        """Sorting key: filing time, then uid."""
        return self.row.filed_at, self.row.uid


@dataclass(frozen=True, slots=True)
class SharedClause:
    """Redacted words that two complaints of a template share; ``place`` is their rank in its first."""

    template_id: str
    mac: int
    place: int
    text: str


class Source(ABC):
    """Where a history finds what it has not yet loaded."""

    @abstractmethod
    def postings(self, keys: Collection[str]) -> Mapping[str, list[str]]:
        """Uids filed under each key, in order of arrival, at most ``POSTING_CAP`` a key."""

    @abstractmethod
    def traces(self, uids: Collection[str]) -> Mapping[str, Trace]:
        """Traces of these complaints; unknown uids are absent."""

    @abstractmethod
    def near(self, keys: npt.NDArray[np.uint64]) -> list[list[str]]:
        """Uids of texts that share a band with each of these, earliest first."""


@dataclass(slots=True)
class History:
    """Keyed postings and traces, in memory, over an optional source.

    ``added``, ``filed`` and ``shared`` hold what this history has learnt beyond its source, for the
    store to commit: new traces, (key, uid) pairs, and the words that members of a template share.
    """

    source: Source | None = None
    added: dict[str, Trace] = field(default_factory=dict)
    filed: list[tuple[str, str]] = field(default_factory=list)
    shared: dict[tuple[str, int], "SharedClause"] = field(default_factory=dict)
    _postings: dict[str, list[str]] = field(default_factory=dict)
    _traces: dict[str, Trace] = field(default_factory=dict)
    _bands: BandIndex = field(default_factory=BandIndex)
    _absent: set[str] = field(default_factory=set)

    def fetch(self, keys: Iterable[str]) -> None:
        """Make sure these postings and the traces in them are loaded."""
        missing = {key for key in keys if key not in self._postings}
        if not missing:
            return
        found: Mapping[str, list[str]] = self.source.postings(missing) if self.source else {}
        for key in missing:
            self._postings[key] = list(found.get(key, ()))
        self.fetch_traces(uid for members in found.values() for uid in members)

    def fetch_traces(self, uids: Iterable[str]) -> None:
        """Make sure these traces are loaded."""
        missing = {uid for uid in uids if uid not in self._traces and uid not in self._absent}
        if missing:
            found = self.source.traces(missing) if self.source else {}
            self._traces.update(found)
            self._absent |= missing - found.keys()

    def members(self, key: str) -> list[Trace]:
        """Traces filed under a key, in order of arrival."""
        if key not in self._postings:
            self.fetch((key,))
        return [self._traces[uid] for uid in self._postings[key]]

    def trace(self, uid: str) -> Trace | None:
        """One trace, or None."""
        if uid not in self._traces:
            self.fetch_traces((uid,))
        return self._traces.get(uid)

    def near(self, rows: Sequence[FingerprintedComplaint]) -> list[list[str]]:
        """Uids of texts that share a band with each of these rows, which are filed for look-up with it.

        A row meets what is known already and the rows before it in the batch, never those after it.
        """
        signed = [row for row in rows if row.signature]
        if not signed:
            return [[] for _ in rows]
        matrix = np.frombuffer(b"".join(row.signature for row in signed), dtype=np.uint32)
        keys = band_keys(matrix.reshape(len(signed), BINS))
        stored = self.source.near(keys) if self.source else [[] for _ in signed]
        self._bands.add([row.uid for row in signed], keys)
        place = {row.uid: i for i, row in enumerate(rows)}
        fresh = self._bands.near(keys)
        self.fetch_traces(uid for uids in (*stored, *fresh) for uid in uids)
        found: dict[str, list[str]] = {}
        for i, row in enumerate(signed):
            earlier = (uid for uid in fresh[i] if place.get(uid, -1) < place[row.uid])
            found[row.uid] = list(dict.fromkeys((*stored[i], *earlier)))
        return [found.get(row.uid, []) for row in rows]

    def add(self, trace: Trace, keys: Iterable[str]) -> None:
        """File a new complaint under its keys; a full posting stays as it is."""
        self._traces[trace.uid] = trace
        self.added[trace.uid] = trace
        for key in dict.fromkeys(keys):
            self.file(key, trace.uid)

    def file(self, key: str, uid: str) -> None:
        """File a known complaint under one more key."""
        if key not in self._postings:
            self.fetch((key,))
        posting = self._postings[key]
        if len(posting) < POSTING_CAP and uid not in posting:
            posting.append(uid)
            self.filed.append((key, uid))

    def snapshot(self) -> tuple[dict[str, list[str]], dict[str, Trace]]:
        """Everything loaded or learnt, for a copy that goes on on its own."""
        return {key: list(uids) for key, uids in self._postings.items()}, dict(self._traces)

    @classmethod
    def restore(cls, postings: Mapping[str, list[str]], traces: Mapping[str, Trace]) -> "History":
        """A history without a source from a snapshot."""
        history = cls(
            _postings={key: list(uids) for key, uids in postings.items()}, _traces=dict(traces)
        )
        history.near([trace.row for trace in traces.values()])
        return history


class View:
    """The history as of a moment: later complaints are not there.

    Parameters
    ----------
    history : History
    as_of : datetime
        UTC, inclusive.
    """

    __slots__ = ("_members", "_notes", "as_of", "history")

    def __init__(self, history: History, as_of: datetime) -> None:
        self.history = history
        self.as_of = as_of
        self._members: dict[str, list[Trace]] = {}
        self._notes: dict[Any, Any] = {}

    def members(self, key: str) -> list[Trace]:
        """Complaints filed under a key by now, earliest first."""
        found = self._members.get(key)
        if found is None:
            visible = (t for t in self.history.members(key) if t.row.filed_at <= self.as_of)
            found = self._members[key] = sorted(visible, key=lambda trace: trace.order)
        return found

    def others(self, key: str, trace: Trace) -> list[Trace]:
        """The members of a key without the complaint itself."""
        return [member for member in self.members(key) if member.uid != trace.uid]

    def trace(self, uid: str) -> Trace | None:
        """One complaint, if it had been filed by now."""
        found = self.history.trace(uid)
        return found if found and found.row.filed_at <= self.as_of else None

    def note(self, key: Any, make: Any) -> Any:
        """A value worked out once a view, such as the ring of a complaint."""
        if key not in self._notes:
            self._notes[key] = make()
        return self._notes[key]
