"""Inputs made to crash, to exhaust or to hide rows."""

import io
import itertools
import json
import time
import zipfile
from collections.abc import Callable

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from mingjian.fingerprints.errors import UnreadableInput
from mingjian.fingerprints.importers import Accepted, Rejected, Row
from mingjian.fingerprints.importers.csv_records import MAX_REREAD

Read = Callable[..., list[Row]]
HEADER = "complaint_id,platform,filed_at,text\n"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
GOOD = '{"complaint_id": "1", "platform": "x", "filed_at": "2025-06-01"}'


def kinds(rows: list[Row]) -> str:
    return "".join("+" if isinstance(row, Accepted) else "-" for row in rows)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b'{"complaint_id": "1", "platf', "line: not JSON"),
        (b"[1, 2]", "row: not a JSON object"),
        (b"null", "row: not a JSON object"),
        (b"[" * 200_000, "line: nested too deeply"),
        (b'{"a":' * 200_000, "line: nested too deeply"),
        (b'{"complaint_id": ' + b"9" * 5000 + b"}", "line: not JSON"),
        (b'{"text": "\xff\xfe"}', "line: not valid UTF-8"),
        ('{"text": "催收'.encode()[:-1] + b'"}', "line: not valid UTF-8"),
        (b'{"text": "\x00"}', "line: contains NUL bytes"),
        (b'{"text": "' + b"x" * 9_000_000 + b'"}', "line: larger than 8 MB"),
        (b"{}", "complaint_id: missing; platform: missing"),
    ],
)
def test_a_hostile_line_is_one_rejection(rows: Read, line: bytes, said: str) -> None:
    found = rows(b"\n".join([GOOD.encode(), line, GOOD.encode()]))
    assert kinds(found) == "+-+"
    expected = said if line != b"{}" else "filed_at: blank"
    assert found[1] == Rejected(2, expected)


def test_hostile_lines_first_do_not_hide_what_follows(rows: Read) -> None:
    found = rows(b"\xff\n" * 500 + b'{"b": 1}\n' + GOOD.encode())
    assert kinds(found) == "-" * 501 + "+"


def test_a_nested_document_is_refused(rows: Read) -> None:
    with pytest.raises(UnreadableInput, match="nested too deeply"):
        rows(b"[" * 200_000 + b"]" * 200_000)


def test_broken_utf8_costs_one_item_of_a_document(rows: Read) -> None:
    items = f'[{GOOD}, {{"complaint_id": "2", "note": "坏@"}}, {GOOD}]'.encode().replace(
        b"@", b"\xff"
    )
    assert kinds(rows(items)) == "+-+"


@pytest.mark.parametrize(
    ("body", "outcome"),
    [
        ('1,x,2025-06-01,ok\n2,x,2025-06-01,"open\n3,x,2025-06-01,ok\n4,x,2025-06-01,ok\n', "+-++"),
        ('1,x,2025-06-01,"open\n2,x,2025-06-01,"closed"\n3,x,2025-06-01,ok\n', "-++"),
        ('1,x,2025-06-01,"a "quote" not doubled"\n2,x,2025-06-01,ok\n', "-+"),
        ('1,x,2025-06-01,"two\nlines"\n2,x,2025-06-01,ok\n', "++"),
        ("1,x\n2,x,2025-06-01,ok\n3,x,2025-06-01,ok,more\n4,x,2025-06-01,ok,,\n", "-+-+"),
        ("\n1,x,2025-06-01,ok\n\n\n2,x,2025-06-01,ok\n", "++"),
        ("1,x,2025-06-01,a\rb\n2,x,2025-06-01,ok\n", "-+"),
        ("1,x,2025-06-01,a\x00b\n2,x,2025-06-01,ok\n", "-+"),
        ("1,x,2025-06-01,=cmd|'/c calc'!A0\n", "+"),
    ],
)
def test_a_hostile_row_of_csv_costs_itself(rows: Read, body: str, outcome: str) -> None:
    found = rows((HEADER + body).encode())
    assert kinds(found) == outcome
    assert [row.number for row in found] == list(range(1, len(outcome) + 1))


