"""The map from raw rows to fingerprints: nothing raw leaves it, and Arrow keeps all of it."""

from datetime import UTC, datetime

import pytest

from mingjian.fingerprints.contract import RawComplaint
from mingjian.fingerprints.fingerprinting import Fingerprinter
from mingjian.fingerprints.keyring import KeyRing
from mingjian.fingerprints.quotation import quoted_spans
from mingjian.fingerprints.respondents import canonical_respondent
from mingjian.fingerprints.rows import (
    FINGERPRINT_SCHEMA,
    FingerprintedComplaint,
    fingerprint_rows,
    fingerprint_table,
)

NOW = datetime(2025, 6, 1, tzinfo=UTC)
RING = KeyRing.generate(NOW)
MARKED = {
    "complaint_id": "1",
    "platform": "heimao",
    "filed_at": NOW,
    "respondent": "速云贷客服 13711112222",
    "title": "欧阳娜娜的投诉",
    "text": "我叫欧阳娜娜，电话13800138000，身份证11010519491231002X，催收员昨天打到我单位前台",
    "issues": ["骚扰13800138000"],
    "demands": ["停止骚扰13800138000"],
    "status": "已联系13800138000",
    "complainant": {
        "account_id": "用户7512597604",
        "name": "欧阳娜娜",
        "phone": "13800138000",
        "id_number": "11010519491231002X",
        "email": "nana.ouyang@example.com",
        "payee_account": "6222021234567890128",
    },
    "device": {"device_id": "imei-861234567890123", "ip": "114.114.114.114", "user_agent": "UA-77"},
    "events": [{"actor": "用户", "type": "补充", "text": "我的新电话13900139000"}],
    "attachments": [{"kind": "audio", "path": "欧阳娜娜录音.m4a"}],
}
MARKS = (
    "13800138000",
    "13711112222",
    "13900139000",
    "11010519491231002X",
    "nana.ouyang",
    "6222021234567890128",
    "7512597604",
    "861234567890123",
    "114.114.114.114",
    "UA-77",
    "录音",
)


def test_schema_and_row_view_agree():
    assert FINGERPRINT_SCHEMA.names == list(FingerprintedComplaint._fields)


def test_nothing_raw_leaves():
    table = Fingerprinter(RING)([RawComplaint.model_validate(MARKED)])
    assert table.schema.equals(FINGERPRINT_SCHEMA)
    written = str(table.to_pylist())
    assert [mark for mark in MARKS if mark in written] == []
    assert "叫欧阳" not in written


def test_arrow_keeps_every_field():
    raw = [
        RawComplaint.model_validate(MARKED),
        RawComplaint(complaint_id="2", platform="a", filed_at=NOW),
    ]
    table = Fingerprinter(RING)(raw)
    rows = fingerprint_rows(table)
    assert fingerprint_table(rows).equals(table)
    assert rows[1].tokens == {}
    assert rows[1].signature == b""


def test_a_batch_is_its_rows_one_by_one():
    raw = [
        RawComplaint.model_validate(MARKED | {"complaint_id": str(i), "text": f"{i}" * i})
        for i in range(5)
    ]
    together = fingerprint_rows(Fingerprinter(RING)(raw))
    assert list(together) == [fingerprint_rows(Fingerprinter(RING)([row]))[0] for row in raw]


def test_an_empty_batch_is_an_empty_table():
    assert Fingerprinter(RING)([]).num_rows == 0


def test_a_changed_row_has_another_content_mac():
    rows = fingerprint_rows(
        Fingerprinter(RING)(
            [RawComplaint.model_validate(MARKED | {"status": s}) for s in ("处理中", "已完成")]
        )
    )
    assert rows[0].content_mac != rows[1].content_mac


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("他说“再不还钱就去你单位找你领导”，我很怕", ["“再不还钱就去你单位找你领导”"]),
        ("他说“还钱”", []),
        ("短信：【速云贷】您已逾期3天，请尽快还款", ["【速云贷】您已逾期3天，请尽快还款"]),
        ('he said "we will call your boss today"', ['"we will call your boss today"']),
        ("没有引号", []),
    ],
)
def test_quotes(text, quotes):
    assert [text[start:end] for start, end in quoted_spans(text)] == quotes


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("速云贷", "速云贷"),
        (" 速云贷ＡＰＰ ", "速云贷"),
        ("速云贷客户服务中心", "速云贷"),
        ("蓝鲸消费金融有限公司", "蓝鲸消费金融"),
        ("TRANSUNION INTERMEDIATE HOLDINGS, INC.", "transunion intermediate holdings"),
        ("客服", "客服"),
        ("", ""),
    ],
)
def test_respondents(written, name):
    assert canonical_respondent(written) == name
