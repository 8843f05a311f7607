"""The pipeline: rows in, fingerprints, filed batch by batch; then every score that this changed, read anew.

Filing and reading are apart: a complaint that ten batches touch is read once. Whoever stops a run
between the two leaves outdated scores that say so, and the next run reads them.
"""

import traceback
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, fields
from datetime import datetime
from itertools import count, islice
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from mingjian.features.observation import file
from mingjian.fingerprints.contact_log import ContactLog
from mingjian.fingerprints.contract import RawComplaint
from mingjian.fingerprints.errors import MingjianError, StageError, UsageError
from mingjian.fingerprints.fingerprinting import Fingerprinter
from mingjian.fingerprints.importers import Rejected, Row
from mingjian.fingerprints.rows import fingerprint_rows
from mingjian.scoring.erasure import remove
from mingjian.scoring.intake import accepted, prepare
from mingjian.scoring.model import Model
from mingjian.scoring.reading import Equipment, Page, Reader, Scored, prepare_there, read_there
from mingjian.scoring.store.store import Batch, Known, Store
from mingjian.scoring.triage import TriagePolicy
from mingjian.scoring.workers import Workers

__all__ = ["Pipeline", "Summary"]

WINDOW = 10  # chunks sorted by time together, 10,000 rows
BATCH = 5_000  # rows committed together
PAGE = 500  # complaints read together
GROUP = 40  # pages committed together
IN_TIME = [("filed_at", "ascending"), ("uid", "ascending")]
Advance = Callable[[str, int], None]
INLINE = 2  # chunks or pages before another process is worth its start


@dataclass(slots=True)
class Summary:
    """Where every input row went: ``rows`` is the sum of the counts below it.

    ``rescored`` counts earlier complaints whose view the run changed; ``uids`` the complaints in it.
    """

    rows: int = 0
    new: int = 0
    changed: int = 0
    known: int = 0
    repeated: int = 0
    later: int = 0
    rejected: int = 0
    rescored: int = 0
    uids: list[str] = field(default_factory=list)

    def add(self, other: "Summary") -> None:
        """Add another run's counts."""
        for counted in fields(self):
            mine = getattr(self, counted.name)
            setattr(self, counted.name, mine + getattr(other, counted.name))


