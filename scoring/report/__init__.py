"""The HTML report: one self-contained file."""

from pathlib import Path

from mingjian.scoring.pipeline import Summary
from mingjian.scoring.store.store import Store

__all__ = ["write_report"]


def write_report(path: Path, store: Store, summary: Summary) -> None:
    """Write."""
