"""The study's rule: the same tags as another complaint within 24 hours (S3-07).

Taken as it was applied to a whole platform: any filer, any lender. It was meant to drop duplicates, and here
shows what it says about people who tick the same boxes of the same menu.
"""

from collections import defaultdict
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.worlds.baselines.clusters import clusters
from benchmarks.worlds.baselines.complainants import Rows

__all__ = ["suspicion"]

WINDOW = timedelta(hours=24)


def suspicion(rows: Rows, folder: Path) -> tuple[NDArray[np.float64], list[str | None]]:
    """1 for a row with another of the same issues and demands within 24 hours, else 0."""
    del folder
    by_tags: dict[tuple[tuple[str, ...], tuple[str, ...]], list[tuple[datetime, int]]]
    by_tags = defaultdict(list)
    for place, row in enumerate(rows):
        tags = tuple(sorted(row.get("issues") or ())), tuple(sorted(row.get("demands") or ()))
        if tags != ((), ()):  # two rows that say nothing are not the same
            by_tags[tags].append((datetime.fromisoformat(row["filed_at"]), place))
    one: list[int] = []
    other: list[int] = []
    for filed in by_tags.values():
        filed.sort()
        for (at, place), (next_at, next_place) in pairwise(filed):
            if next_at - at <= WINDOW:
                one.append(place)
                other.append(next_place)
    found = np.zeros(len(rows))
    found[one + other] = 1.0
    return found, clusters(len(rows), np.array(one, np.intp), np.array(other, np.intp))
