"""黑猫投诉 exports: items of its list API, and tables under its Chinese and English names.

Structure after domain.md 4A. Engagement counts are ignored; status words are kept as exported.
"""

import hashlib
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, ClassVar

from mingjian.fingerprints.importers.amounts import parse_amount
from mingjian.fingerprints.importers.authors import complainant_of
from mingjian.fingerprints.importers.excerpts import is_cut, without_highlight
from mingjian.fingerprints.importers.importer import Importer, RefusedError, first

__all__ = ["Heimao", "collective_number", "number_in_url", "printed_time"]

IDS = ("投诉编号", "sn", "id")
LINKS = ("url", "href", "投诉链接", "链接")
TIMES = (
    "发布时间", "投诉日期", "投诉时间", "发起时间", "datetime", "timestamp", "date", "time",
)  # fmt: skip
JOINED = ("参与集体投诉内容",)
TEXTS = ("投诉内容", "发起投诉内容", "详细说明", "summary", "content", "text", *JOINED)
TITLES = ("title", "标题", "投诉标题")
RESPONDENTS = ("投诉商家", "投诉对象", "couname", "cou_name", "object", "respondent")
ISSUES = ("投诉问题", "issue", "issues", "tag")
DEMANDS = ("投诉要求", "投诉诉求", "appeal", "demand", "demands")
AMOUNTS = ("涉诉金额", "金额", "cost", "money")
STATUSES = ("投诉进度", "状态", "status_name", "status")
AUTHORS = ("用户名", "昵称", "author", "username", "nickname")
MARKS = frozenset(
    {*JOINED, "投诉编号", "sn", "投诉商家", "投诉对象", "投诉进度", "发起投诉内容",
     "couname", "cou_name", "appeal", "process_label"}
)  # fmt: skip
STARTED = "于黑猫投诉平台发起"
URL_NUMBER = re.compile(r"/complaint/view/(G?\d{5,20})(?!\d)")
COLLECTIVE_NUMBER = re.compile(r"(?<![A-Za-z0-9])G\d{6,20}(?!\d)")
EPOCH = re.compile(r"\d{10}(?:\d{3})?")


class Heimao(Importer):
    """Lists and tables of 黑猫投诉."""

    name: ClassVar[str] = "heimao"
    ids = frozenset({*IDS, *LINKS})
    times = frozenset(TIMES)

    def recognises(self, columns: frozenset[str]) -> bool:
        """By a number or a link, a text, and one of the platform's own column names."""
        if not columns & {*TEXTS}:
            return False
        if columns & {*IDS}:
            return bool(columns & MARKS)
        return bool(columns & {*LINKS})

    def complaint(self, record: Mapping[str, Any]) -> dict[str, Any]:
        """Read one item; a card pasted whole into the title fills what is blank elsewhere."""
        link = first(record, "complaint_id", LINKS)
        title = without_highlight(first(record, "title", TITLES))
        card = _card(title)
        text = without_highlight(first(record, "text", TEXTS)) or card.get("text", "")
        title = card.get("title", title)
        return {
            "complaint_id": first(record, "complaint_id", IDS) or number_in_url(link),
            "platform": "heimao",
            "filed_at": _time(first(record, "filed_at", TIMES)) or card.get("date"),
            "respondent": without_highlight(first(record, "respondent", RESPONDENTS))
            or card.get("respondent"),
            "title": title,
            "text": text,
            "truncated": is_cut(text),
            "issues": _words(record, "issues", ISSUES),
            "demands": _words(record, "demands", DEMANDS) or card.get("demands"),
            "amount_cny": parse_amount(first(record, "amount_cny", AMOUNTS)),
            "status": first(record, "status", STATUSES),
            "collective_id": _collective(record, link, title),
            "complainant": complainant_of(first(record, "complainant.name", AUTHORS)),
        }


def number_in_url(link: str) -> str | None:
    """Return the complaint's number out of its address, None when it holds none.

    Examples
    --------
    >>> number_in_url("//tousu.sina.com.cn/complaint/view/17300000001/")
    '17300000001'
    """
    found = URL_NUMBER.search(link)
    return found[1] if found else None


def collective_number(text: str) -> str | None:
    """Return the number of a 集体投诉 (``G`` and digits) out of an address or a text.

    Examples
    --------
    >>> collective_number("/grp_comp/view/G17300000001")
    'G17300000001'
    """
    found = COLLECTIVE_NUMBER.search(text)
    return found[0] if found else None


def printed_time(written: str) -> str:
    """Drop the words that pages print around a time.

    Examples
    --------
    >>> printed_time("发布于 2025年6月1日 09:30"), printed_time("2025-06-01 于黑猫投诉平台发起")
    ('2025年6月1日 09:30', '2025-06-01')
    """
    return written.strip().removeprefix("发布于").removesuffix(STARTED).strip()


def _card(title: str) -> dict[str, str]:
    """Read a list's card that was saved as one text: time, title, text, 投诉对象, 投诉要求."""
    date, found, rest = title.partition(STARTED)
    if not found or len(date) > 40:
        return {}
    body, found, named = rest.rpartition("[投诉对象]")
    if not found:
        body, named = rest, ""
    respondent, _, demands = named.partition("[投诉要求]")
    heading, _, text = body.strip().partition("\n")
    return {
        "date": date.strip(),
        "title": heading.strip(),
        "text": text.strip(),
        "respondent": respondent.strip(),
        "demands": demands.strip(),
    }


def _collective(record: Mapping[str, Any], link: str, title: str) -> str | None:
    joined = first(record, "collective_id", JOINED)
    number = collective_number(link) or collective_number(joined[:200])
    if number or not joined:
        return number
    # Joiners share the collective's title and write their own text (G5, G13).
    shared = hashlib.blake2b((title or joined).encode(errors="replace"), digest_size=8)
    return f"title:{shared.hexdigest()}"


def _time(written: str) -> str | datetime:
    if not EPOCH.fullmatch(written):
        return printed_time(written)
    seconds = int(written[:10])
    return datetime.fromtimestamp(seconds, UTC)


def _words(record: Mapping[str, Any], field: str, names: tuple[str, ...]) -> str | list[str]:
    for name in names:
        value = record.get(name)
        if isinstance(value, list):
            if not all(isinstance(word, str) for word in value):
                raise RefusedError(field, "not a list of texts")
            return [without_highlight(word).strip() for word in value]
    return without_highlight(first(record, field, names))
