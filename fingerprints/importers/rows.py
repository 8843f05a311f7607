"""What reading gives: each input row once, accepted or rejected with a reason."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mingjian.fingerprints.contract import RawComplaint

__all__ = ["Accepted", "Record", "Records", "Rejected", "Row"]


@dataclass(frozen=True, slots=True)
class Accepted:
    """An input row that is a valid complaint.

    Attributes
    ----------
    number : int
        1-based: the data row of a table (header not counted), the line of JSON lines, the item of a
        JSON document or a page.
    complaint : RawComplaint
        Raw personal data; it stays in memory (law 4).
    """

    number: int
    complaint: RawComplaint


@dataclass(frozen=True, slots=True)
class Rejected:
    """An input row that is none, and why.

    Attributes
    ----------
    number : int
        As in :class:`Accepted`.
    reason : str
        ``field: what is wrong``; never a value from the row.
    """

    number: int
    reason: str


Row = Accepted | Rejected


@dataclass(frozen=True, slots=True)
class Record:
    """A row as its file format spells it, before an importer has read it."""

    number: int
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Records:
    """What a file format yields: the columns its header declares, and the rows.

    ``columns`` is None where the format has no header (JSON): the first rows then tell.
    """

    columns: tuple[str, ...] | None
    rows: Iterator[Record | Rejected]
