"""The one path: file a batch into the history, then read every complaint whose view it changed.

``observe`` is the same code for a complaint online, a batch, a replay and a re-score. Laws (tested with
Hypothesis): one by one equals at once; unrelated shards apart equal together; the view as of a moment
does not know what came later; the order of rows in a batch does not matter; postings are
bounded; a snapshot goes on like the original; the slow reference agrees.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

import pyarrow as pa

from mingjian.features.catalogue import Feature, FeatureGroup
from mingjian.features.conduct import Conduct, ConductRecord, read_conduct
from mingjian.features.graph import Graph
from mingjian.features.history import History, Trace, View
from mingjian.features.repeats import Repeats, case_of
from mingjian.features.rings import component_of, ring_of
from mingjian.features.rows import FeatureRow, feature_table
from mingjian.features.screenshots import Screenshots, capture_key
from mingjian.features.templates import (
    Templates,
    assign_template,
    own_template,
    shared_clauses,
    template_key,
)
from mingjian.features.tempo import Tempo
from mingjian.fingerprints.rows import FINGERPRINT_SCHEMA, fingerprint_rows

__all__ = [
    "CATALOGUE",
    "DESCRIBED_SCHEMA",
    "GROUPS",
    "describe",
    "observe",
    "read",
    "related_keys",
    "touched_by",
]

GROUPS: tuple[FeatureGroup, ...] = (
    Templates(),
    Screenshots(),
    Graph(),
    Repeats(),
    Conduct(),
    Tempo(),
)
DESCRIBED_SCHEMA = FINGERPRINT_SCHEMA.append(pa.field("conduct", pa.string()))
CATALOGUE: Mapping[str, Feature] = {
    feature.name: feature for group in GROUPS for feature in group.features
}


def describe(fingerprints: pa.Table) -> pa.Table:
    """Read the narratives of a batch and leave them behind: the map before the fold.

    Parameters
    ----------
    fingerprints : pyarrow.Table
        Of ``FINGERPRINT_SCHEMA``.

    Returns
    -------
    pyarrow.Table
        Of :data:`DESCRIBED_SCHEMA`: with a column ``conduct``, a :class:`ConductRecord` in JSON.
    """
    records = read_conduct(fingerprint_rows(fingerprints))
    column = pa.array([record.to_json() for record in records], type=pa.string())
    return fingerprints.append_column("conduct", column)


def observe(
    history: History,
    batch: pa.Table,
    as_of: datetime,
    contacts: Mapping[str, int] | None = None,
    again: Collection[str] = (),
) -> pa.Table:
    """File a batch and read what it changed.

    Parameters
    ----------
    history : History
        Grows by the batch. Its ``added`` and ``filed`` are what a store must commit.
    batch : pyarrow.Table
        As :func:`describe` gives it; complaints that the history does not hold yet.
    as_of : datetime
        UTC. The moment the readings hold; complaints filed later are not seen.
    contacts : mapping of uid to int, optional
        Contacts in a lender's log before filing.
    again : collection of str, optional
        Complaints to read anew for another reason: their evidence was erased, or the model changed.

    Returns
    -------
    pyarrow.Table
        Of ``feature_schema(CATALOGUE)``: the batch, and the earlier complaints whose view the batch changed,
        sorted by filing time and uid.
    """
    new = _file_batch(history, batch, contacts or {})
    view = View(history, as_of)
    found = {trace.uid: trace for trace in touched_by(new, view)}
    history.fetch_traces(again)
    found |= {uid: trace for uid in again if (trace := view.trace(uid))}
    return read(sorted(found.values(), key=lambda trace: trace.order), view)


def _file_batch(history: History, batch: pa.Table, contacts: Mapping[str, int]) -> list[Trace]:
    """File described complaints in order of time; returns their traces."""
    records = map(ConductRecord.from_json, batch.column("conduct").to_pylist())
    ordered = sorted(
        zip(fingerprint_rows(batch), records, strict=True),
        key=lambda pair: (pair[0].filed_at, pair[0].uid),
    )
    rows = [row for row, _ in ordered]
    bare = [
        Trace(
            replace(row, narrative="", issues=[], demands=[]), None, record, contacts.get(row.uid)
        )
        for row, record in ordered
    ]
    met = history.near(rows)
    possible = {template for uids in met for uid in uids if (template := _template(uid, history))}
    possible |= {own_template(row) for row in rows if row.signature}
    history.fetch(map(template_key, possible))
    history.fetch(key for trace in bare for key in _group_keys(trace))
    new = []
    for row, trace, uids in zip(rows, bare, met, strict=True):
        known = [found for uid in uids if (found := history.trace(uid))]
        template_id = assign_template(row, known, history)
        filed = replace(trace, template_id=template_id)
        for clause in shared_clauses(row, template_id, history):
            history.shared.setdefault((clause.template_id, clause.mac), clause)
        history.add(filed, related_keys(filed))
        new.append(filed)
    return new


def _template(uid: str, history: History) -> str | None:
    trace = history.trace(uid)
    return trace.template_id if trace else None


def _group_keys(trace: Trace) -> Iterable[str]:
    for group in GROUPS:
        yield from group.keys(trace)


def related_keys(trace: Trace) -> list[str]:
    """Keys that a complaint is filed under; their members see each other."""
    own = [template_key(trace.template_id)] if trace.template_id else []
    return [*own, *_group_keys(trace)]


def touched_by(new: Sequence[Trace], view: View) -> list[Trace]:
    """The new complaints and those whose readings they may have changed.

    A posting that was full did not take the new complaint, so nobody in it sees it.
    """
    filed = set(view.history.filed)

    def shown(trace: Trace) -> list[str]:
        keys = related_keys(trace)
        return [key for key in keys if (key, trace.uid) in filed] if filed else keys

    view.history.fetch(key for trace in new for key in related_keys(trace))
    found = {trace.uid: trace for trace in new if trace.row.filed_at <= view.as_of}
    met = [trace for trace in found.values() if shown(trace)]
    for trace in met:
        for key in shown(trace):
            found |= {other.uid: other for other in view.members(key)}
    # What the touched are bound by is asked for at once: one by one costs a query each.
    view.history.fetch(key for trace in found.values() for key in related_keys(trace))
    hidden = {trace.uid for trace in new if not set(shown(trace)) & set(_binding_keys(trace))}
    for trace in [trace for uid, trace in found.items() if uid not in hidden]:
        ring = component_of(trace, view)
        if ring:
            found |= {member.uid: member for member in ring.members}
    return sorted(found.values(), key=lambda trace: trace.order)


def _binding_keys(trace: Trace) -> list[str]:
    return [key for key in related_keys(trace) if not key.startswith(("matter:", "quote:"))]


def read(traces: Sequence[Trace], view: View) -> pa.Table:
    """Read complaints as of the view's moment into a feature table."""
    view.history.fetch(key for trace in traces for key in related_keys(trace))
    return feature_table([_read_one(trace, view) for trace in traces], list(CATALOGUE))


