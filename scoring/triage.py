"""Triage: which lane, which tier, in what order, and by when a person looks.

Nothing is rejected (law 1). Severe abuse is due by its limit whatever the score, and no tier is below
a human. The lowest tier needs a policy that the deployment sets from its own reviewed labels; until then
nothing is demoted, only ordered.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from mingjian.features.catalogue import Axis
from mingjian.features.observation import CATALOGUE
from mingjian.features.rows import FeatureRow
from mingjian.scoring.model import Prediction, probability

__all__ = ["Route", "Tier", "TriageDecision", "TriagePolicy", "triage"]


class Route(StrEnum):
    """Lane of the review queue."""

    real_abuse = "real_abuse"
    real_harm_agent_filed = "real_harm_agent_filed"
    hardship_or_fee = "hardship_or_fee"
    genuine_other = "genuine_other"
    industrialised = "industrialised"
    undetermined = "undetermined"


class Tier(StrEnum):
    """Depth of review, S3-65."""

    fast = "fast"
    standard = "standard"
    extended = "extended"


@dataclass(frozen=True, slots=True)
class TriagePolicy:
    """Limits of a deployment.

    Attributes
    ----------
    coordinated, merited : float
        Probabilities from which an axis counts as high.
    fast_from : float
        Credibility (lower end of the interval, 0-100) from which review is fast.
    extended_below : float or None
        Credibility (upper end, 0-100) below which review is extended; None: demote nothing.
    due_hours : mapping of severity to hours until a person must have looked
    """

    coordinated: float = 0.5
    merited: float = 0.5
    fast_from: float = 60.0
    extended_below: float | None = None
    due_s1_hours: float = 4.0
    due_s2_hours: float = 24.0
    due_hours: float = 72.0


@dataclass(frozen=True, slots=True)
class TriageDecision:
    """Where a complaint goes. ``priority`` orders the queue, higher first; ``due_at`` is UTC."""

    route: Route
    tier: Tier
    priority: float
    due_at: datetime


def triage(row: FeatureRow, prediction: Prediction, policy: TriagePolicy) -> TriageDecision:
    """Decide lane, tier, order and limit for one complaint."""
    coordination = probability(prediction.coordination)
    route = _route(row, prediction, policy)
    score = 50.0 if prediction.credibility is None else 100 * probability(prediction.credibility)
    free = 1.0 - coordination
    extra = {"S1": 1000.0, "S2": 20.0 * free, "S3": 8.0 * free}.get(row.severity or "", 0.0)
    if route is Route.real_harm_agent_filed:
        extra += 15.0  # the agent's fault is not the victim's
    hours = {"S1": policy.due_s1_hours, "S2": policy.due_s2_hours}
    due = row.filed_at + timedelta(hours=hours.get(row.severity or "", policy.due_hours))
    tier = _tier(row, prediction, coordination, policy)
    return TriageDecision(route, tier, round(score + extra, 4), due)


def _route(row: FeatureRow, prediction: Prediction, policy: TriagePolicy) -> Route:
    merit, coordination = probability(prediction.merit), probability(prediction.coordination)
    several = coordination >= policy.coordinated and len(_groups(prediction)) >= 2
    if several or row.ring_id:
        # A victim inside a ring tells her own story (G14); a made-up one tells the agent's.
        harmed = merit >= policy.merited and row.described and row.own_words
        return Route.real_harm_agent_filed if harmed else Route.industrialised
    if not row.readable:
        return Route.undetermined
    if row.described and merit >= policy.merited:
        return Route.real_abuse
    if row.hardship or row.price:
        return Route.hardship_or_fee
    return Route.genuine_other if merit >= policy.merited else Route.undetermined


def _groups(prediction: Prediction) -> set[str]:
    """Groups that speak for coordination; tempo only counts what the graph has found."""
    moved = (name for name, weight in prediction.contributions.items() if weight > 0)
    features = (CATALOGUE[name] for name in moved)
    return {f.group for f in features if f.axis is Axis.coordination} - {"tempo"}


def _tier(
    row: FeatureRow, prediction: Prediction, coordination: float, policy: TriagePolicy
) -> Tier:
    if row.severity == "S1" or (row.severity == "S2" and coordination < policy.coordinated):
        return Tier.fast
    if prediction.credibility is None or prediction.half_width is None:
        return Tier.standard
    low = 100 * probability(prediction.credibility - prediction.half_width)
    high = 100 * probability(prediction.credibility + prediction.half_width)
    if low >= policy.fast_from:
        return Tier.fast
    demote = policy.extended_below is not None and high < policy.extended_below
    severe = row.severity == "S2"
    return (
        Tier.extended if demote and len(_groups(prediction)) >= 2 and not severe else Tier.standard
    )
