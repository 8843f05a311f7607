"""Any other export: a TOML file that says which column is which field of the contract."""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from mingjian.fingerprints.contract import (
    LOCAL_TIME,
    Device,
    Party,
    RawComplaint,
)
from mingjian.fingerprints.errors import UsageError
from mingjian.fingerprints.importers.amounts import parse_amount
from mingjian.fingerprints.importers.importer import Importer, canonical, first, moment
from mingjian.fingerprints.importers.native import unflattened

__all__ = ["ColumnMapping"]

TARGETS = (RawComplaint.model_fields.keys() - {"complainant", "borrower", "device"}) | {
    f"{outer}.{inner}"
    for outer, model in (("complainant", Party), ("borrower", Party), ("device", Device))
    for inner in model.model_fields
}
KEYS = {"platform", "timezone", "columns"}


class ColumnMapping(Importer):
    """An importer made from a mapping file.

    The file holds ``platform``, optionally ``timezone`` (default Asia/Shanghai), and a table
    ``[columns]`` with ``field = "column"``; fields of a person or device have a dot, and so have
    columns inside an object of a JSON export.
    """

    def __init__(self, platform: str, timezone: ZoneInfo, columns: Mapping[str, str]) -> None:
        self.platform = platform
        self.timezone = timezone
        self.columns = {field: canonical(column) for field, column in columns.items()}
        self.ids = frozenset({self.columns["complaint_id"]})
        self.times = frozenset({self.columns.get("filed_at", "")})

    @classmethod
    def load(cls, path: Path) -> "ColumnMapping":
        """Read a mapping file.

        Raises
        ------
        UsageError
            When it cannot be read, or names a field, a key or a time zone that does not exist.
        """
        try:
            written = tomllib.loads(path.read_text(encoding="utf-8"))
        except OSError as error:
            raise UsageError(f"{path.name}: {error.strerror}") from None
        except (ValueError, RecursionError):
            raise UsageError(f"{path.name}: is not TOML") from None
        if unknown := written.keys() - KEYS:
            raise UsageError(f"{path.name}: unknown key {_quoted(unknown)}; known: {_quoted(KEYS)}")
        targets = dict(_flat(written.get("columns", {})))
        if unknown := targets.keys() - TARGETS:
            raise UsageError(
                f"{path.name}: [columns] names unknown fields: {_quoted(unknown)}; "
                f"known: {_quoted(TARGETS)}"
            )
        columns = {f: name for f, name in targets.items() if isinstance(name, str) and name.strip()}
        if len(columns) < len(targets):
            raise UsageError(f"{path.name}: [columns] wants one column name for each field")
        if "complaint_id" not in columns:
            raise UsageError(f"{path.name}: [columns] must say which column is complaint_id")
        platform = written.get("platform", "")
        if not isinstance(platform, str) or not (platform.strip() or "platform" in columns):
            raise UsageError(f'{path.name}: wants platform = "…"')
        try:
            timezone = ZoneInfo(written.get("timezone", str(LOCAL_TIME)))
        except (LookupError, ValueError, TypeError, OSError):
            raise UsageError(f"{path.name}: unknown timezone; write one as Asia/Shanghai") from None
        return cls(platform, timezone, columns)

    def recognises(self, columns: frozenset[str]) -> bool:
        """Whether the column of the number is there."""
        return self.columns["complaint_id"] in columns

    def complaint(self, record: Mapping[str, Any]) -> dict[str, Any]:
        """Copy each mapped cell to its field."""
        cells = {field: _cell(record, column) for field, column in self.columns.items()}
        fields = {"platform": self.platform} | unflattened(cells)
        for name in ("complaint_id", "amount_cny", "filed_at"):
            if name in fields:
                fields[name] = first(fields, name, (name,))
        if "amount_cny" in fields:
            fields["amount_cny"] = parse_amount(fields["amount_cny"])
        if filed_at := fields.pop("filed_at", ""):
            fields = moment(filed_at, self.timezone) | fields
        return fields


def _cell(record: Mapping[str, Any], column: str) -> Any:
    if column in record:
        return record[column]
    outer, dot, inner = column.partition(".")
    value = record.get(outer)
    if dot and isinstance(value, Mapping):
        return _cell({canonical(name): cell for name, cell in value.items()}, inner)
    return None


def _flat(table: object, prefix: str = "") -> Iterator[tuple[str, object]]:
    if not isinstance(table, dict):
        yield prefix.rstrip("."), table
        return
    for name, value in table.items():
        yield from _flat(value, f"{prefix}{name}.")


def _quoted(names: object) -> str:
    return ", ".join(sorted(map(str, names)))  # type: ignore[call-overload]  # any iterable
