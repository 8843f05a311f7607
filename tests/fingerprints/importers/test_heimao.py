import json
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from mingjian.fingerprints.contract import RawComplaint, TimePrecision
from mingjian.fingerprints.errors import UnreadableInput
from mingjian.fingerprints.importers import Accepted, Row

Read = Callable[..., RawComplaint]
ITEM = {
    "main": {
        "sn": "17300000001",
        "title": '某<span style="color:red">贷</span>暴力催收',
        "summary": "每天打几十个电话，我的同事也被打扰...",
        "appeal": "停止骚扰,道歉赔偿/解释",
        "timestamp": "1748741400",
        "url": "//tousu.sina.com.cn/complaint/view/17300000001/",
        "cou_name": "某贷客服",
        "status_name": "处理中",
        "like": 17,
    },
    "author": {"title": "用户7500000001"},
}
CHINESE = {
    "投诉编号": "17300000002",
    "投诉商家": "某贷",
    "投诉问题": "暴力催收,爆通讯录",
    "投诉诉求": "停止骚扰、道歉",
    "涉诉金额": "1.2万元",
    "投诉进度": "已回复",
    "投诉时间": "2025-06-01 09:30:00",
    "发起投诉内容": "催收人员冒充公检法",
    "参与集体投诉内容": "",
    "用户名": "王女士",
}


@pytest.mark.parametrize("name", ["complaints", "lists", "list"])
def test_an_item_of_the_list_api(rows: Callable[..., list[Row]], name: str) -> None:
    envelope = {"result": {"status": {"code": 0}, "data": {name: [ITEM, ITEM]}}}
    found = rows(json.dumps(envelope, indent=1).encode())
    assert [row.number for row in found] == [1, 2]
    assert isinstance(found[0], Accepted)
    complaint = found[0].complaint
    assert complaint.uid == "heimao:17300000001"
    assert (complaint.title, complaint.truncated) == ("某贷暴力催收", True)
    assert complaint.demands == ["停止骚扰", "道歉赔偿/解释"]
    assert complaint.filed_at == datetime(2025, 6, 1, 1, 30, tzinfo=UTC)
    assert (complaint.respondent, complaint.status) == ("某贷客服", "处理中")
    assert complaint.complainant.account_id == "用户7500000001"


def test_a_table_under_chinese_names(complaint: Read) -> None:
    found = complaint(CHINESE)
    assert found.uid == "heimao:17300000002"
    assert (found.respondent, found.status, found.amount_cny) == ("某贷", "已回复", 12000.0)
    assert found.issues == ["暴力催收", "爆通讯录"]
    assert found.demands == ["停止骚扰", "道歉"]
    assert found.filed_at == datetime(2025, 6, 1, 1, 30, tzinfo=UTC)
    assert (found.text, found.truncated) == ("催收人员冒充公检法", False)
    assert (found.complainant.name, found.complainant.account_id) == ("王女士", None)
    assert found.collective_id is None


@pytest.mark.parametrize(
    ("alias", "field", "value"),
    [
        ("投诉商家", "respondent", "某贷"),
        ("投诉对象", "respondent", "某贷"),
        ("couname", "respondent", "某贷"),
        ("投诉问题", "issues", ["某贷"]),
        ("issue", "issues", ["某贷"]),
        ("tag", "issues", ["某贷"]),
        ("投诉要求", "demands", ["某贷"]),
        ("投诉诉求", "demands", ["某贷"]),
        ("appeal", "demands", ["某贷"]),
        ("demand", "demands", ["某贷"]),
        ("投诉进度", "status", "某贷"),
        ("状态", "status", "某贷"),
        ("status", "status", "某贷"),
        ("投诉内容", "text", "某贷"),
        ("发起投诉内容", "text", "某贷"),
        ("详细说明", "text", "某贷"),
        ("summary", "text", "某贷"),
    ],
)
def test_every_alias_of_a_column(complaint: Read, alias: str, field: str, value: object) -> None:
    given = {"sn": "17300000003", "text": "", "datetime": "2025-06-01", alias: "某贷"}
    assert getattr(complaint(given), field) == value


