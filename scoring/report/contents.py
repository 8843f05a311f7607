"""What a report says: everything read from the store, before any of it is drawn on a page."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from markupsafe import Markup

from mingjian.features.history import View
from mingjian.scoring.pipeline import Summary
from mingjian.scoring.report.histogram import credibility_histogram
from mingjian.scoring.report.lender_months import LenderMonths, lender_months
from mingjian.scoring.report.queue import Queue, review_queue
from mingjian.scoring.report.rings import RingView, ring_views
from mingjian.scoring.report.skeletons import SkeletonView, skeleton_views
from mingjian.scoring.store.store import Store
from mingjian.scoring.triage import Route, Tier

__all__ = ["Report", "RouteRow", "gather"]

TEMPLATES, RINGS = 12, 12
COUNTED = ("new", "changed", "known", "repeated", "later", "rejected")


@dataclass(frozen=True, slots=True)
class RouteRow:
    """Complaints of one route: in each tier, abstentions, in all."""

    route: str
    tiers: tuple[int, ...]
    abstained: int
    total: int


@dataclass(frozen=True, slots=True)
class Report:
    """A run, ready to be drawn.

    Attributes
    ----------
    rows, rescored : int
        Input rows, and earlier complaints whose score the run changed.
    counts : mapping of str to int
        Where the rows went; they add up to ``rows``.
    models, key_epochs : tuple of str
    as_of : tuple of datetime
        Earliest and latest moment that the scores hold; empty without scores.
    routes : tuple of RouteRow
    templates, rings : tuple
        The largest; ``templates_found`` and ``rings_found`` say how many there are.
    """

    rows: int
    rescored: int
    counts: Mapping[str, int]
    models: tuple[str, ...]
    key_epochs: tuple[str, ...]
    as_of: tuple[datetime, ...]
    queue: Queue
    routes: tuple[RouteRow, ...]
    histogram: Markup | None
    templates: tuple[SkeletonView, ...]
    templates_found: int
    rings: tuple[RingView, ...]
    rings_found: int
    lenders: LenderMonths


def gather(store: Store, summary: Summary) -> Report:
    """Read what a report of this run says.

    Parameters
    ----------
    store : Store
    summary : Summary
        The complaints in its ``uids`` are the queue; clusters reach beyond them.
    """
    records = list(store.scores(summary.uids))
    moments = [record["as_of"] for record in records]
    templates, rings = _largest(records, "template"), _largest(records, "ring")
    members = _members(store, templates[:TEMPLATES])
    with store.batch() as batch:
        newest = store.newest()
        view = View(batch.history(), newest) if newest else None
        skeletons = store.skeletons(list(members))
        drawn = ring_views(records, view, RINGS) if view else []
        worded = skeleton_views(members, skeletons, view) if view else []
    return Report(
        rows=summary.rows,
        rescored=summary.rescored,
        counts={name: getattr(summary, name) for name in COUNTED},
        models=tuple(sorted({record["model"] for record in records})),
        key_epochs=tuple(sorted({record["key_epoch"] for record in records})),
        as_of=(min(moments), max(moments)) if moments else (),
        queue=review_queue(records),
        routes=_routes(records),
        histogram=credibility_histogram(records),
        templates=tuple(worded),
        templates_found=len(templates),
        rings=tuple(drawn),
        rings_found=len(rings),
        lenders=lender_months(records),
    )


def _largest(records: Sequence[Mapping[str, Any]], name: str) -> list[str]:
    """Ids of clusters, largest first."""
    sizes = {r[f"{name}_id"]: r[f"{name}_size"] for r in records if r[f"{name}_id"]}
    return sorted(sizes, key=lambda cluster_id: (-sizes[cluster_id], cluster_id))


def _members(store: Store, template_ids: Sequence[str]) -> dict[str, list[Mapping[str, Any]]]:
    found: dict[str, list[Mapping[str, Any]]] = {name: [] for name in template_ids}
    for record in store.scores(store.members("template", template_ids)):
        found[record["template_id"]].append(record)
    return found


def _routes(records: Sequence[Mapping[str, Any]]) -> tuple[RouteRow, ...]:
    cells = Counter((record["route"], record["tier"]) for record in records)
    abstained = Counter(r["route"] for r in records if r["credibility"] is None)
    rows = []
    for route in Route:
        tiers = tuple(cells[route.value, tier.value] for tier in Tier)
        rows.append(RouteRow(route.value, tiers, abstained[route.value], sum(tiers)))
    return tuple(rows)
