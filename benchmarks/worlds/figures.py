"""Figures over several worlds: a mean with its spread, a pooled share with its exact bound, and how both read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mingjian.scoring.evaluation.bounds import Share, share

__all__ = ["Spread", "flagged_within", "pooled", "recall_within", "shown", "spread"]


@dataclass(frozen=True, slots=True)
class Spread:
    """Mean, least and most over worlds; None when no world gave a value."""

    mean: float | None
    low: float | None
    high: float | None
    worlds: int


def spread(values: Iterable[float | None]) -> Spread:
    """Mean and range of what is known.

    Examples
    --------
    >>> spread([0.25, None, 0.75])
    Spread(mean=0.5, low=0.25, high=0.75, worlds=2)
    """
    known = [value for value in values if value is not None]
    if not known:
        return Spread(None, None, None, 0)
    return Spread(sum(known) / len(known), min(known), max(known), len(known))


def pooled(shares: Sequence[Share]) -> Share:
    """All counts together, with the exact upper bound; worlds without a count stay out.

    Examples
    --------
    >>> pooled([Share(1, 10, 0.1, 0.4), Share(0, 10, 0.0, 0.3)]).rate
    0.05
    """
    known = [found for found in shares if found.count is not None]
    return share(sum(found.count or 0 for found in known), sum(found.n for found in known))


def flagged_within(
    suspicion: NDArray[np.float64], genuine: NDArray[np.bool_], budget: float
) -> NDArray[np.bool_]:
    """Flag the most suspicious rows, as many as go with at most a share ``budget`` of the genuine ones.

    Equal suspicions are flagged together or not at all; an abstention (NaN) never is.

    Examples
    --------
    >>> flagged_within(np.array([0.9, 0.5, 0.5, 0.1]), np.array([False, True, False, True]), 0.0).tolist()
    [True, False, False, False]
    """
    known = ~np.isnan(suspicion)
    order = np.argsort(-suspicion[known], kind="stable")
    ranked = suspicion[known][order]
    ends = np.flatnonzero(np.diff(ranked, append=np.nan) != 0)
    spent = np.cumsum(genuine[known][order])[ends]
    within = ends[spent <= budget * np.count_nonzero(genuine) + 1e-9]
    if not len(within):
        return np.zeros(len(suspicion), bool)
    hits: NDArray[np.bool_] = known & (np.nan_to_num(suspicion, nan=-np.inf) >= ranked[within[-1]])
    return hits


def recall_within(
    suspicion: NDArray[np.float64],
    target: NDArray[np.bool_],
    genuine: NDArray[np.bool_],
    budget: float,
) -> float | None:
    """Share of ``target`` that is caught by :func:`flagged_within`; None without a target.

    Examples
    --------
    >>> target = np.array([True, True, False, False])
    >>> recall_within(np.array([0.9, 0.4, 0.5, 0.1]), target, ~target, 0.0)
    0.5
    """
    if not target.any():
        return None
    return float(flagged_within(suspicion, genuine, budget)[target].mean())


def shown(value: object) -> str:
    """A figure for people.

    Examples
    --------
    >>> shown(0.123), shown(Spread(0.5, 0.25, 0.75, 2)), shown(None), shown(7), shown("G3")
    ('0.123', '0.500 (0.250–0.750)', '—', '7', 'G3')
    """
    if value is None or (isinstance(value, Spread) and value.mean is None):
        return "—"
    if isinstance(value, Share):
        return "—" if value.rate is None else f"{_percent(value.rate)} ≤ {_percent(value.upper)}"
    if isinstance(value, Spread):
        return f"{_number(value.mean)} ({_number(value.low)}–{_number(value.high)})"
    return _number(value) if isinstance(value, float) else str(value)


def _number(value: float | None) -> str:
    """Three digits behind the point of a share, one of hours."""
    if value is None:
        return "—"
    return f"{value:.3f}" if abs(value) < 10 else f"{value:.1f}"


def _percent(value: float | None) -> str:
    return "—" if value is None else f"{100 * value:.1f} %"
