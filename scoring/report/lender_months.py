"""Counts per lender and month; no rates: a share says nothing about one complaint (S3-20)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

__all__ = ["LenderMonths", "LenderRow", "lender_months"]

LENDERS, MONTHS = 30, 12


@dataclass(frozen=True, slots=True)
class LenderRow:
    """One lender: complaints in all, before the first month shown, and in each month shown."""

    name: str
    total: int
    before: int
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class LenderMonths:
    """The table.

    Attributes
    ----------
    months : tuple of str
        ``2025-06``, in UTC, without gaps, the latest :data:`MONTHS` at most.
    rows : tuple of LenderRow
        Most complaints first, at most :data:`LENDERS`.
    others, others_total : int
        Lenders beyond those, and their complaints.
    largest : int
        Largest count of a cell, for the shading; at least 1.
    """

    months: tuple[str, ...]
    rows: tuple[LenderRow, ...]
    others: int
    others_total: int
    largest: int


def lender_months(records: Sequence[Mapping[str, Any]]) -> LenderMonths:
    """Count scores by respondent and month of filing.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> row = {"respondent": "甲", "filed_at": datetime(2025, 6, 1, tzinfo=UTC)}
    >>> lender_months([row, row]).rows
    (LenderRow(name='甲', total=2, before=0, counts=(2,)),)
    """
    cells = Counter((r["respondent"], _month(r["filed_at"])) for r in records)
    totals: Counter[str] = Counter(record["respondent"] for record in records)
    if not cells:
        return LenderMonths((), (), 0, 0, 1)
    last, first = max(m for _, m in cells), min(m for _, m in cells)
    months = range(max(first, last - MONTHS + 1), last + 1)
    ordered = sorted(totals, key=lambda name: (-totals[name], name))
    rows = []
    for name in ordered[:LENDERS]:
        counts = tuple(cells[name, month] for month in months)
        rows.append(LenderRow(name, totals[name], totals[name] - sum(counts), counts))
    rest = ordered[LENDERS:]
    return LenderMonths(
        months=tuple(f"{month // 12:04}-{month % 12 + 1:02}" for month in months),
        rows=tuple(rows),
        others=len(rest),
        others_total=sum(totals[name] for name in rest),
        largest=max(1, *(count for row in rows for count in row.counts)),
    )


def _month(moment: Any) -> int:
    return int(moment.year * 12 + moment.month - 1)
