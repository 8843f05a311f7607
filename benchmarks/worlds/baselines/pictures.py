"""Screenshots of complaints, and whose looks like whose by the distance of their hashes."""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from benchmarks.worlds.baselines.clusters import clusters
from benchmarks.worlds.baselines.complainants import Complainants, Rows

__all__ = ["attachments_of", "by_hash", "close_pairs"]

Bits = NDArray[np.uint64]
CHUNK = 256


def attachments_of(rows: Rows, folder: Path) -> Iterator[tuple[int, Path]]:
    """Yield the row and the file of each screenshot that is there."""
    for place, row in enumerate(rows):
        for attachment in row.get("attachments") or ():
            path = folder / "attachments" / attachment["path"]
            if attachment["kind"] == "screenshot" and path.is_file():
                yield place, path


def close_pairs(hashes: Bits, distance: int) -> Iterator[tuple[NDArray[np.intp], NDArray[np.intp]]]:
    """Pairs of pictures within a Hamming distance, chunk by chunk.

    Parameters
    ----------
    hashes : ndarray of uint64, shape (pictures, words)
    distance : int
        Bits.
    """
    for start in range(0, len(hashes), CHUNK):
        apart = np.bitwise_count(hashes[start : start + CHUNK, None] ^ hashes[None]).sum(2)
        one, other = np.nonzero(apart <= distance)
        one += start
        yield one[one < other], other[one < other]


def by_hash(
    rows: Rows, folder: Path, hashed: Callable[[Image.Image], Bits | None], distance: int
) -> tuple[NDArray[np.float64], list[str | None]]:
    """For each row the pictures of another complainant that are close to one of its own.

    Parameters
    ----------
    hashed : callable
        The hash of a picture as words of 64 bits, or None when it is too plain to be compared.
    distance : int
        Bits within which two pictures match.
    """
    owners, hashes = [], []
    for place, path in attachments_of(rows, folder):
        with Image.open(path) as picture:
            bits = hashed(picture)
        if bits is not None:
            owners.append(place)
            hashes.append(bits)
    found = np.zeros(len(rows))
    if not hashes:
        return found, [None] * len(rows)
    owner, people = np.array(owners, np.intp), Complainants(rows)
    matched: list[tuple[NDArray[np.intp], NDArray[np.intp]]] = []
    for one, other in close_pairs(np.array(hashes, np.uint64), distance):
        kept = people.differ(owner[one], owner[other])
        matched.append((one[kept], other[kept]))
    one, other = (np.concatenate(side) for side in zip(*matched, strict=True))
    # A picture counts once for a row, however many of the row's own pictures it is close to.
    seen = np.unique(
        np.stack([np.append(owner[one], owner[other]), np.append(other, one)]), axis=1
    )[0]
    np.add.at(found, seen, 1.0)
    return found, clusters(len(rows), owner[one], owner[other])
