"""Reading: the map from complaints in the store to their scores as of a moment."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

import pyarrow as pa
from sqlalchemy import Engine
from sqlalchemy.engine import Connection

from mingjian.features.history import History, View
from mingjian.features.observation import beside, read
from mingjian.fingerprints.contract import RawComplaint
from mingjian.fingerprints.fingerprinting import Fingerprinter
from mingjian.scoring.intake import prepare
from mingjian.scoring.model import Model
from mingjian.scoring.score import scores
from mingjian.scoring.store.database import open_engine
from mingjian.scoring.store.lookup import StoreSource
from mingjian.scoring.triage import TriagePolicy

__all__ = ["Equipment", "Page", "Reader", "Scored", "prepare_there", "read_there"]

KEPT = 8_000  # complaints in memory before a new start: bounds the memory of a process


class Page(NamedTuple):
    """Complaints to be read as of a moment; between pages of one ``group`` nothing is filed."""

    uids: Sequence[str]
    as_of: datetime
    group: int


class Scored(NamedTuple):
    """Scores of a page, of ``SCORE_SCHEMA``, and further members of its rings."""

    scores: pa.Table
    beside: list[str]


class Reader:
    """Reads complaints with one model under one policy.

    What binds the complaints of a group is loaded once.
    """

    def __init__(self, model: Model, policy: TriagePolicy) -> None:
        self.model = model
        self.policy = policy
        self._group = -1  # nothing is loaded yet
        self._history = History()

    def __reduce__(self) -> tuple[type["Reader"], tuple[Model, TriagePolicy]]:
        """To another process without what has been loaded in this one."""
        return Reader, (self.model, self.policy)

    def __call__(self, connection: Connection, page: Page) -> Scored:
        """Read a page over a connection."""
        if page.group != self._group or len(self._history) > KEPT:
            self._group, self._history = page.group, History()
            self._view = View(self._history, page.as_of)
            self._source = self._history.source = StoreSource(connection)
        self._source.connection = connection
        features = read(page.uids, self._view)
        return Scored(scores(features, self.model, self.policy), beside(page.uids, self._view))


@dataclass(frozen=True)
class Equipment:
    """What another process needs to prepare and to read."""

    fingerprinter: Fingerprinter
    reader: Reader
    url: str = field(repr=False)  # with its password

    @cached_property
    def engine(self) -> Engine:
        """A connection of the process's own."""
        return open_engine(self.url)


def prepare_there(equipment: Equipment, complaints: Sequence[RawComplaint]) -> pa.Table:
    """Prepare a chunk in another process."""
    return prepare(equipment.fingerprinter, complaints)


def read_there(equipment: Equipment, page: Page) -> Scored:
    """Read a page in another process, which sees what has been committed."""
    with equipment.engine.connect() as connection:
        return equipment.reader(connection, page)
