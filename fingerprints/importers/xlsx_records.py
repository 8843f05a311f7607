"""Excel workbooks to records: the first sheet, its first row as header, cell values as text.

The library builds the rectangle around all used cells in memory, so two cells in opposite corners
of a sheet of a few kilobytes would take tens of gigabytes: sizes are checked first.
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

import fastexcel

from mingjian.fingerprints.importers.rows import Record, Records, Rejected
from mingjian.fingerprints.importers.source import Source

__all__ = ["xlsx_records"]

MAX_FILE_BYTES = 256_000_000
MAX_UNPACKED_BYTES = 500_000_000
MAX_CELLS = 50_000_000
MAX_COLUMNS = 16_384
DAMAGE = (
    fastexcel.FastExcelError, zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError,
)  # fmt: skip
PIECE_BYTES = 1_000_000
ROW = re.compile(rb"<(?:\w+:)?row\b")
CELL = re.compile(rb"<(?:\w+:)?c\b")
REFERENCE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{1,3})(\d{1,7})["']""")


def xlsx_records(source: Source) -> Records:
    """Read a workbook. Formulas count as the value stored with them; nothing is computed.

    Raises
    ------
    UnreadableInput
        When it is no workbook, is empty, or unpacks to more than 500 MB or 50 million cells.
    """
    data = source.content(MAX_FILE_BYTES)
    try:
        _check_size(source, data)
        sheet = fastexcel.read_excel(data).load_sheet(0, header_row=0, dtypes="string")
        batch = sheet.to_arrow()
    except DAMAGE:
        raise source.unreadable("is not an .xlsx workbook, or is empty or damaged") from None
    columns = tuple(name.strip() for name in batch.schema.names)
    return Records(columns, _rows(batch.rename_columns(list(columns))))


def _rows(batch: Any) -> Iterator[Record | Rejected]:
    for start in range(0, batch.num_rows, 1000):
        for number, fields in enumerate(batch.slice(start, 1000).to_pylist(), start=start + 1):
            if any(value is not None for value in fields.values()):
                yield Record(number, fields)


def _check_size(source: Source, data: bytes) -> None:
    unpacked = 0
    for member in zipfile.ZipFile(io.BytesIO(data)).infolist():
        extent = _Extent()
        for piece in _unpacked(data, member):
            unpacked += len(piece)
            if unpacked > MAX_UNPACKED_BYTES:
                raise source.unreadable("unpacks to more than 500 MB: split it")
            extent.see(piece)
        if extent.rectangle() > MAX_CELLS:
            raise source.unreadable("spans more than 50 million cells: save it as CSV")


class _Extent:
    """How large a rectangle the cells of a sheet span, from its XML in pieces."""

    def __init__(self) -> None:
        self._right = self._bottom = self._rows = self._cells = self._references = 0
        self._rest = b""

    def see(self, piece: bytes) -> None:
        """Count the tags that end in this piece, each once."""
        head, end, tail = piece.rpartition(b">")
        if not end:
            self._rest = (self._rest + tail)[-PIECE_BYTES:]
            return
        tags, self._rest = self._rest + head, tail
        self._rows += len(ROW.findall(tags))
        self._cells += len(CELL.findall(tags))
        for letters, row in REFERENCE.findall(tags):
            self._references += 1
            self._right = max(self._right, _column(letters))
            self._bottom = max(self._bottom, int(row))

    def rectangle(self) -> int:
        """Cells in it; cells that do not say where they are count as one after the other."""
        if self._cells <= self._references:
            return self._right * self._bottom
        across = max(self._right, min(self._cells, MAX_COLUMNS))
        return across * max(self._bottom, self._rows)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _unpacked(data: bytes, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """Inflate a member without believing the size that the archive declares for it."""
    at = member.header_offset
    name_bytes, extra_bytes = struct.unpack_from("<HH", data, at + 26)
    start = at + 30 + name_bytes + extra_bytes
    packed = memoryview(data)[start : start + member.compress_size]
    if member.compress_type == zipfile.ZIP_STORED:
        for offset in range(0, len(packed), PIECE_BYTES):
            yield bytes(packed[offset : offset + PIECE_BYTES])
    elif member.compress_type == zipfile.ZIP_DEFLATED:
        inflater = zlib.decompressobj(-15)
        piece = inflater.decompress(packed, PIECE_BYTES)
        while piece:
            yield piece
            piece = inflater.decompress(inflater.unconsumed_tail, PIECE_BYTES)
    else:
        raise zipfile.BadZipFile
