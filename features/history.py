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
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from mingjian.features.identity import Identity
from mingjian.fingerprints.band_index import BandIndex
from mingjian.fingerprints.minhash import BINS, band_keys
from mingjian.fingerprints.rows import FingerprintedComplaint

__all__ = ["POSTING_CAP", "History", "Nearby", "SharedClause", "Source", "Trace", "View", "Wording"]

POSTING_CAP = 64
PROFILE = 8  # earliest members that a template is known by


class Trace(NamedTuple):
    """What is kept of one complaint.

    Attributes
    ----------
    row : FingerprintedComplaint
        With an empty narrative: the text is gone once it has been read.
    template_id : str or None
        Template the text belongs to, its own when alone; None when too short.
    conduct : str
        JSON of the :class:`~mingjian.features.conduct_record.ConductRecord`; read when the complaint is.
    log_contacts : int or None
        Contacts in the lender's log for this borrower in the 30 days before filing; None: no log.
    identity : Identity
    """

    row: FingerprintedComplaint
    template_id: str | None
    conduct: str
    log_contacts: int | None
    identity: Identity

    @classmethod
    def of(
        cls,
        row: FingerprintedComplaint,
        conduct: str,
        template_id: str | None = None,
        log_contacts: int | None = None,
    ) -> "Trace":
        """A trace with the identity that its row shows."""
        return cls(row, template_id, conduct, log_contacts, Identity.of(row))

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


class Wording(NamedTuple):
    """What a template is known by: own narration of one of its first members."""

    own_tokens: int
    signature: bytes
    clauses: bytes


class Source(ABC):
    """Where a history finds what it has not yet loaded."""

    @abstractmethod
    def postings(self, keys: Collection[str]) -> Mapping[str, list[str]]:
        """Uids filed under each key, in order of arrival, at most ``POSTING_CAP`` a key."""

    @abstractmethod
    def traces(self, uids: Collection[str]) -> Mapping[str, Trace]:
        """Traces of these complaints; unknown uids are absent."""

    @abstractmethod
    def profiles(self, template_ids: Collection[str]) -> Mapping[str, list[Wording]]:
        """The earliest members of each template, at most ``PROFILE``; unknown ones are absent."""

    @abstractmethod
    def near(self, keys: npt.NDArray[np.uint64]) -> list[list[str]]:
        """Templates of texts that share a band with each of these, earliest first."""


