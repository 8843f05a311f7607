"""The review queue: rows in order of priority, with what a reviewer reads about each."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mingjian.features.catalogue import Axis
from mingjian.scoring.store.store import SIZES

__all__ = ["TOKEN", "Queue", "QueueRow", "WeighedReason", "review_queue"]

HEAD, TAIL = 300, 100
WIDEST = 2.5  # log-odds that fill half a bar
TOKEN = re.compile(r"(?:[a-z]+\.)?[a-z][a-z0-9_]*\.[^.\s]+\.[\w-]{22}")


@dataclass(frozen=True, slots=True)
class WeighedReason:
    """A reason with its bar.

    Attributes
    ----------
    reason : mapping
        The contract's.
    effect : float
        Log-odds towards credibility: the weight on merit, minus the weight on coordination.
    width : float
        Length of the bar in per cent of half the track, 0-100.
    evidence : tuple of str
        Without tokens, and without what stands in the sentence already.
    hidden : int
        Tokens left out.
    """

    reason: Mapping[str, Any]
    effect: float
    width: float
    evidence: tuple[str, ...]
    hidden: int


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One complaint of the queue. ``rank`` is its place in the whole queue, from 1.

    ``main`` are the reasons that moved the score most; ``violations`` the contract's, the same
    words of the same code once; ``clusters`` (kind, id, size) triples.
    """

    rank: int
    uid: str
    record: Mapping[str, Any]
    reasons: tuple[WeighedReason, ...]
    main: tuple[WeighedReason, ...]
    violations: tuple[Mapping[str, Any], ...]
    clusters: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True, slots=True)
class Queue:
    """The head and the tail of the queue; ``left_out`` complaints lie between them."""

    head: tuple[QueueRow, ...]
    tail: tuple[QueueRow, ...]
    left_out: int
    total: int


def review_queue(records: Sequence[Mapping[str, Any]], head: int = HEAD, tail: int = TAIL) -> Queue:
    """Cut the queue to what a page holds.

    Parameters
    ----------
    records : sequence of mapping
        Highest priority first, as :meth:`Store.scores` gives them.
    head, tail : int
        Rows shown from the top and from the bottom; everything when it is no more than both.
    """
    left_out = max(0, len(records) - head - tail)
    cut = head if left_out else len(records)
    rows = [
        _row(rank, record)
        for rank, record in enumerate(records, 1)
        if rank <= cut or rank > cut + left_out
    ]
    return Queue(tuple(rows[:cut]), tuple(rows[cut:]), left_out, len(records))


def _row(rank: int, record: Mapping[str, Any]) -> QueueRow:
    reasons = tuple(_weigh(reason) for reason in record["reasons"])
    moved = tuple(reason for reason in reasons if reason.effect)
    return QueueRow(
        rank=rank,
        uid=f"{record['platform']}:{record['complaint_id']}",
        record=record,
        reasons=reasons,
        main=(moved or reasons)[:2],
        violations=tuple({(v["code"], v["quote"]): v for v in record["violations"]}.values()),
        clusters=tuple(
            (name, record[f"{name}_id"], record[f"{name}_size"])
            for name in SIZES
            if record[f"{name}_id"]
        ),
    )


def _weigh(reason: Mapping[str, Any]) -> WeighedReason:
    effect = reason["weight"] if reason["axis"] == Axis.merit else -reason["weight"]
    evidence = [item for item in reason["evidence"] if not TOKEN.fullmatch(item)]
    return WeighedReason(
        reason=reason,
        effect=effect,
        width=round(min(abs(effect) / WIDEST, 1) * 100, 1),
        evidence=tuple(item for item in evidence if item not in reason["en"]),
        hidden=len(reason["evidence"]) - len(evidence),
    )
