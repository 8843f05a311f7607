"""The command line: a thin shell over the pipeline and the store.

Exit status: 0 done, also with rejected rows; 2 wrong use or unreadable input; 3 a stage failed.
Errors are one line and never show a value from a complaint (law 4).
"""

import os
import sys
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from enum import StrEnum
from importlib.metadata import entry_points
from pathlib import Path
from typing import Annotated, BinaryIO

import orjson
import typer
from rich.console import Console

from mingjian.fingerprints.contact_log import ContactLog
from mingjian.fingerprints.contract import parse_time
from mingjian.fingerprints.errors import KeyRingError, StageError, UnreadableInput, UsageError
from mingjian.fingerprints.fingerprinting import Fingerprinter
from mingjian.fingerprints.importers import NAMES, Rejected, read
from mingjian.fingerprints.keyring import KeyRing, default_path
from mingjian.scoring.console import print_explanation, print_queue, print_summary
from mingjian.scoring.erasure import person_uids
from mingjian.scoring.evaluation.command import evaluate
from mingjian.scoring.output import check_target, contract_record, write_rejected, write_scores
from mingjian.scoring.pipeline import Pipeline, Summary
from mingjian.scoring.progress import progress
from mingjian.scoring.report import write_report
from mingjian.scoring.scorecard import Scorecard
from mingjian.scoring.settings import Settings
from mingjian.scoring.store.store import Store
from mingjian.scoring.workers import spare_collector

__all__ = ["Engine", "app", "main"]

