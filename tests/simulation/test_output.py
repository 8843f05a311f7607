"""The written world: the contract's files, the same bytes from the same seed, whatever the processes."""

import hashlib
import json
from pathlib import Path

import pytest

from mingjian.fingerprints.contract import RawComplaint
from mingjian.simulation.output import Written, write
from mingjian.simulation.plan import plan
from mingjian.simulation.priors import Priors
from mingjian.simulation.setting import Setting

FILES = ("complaints", "truth", "labels", "contact_log", "public_texts")


def quiet(stage: str, done: int, whole: int) -> None:
    assert done <= whole, stage


def made(folder: Path, processes: int) -> Written:
    world = plan(Setting(11, Priors()), 160)
    return write(world, folder, processes=processes, progress=quiet)


def digests(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("world")
    made(folder, 1)
    return folder


def rows(folder: Path, name: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in (folder / f"{name}.jsonl").read_text("utf-8").splitlines()]


def test_two_runs_are_byte_equal_with_any_number_of_processes(folder: Path, tmp_path: Path) -> None:
    made(tmp_path, 2)
    assert digests(tmp_path) == digests(folder)
    assert any(name.startswith("attachments/") for name in digests(folder))


def test_complaints_follow_the_contract(folder: Path) -> None:
    for row in rows(folder, "complaints"):
        complaint = RawComplaint.model_validate(row)
        assert complaint.text
        assert complaint.filed_at.tzinfo
        assert "{" not in complaint.text + complaint.title, "a slot was left open"
        for attachment in complaint.attachments:
            assert (folder / "attachments" / attachment.path).stat().st_size > 1000


def test_numbers_are_unique_on_a_platform(folder: Path) -> None:
    keys = [(row["platform"], row["complaint_id"]) for row in rows(folder, "complaints")]
    assert len(set(keys)) == len(keys)


def test_truth_and_labels_stand_beside_each_complaint(folder: Path) -> None:
    keys = [(row["platform"], row["complaint_id"]) for row in rows(folder, "complaints")]
    for name in ("truth", "labels"):
        found = rows(folder, name)
        assert [(row["platform"], row["complaint_id"]) for row in found] == keys
        for row in found:
            assert {type(row[field]) for field in ("genuine", "coordinated", "violation")} == {bool}
    assert {"reviewer", "decided_at"} <= rows(folder, "labels")[0].keys()
    assert rows(folder, "truth") != rows(folder, "labels")


def test_no_complaint_tells_the_truth(folder: Path) -> None:
    """Neither field names nor ring names leak into what a detector reads."""
    fields = {field for row in rows(folder, "complaints") for field in row}
    assert fields <= set(RawComplaint.model_fields)


def test_earlier_numbers_are_cited(folder: Path) -> None:
    ids = {row["complaint_id"] for row in rows(folder, "complaints")}
    cited = [
        number
        for row in rows(folder, "complaints")
        for number in row.get("prior_complaint_ids", [])
    ]
    assert cited
    assert set(cited) <= ids


def test_the_contact_log_is_one_partys_record(folder: Path) -> None:
    log = rows(folder, "contact_log")
    assert log
    moments = [str(row["at"]) for row in log]
    assert moments == sorted(moments)
    assert {row["channel"] for row in log} <= {
        "call",
        "ai_call",
        "sms",
        "wechat",
        "letter",
        "visit",
    }
    lenders = {row["lender"] for row in log}
    assert len(lenders) < len({row["lender"] for row in rows(folder, "truth")})


def test_without_pictures_no_complaint_has_one(tmp_path: Path) -> None:
    write(plan(Setting(11, Priors()), 40, pictures=False), tmp_path, progress=quiet)
    assert not any("attachments" in row for row in rows(tmp_path, "complaints"))
    assert not any(row["pictures"] for row in rows(tmp_path, "truth"))
