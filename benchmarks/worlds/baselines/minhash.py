"""MinHash at 0.7: clusters of texts whose sets of character 3-grams resemble each other.

MinHash estimates the Jaccard resemblance; here it is computed exactly, which is what a signature without
error would say. No error of an estimate is held against the method.
"""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from benchmarks.worlds.baselines.clusters import clusters
from benchmarks.worlds.baselines.complainants import Complainants, Rows

__all__ = ["resembling", "suspicion"]

LIKENESS = 0.7
CHUNK = 256
Pairs = NDArray[np.intp]


def suspicion(rows: Rows, folder: Path) -> tuple[NDArray[np.float64], list[str | None]]:
    """Rows of the cluster that a row is in, less itself; matches are of another complainant."""
    del folder
    people = Complainants(rows)
    pairs = list(resembling([str(row.get("text") or "") for row in rows], LIKENESS))
    one = np.concatenate([np.zeros(0, np.intp), *(pair[0] for pair in pairs)])
    other = np.concatenate([np.zeros(0, np.intp), *(pair[1] for pair in pairs)])
    apart = people.differ(one, other)
    rings = clusters(len(rows), one[apart], other[apart])
    sizes: dict[str | None, int] = {}
    for ring in rings:
        sizes[ring] = sizes.get(ring, 0) + 1
    return np.array([0.0 if ring is None else sizes[ring] - 1.0 for ring in rings]), rings


def resembling(texts: list[str], likeness: float) -> Iterator[tuple[Pairs, Pairs]]:
    """Pairs of texts whose 3-gram sets have at least this Jaccard resemblance, chunk by chunk.

    Examples
    --------
    >>> [(one.tolist(), other.tolist()) for one, other in resembling(["天天打电话", "天天打电话", "退费"], 0.7)]
    [([0], [1])]
    """
    known: dict[str, int] = {}
    columns, ends = [], [0]
    for text in texts:
        grams = {text[i : i + 3] for i in range(len(text) - 2)}
        columns += [known.setdefault(gram, len(known)) for gram in sorted(grams)]
        ends.append(len(columns))
    sizes = np.diff(ends)
    sets = csr_array(
        (np.ones(len(columns), np.int32), columns, ends), shape=(len(texts), max(1, len(known)))
    )
    transposed = sets.T.tocsr()
    for start in range(0, len(texts), CHUNK):
        shared = (sets[start : start + CHUNK] @ transposed).tocoo()
        one, other = shared.row.astype(np.intp) + start, shared.col.astype(np.intp)
        union = sizes[one] + sizes[other] - shared.data
        alike = (shared.data >= likeness * union) & (one < other)
        yield one[alike], other[alike]
