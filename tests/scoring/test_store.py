"""The store on both databases: schema, batches, keys and their epochs, many writers."""

import stat
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import func, inspect, select
from sqlmodel import SQLModel

from mingjian.features.history import POSTING_CAP
from mingjian.features.observation import describe, file
from mingjian.fingerprints.errors import KeyRingError, StageError, UsageError
from mingjian.fingerprints.fingerprinting import Fingerprinter
from mingjian.fingerprints.keyring import KeyRing
from mingjian.fingerprints.rows import fingerprint_rows
from mingjian.scoring.store import database
from mingjian.scoring.store.database import among, open_engine, writing
from mingjian.scoring.store.store import Store
from mingjian.scoring.store.tables import CLAUSE, COMPLAINT, POSTING

# ---- schema


def test_migrations_make_exactly_the_declared_tables(store):
    with store.engine.connect() as connection:
        found = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(found, SQLModel.metadata) == []


def test_migrations_can_be_undone_and_done_again(url, ring, open_store):
    open_store(url, ring).close()
    engine = open_engine(url)
    with writing(engine) as connection:
        config = Config()
        config.set_main_option("script_location", "mingjian.scoring.store:migrations")
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
        assert set(inspect(connection).get_table_names()) == {"alembic_version"}
    engine.dispose()
    store = open_store(url, ring)
    assert set(inspect(store.engine).get_table_names()) > set(SQLModel.metadata.tables)


def test_a_sqlite_file_is_its_owner_s_and_keeps_a_write_ahead_log(lite, tmp_path, ring, run, world):
    run(lite, ring, [world.complaint(1)])
    with lite.engine.connect() as connection:
        pragmas = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "secure_delete", "foreign_keys")
        ]
        assert pragmas == ["wal", 1, 1]
        for name in ("store.db", "store.db-wal", "store.db-shm"):
            assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ("no url", "not a database URL"),
        ("mysql://somebody:secret@localhost/x", "SQLite or PostgreSQL"),
        ("postgresql://somebody:secret@127.0.0.1:1/x", "cannot open"),
        ("sqlite:///{folder}", "cannot open"),
        ("sqlite:///{folder}/text.db", "cannot open"),
        ("sqlite:///{folder}/missing/store.db", "cannot create"),
    ],
)
def test_what_cannot_be_opened_is_said_without_the_password(wrong, says, tmp_path, ring):
    (tmp_path / "text.db").write_text("not a database, but a text that is long enough to be read")
    with pytest.raises(UsageError, match=says) as caught:
        Store.open(wrong.format(folder=tmp_path), ring)
    assert "secret" not in str(caught.value)


def test_asking_whether_a_database_holds_anything_makes_no_file(tmp_path, lite, sqlite_url):
    assert not Store.holds_complaints(f"sqlite:///{tmp_path / 'other.db'}")
    assert not (tmp_path / "other.db").exists()
    assert Store.holds_complaints(sqlite_url)


# ---- batches


def test_what_is_committed_is_read_back(store, ring, run, world):
    complaints = [
        *world.mixed(),
        world.complaint(
            30,
            title="“引号” 'quotes' \\ 🙏\n\t",
            status="处理中",
            collective_id="集体-1",
            prior_complaint_ids=["17000001", "12378:9"],
            borrower=world.person(31),
            relation="lawyer",
            authorised=True,
            truncated=True,
            amount_cny=12345.67,
        ),
    ]
    run(store, ring, complaints)
    expected = fingerprint_rows(Fingerprinter(ring)(complaints))
    with store.batch() as batch:
        history = batch.history()
        for row in expected:
            stored = history.trace(row.uid)
            assert stored.row == row._replace(narrative="", issues=[], demands=[])


def test_scoring_again_changes_nothing(store, ring, run, world, dump):
    first = run(store, ring, world.mixed())
    before = dump(store)
    second = run(store, ring, world.mixed())
    assert dump(store) == before
    assert (first.new, second.new, second.known, second.rescored) == (11, 0, 11, 0)


def test_both_databases_say_the_same(
    sqlite_url, postgres_url, ring, run, world, open_store, scores_of
):
    stores = [open_store(sqlite_url, ring), open_store(postgres_url, ring)]
    for store in stores:
        run(store, ring, world.mixed())
    one, other = map(scores_of, stores)
    assert list(one) == list(other)
    assert one == other


