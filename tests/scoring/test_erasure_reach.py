"""Erasure reaches every score that names the erased, also where no key leads to it any more."""

import json

from mingjian.features.history import POSTING_CAP
from mingjian.fingerprints.importers import Accepted
from mingjian.scoring.store.store import Store


def paid(world, number: int, payee: str | None = None):
    return world.complaint(
        number, complainant=world.person(number) | ({"payee_account": payee} if payee else {})
    )


def naming(store, uid: str) -> list[str]:
    return [record["uid"] for record in store.scores() if uid in json.dumps(record["reasons"])]


def test_no_outdated_score_goes_on_naming_the_erased(
    store, ring, run, world, pipeline, monkeypatch
):
    """Her row lost the payee, and the run stopped before it read the others anew: no key leads to them."""
    gone = world.complaint(1).uid
    run(store, ring, [paid(world, n, "wallet-shared") for n in (1, 2, 3)])
    assert len(naming(store, gone)) == 2
    stopped = pipeline(store, ring)
    monkeypatch.setattr(stopped, "_renew", lambda *_: 0)
    stopped.run([Accepted(1, paid(world, 1))], world.NOW)
    pipeline(store, ring).erase([gone])
    assert naming(store, gone) == []


def test_those_behind_a_full_posting_stop_naming_the_erased(lite, ring, run, world, pipeline):
    run(lite, ring, [paid(world, n, "wallet-shared") for n in range(POSTING_CAP + 4)])
    gone = world.complaint(0).uid
    assert len(naming(lite, gone)) > POSTING_CAP
    pipeline(lite, ring).erase([gone])
    assert naming(lite, gone) == []


def test_a_ring_that_the_erased_held_together_is_read_whole(
    store, ring, run, world, pipeline, scores_of
):
    """Number 6 is no member, but without it the device of the others binds nobody."""
    device, payee, words = {"device_id": "6f9619ff-agent-phone"}, "wallet-agent1", world.AGENT_TEXT
    rows = [
        world.complaint(1, text=words, device=device),
        world.complaint(2, device=device),
        world.complaint(3, device=device, complainant=world.person(3) | {"payee_account": payee}),
        *(
            world.complaint(n, text=words, complainant=world.person(n) | {"payee_account": payee})
            for n in (4, 5)
        ),
        world.complaint(6, device=device),
    ]
    run(store, ring, rows)
    rings = {uid: record["ring_id"] for uid, record in scores_of(store).items()}
    assert rings[rows[4].uid] and not rings[rows[5].uid]
    pipeline(store, ring).erase([rows[5].uid])
    whole = Store.open("sqlite://", ring)
    run(whole, ring, rows[:5])
    assert scores_of(store) == scores_of(whole)
    whole.close()
