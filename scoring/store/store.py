"""The store's operations: open it, commit a batch, read scores back.

A batch is one transaction. What it files makes scores outdated, and they are read anew: a killed run
keeps every committed batch, and the next one goes on from there.
"""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, NamedTuple

import orjson
import pyarrow as pa
from sqlalchemy import Engine, Text, bindparam, cast, delete, func, insert, or_, select, update
from sqlalchemy.engine import Connection
from sqlalchemy.exc import OperationalError

from mingjian.features.history import History
from mingjian.fingerprints.errors import StageError
from mingjian.fingerprints.keyring import KeyRing
from mingjian.fingerprints.rows import values
from mingjian.scoring.score import LISTS, SCORE_SCHEMA
from mingjian.scoring.store.database import (
    absolute,
    among,
    insert_columns,
    is_missing,
    open_engine,
    writing,
)
from mingjian.scoring.store.epochs import STALE, check_keys
from mingjian.scoring.store.lookup import StoredBands, StoreSource, complaint_columns, filing_key
from mingjian.scoring.store.schema import has_tables, migrate
from mingjian.scoring.store.tables import CHECK, CLAUSE, COMPLAINT, POSTING, SCORE

__all__ = ["SIZES", "Batch", "Known", "Store"]

SIZES = ("template", "capture", "broadcast", "ring")
NAMES = 50  # looked for in one reading
KEPT = [name for name in SCORE_SCHEMA.names if name in SCORE.columns]


class Known(NamedTuple):
    """What a run asks about a stored complaint: has anything changed since?"""

    mac: str
    log_contacts: int | None
    key_epoch: str
    has_pictures: bool


