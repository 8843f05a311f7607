"""CSV to records: RFC 4180 quoting, any of comma, tab and semicolon, one bad row at a time.

A quote that is never closed would swallow the rest of the file. Here it costs its own row: parsing
starts again at the line after it.
"""

import csv
from collections import deque
from collections.abc import Iterator

from mingjian.fingerprints.importers.encoding import MAX_LINE_BYTES, Line
from mingjian.fingerprints.importers.rows import Record, Records, Rejected
from mingjian.fingerprints.importers.source import Source

__all__ = ["csv_records"]

DELIMITERS = ",\t;"
# After so many characters read twice, rows are no longer allowed to span lines: linear time for
# a file made of unclosed quotes.
MAX_REREAD = 32_000_000


class _RowTooLongError(Exception):
    """A row goes on for longer than a row may."""


class _RowLines(Iterator[str]):
    """The lines of the row being parsed, which can be given back."""

    def __init__(self, lines: Iterator[Line]) -> None:
        self._lines = lines
        self._again: deque[Line] = deque()
        self._row: list[Line] = []
        self._size = 0
        self._reread = 0

    def __next__(self) -> str:
        if self._size > MAX_LINE_BYTES or (self._row and self._reread > MAX_REREAD):
            raise _RowTooLongError
        line = self._again.popleft() if self._again else next(self._lines)
        self._row.append(line)
        self._size += len(line.text)
        return line.text

    def begin_row(self) -> None:
        self._row, self._size = [], 0

    def fault(self) -> str | None:
        """Say what is wrong with the bytes of the row, None when nothing is."""
        return next((line.fault for line in self._row if line.fault), None)

    def give_back(self) -> None:
        """Keep the first line of the row; the others are to be parsed as rows of their own."""
        self._reread += self._size
        self._again.extendleft(reversed(self._row[1:]))


def csv_records(source: Source) -> Records:
    r"""Read a table whose first row names the columns.

    Raises
    ------
    UnreadableInput
        When the first row cannot be read, names no column or names one twice.
    """
    # The module's own limit, 128 kB a field, is below the 1 MB that a text may have.
    csv.field_size_limit(max(csv.field_size_limit(), 2 * MAX_LINE_BYTES))
    lines = source.lines()
    first = next((line for line in lines if line.text.strip() or line.fault), None)
    if first is None:
        raise source.unreadable("is empty")
    if first.fault:
        raise source.unreadable(f"the first row is {first.fault}")
    delimiter = max(DELIMITERS, key=first.text.count)
    try:
        header = next(csv.reader([first.text], delimiter=delimiter, strict=True))
    except csv.Error:
        raise source.unreadable("the first row is no row of CSV") from None
    columns = tuple(name.strip() for name in header)
    return Records(columns, _rows(_RowLines(lines), columns, delimiter))


def _rows(
    lines: _RowLines, columns: tuple[str, ...], delimiter: str
) -> Iterator[Record | Rejected]:
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    number = 0
    while True:
        lines.begin_row()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except (csv.Error, _RowTooLongError):
            lines.give_back()
            number += 1
            yield Rejected(
                number, f"row: {lines.fault() or 'a quote is not closed or is not doubled'}"
            )
            continue
        fault = lines.fault()
        if not cells and not fault:
            continue
        number += 1
        if fault:
            yield Rejected(number, f"row: {fault}")
        elif len(cells) != len(columns) and (
            len(cells) < len(columns) or any(cells[len(columns) :])
        ):
            yield Rejected(number, f"row: {len(cells)} cells where the header has {len(columns)}")
        else:
            yield Record(number, dict(zip(columns, cells, strict=False)))
