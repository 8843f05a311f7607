"""The pipeline: the same scores however the rows come, every row accounted for, nothing lost when it stops."""

import json
import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from mingjian.fingerprints.contact_log import ContactLog
from mingjian.fingerprints.errors import StageError, UsageError
from mingjian.fingerprints.fingerprinting import Fingerprinter
from mingjian.fingerprints.importers import Accepted, Rejected
from mingjian.scoring import intake
from mingjian.scoring import pipeline as pipelines
from mingjian.scoring.pipeline import Pipeline, Summary
from mingjian.scoring.scorecard import Scorecard
from mingjian.scoring.store.store import Store
from mingjian.scoring.store.tables import COMPLAINT, POSTING
from mingjian.scoring.triage import TriagePolicy

COUNTS = ("new", "changed", "known", "repeated", "later", "rejected")


def accounted(summary: Summary) -> int:
    return sum(getattr(summary, name) for name in COUNTS)


# ---- batches and windows


@pytest.mark.parametrize(
    ("chunk", "window", "batch"), [(1, 1, 1), (3, 2, 2), (4, 1, 100), (2, 3, 5), (100, 1, 3)]
)
def test_batches_give_the_scores_of_one_batch(
    chunk, window, batch, lite, ring, run, world, scores_of, monkeypatch
):
    whole = Store.open("sqlite://", ring)
    run(whole, ring, world.mixed())
    monkeypatch.setattr(intake, "CHUNK", chunk)
    monkeypatch.setattr(pipelines, "INLINE", 1000)
    monkeypatch.setattr(pipelines, "WINDOW", window)
    monkeypatch.setattr(pipelines, "BATCH", batch)
    monkeypatch.setattr(pipelines, "PAGE", batch)
    monkeypatch.setattr(pipelines, "GROUP", window)
    told: list[tuple[str, int]] = []
    summary = run(lite, ring, world.mixed(), advance=lambda *step: told.append(step))
    assert scores_of(lite) == scores_of(whole)
    for stage in ("filed", "scored"):
        assert sum(n for name, n in told if name == stage) == summary.rows == 11
    assert len(told) >= 2 * 11 / max(batch, batch * window)
    whole.close()


def test_within_a_window_the_order_of_rows_does_not_matter(lite, ring, run, world, scores_of):
    other = Store.open("sqlite://", ring)
    run(other, ring, reversed(world.mixed()))
    run(lite, ring, world.mixed())
    assert scores_of(lite) == scores_of(other)
    other.close()


def test_a_ring_that_forms_later_reaches_those_who_came_before(lite, ring, run, world, scores_of):
    members = world.ring(range(5))
    run(lite, ring, members[:2])
    assert {record["ring_id"] for record in scores_of(lite).values()} == {None}
    summary = run(lite, ring, members[2:])
    assert (summary.new, summary.rescored) == (3, 2)
    assert len({record["ring_id"] for record in scores_of(lite).values()} - {None}) == 1


# ---- every row is accounted for


def test_every_row_is_counted_once(store, ring, run, world):
    run(store, ring, [world.complaint(1), world.complaint(2)])
    moment = world.complaint(5).filed_at
    rejected: list[Rejected] = []
    summary = run(
        store,
        ring,
        [
            world.complaint(1),
            world.complaint(2, status="已完成"),
            world.complaint(3),
            world.complaint(3),
            world.complaint(3, text="最后一份才算"),
            Rejected(6, "filed_at: blank"),
            world.complaint(4, filed_at=world.NOW + timedelta(days=2)),
            world.complaint(9),
        ],
        as_of=moment,
        reject=rejected.append,
    )
    counts = {name: getattr(summary, name) for name in COUNTS}
    assert counts == {
        "new": 1, "changed": 1, "known": 1, "repeated": 2, "later": 1, "rejected": 2,
    }  # fmt: skip
    assert accounted(summary) == summary.rows == 8
    assert summary.uids == ["heimao:17000001", "heimao:17000002", "heimao:17000003"]
    assert [(row.number, row.reason) for row in rejected] == [
        (6, "filed_at: blank"),
        (7, "filed_at: lies in the future"),
    ]


@pytest.mark.parametrize("rows", [0, 1, 5])
def test_a_run_without_one_good_row_is_a_run(rows, lite, ring, run, dump, monkeypatch):
    monkeypatch.setattr(intake, "CHUNK", 2)
    before = dump(lite)
    summary = run(lite, ring, [Rejected(n, "line: not JSON") for n in range(rows)])
    assert summary == Summary(rows=rows, rejected=rows)
    assert dump(lite) == before


def test_the_clock_has_a_day_of_tolerance(lite, ring, run, world):
    late = world.NOW + timedelta(days=1)
    rows = [
        world.complaint(1, filed_at=late),
        world.complaint(2, filed_at=late + timedelta(seconds=1)),
    ]
    summary = run(lite, ring, rows)
    assert (summary.new, summary.rejected) == (1, 1)


