"""Our own names: the contract as JSON lines, or as a table whose nested names have a dot."""

import json
import math
from collections.abc import Mapping
from typing import Any, ClassVar

from mingjian.fingerprints.importers.importer import Importer, RefusedError

__all__ = ["Native", "unflattened"]

JSON_LISTS = ("attachments", "events")
NESTED = ("complainant", "borrower", "device")


class Native(Importer):
    """The contract's own field names."""

    name: ClassVar[str] = "native"
    ids = frozenset({"complaint_id"})
    times = frozenset({"filed_at"})

    def recognises(self, columns: frozenset[str]) -> bool:
        """By ``complaint_id`` together with ``platform``."""
        return {"complaint_id", "platform"} <= columns

    def complaint(self, record: Mapping[str, Any]) -> dict[str, Any]:
        """Nest dotted names and parse the lists that a table holds as JSON text."""
        return unflattened(record)


def unflattened(record: Mapping[str, Any]) -> dict[str, Any]:
    """Turn a row of the contract's table form into its nested form; blank cells are left out.

    Examples
    --------
    >>> unflattened({"complaint_id": "1", "title": "", "device.ip": "192.0.2.7", "events": "[]"})
    {'complaint_id': '1', 'events': [], 'device': {'ip': '192.0.2.7'}}

    Raises
    ------
    RefusedError
        When a list's cell is not JSON.
    """
    nested: dict[str, Any] = {}
    dotted: list[tuple[str, Any]] = []
    for name, value in record.items():
        if value is None or value == "" or (isinstance(value, float) and math.isnan(value)):
            continue
        if "." in name:
            dotted.append((name, value))
        elif name in JSON_LISTS and isinstance(value, str):
            nested[name] = _json_list(name, value)
        else:
            nested[name] = value
    for name, value in dotted:
        outer, _, inner = name.partition(".")
        if outer in NESTED:
            party = nested.get(outer, {})
            if not isinstance(party, dict):
                raise RefusedError(outer, "not an object")
            nested[outer] = {**party, inner: value}
    for name in NESTED:
        if name in nested and isinstance(nested[name], dict):
            nested[name] = {key: _as_text(value) for key, value in nested[name].items()}
    return nested


def _json_list(name: str, cell: str) -> Any:
    try:
        return json.loads(cell)
    except (ValueError, RecursionError):
        raise RefusedError(name, "not a JSON list") from None


def _as_text(value: Any) -> Any:
    """Write out an identifier that a spreadsheet or a parquet column made a number."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value
