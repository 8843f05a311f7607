"""The same complaints in every format and encoding are the same complaints."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import BinaryIO, cast

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from mingjian.fingerprints.contract import TimePrecision
from mingjian.fingerprints.errors import UnreadableInput
from mingjian.fingerprints.importers import NAMES, Accepted, Rejected, Row, read

RECEIVED = datetime(2026, 1, 1, tzinfo=UTC)
COLUMNS = ("complaint_id", "platform", "filed_at", "text", "complainant.phone")
TABLE = [
    ("1", "heimao", "2025-06-01 09:30:00", "每天打我单位电话，\n“骂人”", "13800000000"),
    ("2", "heimao", "2025-06-02 09:30:00", 'a "quoted", text; with\ttab', ""),
    ("3", "12378", "2025-06-03 09:30:00", "=HYPERLINK(1)", "13900000000"),
]


def as_csv(delimiter: str = ",", encoding: str = "utf-8", end: str = "\r\n") -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=end).writerows([COLUMNS, *TABLE])
    return text.getvalue().encode(encoding)


def objects() -> list[dict[str, str]]:
    return [dict(zip(COLUMNS, row, strict=True)) for row in TABLE]


def as_jsonl(encoding: str = "utf-8") -> bytes:
    return "\n".join(json.dumps(o, ensure_ascii=False) for o in objects()).encode(encoding)


def as_json(encoding: str = "utf-8") -> bytes:
    return json.dumps(objects(), ensure_ascii=False, indent=2).encode(encoding)


def as_parquet() -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(objects()), out)
    return out.getvalue()


def as_xlsx() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(COLUMNS)
    for row in TABLE:
        sheet.append(row)
        for cell in sheet[sheet.max_row]:
            cell.data_type = "s"  # text that begins with = is text
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


FILES = {
    "comma.csv": as_csv(),
    "tab.csv": as_csv("\t"),
    "tab.tsv": as_csv("\t"),
    "semicolon.csv": as_csv(";", end="\n"),
    "bom.csv": as_csv(encoding="utf-8-sig"),
    "utf16.csv": as_csv("\t", "utf-16"),
    "gb.csv": as_csv(encoding="gb18030"),
    "plain.jsonl": as_jsonl(),
    "bom.jsonl": as_jsonl("utf-8-sig"),
    "utf16.jsonl": as_jsonl("utf-16"),
    "gb.jsonl": as_jsonl("gb18030"),
    "list.json": as_json(),
    "bom.json": as_json("utf-8-sig"),
    "utf16.json": as_json("utf-16"),
    "gb.json": as_json("gb18030"),
    "lines.json": as_jsonl(),
    "table.parquet": as_parquet(),
    "table.xlsx": as_xlsx(),
}


class Pipe(io.RawIOBase):
    """A stream that cannot seek and hands out a few bytes at a time."""

    def __init__(self, data: bytes) -> None:
        self.rest = data

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        size = min(len(buffer), 4096, len(self.rest))
        buffer[:size], self.rest = self.rest[:size], self.rest[size:]
        return size


def pipe(data: bytes) -> BinaryIO:
    return cast("BinaryIO", io.BufferedReader(Pipe(data)))


def same(rows: Iterator[Row]) -> None:
    found = list(rows)
    assert [row.number for row in found] == [1, 2, 3]
    for row, (number, platform, filed_at, text, phone) in zip(found, TABLE, strict=True):
        assert isinstance(row, Accepted), row
        complaint = row.complaint
        assert (complaint.complaint_id, complaint.platform) == (number, platform)
        assert complaint.text.replace("\r\n", "\n") == text
        assert complaint.filed_at == datetime.fromisoformat(filed_at + "+08:00")
        assert complaint.complainant.phone == (phone or None)


@pytest.mark.parametrize("name", FILES)
def test_from_a_file(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(FILES[name])
    same(read(path, received_at=RECEIVED))


@pytest.mark.parametrize("name", FILES)
def test_from_a_pipe_the_content_tells_the_format(name: str) -> None:
    same(read(pipe(FILES[name]), received_at=RECEIVED))


def test_a_stream_is_left_open() -> None:
    stream = io.BytesIO(as_jsonl())
    assert len(list(read(stream, received_at=RECEIVED))) == 3
    assert not stream.closed


def test_typed_cells_of_a_workbook(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(
        ("complaint_id", "platform", "filed_at", "amount_cny", "complainant.phone", "title")
    )
    sheet.append((17300000001, "heimao", datetime(2025, 6, 1, 9, 30), 1200.5, 13800000000, "=1+1"))
    sheet.append(())
    sheet.append(("017", "heimao", "2025-06-01", None, None, "x"))
    path = tmp_path / "typed.xlsx"
    book.save(path)
    first, second = read(path, received_at=RECEIVED)
    assert isinstance(first, Accepted) and isinstance(second, Accepted)
    assert (first.complaint.complaint_id, first.complaint.complainant.phone) == (
        "17300000001",
        "13800000000",
    )
    assert (first.complaint.amount_cny, first.complaint.title) == (1200.5, "")
    assert first.complaint.filed_at == datetime(2025, 6, 1, 1, 30, tzinfo=UTC)
    assert (second.number, second.complaint.complaint_id) == (3, "017")
    assert second.complaint.time_precision is TimePrecision.day


def test_typed_and_nested_parquet(tmp_path: Path) -> None:
    path = tmp_path / "typed.parquet"
    full = {
        "complaint_id": 1,
        "platform": "heimao",
        "filed_at": date(2025, 6, 1),
        "complainant": {"phone": 13800000000},
        "issues": ["a", "b"],
        "amount_cny": float("nan"),
    }
    rows = [full, dict.fromkeys(full) | {"complaint_id": 2, "platform": "heimao"}]
    pq.write_table(pa.Table.from_pylist(rows), path)
    first, second = read(path, received_at=RECEIVED)
    assert isinstance(first, Accepted)
    assert (first.complaint.complaint_id, first.complaint.complainant.phone) == ("1", "13800000000")
    assert (first.complaint.issues, first.complaint.amount_cny) == (["a", "b"], None)
    assert first.complaint.time_precision is TimePrecision.day
    assert second == Rejected(2, "filed_at: blank")


def test_parquet_with_broken_utf8_loses_one_row(tmp_path: Path) -> None:
    texts = pa.array([b"good", b"\xff\xfe", b"good"], pa.binary()).view(pa.string())
    table = pa.table({"complaint_id": ["1", "2", "3"], "platform": ["x"] * 3, "text": texts})
    path = tmp_path / "broken.parquet"
    pq.write_table(table, path)
    found = list(read(path, received_at=RECEIVED))
    assert [type(row) for row in found] == [Accepted, Rejected, Accepted]
    assert found[1] == Rejected(2, "row: not valid UTF-8")


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.jsonl", b"", "a.jsonl: is empty"),
        ("a.csv", b" \n\n", "is empty"),
        ("a.jsonl", b"hello\nworld", "no JSON object"),
        ("a.jsonl", b'{"a": 1}', "a. Known: "),
        ("a.json", b"{", "not JSON"),
        ("a.json", b"17", "no list of complaints"),
        ("a.json", b'{"result": {"status": {"code": 7}}}', "no list of complaints"),
        ("a.csv", b"a,b\n1,2\n", "a, b"),
        ("a.csv", b"13800000000,x\n1,2\n", "not shown"),
        ("a.csv", b"complaint_id,platform,Platform\n", "same name"),
        ("a.csv", b'"complaint_id,platform', "no row of CSV"),
        ("a.csv", b"complaint_id,\xff\n", "not valid UTF-8"),
        ("a.csv", as_xlsx(), "is not a .csv file"),
        ("a.csv", as_parquet(), "is not a .csv file"),
        ("a.xlsx", as_csv(), "is not a .xlsx file"),
        ("a.parquet", as_csv(), "is not a .parquet file"),
        ("a.xlsx", b"PK\x03\x04 and no more", "is not an .xlsx workbook"),
        ("a.xlsx", as_xlsx()[:-100], "is not an .xlsx workbook"),
        ("a.parquet", b"PAR1 and no more", "is not Parquet"),
        ("a.parquet", as_parquet()[:-9], "is not Parquet"),
        ("a.xls", b"\xd0\xcf\x11\xe0" + bytes(100), "save it as .xlsx"),
        ("a.csv.gz", b"\x1f\x8b" + bytes(100), "unpack it"),
        ("a.html", b"no tag in it", "shows no complaint"),
        ("a.html", b"https://example.org/", "shows no complaint"),
    ],
)
def test_an_unreadable_input_says_what_it_is(
    tmp_path: Path, name: str, data: bytes, said: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(UnreadableInput) as caught:
        list(read(path, received_at=RECEIVED))
    assert said in str(caught.value)
    assert str(caught.value).startswith(name)
    assert "13800000000" not in str(caught.value)


def test_unrecognised_columns_are_answered_with_what_there_is() -> None:
    with pytest.raises(UnreadableInput) as caught:
        list(read(io.BytesIO(b"case,told\n1,x\n"), received_at=RECEIVED))
    for expected in ("case, told", *NAMES, "--from", ".toml"):
        assert expected in str(caught.value)


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    for path in (tmp_path / "absent.csv", tmp_path):
        with pytest.raises(UnreadableInput):
            list(read(path, received_at=RECEIVED))


def test_a_header_alone_is_an_export_of_nothing() -> None:
    assert list(read(io.BytesIO(b"complaint_id,platform,text\n"), received_at=RECEIVED)) == []