def test_broken_utf8_in_any_column_of_csv_costs_its_row(rows: Read) -> None:
    body = b'1,x,2025-06-01,ok\n2,x,2025-06-01,"\xff\nsecond line"\n3,x,2025-06-01,ok\n'
    found = rows(HEADER.encode() + body)
    assert kinds(found) == "+-+"
    assert found[1] == Rejected(2, "row: not valid UTF-8")


def test_a_long_but_lawful_text_is_read(rows: Read) -> None:
    found = rows((HEADER + f'1,x,2025-06-01,"{"催收" * 160_000}"\n').encode())
    assert kinds(found) == "+"


def test_quotes_that_swallow_the_rest_again_and_again_end(rows: Read) -> None:
    swallowing = '1,x,2025-06-01,"y\n'
    # Each block is 10 MB without a quote, longer than a row may be: it is read, then read again.
    filler = ("2,x,2025-06-01," + "z" * 9_980 + "\n") * 1_000
    blocks = MAX_REREAD // 8_000_000 + 1
    two_lines = '3,x,2025-06-01,"two\nlines"\n'
    began = time.monotonic()
    found = rows((HEADER + two_lines + (swallowing + filler) * blocks + two_lines).encode())
    # Once enough was read twice, a row may not span lines any more: linear time, whatever comes.
    assert kinds(found) == "+" + ("-" + "+" * 1_000) * blocks + "--"
    assert time.monotonic() - began < 20


def workbook(sheet: str, *, size: int = 0) -> bytes:
    """Make a workbook whose one sheet is this XML, padded to a size."""
    empty, out = io.BytesIO(), io.BytesIO()
    openpyxl.Workbook().save(empty)
    with (
        zipfile.ZipFile(empty) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target,
    ):
        for name in source.namelist():
            content = source.read(name)
            if name == "xl/worksheets/sheet1.xml":
                content = (
                    f'<worksheet xmlns="{MAIN}"><sheetData>{sheet}</sheetData></worksheet>'.encode()
                )
                content = content.ljust(size)
            target.writestr(name, content)
    return out.getvalue()


def cell(at: str, text: str) -> str:
    place = f' r="{at}"' if at else ""
    return f'<c{place} t="inlineStr"><is><t>{text}</t></is></c>'


HEAD_ROW = f'<row r="1">{cell("A1", "complaint_id")}{cell("B1", "platform")}</row>'


def test_a_small_handmade_workbook_is_read(rows: Read) -> None:
    body = f'<row r="2">{cell("A2", "1")}{cell("B2", "x")}</row>'
    assert kinds(rows(workbook(HEAD_ROW + body))) == "+"


@pytest.mark.parametrize(
    ("sheet", "size", "said"),
    [
        (HEAD_ROW + f'<row r="1048576">{cell("XFD1048576", "x")}</row>', 0, "50 million cells"),
        (HEAD_ROW + f'<row r="900000">{cell("ZZ900000", "x")}</row>', 0, "50 million cells"),
        (
            HEAD_ROW + f"<row>{cell('', 'x') * 9000}</row>" + "<row/>" * 9000,
            0,
            "50 million cells",
        ),
        (HEAD_ROW, 501_000_000, "unpacks to more than 500 MB"),
    ],
    ids=["far-corner", "two-letters", "no-references", "zeros"],
)
def test_a_workbook_bomb_is_refused_before_it_unpacks(
    rows: Read, sheet: str, size: int, said: str
) -> None:
    data = workbook(sheet, size=size)
    assert len(data) < 4_000_000
    with pytest.raises(UnreadableInput, match=said):
        rows(data)


def test_a_declared_size_is_not_believed(rows: Read) -> None:
    data = bytearray(workbook(HEAD_ROW, size=501_000_000))
    true_size = (501_000_000).to_bytes(4, "little")
    assert data.count(true_size) == 2
    with pytest.raises(UnreadableInput, match="unpacks to more than 500 MB"):
        rows(bytes(data.replace(true_size, (500).to_bytes(4, "little"))))


