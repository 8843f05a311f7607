"""Rings: unrelated people bound together by devices, payees and contacts, and by what they filed.

A token binds when more people share it than a household would (G2, G3; measured on sign-ups: two
accounts on a device are mostly innocent, five mostly not), or when three unrelated people who share it
also filed the same wording or the same capture. That wording then joins the groups it binds: an agent's
three phones are one ring, while somebody who copied the text on her own phone stays outside (G1).
A member is bound in at least two ways, so a shared phone alone makes nobody a ring. Offices of lawyers
and agents who showed their papers bind nobody (G7); an IP address is never a bond (D3).
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import NamedTuple, Self

import networkx as nx

from mingjian.features.history import Trace, View
from mingjian.features.persons import distinct_persons, is_declared_agent, strangers
from mingjian.features.precedence import filed_before
from mingjian.features.screenshots import capture_key
from mingjian.features.templates import LONG, likeness, template_key

__all__ = [
    "LINKS",
    "Link",
    "Ring",
    "bonds",
    "component_of",
    "link_tokens",
    "links_of",
    "ring_around",
    "ring_graph",
    "ring_of",
    "ring_strangers",
    "sharing",
]

# Fewest people sharing a token before it binds: a family phone or payee is ordinary, three strangers' is not.
LINKS = {"device": 4, "account": 3, "phone": 3, "email": 3, "payee": 3}
PLACE = {"device", "account", "phone", "email"}
UNKNOWABLE = {"device", "account", "payee"}
SMALLEST_RING = 3
LARGEST_RING = 512  # members that are compared with each other
LARGEST_WALK = 8_192
BURST = timedelta(hours=72)
FAINT = 0.25


@dataclass(frozen=True, slots=True)
class Ring:
    """A connected set of complaints.

    Attributes
    ----------
    ring_id : str
    members : tuple of Trace
        Earliest first; of a very large one the first :data:`LARGEST_RING`.
    persons : int
        Distinct people among them.
    uids : frozenset of str
        Of all complaints in it.
    """

    ring_id: str
    members: tuple[Trace, ...]
    persons: int
    uids: frozenset[str]


class Link(NamedTuple):
    """What binds complaints: a token (``kind`` a key of ``LINKS``), wording (``template``), a capture (``pixels``).

    ``uids`` are those of ``members``: all who are filed under the key and bound by it.
    """

    kind: str
    key: str
    members: tuple[Trace, ...]
    uids: frozenset[str]

    @classmethod
    def of(cls, kind: str, key: str, members: Iterable[Trace]) -> Self:
        """A link between these complaints."""
        listed = tuple(members)
        return cls(kind, key, listed, frozenset(member.uid for member in listed))


Membership = tuple[Ring, dict[str, list[str]]] | None


def link_tokens(trace: Trace) -> tuple[tuple[str, str], ...]:
    """(kind, token) pairs that may bind this complaint to others; none for a declared agent."""
    return () if is_declared_agent(trace) else trace.identity.links


def sharing(token: str, view: View) -> tuple[list[Trace], int]:
    """Complaints on a token, declared agents apart, and how many people they are."""
    if len(view.members(token)) < 2:
        return view.members(token), 1

    def make() -> tuple[list[Trace], int]:
        # Filed under the token for another reason, such as a borrower named by others: no bond.
        members = [m for m in view.members(token) if any(t == token for _, t in link_tokens(m))]
        return members, distinct_persons(members) if len(members) > 1 else 1

    found: tuple[list[Trace], int] = view.note(("sharing", token), make)
    return found


def _binds(kind: str, token: str, view: View) -> bool:
    return sharing(token, view)[1] >= LINKS[kind] or bool(_corroborated(token, view))


def _corroborated(token: str, view: View) -> set[str]:
    """Wording and captures that three unrelated people sharing a token have in common."""

    def make() -> set[str]:
        filed: dict[str, list[Trace]] = {}
        for member in sharing(token, view)[0]:
            for key in _filed(member):
                filed.setdefault(key, []).append(member)
        return {key for key, who in filed.items() if distinct_persons(who) >= SMALLEST_RING}

    found: set[str] = view.note(("corroborated", token), make)
    return found


def _filed(trace: Trace) -> list[str]:
    """Posting keys of what a complaint filed: its wording and its captures."""
    own = [template_key(trace.template_id)] if trace.template_id else []
    return [*own, *(capture_key(picture) for picture in trace.row.screenshots if picture.usable)]


def links_of(trace: Trace, view: View) -> list[Link]:
    """What binds a complaint to others; a full posting binds it without holding it."""
    if not link_tokens(trace):
        return []
    found: list[Link] = view.note(("links", trace.uid), lambda: list(_links(trace, view)))
    return found


def _links(trace: Trace, view: View) -> Iterator[Link]:
    common: set[str] = set()
    for kind, token in link_tokens(trace):
        if len(view.members(token)) >= SMALLEST_RING and _binds(kind, token, view):
            common |= _corroborated(token, view)
            yield view.note(("link", token), partial(Link.of, kind, token, sharing(token, view)[0]))
    for key in _filed(trace):
        if key in common:
            yield view.note(("link", key), partial(_shared, key, view))


def _shared(key: str, view: View) -> Link:
    bound = (
        member
        for member in view.members(key)
        if any(key in _corroborated(token, view) for _, token in link_tokens(member))
    )
    return Link.of(key.partition(":")[0], key, bound)


def component_of(trace: Trace, view: View) -> Ring | None:
    """The bound set around a complaint, or None; worked out once a view for all its members.

    Only links that hold a complaint lead on from it, so every member finds the same set.
    """
    if not links_of(trace, view):
        return None
    key = ("component", trace.uid)
    if not view.has(key):
        walked = _walk(trace, view)
        ring = _ring(walked, view)
        for member in walked:
            view.note(("component", member.uid), lambda: ring)
    found: Ring | None = view.note(key, lambda: None)
    return found


def _walk(trace: Trace, view: View) -> list[Trace]:
    found = {trace.uid: trace}
    level = [trace]
    while level:
        view.history.fetch(token for current in level for _, token in link_tokens(current))
        reached: list[Trace] = []
        for current in level:
            for link in links_of(current, view):
                for other in link.members if current.uid in link.uids else ():
                    if other.uid not in found and len(found) < LARGEST_WALK:
                        found[other.uid] = other
                        reached.append(other)
        level = reached
    return sorted(found.values(), key=lambda member: member.order)


def _ring(members: list[Trace], view: View) -> Ring | None:
    if len(members) < SMALLEST_RING:
        return None
    uids = frozenset(member.uid for member in members)
    members = members[:LARGEST_RING]
    persons = distinct_persons(members)
    lenders = {member.row.respondent for member in members}
    if persons < SMALLEST_RING or (persons == SMALLEST_RING and len(lenders) < 2):
        return None  # three people about one loan are a family (G2)
    first = members[0]
    anchor = min(link.key for link in links_of(first, view) if first.uid in link.uids)
    ring_id = "r-" + hashlib.blake2s(anchor.encode(), digest_size=6).hexdigest()
    return Ring(ring_id, tuple(members), persons, uids)


def ring_around(trace: Trace, view: View) -> Ring | None:
    """The ring that a complaint sees: its component, or a larger one that was full before it came.

    Those who fill a posting do not see who comes after, and lose nothing: all that counts them is saturated.
    """
    found: Ring | None = view.note(("around", trace.uid), lambda: _around(trace, view))
    return found


def _around(trace: Trace, view: View) -> Ring | None:
    own = component_of(trace, view)
    full = [link.members[0] for link in links_of(trace, view) if trace.uid not in link.uids]
    cores = [core for first in full if (core := component_of(first, view))]
    if not cores:
        return own
    core = max(cores, key=lambda ring: (len(ring.members), ring.ring_id))
    joined = [core, own] if own else [core]
    met = {m.uid: m for m in (*(m for ring in joined for m in ring.members), trace)}
    members = tuple(sorted(met.values(), key=lambda member: member.order))
    uids = frozenset({trace.uid}).union(*(ring.uids for ring in joined))
    return Ring(core.ring_id, members, max(ring.persons for ring in joined), uids)


def ring_graph(ring: Ring, view: View) -> nx.Graph:
    """Complaints (``kind="complaint"``) and what binds them, for a ring's dossier."""
    graph = nx.Graph()
    for member in ring.members:
        graph.add_node(member.uid, kind="complaint")
        for link in links_of(member, view):
            graph.add_node(link.key, kind=link.kind)
            graph.add_edge(member.uid, link.key)
    return graph


