"""Erasure: nothing of a person stays, and those she stood beside are read as if she had never filed."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from mingjian.features.history import POSTING_CAP
from mingjian.fingerprints.errors import UsageError
from mingjian.fingerprints.keyring import KeyRing
from mingjian.fingerprints.minhash import CLAUSE as CLAUSE_TYPE
from mingjian.scoring.erasure import person_uids
from mingjian.scoring.store.store import Store
from mingjian.scoring.store.tables import CLAUSE, COMPLAINT, POSTING, SCORE

ERASED = 3  # a member of the agent's ring who also tells something of her own
HER_WORDS = "那个人笑着说“小孩几点放学我们都清楚”。"
HER_THREAT = "催收员说“今晚就带人到你单位去闹”。"


def complaints_with_her(world):
    """The mixed world, where she quotes a message that one other person also got."""
    others = [row for row in world.mixed() if row.complaint_id != f"17{ERASED:06d}"]
    text = world.AGENT_TEXT + HER_WORDS + HER_THREAT
    [her] = world.ring([ERASED], text=text, prior_complaint_ids=["998877665544"])
    again = world.complaint(
        20, complainant=world.person(ERASED), platform="12378", text=world.story(20) + HER_THREAT
    )
    return [*others, her, again]


def traces_of(store, uids) -> dict[str, list[bytes]]:
    """What the store holds of some complaints and of nobody else, as bytes."""
    with store.engine.connect() as connection:
        rows = connection.execute(select(COMPLAINT)).mappings().all()
        postings = connection.execute(
            select(POSTING.c.key, COMPLAINT.c.uid).join(
                COMPLAINT, COMPLAINT.c.id == POSTING.c.complaint
            )
        ).all()
        reasons = connection.execute(
            select(COMPLAINT.c.uid, SCORE.c.reasons).join(
                SCORE, SCORE.c.complaint == COMPLAINT.c.id
            )
        ).all()

    def found(row) -> dict[str, set[bytes]]:
        signature = row["signature"]
        clauses = [np.frombuffer(row[name], dtype=CLAUSE_TYPE) for name in ("clauses", "quoted")]
        macs = [int(mac) for array in clauses for mac in array["mac"]]
        return {
            "names": {
                row["uid"].encode(),
                row["complaint_id"].encode(),
                row["content_mac"].encode(),
            },
            "tokens": {t.encode() for tokens in row["tokens"].values() for t in tokens},
            # in pieces: a long value is stored on several pages
            "signature": {signature[i : i + 16] for i in range(0, len(signature), 16)},
            "clauses": {mac.to_bytes(8, "little") for mac in macs}
            | {f"{mac:016x}".encode() for mac in macs},
            "keys": {key.encode() for key, uid in postings if uid == row["uid"]},
            "words": {
                reason["zh"].encode()
                for uid, held in reasons
                if uid == row["uid"]
                for reason in held
                if reason["axis"] == "merit"  # her own facts; counts of others are said of many
            },
        }

    hers: dict[str, set[bytes]] = {}
    theirs: set[bytes] = set()
    for row in rows:
        for kind, values in found(row).items():
            if row["uid"] in uids:
                hers.setdefault(kind, set()).update(values)
            else:
                theirs |= values
    return {kind: sorted(values - theirs) for kind, values in hers.items()}


def bytes_of(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.glob("store.db*")))


def test_no_trace_is_left_in_the_file(lite, ring, run, world, pipeline, tmp_path):
    run(lite, ring, complaints_with_her(world))
    uids = person_uids(lite, ring, "phone", world.person(ERASED)["phone"])
    assert sorted(uids) == ["12378:17000020", "heimao:17000003"]
    traces = traces_of(lite, uids)
    traces["quotes"] = [HER_WORDS[-12:-2].encode(), HER_THREAT[-10:-2].encode(), b"998877665544"]
    before = bytes_of(tmp_path)
    # The search finds everything before; so that it finds nothing afterwards means something.
    for kind in ("names", "tokens", "signature", "keys", "quotes"):
        assert traces[kind], kind
        assert [trace for trace in traces[kind] if trace not in before] == [], kind
    pipeline(lite, ring).erase(uids)
    lite.compact()
    after = bytes_of(tmp_path)
    for kind, values in traces.items():
        assert [trace for trace in values if trace in after] == [], kind
    assert (tmp_path / "store.db-wal").stat().st_size == 0


def test_no_trace_is_left_in_the_tables(store, ring, run, world, pipeline, dump):
    run(store, ring, complaints_with_her(world))
    uids = person_uids(store, ring, "phone", world.person(ERASED)["phone"])
    traces = traces_of(store, uids)
    statistics(store, "ANALYZE")
    pipeline(store, ring).erase(uids)
    store.compact()
    rows = repr(dump(store)) + statistics(store)
    for kind in ("names", "tokens", "keys", "words"):
        assert [trace for trace in traces[kind] if trace.decode() in rows] == [], kind


def statistics(store, before: str = "SELECT") -> str:
    """What PostgreSQL remembers of common values, for planning."""
    if store.engine.dialect.name == "sqlite":
        return ""
    with store.engine.begin() as connection:
        connection.exec_driver_sql(before)
        columns = "tablename, most_common_vals::text, histogram_bounds::text"
        held = connection.exec_driver_sql(f"SELECT {columns} FROM pg_stats").all()
    assert "posting" in {row.tablename for row in held}
    return repr(held)


def test_a_number_that_somebody_else_cites_stays_theirs(store, ring, run, world, pipeline, dump):
    run(store, ring, [world.complaint(1), world.complaint(2, prior_complaint_ids=["17000001"])])
    pipeline(store, ring).erase(["heimao:17000001"])
    [row] = dump(store)["complaint"]
    assert ["heimao:17000001"] in row
    pipeline(store, ring).erase(["heimao:17000002"])
    assert dump(store)["posting"] == []


def test_those_beside_her_are_read_anew(store, ring, run, world, pipeline, scores_of):
    run(store, ring, world.ring(range(5)))
    pipeline(store, ring).erase(["heimao:17000002"])
    records = scores_of(store)
    assert len(records) == 4
    for record in records.values():
        assert record["ring_size"] == record["template_size"] == 4
        assert "17000002" not in repr(record)
    assert {r["value"] for r in ring_readings(records)} == {4}
    pipeline(store, ring).erase(["heimao:17000000", "heimao:17000001"])
    records = scores_of(store)
    assert {record["ring_id"] for record in records.values()} == {None}
    assert {record["template_size"] for record in records.values()} == {2}


def ring_readings(records):
    return [
        {"value": int(reason["en"].split(" of ")[-1].split()[0])}
        for record in records.values()
        for reason in record["reasons"]
        if reason["code"] == "ring_persons"
    ]


def words_of(store) -> str:
    with store.engine.connect() as connection:
        return " ".join(connection.execute(select(CLAUSE.c.text)).scalars())


def test_words_that_she_alone_shared_vanish(store, ring, run, world, pipeline):
    known = world.AGENT_TEXT
    two_know = "那间办公室的人每次都要我先把押金转到他们自己的账上"
    people = [
        world.complaint(1, text=f"{known}{two_know}。"),
        world.complaint(2, text=f"{known}{two_know}。"),
        world.complaint(3, text=known),
    ]
    run(store, ring, people)
    assert two_know in words_of(store)
    pipeline(store, ring).erase(["heimao:17000002"])
    assert two_know not in words_of(store)
    assert "严重影响本人正常工作与生活" in words_of(store)
    pipeline(store, ring).erase(["heimao:17000003"])
    assert words_of(store) == ""


def test_a_template_keeps_the_id_that_its_founder_gave_it(
    store, ring, run, world, pipeline, scores_of
):
    members = world.ring(range(3))
    run(
        store,
        ring,
        [members[0].model_copy(update={"text": members[0].text + "谢谢"}), *members[1:]],
    )
    [named] = {record["template_id"] for record in scores_of(store).values()}
    pipeline(store, ring).erase(["heimao:17000000"])
    assert {record["template_id"] for record in scores_of(store).values()} == {named}
    late = world.ring([9])
    run(store, ring, late)
    assert {record["template_id"] for record in scores_of(store).values()} == {named}


def test_erased_and_scored_again_is_as_before(store, ring, run, world, pipeline, scores_of):
    run(store, ring, world.mixed())
    before = scores_of(store)
    erased = ["heimao:17000003", "heimao:17000011", "heimao:17000013"]
    pipeline(store, ring).erase(erased)
    assert before.keys() - scores_of(store).keys() == set(erased)
    summary = run(store, ring, world.mixed())
    assert (summary.new, summary.known) == (3, 8)
    assert scores_of(store) == before


def test_erasing_everybody_leaves_an_empty_store(lite, ring, run, world, pipeline, dump, tmp_path):
    run(lite, ring, world.mixed())
    uids = [complaint.uid for complaint in world.mixed()]
    pipeline(lite, ring).erase(uids)
    lite.compact()
    rows = dump(lite)
    assert {name for name, held in rows.items() if held} == {"key_check"}
    content = bytes_of(tmp_path)
    assert not any(uid.encode() in content for uid in uids)
    assert list(lite.scores()) == []
    pipeline(lite, ring).erase(uids)
    assert run(lite, ring, world.mixed()).new == 11


def test_erasing_nobody_changes_nothing(store, ring, run, world, pipeline, dump):
    run(store, ring, world.mixed())
    before = dump(store)
    pipeline(store, ring).erase(["heimao:unknown"])
    pipeline(store, ring).erase([])
    assert dump(store) == before


# ---- who is meant


@pytest.fixture
def known(lite, ring, run, world):
    """Two complaints of person 1; one of person 2 about person 1's loan; one of person 3."""
    run(
        lite,
        ring,
        [
            world.complaint(1),
            world.complaint(2, borrower=world.person(1), relation="family"),
            world.complaint(3),
            world.complaint(4, complainant=world.person(1), platform="12378"),
        ],
    )
    return lite


