"""Where complaints of each kind are routed."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mingjian.scoring.evaluation.truth import Truth
from mingjian.scoring.triage import Route

__all__ = ["TRUE_ROUTES", "RouteRow", "route_rows"]

OTHER_GENUINE, FALSE_ALONE = "other_genuine", "false_alone"
TRUE_ROUTES = (
    Route.real_abuse.value,
    Route.real_harm_agent_filed.value,
    OTHER_GENUINE,
    Route.industrialised.value,
    FALSE_ALONE,
)


@dataclass(frozen=True, slots=True)
class RouteRow:
    """Rows whose truth is ``true_route``, counted by the route that they were given."""

    true_route: str
    n: int
    given: Mapping[str, int]


def route_rows(truth: Truth, routes: Sequence[str]) -> tuple[RouteRow, ...]:
    """Count rows by :data:`TRUE_ROUTES` and given route.

    A genuine row is ``real_harm_agent_filed`` when coordinated, else ``real_abuse`` with a violation
    and ``other_genuine`` without; another is ``industrialised`` when coordinated, else ``false_alone``.
    """
    counts = {name: Counter[str]() for name in TRUE_ROUTES}
    for place, route in enumerate(routes):
        counts[_true_route(truth, place)][route] += 1
    return tuple(
        RouteRow(name, found.total(), {route.value: found[route.value] for route in Route})
        for name, found in counts.items()
    )


def _true_route(truth: Truth, place: int) -> str:
    if not truth.genuine[place]:
        return Route.industrialised.value if truth.coordinated[place] else FALSE_ALONE
    if truth.coordinated[place]:
        return Route.real_harm_agent_filed.value
    return Route.real_abuse.value if truth.violation[place] else OTHER_GENUINE