def test_parquet_that_a_dictionary_blows_up_is_read_piecewise(rows: Read) -> None:
    texts = pa.DictionaryArray.from_arrays(
        pa.array([0] * 2_000, pa.int32()), pa.array(["x" * 900_000])
    )
    table = pa.table(
        {"complaint_id": [str(i) for i in range(2_000)], "platform": ["x"] * 2_000, "note": texts}
    )
    out = io.BytesIO()
    pq.write_table(table, out, use_dictionary=True, store_schema=False)
    assert len(out.getvalue()) < 200_000
    assert kinds(rows(out.getvalue())) == "+" * 2_000


BLOCK = (
    '<div class="ts-d-question"><h1>{}</h1><span class="u-date">2020-10-12</span>'
    '<ul class="ts-q-list"><li><label>投诉编号：</label>17300000001</li></ul></div>'
)


def test_an_entity_bomb_stays_small(rows: Read) -> None:
    letters = "abcdefghij"
    entities = "".join(
        f'<!ENTITY {name} "{(f"&{before};") * 10}">' for before, name in itertools.pairwise(letters)
    )
    page = f'<!DOCTYPE html [<!ENTITY a "ha">{entities}]>{BLOCK.format("&j;")}'
    [row] = rows(page.encode())
    assert isinstance(row, Accepted)
    assert len(row.complaint.title) < 100


def test_a_page_of_nested_blocks_is_refused(rows: Read) -> None:
    with pytest.raises(UnreadableInput, match="nested too deeply"):
        rows(("<div class='ts-d-question'>" * 50_000).encode())


def test_a_page_with_markup_in_a_name_is_text(rows: Read) -> None:
    [row] = rows(BLOCK.format("&lt;script&gt;alert(1)&lt;/script&gt;").encode())
    assert isinstance(row, Accepted)
    assert row.complaint.title == "<script>alert(1)</script>"


@pytest.mark.parametrize(
    "title",
    [
        "2025-01-01 于黑猫投诉平台发起" + "\n" * 400_000,
        "2025-01-01 于黑猫投诉平台发起\na\n" + "[投诉对象]\n" * 40_000,
        "<span" * 80_000,
        "<span " + "a " * 200_000,
        "." * 400_000,
        "G" * 400_000,
        "1" * 400_000,
    ],
    ids=["newlines", "objects", "tags", "attributes", "dots", "letters", "digits"],
)
def test_no_text_makes_a_pattern_slow(rows: Read, title: str) -> None:
    began = time.monotonic()
    row = {
        "sn": "1",
        "title": title,
        "text": title,
        "参与集体投诉内容": title,
        "用户名": title,
        "cost": title,
        "date": title,
    }
    for name in row:
        rows([{"sn": "1", "text": "x"} | {name: title}])
    rows([row])
    assert time.monotonic() - began < 5


@pytest.mark.parametrize("importer", ["native", "heimao", "jutousu", "cfpb"])
def test_no_reason_repeats_a_value(rows: Read, importer: str) -> None:
    secret = "13812345678"
    for field in (
        "complaint_id",
        "id",
        "sn",
        "platform",
        "filed_at",
        "time_utc",
        "date",
        "date_received",
        "amount_cny",
        "金额",
        "relation",
        "title",
        "events",
    ):
        base = {
            "complaint_id": "1",
            "id": "1",
            "sn": "1",
            "platform": "x",
            "lender": "x",
            "author": "x",
            "text": "x",
            "company": "x",
            "product": "x",
        }
        times = {
            "filed_at": "2025-06-01",
            "time_utc": "2025-06-01",
            "date": "2025-06-01",
            "date_received": "2025-06-01",
        }
        for value in (
            [secret],
            {secret: secret},
            f"x{secret}\x00",
            [{secret: secret, "at": secret}],
        ):
            for row in rows(json.dumps(base | times | {field: value}).encode(), importer):
                assert isinstance(row, Accepted) or secret not in row.reason