class Store:
    """Complaints and scores in one database.

    Parameters
    ----------
    engine : sqlalchemy.Engine
        Migrated, as :meth:`open` gives it.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.url = absolute(engine.url)  # with its password: for another process, never for people
        self._bands = StoredBands()

    @property
    def is_shared(self) -> bool:
        """Whether another process can read it: a database in memory has one owner."""
        url = self.engine.url
        return url.get_backend_name() != "sqlite" or url.database not in {None, "", ":memory:"}

    @classmethod
    def open(cls, url: str, ring: KeyRing) -> "Store":
        """Open, migrate, and check that the key ring is this database's.

        Raises
        ------
        UsageError
            When the URL cannot be opened.
        KeyRingError
            When the database was made with another key ring, or with a later state of this one.
        """
        store = cls(open_engine(url))
        try:
            with writing(store.engine) as connection:
                migrate(connection)
                outdated = check_keys(connection, ring)
            if outdated:
                store.compact()
        except BaseException:
            store.close()
            raise
        return store

    @staticmethod
    def holds_complaints(url: str) -> bool:
        """Whether a database exists and holds something that a key ring belongs to."""
        if is_missing(url):
            return False
        engine = open_engine(url)
        try:
            with engine.connect() as connection:
                if not has_tables(connection):
                    return False
                return connection.execute(select(CHECK.c.key_id).limit(1)).first() is not None
        finally:
            engine.dispose()

    def compact(self) -> None:
        """Rewrite the database, so that deleted rows leave nothing behind.

        Raises
        ------
        StageError
            When another program is reading the SQLite file: what it reads stays in the log beside it.
        """
        with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            if self.engine.dialect.name == "postgresql":
                connection.exec_driver_sql("VACUUM (FULL, ANALYZE)")  # statistics quote values
                return
            try:
                connection.exec_driver_sql("VACUUM")
                busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").scalar()
            except OperationalError:
                busy = True
        if busy:
            raise StageError(
                "the rows are deleted, but another program has the database open and keeps old pages "
                "alive: close it and run again"
            )

    def close(self) -> None:
        """Release the connections."""
        self.engine.dispose()

    @contextmanager
    def batch(self) -> Iterator["Batch"]:
        """One transaction; committed when the block ends without an error."""
        with writing(self.engine) as connection:
            yield Batch(connection, self._bands)

    def scores(
        self, uids: Collection[str] | None = None, *, in_text: bool = False
    ) -> Iterator[dict[str, Any]]:
        """Scores as the contract's records, with current cluster sizes, highest priority first.

        Parameters
        ----------
        uids : collection of str, optional
            Only these complaints; all of them when left out.
        in_text : bool
            Violations, facts and reasons as JSON text instead of lists.
        """
        listed = {name: SCORE.c[name] for name in KEPT}
        if in_text:
            listed |= {name: cast(SCORE.c[name], Text).label(name) for name in LISTS}
        with self.engine.connect() as connection:
            query = select(
                COMPLAINT.c.uid,
                COMPLAINT.c.platform,
                COMPLAINT.c.complaint_id,
                COMPLAINT.c.respondent,
                *listed.values(),
            ).join(COMPLAINT, COMPLAINT.c.id == SCORE.c.complaint)
            if uids is not None:
                query = query.where(among(COMPLAINT.c.uid, uids, connection))
            query = query.order_by(SCORE.c.priority.desc(), COMPLAINT.c.uid)
            sizes = {name: _sizes(connection, SCORE.c[f"{name}_id"]) for name in SIZES}
            result = connection.execute(query)
            names = list(result.keys())
            for row in result:
                record = dict(zip(names, row, strict=True))
                for name in SIZES:
                    record[f"{name}_size"] = sizes[name].get(record[f"{name}_id"])
                yield record

    def stale(self, model: str) -> list[str]:
        """Complaints without a score that holds: theirs is another model's, outdated, or not yet made.

        Those of one template stand together: they are read from the same evidence.
        """
        query = (
            select(COMPLAINT.c.uid)
            .outerjoin(SCORE, SCORE.c.complaint == COMPLAINT.c.id)
            .where(SCORE.c.model.is_distinct_from(model))
            .order_by(COMPLAINT.c.template_id, COMPLAINT.c.id)
        )
        with self.engine.connect() as connection:
            return list(connection.execute(query).scalars())

    def find(self, complaint_id: str) -> list[str]:
        """Uids of complaints with this number, or with this ``platform:number``."""
        query = select(COMPLAINT.c.uid).where(
            (COMPLAINT.c.uid == complaint_id) | (COMPLAINT.c.complaint_id == complaint_id)
        )
        with self.engine.connect() as connection:
            return list(connection.execute(query).scalars())

    def skeletons(self, template_ids: Collection[str]) -> dict[str, list[str]]:
        """Shared words of templates, in their leader's order."""
        found: dict[str, list[str]] = {}
        with self.engine.connect() as connection:
            query = (
                select(CLAUSE.c.template_id, CLAUSE.c.text)
                .where(among(CLAUSE.c.template_id, template_ids, connection))
                .order_by(CLAUSE.c.template_id, CLAUSE.c.place)
            )
            for template_id, text in connection.execute(query):
                found.setdefault(template_id, []).append(text)
        return found

    def newest(self) -> datetime | None:
        """The latest moment that any score holds."""
        with self.engine.connect() as connection:
            found: datetime | None = connection.execute(select(func.max(SCORE.c.as_of))).scalar()
        return found.replace(tzinfo=UTC) if found and found.tzinfo is None else found

    def latest(self) -> datetime | None:
        """The moment of the newest view or filing, whichever is later; None of an empty store."""
        with self.engine.connect() as connection:
            found: datetime | None = connection.execute(
                select(func.max(COMPLAINT.c.filed_at))
            ).scalar()
        return max((moment for moment in (found, self.newest()) if moment), default=None)

    def members(self, cluster: str, ids: Collection[str]) -> list[str]:
        """Uids of the complaints whose score names one of these clusters, of a kind of ``SIZES``."""
        with self.engine.connect() as connection:
            query = (
                select(COMPLAINT.c.uid)
                .join(SCORE, SCORE.c.complaint == COMPLAINT.c.id)
                .where(among(SCORE.c[f"{cluster}_id"], ids, connection))
            )
            return list(connection.execute(query).scalars())


