"""Saved 黑猫投诉 pages: a complaint's own page with its timeline, and the home page's lists."""

from collections.abc import Mapping
from typing import Any, ClassVar

from mingjian.fingerprints.contract import LOCAL_TIME
from mingjian.fingerprints.importers.amounts import parse_amount
from mingjian.fingerprints.importers.authors import complainant_of
from mingjian.fingerprints.importers.excerpts import is_cut
from mingjian.fingerprints.importers.heimao import collective_number, number_in_url, printed_time
from mingjian.fingerprints.importers.importer import Importer, moment
from mingjian.fingerprints.importers.timeline import dated

__all__ = ["HeimaoPage"]

FILING = ("发起投诉", "发起集体投诉", "参与集体投诉")
ACTORS = {
    "user": (*FILING, "补充投诉", "确认完成", "评价", "撤诉"),
    "platform": ("审核", "处理中", "自动完成", "未入驻", "分配"),
    "merchant": ("申请完成", "回复"),
}


class HeimaoPage(Importer):
    """The complaint blocks of a saved page."""

    name: ClassVar[str] = "heimao_page"
    ids = frozenset({"投诉编号", "url"})
    times = frozenset({"published"})

    def recognises(self, columns: frozenset[str]) -> bool:
        """By the kind of block, which only a page has."""
        return "page_block" in columns

    def complaint(self, record: Mapping[str, Any]) -> dict[str, Any]:
        """Read one block. On a complaint's own page the text is what its first event says."""
        published = printed_time(record.get("published", ""))
        steps: list[dict[str, str]] = record.get("timeline", [])
        filing = next((step for step in steps if step["type"].startswith(FILING)), None)
        text = filing["text"] if filing else record.get("text", "")
        told = " ".join(
            step["type"] + step["text"][:200] for step in steps if "集体" in step["type"]
        )
        filed = moment(published, LOCAL_TIME) if published else {}
        return filed | {
            "complaint_id": record.get("投诉编号") or number_in_url(record.get("url", "")),
            "platform": "heimao",
            "respondent": record.get("投诉对象"),
            "title": record.get("title"),
            "text": text,
            "truncated": filing is None and is_cut(text),
            "issues": record.get("投诉问题"),
            "demands": record.get("投诉要求"),
            "amount_cny": parse_amount(record.get("涉诉金额", "")),
            "status": record.get("投诉进度"),
            "collective_id": collective_number(f"{record.get('collective', '')} {told}"),
            "complainant": complainant_of(record.get("author", "")),
            "events": _events(steps, record, filed),
        }


def _events(
    steps: list[dict[str, str]], record: Mapping[str, Any], filed: Mapping[str, Any]
) -> list[dict[str, Any]]:
    if not steps:
        return []
    times = (
        dated([step["at"] for step in steps], filed["filed_at"]) if filed else [None] * len(steps)
    )
    return [
        {"at": at, "actor": _actor(step, record), "type": step["type"], "text": step["text"]}
        for step, at in zip(steps, times, strict=True)
    ]


def _actor(step: Mapping[str, str], record: Mapping[str, Any]) -> str:
    if "黑猫" in step["actor"]:
        return "platform"
    if step["actor"] and step["actor"] == record.get("author"):
        return "user"
    if step["actor"] and step["actor"] == record.get("投诉对象"):
        return "merchant"
    for actor, types in ACTORS.items():
        if any(word in step["type"] for word in types):
            return actor
    return ""
