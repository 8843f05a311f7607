from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mingjian.fingerprints.contract import RawComplaint, TimePrecision
from mingjian.fingerprints.errors import UnreadableInput, UsageError
from mingjian.fingerprints.importers import Row

Read = Callable[..., RawComplaint]
MAPPING = """
platform = "12378"
timezone = "Asia/Shanghai"

[columns]
complaint_id = "转办编号"
filed_at = "收件日"
respondent = "机构"
text = "事项"
demands = "要求"
amount_cny = "金额"
complainant.name = "投诉人"
"complainant.phone" = "联系 电话"
"""
ROW = {
    "转办编号": "Z-1", "收件日": "2025-06-01", "机构": "某银行", "事项": "催收骚扰",
    "要求": "停止催收", "金额": "1万", "投诉人": "李某", "联系 电话": "13800000000", "结论": "属实",
}  # fmt: skip


@pytest.fixture
def mapping(tmp_path: Path) -> Callable[[str], str]:
    def write(text: str) -> str:
        path = tmp_path / "columns.toml"
        path.write_text(text, encoding="utf-8")
        return str(path)

    return write


def test_mapped_columns(complaint: Read, mapping: Callable[[str], str]) -> None:
    found = complaint(ROW, mapping(MAPPING))
    assert (found.uid, found.respondent, found.text) == ("12378:Z-1", "某银行", "催收骚扰")
    assert (found.demands, found.amount_cny) == (["停止催收"], 10000.0)
    assert (found.complainant.name, found.complainant.phone) == ("李某", "13800000000")
    assert found.time_precision is TimePrecision.day


def test_columns_inside_objects(complaint: Read, mapping: Callable[[str], str]) -> None:
    columns = 'complaint_id = "case.id.no"\nfiled_at = "case.at"\ntext = "said"'
    text = f'platform = "x"\n[columns]\n{columns}'
    found = complaint(
        {"case": {"id": {"no": 5}, "at": "2025-06-01 08:00"}, "said": "y"},
        mapping(text),
        table=False,
    )
    assert (found.complaint_id, found.text) == ("5", "y")


def test_times_are_local_to_the_mapping(complaint: Read, mapping: Callable[[str], str]) -> None:
    text = MAPPING.replace("Asia/Shanghai", "UTC")
    assert complaint(ROW | {"收件日": "2025-06-01 08:00"}, mapping(text)).filed_at == datetime(
        2025, 6, 1, 8, tzinfo=UTC
    )


def test_the_platform_may_be_a_column(complaint: Read, mapping: Callable[[str], str]) -> None:
    text = '[columns]\ncomplaint_id = "转办编号"\nplatform = "机构"'
    assert complaint(ROW, mapping(text)).platform == "某银行"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"转办编号": ""}, "complaint_id: missing"),
        ({"收件日": ""}, "filed_at: blank"),
        ({"收件日": "?"}, "filed_at: not a time"),
        ({"金额": "?"}, "amount_cny: not an amount"),
    ],
)
def test_a_bad_row_is_rejected(
    reason: Callable[..., str], mapping: Callable[[str], str], change: dict[str, str], said: str
) -> None:
    assert reason(ROW | change, mapping(MAPPING)) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            'platform = "x"\n[columns]\ncomplaint_id = "a"\nphone = "b"\ncase.no = "c"',
            "unknown fields: case.no, phone",
        ),
        ('platform = "x"\nencoding = "gbk"\n[columns]\ncomplaint_id = "a"', "unknown key encoding"),
        ('platform = "x"\n[columns]\ntext = "a"', "complaint_id"),
        ('[columns]\ncomplaint_id = "a"', "platform"),
        ('platform = 5\n[columns]\ncomplaint_id = "a"', "platform"),
        ('platform = "x"\ntimezone = "Mars"\n[columns]\ncomplaint_id = "a"', "timezone"),
        ('platform = "x"\ntimezone = 8\n[columns]\ncomplaint_id = "a"', "timezone"),
        ('platform = "x"\n[columns]\ncomplaint_id = ["a"]', "one column name"),
        ('platform = "x"\ncolumns = 5', "unknown fields"),
        ("platform = ", "not TOML"),
    ],
)
def test_a_wrong_mapping_says_what_is_wrong(
    rows: Callable[..., list[Row]], mapping: Callable[[str], str], text: str, said: str
) -> None:
    with pytest.raises(UsageError, match=said):
        rows([ROW], mapping(text), table=True)


def test_a_mapping_that_is_not_there(rows: Callable[..., list[Row]]) -> None:
    with pytest.raises(UsageError, match=r"absent\.toml"):
        rows([ROW], "absent.toml", table=True)


def test_a_mapping_for_other_columns(
    rows: Callable[..., list[Row]], mapping: Callable[[str], str]
) -> None:
    with pytest.raises(UnreadableInput, match="转办编号"):
        rows([{"a": "1", "b": "2"}], mapping(MAPPING), table=True)