def bonds(trace: Trace, ring: Ring, view: View) -> dict[str, list[str]]:
    """How a member is bound: kind of bond to the tokens, template or captures that bind it."""
    found: dict[str, list[str]] = {}
    for link in links_of(trace, view):
        # A full posting of other people's may bind elsewhere, and is no bond to this ring.
        if link.kind in LINKS and not link.uids.isdisjoint(ring.uids - {trace.uid}):
            found.setdefault(link.kind, []).append(link.key)
    others = ring_strangers(trace, ring, view)
    if trace.template_id and _alike(trace, others):
        found["template"] = [trace.template_id]
    pixels = {picture.pixel_mac for picture in trace.row.screenshots if picture.usable}
    shared = {p.pixel_mac for o in others for p in o.row.screenshots if p.pixel_mac in pixels}
    if shared:
        found["capture"] = [f"p-{mac[:12]}" for mac in sorted(shared)]
    return found


def ring_strangers(trace: Trace, ring: Ring, view: View) -> list[Trace]:
    """One complaint of each other person in the ring."""
    others = (member for member in ring.members if member.uid != trace.uid)
    found: list[Trace] = view.note(("apart", trace.uid), lambda: strangers(trace, others))
    return found


def _alike(trace: Trace, others: list[Trace]) -> bool:
    """Whether it shares its wording with somebody of the ring.

    Between people who already share a device or a payee, a likeness too faint to join a template is
    enough when both texts are long: strangers' long texts are near zero.
    """
    if any(other.template_id == trace.template_id for other in others):
        return True
    long = [o.row for o in others if min(o.row.own_tokens, trace.row.own_tokens) >= LONG]
    return bool(long) and float(likeness(trace.row, long).max()) >= FAINT


