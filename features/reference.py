"""The slow, obvious twin of the history: every look-up scans everything that was filed.

Tests hold the indexed history to it; nothing else uses it.
"""

from collections.abc import Iterable, Sequence

import numpy as np

from mingjian.features.history import POSTING_CAP, PROFILE, History, Nearby, Trace, Wording
from mingjian.fingerprints.minhash import BINS, band_keys
from mingjian.fingerprints.rows import FingerprintedComplaint

__all__ = ["ScanHistory", "share_a_band"]


def share_a_band(one: FingerprintedComplaint, other: FingerprintedComplaint) -> bool:
    """Whether two texts agree on any band of their signatures."""
    if not one.signature or not other.signature:
        return False
    pair = np.frombuffer(one.signature + other.signature, dtype=np.uint32).reshape(2, BINS)
    keys = band_keys(pair)
    return bool((keys[0] == keys[1]).any())


class ScanHistory(History):
    """A history without indexes, sources or postings."""

    def __init__(self) -> None:
        super().__init__()
        self._log: list[tuple[str, Trace]] = []

    def members(self, key: str) -> list[Trace]:
        """Scan the log for a key."""
        return [trace for filed_key, trace in self._log if filed_key == key][:POSTING_CAP]

    def profile(self, template_id: str) -> list[Wording]:
        """Scan for the first members of a template."""
        rows = [t.row for t in self.added.values() if t.template_id == template_id]
        return [Wording(row.own_tokens, row.signature, row.clauses) for row in rows[:PROFILE]]

    def near(self, rows: Sequence[FingerprintedComplaint]) -> list[Nearby]:
        """Compare every row with every earlier one."""
        known = [trace.row for trace in self.added.values()]
        return [
            Nearby(uids=[other.uid for other in (*known, *rows[:i]) if share_a_band(row, other)])
            for i, row in enumerate(rows)
        ]

    def learn(self, trace: Trace) -> None:
        """Keep it."""
        self.added[trace.uid] = trace

    def add(self, trace: Trace, keys: Iterable[str]) -> None:
        """Write one log line a key."""
        self._log += [(key, trace) for key in dict.fromkeys(keys)]

    def trace(self, uid: str) -> Trace | None:
        """Look a complaint up in what was added."""
        return self.added.get(uid)

    def touched(self, since: int = 0) -> set[str]:
        """Everybody."""
        del since
        return set(self.added)

    def fetch_postings(self, keys: Iterable[str]) -> None:
        """Nothing to load."""

    def fetch(self, keys: Iterable[str]) -> None:
        """Nothing to load."""

    def fetch_traces(self, uids: Iterable[str]) -> None:
        """Nothing to load."""