def test_a_changed_row_takes_the_place_of_the_old_one(store, ring, run, world, dump, scores_of):
    run(store, ring, world.mixed())
    old = next(row for row in dump(store)["complaint"] if "heimao:17000013" in row)
    changed = world.complaint(13, text=world.story(77), status="已完成")
    summary = run(store, ring, [changed])
    assert (summary.changed, summary.new, summary.known) == (1, 0, 0)
    rows = dump(store)["complaint"]
    assert sum("heimao:17000013" in row for row in rows) == 1
    signature = max((value for value in old if isinstance(value, bytes)), key=len)
    assert all(signature not in row for row in rows)
    assert len(scores_of(store)) == 11


def test_a_changed_text_is_found_by_the_next_that_resembles_it(store, ring, run, world, scores_of):
    run(store, ring, [world.complaint(1), world.complaint(2)])
    run(store, ring, [world.complaint(2, text=world.story(99, 90))])
    run(store, ring, [world.complaint(3, text=world.story(99, 90) + world.story(100, 20))])
    found = scores_of(store)
    assert found["heimao:17000003"]["template_id"] == found["heimao:17000002"]["template_id"]
    assert found["heimao:17000003"]["template_size"] == 2


def test_a_number_is_never_given_twice(store, ring, run, world, pipeline):
    def newest() -> int:
        with store.engine.connect() as connection:
            return connection.execute(select(func.max(COMPLAINT.c.id))).scalar()

    run(store, ring, [world.complaint(1), world.complaint(2)])
    before = newest()
    pipeline(store, ring).erase(["heimao:17000002"])
    run(store, ring, [world.complaint(3)])
    assert newest() > before


def test_a_failed_batch_leaves_nothing(store, ring, run, world, dump, pipeline):
    run(store, ring, [world.complaint(1)])
    before = dump(store)
    with pytest.raises(ZeroDivisionError), store.batch() as batch:
        table = describe(Fingerprinter(ring)([world.complaint(2)]))
        history = batch.history()
        file(history, table)
        batch.file(history)
        raise ZeroDivisionError
    assert dump(store) == before


def test_sizes_count_complaints_now_and_scores_come_in_order(store, ring, run, world):
    run(store, ring, world.ring(range(3)))
    run(store, ring, world.ring(range(3, 5)))
    records = list(store.scores())
    assert {record["template_size"] for record in records} == {5}
    assert {record["ring_size"] for record in records} == {5}
    priorities = [record["priority"] for record in records]
    assert priorities == sorted(priorities, reverse=True)
    assert [r["uid"] for r in store.scores(["heimao:17000003", "heimao:none"])] == [
        "heimao:17000003"
    ]
    assert list(store.scores([])) == []


def test_a_crowd_fills_a_posting_and_no_more(lite, ring, run, world, scores_of):
    run(lite, ring, world.ring(range(POSTING_CAP + 6)))
    with lite.engine.connect() as connection:
        sizes = connection.execute(
            select(func.count()).select_from(POSTING).group_by(POSTING.c.key)
        )
        assert max(sizes.scalars()) == POSTING_CAP
    assert len(scores_of(lite)) == POSTING_CAP + 6


def test_numbers_of_any_length_are_filed_and_found(store, ring, run, world, scores_of):
    number = "号" * 200
    run(store, ring, [world.complaint(1, complaint_id=number)])
    cited = [number, "无" * 100_000]
    later = world.complaint(2, complainant=world.person(1), prior_complaint_ids=cited)
    assert run(store, ring, [later]).new == 1
    found = scores_of(store)
    assert found["heimao:17000002"]["repeat_kind"] == "refile"
    assert found[f"heimao:{number}"]["reasons"]


def test_among_takes_none_one_and_tens_of_thousands(store, ring, run, world):
    run(store, ring, [world.complaint(1), world.complaint(2)])
    with store.engine.connect() as connection:
        for column in (COMPLAINT.c.uid, COMPLAINT.c.id):
            every = list(connection.execute(select(column)).scalars())
            more = [f"{n}" if isinstance(every[0], str) else n + 1000 for n in range(50_000)]
            for asked, expected in (([], []), (every[:1], every[:1]), ([*more, *every], every)):
                query = select(column).where(among(column, asked, connection)).order_by(column)
                assert list(connection.execute(query).scalars()) == sorted(expected)


def test_words_are_kept_only_when_two_share_them(store, ring, run, world):
    run(store, ring, [world.complaint(1), world.complaint(2), *world.ring([3])])
    with store.engine.connect() as connection:
        assert connection.execute(select(CLAUSE)).all() == []
    run(store, ring, world.ring([4]))
    [(template_id, words)] = store.skeletons(
        [record["template_id"] for record in store.scores(["heimao:17000004"])]
    ).items()
    assert template_id.startswith("t-")
    assert all(part in world.AGENT_TEXT for part in words)


# ---- keys