def test_summaries_add_up():
    one, other = Summary(rows=3, new=2, rejected=1, uids=["a", "b"]), Summary(rows=1, known=1)
    one.add(other)
    assert one == Summary(rows=4, new=2, known=1, rejected=1, uids=["a", "b"])


# ---- as of


def test_a_score_holds_as_of_the_newest_filing_unless_told(lite, ring, run, world):
    run(lite, ring, [world.complaint(1), world.complaint(3)])
    assert {r["as_of"] for r in lite.scores()} == {world.complaint(3).filed_at}
    moment = world.complaint(9).filed_at
    run(lite, ring, [world.complaint(4)], as_of=moment)
    assert {r["as_of"] for r in lite.scores(["heimao:17000004"])} == {moment}


def test_what_is_later_comes_in_when_its_time_comes(lite, ring, run, world, scores_of):
    members = world.ring(range(5))
    moment = members[2].filed_at
    first = run(lite, ring, members, as_of=moment)
    assert (first.new, first.later) == (3, 2)
    whole = Store.open("sqlite://", ring)
    second = run(lite, ring, members)
    assert (second.new, second.known, second.later) == (2, 3, 0)
    run(whole, ring, members)
    assert scores_of(lite) == scores_of(whole)
    whole.close()


def test_a_view_of_the_past_needs_an_empty_database(lite, ring, run, world, dump):
    run(lite, ring, [world.complaint(5)])
    before = dump(lite)
    with pytest.raises(UsageError, match="score into an empty one"):
        run(lite, ring, [world.complaint(1)], as_of=world.complaint(4).filed_at)
    assert dump(lite) == before


def test_a_run_sees_what_another_stored_meanwhile(store, ring, run, world, scores_of):
    members = world.ring(range(6))

    def rows():
        yield members[0]
        yield members[1]
        run(store, ring, members[2:])

    run(store, ring, rows())
    whole = Store.open("sqlite://", ring)
    run(whole, ring, members)
    assert scores_of(store) == scores_of(whole)
    whole.close()


def test_a_reading_sees_what_another_run_files_between_two_groups(
    store, ring, run, world, scores_of, monkeypatch
):
    monkeypatch.setattr(pipelines, "PAGE", 1)
    monkeypatch.setattr(pipelines, "GROUP", 1)
    members = world.ring(range(6))
    others = [members[4:]]

    def advance(stage: str, count: int) -> None:
        if stage == "scored" and others:
            run(store, ring, others.pop())

    run(store, ring, members[:4], advance=advance)
    whole = Store.open("sqlite://", ring)
    run(whole, ring, members)
    assert scores_of(store) == scores_of(whole)
    whole.close()


# ---- what else changes a score


def test_another_model_scores_what_is_known_anew(lite, ring, run, world):
    class Renamed(Scorecard):
        name = "scorecard-2"

    run(lite, ring, world.mixed())
    rows = [Accepted(n, complaint) for n, complaint in enumerate(world.mixed(), 1)]
    other = Pipeline(lite, Fingerprinter(ring), Renamed.shipped(), TriagePolicy())
    summary = other.run(rows, world.NOW)
    assert (summary.known, summary.rescored) == (11, 11)
    assert {record["model"] for record in lite.scores()} == {
        "scorecard-2 (uncalibrated on your data)"
    }


def test_a_contact_log_that_comes_later_is_read(store, ring, run, world, scores_of, dump, tmp_path):
    complaint = world.complaint(1)
    path = tmp_path / "log.jsonl"
    contact = {
        "lender": "速云贷客服",
        "borrower": {"phone": world.person(1)["phone"]},
        "at": (complaint.filed_at - timedelta(days=2)).isoformat(),
        "channel": "call",
    }
    path.write_text(json.dumps(contact) + "\n" + json.dumps(contact) + "\nnot a line\n")
    log = ContactLog.read(path, ring)
    assert (log.rows, log.rejected) == (3, 1)
    run(store, ring, [complaint])
    merit = scores_of(store)["heimao:17000001"]["merit"]
    summary = run(store, ring, [complaint], log)
    assert (summary.known, summary.rescored) == (1, 1)
    record = scores_of(store)["heimao:17000001"]
    assert record["merit"] > merit
    assert [r["code"] for r in record["reasons"] if r["code"] == "log_contacts"] == ["log_contacts"]
    before = dump(store)
    run(store, ring, [complaint], log)
    run(store, ring, [complaint])
    assert dump(store) == before


# ---- stopping in the middle


class Failing:
    """A fingerprinter that breaks on one complaint, quoting it."""

    def __init__(self, ring, number: str, error: type[BaseException]) -> None:
        self._well = Fingerprinter(ring)
        self._number, self._error = number, error

    def __call__(self, complaints):
        for complaint in complaints:
            if complaint.complaint_id == self._number:
                raise self._error(f"cannot read {complaint!r}")
        return self._well(complaints)