def _read_one(trace: Trace, view: View) -> FeatureRow:
    readings = {}
    for group in GROUPS:
        readings.update(group.readings(trace, view))
    case = case_of(trace, view)
    membership = ring_of(trace, view)
    shared = trace.template_id and len(view.members(template_key(trace.template_id))) > 1
    row = trace.row
    return FeatureRow(
        uid=row.uid,
        platform=row.platform,
        complaint_id=row.complaint_id,
        key_epoch=row.key_epoch,
        filed_at=row.filed_at,
        as_of=view.as_of,
        template_id=trace.template_id if shared else None,
        capture_id=_shared_capture(trace, view),
        broadcast_id=_shared_quote(trace, view),
        ring_id=membership[0].ring_id if membership else None,
        case_id=case.case_id,
        repeat_kind=case.kind.value,
        severity=trace.conduct.severity,
        violations=trace.conduct.violations,
        facts=trace.conduct.facts,
        hardship=trace.conduct.hardship,
        price=trace.conduct.price,
        own_words=bool(
            row.signature
            and not readings["template_strangers"].value
            and not (membership and "template" in membership[1])
        ),
        readable=bool(row.signature or row.quoted or trace.conduct.facts or row.screenshots),
        readings=readings,
    )


def _shared_capture(trace: Trace, view: View) -> str | None:
    for picture in trace.row.screenshots:
        if picture.usable and len(view.members(capture_key(picture))) > 1:
            return f"p-{picture.pixel_mac[:12]}"
    return None


def _shared_quote(trace: Trace, view: View) -> str | None:
    """The most widely quoted message of this complaint; ties go to the first in the text."""
    keys = list(Templates().keys(trace))
    sizes = [len(view.members(key)) for key in keys]
    if not sizes or max(sizes) < 2:
        return None
    return "b-" + keys[sizes.index(max(sizes))].removeprefix("quote:")[:12]
