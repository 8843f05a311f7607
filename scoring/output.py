"""Score files: JSON Lines, CSV or Parquet, written whole or not at all."""

import csv
import json
import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import IO, Any

import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from mingjian.fingerprints.errors import UsageError
from mingjian.scoring.score import LISTS, SCORE_SCHEMA
from mingjian.scoring.store.store import SIZES, Store

__all__ = [
    "FORMATS",
    "OUTPUT_SCHEMA",
    "check_target",
    "contract_record",
    "replacing",
    "write_rejected",
    "write_scores",
]

FORMATS = (".jsonl", ".csv", ".parquet")
CHUNK = 5_000
_SPAN = [("start", pa.int32()), ("end", pa.int32())]
RECORDS = {
    "violations": pa.struct(
        [("code", pa.string()), ("severity", pa.string()), *_SPAN, ("quote", pa.string())]
    ),
    "facts": pa.struct([("kind", pa.string()), ("value", pa.string()), *_SPAN]),
    "reasons": pa.struct(
        [
            ("code", pa.string()),
            ("axis", pa.string()),
            ("weight", pa.float64()),
            ("zh", pa.string()),
            ("en", pa.string()),
            ("evidence", pa.list_(pa.string())),
        ]
    ),
}
OUTPUT_SCHEMA = pa.schema(
    [
        *(
            pa.field(column.name, pa.list_(RECORDS[column.name]))
            if column.name in RECORDS
            else column
            for column in SCORE_SCHEMA
        ),
        *((f"{name}_size", pa.int64()) for name in SIZES),
    ]
)
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@contextmanager
def replacing(path: Path, mode: str) -> Iterator[IO[Any]]:
    """Write beside the target and rename, so that a reader never sees half a file."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    newline = "" if "b" not in mode else None
    encoding = "utf-8" if "b" not in mode else None
    try:
        with part.open(mode, encoding=encoding, newline=newline) as file:
            yield file
        part.replace(path)
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror}") from None
    finally:
        with suppress(OSError):
            part.unlink()


def check_target(path: Path) -> None:
    """Refuse a score file that cannot be written, before any work is done for it.

    Raises
    ------
    UsageError
        On a suffix that is none of :data:`FORMATS`, or a folder that is not there.
    """
    if path.suffix not in FORMATS:
        raise UsageError(f"--out must end in one of {', '.join(FORMATS)}")
    if not path.parent.is_dir() or path.is_dir():
        raise UsageError(f"cannot write {path}: name a file in a folder that exists")


def contract_record(record: Mapping[str, Any]) -> dict[str, Any]:
    """A record of :meth:`Store.scores` with the contract's columns only, in their order."""
    return {name: record[name] for name in OUTPUT_SCHEMA.names}


def write_scores(path: Path, store: Store, uids: Collection[str]) -> None:
    """Write the scores of these complaints in the format of the suffix.

    Raises
    ------
    UsageError
        On another suffix, or when the file cannot be written.
    """
    check_target(path)
    write = {".jsonl": _jsonl, ".csv": _csv, ".parquet": _parquet}[path.suffix]
    write(path, map(contract_record, store.scores(uids, in_text=path.suffix != ".parquet")))


def _jsonl(path: Path, records: Iterator[dict[str, Any]]) -> None:
    with replacing(path, "wb") as file:
        for record in records:
            for name in LISTS:
                record[name] = orjson.Fragment(record[name])
            file.write(orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE))


def _csv(path: Path, records: Iterator[dict[str, Any]]) -> None:
    with replacing(path, "w") as file:
        file.write("\ufeff")  # spreadsheets take UTF-8 for another encoding without it
        writer = csv.writer(file)
        writer.writerow(OUTPUT_SCHEMA.names)
        for record in records:
            writer.writerow([_cell(value) for value in record.values()])


def _cell(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, str) and value.startswith(FORMULA):
        return "'" + value  # a complaint number must not become a formula
    return value


def _parquet(path: Path, records: Iterator[dict[str, Any]]) -> None:
    with replacing(path, "wb") as file, pq.ParquetWriter(file, OUTPUT_SCHEMA) as writer:
        while chunk := [record for _, record in zip(range(CHUNK), records, strict=False)]:
            writer.write_table(pa.Table.from_pylist(chunk, schema=OUTPUT_SCHEMA))


def write_rejected(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    """Write rejected rows as JSON lines ``{input, row, reason}``; no rows, no file."""
    listed = list(rows)
    if not listed:
        path.unlink(missing_ok=True)
        return
    with replacing(path, "w") as file:
        for row in listed:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
