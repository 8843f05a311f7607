"""The report: one page, both languages, nothing from a complaint can act on it."""

import base64
import hashlib
import json
import re
import subprocess
import sys
import unicodedata
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from mingjian import examples
from mingjian.features.observation import CATALOGUE
from mingjian.fingerprints.errors import UsageError
from mingjian.fingerprints.fingerprinting import Fingerprinter
from mingjian.fingerprints.importers import read
from mingjian.fingerprints.keyring import Epoch, KeyRing
from mingjian.scoring.pipeline import Pipeline, Summary
from mingjian.scoring.report import write_report
from mingjian.scoring.report.page import visible
from mingjian.scoring.report.queue import TOKEN
from mingjian.scoring.report.rings import LETTERS
from mingjian.scoring.scorecard import Scorecard
from mingjian.scoring.settings import Settings
from mingjian.scoring.store.store import Store

NOW = datetime(2026, 1, 1, tzinfo=UTC)
STYLE = files("mingjian.scoring.report").joinpath("style.css").read_text("utf-8")
HOSTILE = (
    "</script><script>alert(1)</script><img src=x onerror=alert(1)>\"' onfocus='alert(1) \u202eevil"
)


EPOCH = Epoch("k1", NOW, bytes(range(32)))


@pytest.fixture(scope="module")
def ring(tmp_path_factory) -> KeyRing:
    """Fixed: two of a hundred drawn rings split a ring of the examples (see test_examples_queue)."""
    made = KeyRing(tmp_path_factory.mktemp("keys") / "keyring.json", (EPOCH,), bytes(range(32)))
    made.save()
    return made


def scored(ring: KeyRing, folder: Path, source: Path, attachments: Path | None = None):
    """A store holding the scores of a file, and the summary of the run."""
    store = Store.open(f"sqlite:///{folder / 'report.db'}", ring)
    pipeline = Pipeline(
        store, Fingerprinter(ring, attachments), Scorecard.shipped(), Settings().policy()
    )
    return store, pipeline.run(read(source, None, received_at=NOW), NOW)


def page_of(store: Store, summary: Summary, folder: Path) -> str:
    write_report(folder / "report.html", store, summary)
    return (folder / "report.html").read_text("utf-8")


@pytest.fixture(scope="module")
def example(ring, tmp_path_factory):
    """The page of the shipped examples, its soup, the scores behind it and the database file."""
    folder = tmp_path_factory.mktemp("example")
    source = examples.folder()
    store, summary = scored(ring, folder, source / "complaints.jsonl", source / "attachments")
    page = page_of(store, summary, folder)
    again = page_of(store, summary, folder)
    records = list(store.scores(summary.uids))
    store.close()
    return page, BeautifulSoup(page, "html.parser"), records, again, folder


@pytest.fixture(scope="module")
def hostile(ring, tmp_path_factory):
    """A page whose complaints try to break out of it wherever the store keeps their words."""
    folder = tmp_path_factory.mktemp("hostile")
    story = (
        f"他们每天打我电话二十次，还给我妈妈打电话，说“再不还钱{HOSTILE}就上门”，"
        f"{HOSTILE}，我非常害怕，希望处理。"
    )
    with (folder / "in.jsonl").open("w", encoding="utf-8") as file:
        for number in range(4):
            row = {
                "complaint_id": f"{number}{HOSTILE}",
                "platform": "heimao",
                "filed_at": f"2025-06-01T1{number}:00:00+08:00",
                "respondent": f"某贷{HOSTILE}",
                "title": HOSTILE,
                "text": story,
                "complainant": {"phone": f"1380000000{number}", "name": "王" + "一二三四"[number]},
                "device": {"device_id": "one-device-for-all"},
            }
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    store, summary = scored(ring, folder, folder / "in.jsonl")
    page = page_of(store, summary, folder)
    store.close()
    assert summary.new == 4
    return page, BeautifulSoup(page, "html.parser")


def test_sections_stand_in_order_and_are_reachable(example):
    _, soup, *_ = example
    ids = ["about", "queue", "scores", "templates", "rings", "lenders", "catalogue"]
    assert [heading["id"] for heading in soup.select("h2")] == ids
    assert [link["href"] for link in soup.select("nav a")] == [f"#{name}" for name in ids]
    assert all(section["aria-labelledby"] in ids for section in soup.select("main > section"))