class Batch:
    """What can be done inside one transaction."""

    def __init__(self, connection: Connection, bands: StoredBands) -> None:
        self.connection = connection
        self._bands = bands

    def history(self) -> History:
        """An empty history that loads from the store what it is asked for."""
        return History(StoreSource(self.connection, self._bands))

    def known(self, uids: Collection[str]) -> dict[str, Known]:
        """What is stored of these complaints; unknown uids are absent."""
        query = select(
            COMPLAINT.c.uid,
            COMPLAINT.c.content_mac,
            COMPLAINT.c.log_contacts,
            COMPLAINT.c.key_epoch,
            cast(COMPLAINT.c.screenshots, Text) != "[]",
        ).where(among(COMPLAINT.c.uid, uids, self.connection))
        return {uid: Known(*held) for uid, *held in self.connection.execute(query)}

    def last(self) -> tuple[int, datetime | None]:
        """The highest number given so far, and the moment of the newest filing."""
        query = select(func.max(COMPLAINT.c.id), func.max(COMPLAINT.c.filed_at))
        number, moment = self.connection.execute(query).one()
        return number or 0, moment

    def naming(self, uids: Collection[str]) -> set[str]:
        """Complaints whose reasons name one of these, found by reading all reasons."""
        found: set[str] = set()
        reasons = cast(SCORE.c.reasons, Text)
        for some in _batched([orjson.dumps(uid).decode() for uid in uids]):
            query = (
                select(COMPLAINT.c.uid)
                .join(SCORE, SCORE.c.complaint == COMPLAINT.c.id)
                .where(or_(*(reasons.contains(name, autoescape=True) for name in some)))
            )
            found |= set(self.connection.execute(query).scalars())
        return found

    def note_contacts(self, contacts: Mapping[str, int]) -> None:
        """Set what a lender's log says of stored complaints."""
        if contacts:
            one = update(COMPLAINT).where(COMPLAINT.c.uid == bindparam("row"))
            rows = [{"row": uid, "found": count} for uid, count in contacts.items()]
            self.connection.execute(one.values(log_contacts=bindparam("found")), rows)

    def file(self, history: History) -> None:
        """Write what a history has learnt."""
        insert_columns(self.connection, COMPLAINT, complaint_columns(history.added.values()))
        if history.filed:
            numbers = self.numbers({uid for _, uid in history.filed})
            filed = sorted((filing_key(key), numbers[uid]) for key, uid in history.filed)
            columns: dict[str, list[Any]] = {
                "key": [key for key, _ in filed],
                "complaint": [number for _, number in filed],
            }
            insert_columns(self.connection, POSTING, columns)
        if history.shared:
            self._put_clauses(history)

    def _put_clauses(self, history: History) -> None:
        templates = {template_id for template_id, _ in history.shared}
        query = select(CLAUSE.c.template_id, CLAUSE.c.mac).where(
            among(CLAUSE.c.template_id, templates, self.connection)
        )
        known = set(self.connection.execute(query).all())
        new = [
            {
                "template_id": clause.template_id,
                "mac": f"{clause.mac:016x}",
                "place": clause.place,
                "text": clause.text,
            }
            for clause in history.shared.values()
            if (clause.template_id, f"{clause.mac:016x}") not in known
        ]
        if new:
            self.connection.execute(insert(CLAUSE), new)

    def put_scores(self, scores: pa.Table) -> None:
        """Write scores over those that the same complaints had."""
        columns = {name: values(scores.column(name)) for name in SCORE_SCHEMA.names}
        filed = zip(columns.pop("platform"), columns.pop("complaint_id"), strict=True)
        uids = [f"{platform}:{complaint_id}" for platform, complaint_id in filed]
        numbers = self.numbers(uids)
        columns["complaint"] = [numbers[uid] for uid in uids]
        scored = among(SCORE.c.complaint, columns["complaint"], self.connection)
        self.connection.execute(delete(SCORE).where(scored))
        insert_columns(self.connection, SCORE, columns)

    def outdate(self, uids: Collection[str]) -> None:
        """Say that these scores no longer hold; whoever has none yet needs no word."""
        if uids:
            changed = select(COMPLAINT.c.id).where(among(COMPLAINT.c.uid, uids, self.connection))
            query = update(SCORE).where(SCORE.c.complaint.in_(changed), SCORE.c.model != STALE)
            self.connection.execute(query.values(model=STALE))

    def ring_mates(self, uids: Collection[str]) -> set[str]:
        """Everybody whose score names a ring that one of these scores names."""
        asked = select(COMPLAINT.c.id).where(among(COMPLAINT.c.uid, uids, self.connection))
        named = select(SCORE.c.ring_id).where(
            SCORE.c.complaint.in_(asked), SCORE.c.ring_id.is_not(None)
        )
        query = (
            select(COMPLAINT.c.uid)
            .join(SCORE, SCORE.c.complaint == COMPLAINT.c.id)
            .where(SCORE.c.ring_id.in_(named))
        )
        return set(self.connection.execute(query).scalars())

    def numbers(self, uids: Collection[str]) -> Mapping[str, int]:
        """Uid to row number of complaints that are stored."""
        query = select(COMPLAINT.c.uid, COMPLAINT.c.id).where(
            among(COMPLAINT.c.uid, uids, self.connection)
        )
        return dict(self.connection.execute(query).all())


def _batched(names: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(names), NAMES):
        yield names[start : start + NAMES]


def _sizes(connection: Connection, column: Any) -> dict[str, int]:
    query = select(column, func.count()).where(column.is_not(None)).group_by(column)
    return dict(connection.execute(query).all())
