"""The score of one complaint, and the map that makes it from features."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

import orjson
import pyarrow as pa

from mingjian.features.rows import FeatureRow, feature_rows
from mingjian.scoring.explanation import explain
from mingjian.scoring.model import Model, Prediction, probability
from mingjian.scoring.triage import TriagePolicy, triage

__all__ = ["SCORE_SCHEMA", "Score", "score_rows", "score_table", "scores"]


@dataclass(frozen=True, slots=True)
class Score:
    """A score as of a moment; the columns are the contract's.

    Attributes
    ----------
    credibility, credibility_low, credibility_high : float or None
        0-100; None when the model abstains.
    merit, coordination : float
        Probabilities, 0-1.
    violations, facts, reasons : str
        JSON lists of the contract's records.
    priority : float
        Orders the queue, higher first.
    due_at : datetime
        UTC moment by which a person must have looked.
    """

    complaint_id: str
    platform: str
    filed_at: datetime
    as_of: datetime
    model: str
    key_epoch: str
    credibility: float | None
    credibility_low: float | None
    credibility_high: float | None
    merit: float
    coordination: float
    severity: str | None
    violations: str
    facts: str
    route: str
    tier: str
    priority: float
    due_at: datetime
    reasons: str
    template_id: str | None
    capture_id: str | None
    broadcast_id: str | None
    ring_id: str | None
    case_id: str
    repeat_kind: str

    @property
    def uid(self) -> str:
        """``platform:complaint_id``."""
        return f"{self.platform}:{self.complaint_id}"


_TIME = pa.timestamp("us", tz="UTC")
_TYPES: dict[Any, pa.DataType] = {
    datetime: _TIME,
    float: pa.float64(),
    float | None: pa.float64(),
}
SCORE_SCHEMA = pa.schema(
    [(field.name, _TYPES.get(field.type, pa.string())) for field in fields(Score)]
)


def scores(features: pa.Table, model: Model, policy: TriagePolicy) -> pa.Table:
    """Score a feature table.

    Parameters
    ----------
    features : pyarrow.Table
        As returned by :func:`mingjian.features.observation.observe`.
    model : Model
    policy : TriagePolicy

    Returns
    -------
    pyarrow.Table
        Of :data:`SCORE_SCHEMA`, one row a feature row, in order.
    """
    rows = feature_rows(features)
    made = [
        _score(row, prediction, model, policy)
        for row, prediction in zip(rows, model.predict(rows), strict=True)
    ]
    return score_table(made)


def _score(row: FeatureRow, prediction: Prediction, model: Model, policy: TriagePolicy) -> Score:
    decision = triage(row, prediction, policy)
    center, width = prediction.credibility, prediction.half_width
    known = center is not None and width is not None
    return Score(
        complaint_id=row.complaint_id,
        platform=row.platform,
        filed_at=row.filed_at,
        as_of=row.as_of,
        model=model.label,
        key_epoch=row.key_epoch,
        credibility=_percent(center) if known else None,
        credibility_low=_percent(center - width) if known else None,  # type: ignore[operator]  # known
        credibility_high=_percent(center + width) if known else None,  # type: ignore[operator]  # known
        merit=round(probability(prediction.merit), 6),
        coordination=round(probability(prediction.coordination), 6),
        severity=row.severity,
        violations=row.violations,
        facts=row.facts,
        route=decision.route.value,
        tier=decision.tier.value,
        priority=decision.priority,
        due_at=decision.due_at,
        reasons=orjson.dumps(explain(row, prediction)).decode(),
        template_id=row.template_id,
        capture_id=row.capture_id,
        broadcast_id=row.broadcast_id,
        ring_id=row.ring_id,
        case_id=row.case_id,
        repeat_kind=row.repeat_kind,
    )


def _percent(log_odds: float | None) -> float | None:
    return None if log_odds is None else round(100 * probability(log_odds), 2)


def score_table(rows: Sequence[Score]) -> pa.Table:
    """Scores as an Arrow table of :data:`SCORE_SCHEMA`."""
    columns = {name: [getattr(row, name) for row in rows] for name in SCORE_SCHEMA.names}
    return pa.table(columns, schema=SCORE_SCHEMA)


def score_rows(table: pa.Table) -> list[Score]:
    """Row views of a score table, in order."""
    return [Score(**row) for row in table.to_pylist()]
