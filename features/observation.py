"""The one path: file a batch into the history, then read every complaint whose view it changed.

``observe`` is the same code for a complaint online, a batch, a replay and a re-score. Laws (tested with
Hypothesis): one by one equals at once; unrelated shards apart equal together; the view as of a moment
does not know what came later; the order of rows in a batch does not matter; postings are
bounded; a snapshot goes on like the original; the slow reference agrees.
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

import orjson
import pyarrow as pa

from mingjian.features.catalogue import Feature, FeatureGroup
from mingjian.features.conduct import Conduct
from mingjian.features.conduct_record import conduct_of, read_conduct
from mingjian.features.graph import Graph
from mingjian.features.history import History, Trace, View
from mingjian.features.repeats import Repeats, case_of
from mingjian.features.rings import component_of, link_tokens, ring_of
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
    "beside",
    "describe",
    "file",
    "observe",
    "read",
    "related_keys",
]

GROUPS: tuple[FeatureGroup, ...] = (
    Templates(),
    Screenshots(),
    Graph(),
    Repeats(),
    Conduct(),
    Tempo(),
)
GONE: dict[str, Any] = {"narrative": "", "issues": [], "demands": []}  # once they have been read
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
    texts, issues = (fingerprints.column(name).to_pylist() for name in ("narrative", "issues"))
    records = [record.to_json() for record in read_conduct(texts, issues)]
    return fingerprints.append_column("conduct", pa.array(records, type=pa.string()))


def file(history: History, batch: pa.Table, contacts: Mapping[str, int] | None = None) -> list[str]:
    """File a batch into a history in order of time: the fold.

    Parameters
    ----------
    history : History
        Grows by the batch. Its ``added``, ``filed`` and ``shared`` are what a store must commit.
    batch : pyarrow.Table
        As :func:`describe` gives it; complaints that the history does not hold yet.
    contacts : mapping of uid to int, optional
        Contacts in a lender's log before filing.

    Returns
    -------
    list of str
        Uids of the batch, and of the earlier complaints that share a posting with it.
    """
    mark = len(history.filed)
    conduct = batch.column("conduct").to_pylist()
    pairs = sorted(
        zip(fingerprint_rows(batch), conduct, strict=True),
        key=lambda pair: (pair[0].filed_at, pair[0].uid),
    )
    rows = [row for row, _ in pairs]
    met = history.near(rows)
    founded = [own_template(row) for row in rows if row.signature]
    history.fetch_profiles([*founded, *(t for nearby in met for t in nearby.templates)])
    logged = contacts or {}
    traces = []
    for (row, record), nearby in zip(pairs, met, strict=True):
        template_id = assign_template(row, nearby, history)
        for clause in shared_clauses(row, template_id, history):
            history.shared.setdefault((clause.template_id, clause.mac), clause)
        trace = Trace.of(row._replace(**GONE), record, template_id, logged.get(row.uid))
        history.learn(trace)
        traces.append(trace)
    keys = [related_keys(trace) for trace in traces]
    history.fetch_postings(key for own in keys for key in own)
    for trace, own in zip(traces, keys, strict=True):
        history.add(trace, own)
    return sorted(history.touched(mark) | {row.uid for row in rows})


def observe(
    history: History,
    batch: pa.Table,
    as_of: datetime,
    contacts: Mapping[str, int] | None = None,
) -> pa.Table:
    """File a batch and read what it changed.

    Parameters
    ----------
    history, batch, contacts
        As for :func:`file`.
    as_of : datetime
        UTC. The moment the readings hold; complaints filed later are not seen.

    Returns
    -------
    pyarrow.Table
        Of ``feature_schema(CATALOGUE)``: the batch, and the earlier complaints whose view the batch changed,
        sorted by filing time and uid.
    """
    touched = file(history, batch, contacts)
    view = View(history, as_of)
    _load(touched, view)
    return read([*touched, *beside(touched, view)], view)


def related_keys(trace: Trace) -> list[str]:
    """Keys that a complaint is filed under; their members see each other."""
    own = [template_key(trace.template_id)] if trace.template_id else []
    return [*own, *(key for group in GROUPS for key in group.keys(trace))]


def _load(uids: Collection[str], view: View) -> list[Trace]:
    """Those of the complaints that are visible, earliest first, with all that binds them."""
    view.history.fetch_traces(uids)
    found = [trace for uid in uids if (trace := view.trace(uid))]
    keys = {key for trace in found for key in related_keys(trace)}
    view.history.fetch(keys)
    # Rings reach further: what binds the neighbours is asked for at once, not walk by walk.
    near = {trace.uid: trace for key in keys for trace in view.members(key)}
    view.history.fetch(token for trace in near.values() for _, token in link_tokens(trace))
    return sorted(found, key=lambda trace: trace.order)


def beside(uids: Collection[str], view: View) -> list[str]:
    """Further members of the rings of these complaints: what changes one may change all."""
    traces = (trace for uid in uids if (trace := view.trace(uid)))
    rings = {ring.ring_id: ring for trace in traces if (ring := component_of(trace, view))}
    return sorted({m.uid for ring in rings.values() for m in ring.members} - set(uids))


def read(uids: Collection[str], view: View) -> pa.Table:
    """Read complaints as of the view's moment into a feature table: the map after the fold.

    Returns
    -------
    pyarrow.Table
        Of ``feature_schema(CATALOGUE)``, sorted by filing time and uid; complaints that the view does not
        hold are left out.
    """
    return feature_table([_read_one(trace, view) for trace in _load(uids, view)], list(CATALOGUE))


def _read_one(trace: Trace, view: View) -> FeatureRow:
    readings = {}
    for group in GROUPS:
        readings.update(group.readings(trace, view))
    case = case_of(trace, view)
    membership = ring_of(trace, view)
    shared = trace.template_id and len(view.members(template_key(trace.template_id))) > 1
    row, conduct = trace.row, conduct_of(trace, view)
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
        severity=conduct.severity,
        violations=orjson.dumps(conduct.violations).decode(),
        facts=orjson.dumps(conduct.facts).decode(),
        described=conduct.described,
        hardship=conduct.hardship,
        price=conduct.price,
        own_words=bool(
            row.signature
            and not readings["template_strangers"].value
            and not (membership and "template" in membership[1])
        ),
        readable=bool(row.signature or row.quoted or conduct.facts or row.screenshots),
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
