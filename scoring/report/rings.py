"""Rings: who is bound to whom by what, as a picture and as a list."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import networkx as nx
from markupsafe import Markup

from mingjian.features.history import View
from mingjian.features.rings import Ring, ring_around, ring_graph, ring_of
from mingjian.scoring.report.ring_picture import DRAWN, draw_ring

__all__ = ["LETTERS", "RingMember", "RingView", "ring_views"]

LETTERS = {
    "device": "D",
    "payee": "P",
    "email": "E",
    "phone": "H",
    "account": "A",
    "template": "W",
    "pixels": "C",
}


@dataclass(frozen=True, slots=True)
class RingMember:
    """A complaint in the picture. ``inside`` is False when it is linked, but in one way only."""

    number: int
    uid: str
    respondent: str
    filed_at: datetime
    inside: bool
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RingView:
    """One ring as the report shows it.

    Attributes
    ----------
    ring_id : str
    size : int
        Complaints whose score names the ring.
    persons : int
        People who are certainly distinct among those linked.
    bonds : mapping of str to int
        Kind of bond to how many devices, payees, ... there are of it.
    links, drawn : int
        Links between complaints and bonds, and how many of them the picture has room for.
    first, last : datetime
    members : tuple of RingMember
        Earliest first, at most :data:`~mingjian.scoring.report.ring_picture.DRAWN`.
    unlisted : int
        Complaints beyond those.
    picture : Markup
    """

    ring_id: str
    size: int
    persons: int
    bonds: Mapping[str, int]
    links: int
    drawn: int
    first: datetime
    last: datetime
    members: tuple[RingMember, ...]
    unlisted: int
    picture: Markup


def ring_views(records: Sequence[Mapping[str, Any]], view: View, shown: int) -> list[RingView]:
    """Rebuild the largest rings among scores as of the view's moment, and draw them.

    Parameters
    ----------
    records : sequence of mapping
        As :meth:`Store.scores` gives them.
    view : View
        Of the store they came from.
    shown : int
        At most so many rings.
    """
    sizes = {r["ring_id"]: r["ring_size"] for r in records if r["ring_id"]}
    largest = sorted(sizes, key=lambda ring_id: (-sizes[ring_id], ring_id))[:shown]
    anyone = {r["ring_id"]: f"{r['platform']}:{r['complaint_id']}" for r in reversed(records)}
    views = []
    for place, ring_id in enumerate(largest, 1):
        trace = view.trace(anyone[ring_id])
        ring = ring_around(trace, view) if trace else None
        if ring is not None:
            views.append(_ring_view(place, ring_id, sizes[ring_id], ring, view))
    return views


def _ring_view(place: int, ring_id: str, size: int, ring: Ring, view: View) -> RingView:
    links = ring_graph(ring, view)
    shown = ring.members[:DRAWN]
    numbers = {trace.uid: number for number, trace in enumerate(shown, 1)}
    marks = _marks(links, numbers)
    members = tuple(
        RingMember(
            number=numbers[trace.uid],
            uid=trace.uid,
            respondent=trace.row.respondent,
            filed_at=trace.row.filed_at,
            inside=ring_of(trace, view) is not None,
            marks=tuple(sorted(marks[key] for key in links[trace.uid] if key in marks)),
        )
        for trace in shown
    )
    graph = nx.Graph()
    for member in members:
        graph.add_node(str(member.number), kind="complaint", inside=member.inside)
    kinds = dict(links.nodes(data="kind"))
    for key, mark in marks.items():
        graph.add_node(mark, kind=kinds[key])
    graph.add_edges_from((str(m.number), mark) for m in members for mark in m.marks)
    bonds = Counter(kinds[key] for key in links if kinds[key] != "complaint")
    title = (
        f"关联组 {ring_id}：{len(members)} 条投诉与 {len(marks)} 个共用标识。"
        f"Ring {ring_id}: {len(members)} complaints and {len(marks)} shared identifiers."
    )
    return RingView(
        ring_id=ring_id,
        size=size,
        persons=ring.persons,
        bonds=dict(sorted(bonds.items())),
        links=links.number_of_edges(),
        drawn=graph.number_of_edges(),
        first=ring.members[0].row.filed_at,
        last=ring.members[-1].row.filed_at,
        members=members,
        unlisted=len(ring.members) - len(members),
        picture=draw_ring(graph, f"ring{place}", title),
    )


def _marks(graph: nx.Graph, numbers: Mapping[str, int]) -> dict[str, str]:
    """Key of a bond to the mark that stands for it, D1, D2, P1 …; a token itself is never shown."""
    reach = {
        key: sorted(numbers[uid] for uid in graph[key] if uid in numbers)
        for key, kind in graph.nodes(data="kind")
        if kind != "complaint"
    }
    ordered = sorted(
        (key for key in reach if reach[key]), key=lambda key: (-len(reach[key]), reach[key], key)
    )
    counts: Counter[str] = Counter()
    marks = {}
    for key in ordered:
        letter = LETTERS[graph.nodes[key]["kind"]]
        counts[letter] += 1
        marks[key] = f"{letter}{counts[letter]}"
    return marks