def test_ids_are_unique_and_links_lead_somewhere(example):
    _, soup, *_ = example
    ids = [element["id"] for element in soup.select("[id]")]
    assert len(ids) == len(set(ids))
    targets = {a.get("href") or a.get("xlink:href") for a in soup.select("a, use")}
    assert targets and {target.removeprefix("#") for target in targets} <= set(ids)


def test_tables_and_pictures_can_be_read_out(example):
    _, soup, *_ = example
    for table in soup.select("table"):
        assert table.caption.get_text(strip=True)
        assert all(head.get("scope") in {"col", "row"} for head in table.select("th"))
    for picture in soup.select("svg"):
        named = picture.get("role") == "img" and picture.title.get_text(strip=True)
        assert named or picture.get("aria-hidden") == "true"


def test_both_languages_stand_side_by_side(example):
    _, soup, *_ = example
    for element in soup.select("h1, h2, nav a, .none, caption, dt"):
        assert element.select_one("[lang=zh]") and element.select_one("[lang=en]"), element
    reasons = soup.select(".reasons tbody > tr")
    assert reasons
    assert all(r.select_one("p[lang=zh]") and r.select_one("p[lang=en]") for r in reasons)


def test_nothing_is_loaded_and_only_the_own_script_may_run(example):
    page, soup, _, _, folder = example
    assert not soup.select("[src], link, iframe, object, embed, base, form")
    assert all(a["href"].startswith("#") for a in soup.select("[href]"))
    names = {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}
    assert set(re.findall(r"[a-z]+://[^\s\"'<>)]+", page)) == names
    assert "@import" not in page and "url(http" not in page
    (script,) = soup.select("script")
    digest = base64.b64encode(hashlib.sha256(script.string.encode()).digest()).decode()
    policy = soup.select_one("meta[http-equiv=Content-Security-Policy]")["content"]
    assert "default-src 'none'" in policy and f"script-src 'sha256-{digest}'" in policy
    assert str(folder) not in page and str(examples.folder()) not in page


def test_the_same_store_gives_the_same_bytes(example, ring, tmp_path):
    page, _, _, again, _ = example
    assert page == again
    source = examples.folder()
    store, summary = scored(ring, tmp_path, source / "complaints.jsonl", source / "attachments")
    other = page_of(store, summary, tmp_path)
    store.close()
    assert page == other


def test_the_queue_tells_every_score_in_order(example):
    _, soup, records, *_ = example
    rows = soup.select("#queue-table > tbody[data-route]")
    shown = [row.select_one(".uid").get_text() for row in rows]
    assert shown == [f"{r['platform']}:{r['complaint_id']}" for r in records]
    for row, record in zip(rows, records, strict=True):
        assert row["data-route"] == record["route"]
        assert len(row.select(".reasons tbody > tr")) == len(record["reasons"])
        quotes = {quote.get_text() for quote in row.select(".violations q")}
        assert quotes == {visible(violation["quote"]) for violation in record["violations"]}
        number = row.select_one(".number")
        assert (number is None) == (record["credibility"] is None)


def test_no_token_is_shown(example):
    page, _, records, *_ = example
    evidence = [e for r in records for reason in r["reasons"] for e in reason["evidence"]]
    assert evidence
    assert not [item for item in evidence if TOKEN.fullmatch(item)]
    assert not re.search(r"\b(?:device|phone|payee|email|account|id_number)\.k\d", page)


def test_every_ring_of_the_examples_has_its_picture(example):
    _, soup, records, *_ = example
    sizes = {r["ring_id"]: r["ring_size"] for r in records if r["ring_id"]}
    cards = soup.select("section[aria-labelledby=rings] > article")
    assert len(cards) == len(sizes) == 2
    for card in cards:
        ring_id = card.h3.get_text().split(" · ")[0]
        listed = {row.select_one(".uid").get_text(): row for row in card.select("tbody > tr")}
        inside = {uid for uid, row in listed.items() if "not a member" not in row.get_text()}
        named = {f"{r['platform']}:{r['complaint_id']}" for r in records if r["ring_id"] == ring_id}
        assert inside == named
        drawn = {text.get_text(strip=True) for text in card.select("svg text")}
        marks = {mark.get_text() for mark in card.select(".mark")}
        assert drawn == marks | {row.td.get_text() for row in listed.values()}
        assert {mark[0] for mark in marks} <= set(LETTERS.values())


