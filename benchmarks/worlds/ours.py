"""mingjian's own scores of a world: the final view, what was known in the week of filing, and parts left out."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.worlds.baselines.complainants import Rows
from mingjian.fingerprints.contact_log import ContactLog
from mingjian.fingerprints.fingerprinting import Fingerprinter
from mingjian.fingerprints.importers import read
from mingjian.fingerprints.keyring import Epoch, KeyRing
from mingjian.scoring.evaluation.score_file import Scores, read_scores
from mingjian.scoring.output import write_scores
from mingjian.scoring.pipeline import Pipeline
from mingjian.scoring.scorecard import Scorecard
from mingjian.scoring.settings import Settings
from mingjian.scoring.store.store import Store

__all__ = ["Modality", "final_view", "first_view", "reduced"]

EPOCH = Epoch("k1", datetime(2025, 1, 1, tzinfo=UTC), bytes(32))
RING = KeyRing(None, (EPOCH,), bytes(range(32)))  # fixed, so that a run can be repeated
LATER = timedelta(days=1)
WEEK = timedelta(days=7)
NAMED = ("complainant", "borrower", "device", "attachments")


class Modality(StrEnum):
    """What of a complaint the product is given."""

    text = "text only"
    pictures = "text and screenshots"
    full = "full"


def reduced(rows: Rows, modality: Modality) -> list[Mapping[str, Any]]:
    """Rows without what a modality leaves out."""
    if modality is Modality.full:
        return list(rows)
    left_out = set(NAMED) - ({"attachments"} if modality is Modality.pictures else set())
    return [{k: v for k, v in row.items() if k not in left_out} for row in rows]


def final_view(rows: Rows, folder: Path, modality: Modality = Modality.full) -> Scores:
    """Score all rows in one run; later complaints count for earlier ones.

    Parameters
    ----------
    rows : sequence of complaints
    folder : Path
        Of the world: its ``attachments`` and, for the full modality, its ``contact_log.jsonl``.
    """
    shown = reduced(rows, modality)
    log = folder / "contact_log.jsonl" if modality is Modality.full else None
    with _pipeline(folder / "attachments", log) as (store, pipeline, work):
        return _run(store, pipeline, work, shown, None)


def first_view(rows: Rows, folder: Path) -> Scores:
    """Score week by week and keep each complaint's first score: what was known by the end of its week.

    Returns
    -------
    Scores
        In order of ``rows``, which are in order of filing.
    """
    log = folder / "contact_log.jsonl"
    with _pipeline(folder / "attachments", log) as (store, pipeline, work):
        parts = [_run(store, pipeline, work, week, end) for week, end in _weeks(rows)]
    return _joined(parts)


@contextmanager
def _pipeline(attachments: Path, log: Path | None) -> Iterator[tuple[Store, Pipeline, Path]]:
    with TemporaryDirectory() as temporary:
        store = Store.open(f"sqlite:///{temporary}/mingjian.db", RING)
        try:
            yield (
                store,
                Pipeline(
                    store,
                    Fingerprinter(RING, attachments if attachments.is_dir() else None),
                    Scorecard.shipped(),
                    Settings().policy(),
                    ContactLog.read(log, RING) if log and log.is_file() else None,
                ),
                Path(temporary),
            )
        finally:
            store.close()


def _run(
    store: Store, pipeline: Pipeline, work: Path, rows: Rows, as_of: datetime | None
) -> Scores:
    source, out = work / "rows.jsonl", work / "scores.jsonl"
    source.write_text("".join(f"{json.dumps(row)}\n" for row in rows), "utf-8")
    now = as_of or datetime.fromisoformat(rows[-1]["filed_at"]).astimezone(UTC) + LATER
    summary = pipeline.run(read(source, None, received_at=now), now, as_of)
    write_scores(out, store, summary.uids)
    return _ordered(read_scores(out), rows)


def _ordered(scores: Scores, rows: Rows) -> Scores:
    places = {uid: place for place, uid in enumerate(scores.uids)}
    # Platforms come out in lower case.
    named = (f"{row['platform'].lower()}:{row['complaint_id']}" for row in rows)
    return scores.take([places[name] for name in named])


def _weeks(rows: Rows) -> Iterator[tuple[list[Mapping[str, Any]], datetime]]:
    """Rows of each week and its end; weeks count from the first filing."""
    times = [datetime.fromisoformat(row["filed_at"]).astimezone(UTC) for row in rows]
    place, end = 0, times[0] + WEEK if times else None
    while end and place < len(rows):
        stop = next((i for i in range(place, len(rows)) if times[i] > end), len(rows))
        if stop > place:
            yield list(rows[place:stop]), end
        place, end = stop, end + WEEK


def _joined(parts: Sequence[Scores]) -> Scores:
    def column(name: str) -> NDArray[np.float64]:
        return np.concatenate([getattr(part, name) for part in parts])

    def listed(name: str) -> tuple[Any, ...]:
        return tuple(value for part in parts for value in getattr(part, name))

    return Scores(
        uids=listed("uids"),
        credibility=column("credibility"),
        merit=column("merit"),
        coordination=column("coordination"),
        priority=column("priority"),
        filed_at=column("filed_at"),
        route=listed("route"),
        tier=listed("tier"),
        ring=listed("ring"),
        models=tuple(sorted(set(listed("models")))),
    )