class Nearby(NamedTuple):
    """What a text may resemble: stored templates, and uids of texts that this history holds."""

    templates: Sequence[str] = ()
    uids: Sequence[str] = ()


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
    _profiles: dict[str, list[Wording]] = field(default_factory=dict)
    _bands: BandIndex = field(default_factory=BandIndex)
    _absent: set[str] = field(default_factory=set)
    _complete: set[str] = field(default_factory=set)  # postings whose traces are all here

    def __len__(self) -> int:
        """Traces in memory."""
        return len(self._traces)

    def fetch_postings(self, keys: Iterable[str]) -> None:
        """Make sure these postings are loaded, and none of the traces in them."""
        missing = {key for key in keys if key not in self._postings}
        if missing:
            found = self.source.postings(missing) if self.source else {}
            self._postings.update((key, list(found.get(key, ()))) for key in missing)

    def fetch(self, keys: Iterable[str]) -> None:
        """Make sure these postings and the traces in them are loaded."""
        asked = set(keys) - self._complete
        if not asked:
            return
        self.fetch_postings(asked)
        self.fetch_traces(uid for key in asked for uid in self._postings[key])
        self._complete |= asked

    def fetch_traces(self, uids: Iterable[str]) -> None:
        """Make sure these traces are loaded."""
        missing = {uid for uid in uids if uid not in self._traces and uid not in self._absent}
        if missing:
            found = self.source.traces(missing) if self.source else {}
            self._traces.update(found)
            self._absent |= missing - found.keys()

    def members(self, key: str) -> list[Trace]:
        """Traces filed under a key, in order of arrival."""
        self.fetch((key,))
        return [self._traces[uid] for uid in self._postings[key]]

    def trace(self, uid: str) -> Trace | None:
        """One trace, or None."""
        if uid not in self._traces:
            self.fetch_traces((uid,))
        return self._traces.get(uid)

    def fetch_profiles(self, template_ids: Iterable[str]) -> None:
        """Make sure that these templates' profiles are loaded."""
        missing = {template_id for template_id in template_ids if template_id not in self._profiles}
        if missing:
            found = self.source.profiles(missing) if self.source else {}
            self._profiles.update((t, list(found.get(t, ()))) for t in missing)

    def profile(self, template_id: str) -> list[Wording]:
        """The earliest members of a template, at most ``PROFILE``."""
        self.fetch_profiles((template_id,))
        return self._profiles[template_id]

    def near(self, rows: Sequence[FingerprintedComplaint]) -> list[Nearby]:
        """Templates and texts that share a band with each of these rows, which are filed for look-up with it.

        A row meets what is known already and the rows before it in the batch, never those after it.
        """
        signed = [row for row in rows if row.signature]
        if not signed:
            return [Nearby() for _ in rows]
        matrix = np.frombuffer(b"".join(row.signature for row in signed), dtype=np.uint32)
        keys = band_keys(matrix.reshape(len(signed), BINS))
        stored = self.source.near(keys) if self.source else [[] for _ in signed]
        self._bands.add([row.uid for row in signed], keys)
        place = {row.uid: i for i, row in enumerate(rows)}
        found = {
            row.uid: Nearby(templates, [uid for uid in uids if place.get(uid, -1) < place[row.uid]])
            for row, templates, uids in zip(signed, stored, self._bands.near(keys), strict=True)
        }
        return [found.get(row.uid, Nearby()) for row in rows]

    def add(self, trace: Trace, keys: Iterable[str]) -> None:
        """File a new complaint under its keys; a full posting stays as it is."""
        self.added[trace.uid] = trace
        for key in dict.fromkeys(keys):
            self.file(key, trace.uid)

    def learn(self, trace: Trace) -> None:
        """Know a new complaint and its wording, before it is filed."""
        self._traces[trace.uid] = trace
        if trace.template_id:
            profile = self.profile(trace.template_id)
            if len(profile) < PROFILE:
                row = trace.row
                profile.append(Wording(row.own_tokens, row.signature, row.clauses))

    def file(self, key: str, uid: str) -> None:
        """File a known complaint under one more key."""
        if key not in self._postings:
            self.fetch_postings((key,))
        posting = self._postings[key]
        if len(posting) < POSTING_CAP and uid not in posting:
            posting.append(uid)
            self.filed.append((key, uid))

    def touched(self, since: int = 0) -> set[str]:
        """Complaints that share a posting with what was filed after so many filings.

        A posting that was full took nothing in, so nobody in it sees the new complaint.
        """
        return {
            uid for key in {key for key, _ in self.filed[since:]} for uid in self._postings[key]
        }

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
        for trace in traces.values():
            history.learn(trace)
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
            found = [t for t in self.history.members(key) if t.row.filed_at <= self.as_of]
            if len(found) > 1:
                found.sort(key=lambda trace: trace.order)
            self._members[key] = found
        return found

    def others(self, key: str, trace: Trace) -> list[Trace]:
        """The members of a key without the complaint itself."""
        return [member for member in self.members(key) if member.uid != trace.uid]

    def trace(self, uid: str) -> Trace | None:
        """One complaint, if it had been filed by now."""
        found = self.history.trace(uid)
        return found if found and found.row.filed_at <= self.as_of else None

    def has(self, key: Any) -> bool:
        """Whether a value was noted."""
        return key in self._notes

    def note(self, key: Any, make: Any) -> Any:
        """A value worked out once a view, such as the ring of a complaint."""
        if key not in self._notes:
            self._notes[key] = make()
        return self._notes[key]
