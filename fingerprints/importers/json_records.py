"""JSON to records: one object a line, a list of objects, or the envelope of a list API."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from mingjian.fingerprints.importers.rows import Record, Records, Rejected
from mingjian.fingerprints.importers.source import Source

__all__ = ["json_records", "jsonl_records"]

MAX_DOCUMENT_BYTES = 256_000_000
# Control characters inside strings are let through here and judged field by field later.
DECODER = json.JSONDecoder(strict=False)


def jsonl_records(source: Source) -> Records:
    """Read one object a line, streaming; blank lines are no rows."""
    return Records(None, _lines(source))


def _lines(source: Source) -> Iterator[Record | Rejected]:
    for number, (text, fault) in enumerate(source.lines(), start=1):
        if fault:
            yield Rejected(number, f"line: {fault}")
            continue
        stripped = text.strip()
        if not stripped:
            continue
        try:
            value = DECODER.decode(stripped)
        except RecursionError:
            yield Rejected(number, "line: nested too deeply")
        except ValueError:
            yield Rejected(number, "line: not JSON")
        else:
            yield _record(number, value)


def json_records(source: Source) -> Records:
    """Read a whole JSON document.

    A list of objects, one object, Heimao's ``result.data.complaints`` (or ``lists``, ``list``), or
    the CFPB's ``hits.hits``.

    Raises
    ------
    UnreadableInput
        When it is over 256 MB, not JSON, nested too deeply, or holds no list of complaints.
    """
    text, intact = source.text(MAX_DOCUMENT_BYTES)
    try:
        document = DECODER.decode(text.strip())
    except RecursionError:
        raise source.unreadable("is nested too deeply") from None
    except ValueError:
        raise source.unreadable("is not JSON") from None
    items = _items(document)
    if items is None:
        raise source.unreadable("holds no list of complaints")
    return Records(None, _documents(items, intact))


def _documents(items: Iterable[Any], intact: bool) -> Iterator[Record | Rejected]:
    for number, item in enumerate(items, start=1):
        if not intact and _is_broken(item):
            yield Rejected(number, "item: not valid in the file's encoding")
        else:
            yield _record(number, item)


def _record(number: int, value: Any) -> Record | Rejected:
    if not isinstance(value, dict):
        return Rejected(number, "row: not a JSON object")
    if isinstance(value.get("main"), dict):
        author = value.get("author")
        named = {"author": author.get("title")} if isinstance(author, dict) else {}
        return Record(number, named | value["main"])
    if isinstance(value.get("_source"), dict):
        return Record(number, value["_source"])
    return Record(number, value)


def _items(document: Any) -> list[Any] | None:
    if isinstance(document, list):
        return document
    if not isinstance(document, dict):
        return None
    for path in (
        ("result", "data", "complaints"),
        ("result", "data", "lists"),
        ("result", "data", "list"),
        ("hits", "hits"),
    ):
        inner: object = document
        for name in path:
            inner = inner.get(name) if isinstance(inner, dict) else None
        if isinstance(inner, list):
            return inner
    return None if {"result", "hits"} & document.keys() else [document]


def _is_broken(item: Any) -> bool:
    try:
        written = json.dumps(item, ensure_ascii=False)
    except RecursionError:
        return True
    return any("\udc80" <= char <= "\udcff" or char == "\ufffd" for char in written)