def test_another_ring_is_refused_and_changes_nothing(store, url, ring, run, world, dump):
    run(store, ring, [world.complaint(1)])
    before = dump(store)
    other = KeyRing.generate(world.NOW)
    with pytest.raises(KeyRingError, match="another key ring"):
        Store.open(url, other)
    assert dump(store) == before


def test_an_old_copy_of_the_ring_is_refused_before_it_costs_tokens(
    store, url, ring, run, world, dump, open_store
):
    newer = ring.rotate(world.NOW)
    run(open_store(url, newer), newer, [world.complaint(1)])
    before = dump(store)
    with pytest.raises(KeyRingError, match="older"):
        Store.open(url, ring)
    assert dump(store) == before


def test_a_person_stays_the_same_over_a_rotation(url, ring, run, world, open_store, scores_of):
    run(open_store(url, ring), ring, [world.complaint(1)])
    newer = ring.rotate(world.NOW)
    store = open_store(url, newer)
    run(store, newer, [world.complaint(2, complainant=world.person(1))])
    old, new = scores_of(store)["heimao:17000001"], scores_of(store)["heimao:17000002"]
    assert (old["key_epoch"], new["key_epoch"]) == ("k1", "k2")
    assert old["case_id"] == new["case_id"]
    assert (old["repeat_kind"], new["repeat_kind"]) == ("first", "duplicate")


def tokens_of(rows) -> set[str]:
    return {
        token
        for row in rows["complaint"]
        for value in row
        if isinstance(value, dict)
        for tokens in value.values()
        for token in tokens
    } | {row[0] for row in rows["posting"] if ":" not in row[0]}


@pytest.mark.parametrize("at_once", [False, True], ids=["one by one", "unopened between"])
def test_a_second_rotation_is_a_deletion(
    url, ring, run, world, open_store, dump, tmp_path, at_once, scores_of
):
    store = open_store(url, ring)
    run(store, ring, [*world.ring(range(4)), world.complaint(5, complaint_id="x.k1.y")])
    gone = tokens_of(dump(store))
    judged = scores_of(store)
    store.close()
    newer = ring.rotate(world.NOW)
    if not at_once:
        second = open_store(url, newer)
        run(second, newer, [world.complaint(6)])
        judged = scores_of(second)
        second.close()
    newest = newer.rotate(world.NOW + timedelta(days=90))
    store = open_store(url, newest)
    rows = dump(store)
    assert gone
    assert not gone & tokens_of(rows)
    assert not any(".k1." in token for token in tokens_of(rows))
    assert ("matter:heimao:x.k1.y",) in {row[:1] for row in rows["posting"]}
    assert scores_of(store).keys() == judged.keys()
    run(store, newest, [])  # what the tokens had bound is read anew
    assert {score["ring_id"] for score in scores_of(store).values()} == {None}
    assert "stale" not in {score["model"] for score in scores_of(store).values()}
    if url.startswith("sqlite"):
        content = b"".join(path.read_bytes() for path in sorted(tmp_path.glob("store.db*")))
        assert not any(token.encode() in content for token in gone)


# ---- several at once


def test_threads_that_write_at_once_lose_nothing(url, ring, run, world, open_store, scores_of):
    complaints = [
        *world.ring(range(6)),
        *(world.complaint(number) for number in range(6, 12)),
    ]
    errors: list[BaseException] = []

    def write(part):
        try:
            store = Store.open(url, ring)
            for complaint in part:
                run(store, ring, [complaint])
            store.close()
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=write, args=(complaints[i::3],)) for i in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    alone = Store.open("sqlite://", ring)
    run(alone, ring, complaints)
    assert scores_of(open_store(url, ring)) == scores_of(alone)
    alone.close()


def test_compacting_says_when_another_program_holds_old_pages(
    sqlite_url, ring, run, world, open_store, monkeypatch
):
    monkeypatch.setattr(database, "PATIENCE_MS", 10)
    store, reader = open_store(sqlite_url, ring), open_store(sqlite_url, ring)
    run(store, ring, [world.complaint(1)])
    with reader.engine.connect() as connection:
        connection.execute(select(COMPLAINT.c.uid)).all()
        run(store, ring, [world.complaint(2)])
        with pytest.raises(StageError, match="another program"):
            store.compact()
    store.compact()
    run(store, ring, [world.complaint(3)])


def test_a_ring_in_memory_fits_a_store_in_memory(run, world, scores_of):
    ring = KeyRing.generate(world.NOW)
    store = Store.open("sqlite://", ring)
    run(store, ring, [world.complaint(1)])
    assert list(scores_of(store)) == ["heimao:17000001"]
    store.close()
    assert not Path(":memory:").exists()
