"""Parquet to records, in small batches."""

import io
from collections.abc import Iterator

import pyarrow as pa
import pyarrow.parquet as pq

from mingjian.fingerprints.importers.rows import Record, Records, Rejected
from mingjian.fingerprints.importers.source import Source

__all__ = ["parquet_records"]

MAX_STREAMED_BYTES = 1_000_000_000
# A dictionary page lets a small file spell a large one; few rows at a time keep that in bounds.
BATCH_ROWS = 256


def parquet_records(source: Source) -> Records:
    """Read a Parquet file; a stream that cannot seek is held in memory.

    Raises
    ------
    UnreadableInput
        When it is no Parquet file, or breaks off part-way.
    """
    stream = source.stream if source.stream.seekable() else None
    try:
        file = pq.ParquetFile(stream or io.BytesIO(source.content(MAX_STREAMED_BYTES)))
        columns = tuple(file.schema_arrow.names)
    except (pa.ArrowException, OSError, ValueError):
        raise source.unreadable("is not Parquet, or is damaged") from None
    return Records(columns, _rows(source, file))


def _rows(source: Source, file: pq.ParquetFile) -> Iterator[Record | Rejected]:
    batches = file.iter_batches(batch_size=BATCH_ROWS, use_threads=False)
    number = 0
    while True:
        try:
            batch = next(batches, None)
        except (pa.ArrowException, OSError):
            raise source.unreadable(f"is damaged after row {number}") from None
        if batch is None:
            return
        for index in range(batch.num_rows):
            number += 1
            try:
                [fields] = batch.slice(index, 1).to_pylist()
            except UnicodeDecodeError:
                yield Rejected(number, "row: not valid UTF-8")
            except (ValueError, OverflowError):
                yield Rejected(number, "row: a value that cannot be represented")
            else:
                yield Record(number, fields)
