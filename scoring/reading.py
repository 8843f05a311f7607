"""Reading: the map from complaints in the store to their scores as of a moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

import pyarrow as pa
from sqlalchemy import Engine
from sqlalchemy.engine import URL, Connection

from mingjian.features.history import History, View
from mingjian.features.observation import beside, read
from mingjian.fingerprints.contract import RawComplaint
from mingjian.fingerprints.fingerprinting import Fingerprinter
from mingjian.scoring.intake import prepare
from mingjian.scoring.model import Model
from mingjian.scoring.score import scores
from mingjian.scoring.store.database import open_engine
from mingjian.scoring.store.lookup import StoredBands, StoreSource
from mingjian.scoring.triage import TriagePolicy

__all__ = ["Equipment", "Page", "Reader", "prepare_there", "read_there"]


class Page(NamedTuple):
    """Scores of some complaints, of ``SCORE_SCHEMA``, and further members of their rings."""

    scores: pa.Table
    beside: list[str]


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads complaints with one model under one policy."""

    model: Model
    policy: TriagePolicy

    def __call__(self, connection: Connection, uids: Sequence[str], as_of: datetime) -> Page:
        """Read a page of complaints over a connection; all that binds them is loaded for it."""
        view = View(History(StoreSource(connection, StoredBands())), as_of)
        features = read(uids, view)
        return Page(scores(features, self.model, self.policy), beside(uids, view))


@dataclass(frozen=True)
class Equipment:
    """What another process needs to prepare and to read."""

    fingerprinter: Fingerprinter
    reader: Reader
    url: URL

    @cached_property
    def engine(self) -> Engine:
        """A connection of the process's own."""
        return open_engine(self.url)


def prepare_there(equipment: Equipment, complaints: Sequence[RawComplaint]) -> pa.Table:
    """Prepare a chunk in another process."""
    return prepare(equipment.fingerprinter, complaints)


def read_there(equipment: Equipment, page: tuple[Sequence[str], datetime]) -> Page:
    """Read a page in another process, which sees what has been committed."""
    with equipment.engine.connect() as connection:
        return equipment.reader(connection, *page)