@pytest.mark.parametrize("alias", ["涉诉金额", "金额", "cost", "money"])
def test_every_alias_of_the_amount(complaint: Read, alias: str) -> None:
    assert complaint({"sn": "1", "text": "x", alias: "100元"}).amount_cny == 100.0


@pytest.mark.parametrize("alias", ["发布时间", "投诉日期", "投诉时间", "datetime", "date"])
def test_every_alias_of_the_time(complaint: Read, reason: Callable[..., str], alias: str) -> None:
    row = {"sn": "1", "text": "x"}
    for written in ("2025年06月01日", "2025-06-01", "2025-06-01 于黑猫投诉平台发起"):
        found = complaint(row | {alias: written})
        assert (found.filed_at.day, found.time_precision) == (31, TimePrecision.day)
    assert reason(row | {alias: ""}) == "filed_at: blank"
    assert reason(row | {alias: "昨天"}) == "filed_at: not a time"


def test_the_number_comes_from_the_address_when_no_column_has_it(
    complaint: Read, reason: Callable[..., str]
) -> None:
    row = {
        "date": "2025-06-01",
        "summary": "x",
        "href": "https://tousu.sina.com.cn/complaint/view/17300000004/",
    }
    assert complaint(row).complaint_id == "17300000004"
    assert reason(row | {"href": "https://example.org/"}) == "complaint_id: missing"


def test_a_card_saved_whole_in_the_title(complaint: Read) -> None:
    card = (
        "2025-11-23 于黑猫投诉平台发起\n某*贷\n\n第一段。\n第二段...\n\n"
        "[投诉对象]某*贷App\n[投诉要求]退息费，退会员费"
    )
    row = {
        "title": card,
        "content": "",
        "time": "",
        "href": "/complaint/view/17300000005/",
        "keyword": "某",
    }
    found = complaint(row, table=False)
    assert (found.title, found.text, found.truncated) == ("某*贷", "第一段。\n第二段...", True)
    assert (found.respondent, found.demands) == ("某*贷App", ["退息费", "退会员费"])
    assert found.filed_at == datetime(2025, 11, 22, 16, tzinfo=UTC)
    assert found.time_precision is TimePrecision.day


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("催收…", True),
        ("催收...", True),
        ("催收... ", True),
        ("没办法了……", False),
        ("没办法了......", False),
        ("完。", False),
    ],
)
def test_one_ellipsis_is_the_list_cutting_the_text(complaint: Read, text: str, cut: bool) -> None:
    assert complaint({"sn": "1", "text": text}).truncated is cut


def test_joining_a_collective_complaint(complaint: Read) -> None:
    joined = CHINESE | {"发起投诉内容": "", "title": "某贷退费", "参与集体投诉内容": "我也一样"}
    one, other = complaint(joined), complaint(joined | {"参与集体投诉内容": "退我会员费"})
    assert (one.text, other.text) == ("我也一样", "退我会员费")
    assert one.collective_id == other.collective_id is not None
    numbered = complaint(joined | {"参与集体投诉内容": "G17300000009 我也一样"})
    assert numbered.collective_id == "G17300000009"


def test_the_export_without_times_needs_no_naming(complaint: Read) -> None:
    found = complaint(
        {"id": "a1", "text": "x", "process_label": "催收行为类", "mechanism_label": "y"}
    )
    assert (found.uid, found.time_precision) == ("heimao:a1", TimePrecision.unknown)


def test_a_bare_id_and_text_is_nobodys_until_named(
    complaint: Read, rows: Callable[..., list[Row]]
) -> None:
    with pytest.raises(UnreadableInput, match="id, text"):
        rows([{"id": "a1", "text": "x"}], table=True)
    assert complaint({"id": "a1", "text": "x"}, "heimao").platform == "heimao"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"title": ["x"]}, "title: not text"),
        ({"summary": {"x": 1}}, "text: not text"),
        ({"sn": True}, "complaint_id: not text"),
        ({"appeal": [1]}, "demands: not a list of texts"),
        ({"money": "不少"}, "amount_cny: not an amount"),
        ({"sn": "", "url": ""}, "complaint_id: missing"),
    ],
)
def test_a_wrong_type_is_a_rejection(
    reason: Callable[..., str], change: dict[str, object], said: str
) -> None:
    assert reason(ITEM["main"] | change, table=False) == said