@pytest.mark.parametrize(
    ("field", "written", "numbers"),
    [
        ("phone", "+86 139-0000-0001", {1, 2, 4}),
        ("id_number", "{id_number}", {1, 2, 4}),
        ("account", " 昵称1号 ", {1, 2, 4}),
        ("account", "昵称9号", set()),
        ("account", "李先生", set()),
        ("phone", "13900000009", set()),
    ],
)
def test_a_person_is_found_as_filer_and_as_borrower(known, ring, world, field, written, numbers):
    value = written.format(**world.person(1))
    found = person_uids(known, ring, field, value)
    assert {int(uid[-2:]) for uid in found} == numbers


@pytest.mark.parametrize(("field", "written"), [("phone", "138****0000"), ("id_number", "11010")])
def test_what_cannot_be_read_is_refused_and_not_repeated(known, ring, field, written):
    with pytest.raises(UsageError, match="not a readable") as caught:
        person_uids(known, ring, field, written)
    assert written not in str(caught.value)


def test_a_person_is_found_after_a_rotation(known, sqlite_url, ring, world, open_store):
    newer = ring.rotate(world.NOW)
    store = open_store(sqlite_url, newer)
    assert len(person_uids(store, newer, "phone", world.person(1)["phone"])) == 3


# ---- the law


