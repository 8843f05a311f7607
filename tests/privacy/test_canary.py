"""Law 4: marked personal data goes in by every path, and no mark is found on disk, in any disguise.

Numbers that a platform gave (``complaint_id``, ``prior_complaint_ids``, ``collective_id``) and the
platform's name are no personal data here: they are what a score is about.
"""

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import pytest
from PIL import Image, ImageDraw
from stdnum import luhn
from stdnum.cn import ric

from mingjian.fingerprints.contract import RawComplaint
from mingjian.fingerprints.fingerprinting import Fingerprinter
from mingjian.fingerprints.importers import Accepted
from mingjian.fingerprints.keyring import KeyRing
from mingjian.scoring.pipeline import Pipeline
from mingjian.scoring.scorecard import Scorecard
from mingjian.scoring.store.store import Store
from mingjian.scoring.triage import TriagePolicy


def _id_number(body: str) -> str:
    return body + ric.calc_check_digit(body + "0")


def _card(body: str) -> str:
    return body + luhn.calc_check_digit(body)


MARKS = {
    "name": "欧阳鸑鷟",
    "phone": "13987650431",
    "id_number": _id_number("33010619870423517"),
    "email": "canary.zhou@mark-example.com",
    "card": _card("622202123487650943"),
    "account": "鸿雁传书0731",
    "device": "c7a9e41d-55b0-4f6e-9a3c-0d1e77c1e9d2",
    "ip": "114.114.71.93",
    "user_agent": "CanaryBrowser/7.7",
    "wechat": "wx_canary_9071",
    "address": "翠苑街道文三路478号3幢502室",
    "attachment": "canary-passport-scan",
    "borrower_name": "司徒龘靐",
    "borrower_phone": "15876541230",
    "borrower_id_number": _id_number("44030519921130102"),
    "borrower_email": "borrower.mark@canary-mail.org",
    "borrower_payee": _card("621700145678901234"),
    "borrower_account": "龘龘账号8642",
    "event_phone": "17765432109",
    "log_phone": "18911223377",
}
SHORTEST = 6  # bytes; a shorter piece is found by chance


# ---- disguises


def spellings(mark: str) -> set[str]:
    """A mark in other cases, without its separators, and with other ones."""
    bare = re.sub(r"[\s\-:._@/+]", "", mark)
    spaced = {separator.join(re.findall(".{1,4}", bare)) for separator in " -"}
    phone = {f"+86{mark}", f"{mark[:3]} {mark[3:7]} {mark[7:]}"} if mark.isdigit() else set()
    cased = {mark, bare} | {
        change(text) for text in (mark, bare) for change in (str.upper, str.lower, str.swapcase)
    }
    return cased | spaced | phone


