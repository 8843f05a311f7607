"""Rows that match are one cluster: connected components, named like rings."""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

__all__ = ["clusters"]

Pairs = NDArray[np.intp]


def clusters(count: int, one: Pairs, other: Pairs) -> list[str | None]:
    """Cluster ids of ``count`` rows; None for rows that match no other.

    Examples
    --------
    >>> clusters(4, np.array([0]), np.array([2]))
    ['c0', None, 'c0', None]
    """
    graph = coo_array((np.ones(len(one), bool), (one, other)), shape=(count, count))
    _, found = connected_components(graph, directed=False)
    sizes = np.bincount(found, minlength=1)
    return [f"c{code}" if sizes[code] > 1 else None for code in found]
