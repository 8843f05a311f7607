"""The one way in: an export of complaints to rows, each accepted or rejected with a reason."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from itertools import chain, islice
from pathlib import Path
from typing import Any, BinaryIO

from pydantic import ValidationError

from mingjian.fingerprints.contract import RawComplaint, TimePrecision, is_date_only
from mingjian.fingerprints.errors import UnreadableInput
from mingjian.fingerprints.importers import registry
from mingjian.fingerprints.importers.csv_records import csv_records
from mingjian.fingerprints.importers.html_records import html_records
from mingjian.fingerprints.importers.importer import Importer, RefusedError, canonical
from mingjian.fingerprints.importers.json_records import json_records, jsonl_records
from mingjian.fingerprints.importers.parquet_records import parquet_records
from mingjian.fingerprints.importers.rows import Accepted, Record, Records, Rejected, Row
from mingjian.fingerprints.importers.source import Source, open_source
from mingjian.fingerprints.importers.xlsx_records import xlsx_records

__all__ = ["read"]

FORMATS = {
    "csv": csv_records,
    "html": html_records,
    "json": json_records,
    "jsonl": jsonl_records,
    "parquet": parquet_records,
    "xlsx": xlsx_records,
}
# JSON has no header: so many readable rows tell which columns the export has.
HEAD_ROWS = 32
MAX_HEAD_REJECTED = 100_000
REASONS = {
    "missing": "missing",
    "string_type": "not text",
    "string_unicode": "is not valid Unicode",
    "string_too_short": "blank",
    "string_too_long": "longer than 200 characters",
    "too_short": "blank",
    "too_long": "longer than 200 characters",
    "enum": "not one of the known words",
    "literal_error": "not one of the known words",
    "bool_type": "not true or false",
    "bool_parsing": "not true or false",
    "list_type": "not a list",
    "model_type": "not an object",
    "model_attributes_type": "not an object",
}


def read(
    source: Path | BinaryIO, importer: str | None = None, *, received_at: datetime
) -> Iterator[Row]:
    r"""Read an export of complaints, row by row.

    Parameters
    ----------
    source : Path or BinaryIO
        CSV, JSON, JSON lines, Parquet, xlsx or saved HTML. A path's format is told by its suffix,
        a stream's by its first bytes. Streams stay open.
    importer : str, optional
        One of :data:`NAMES`, or the path of a ``.toml`` column mapping. None: told by the columns.
    received_at : datetime
        Stands in for the filing time where the export as a whole has no column for it
        (``time_precision`` is then ``unknown``).

    Yields
    ------
    Accepted or Rejected
        Each input row once, in order.

    Raises
    ------
    UsageError
        When there is no such importer, or the mapping file is wrong.
    UnreadableInput
        When the input is empty, not of its format, or of columns that no importer recognises.
        Both are raised when the first row is asked for.

    Examples
    --------
    >>> import io
    >>> from datetime import UTC
    >>> lines = b'{"complaint_id": "1", "platform": "heimao", "filed_at": "2025-06-01"}\n{"'
    >>> for row in read(io.BytesIO(lines), received_at=datetime(2025, 6, 2, tzinfo=UTC)):
    ...     print(row.number, row.reason if isinstance(row, Rejected) else row.complaint.uid)
    1 heimao:1
    2 line: not JSON
    """
    forced = registry.named(importer) if importer is not None else None
    with open_source(source) as opened:
        records = FORMATS[opened.format](opened)
        head, columns = _head(opened, records)
        spelt = frozenset(map(canonical, columns))
        chosen = forced or registry.choose(columns)
        if chosen is None or not chosen.ids & spelt:
            raise _unrecognised(opened, columns, forced)
        stand_in = None if chosen.times & spelt else received_at
        for item in chain(head, records.rows):
            yield _row(chosen, item, stand_in) if isinstance(item, Record) else item


def _head(source: Source, records: Records) -> tuple[list[Record | Rejected], tuple[str, ...]]:
    if records.columns is not None:
        spelt = [canonical(name) for name in records.columns if name.strip()]
        if len(set(spelt)) < len(spelt):
            raise source.unreadable("two columns have the same name: rename one")
        return [], records.columns
    head: list[Record | Rejected] = []
    columns: dict[str, None] = {}
    readable = 0
    for item in islice(records.rows, MAX_HEAD_REJECTED):
        head.append(item)
        if isinstance(item, Record):
            columns |= dict.fromkeys(_names(item.fields))
            readable += 1
            if readable == HEAD_ROWS:
                break
    if not readable:
        raise source.unreadable("holds no JSON object; one complaint is one object")
    return head, tuple(columns)


def _names(fields: Mapping[str, Any], depth: int = 4) -> Iterable[str]:
    for name, value in fields.items():
        yield name
        if isinstance(value, dict) and depth:
            yield from (f"{name}.{inner}" for inner in _names(value, depth - 1))


def _row(importer: Importer, record: Record, stand_in: datetime | None) -> Row:
    try:
        fields = importer.complaint({canonical(k): v for k, v in record.fields.items()})
        fields = {name: value for name, value in fields.items() if value is not None}
        filed_at = fields.get("filed_at", "")
        if isinstance(filed_at, str) and not filed_at.strip():
            if stand_in is None:
                return Rejected(record.number, "filed_at: blank")
            fields |= {"filed_at": stand_in, "time_precision": TimePrecision.unknown}
        elif type(filed_at) is date:
            fields |= {"filed_at": filed_at.isoformat(), "time_precision": TimePrecision.day}
        elif "time_precision" not in fields and is_date_only(filed_at):
            fields["time_precision"] = TimePrecision.day
        return Accepted(record.number, RawComplaint.model_validate(fields))
    except RefusedError as refused:
        return Rejected(record.number, str(refused))
    except ValidationError as error:
        return Rejected(record.number, _reason(error))
    except OverflowError:
        return Rejected(record.number, "filed_at: not a time")


def _reason(error: ValidationError) -> str:
    """Say field and fault of the first three errors; the contract's own messages hold no value."""
    faults = []
    for fault in error.errors(include_url=False, include_input=False)[:3]:
        where = ".".join(map(str, fault["loc"]))
        own = fault.get("ctx", {}).get("error")
        what = (
            str(own) if fault["type"] == "value_error" else REASONS.get(fault["type"], "not valid")
        )
        faults.append(f"{where}: {what}")
    return "; ".join(faults)


def _unrecognised(
    source: Source, columns: tuple[str, ...], forced: Importer | None
) -> UnreadableInput:
    known = ", ".join(registry.NAMES)
    ids = f" It wants one of the columns {', '.join(sorted(forced.ids))}." if forced else ""
    return source.unreadable(
        f"these columns are not those of {'this importer' if forced else 'any importer'}: "
        f"{_shown(columns)}.{ids} Known: {known}. Name one with --from, or give --from a .toml "
        "file that maps your columns."
    )


def _shown(columns: tuple[str, ...]) -> str:
    """Write the column names out, unless the first row looks like data rather than names."""
    unlike_a_name = re.compile(r"\d{3}|[@。，！？]|.{41}", re.DOTALL)
    if any(unlike_a_name.search(column) for column in columns):
        return "(not shown: the first row looks like data, not like a header)"
    return ", ".join(column or "(blank)" for column in columns[:40])