DEFAULT_DB = "sqlite:///mingjian.db"
app = typer.Typer(
    help="明鉴 mingjian：投诉可信度评分 credibility scores, with reasons, for complaints against lenders.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)
keys = typer.Typer(help="密钥环 The key ring behind all tokens.", no_args_is_help=True)
app.add_typer(keys, name="keys")
app.command("evaluate")(evaluate)
for entry in sorted(entry_points(group="mingjian.commands"), key=lambda found: found.name):
    app.command(entry.name)(entry.load())
console = Console(soft_wrap=True, markup=False)  # a path may hold brackets
Database = Annotated[str, typer.Option("--db", help="SQLite 或 PostgreSQL 地址 database URL")]


class Engine(StrEnum):
    """Where batches run."""

    local = "local"


@app.command()
def score(
    inputs: Annotated[
        list[str], typer.Argument(metavar="INPUT...", help=".jsonl .csv .parquet .xlsx .html 或 -")
    ],
    out: Annotated[Path, typer.Option(help="评分文件 .jsonl .csv .parquet")],
    attachments: Annotated[Path | None, typer.Option(help="附件目录 attachments folder")] = None,
    db: Database = DEFAULT_DB,
    importer: Annotated[
        str | None, typer.Option("--from", help=f"导入器 {', '.join(NAMES)} 或 mapping.toml")
    ] = None,
    contact_log: Annotated[
        Path | None, typer.Option(help="机构催收记录 a lender's contact log")
    ] = None,
    as_of: Annotated[str | None, typer.Option(help="截至时间 the moment scores hold")] = None,
    report: Annotated[Path | None, typer.Option(help="HTML 报告 report file")] = None,
    settings: Annotated[Path | None, typer.Option(help="设置文件 settings TOML")] = None,
    engine: Annotated[Engine, typer.Option(help="执行引擎 where batches run")] = Engine.local,
) -> None:
    """Score complaints 评分.

    Examples
    --------
    mingjian score complaints.jsonl --out scores.jsonl --attachments attachments/

    mingjian score export.csv --out scores.csv --from heimao --report report.html
    """
    del engine  # one engine so far; the option is the contract's
    _check_paths(inputs, attachments, report)
    check_target(out)
    moment = _moment(as_of)
    policy = Settings.read(settings).policy()
    ring = _ring(db)
    store = Store.open(db, ring)
    try:
        log = ContactLog.read(contact_log, ring) if contact_log else None
        pipeline = Pipeline(
            store, Fingerprinter(ring, attachments), Scorecard.shipped(), policy, log
        )
        summary = _score(pipeline, store, inputs, out, importer, moment)
        notes = [f"评分 scores: {out}"]
        if summary.rejected:
            notes.append(f"拒收原因 reasons for rejected rows: {_rejected_path(out)}")
        if log:
            notes.append(f"催收记录 contact log: {log.rows} rows, {log.rejected} unreadable")
        if report:
            write_report(report, store, summary)
            notes.append(f"报告 report: {report}")
        print_summary(console, summary, notes)
    finally:
        store.close()


def _score(
    pipeline: Pipeline,
    store: Store,
    inputs: list[str],
    out: Path,
    importer: str | None,
    as_of: datetime | None,
) -> Summary:
    now = datetime.now(UTC)
    rejected: list[dict[str, object]] = []
    total = Summary()
    with progress() as advance:
        for name in inputs:
            rows = read(_source(name), importer, received_at=now)

            def keep(row: Rejected, name: str = name) -> None:
                rejected.append({"input": Path(name).name, "row": row.number, "reason": row.reason})

            total.add(pipeline.run(rows, now, as_of, keep, advance))
    write_scores(out, store, total.uids)
    write_rejected(_rejected_path(out), rejected)
    return total


@app.command()
def demo(
    out: Annotated[Path, typer.Option(help="输出目录 output folder")] = Path("demo"),
    complaints: Annotated[
        int, typer.Option(min=1, help="合成投诉条数 synthetic complaints")
    ] = 2000,
    seed: Annotated[int, typer.Option(help="世界的种子 seed of the world")] = 1,
) -> None:
    """Make a synthetic world, score it, and hold the scores against its truth 演示.

    Example:

    mingjian demo --out demo
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"cannot make the folder {out}: {error.strerror}") from None
    db = f"sqlite:///{out / 'demo.db'}"
    ring = _ring_at(out / "keyring.json", db)
    world = out / "world"
    _command("simulate")(out=world, complaints=complaints, seed=seed, force=True)
    store = Store.open(db, ring)
    try:
        log = ContactLog.read(world / "contact_log.jsonl", ring)
        fingerprinter = Fingerprinter(ring, world / "attachments")
        policy = Settings().policy()
        pipeline = Pipeline(store, fingerprinter, Scorecard.shipped(), policy, log)
        inputs = [str(world / "complaints.jsonl")]
        summary = _score(pipeline, store, inputs, out / "scores.jsonl", None, None)
        write_report(out / "report.html", store, summary)
        print_queue(console, list(store.scores(summary.uids)), shown=30)
        notes = [f"评分 scores: {out / 'scores.jsonl'}", f"报告 report: {out / 'report.html'}"]
        print_summary(console, summary, notes)
    finally:
        store.close()
    evaluate(out / "scores.jsonl", world / "truth.jsonl", report=out / "evaluation.html")


def _command(name: str) -> Callable[..., None]:
    """A command of another package, found by its entry point: this one imports no simulator."""
    for entry in entry_points(group="mingjian.commands", name=name):
        command: Callable[..., None] = entry.load()
        return command
    raise UsageError(f"mingjian {name} is not installed")


@app.command()
def explain(
    complaint_id: Annotated[str, typer.Argument(help="投诉编号，或 平台:编号")],
    db: Database = DEFAULT_DB,
    as_json: Annotated[bool, typer.Option("--json", help="按契约输出 JSON")] = False,
) -> None:
    """Show one complaint's score with all its reasons 解释.

    Example:

    mingjian explain heimao:17350000001 --db sqlite:///mingjian.db
    """
    store, _ = _existing(db)
    try:
        uids = store.find(complaint_id)
        if not uids:
            raise UsageError("no such complaint in this database; give its id, or platform:id")
        records = list(store.scores(uids))
        if not records:
            raise UsageError("not scored yet: the run that filed it was stopped; run score again")
        for record in records:
            if as_json:
                console.out(orjson.dumps(contract_record(record)).decode(), highlight=False)
            else:
                print_explanation(console, record)
    finally:
        store.close()


@app.command()
def erase(
    db: Database = DEFAULT_DB,
    phone: Annotated[str | None, typer.Option(help="手机号 phone number")] = None,
    id_number: Annotated[str | None, typer.Option(help="身份证号 ID number")] = None,
    account: Annotated[str | None, typer.Option(help="平台账号 platform account")] = None,
) -> None:
    """Erase a person: every complaint that carries the identifier, and all that was made of it 删除.

    Example:

    mingjian erase --phone 13800000000 --db sqlite:///mingjian.db
    """
    given = {"phone": phone, "id_number": id_number, "account": account}
    named = [(field, value) for field, value in given.items() if value]
    if len(named) != 1:
        raise UsageError("give exactly one of --phone, --id-number, --account")
    store, ring = _existing(db)
    try:
        uids = person_uids(store, ring, *named[0])
        if uids:
            pipeline = Pipeline(
                store, Fingerprinter(ring), Scorecard.shipped(), Settings().policy()
            )
            pipeline.erase(uids)
        store.compact()  # also when nobody is left: an earlier try may have stopped before this
        console.print(f"已删除 erased: {len(uids)}")
    finally:
        store.close()


@keys.command("init")
def keys_init() -> None:
    """Make a key ring; an existing one is never replaced.

    Example:

    MINGJIAN_KEYRING=ring.json mingjian keys init
    """
    ring = KeyRing.create(default_path(os.environ), datetime.now(UTC))
    console.print(f"{ring.path}: {ring.current.id}")


@keys.command("rotate")
def keys_rotate() -> None:
    """Start a new epoch; the last stays readable, older ones are forgotten.

    Example:

    mingjian keys rotate
    """
    ring = KeyRing.open(default_path(os.environ)).rotate(datetime.now(UTC))
    ring.save()
    console.print(f"{ring.path}: {', '.join(epoch.id for epoch in ring.epochs)}")


@keys.command("show")
def keys_show() -> None:
    """Show the epochs and their check values, never a secret.

    Example:

    mingjian keys show
    """
    ring = KeyRing.open(default_path(os.environ))
    checks = ring.check_values()
    console.print(str(ring.path))
    for epoch in ring.epochs:
        console.print(f"  {epoch.id}  {epoch.created_at.isoformat()}  {checks[epoch.id]}")
    console.print(f"  fingerprint  {checks['fingerprint']}")


def _existing(db: str) -> tuple[Store, KeyRing]:
    """A database that was filled before, and its key ring."""
    if not Store.holds_complaints(db):
        raise UsageError("this database holds no complaints: check --db")
    ring = _ring(db)
    return Store.open(db, ring), ring


def _ring(db: str) -> KeyRing:
    """The key ring where the environment says; a new one is announced."""
    path = default_path(os.environ)
    is_new = not os.path.lexists(path)
    ring = _ring_at(path, db)
    if is_new:
        console.print(f"新密钥环 new key ring: {path} (备份它 back it up)")
    return ring


def _ring_at(path: Path, db: str) -> KeyRing:
    """A key ring; made on first use, never behind a database that has another."""
    if os.path.lexists(path):
        return KeyRing.open(path)
    if Store.holds_complaints(db):
        raise KeyRingError(
            f"{path}: the key ring is missing, but the database holds complaints made with one: "
            "restore it from a backup or point MINGJIAN_KEYRING at it"
        )
    return KeyRing.create(path, datetime.now(UTC))


def _check_paths(inputs: list[str], attachments: Path | None, report: Path | None) -> None:
    """Refuse what is missing before anything is made."""
    for name in inputs:
        if name != "-" and not Path(name).exists():
            raise UnreadableInput(f"{name}: no such file")
    if attachments and not attachments.is_dir():
        raise UsageError(f"--attachments {attachments}: no such folder")
    if report and not report.parent.is_dir():
        raise UsageError(f"--report {report}: name a file in a folder that exists")


def _source(name: str) -> Path | BinaryIO:
    return sys.stdin.buffer if name == "-" else Path(name)


def _rejected_path(out: Path) -> Path:
    return out.with_name(f"{out.name}.rejected.jsonl")


def _moment(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        return parse_time(text)
    except ValueError:
        raise UsageError("--as-of is not a time: write 2025-06-01T09:00:00+08:00") from None


app.command("evaluate")(evaluate)
for _name in sorted(entry.name for entry in entry_points(group="mingjian.commands")):
    app.command(_name)(_command(_name))


def main() -> None:
    """Run the command line and turn errors into exit statuses."""
    spare_collector()
    try:
        app(standalone_mode=True)
    except UsageError as error:
        _fail(str(error), 2)
    except StageError as error:
        _fail(str(error), 3)
    except Exception as error:  # a message could quote a complaint: say where, not what
        frame = traceback.extract_tb(error.__traceback__)[-1]
        _fail(f"unexpected {type(error).__name__} in {Path(frame.filename).name}:{frame.lineno}", 3)


def _fail(message: str, status: int) -> None:
    print(f"mingjian: {message}", file=sys.stderr)  # noqa: T201
    raise SystemExit(status)
