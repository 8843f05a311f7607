"""A look-up of texts that agree on a band of their MinHash signature.

The index is derived: it is built from the signatures in the store and never written. It is a few sorted
arrays (a new one a batch, merged when sizes meet), so a million texts take some 400 MB and a batch is
looked up by binary search. A crowded key gives its earliest members only.
"""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from mingjian.fingerprints.minhash import BANDS

__all__ = ["CROWD", "BandIndex"]

CROWD = 64
SHIFT = 40  # a pair of row and text number in one integer
MASK = (1 << SHIFT) - 1
U64 = npt.NDArray[np.uint64]
I64 = npt.NDArray[np.int64]


@dataclass(slots=True)
class BandIndex:
    """Texts by band key, in order of arrival.

    Attributes
    ----------
    uids : list of str
        Text number to uid.

    Examples
    --------
    >>> index = BandIndex()
    >>> keys = np.arange(BANDS, dtype=np.uint64)[None, :]
    >>> index.add(["a", "b"], np.vstack([keys, keys + np.uint64(1000)]))
    >>> index.near(keys)
    [['a']]
    """

    uids: list[str] = field(default_factory=list)
    _segments: list[tuple[U64, I64]] = field(default_factory=list)

    def add(self, uids: list[str], keys: U64) -> None:
        """Add texts.

        Parameters
        ----------
        uids : list of str, length n
        keys : uint64 array, shape (n, 32)
        """
        if not uids:
            return
        numbers = np.repeat(np.arange(len(self.uids), len(self.uids) + len(uids)), BANDS)
        self.uids.extend(uids)
        order = np.argsort(keys.ravel(), kind="stable")
        self._segments.append((keys.ravel()[order], numbers[order]))
        while len(self._segments) > 1 and (
            self._segments[-2][0].size < 2 * self._segments[-1][0].size
        ):
            self._segments[-2:] = [_merged(*self._segments[-2:])]

    def near(self, keys: U64) -> list[list[str]]:
        """Uids that share a band with each text, earliest first.

        Parameters
        ----------
        keys : uint64 array, shape (m, 32)

        Returns
        -------
        list of list of str, length m
            Of each key at most the first :data:`CROWD` members of a segment.
        """
        asked: list[I64] = []
        met: list[I64] = []
        order = np.argsort(keys, axis=None)  # in order, a search stays where the last one was
        flat, rows = keys.ravel()[order], order // BANDS
        for stored, numbers in self._segments:
            low = np.searchsorted(stored, flat, side="left")
            hit = np.flatnonzero(stored[np.minimum(low, stored.size - 1)] == flat)
            low = low[hit]
            width = np.minimum(np.searchsorted(stored, flat[hit], side="right") - low, CROWD)
            offset = np.arange(width.sum()) - np.repeat(np.cumsum(width) - width, width)
            met.append(numbers[np.repeat(low, width) + offset])
            asked.append(np.repeat(rows[hit], width))
        found: list[list[str]] = [[] for _ in range(len(keys))]
        if asked:
            pairs = np.unique((np.concatenate(asked) << SHIFT) | np.concatenate(met))
            for row, number in zip((pairs >> SHIFT).tolist(), (pairs & MASK).tolist(), strict=True):
                found[row].append(self.uids[number])
        return found


def _merged(older: tuple[U64, I64], newer: tuple[U64, I64]) -> tuple[U64, I64]:
    keys = np.concatenate([older[0], newer[0]])
    order = np.argsort(keys, kind="stable")  # stable: the older text stays first under its key
    return keys[order], np.concatenate([older[1], newer[1]])[order]
