from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from mingjian.fingerprints.contract import RawComplaint

Read = Callable[..., RawComplaint]
ARCHIVE = {
    "id": "0a1b2c3d4e5f",
    "platform": "聚投诉",
    "lender": "某贷",
    "author": "李先生",
    "time_utc": "2018-01-17 11:55:23",
    "title": "爆通讯录",
    "text": "群发信息给我的同事",
    "appeal": "停止骚扰,解释道歉,",
    "complaint_type": "撸通讯录|暴力催收",
    "ticket_label": "逾期和催收",
}
CHINESE = {
    "编号": "20180001", "标题": "高额服务费", "商家": "某贷", "行业": "网络借贷",
    "问题类型": "利费过高", "要求": "退款，道歉", "金额": "3000元", "状态": "已处理",
    "正文": "多扣了服务费", "时间": "2018-01-17 11:55",
}  # fmt: skip


def test_the_archive(complaint: Read) -> None:
    found = complaint(ARCHIVE)
    assert (found.uid, found.respondent, found.title) == (
        "jutousu:0a1b2c3d4e5f",
        "某贷",
        "爆通讯录",
    )
    assert found.filed_at == datetime(2018, 1, 17, 11, 55, 23, tzinfo=UTC)
    assert found.issues == ["撸通讯录", "暴力催收"]
    assert found.demands == ["停止骚扰", "解释道歉"]
    assert (found.complainant.name, found.complainant.account_id) == ("李先生", None)


def test_the_platforms_own_columns(complaint: Read) -> None:
    found = complaint(CHINESE)
    assert (found.uid, found.amount_cny, found.status) == ("jutousu:20180001", 3000.0, "已处理")
    assert found.filed_at == datetime(2018, 1, 17, 3, 55, tzinfo=UTC)
    assert (found.issues, found.demands) == (["利费过高"], ["退款", "道歉"])
    assert found.text == "多扣了服务费"


@pytest.mark.parametrize(
    ("written", "platform"),
    [("聚投诉", "jutousu"), ("黑猫投诉", "heimao"), ("", "jutousu"), ("12378", "12378")],
)
def test_the_row_says_its_platform(complaint: Read, written: str, platform: str) -> None:
    assert complaint(ARCHIVE | {"platform": written}).platform == platform


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"id": ""}, "complaint_id: missing"),
        ({"time_utc": ""}, "filed_at: blank"),
        ({"time_utc": "long ago"}, "filed_at: not a time"),
    ],
)
def test_a_bad_row_is_rejected(
    reason: Callable[..., str], change: dict[str, str], said: str
) -> None:
    assert reason(ARCHIVE | change) == said