class Pipeline:
    """Scores rows into a store.

    Parameters
    ----------
    store : Store
    fingerprinter : Fingerprinter
    model : Model
    policy : TriagePolicy
    log : ContactLog, optional
    """

    def __init__(
        self,
        store: Store,
        fingerprinter: Fingerprinter,
        model: Model,
        policy: TriagePolicy,
        log: ContactLog | None = None,
    ) -> None:
        self._store = store
        self._fingerprinter = fingerprinter
        self._reader = Reader(model, policy)
        self._log = log
        self._groups = count()

    def run(
        self,
        rows: Iterable[Row],
        now: datetime,
        as_of: datetime | None = None,
        reject: Callable[[Rejected], None] = lambda row: None,
        advance: Advance = lambda stage, count: None,
    ) -> Summary:
        """Score all rows.

        Parameters
        ----------
        rows : iterable of Row
        now : datetime
            UTC. A complaint filed more than a day after it is rejected.
        as_of : datetime, optional
            The moment the scores hold; the newest filing when left out.
        reject : callable
            Told of every rejected row.
        advance : callable
            Told of every so many complaints ``filed`` or ``scored``.

        Raises
        ------
        UsageError
            When the store already holds a later view than ``as_of``.
        StageError
            When a batch fails; the message says what was kept.
        """
        newest = self._store.newest()
        if as_of and newest and as_of < newest:
            raise UsageError(
                f"the database already holds a view as of {newest.isoformat()}; "
                "to look into the past, score into an empty one"
            )
        summary = Summary()

        def count_rejected(row: Rejected) -> None:
            summary.rows += 1
            summary.rejected += 1
            reject(row)

        equipment = Equipment(self._fingerprinter, self._reader, self._store.url)
        chunks = accepted(rows, now, count_rejected)
        with _told_safely(summary), Workers(equipment, INLINE) as workers:
            try:
                tables = workers.each(prepare_there, chunks, self._prepare)
                while (window := self._window(tables, summary)) is not None:
                    for start in range(0, window.num_rows, BATCH):
                        batch = window.slice(start, BATCH)
                        self._file(batch, as_of, summary)
                        advance("filed", batch.num_rows)
            except Exception:  # what was filed before a failure has its score all the same
                with suppress(Exception):
                    self._renew(as_of, None, advance)
                raise
            done = self._renew(as_of, workers, advance)
            summary.rescored = max(done - summary.new - summary.changed, 0)
        return summary

    def erase(self, uids: Collection[str]) -> None:
        """Delete complaints and, in the same transaction, score anew those that they had a part in."""
        as_of = self._store.latest()
        if as_of is None:
            return
        with self._store.batch() as batch:
            as_of = max(as_of, batch.last()[1] or as_of)
            # By their words too: a score whose evidence has changed may name what no key leads to.
            pending, done = sorted({*remove(batch, uids), *batch.naming(uids)}), set(uids)
            while pending:
                done.update(pending)
                pending = sorted(self._read(batch, pending, as_of) - done)

    def _prepare(self, complaints: Sequence[RawComplaint]) -> pa.Table:
        return prepare(self._fingerprinter, complaints)

    def _window(self, tables: Iterator[pa.Table], summary: Summary) -> pa.Table | None:
        """The next rows, described and sorted by time; of a repeated uid the last stays."""
        found = list(islice(tables, WINDOW))
        if not found:
            return None
        window = pa.concat_tables(found)
        summary.rows += window.num_rows
        last = {uid: i for i, uid in enumerate(window.column("uid").to_pylist())}
        summary.repeated += window.num_rows - len(last)
        kept = pa.array(last.values(), type=pa.int64())
        moments = window.select([key for key, _ in IN_TIME]).take(kept)
        return window.take(kept.take(pc.sort_indices(moments, sort_keys=IN_TIME)))

    def _file(self, table: pa.Table, as_of: datetime | None, summary: Summary) -> None:
        """File a batch in one transaction, and mark the scores that it touched as outdated."""
        seen = table
        if as_of is not None:
            seen = table.filter(pc.less_equal(table.column("filed_at"), pa.scalar(as_of)))
        uids = seen.column("uid").to_pylist()
        with self._store.batch() as batch:
            known = batch.known(uids)
            changed = _changed(seen, known)
            same = known.keys() - set(changed)
            fresh, logged = seen, {}
            if same:
                is_same = pa.array([uid in same for uid in uids], type=pa.bool_())
                logged = {
                    uid: count
                    for uid, count in self._contacts(seen.filter(is_same)).items()
                    if count != known[uid].log_contacts
                }
                batch.note_contacts(logged)
                fresh = seen.filter(pc.invert(is_same))
            again = remove(batch, changed) if changed else []
            history = batch.history()
            touched = file(history, fresh, self._contacts(fresh))
            batch.file(history)
            earlier = set(touched) - set(history.added)
            # A ring that loses a bond by what is filed, such as a family's, loses it for all its members.
            batch.outdate({*again, *logged, *earlier, *batch.ring_mates(earlier)})
        summary.new += len(uids) - len(known)
        summary.changed += len(changed)
        summary.known += len(same)
        summary.later += table.num_rows - len(uids)
        summary.uids += uids

    def _renew(
        self, as_of: datetime | None, workers: Workers[Equipment] | None, advance: Advance
    ) -> int:
        """Read every complaint whose score no longer holds; returns how many."""
        moment = as_of or self._store.latest()
        if moment is None:
            return 0
        done: set[str] = set()
        read = last = 0
        while pending := [u for u in self._store.stale(self._reader.model.label) if u not in done]:
            expected = set(pending)
            for start in range(0, len(pending), GROUP * PAGE):
                group = pending[start : start + GROUP * PAGE]
                with self._store.batch() as batch:  # nobody files while it is read
                    # What another run has filed meanwhile is seen, and what was read before it read again.
                    number, newest = batch.last()
                    moment = max(moment, newest or moment)
                    if number != last:
                        done.clear()
                        last = number
                    expected.difference_update(group)
                    batch.outdate(self._read(batch, group, moment, workers) - done - expected)
                done.update(group)
                read += len(group)
                advance("scored", len(group))
        return read

    def _read(
        self,
        batch: Batch,
        uids: Sequence[str],
        as_of: datetime,
        workers: Workers[Equipment] | None = None,
    ) -> set[str]:
        """Score complaints page by page; returns the further members of their rings."""

        def here(page: Page) -> Scored:
            return self._reader(batch.connection, page)

        if not self._store.is_shared:
            workers = None
        group = next(self._groups)
        pages = [
            Page(uids[start : start + PAGE], as_of, group) for start in range(0, len(uids), PAGE)
        ]
        beside: set[str] = set()
        for scored in workers.each(read_there, pages, here) if workers else map(here, pages):
            batch.put_scores(scored.scores)
            beside.update(scored.beside)
        return beside - set(uids)

    def _contacts(self, table: pa.Table) -> dict[str, int]:
        if self._log is None:
            return {}
        found = {row.uid: self._log.contacts(row) for row in fingerprint_rows(table)}
        return {uid: count for uid, count in found.items() if count}


@contextmanager
def _told_safely(summary: Summary) -> Iterator[None]:
    """Say of a failure where it was and what is safe, and nothing of the data."""
    try:
        yield
    except MingjianError:
        raise
    except (Exception, KeyboardInterrupt) as error:
        where = traceback.extract_tb(error.__traceback__)[-1]
        raise StageError(
            f"{type(error).__name__} in {Path(where.filename).name}:{where.lineno}; the "
            f"{len(summary.uids)} complaints before it are committed: mend the cause and run again "
            "to go on"
        ) from None


def _changed(table: pa.Table, known: Mapping[str, Known]) -> list[str]:
    """Stored complaints whose row, key epoch or readable pictures are new."""
    columns = ("uid", "content_mac", "key_epoch", "screenshots")
    rows = zip(*(table.column(name).to_pylist() for name in columns), strict=True)
    return [
        uid
        for uid, mac, epoch, pictures in rows
        if (held := known.get(uid))
        and (mac != held.mac or epoch != held.key_epoch or bool(pictures) > held.has_pictures)
    ]
