"""What every test of the importers needs: reading bytes, and what came of it."""

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime

import pytest

from mingjian.fingerprints.contract import RawComplaint
from mingjian.fingerprints.importers import Accepted, Rejected, Row, read

RECEIVED = datetime(2026, 1, 1, tzinfo=UTC)
Reader = Callable[..., list[Row]]


@pytest.fixture
def rows() -> Reader:
    """Read bytes, or objects as a table or JSON lines, into a list of rows."""

    def reader(
        given: bytes | Sequence[Mapping[str, object]],
        importer: str | None = None,
        *,
        table: bool = False,
    ) -> list[Row]:
        if isinstance(given, bytes):
            data = given
        elif table:
            text = io.StringIO(newline="")
            writer = csv.DictWriter(text, list(given[0]))
            writer.writeheader()
            writer.writerows(given)
            data = text.getvalue().encode()
        else:
            data = "\n".join(json.dumps(row) for row in given).encode()
        return list(read(io.BytesIO(data), importer, received_at=RECEIVED))

    return reader


@pytest.fixture
def complaint(rows: Reader) -> Callable[..., RawComplaint]:
    """Read one object that must be accepted."""

    def reader(
        given: Mapping[str, object], importer: str | None = None, *, table: bool = True
    ) -> RawComplaint:
        [row] = rows([given], importer, table=table)
        assert isinstance(row, Accepted), row
        return row.complaint

    return reader


@pytest.fixture
def reason(rows: Reader) -> Callable[..., str]:
    """Read one object that must be rejected."""

    def reader(
        given: Mapping[str, object], importer: str | None = None, *, table: bool = True
    ) -> str:
        [row] = rows([given], importer, table=table)
        assert isinstance(row, Rejected), row
        return row.reason

    return reader
