"""Louvain communities of complaints and what they name: devices, phones, payees, accounts, e-mail addresses.

Blondel et al., Fast unfolding of communities in large networks, J. Stat. Mech. 2008.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from benchmarks.worlds.baselines.complainants import Row, Rows

__all__ = ["MANY", "suspicion"]

MANY = 5  # complaints from which a community is called a ring
SEED = 1


def suspicion(rows: Rows, folder: Path) -> tuple[NDArray[np.float64], list[str | None]]:
    """Complaints of the row's community; 1 for a complaint that shares nothing."""
    del folder
    named = [sorted(set(_named(row))) for row in rows]
    shared = Counter(thing for things in named for thing in things)
    graph = nx.Graph()
    graph.add_nodes_from(range(len(rows)))
    for place, things in enumerate(named):
        graph.add_edges_from((place, thing) for thing in things if shared[thing] > 1)
    found = np.ones(len(rows))
    rings: list[str | None] = [None] * len(rows)
    for number, community in enumerate(nx.community.louvain_communities(graph, seed=SEED)):
        members = [node for node in community if isinstance(node, int)]
        found[members] = len(members)
        for place in members if len(members) >= MANY else ():
            rings[place] = f"l{number}"
    return found, rings


def _named(row: Row) -> Iterator[tuple[str, str]]:
    device = (row.get("device") or {}).get("device_id")
    if device:
        yield "device", device
    for party in (row.get("complainant") or {}, row.get("borrower") or {}):
        for field in ("phone", "payee_account", "email"):
            if party.get(field):
                yield field, party[field]
        if party.get("account_id"):
            yield "account", f"{row['platform']}/{party['account_id']}"
