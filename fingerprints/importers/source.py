"""An input opened for reading: a file or a stream, its format, its encoding and bounded access."""

import io
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import BinaryIO, cast

from mingjian.fingerprints.errors import UnreadableInput
from mingjian.fingerprints.importers.encoding import Line, decide, lines, utf16_as_utf8

__all__ = ["Source", "open_source"]

SAMPLE_BYTES = 1_000_000
SUFFIXES = {
    ".csv": "csv", ".tsv": "csv", ".txt": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl",
    ".json": "json", ".parquet": "parquet", ".xlsx": "xlsx", ".html": "html", ".htm": "html",
}  # fmt: skip
MAGIC = {
    b"PAR1": "parquet",
    b"PK\x03\x04": "xlsx",
}
REFUSED = {
    b"\xd0\xcf\x11\xe0": "an old .xls workbook: save it as .xlsx",
    b"\x1f\x8b": "compressed: unpack it first",
    b"%PDF": "a PDF: ask for a table",
}


class _Chunks(io.RawIOBase):
    """A readable made of pieces of bytes."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = iter(chunks)
        self._left = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # io's own protocol
        while not self._left:
            piece = next(self._chunks, None)
            if piece is None:
                return 0
            self._left = piece
        taken = self._left[: len(buffer)]
        buffer[: len(taken)] = taken
        self._left = self._left[len(taken) :]
        return len(taken)


@dataclass(frozen=True, slots=True)
class Source:
    """An opened input.

    Attributes
    ----------
    label : str
        What to call it in a message: the file's name, or ``standard input``.
    format : str
        ``csv``, ``json``, ``jsonl``, ``parquet``, ``xlsx`` or ``html``.
    encoding : str
        Of the text formats; see :func:`decide`.
    stream : BinaryIO
        The bytes from the start.
    """

    label: str
    format: str
    encoding: str
    stream: BinaryIO

    def lines(self) -> Iterator[Line]:
        """Its lines, decoded one by one; a byte-order mark is dropped."""
        if self.encoding == "utf-16":
            stream = cast(
                "BinaryIO", io.BufferedReader(_Chunks(utf16_as_utf8(_pieces(self.stream))))
            )
            return lines(stream, "utf-8")
        if self.encoding == "utf-8-sig":
            self.stream.read(3)
            return lines(self.stream, "utf-8")
        return lines(self.stream, self.encoding)

    def content(self, limit: int) -> bytes:
        """All its bytes.

        Raises
        ------
        UnreadableInput
            When there are more than ``limit``.
        """
        data = self.stream.read(limit + 1)
        if len(data) > limit:
            raise self.unreadable(
                f"larger than {limit // 1_000_000} MB: split it, or use JSON lines"
            )
        return data

    def text(self, limit: int) -> tuple[str, bool]:
        """All of it decoded, and whether all bytes made sense; others become lone surrogates."""
        data = self.content(limit)
        try:
            return data.decode(self.encoding), True
        except UnicodeDecodeError:
            errors = "replace" if self.encoding == "utf-16" else "surrogateescape"
            return data.decode(self.encoding, errors=errors), False

    def unreadable(self, what: str) -> UnreadableInput:
        """Make the error that says what is wrong with the input as a whole."""
        return UnreadableInput(f"{self.label}: {what}")


@contextmanager
def open_source(given: Path | BinaryIO) -> Iterator[Source]:
    """Open a file, or wrap a stream that somebody else opened and will close.

    Raises
    ------
    UnreadableInput
        When it cannot be opened, is empty, or is of no format that is read.
    """
    if isinstance(given, Path):
        try:
            stream = given.open("rb")
        except OSError as error:
            raise UnreadableInput(f"{given.name}: {error.strerror}") from None
        with stream:
            yield _recognised(stream, given.name, given.suffix.lower())
    else:
        yield _recognised(given, "standard input", "")


def _recognised(stream: BinaryIO, label: str, suffix: str) -> Source:
    head = sample = stream.read(SAMPLE_BYTES)
    if stream.seekable():
        start = stream.tell() - len(head)
        while sample.isascii() and (more := stream.read(SAMPLE_BYTES)):
            sample = more
        stream.seek(start)
    else:
        rest = _Chunks(chain([head], _pieces(stream)))
        stream = cast("BinaryIO", io.BufferedReader(rest))
    if not head.strip():
        raise UnreadableInput(f"{label}: is empty")
    for magic, why in REFUSED.items():
        if head.startswith(magic):
            raise UnreadableInput(f"{label}: is {why}")
    encoding = decide(sample)
    return Source(label, _format(head, encoding, suffix, label), encoding, stream)


def _format(head: bytes, encoding: str, suffix: str, label: str) -> str:
    binary = next((name for magic, name in MAGIC.items() if head.startswith(magic)), None)
    named = SUFFIXES.get(suffix)
    if binary or named in MAGIC.values():
        if named and named != binary:
            raise UnreadableInput(f"{label}: is not a {suffix} file; name it after what it is")
        return cast("str", binary)
    if named and named != "json":
        return named
    text = head.decode(encoding, errors="replace").lstrip("\ufeff \t\r\n")
    if text.startswith("<") and not named:
        return "html"
    if text.startswith("["):
        return "json"
    if _is_lines(text):
        return "jsonl"
    return named or ("json" if text.startswith("{") else "csv")


def _is_lines(text: str) -> bool:
    """Whether it is one object a line: two such lines, or a first one that is no envelope."""
    lines = (line.strip() for line in text.split("\n"))
    objects = sum(line.startswith("{") and line.endswith("}") for line in lines)
    return objects >= 2 or _is_one_object(text)


def _is_one_object(text: str) -> bool:
    """Whether the first line is a whole object, and no envelope around a list."""
    first, _, _ = text.partition("\n")
    try:
        value = json.loads(first)
    except (ValueError, RecursionError):
        return False
    return isinstance(value, dict) and not {"result", "hits"} & value.keys()


def _pieces(stream: BinaryIO) -> Iterator[bytes]:
    return iter(lambda: stream.read(65_536), b"")
