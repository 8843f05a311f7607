"""`mingjian score`: rows in by every way, scores and rejected rows out, exit statuses."""

import csv
import json
import signal
from datetime import datetime
from pathlib import Path

import pyarrow.parquet as pq

from mingjian.fingerprints.fingerprinting import Fingerprinter
from mingjian.scoring import cli

CONTRACT = [
    "complaint_id",
    "platform",
    "as_of",
    "model",
    "key_epoch",
    "credibility",
    "credibility_low",
    "credibility_high",
    "merit",
    "coordination",
    "severity",
    "violations",
    "route",
    "tier",
    "priority",
    "reasons",
    "template_id",
    "template_size",
    "capture_id",
    "capture_size",
    "broadcast_id",
    "broadcast_size",
    "ring_id",
    "ring_size",
    "case_id",
    "repeat_kind",
]


def records(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_scores_have_the_columns_of_the_contract_in_every_format(mingjian, given):
    for suffix in ("jsonl", "csv", "parquet"):
        assert mingjian("score", given, "--out", f"s.{suffix}").status == 0
    lines = records(Path("s.jsonl"))
    with Path("s.csv").open(encoding="utf-8-sig", newline="") as file:
        table = list(csv.DictReader(file))
    columns = pq.read_table("s.parquet")
    assert set(CONTRACT) <= lines[0].keys()
    assert list(lines[0]) == list(table[0]) == columns.column_names
    assert len(lines) == 11
    for line, row, record in zip(lines, table, columns.to_pylist(), strict=True):
        moment = datetime.fromisoformat(line["as_of"])
        assert moment.utcoffset() is not None
        assert moment == datetime.fromisoformat(row["as_of"]) == record["as_of"]
        assert json.loads(row["reasons"]) == line["reasons"] == record["reasons"]
        assert row["ring_id"] == (line["ring_id"] or "")
        for name in ("complaint_id", "merit", "route", "tier", "ring_size", "credibility"):
            assert line[name] == record[name]
            assert row[name] == ("" if line[name] is None else str(line[name]))


def test_values_are_in_the_range_of_the_contract(mingjian, given):
    mingjian("score", given, "--out", "s.jsonl")
    for score in records(Path("s.jsonl")):
        assert 0 <= score["merit"] <= 1
        assert 0 <= score["coordination"] <= 1
        if score["credibility"] is not None:
            low, middle, high = (score[f"credibility{end}"] for end in ("_low", "", "_high"))
            assert 0 <= low <= middle <= high <= 100
        assert score["tier"] in {"fast", "standard", "extended"}
        for reason in score["reasons"]:
            assert reason.keys() == {"code", "axis", "weight", "zh", "en", "evidence"}


def test_a_complaint_number_never_becomes_a_formula(mingjian, home, world):
    numbers = ["=1+1", "+1", "-1", "@x", "ordinary"]
    rows = [world.complaint(i, complaint_id=number) for i, number in enumerate(numbers)]
    (home / "in.jsonl").write_bytes(world.lines(rows))
    mingjian("score", "in.jsonl", "--out", "s.csv")
    with Path("s.csv").open(encoding="utf-8-sig", newline="") as file:
        found = {row["complaint_id"] for row in csv.DictReader(file)}
    assert found == {"'=1+1", "'+1", "'-1", "'@x", "ordinary"}


def test_rejected_rows_are_numbered_and_never_quoted(mingjian, given):
    found = mingjian("score", given, "--out", "s.jsonl")
    assert found.status == 0
    assert "14 行 rows" in found.out
    assert [(row["input"], row["row"]) for row in records(Path("s.jsonl.rejected.jsonl"))] == [
        ("in.jsonl", 12),
        ("in.jsonl", 13),
        ("in.jsonl", 14),
    ]
    assert [row["reason"] for row in records(Path("s.jsonl.rejected.jsonl"))] == [
        "filed_at: not a time",
        "relation: not one of the known words",
        "line: not JSON",
    ]
    assert "leak-9" not in Path("s.jsonl.rejected.jsonl").read_text("utf-8") + found.out + found.err


def test_no_rejected_file_is_left_from_an_earlier_run(mingjian, given, world):
    mingjian("score", given, "--out", "s.jsonl")
    given.write_bytes(world.lines(world.mixed()))
    mingjian("score", given, "--out", "s.jsonl")
    assert not Path("s.jsonl.rejected.jsonl").exists()
    assert {path.name for path in Path().iterdir()} == {
        "in.jsonl",
        "keys",
        "mingjian.db",
        "s.jsonl",
    }


def test_only_bad_rows_is_a_run_with_nothing_to_show(mingjian, home):
    (home / "bad.jsonl").write_text(
        '{"complaint_id": "1", "platform": "heimao", "filed_at": "soon"}\n' * 3
    )
    found = mingjian("score", "bad.jsonl", "--out", "s.jsonl")
    assert found.status == 0
    assert "3 行 rows" in found.out
    assert records(Path("s.jsonl")) == []
    assert len(records(Path("s.jsonl.rejected.jsonl"))) == 3


def test_standard_input_and_several_inputs(mingjian, home, world):
    rows = world.mixed()
    (home / "a.jsonl").write_bytes(world.lines(rows[:4]))
    found = mingjian("score", "a.jsonl", "-", "--out", "s.jsonl", stdin=world.lines(rows[4:]))
    assert found.status == 0
    assert len(records(Path("s.jsonl"))) == 11
    again = mingjian("score", "-", "--out", "s2.jsonl", stdin=world.lines(rows))
    assert "11 行 rows" in again.out
    assert Path("s2.jsonl").read_bytes() == Path("s.jsonl").read_bytes()


def test_a_run_without_a_terminal_tells_its_progress_in_plain_lines(mingjian, given):
    assert mingjian("score", given, "--out", "s.jsonl").err == "归档 filed: 11\n评分 scored: 11\n"


def test_the_report_is_written_where_it_is_asked_for(mingjian, given):
    found = mingjian("score", given, "--out", "s.jsonl", "--report", "r.html")
    assert "r.html" in found.out
    assert Path("r.html").read_text("utf-8").endswith("</html>")


def test_a_contact_log_counts_its_unreadable_lines(mingjian, given, home, world):
    contact = {
        "lender": "速云贷",
        "borrower": {"phone": int(world.person(10)["phone"])},
        "at": "2025-05-30T09:00:00+08:00",
    }
    (home / "log.jsonl").write_text(json.dumps(contact) + "\n[]\n")
    found = mingjian("score", given, "--out", "s.jsonl", "--contact-log", "log.jsonl")
    assert "2 rows, 1 unreadable" in found.out
    [score] = [s for s in records(Path("s.jsonl")) if s["complaint_id"] == "17000010"]
    assert "log_contacts" in {reason["code"] for reason in score["reasons"]}


def test_a_stage_that_fails_is_status_3_and_says_what_was_kept(mingjian, given, monkeypatch):
    def broken(self, complaints):
        raise ValueError(complaints)

    monkeypatch.setattr(Fingerprinter, "__call__", broken)
    found = mingjian("score", given, "--out", "s.jsonl")
    assert found.status == 3
    assert "ValueError in test_cli_score.py" in found.err
    assert "0 complaints before it are committed" in found.err
    assert "昵称" not in found.err
    assert not Path("s.jsonl").exists()


def test_an_interrupted_run_says_what_was_kept(mingjian, given, monkeypatch):
    monkeypatch.setattr(
        Fingerprinter, "__call__", lambda self, complaints: signal.raise_signal(signal.SIGINT)
    )
    found = mingjian("score", given, "--out", "s.jsonl")
    assert found.status == 3
    assert "KeyboardInterrupt" in found.err
    assert "committed" in found.err


def test_an_unexpected_error_shows_its_place_and_not_its_words(mingjian, given, monkeypatch):
    def broken(*arguments):
        raise LookupError("13900000001")

    mingjian("score", given, "--out", "s.jsonl")
    monkeypatch.setattr(cli, "person_uids", broken)
    found = mingjian("erase", "--phone", "13900000001")
    assert (found.status, found.out) == (3, "")
    assert found.err.startswith("mingjian: unexpected LookupError in test_cli_score.py:")
    assert "13900000001" not in found.err
