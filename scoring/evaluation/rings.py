"""Rings found against true rings: B-cubed, rings surfaced, and genuine rows caught inside.

B-cubed: Bagga and Baldwin, Entity-based cross-document coreferencing, COLING-ACL 1998.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mingjian.scoring.evaluation.bounds import Share, share
from mingjian.scoring.evaluation.truth import Truth
from mingjian.scoring.evaluation.unknown import Unknown

__all__ = ["Rings", "Surfaced", "b_cubed", "most_suspicious", "rings"]

LEVELS = (0.0, 0.5, 0.9)


@dataclass(frozen=True, slots=True)
class Surfaced:
    """Share of true rings of which at least one, 50 % and 90 % of the made-up filings are flagged.

    ``by`` says which rows count as flagged, ``flagged`` how many they are.
    """

    by: str
    flagged: int
    one: Share
    half: Share
    most: Share


@dataclass(frozen=True, slots=True)
class Rings:
    """Rings found against true rings.

    Attributes
    ----------
    true_rings, found_rings, rows : int
        Rings in the truth; ring ids in the scores; rows that are in either.
    precision, recall, f1 : float or None
        B-cubed over these rows; a row without a ring is a cluster of its own.
    genuine_inside, agent_filed_inside : int or None
        Genuine rows inside found rings: without G14, and of G14.
    surfaced : tuple of Surfaced
        At the operating point, and among the most suspicious of a day's capacity.
    """

    true_rings: int
    found_rings: int | None
    rows: int
    precision: float | None
    recall: float | None
    f1: float | None
    genuine_inside: int | None
    agent_filed_inside: int | None
    surfaced: tuple[Surfaced, ...]
    reason: str | None = None


def b_cubed(
    truth: Sequence[str | None], found: Sequence[str | None]
) -> tuple[float, float, float] | None:
    """Precision, recall and F1 over rows that are in a cluster of either; None when there are none.

    Examples
    --------
    >>> b_cubed(["a", "a", "b", "b"], ["x", "x", "x", "y"])
    (0.6666666666666666, 0.75, 0.7058823529411765)
    """
    rows = [i for i, pair in enumerate(zip(truth, found, strict=True)) if pair != (None, None)]
    if not rows:
        return None
    right, made = _codes([truth[i] for i in rows]), _codes([found[i] for i in rows])
    both = np.unique(right * len(rows) + made, return_inverse=True)[1]
    shared = np.bincount(both)[both]
    precision = float(np.mean(shared / np.bincount(made)[made]))
    recall = float(np.mean(shared / np.bincount(right)[right]))
    return precision, recall, 2 * precision * recall / (precision + recall)


def _codes(names: Sequence[str | None]) -> NDArray[np.int64]:
    """Number of each row's cluster; rows without one are alone."""
    known: dict[str, int] = {}
    codes = []
    for place, name in enumerate(names):
        codes.append(place if name is None else known.setdefault(name, place))
    return np.unique(codes, return_inverse=True)[1].astype(np.int64)


def most_suspicious(suspicion: NDArray[np.float64], count: int) -> NDArray[np.bool_]:
    """At most ``count`` rows, most suspicious first; ties are taken whole or not at all.

    Examples
    --------
    >>> most_suspicious(np.array([0.9, 0.5, 0.5, 0.1]), 2).tolist()
    [True, False, False, False]
    """
    known = np.sort(suspicion[~np.isnan(suspicion)])[::-1]
    if count >= len(known):
        return ~np.isnan(suspicion)
    # The first row left out sets the bar: only what is above it is in.
    chosen: NDArray[np.bool_] = suspicion > known[count]
    return chosen


def rings(
    truth: Truth,
    found: Sequence[str | None] | None,
    flagged: NDArray[np.bool_] | None,
    suspicion: NDArray[np.float64],
    capacity: int | None,
) -> Rings:
    """Compare rings; rows of every argument are the truth's.

    Parameters
    ----------
    truth : Truth
    found : sequence of str or None, optional
        Ring ids of the scores; None when nothing looks for rings.
    flagged : ndarray of bool, optional
        Rows flagged at the operating point; None when there is none.
    suspicion : ndarray of float
    capacity : int, optional
        Reviews of a day.
    """
    members = _members(truth)
    surfaced = []
    if members and flagged is not None:
        surfaced.append(_surfaced("operating point", flagged, members))
    if members and capacity is not None:
        chosen = most_suspicious(suspicion, capacity)
        surfaced.append(_surfaced(f"{capacity} most suspicious", chosen, members))
    true_rings = len({ring for ring in truth.ring if ring is not None})
    areas = b_cubed(truth.ring, found) if found is not None and true_rings else None
    inside = None
    if found is not None:
        inside = np.array([ring is not None for ring in found], bool) & truth.genuine
    reason = None if true_rings else Unknown.no_ring
    return Rings(
        true_rings=true_rings,
        found_rings=len(set(found) - {None}) if found is not None else None,
        rows=sum(
            ring is not None or (found is not None and found[place] is not None)
            for place, ring in enumerate(truth.ring)
        ),
        precision=areas[0] if areas else None,
        recall=areas[1] if areas else None,
        f1=areas[2] if areas else None,
        genuine_inside=_count(inside, ~truth.agent_filed),
        agent_filed_inside=_count(inside, truth.agent_filed),
        surfaced=tuple(surfaced),
        reason=reason.value if reason else Unknown.no_ring_given.value if found is None else None,
    )


def _count(rows: NDArray[np.bool_] | None, among: NDArray[np.bool_]) -> int | None:
    return None if rows is None else int(np.count_nonzero(rows & among))


def _members(truth: Truth) -> dict[str, list[int]]:
    """Rows of each ring that are not genuine: a victim inside a ring is not to be flagged."""
    members: dict[str, list[int]] = {}
    for place, ring in enumerate(truth.ring):
        if ring is not None and not truth.genuine[place]:
            members.setdefault(ring, []).append(place)
    return members


def _surfaced(by: str, flagged: NDArray[np.bool_], members: dict[str, list[int]]) -> Surfaced:
    parts = [float(np.mean(flagged[rows])) for rows in members.values()]
    one, half, most = (
        share(sum(part > 0 and part >= least for part in parts), len(parts)) for least in LEVELS
    )
    return Surfaced(by, int(np.count_nonzero(flagged)), one, half, most)
