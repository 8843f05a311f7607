from collections.abc import Callable

import pytest

from mingjian.fingerprints.contract import LOCAL_TIME, TimePrecision
from mingjian.fingerprints.errors import UnreadableInput
from mingjian.fingerprints.importers import Accepted, Rejected, Row

Read = Callable[..., list[Row]]


def question(
    number: str = "17300000001", *, name: str = "匿名", group: str = "", amount: str = "100元"
) -> str:
    link = f'<a href="/grp_comp/view/{group}">查看相关集体投诉</a>' if group else ""
    return f"""
    <div class="ts-d-question"><h1 class="article">某贷暴力催收</h1>
    <div class="ts-q-user clearfix"><span class="u-name">{name}</span>
    <span class="u-date">发布于 2020年12月30日 08:48</span><div>{link}</div></div>
    <ul class="ts-q-list">
    <li><label>投诉编号：</label> {number}</li>
    <li><label>投诉对象：</label> <a href="/company/view/?couid=1">某贷客服</a></li>
    <li><label>投诉问题：</label> 暴力催收,爆通讯录</li> <li><label>投诉要求：</label> 停止骚扰</li>
    <li><label>涉诉金额：</label> {amount}</li>
    <li><label>投诉进度：</label><b>处理中</b></li></ul>
    <div class="ts-q-btns"><span class="vote">5</span></div></div>"""


def step(name: str, kind: str, at: str, text: str = "") -> str:
    return f"""<div class="ts-d-item"><span class="u-name">{name}</span>
    <span class="u-status">{kind}</span><span class="u-date">{at}</span>
    <div class="ts-d-cont"><div class="ts-reply"><p>{text}</p></div></div></div>"""


def listed(number: str = "17300000005", text: str = "借款到账即扣费，诉求是要...") -> str:
    return f"""<li><a href="//tousu.sina.com.cn/complaint/view/{number}">
    <div><span class="name">用户7500000001</span><span class="time">2020-10-12</span></div>
    <h1>砍头息</h1><p>{text}</p><ul>
    <li><span>[投诉对象]</span>某网贷</li><li><span>[投诉要求]</span>退还本金,销账</li></ul></a></li>"""


def page(*parts: str) -> bytes:
    return f"<!DOCTYPE html><html><body>{''.join(parts)}</body></html>".encode()


def test_a_detail_block(rows: Read) -> None:
    [row] = rows(page(question(group="G17300000001")))
    assert isinstance(row, Accepted)
    found = row.complaint
    assert (found.uid, found.title) == ("heimao:17300000001", "某贷暴力催收")
    assert (found.respondent, found.status, found.amount_cny) == ("某贷客服", "处理中", 100.0)
    assert (found.issues, found.demands) == (["暴力催收", "爆通讯录"], ["停止骚扰"])
    assert str(found.filed_at.astimezone(LOCAL_TIME)) == "2020-12-30 08:48:00+08:00"
    assert found.time_precision is TimePrecision.second
    assert (found.collective_id, found.complainant.name) == ("G17300000001", None)


def test_the_timeline_gives_the_text_and_the_events(rows: Read) -> None:
    [row] = rows(
        page(
            question(name="用户7500000002"),
            '<div class="ts-d-steplist">',
            step("用户7500000002", "评价", "01-20 10:00:00", "态度差"),
            step("用户7500000002", "确认完成投诉", "01-19 10:00:00"),
            step("某贷客服", "申请完成投诉", "01-18 10:00:00", "已协商"),
            step("黑猫消费者服务平台", "回复", "01-03 10:00:00", "已催办"),
            step("某贷客服", "回复", "01-02 10:00:00", "已联系"),
            step("", "商家处理中", "12-30 09:00:00"),
            step("", "审核通过", "12-30 08:48:30"),
            step("用户7500000002", "发起投诉", "12-29 22:00:00", "打我单位电话<br>骂人..."),
            "</div>",
        )
    )
    assert isinstance(row, Accepted)
    found = row.complaint
    assert (found.text, found.truncated) == ("打我单位电话\n骂人...", False)
    assert [event.actor for event in found.events] == [
        *("user", "user", "merchant", "platform", "merchant", "platform", "platform", "user")
    ]
    years = [event.at and event.at.astimezone(LOCAL_TIME).year for event in found.events]
    assert years == [2021] * 5 + [2020] * 3


def test_joining_shows_in_the_timeline(rows: Read) -> None:
    joined = step("匿名", "参与集体投诉", "12-30 08:00:00", "集体投诉编号 G17300000007，我也是")
    [row] = rows(page(question(), joined))
    assert isinstance(row, Accepted)
    assert row.complaint.collective_id == "G17300000007"


def test_a_list_block(rows: Read) -> None:
    [row] = rows(page(f"<ul>{listed()}</ul>"))
    assert isinstance(row, Accepted)
    found = row.complaint
    assert (found.uid, found.title, found.respondent) == ("heimao:17300000005", "砍头息", "某网贷")
    assert (found.demands, found.truncated) == (["退还本金", "销账"], True)
    assert (found.time_precision, found.complainant.account_id) == (
        TimePrecision.day,
        "用户7500000001",
    )


def test_each_block_comes_out_once_in_page_order(rows: Read) -> None:
    bad = question("17300000003", amount="若干")
    found = rows(
        page(question("17300000001"), bad, question("17300000002"), f"<ul>{listed()}</ul>")
    )
    assert [row.number for row in found] == [1, 2, 3, 4]
    assert found[1] == Rejected(2, "amount_cny: not an amount")
    assert [r.complaint.complaint_id for r in found if isinstance(r, Accepted)] == [
        *("17300000001", "17300000002", "17300000005")
    ]


def test_a_bare_link_to_a_complaint_is_none(rows: Read) -> None:
    more = '<ul><li><a href="/complaint/view/17300000008">更多</a></li></ul>'
    assert len(rows(page(question(), more))) == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_saved_in_any_encoding(rows: Read, encoding: str) -> None:
    [row] = rows(page(question()).decode().encode(encoding))
    assert isinstance(row, Accepted)
    assert row.complaint.respondent == "某贷客服"


def test_broken_bytes_cost_their_own_block(rows: Read) -> None:
    broken = page(
        question("17300000001"), question("17300000002"), f"<ul>{listed(text='坏@字')}</ul>"
    )
    found = rows(broken.replace(b"@", b"\xff"))
    assert [type(row) for row in found] == [Accepted, Accepted, Rejected]


@pytest.mark.parametrize(
    "body", ["<p>没有投诉</p>", "<h1>投诉</h1><a href='/complaint/view/1'>x</a>"]
)
def test_a_page_without_complaints_is_unreadable(rows: Read, body: str) -> None:
    with pytest.raises(UnreadableInput, match="shows no complaint"):
        rows(page(body))
