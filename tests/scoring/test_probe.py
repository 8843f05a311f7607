from mingjian.fingerprints.errors import *
from mingjian.fingerprints.importers import Rejected


def test_base(store, ring, world, run, dump, scores_of):
    s = run(store, ring, world.mixed())
    print(s)
    a = dump(store)
    for k, v in a.items(): print(k, len(v))
    for u, r in scores_of(store).items(): print(u, r["credibility"], r["coordination"], r["template_size"], r["ring_id"], r["ring_size"], r["broadcast_size"], r["case_id"], r["repeat_kind"], [x["code"] for x in r["reasons"]])
    s2 = run(store, ring, world.mixed())
    print(s2)
    assert dump(store) == a

def test_bad_only(store, ring, run):
    print(run(store, ring, [Rejected(1, "x"), Rejected(2, "y")]))

def test_long_ids(store, ring, run, world):
    print(run(store, ring, [world.complaint(1, complaint_id="9"*150, prior_complaint_ids=["字"*50000])]))

def test_reindex(lite, ring, run, world, open_store, sqlite_url, scores_of):
    run(lite, ring, [world.complaint(1), world.complaint(2)])
    run(lite, ring, [world.complaint(2, text=world.story(99))])
    run(lite, ring, [world.complaint(3, text=world.story(99))])
    s = scores_of(lite)
    print({u: (r["template_id"]) for u, r in s.items()})
    assert s["heimao:17000003"]["template_id"]

def test_erase_none(store, ring, run, world, pipeline):
    run(store, ring, [world.complaint(1)])
    pipeline(store, ring).erase(["heimao:unknown"])

def test_compact(store, ring, run, world):
    run(store, ring, [world.complaint(1)])
    store.compact()

def test_rotate(url, ring, run, world, open_store, dump):
    s = open_store(url, ring)
    run(s, ring, [*world.ring(range(5)), world.complaint(7)])
    s.close()
    r2 = ring.rotate(world.NOW)
    s = open_store(url, r2)
    run(s, r2, [world.complaint(8, complainant=world.person(7))])
    s.close()
    r3 = r2.rotate(world.NOW)
    s = open_store(url, r3)
    d = dump(s)
    import re
    for t, rows in d.items():
        for r in rows:
            if ".k1." in repr(r): print(t, re.findall(r".{80}\.k1\..{20}", repr(r))[:3])
    assert ".k1." not in repr(d)

def test_rotate_twice(url, ring, run, world, open_store):
    s = open_store(url, ring)
    run(s, ring, world.ring(range(5)))
    s.close()
    r3 = ring.rotate(world.NOW).rotate(world.NOW)
    open_store(url, r3)
