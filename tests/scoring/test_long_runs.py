"""Long runs: other processes prepare and read, and say what one process says."""

from mingjian.fingerprints.importers import Accepted, Rejected
from mingjian.scoring import intake
from mingjian.scoring import pipeline as pipelines
from mingjian.scoring.store.store import Store


def test_a_long_run_uses_other_processes_and_says_the_same(
    url, ring, run, world, open_store, scores_of, dump, monkeypatch
):
    whole = Store.open("sqlite://", ring)
    run(whole, ring, world.mixed())
    monkeypatch.setattr(intake, "CHUNK", 1)
    monkeypatch.setattr(pipelines, "INLINE", 0)
    monkeypatch.setattr(pipelines, "WINDOW", 4)
    monkeypatch.setattr(pipelines, "PAGE", 1)
    monkeypatch.setattr(pipelines, "GROUP", 5)
    store = open_store(url, ring)
    rejected: list[Rejected] = []
    bad = Rejected(3, "line: not JSON")
    summary = run(store, ring, [*world.mixed(), bad], reject=rejected.append)
    assert (summary.new, summary.rejected, rejected) == (11, 1, [bad])
    assert scores_of(store) == scores_of(whole)
    before = dump(store)
    assert run(store, ring, world.mixed()).rescored == 0
    assert dump(store) == before
    whole.close()


def test_one_pipeline_runs_briefly_and_then_long(
    sqlite_url, ring, run, world, open_store, pipeline, monkeypatch
):
    """What it has read before stays behind when another process starts."""
    store = open_store(sqlite_url, ring)
    made = pipeline(store, ring)
    rows = [Accepted(n, complaint) for n, complaint in enumerate(world.mixed(), 1)]
    assert made.run(rows[:3], world.NOW).new == 3
    monkeypatch.setattr(intake, "CHUNK", 1)
    monkeypatch.setattr(pipelines, "INLINE", 0)
    assert made.run(rows, world.NOW).new == 8