@pytest.mark.parametrize("error", [ValueError, MemoryError, KeyboardInterrupt])
def test_a_stage_that_fails_says_what_was_kept_and_nothing_of_the_data(
    error, lite, ring, run, world, scores_of, monkeypatch
):
    monkeypatch.setattr(intake, "CHUNK", 2)
    monkeypatch.setattr(pipelines, "INLINE", 1000)
    monkeypatch.setattr(pipelines, "WINDOW", 1)
    complaints = world.mixed()
    rows = [Accepted(n, complaint) for n, complaint in enumerate(complaints, 1)]
    broken = Pipeline(lite, Failing(ring, "17000013", error), Scorecard.shipped(), TriagePolicy())
    with pytest.raises(StageError, match="the 8 complaints before it are committed") as caught:
        broken.run(rows, world.NOW)
    message = str(caught.value)
    assert error.__name__ in message
    assert caught.value.__suppress_context__
    for secret in (*world.person(13).values(), "17000013", world.story(13)[:8]):
        assert secret not in message
    kept = {complaint.uid for complaint in complaints[:8]}
    asked_to_stop = error is KeyboardInterrupt  # at once: what was filed is read by the next run
    assert set(lite.stale(Scorecard.shipped().label)) == (kept if asked_to_stop else set())
    assert set(scores_of(lite)) == (set() if asked_to_stop else kept)
    summary = run(lite, ring, complaints)
    assert (summary.known, summary.new) == (8, 3)
    whole = Store.open("sqlite://", ring)
    run(whole, ring, complaints)
    assert scores_of(lite) == scores_of(whole)
    whole.close()


KILLED = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from mingjian.fingerprints.fingerprinting import Fingerprinter
from mingjian.fingerprints.importers import read
from mingjian.fingerprints.keyring import KeyRing
from mingjian.scoring import intake, pipeline
from mingjian.scoring.scorecard import Scorecard
from mingjian.scoring.store.store import Batch, Store
from mingjian.scoring.triage import TriagePolicy

url, ring, rows, now = sys.argv[1], KeyRing.open(Path(sys.argv[2])), Path(sys.argv[3]), sys.argv[4]
pipeline.BATCH, pipeline.PAGE, pipeline.GROUP = 3, 2, 1
step, calls = sys.argv[5], []
done = getattr(Batch, step)

def dying(self, *arguments):
    done(self, *arguments)
    calls.append(1)
    if len(calls) == 3:
        os.kill(os.getpid(), signal.SIGKILL)

setattr(Batch, step, dying)
made = pipeline.Pipeline(Store.open(url, ring), Fingerprinter(ring), Scorecard.shipped(), TriagePolicy())
made.run(read(rows, received_at=datetime.now(UTC)), datetime.fromisoformat(now))
"""


def filed(store) -> list[tuple[str, str]]:
    query = select(POSTING.c.key, COMPLAINT.c.uid).where(COMPLAINT.c.id == POSTING.c.complaint)
    with store.engine.connect() as connection:
        return sorted(map(tuple, connection.execute(query)))


@pytest.mark.parametrize(("step", "known", "scored"), [("file", 6, 0), ("put_scores", 11, 4)])
def test_a_killed_run_keeps_its_batches_and_goes_on(
    step, known, scored, url, ring, run, world, open_store, scores_of, dump, tmp_path
):
    complaints = world.mixed()
    path = tmp_path / "in.jsonl"
    path.write_text("".join(c.model_dump_json() + "\n" for c in complaints), "utf-8")
    arguments = (url, str(ring.path), str(path), world.NOW.isoformat(), step)
    killed = subprocess.run([sys.executable, "-c", KILLED, *arguments], check=False)
    assert killed.returncode == -signal.SIGKILL
    store = open_store(url, ring)
    # Two transactions were committed; the third was written and not yet committed.
    assert len(scores_of(store)) == scored
    assert len(store.stale(Scorecard.shipped().label)) == known - scored
    summary = run(store, ring, complaints)
    assert (summary.known, summary.new) == (known, 11 - known)
    whole = Store.open("sqlite://", ring)
    run(whole, ring, complaints)
    assert list(store.scores()) == list(whole.scores())
    assert filed(store) == filed(whole)
    assert dump(store)["template_clause"] == dump(whole)["template_clause"]
    whole.close()


def test_two_programs_at_once_store_everything(sqlite_url, ring, run, world, open_store, scores_of):
    folder = Path(ring.path).parent
    complaints = world.mixed()
    running = []
    for part in range(2):
        path = folder / f"part{part}.jsonl"
        path.write_text("".join(c.model_dump_json() + "\n" for c in complaints[part::2]), "utf-8")
        command = "from mingjian.scoring.cli import main; main()"
        arguments = ["score", str(path), "--out", f"{path}.scores.jsonl", "--db", sqlite_url]
        running.append(
            subprocess.Popen(
                [sys.executable, "-c", command, *arguments],
                env=os.environ | {"MINGJIAN_KEYRING": str(ring.path)},
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        )
    assert [process.wait() for process in running] == [0, 0]
    whole = Store.open("sqlite://", ring)
    run(whole, ring, complaints)
    assert scores_of(open_store(sqlite_url, ring)) == scores_of(whole)
    whole.close()
