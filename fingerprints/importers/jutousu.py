"""The archive of 聚投诉 (out of service), with the 黑猫投诉 complaints filed beside it."""

from collections.abc import Mapping
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from mingjian.fingerprints.contract import LOCAL_TIME
from mingjian.fingerprints.importers.amounts import parse_amount
from mingjian.fingerprints.importers.authors import complainant_of
from mingjian.fingerprints.importers.excerpts import is_cut
from mingjian.fingerprints.importers.importer import Importer, first, moment

__all__ = ["Jutousu"]

ENGLISH = frozenset({"id", "platform", "lender", "author", "text"})
CHINESE = frozenset({"编号", "标题", "商家", "正文"})
PLATFORMS = {"": "jutousu", "聚投诉": "jutousu", "黑猫投诉": "heimao", "黑猫": "heimao"}


class Jutousu(Importer):
    """The archive's English columns, and the platform's own Chinese ones."""

    name: ClassVar[str] = "jutousu"
    ids = frozenset({"id", "编号"})
    times = frozenset({"time_utc", "时间"})

    def recognises(self, columns: frozenset[str]) -> bool:
        """By either set of names. ``ticket_label`` is the lender's word and is left aside."""
        return columns >= ENGLISH or columns >= CHINESE

    def complaint(self, record: Mapping[str, Any]) -> dict[str, Any]:
        """Read one row; ``time_utc`` is UTC, 时间 is local."""
        text = first(record, "text", ("text", "正文"))
        platform = first(record, "platform", ("platform", "平台"))
        utc, local = first(record, "filed_at", ("time_utc",)), first(record, "filed_at", ("时间",))
        filed = moment(utc, ZoneInfo("UTC")) if utc else moment(local, LOCAL_TIME) if local else {}
        return filed | {
            "complaint_id": first(record, "complaint_id", ("id", "编号")) or None,
            "platform": PLATFORMS.get(platform, platform),
            "respondent": first(record, "respondent", ("lender", "商家")),
            "title": first(record, "title", ("title", "标题")),
            "text": text,
            "truncated": is_cut(text),
            "issues": first(record, "issues", ("complaint_type", "问题类型")),
            "demands": first(record, "demands", ("appeal", "要求")),
            "amount_cny": parse_amount(first(record, "amount_cny", ("金额",))),
            "status": first(record, "status", ("状态",)),
            "complainant": complainant_of(first(record, "complainant.name", ("author", "用户名"))),
        }
