"""The score of one complaint, and the map that makes it from features."""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

import orjson
import pyarrow as pa

from mingjian.features.rows import FeatureRow, feature_rows
from mingjian.scoring.explanation import explain
from mingjian.scoring.model import Model, Prediction, probability
from mingjian.scoring.triage import TriagePolicy, triage

__all__ = ["LISTS", "SCORE_SCHEMA", "Score", "score_rows", "scores"]


@dataclass(frozen=True, slots=True)
class Score:
    """A score as of a moment; the columns are the contract's.

    Attributes
    ----------
    credibility, credibility_low, credibility_high : float or None
        0-100; None when the model abstains.
    merit, coordination : float
        Probabilities, 0-1.
    violations, facts, reasons : list of dict
        The contract's records.
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
    violations: list[dict[str, Any]]
    facts: list[dict[str, Any]]
    route: str
    tier: str
    priority: float
    due_at: datetime
    reasons: list[dict[str, Any]]
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
LISTS = ("violations", "facts", "reasons")  # JSON in tables
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
        Of :data:`SCORE_SCHEMA`, one row a feature row, in order; lists are JSON.
    """
    rows = feature_rows(features)
    columns: dict[str, list[Any]] = {name: [] for name in SCORE_SCHEMA.names}
    for row, prediction in zip(rows, model.predict(rows), strict=True):
        made = _score(row, prediction, model, policy)
        for name, column in columns.items():
            column.append(made[name])
    return pa.table(columns, schema=SCORE_SCHEMA)


def _score(
    row: FeatureRow, prediction: Prediction, model: Model, policy: TriagePolicy
) -> dict[str, Any]:
    decision = triage(row, prediction, policy)
    center, width = prediction.credibility, prediction.half_width
    bounds: tuple[float | None, ...] = (None, None, None)
    if center is not None and width is not None:
        bounds = (_percent(center), _percent(center - width), _percent(center + width))
    return {
        "complaint_id": row.complaint_id,
        "platform": row.platform,
        "filed_at": row.filed_at,
        "as_of": row.as_of,
        "model": model.label,
        "key_epoch": row.key_epoch,
        "credibility": bounds[0],
        "credibility_low": bounds[1],
        "credibility_high": bounds[2],
        "merit": round(probability(prediction.merit), 6),
        "coordination": round(probability(prediction.coordination), 6),
        "severity": row.severity,
        "violations": row.violations,
        "facts": row.facts,
        "route": decision.route.value,
        "tier": decision.tier.value,
        "priority": decision.priority,
        "due_at": decision.due_at,
        "reasons": orjson.dumps(explain(row, prediction)).decode(),
        "template_id": row.template_id,
        "capture_id": row.capture_id,
        "broadcast_id": row.broadcast_id,
        "ring_id": row.ring_id,
        "case_id": row.case_id,
        "repeat_kind": row.repeat_kind,
    }


def _percent(log_odds: float) -> float:
    return round(100 * probability(log_odds), 2)


def score_rows(table: pa.Table) -> list[Score]:
    """Row views of a score table, in order."""
    return [
        Score(**row | {name: orjson.loads(row[name]) for name in LISTS})
        for row in table.to_pylist()
    ]