@st.composite
def worlds(draw) -> tuple[list[dict], set[int]]:
    """A few filings, and those of them to erase."""
    size = draw(st.integers(2, 9))
    rows = [
        {
            "person": draw(st.integers(0, 6)),
            "platform": draw(st.sampled_from(["heimao", "heimao", "12378"])),
            "text": draw(st.sampled_from(["agent", "agent", "own", "quoting", "short"])),
            "device": draw(st.sampled_from([None, None, "shared", "own"])),
            "payee": draw(st.booleans()),
            "relation": draw(st.sampled_from(["self", "self", "family", "agent"])),
            "collective": draw(st.sampled_from([None, None, None, "联名1"])),
            "cites": draw(st.sampled_from([None, None, 0, 1])),
        }
        for _ in range(size)
    ]
    return rows, draw(st.sets(st.integers(0, size - 1), min_size=1, max_size=3))


@settings(max_examples=25)
@given(drawn=worlds())
def test_a_store_after_erasure_is_a_store_without_her(drawn, run, world, pipeline, scores_of):
    """Equal but for ``as_of``, the moment of the last look.

    All texts of one template are the same words here: otherwise ``template_id`` goes on bearing the name
    its founder gave it, and who resembled only an erased member stays in the template. No posting
    is full here: what a full one (64) turned away is not filed later.
    """
    rows, erased = drawn
    ring = KeyRing.generate(world.NOW)
    sms = "【速云贷】您的借款已严重逾期，今日下午六点前不处理将上门走访并联系您的家人同事！"
    complaints = []
    for i, row in enumerate(rows):
        texts = {
            "agent": world.AGENT_TEXT,
            "own": world.story(i) + HER_THREAT,
            "quoting": world.story(i) + "短信：" + sms,
            "short": "请处理",
        }
        party = world.person(row["person"])
        complaints.append(
            world.complaint(
                i,
                platform=row["platform"],
                text=texts[row["text"]],
                complainant=party
                | ({"payee_account": "agent@example.com"} if row["payee"] else {}),
                relation=row["relation"],
                collective_id=row["collective"],
                device={
                    "device_id": {"shared": "6f9619ff-8b86-d011", "own": f"phone-{i:06d}"}.get(
                        row["device"]
                    )
                },
                prior_complaint_ids=[] if row["cites"] is None else [f"17{row['cites']:06d}"],
            )
        )
    store, without = Store.open("sqlite://", ring), Store.open("sqlite://", ring)
    run(store, ring, complaints)
    gone = [complaints[i].uid for i in sorted(erased)]
    pipeline(store, ring).erase(gone)
    run(without, ring, [complaint for complaint in complaints if complaint.uid not in gone])
    assert scores_of(store) == scores_of(without)
    assert words_of(store) == words_of(without)
    store.close()
    without.close()


def test_a_crowd_larger_than_a_posting_forgets_its_first_too(store, ring, run, world, pipeline):
    """The first sixty-four hold the posting; who came after takes the places that become free."""
    crowd = world.ring(range(POSTING_CAP + 16))
    run(store, ring, crowd)
    first = [
        row.uid for row in sorted(crowd, key=lambda row: (row.filed_at, row.uid))[:POSTING_CAP]
    ]
    pipeline(store, ring).erase(first)
    left = list(store.scores())
    assert len(left) == 16
    named = {uid for score in left for r in score["reasons"] for uid in r["evidence"]}
    assert not named & set(first)
    assert all(score["template_id"] for score in left)
    later = world.ring([POSTING_CAP + 50])
    run(store, ring, later)
    (score,) = store.scores([later[0].uid])
    assert score["ring_id"]
