"""TF-IDF: cosine of character 2- and 3-grams to the nearest complaint of another complainant."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer

from benchmarks.worlds.baselines.clusters import clusters
from benchmarks.worlds.baselines.complainants import Complainants, Rows

__all__ = ["suspicion"]

ALIKE = 0.7  # cosine from which two texts share a ring id
CHUNK = 256  # rows compared with all others at a time


def suspicion(rows: Rows, folder: Path) -> tuple[NDArray[np.float64], list[str | None]]:
    """Highest cosine with a text of another complainant, 0 to 1; rows are compared in chunks."""
    del folder
    texts = [f"{row.get('title') or ''}\n{row.get('text') or ''}" for row in rows]
    found = np.zeros(len(rows))
    if not any(len(text) > 2 for text in texts):
        return found, [None] * len(rows)
    weights = TfidfVectorizer(analyzer="char", ngram_range=(2, 3), dtype=np.float32)
    matrix = weights.fit_transform(texts).tocsr()
    transposed, people = matrix.T.tocsr(), Complainants(rows)
    pairs: list[tuple[NDArray[np.intp], NDArray[np.intp]]] = []
    for start in range(0, len(rows), CHUNK):
        product = (matrix[start : start + CHUNK] @ transposed).tocoo()
        one, other = product.row.astype(np.intp) + start, product.col.astype(np.intp)
        kept = people.differ(one, other)
        one, other, likeness = one[kept], other[kept], product.data[kept]
        np.maximum.at(found, one, likeness)
        close = likeness >= ALIKE
        pairs.append((one[close], other[close]))
    alike = [np.concatenate(side) for side in zip(*pairs, strict=True)]
    return np.minimum(found, 1.0), clusters(len(rows), *alike)