def test_a_template_without_coordination_names_its_innocent_twin(example):
    _, soup, records, *_ = example
    weighed = {
        record["template_id"]
        for record in records
        for reason in record["reasons"]
        if reason["axis"] == "coordination" and reason["weight"] > 0
    }
    cards = soup.select("section[aria-labelledby=templates] > article")
    noted = {card.h3.get_text().split(" · ")[0]: bool(card.select_one(".note")) for card in cards}
    assert True in noted.values() and False in noted.values()
    assert noted == {template_id: template_id not in weighed for template_id in noted}
    assert soup.select(".skeleton .slot")


def test_the_catalogue_is_complete(example):
    _, soup, *_ = example
    rows = soup.select(".catalogue tbody > tr")
    assert [row.code.get_text() for row in rows] == list(CATALOGUE)
    for row, feature in zip(rows, CATALOGUE.values(), strict=True):
        text = row.get_text(" ", strip=True)
        assert all(
            words in text for words in (feature.zh, feature.en, feature.missing, feature.twin)
        )


def test_hostile_words_stay_words(hostile):
    page, soup = hostile
    assert len(soup.select("script")) == 1 and not soup.select("img")
    names = {name for element in soup.find_all(True) for name in element.attrs}
    assert not [name for name in names if name.startswith("on")]
    assert "<script>alert" not in page and "<img src=x" not in page
    uid = soup.select_one("#queue-table .uid").get_text()
    assert "</script><script>alert(1)" in uid and "onfocus='alert(1)" in uid
    assert "⟨U+202E⟩evil" in uid
    said = {
        "lenders": ".heat tbody th",
        "templates": ".skeleton bdi:last-of-type",
        "rings": "tbody .uid",
        "queue": ".reasons p[lang=en]:-soup-contains('quotes the collector')",
    }
    for section, place in said.items():
        words = soup.select_one(f"section[aria-labelledby={section}] {place}").get_text()
        assert "onfocus='alert(" in words and "⟨U+202E⟩evil" in words, section
    assert "evil" in soup.select_one("[data-name='对象 respondent']").get_text()


@given(st.text())
def test_visible_text_hides_and_reorders_nothing(text):
    shown = visible(text)
    assert not [c for c in shown if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Zl", "Zp"}]
    kept = [c for c in text if c.isprintable()]
    assert len(shown) >= len(text) and set(kept) <= set(shown)
    shown.encode("utf-8")


def test_an_empty_store_gives_a_whole_page(ring, tmp_path):
    store = Store.open(f"sqlite:///{tmp_path / 'empty.db'}", ring)
    soup = BeautifulSoup(page_of(store, Summary(rows=2, rejected=2), tmp_path), "html.parser")
    store.close()
    said = [element.get_text() for element in soup.select(".none")]
    assert len(soup.select("h2")) == 7 and not soup.select("svg, .card")
    for words in ("No complaints.", "No template found.", "No ring found."):
        assert any(words in text for text in said)
    *counts, total = (int(cell.get_text()) for cell in soup.select("#about ~ table td"))
    assert sum(counts) == total == 2


def test_an_unwritable_path_is_the_users_mistake(ring, tmp_path):
    store = Store.open(f"sqlite:///{tmp_path / 'empty.db'}", ring)
    with pytest.raises(UsageError, match="cannot write"):
        write_report(tmp_path / "missing" / "report.html", store, Summary())
    (tmp_path / "taken.html").mkdir()
    with pytest.raises(UsageError, match="cannot write"):
        write_report(tmp_path / "taken.html", store, Summary())
    store.close()
    assert not list(tmp_path.glob("*.part"))


def test_a_run_without_a_report_does_not_load_the_drawing():
    code = "import sys, mingjian.scoring.report; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