def _base64(data: bytes) -> Iterator[bytes]:
    """What is the same of its Base64 form wherever the mark begins within three bytes."""
    for before in range(3):
        coded = base64.b64encode(bytes(before) + data)
        whole = (before + len(data)) // 3 * 4
        core = coded[-(-before * 4 // 3) : whole]
        yield from (core, core.translate(bytes.maketrans(b"+/", b"-_")))


def disguises(mark: str) -> set[bytes]:
    """Every form in which a file could hold a mark."""
    found: set[bytes] = set()
    for text in spellings(mark):
        encoded = {text.encode(name) for name in ("utf-8", "utf-16-le", "utf-16-be", "gb18030")}
        found |= encoded
        for data in encoded:
            found |= {data.hex().encode(), data.hex().upper().encode(), *_base64(data)}
        found |= {quote(text).encode(), quote(text, safe="").lower().encode()}
        found |= {json.dumps(text)[1:-1].encode(), text.encode("unicode_escape")}
        found |= {text.encode("ascii", "xmlcharrefreplace")}
        for name in ("md5", "sha1", "sha256"):  # all phones are hashed within minutes
            digest = hashlib.new(name, text.encode(), usedforsecurity=False)
            found |= {digest.digest(), digest.hexdigest().encode()}
    return {piece for piece in found if len(piece) >= SHORTEST}


def test_the_search_finds_every_disguise():
    for mark in MARKS.values():
        hidden = [
            f"…{mark}…".encode(),
            mark.swapcase().encode("utf-16-le"),
            f"“{mark}”".encode("gb18030"),
            mark.encode().hex().encode(),
            *(base64.b64encode(bytes(n) + mark.encode() + b"tail") for n in range(3)),
            *(base64.urlsafe_b64encode(bytes(n) + mark.encode() + b"?>") for n in range(3)),
            quote(mark).encode(),
            json.dumps({"x": mark}).encode(),
            hashlib.sha256(mark.encode()).hexdigest().encode(),
        ]
        for content in hidden:
            assert any(piece in content for piece in disguises(mark)), (mark, content)
        assert not any(piece in b"nothing of her is here 12345" for piece in disguises(mark))


# ---- the marked world


def marked(number: int, **fields: object) -> dict[str, object]:
    """A complaint with a mark in every field that can hold one."""
    m = MARKS
    threat = f"今晚就带人到{m['address']}门口堵你，{m['phone']}也别想清静"
    text = (
        f"我叫{m['name']}，身份证号{m['id_number']}，电话{m['phone']}，邮箱{m['email']}，"
        f"微信号{m['wechat']}，家住浙江省杭州市西湖区{m['address']}。"
        f"2025年6月3日晚上11点催收员用陌生号码打来{5 + number}次，威胁说“{threat}”，"
        f"还让我把钱转到银行卡{m['card']}，并给我爱人{m['borrower_phone']}发了【速云贷】尊敬的{m['name']}"
        f"先生，您的借款已逾期，请于今日18点前还款，否则联系{m['email']}。"
    )
    return {
        "complaint_id": f"90000{number}",
        "platform": "heimao",
        "filed_at": f"2025-06-0{number % 7 + 1}T10:00:00+08:00",
        "respondent": "速云贷客服" if number % 2 else f"速云贷（{m['phone']}）",
        "title": f"投诉人：{m['name']}，{m['phone']}被骚扰",
        "text": text,
        "issues": ["暴力催收", f"骚扰{m['phone']}", m["email"]],
        "demands": [f"退款到{m['card']}", "道歉"],
        "amount_cny": 3000,
        "status": f"处理中，请回电{m['phone']}",
        "complainant": {
            "account_id": m["account"],
            "name": m["name"],
            "phone": m["phone"],
            "id_number": m["id_number"],
            "email": m["email"],
            "payee_account": m["card"],
        },
        "borrower": {
            "account_id": m["borrower_account"],
            "name": m["borrower_name"],
            "phone": m["borrower_phone"],
            "id_number": m["borrower_id_number"],
            "email": m["borrower_email"],
            "payee_account": m["borrower_payee"],
        },
        "relation": "family",
        "device": {
            "device_id": m["device"],
            "ip": m["ip"],
            "user_agent": f"{m['user_agent']} (Linux; Android 12)",
        },
        "attachments": [
            {"kind": "screenshot", "path": f"{m['attachment']}.png"},
            {"kind": "screenshot", "path": f"missing-{m['attachment']}.png"},
            {"kind": "audio", "path": f"{m['attachment']}.mp3"},
        ],
        "events": [
            {
                "at": "2025-06-09T10:00:00+08:00",
                "actor": m["name"],
                "type": f"回电{m['event_phone']}",
                "text": f"商家联系{m['event_phone']}，{m['name']}，{m['email']}",
            }
        ],
    } | fields


def bad_rows() -> list[bytes]:
    """Rows that are refused, with marks where the fault is."""
    m = MARKS
    rows = [
        marked(7, filed_at=m["phone"]),
        marked(7, relation=m["name"]),
        marked(7, amount_cny=f"约{m['card']}元"),
        marked(7, complainant=m["id_number"]),
        marked(7, complainant={"phone": {m["phone"]: m["name"]}}),
        marked(7, attachments=[{"kind": m["name"], "path": m["phone"]}]),
        marked(7, events=[{"at": m["phone"]}]),
        marked(7, text=f"\x00{m['phone']}"),
        marked(7, platform=""),
    ]
    broken = f'{{"complaint_id": "1", "phone": "{m["phone"]}", {m["name"]}'
    return [*(json.dumps(row, ensure_ascii=False).encode() for row in rows), broken.encode()]


def prepare(folder: Path) -> None:
    """The inputs. They hold every mark and are kept away from what is searched."""
    m = MARKS
    folder.mkdir()
    good = [marked(number) for number in range(1, 6)]
    lines = [json.dumps(row, ensure_ascii=False).encode() for row in good]
    (folder / "complaints.jsonl").write_bytes(b"\n".join([*lines, *bad_rows()]))
    (folder / "no header.csv").write_text(f"{m['name']},{m['phone']},{m['email']}\n" * 3, "utf-8")
    contacts = [
        {
            "lender": "速云贷",
            "borrower": {"phone": phone, "id_number": m["borrower_id_number"]},
            "at": "2025-06-01T09:00:00+08:00",
            "number": m["log_phone"],
            "text": f"尊敬的{m['borrower_name']}",
        }
        for phone in (m["borrower_phone"], m["log_phone"], m["name"])
    ]
    log = [json.dumps(contact, ensure_ascii=False) for contact in contacts]
    (folder / "log.jsonl").write_text("\n".join([*log, f"{m['log_phone']} 不是JSON"]), "utf-8")
    picture = Image.new("RGB", (360, 640), "white")
    ImageDraw.Draw(picture).text((20, 200), f"{m['phone']} {m['email']}", fill="black")
    picture.save(folder / f"{m['attachment']}.png")


# Several commands of one program, one after the other; the last two with a fingerprinter that fails on
# the fourth complaint and says what it saw, here and in the second process.
PROGRAM = """
import json, sys
import broken

for words, inline in json.loads(sys.argv[1]):
    broken.choose(inline)
    sys.argv = ["mingjian", *words]
    status = 0
    try:
        broken.cli.main()
    except SystemExit as stop:
        status = stop.code
    print("status", status, flush=True)
"""
BROKEN = """
from mingjian.fingerprints.fingerprinting import Fingerprinter
from mingjian.scoring import cli, intake, pipeline


class Broken(Fingerprinter):
    def __call__(self, complaints):
        if any(complaint.complaint_id == "900004" for complaint in complaints):
            raise ValueError(f"cannot read {complaints}")
        return Fingerprinter.__call__(self, complaints)


def choose(inline):
    if inline is not None:
        cli.Fingerprinter = Broken
        intake.CHUNK, pipeline.INLINE, pipeline.WINDOW = 1, inline, 1
"""


@pytest.fixture(scope="module")
def found(tmp_path_factory) -> dict[str, bytes]:
    """Everything that was written or said, by name."""
    inputs, home = tmp_path_factory.mktemp("canary") / "in", tmp_path_factory.mktemp("home")
    prepare(inputs)
    for name in ("temporary", "data"):
        (home / name).mkdir()
    (home / "broken.py").write_text(BROKEN)
    rows = str(inputs / "complaints.jsonl")
    with_all = ["--attachments", str(inputs), "--contact-log", str(inputs / "log.jsonl")]
    crash = ["score", rows, "--out", "crash.jsonl", "--db"]
    commands = [
        (["score", rows, "--out", "scores.jsonl", *with_all, "--report", "report.html"], None),
        (["score", rows, "--out", "scores.csv", "--from", "native"], None),
        (["score", str(inputs / "no header.csv"), "--out", "x.jsonl"], None),
        (["explain", "heimao:900001"], None),
        (["erase", "--phone", "13900000000"], None),
        ([*crash, "sqlite:///crash here.db"], 100),
        ([*crash, "sqlite:///crash there.db"], 0),
    ]
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM, json.dumps(commands)],
        cwd=home / "data",
        env=os.environ
        | {
            "HOME": str(home),
            "TMPDIR": str(home / "temporary"),
            "MINGJIAN_KEYRING": str(home / "ring.json"),
            "PYTHONPATH": os.pathsep.join([str(home), os.environ.get("PYTHONPATH", "")]),
        },
        capture_output=True,
        check=True,
    )
    assert re.findall(rb"status (\d)", ran.stdout) == [b"0", b"0", b"2", b"0", b"0", b"3", b"3"]
    said = {"output": ran.stdout, "errors": ran.stderr}
    said |= _one_by_one(home / "data", KeyRing.open(home / "ring.json"), inputs)
    said |= {
        str(path.relative_to(home)): path.read_bytes() for path in home.rglob("*") if path.is_file()
    }
    return said


