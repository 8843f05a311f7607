"""Feature rows made by hand, for tests of models and triage."""

from dataclasses import replace
from datetime import UTC, datetime

from mingjian.features.catalogue import Reading
from mingjian.features.observation import CATALOGUE
from mingjian.features.rows import FeatureRow
from mingjian.scoring.model import Prediction
from mingjian.scoring.scorecard import Scorecard

NOW = datetime(2025, 6, 1, tzinfo=UTC)
EMPTY = FeatureRow(
    uid="heimao:1",
    platform="heimao",
    complaint_id="1",
    key_epoch="k1",
    filed_at=NOW,
    as_of=NOW,
    template_id=None,
    capture_id=None,
    broadcast_id=None,
    ring_id=None,
    case_id="c-1",
    repeat_kind="first",
    severity=None,
    violations="[]",
    facts="[]",
    described=False,
    hardship=False,
    price=False,
    own_words=True,
    readable=True,
    readings={name: Reading(None) for name in CATALOGUE},
)


def predict(row: FeatureRow) -> Prediction:
    """The shipped card's view of one row."""
    return Scorecard.shipped().predict([row])[0]


def having(row: FeatureRow, **values: float) -> FeatureRow:
    """The row with these readings."""
    return replace(row, readings=row.readings | {n: Reading(v) for n, v in values.items()})
