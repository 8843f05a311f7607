"""The pipeline: rows in, fingerprints, features, scores, committed batch by batch."""

import traceback
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from mingjian.features.observation import DESCRIBED_SCHEMA, observe
from mingjian.fingerprints.contact_log import ContactLog
from mingjian.fingerprints.errors import MingjianError, StageError, UsageError
from mingjian.fingerprints.fingerprinting import Fingerprinter
from mingjian.fingerprints.importers import Rejected, Row
from mingjian.fingerprints.rows import fingerprint_rows
from mingjian.scoring.erasure import remove
from mingjian.scoring.intake import prepared
from mingjian.scoring.model import Model
from mingjian.scoring.score import scores
from mingjian.scoring.store.store import Batch, Known, Store
from mingjian.scoring.triage import TriagePolicy

__all__ = ["Pipeline", "Summary"]

WINDOW = 10  # chunks sorted by time together, 20,000 rows
BATCH = 4_000  # rows committed together


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
        self._model = model
        self._policy = policy
        self._log = log

    def run(
        self,
        rows: Iterable[Row],
        now: datetime,
        as_of: datetime | None = None,
        reject: Callable[[Rejected], None] = lambda row: None,
        advance: Callable[[int], None] = lambda count: None,
    ) -> Summary:
        """Score all rows.

        Parameters
        ----------
        rows : iterable of Row
        now : datetime
            UTC. A complaint filed more than a day after it is rejected.
        as_of : datetime, optional
            The moment the scores hold; the newest filing when left out.
        reject, advance : callables
            Told of every rejected row, and of every so many rows done.

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
        summary = Summary(rescored=self._renew(newest))

        def count_rejected(row: Rejected) -> None:
            summary.rejected += 1
            reject(row)

        chunks = prepared(rows, self._fingerprinter, now, count_rejected)
        try:
            while (window := self._window(chunks, summary)) is not None:
                if window.num_rows == 0:
                    continue
                latest = pc.max(window.column("filed_at")).as_py()
                newest = as_of or max(moment for moment in (latest, newest) if moment)
                for start in range(0, window.num_rows, BATCH):
                    batch = window.slice(start, BATCH)
                    self._commit(batch, newest, summary)
                    advance(batch.num_rows)
        except MingjianError:
            raise
        except (Exception, KeyboardInterrupt) as error:  # say what is safe, and nothing of the data
            where = traceback.extract_tb(error.__traceback__)[-1]
            raise StageError(
                f"{type(error).__name__} in {Path(where.filename).name}:{where.lineno}; the "
                f"{len(summary.uids)} complaints before it are committed: mend the cause and run again "
                "to go on"
            ) from None
        finally:
            chunks.close()
        return summary

    def _window(self, chunks: Iterator[tuple[int, pa.Table]], summary: Summary) -> pa.Table | None:
        """The next rows, described and sorted by time; of a repeated uid the last stays."""
        tables: list[pa.Table] = []
        for count, table in islice(chunks, WINDOW):
            summary.rows += count
            tables.append(table)
        if not tables:
            return None
        window = pa.concat_tables(tables)
        last = {uid: i for i, uid in enumerate(window.column("uid").to_pylist())}
        summary.repeated += window.num_rows - len(last)
        return window.take(pa.array(last.values(), type=pa.int64())).sort_by(
            [("filed_at", "ascending"), ("uid", "ascending")]
        )

    def _commit(self, table: pa.Table, as_of: datetime, summary: Summary) -> None:
        seen = table.filter(pc.less_equal(table.column("filed_at"), pa.scalar(as_of)))
        uids = seen.column("uid").to_pylist()
        with self._store.batch() as batch:
            # Another run may have stored later filings meanwhile; what they share must be seen.
            as_of = max(as_of, batch.latest() or as_of)
            known = batch.known(uids)
            changed = _changed(seen, known)
            same = known.keys() - set(changed)
            is_same = pa.array([uid in same for uid in uids], type=pa.bool_())
            logged = {
                uid: count
                for uid, count in self._contacts(seen.filter(is_same)).items()
                if count != known[uid].log_contacts
            }
            batch.note_contacts(logged)
            again = remove(batch, changed, as_of) if changed else []
            fresh = seen.filter(pc.invert(is_same))
            rescored = self.observe(batch, fresh, as_of, [*again, *logged])
        summary.new += len(uids) - len(known)
        summary.changed += len(changed)
        summary.known += len(same)
        summary.later += table.num_rows - len(uids)
        summary.rescored += rescored - fresh.num_rows
        summary.uids += uids

    def _renew(self, as_of: datetime | None) -> int:
        """Read anew what another model scored, or a key epoch that has ended bound."""
        if as_of is None:
            return 0
        stale = self._store.stale(self._model.label)
        for start in range(0, len(stale), BATCH):
            with self._store.batch() as batch:
                chunk = stale[start : start + BATCH]
                self.observe(batch, DESCRIBED_SCHEMA.empty_table(), as_of, chunk)
        return len(stale)

    def erase(self, uids: Collection[str]) -> None:
        """Delete complaints and score anew those that they had a part in."""
        as_of = self._store.newest()
        if as_of is None:
            return
        with self._store.batch() as batch:
            again = remove(batch, uids, as_of)
            self.observe(batch, DESCRIBED_SCHEMA.empty_table(), as_of, again)

    def observe(
        self, batch: Batch, table: pa.Table, as_of: datetime, again: Collection[str] = ()
    ) -> int:
        """Observe, score and write one batch; returns how many complaints were scored."""
        history = batch.history()
        features = observe(history, table, as_of, self._contacts(table), again)
        batch.commit(history, scores(features, self._model, self._policy))
        return int(features.num_rows)

    def _contacts(self, table: pa.Table) -> dict[str, int]:
        if self._log is None:
            return {}
        found = {row.uid: self._log.contacts(row) for row in fingerprint_rows(table)}
        return {uid: count for uid, count in found.items() if count}


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