def ring_of(trace: Trace, view: View) -> Membership:
    """The ring a complaint is a member of, with its bonds; None when bound in fewer than two ways.

    Device, account, phone and e-mail of one sitting are one way: a counter, a factory office or a daughter
    who files for her parents share all four. The other ways are a payee, wording and captures.

    Wording and captures bind the person who filed them first only through what an outsider
    cannot know, and only when others of the ring filed within three days: a victim whose complaint is copied
    is not drawn in (B16, G15).
    """
    if not links_of(trace, view):
        return None
    found: Membership = view.note(("ring", trace.uid), lambda: _membership(trace, view))
    return found


def _membership(trace: Trace, view: View) -> Membership:
    ring = ring_around(trace, view)
    if ring is None:
        return None
    found = bonds(trace, ring, view)
    if _is_first(trace, ring) and not (found.keys() & UNKNOWABLE and _in_burst(trace, ring, view)):
        found = {kind: ids for kind, ids in found.items() if kind in LINKS}
    ways = {"place" if kind in PLACE else kind for kind in found}
    return (ring, found) if len(ways) >= 2 else None


def _is_first(trace: Trace, ring: Ring) -> bool:
    filed = set(_filed(trace))
    alike = [member for member in ring.members if filed & set(_filed(member))]
    return not strangers(trace, filed_before(trace, alike))


def _in_burst(trace: Trace, ring: Ring, view: View) -> bool:
    others = ring_strangers(trace, ring, view)
    return sum(abs(o.row.filed_at - trace.row.filed_at) <= BURST for o in others) >= 2
