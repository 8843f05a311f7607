"""Saved 黑猫 pages to records: the complaint blocks that a page shows, in the order it shows them.

A detail block and the timeline under it are one record; so is an item of the home page's lists.
"""

import re
import warnings
from collections.abc import Iterator
from typing import Any

from bs4 import BeautifulSoup, Tag

from mingjian.fingerprints.importers.rows import Record, Records, Rejected
from mingjian.fingerprints.importers.source import Source

__all__ = ["html_records"]

MAX_PAGE_BYTES = 20_000_000
MAX_DEPTH = 200
BROKEN = "\ufffd"
UNREADABLE_CHARACTERS = re.compile("[\x00\udc80-\udcff]")
DETAIL, LIST = "detail", "list"
COLUMNS = ("page_block", "投诉编号", "url", "author", "published", "title", "text", "timeline")


def html_records(source: Source) -> Records:
    """Read a saved page.

    Raises
    ------
    UnreadableInput
        When it is over 20 MB, nested over 200 deep, or shows no complaint.
    """
    text, intact = source.text(MAX_PAGE_BYTES)
    intact = intact and "\x00" not in text
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # bs4's doubts whether this is HTML; the blocks will tell
        soup = BeautifulSoup(UNREADABLE_CHARACTERS.sub(BROKEN, text), "lxml")
    if _depth_exceeds(soup, MAX_DEPTH):
        raise source.unreadable("is nested too deeply to be a saved page")
    blocks = list(_blocks(soup))
    if not blocks:
        raise source.unreadable("shows no complaint; save the page of a complaint or of a list")
    return Records(COLUMNS, _rows(blocks, intact))


def _rows(blocks: list[dict[str, Any]], intact: bool) -> Iterator[Record | Rejected]:
    for number, block in enumerate(blocks, start=1):
        if not intact and BROKEN in str(block):
            yield Rejected(number, "block: not valid in the page's encoding")
        else:
            yield Record(number, block)


def _blocks(soup: BeautifulSoup) -> list[dict[str, Any]]:
    for pause in soup.find_all("br"):
        pause.replace_with("\n")
    blocks: list[dict[str, Any]] = []
    timeline: list[dict[str, str]] = []
    for tag in soup.select(".ts-d-question, .ts-d-item, li > a[href*='/complaint/view/']"):
        classes = tag.get_attribute_list("class")
        if "ts-d-item" in classes:
            timeline.append(_step(tag))
        elif "ts-d-question" in classes:
            timeline = []
            blocks.append(_detail(tag) | {"timeline": timeline})
        elif tag.h1 is not None:
            blocks.append(_listed(tag))
    return blocks


def _detail(tag: Tag) -> dict[str, Any]:
    labelled = {}
    for item in tag.select(".ts-q-list li"):
        if item.label is not None:
            label = item.label.get_text()
            labelled[label.strip(" \n：:")] = item.get_text().replace(label, "", 1).strip()
    return labelled | {
        "page_block": DETAIL,
        "author": _said(tag, ".u-name"),
        "published": _said(tag, ".u-date"),
        "title": _said(tag, "h1"),
        "collective": _link(tag.select_one("a[href*='/grp_comp/view/']")),
    }


def _listed(tag: Tag) -> dict[str, Any]:
    labelled = {}
    for item in tag.select("li"):
        if item.span is not None:
            label = item.span.get_text()
            labelled[label.strip(" \n[]")] = item.get_text().replace(label, "", 1).strip()
    return labelled | {
        "page_block": LIST,
        "url": _link(tag),
        "author": _said(tag, ".name"),
        "published": _said(tag, ".time"),
        "title": _said(tag, "h1"),
        "text": _said(tag, "p"),
    }


def _step(tag: Tag) -> dict[str, str]:
    said = [p.get_text().strip() for p in tag.select(".ts-reply p")]
    return {
        "at": _said(tag, ".u-date"),
        "actor": _said(tag, ".u-name"),
        "type": _said(tag, ".u-status"),
        "text": "\n".join(said) if said else _said(tag, ".ts-d-cont"),
    }


def _said(tag: Tag, selector: str) -> str:
    found = tag.select_one(selector)
    return found.get_text().strip() if found is not None else ""


def _link(tag: Tag | None) -> str:
    return str(tag.get("href") or "") if tag is not None else ""


def _depth_exceeds(soup: BeautifulSoup, limit: int) -> bool:
    level: list[Tag] = [soup]
    for _ in range(limit):
        level = [child for tag in level for child in tag.children if isinstance(child, Tag)]
        if not level:
            return False
    return True
