"""Laws of reading: each input row once, in order, whatever it holds."""

import io
import json
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingjian.fingerprints.errors import UsageError
from mingjian.fingerprints.importers import NAMES, Accepted, Importer, Rejected, Row, read
from mingjian.fingerprints.importers.registry import IMPORTERS

RECEIVED = datetime(2026, 1, 1, tzinfo=UTC)
GOOD = json.dumps({"complaint_id": "1", "platform": "x", "filed_at": "2025-06-01", "text": "催收"})
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=6,
)
FIELDS = [
    *(
        "complaint_id",
        "platform",
        "filed_at",
        "text",
        "title",
        "complainant",
        "complainant.phone",
        "events",
    ),
    *(
        "id",
        "sn",
        "url",
        "time",
        "timestamp",
        "appeal",
        "cost",
        "tag",
        "参与集体投诉内容",
        "author",
        "lender",
    ),
    *(
        "company",
        "product",
        "issue",
        "date_received",
        "date_sent_to_company",
        "tags",
        "编号",
        "金额",
        "main",
    ),
]
OBJECTS = st.dictionaries(st.sampled_from(FIELDS), JSON_VALUES, max_size=8)
LINES = st.lists(
    st.one_of(
        st.just(GOOD.encode()),
        st.binary(max_size=30).filter(lambda line: b"\n" not in line and line.strip() != b""),
        OBJECTS.map(lambda value: json.dumps(value).encode()),
    ),
    max_size=20,
)


def read_lines(lines: list[bytes], importer: str | None = None) -> list[Row]:
    return list(read(io.BytesIO(b"\n".join(lines)), importer, received_at=RECEIVED))


@given(LINES, st.integers(0, 20))
def test_every_line_comes_out_once_in_order(lines: list[bytes], at: int) -> None:
    lines.insert(
        min(at, len(lines)), b'{"complaint_id": "7", "platform": "y", "filed_at": "2025-06-01"}'
    )
    blank = {
        number
        for number, line in enumerate(lines, 1)
        if not line.decode("utf-8", "replace").strip()
    }
    # The first line is kept well-formed: a stream of any bytes at all may be another format.
    rows = read_lines([GOOD.encode(), *lines])
    assert [row.number for row in rows] == [
        n for n in range(1, len(lines) + 2) if n - 1 not in blank
    ]
    for row, line in zip(
        rows,
        [line for n, line in enumerate([GOOD.encode(), *lines], 1) if n - 1 not in blank],
        strict=True,
    ):
        if line == GOOD.encode():
            assert isinstance(row, Accepted)


@given(LINES)
def test_a_line_means_the_same_whatever_stands_before_it(lines: list[bytes]) -> None:
    head = [GOOD.encode()]
    together = {row.number - 1: row for row in read_lines(head + lines)}
    for index, line in enumerate(lines, 1):
        alone = [row for row in read_lines([*head, line]) if row.number == 2]
        if alone and index in together:
            assert type(alone[0]) is type(together[index])


@given(
    st.lists(OBJECTS, min_size=1, max_size=4),
    st.sampled_from([n for n in NAMES if n != "heimao_page"]),
)
@settings(max_examples=300)
def test_no_object_breaks_an_importer(objects: list[dict[str, object]], importer: str) -> None:
    first = {"complaint_id": "1", "id": "1", "platform": "x", "filed_at": "2025-06-01"}
    lines = [json.dumps(value).encode() for value in [first, *objects]]
    rows = read_lines(lines, importer)
    assert [row.number for row in rows] == list(range(1, len(lines) + 1))


CELLS = st.text(
    alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12
)


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=12), st.sampled_from(",\t;"))
def test_quoted_csv_gives_back_every_text(cells: list[tuple[str, str]], delimiter: str) -> None:
    def quoted(value: str) -> str:
        return '"' + value.replace('"', '""') + '"'

    table = [("complaint_id", "platform", "title", "text")]
    table += [(str(number), "x", *pair) for number, pair in enumerate(cells)]
    text = "".join(delimiter.join(map(quoted, row)) + "\n" for row in table)
    rows = list(read(io.BytesIO(b"\xef\xbb\xbf" + text.encode()), received_at=RECEIVED))
    assert [row.number for row in rows] == list(range(1, len(cells) + 1))
    assert [(r.complaint.title, r.complaint.text) for r in rows if isinstance(r, Accepted)] == cells


@given(st.lists(st.booleans(), min_size=1, max_size=12))
def test_one_line_rows_survive_unclosed_quotes_around_them(closed: list[bool]) -> None:
    rows = [
        f'{number},x,"{number}{"" if not whole else chr(34)}\n'
        for number, whole in enumerate(closed)
    ]
    data = "complaint_id,platform,text\n" + "".join(rows)
    found = list(read(io.BytesIO(data.encode()), received_at=RECEIVED))
    assert [isinstance(row, Accepted) for row in found] == closed


def test_a_time_that_only_some_lines_lack_is_a_rejection() -> None:
    without = b'{"complaint_id": "2", "platform": "x"}'
    assert read_lines([without, GOOD.encode()])[0] == Rejected(1, "filed_at: blank")


def test_the_names_are_those_of_the_importers() -> None:
    assert set(NAMES) == {"native", "heimao", "heimao_page", "jutousu", "cfpb"}
    assert all(issubclass(importer, Importer) for importer in IMPORTERS)


def test_an_unknown_importer_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(UsageError, match="heimao_page"):
        read_lines([GOOD.encode()], "heimoa")


def test_a_forced_importer_still_wants_its_columns() -> None:
    with pytest.raises(UsageError, match=r"complaint_id.*platform"):
        read_lines([GOOD.encode()], "heimao")
