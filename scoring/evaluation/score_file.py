"""Score files as ``mingjian score`` writes them, read back into columns, and joined to a truth."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Literal, Self

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, FiniteFloat

from mingjian.fingerprints.contract import parse_time
from mingjian.fingerprints.errors import UnreadableInput, UsageError
from mingjian.scoring.evaluation.truth import Truth, json_rows, refuse_repeats, validated
from mingjian.scoring.output import FORMATS, FORMULA
from mingjian.scoring.triage import Route, Tier

__all__ = ["Joined", "ScoreRow", "Scores", "join", "read_scores"]

Probability = Annotated[FiniteFloat, Field(ge=0, le=1)]


class ScoreRow(BaseModel):
    """What an evaluation reads of a score; ``filed_at`` is needed by the queue only."""

    model_config = ConfigDict(extra="ignore", frozen=True, coerce_numbers_to_str=True)

    complaint_id: Annotated[str, Field(min_length=1)]
    platform: Annotated[str, Field(min_length=1)]
    credibility: Annotated[FiniteFloat, Field(ge=0, le=100)] | None
    merit: Probability
    coordination: Probability
    severity: Literal["S1", "S2", "S3"] | None
    route: Route
    tier: Tier
    priority: FiniteFloat
    ring_id: str | None
    filed_at: Annotated[
        datetime | None, BeforeValidator(lambda v: None if v is None else parse_time(v))
    ] = None
    model: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Scores:
    """A score file in columns, one entry a row.

    Attributes
    ----------
    uids : tuple of str
        ``platform:complaint_id``.
    credibility : ndarray of float
        0-100; NaN where the model abstains.
    merit, coordination : ndarray of float
        Probabilities.
    priority : ndarray of float
        Higher first.
    filed_at : ndarray of float
        Hours since 1970, UTC; NaN when the file does not say.
    route, tier : tuple of str
    ring : tuple of str or None
    models : tuple of str
        Labels of the models behind the scores.
    """

    uids: tuple[str, ...]
    credibility: NDArray[np.float64]
    merit: NDArray[np.float64]
    coordination: NDArray[np.float64]
    priority: NDArray[np.float64]
    filed_at: NDArray[np.float64]
    route: tuple[str, ...]
    tier: tuple[str, ...]
    ring: tuple[str | None, ...]
    models: tuple[str, ...]

    @classmethod
    def of(cls, rows: Sequence[ScoreRow]) -> Self:
        """Put rows into columns."""
        nan = float("nan")
        return cls(
            uids=tuple(f"{row.platform}:{row.complaint_id}" for row in rows),
            credibility=np.array(
                [nan if row.credibility is None else row.credibility for row in rows], float
            ),
            merit=np.array([row.merit for row in rows], float),
            coordination=np.array([row.coordination for row in rows], float),
            priority=np.array([row.priority for row in rows], float),
            filed_at=np.array(
                [row.filed_at.timestamp() / 3600 if row.filed_at else nan for row in rows], float
            ),
            route=tuple(row.route.value for row in rows),
            tier=tuple(row.tier.value for row in rows),
            ring=tuple(row.ring_id for row in rows),
            models=tuple(sorted({row.model for row in rows if row.model})),
        )

    def __len__(self) -> int:
        return len(self.uids)

    def take(self, order: Sequence[int] | NDArray[np.intp]) -> "Scores":
        """These rows, in this order."""
        at = np.asarray(order, np.intp)
        return Scores(
            uids=tuple(self.uids[i] for i in at),
            credibility=self.credibility[at],
            merit=self.merit[at],
            coordination=self.coordination[at],
            priority=self.priority[at],
            filed_at=self.filed_at[at],
            route=tuple(self.route[i] for i in at),
            tier=tuple(self.tier[i] for i in at),
            ring=tuple(self.ring[i] for i in at),
            models=self.models,
        )

    @property
    def suspicion(self) -> NDArray[np.float64]:
        """``1 - credibility / 100``; NaN where the model abstains."""
        return 1 - self.credibility / 100


@dataclass(frozen=True, slots=True, eq=False)
class Joined:
    """Rows that both files have, in the same order, and how many only one of them has."""

    truth: Truth
    scores: Scores
    truth_only: int
    scores_only: int


def join(truth: Truth, scores: Scores) -> Joined:
    """Join by ``platform:complaint_id``; rows come out sorted by it, so that file order is nothing.

    Raises
    ------
    UsageError
        When no complaint is in both.
    """
    rows = {uid: place for place, uid in enumerate(scores.uids)}
    both = sorted((uid, place) for place, uid in enumerate(truth.uids) if uid in rows)
    if not both:
        raise UsageError(
            "the truth and the scores have no complaint in common: compare their platform and complaint_id"
        )
    return Joined(
        truth=truth.take([place for _, place in both]),
        scores=scores.take([rows[uid] for uid, _ in both]),
        truth_only=len(truth) - len(both),
        scores_only=len(scores) - len(both),
    )


def read_scores(path: Path) -> Scores:
    """Read a score file, ``.jsonl``, ``.csv`` or ``.parquet``.

    Raises
    ------
    UnreadableInput
        When it is none of these, a row lacks a column or has a wrong value, or a complaint stands
        there twice; the message has the row's number, never a value.
    """
    if path.suffix not in FORMATS:
        raise UnreadableInput(f"{path}: a score file ends in one of {', '.join(FORMATS)}")
    read = {".jsonl": json_rows, ".csv": _csv_rows, ".parquet": _parquet_rows}[path.suffix]
    rows = [validated(ScoreRow, row, f"{path}: row {number}") for number, row in read(path)]
    if not rows:
        raise UnreadableInput(f"{path}: the score file has no rows")
    scores = Scores.of(rows)
    refuse_repeats(path, scores.uids)
    return scores


def _csv_rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    csv.field_size_limit(2**31 - 1)  # reasons and quotes of one complaint share a cell
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            for number, row in enumerate(csv.DictReader(file), 1):
                yield number, {name: _cell(value) for name, value in row.items() if name}
    except OSError as error:
        raise UnreadableInput(f"cannot read {path}: {error.strerror}") from None
    except (UnicodeDecodeError, csv.Error):
        raise UnreadableInput(f"{path}: is not a CSV file in UTF-8") from None


def _cell(value: Any) -> Any:
    """Undo what :func:`mingjian.scoring.output.write_scores` does to cells of a CSV file."""
    if not isinstance(value, str) or not value:
        return None
    return value[1:] if value[0] == "'" and value[1:].startswith(FORMULA) else value


def _parquet_rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        with pq.ParquetFile(path) as file:
            names = [name for name in ScoreRow.model_fields if name in file.schema_arrow.names]
            number = 0
            for batch in file.iter_batches(columns=names):
                for row in batch.to_pylist():
                    number += 1
                    yield number, row
    except OSError as error:
        raise UnreadableInput(f"cannot read {path}: {error.strerror or 'no such file'}") from None
    except pa.ArrowInvalid:
        raise UnreadableInput(f"{path}: is not a Parquet file") from None
