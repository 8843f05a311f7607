"""Opening a database, one writer at a time, and rows by the thousand."""

import sqlite3
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import orjson
from sqlalchemy import (
    ARRAY,
    JSON,
    ColumnElement,
    Engine,
    Table,
    any_,
    bindparam,
    create_engine,
    event,
    func,
    select,
    text,
)
from sqlalchemy.engine import URL, Connection, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from mingjian.fingerprints.errors import UsageError

__all__ = [
    "absolute",
    "among",
    "insert_columns",
    "is_missing",
    "open_engine",
    "writing",
]

WRITER_LOCK = 0x6D696E67  # "ming": PostgreSQL advisory lock
PATIENCE_MS = 30_000  # another writer's batch takes seconds


def open_engine(url: str) -> Engine:
    """Connect to SQLite or PostgreSQL.

    Raises
    ------
    UsageError
        When the URL names neither, or cannot be opened. The message never repeats a password.
    """
    parsed = _parsed(url)
    if (path := _file_of(parsed)) and not path.exists():
        try:  # readable by its owner only: tokens are still personal data
            path.touch(mode=0o600)
        except OSError as error:
            raise UsageError(f"cannot create the database {path}: {error.strerror}") from None
    try:
        engine = create_engine(
            parsed,
            json_serializer=lambda value: orjson.dumps(value).decode(),
            json_deserializer=orjson.loads,
        )
        if engine.dialect.name == "sqlite":
            event.listen(engine, "connect", _prepare_sqlite)
            event.listen(engine, "begin", _begin)
        with engine.connect():
            pass
    except (NoSuchModuleError, ImportError):
        raise UsageError("PostgreSQL needs the extra: pip install 'mingjian[postgres]'") from None
    except DBAPIError as error:
        shown = parsed.render_as_string(hide_password=True)
        raise UsageError(
            f"cannot open {shown} ({type(error.orig).__name__}): is it a database, and yours?"
        ) from None
    return engine


def absolute(url: URL) -> str:
    """The URL with its password, and with the whole path of a file."""
    if path := _file_of(url):
        url = url.set(database=str(path.absolute()))
    return url.render_as_string(hide_password=False)


def is_missing(url: str) -> bool:
    """Whether opening would create the database: a SQLite file that is not there."""
    path = _file_of(_parsed(url))
    return path is not None and not path.exists()


def _parsed(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise UsageError(
            "--db is not a database URL: expected sqlite:///FILE or postgresql://..."
        ) from None
    if parsed.get_backend_name() == "postgresql":
        return parsed.set(drivername="postgresql+psycopg")
    if parsed.get_backend_name() != "sqlite":
        raise UsageError("--db must be a SQLite or PostgreSQL URL")
    return parsed


def _file_of(url: URL) -> Path | None:
    in_file = url.get_backend_name() == "sqlite" and url.database not in {None, "", ":memory:"}
    return Path(str(url.database)) if in_file else None


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # SQLAlchemy's BEGIN, not the driver's
    connection.execute(f"PRAGMA busy_timeout={PATIENCE_MS}")
    _keep_a_log(connection)
    for pragma in (
        "synchronous=NORMAL",
        "foreign_keys=ON",
        "secure_delete=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _keep_a_log(connection: Any) -> None:
    """Switch to the write-ahead log; SQLite does not wait by itself while another does the same."""
    deadline = time.monotonic() + PATIENCE_MS / 1000
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if not error.sqlite_errorname.startswith("SQLITE_BUSY") or time.monotonic() > deadline:
                raise
            time.sleep(0.02)


def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    if options.get("isolation_level") != "AUTOCOMMIT":  # no VACUUM inside a transaction
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writes") else "BEGIN")


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that no other writer shares: a batch reads, decides and writes as one."""
    with engine.execution_options(writes=True).begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": WRITER_LOCK})
        yield connection


def among(column: Any, values: Collection[Any], connection: Connection) -> ColumnElement[bool]:
    """``column IN values`` as one bound parameter, for tens of thousands of values."""
    if connection.dialect.name == "sqlite":
        listed = func.json_each(orjson.dumps(list(values)).decode()).table_valued("value")
        found: ColumnElement[bool] = column.in_(select(listed.c.value))
        return found
    # Its type is said, not guessed from the first value: there may be none.
    listing = bindparam(None, list(values), type_=ARRAY(column.type), unique=True)
    return cast("ColumnElement[bool]", column == any_(listing))


def insert_columns(
    connection: Connection, table: Table, columns: Mapping[str, Sequence[Any]]
) -> None:
    """Insert rows given column by column, by the driver itself: the toolkit's way costs three times as much.

    JSON columns take text.
    """
    dialect = connection.dialect
    ready: list[Sequence[Any]] = []
    for name, values in columns.items():
        kind = table.c[name].type.dialect_impl(dialect)
        convert = None if isinstance(kind, JSON) else kind.bind_processor(dialect)
        ready.append([convert(value) for value in values] if convert else values)
    rows = list(zip(*ready, strict=True))
    if rows:
        quote = dialect.identifier_preparer.quote
        mark = "?" if dialect.paramstyle == "qmark" else "%s"
        names = ", ".join(map(quote, columns))
        marks = ", ".join([mark] * len(columns))
        statement = f"INSERT INTO {quote(table.name)} ({names}) VALUES ({marks})"  # noqa: S608  # our names
        connection.exec_driver_sql(statement, rows)
