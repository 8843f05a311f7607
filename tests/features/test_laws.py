"""The laws of the one path (design.md), held over small random worlds."""

from datetime import timedelta
from itertools import pairwise

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from mingjian.features import rings
from mingjian.features.history import POSTING_CAP, History, View
from mingjian.features.observation import CATALOGUE, observe, read
from mingjian.features.reference import ScanHistory
from mingjian.features.rows import FeatureRow, feature_rows
from worlds import END, START, TEXTS, table, worlds

Rows = dict[str, FeatureRow]


def by_uid(features: pa.Table) -> Rows:
    return {row.uid: row for row in feature_rows(features)}


def at_once(rows: list[dict[str, object]], history: History | None = None) -> Rows:
    return by_uid(observe(history or History(), table(rows), END))


def everything(history: History, as_of: object = END) -> Rows:
    view = View(history, as_of)  # type: ignore[arg-type]
    return by_uid(read(list(history.added), view))


@given(worlds(), st.data())
@settings(max_examples=60)
def test_split_one_by_one_is_at_once_and_touches_all_that_changes(rows, data):
    """What each step emits, last word wins, is what reading everything at the end gives."""
    cuts = data.draw(st.lists(st.integers(0, len(rows)), max_size=4).map(sorted))
    edges = [0, *cuts, len(rows)]
    history, emitted = History(), {}
    for start, end in pairwise(edges):
        emitted |= by_uid(observe(history, table(rows[start:end]), END))
    assert emitted == everything(history)
    assert emitted == at_once(rows)


@given(worlds(), worlds(prefix="x"))
@settings(max_examples=40)
def test_partition_unrelated_shards_apart_equal_together(one, other):
    together = at_once(sorted([*one, *other], key=lambda row: (row["hour"], row["id"])))
    assert together == at_once(one) | at_once(other)


@given(worlds(), st.integers(0, 2000))
@settings(max_examples=60)
def test_past_only_a_view_does_not_know_what_came_later(rows, hour):
    moment = START + timedelta(hours=hour)
    full, past = History(), History()
    observe(full, table(rows), END)
    earlier = [row for row in rows if int(str(row["hour"])) <= hour]
    observe(past, table(earlier), moment)
    assert everything(full, moment) == everything(past, moment)


@given(worlds(), st.randoms(use_true_random=False))
@settings(max_examples=40)
def test_order_of_rows_in_a_batch_does_not_matter(rows, random):
    shuffled = list(rows)
    random.shuffle(shuffled)
    assert at_once(shuffled) == at_once(rows)


@given(worlds(), st.integers(0, 14))
@settings(max_examples=40)
def test_snapshot_goes_on_like_the_original(rows, cut):
    original = History()
    observe(original, table(rows[:cut]), END)
    copy = History.restore(*original.snapshot())
    rest = table(rows[cut:])
    assert by_uid(observe(copy, rest, END)) == by_uid(observe(original, rest, END))


@given(worlds())
@settings(max_examples=60)
def test_reference_scanning_everything_gives_the_same(rows):
    assert at_once(rows) == at_once(rows, ScanHistory())


def test_bounded_a_crowd_saturates_and_postings_stay_short():
    crowd = [
        {
            "id": str(i),
            "platform": "heimao",
            "hour": i,
            "lender": "甲贷",
            "text": TEXTS[0],
            "person": i,
            "device": "dev-A-0001",
        }
        for i in range(POSTING_CAP + 40)
    ]
    history = History()
    features = by_uid(observe(history, table(crowd), END))
    postings, _ = history.snapshot()
    assert max(map(len, postings.values())) == POSTING_CAP
    for row in features.values():
        for name, reading in row.readings.items():
            feature = CATALOGUE[name]
            assert reading.value is None or feature.low <= reading.value <= feature.high
    assert features[f"heimao:{POSTING_CAP + 39}"].readings["template_strangers"].value == 64


def alone(history: History) -> Rows:
    """Each complaint read in a view of its own."""
    found: Rows = {}
    for uid in history.added:
        found |= by_uid(read([uid], View(history, END)))
    return found


@given(worlds())
@settings(max_examples=30)
def test_apart_a_reading_does_not_depend_on_who_is_read_beside_it(rows):
    history = History()
    observe(history, table(rows), END)
    assert alone(history) == everything(history)


def test_apart_those_who_came_when_a_posting_was_full_keep_their_own_bonds():
    """Five a device file one text, more than a posting holds: the last are as bound as the first."""
    size = POSTING_CAP + 16
    crowd = [
        {
            "id": f"{i:03}",
            "platform": "heimao",
            "hour": i,
            "lender": f"{'甲乙'[i % 2]}贷",
            "text": TEXTS[0],
            "person": i,
            "device": f"dev-{i // 5}-0001",
        }
        for i in range(size)
    ]
    history = History()
    observe(history, table(crowd), END)
    together = everything(history)
    assert alone(history) == together
    last = together[f"heimao:{size - 1:03}"]
    assert last.ring_id == together["heimao:004"].ring_id
    assert last.readings["ring_bonds"].value == 2


def on(number: int, device: str | None = None, payee: str | None = None) -> dict[str, object]:
    """A filing too short to be a text, bound by device and payee alone."""
    return {
        "id": f"{number:03}",
        "platform": "heimao",
        "hour": number,
        "lender": f"{'甲乙'[number % 2]}贷",
        "text": TEXTS[-1],
        "person": number,
        "device": device,
        "payee": payee,
    }


def test_full_postings_of_two_crowds_make_nobody_a_member_of_either():
    one = [on(i, device="dev-crowd-1") for i in range(POSTING_CAP)]
    other = [on(100 + i, payee="pay-crowd-2") for i in range(POSTING_CAP)]
    history = History()
    observe(history, table([*one, *other, on(300, "dev-crowd-1", "pay-crowd-2")]), END)
    assert {row.ring_id for row in everything(history).values()} == {None}


def test_a_ring_is_named_by_a_link_that_holds_it():
    """Its first member also uses a device that was full before: that is another ring's name."""
    first = [on(i, "dev-first-1", "pay-first-1") for i in range(POSTING_CAP)]
    second = [on(200 + i, "dev-second-1", "pay-second-1") for i in range(5)]
    second[0]["device"] = "dev-first-1"
    history = History()
    observe(history, table([*first, *second]), END)
    rings = {uid: row.ring_id for uid, row in everything(history).items()}
    assert rings["heimao:000"] != rings["heimao:201"]


def test_apart_a_ring_larger_than_is_compared_is_the_same_from_every_member(monkeypatch):
    monkeypatch.setattr(rings, "LARGEST_RING", 6)
    chain = [on(i, f"dev-{i // 4}-0001", f"pay-{(i + 2) // 4}-77") for i in range(24)]
    history = History()
    observe(history, table(chain), END)
    together = everything(history)
    assert alone(history) == together
    assert len({row.ring_id for row in together.values()} - {None}) == 1
