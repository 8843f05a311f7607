"""The command line: help, wrong use, explaining, erasing, keys, the demo and the program itself."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from mingjian.fingerprints.keyring import KeyRing
from mingjian.scoring.store.store import Store

POSIX = pytest.mark.skipif(os.name != "posix", reason="modes and links are POSIX")


def records(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


# ---- help


@pytest.mark.parametrize("words", [[], ["keys"]], ids=["mingjian", "keys"])
def test_no_command_shows_what_there_is_and_is_wrong_use(mingjian, words):
    found = mingjian(*words)
    assert found.status == 2
    assert "--help" in found.out


@pytest.mark.parametrize(
    ("words", "example"),
    [
        (
            ["score"],
            "mingjian score complaints.jsonl --out scores.jsonl --attachments attachments/",
        ),
        (["demo"], "mingjian demo --out demo"),
        (["explain"], "mingjian explain heimao:17350000001 --db sqlite:///mingjian.db"),
        (["erase"], "mingjian erase --phone 13800000000 --db sqlite:///mingjian.db"),
        (["keys", "init"], "MINGJIAN_KEYRING=ring.json mingjian keys init"),
        (["keys", "rotate"], "mingjian keys rotate"),
        (["keys", "show"], "mingjian keys show"),
    ],
)
def test_help_shows_an_example(mingjian, words, example):
    found = mingjian(*words, "--help")
    assert found.status == 0
    assert example in found.out
    assert found.err == ""


def test_score_has_every_option_of_the_contract(mingjian):
    shown = mingjian("score", "--help").out
    options = ["--out", "--attachments", "--db", "--from", "--contact-log", "--as-of", "--engine"]
    assert [option for option in options if option not in shown] == []


# ---- wrong use


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["nonsense"], "No such command"),
        (["score", "in.jsonl"], "Missing option"),
        (["score", "--out", "s.jsonl"], "Missing argument"),
        (["score", "in.jsonl", "--out", "s.jsonl", "--colour"], "No such option"),
        (["score", "in.jsonl", "--out", "s.jsonl", "--engine", "abacus"], "--engine"),
        (["score", "missing.jsonl", "--out", "s.jsonl"], "no such file"),
        (["score", "in.jsonl", "missing.csv", "--out", "s.jsonl"], "no such file"),
        (["score", "folder", "--out", "s.jsonl"], "directory"),
        (["score", "empty.jsonl", "--out", "s.jsonl"], "is empty"),
        (["score", "table.foo", "--out", "s.jsonl"], "not those of any importer"),
        (["score", "fake.parquet", "--out", "s.jsonl"], "not a .parquet file"),
        (["score", "in.jsonl", "--out", "s.jsonl", "--from", "abacus"], "no importer"),
        (["score", "in.jsonl", "--out", "s.txt"], "must end in one of .jsonl, .csv, .parquet"),
        (["score", "in.jsonl", "--out", "missing/s.jsonl"], "folder that exists"),
        (["score", "in.jsonl", "--out", "in.jsonl/s.jsonl"], "folder that exists"),
        (["score", "in.jsonl", "--out", "dir.jsonl"], "folder that exists"),
        (["score", "in.jsonl", "--out", "s.jsonl", "--report", "missing/r.html"], "--report"),
        (["score", "in.jsonl", "--out", "s.jsonl", "--attachments", "missing"], "no such folder"),
        (["score", "in.jsonl", "--out", "s.jsonl", "--attachments", "in.jsonl"], "no such folder"),
        (["score", "in.jsonl", "--out", "s.jsonl", "--contact-log", "missing"], "contact log"),
        (["score", "in.jsonl", "--out", "s.jsonl", "--settings", "missing"], "settings"),
        (["score", "in.jsonl", "--out", "s.jsonl", "--as-of", "yesterday"], "--as-of"),
        (["score", "in.jsonl", "--out", "s.jsonl", "--db", "a database"], "not a database URL"),
        (["score", "in.jsonl", "--out", "s.jsonl", "--db", "mysql://u:pw@h/x"], "SQLite or"),
        (["score", "in.jsonl", "--out", "s.jsonl", "--db", "sqlite:///in.jsonl"], "cannot open"),
        (["explain", "1"], "holds no complaints"),
        (["erase", "--phone", "13900000001"], "holds no complaints"),
        (["erase"], "exactly one of"),
        (["erase", "--phone", "13900000001", "--account", "x"], "exactly one of"),
        (["erase", "--phone", ""], "exactly one of"),
        (["keys", "show"], "no key ring here"),
        (["keys", "rotate"], "no key ring here"),
        (["demo", "--out", "in.jsonl"], "cannot make the folder"),
    ],
    ids=" ".join,
)
def test_wrong_use_is_one_message_and_status_2(mingjian, home, given, words, says):
    (home / "folder").mkdir()
    (home / "dir.jsonl").mkdir()
    (home / "empty.jsonl").touch()
    (home / "table.foo").write_text("colour,taste\nred,sweet\n")
    (home / "fake.parquet").write_text("no parquet")
    found = mingjian(*words)
    assert found.status == 2
    assert says in found.err
    assert "Traceback" not in found.err
    assert "pw" not in found.err
    assert not (home / "s.jsonl").exists()


def test_a_misspelt_database_is_not_made_by_asking_it(mingjian, home):
    for words in (["explain", "1"], ["erase", "--account", "x"]):
        assert mingjian(*words, "--db", "sqlite:///tpyo.db").status == 2
    assert list(home.iterdir()) == []


def test_a_view_of_the_past_is_refused(mingjian, given):
    assert mingjian("score", given, "--out", "s.jsonl").status == 0
    found = mingjian("score", given, "--out", "s.jsonl", "--as-of", "2025-06-01T02:00:00+08:00")
    assert (found.status, "score into an empty one" in found.err) == (2, True)


# ---- explain


def test_explain_shows_reasons_by_number_and_by_uid(mingjian, given):
    mingjian("score", given, "--out", "s.jsonl")
    by_number, by_uid = mingjian("explain", "17000003"), mingjian("explain", "heimao:17000003")
    assert by_number == by_uid
    assert by_uid.out.startswith("heimao:17000003\n")
    [score] = [s for s in records(Path("s.jsonl")) if s["complaint_id"] == "17000003"]
    for reason in score["reasons"]:
        assert reason["zh"] in by_uid.out
        assert reason["en"] in by_uid.out
    as_json = mingjian("explain", "heimao:17000003", "--json")
    assert json.loads(as_json.out) == score


def test_explaining_what_is_not_there_is_wrong_use(mingjian, given):
    mingjian("score", given, "--out", "s.jsonl")
    found = mingjian("explain", "heimao:nobody")
    assert (found.status, found.out) == (2, "")
    assert "no such complaint" in found.err


def test_what_a_complaint_says_cannot_steer_the_terminal(mingjian, home, world):
    hostile = "催收员说“再不还钱\x1b[2J\x1b]0;owned\x07就带人上门打断\u202e你的腿\r”。"
    row = world.complaint(1, complaint_id="x\x1b[31m", text=world.story(1) + hostile)
    (home / "in.jsonl").write_bytes(world.lines([row]))
    mingjian("score", "in.jsonl", "--out", "s.jsonl")
    found = mingjian("explain", "x\x1b[31m")
    assert found.status == 0
    shown = found.out.replace("\n", "")
    assert "上门" in shown
    assert shown.isprintable()


# ---- erase


def test_erase_says_how_many_and_leaves_none(mingjian, given, world):
    mingjian("score", given, "--out", "s.jsonl")
    found = mingjian("erase", "--phone", world.person(13)["phone"])
    assert (found.status, found.out) == (0, "已删除 erased: 2\n")
    assert mingjian("explain", "17000013").status == 2
    assert mingjian("erase", "--id-number", world.person(13)["id_number"]).out.endswith(": 0\n")
    assert mingjian("erase", "--account", world.person(10)["account_id"]).out.endswith(": 1\n")
    content = b"".join(path.read_bytes() for path in Path().glob("mingjian.db*"))
    assert b"17000013" not in content
    assert b"17000010" not in content
    assert b"17000011" in content


def test_an_unreadable_identifier_is_refused_without_repeating_it(mingjian, given):
    mingjian("score", given, "--out", "s.jsonl")
    found = mingjian("erase", "--phone", "139****0001")
    assert found.status == 2
    assert "not a readable phone" in found.err
    assert "139" not in found.err


def test_erase_finishes_what_a_killed_erase_began(mingjian, given, home, world, pipeline):
    mingjian("score", given, "--out", "s.jsonl")
    ring = KeyRing.open(home / "keys" / "ring.json")
    store = Store.open("sqlite:///mingjian.db", ring)
    pipeline(store, ring).erase(["heimao:17000010"])
    left = {
        path: path.read_bytes() for path in home.glob("mingjian.db*") if path.suffix != ".db-shm"
    }
    store.close()
    for path, content in left.items():  # what a program leaves that is killed before it compacts
        path.write_bytes(content)
    assert any(b"17000010" in content for content in left.values())
    assert mingjian("erase", "--phone", world.person(10)["phone"]).out.endswith(": 0\n")
    content = b"".join(path.read_bytes() for path in home.glob("mingjian.db*"))
    assert b"17000010" not in content


# ---- keys


def test_a_key_ring_is_made_shown_and_rotated(mingjian, home):
    path = home / "keys" / "ring.json"
    assert mingjian("keys", "init").out == f"{path}: k1\n"
    first = path.read_bytes()
    again = mingjian("keys", "init")
    assert (again.status, path.read_bytes()) == (2, first)
    assert mingjian("keys", "rotate").out == f"{path}: k2, k1\n"
    assert mingjian("keys", "rotate").out == f"{path}: k3, k2\n"
    shown = mingjian("keys", "show").out
    ring = KeyRing.open(path)
    for value in ring.check_values().values():
        assert value in shown
    for entry in json.loads(path.read_text())["epochs"]:
        assert entry["secret"] not in shown


def test_a_new_ring_is_announced_once(mingjian, home, given):
    first, second = (mingjian("score", given, "--out", "s.jsonl") for _ in range(2))
    assert "new key ring" in first.out
    assert "new key ring" not in second.out
    assert stat.S_IMODE((home / "keys" / "ring.json").stat().st_mode) & 0o077 == 0


def commands(given: Path) -> list[list[str]]:
    return [
        ["score", str(given), "--out", "s.jsonl"],
        ["explain", "17000001"],
        ["erase", "--phone", "13900000001"],
    ]


def test_a_missing_ring_is_never_replaced_behind_a_database(mingjian, home, given):
    mingjian("score", given, "--out", "s.jsonl")
    path = home / "keys" / "ring.json"
    path.rename(home / "backup.json")
    for words in commands(given):
        found = mingjian(*words)
        assert found.status == 2
        assert "restore it from a backup" in found.err
        assert not path.exists()
    mingjian("keys", "init")
    for words in commands(given):
        found = mingjian(*words)
        assert (found.status, "another key ring" in found.err) == (2, True)
    (home / "backup.json").replace(path)
    assert mingjian("explain", "17000001").status == 0


def test_an_emptied_database_keeps_its_ring(mingjian, home, world):
    (home / "in.jsonl").write_bytes(world.lines([world.complaint(1)]))
    mingjian("score", "in.jsonl", "--out", "s.jsonl")
    mingjian("erase", "--phone", world.person(1)["phone"])
    (home / "keys" / "ring.json").unlink()
    found = mingjian("score", "in.jsonl", "--out", "s.jsonl")
    assert (found.status, "restore it from a backup" in found.err) == (2, True)
    assert not (home / "keys" / "ring.json").exists()


@POSIX
def test_a_ring_that_others_can_read_is_refused(mingjian, home, given):
    mingjian("score", given, "--out", "s.jsonl")
    path = home / "keys" / "ring.json"
    before = path.read_bytes()
    path.chmod(0o644)
    for words in commands(given):
        found = mingjian(*words)
        assert found.status == 2
        assert "others can open it" in found.err
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff\xfe", b'{"schema": "mingjian.keyring/1"}'])
def test_a_broken_ring_is_refused_and_kept(mingjian, home, given, content):
    mingjian("score", given, "--out", "s.jsonl")
    path = home / "keys" / "ring.json"
    path.write_bytes(content)
    for words in commands(given):
        found = mingjian(*words)
        assert (found.status, "ring.json" in found.err) == (2, True)
    assert path.read_bytes() == content


# ---- demo, and the real program


def test_demo_prints_the_queue_and_writes_its_files(mingjian, home):
    asked = ("demo", "--out", "shown", "--complaints", "60")
    found = mingjian(*asked)
    assert found.status == 0
    assert "审核队列 Review queue" in found.out
    assert "synthetic 合成数据" in found.out
    assert {path.name for path in (home / "shown").iterdir()} == {
        "demo.db", "evaluation.html", "keyring.json", "report.html", "scores.jsonl", "world",
    }  # fmt: skip
    assert len(records(home / "shown" / "scores.jsonl")) == 60
    again = mingjian(*asked)
    assert again.status == 0
    (home / "shown" / "keyring.json").unlink()
    lost = mingjian(*asked)
    assert (lost.status, "restore it from a backup" in lost.err) == (2, True)


PROGRAM = [sys.executable, "-c", "from mingjian.scoring.cli import main; main()"]


def test_the_program_itself_reads_a_pipe_and_sets_its_status(home, world):
    ran = subprocess.run(
        [*PROGRAM, "score", "-", "--out", "s.jsonl"],
        input=world.lines(world.mixed()),
        capture_output=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert len(records(home / "s.jsonl")) == 11
    assert stat.S_IMODE((home / "mingjian.db").stat().st_mode) == 0o600
    wrong = subprocess.run([*PROGRAM, "explain", "0"], capture_output=True, check=False)
    assert (wrong.returncode, wrong.stdout) == (2, b"")
