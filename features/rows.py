"""The feature row: row view and Arrow schema of what :func:`~mingjian.features.observe` returns."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
import pyarrow as pa

from mingjian.features.catalogue import UNKNOWN, Reading
from mingjian.fingerprints.rows import values

__all__ = ["FeatureRow", "feature_rows", "feature_schema", "feature_table"]

MOST_EVIDENCE = 12


@dataclass(frozen=True, slots=True)
class FeatureRow:
    """The features of one complaint as of a moment.

    Attributes
    ----------
    readings : dict of str to Reading
        Every feature of the catalogue; a value of None is unknown.
    template_id, capture_id, broadcast_id, ring_id : str or None
        None when no other complaint shares it.
    case_id, repeat_kind : str
    severity : str or None
    violations, facts : str
        JSON lists, with redacted quotes.
    described, hardship, price : bool
    own_words : bool
        Own narration that no unrelated person filed before, and no bond of wording to a ring.
    readable : bool
        There is enough to judge by: own narration, a quote or a readable picture.
    """

    uid: str
    platform: str
    complaint_id: str
    key_epoch: str
    filed_at: datetime
    as_of: datetime
    template_id: str | None
    capture_id: str | None
    broadcast_id: str | None
    ring_id: str | None
    case_id: str
    repeat_kind: str
    severity: str | None
    violations: str
    facts: str
    described: bool
    hardship: bool
    price: bool
    own_words: bool
    readable: bool
    readings: dict[str, Reading]


_TIME = pa.timestamp("us", tz="UTC")
_FIXED: list[tuple[str, pa.DataType]] = [
    ("uid", pa.string()),
    ("platform", pa.string()),
    ("complaint_id", pa.string()),
    ("key_epoch", pa.string()),
    ("filed_at", _TIME),
    ("as_of", _TIME),
    ("template_id", pa.string()),
    ("capture_id", pa.string()),
    ("broadcast_id", pa.string()),
    ("ring_id", pa.string()),
    ("case_id", pa.string()),
    ("repeat_kind", pa.string()),
    ("severity", pa.string()),
    ("violations", pa.string()),
    ("facts", pa.string()),
    ("described", pa.bool_()),
    ("hardship", pa.bool_()),
    ("price", pa.bool_()),
    ("own_words", pa.bool_()),
    ("readable", pa.bool_()),
]


def feature_schema(names: Iterable[str]) -> pa.Schema:
    """Arrow schema: the fixed columns, one float64 column a feature, and the evidence by feature in JSON."""
    measured = ((name, pa.float64()) for name in names)
    return pa.schema([*_FIXED, *measured, ("evidence", pa.string())])


def feature_table(rows: Sequence[FeatureRow], names: Sequence[str]) -> pa.Table:
    """Rows as an Arrow table of :func:`feature_schema`; long evidence is cut."""
    columns: dict[str, list[Any]] = {
        name: [getattr(row, name) for row in rows] for name, _ in _FIXED
    }
    for name in names:
        columns[name] = [row.readings[name].value for row in rows]
    columns["evidence"] = [
        orjson.dumps(
            {
                name: evidence[:MOST_EVIDENCE]
                for name, (_, evidence) in row.readings.items()
                if evidence
            }
        ).decode()
        for row in rows
    ]
    return pa.table(columns, schema=feature_schema(names))


def feature_rows(table: pa.Table) -> list[FeatureRow]:
    """Row views of a feature table, in order."""
    fixed = [values(table.column(name)) for name, _ in _FIXED]
    names = [name for name in table.column_names if name not in {*dict(_FIXED), "evidence"}]
    measured = [table.column(name).to_pylist() for name in names]
    shown = [orjson.loads(evidence) for evidence in table.column("evidence").to_pylist()]
    unknown = dict.fromkeys(names, UNKNOWN)
    rows = []
    for i, evidence in enumerate(shown):
        readings = unknown | {
            name: Reading(column[i], tuple(evidence.get(name, ())))
            for name, column in zip(names, measured, strict=True)
            if column[i] is not None
        }
        fields = [*(column[i] for column in fixed), readings]
        rows.append(FeatureRow(*fields))
    return rows