def _one_by_one(folder: Path, ring: KeyRing, inputs: Path) -> dict[str, bytes]:
    """Score one complaint at a time, and copy the log that lies beside an open database."""
    store = Store.open(f"sqlite:///{folder / 'one.db'}", ring)
    pipeline = Pipeline(store, Fingerprinter(ring, inputs), Scorecard.shipped(), TriagePolicy())
    for number in range(1, 4):
        row = RawComplaint.model_validate(marked(number))
        pipeline.run([Accepted(1, row)], datetime(2025, 9, 1, tzinfo=UTC))
    copied = {f"open: {path.name}": path.read_bytes() for path in folder.glob("one.db*")}
    copied["open: records"] = json.dumps(
        list(store.scores()), ensure_ascii=False, default=str
    ).encode()
    store.close()
    return copied


# ---- the search


def test_everything_was_written(found):
    written = {name for name, content in found.items() if content}
    assert written >= {
        "output", "errors", "data/scores.jsonl", "data/scores.csv",
        "data/scores.jsonl.rejected.jsonl", "data/report.html", "data/mingjian.db",
        "data/crash here.db", "data/crash there.db", "open: one.db-wal", "ring.json",
    }  # fmt: skip
    rejected = found["data/scores.jsonl.rejected.jsonl"].splitlines()
    assert len(rejected) == len(bad_rows())
    assert found["errors"].count(b"ValueError in ") == 2
    assert found["errors"].count(b"the 3 complaints before it are committed") == 2
    scores = [json.loads(line) for line in found["data/scores.jsonl"].splitlines()]
    assert len(scores) == 5
    # They were read, not thrown away: quotes with masks, the log, the picture.
    assert all(any("█" in fact["value"] for fact in score["facts"]) for score in scores)
    assert {"log_contacts", "case_filings"} <= {r["code"] for s in scores for r in s["reasons"]}
    assert {s["capture_size"] for s in scores} == {5}


@pytest.mark.parametrize("kind", MARKS)
def test_no_mark_is_found(kind, found):
    pieces = disguises(MARKS[kind])
    leaks = {name: piece for name, content in found.items() for piece in pieces if piece in content}
    assert leaks == {}
