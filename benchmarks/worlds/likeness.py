"""How far a world's honest texts are from real complaints.

``python -m benchmarks.worlds.likeness WORLD...`` puts the texts of one lender beside 766 real complaints about
one lender, and all honest texts beside 3,548 real ones about many: how long they are, how near each comes to
its nearest neighbour, how many different characters and pairs and triples are in the same amount of text, and
the largest distance between the distributions (Kolmogorov-Smirnov). It needs the real files beside the
repository; nothing of them is written anywhere.
"""

import csv
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table
from scipy.sparse import csr_array
from scipy.stats import ks_2samp

__all__ = ["Portrait", "distances", "main", "nearest", "portrait", "world_texts"]

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
ONE_LENDER, MANY_LENDERS = "jutousu_heimao_gongfudai.csv", "heimao_finance.csv"
TEXTS, SHORTEST, SAMPLE = 700, 15, 20_000
SIZES = (2, 3)
LENGTHS, NEIGHBOURS = (0.05, 0.25, 0.5, 0.75, 0.95), (0.25, 0.5, 0.75, 0.9, 0.95, 0.99)
WIDTH = 170  # of the printed table
NO_WORD = re.compile(r"\W+")
MISSING = "no real complaints: there is no ../shared/data beside the repository"


@dataclass(frozen=True, slots=True, eq=False)
class Portrait:
    """What is measured of a set of texts.

    Attributes
    ----------
    lengths : ndarray of int
        Characters of each text.
    neighbours : mapping of int to ndarray
        For 2- and 3-grams the Jaccard resemblance of each text to its nearest neighbour.
    distinct : tuple of int
        Different characters, pairs and triples in the first 20,000 characters, or in all when there are fewer.
    """

    name: str
    lengths: NDArray[np.int64]
    neighbours: dict[int, NDArray[np.float64]]
    distinct: tuple[int, int, int]


def portrait(name: str, texts: Iterable[str], seed: int = 1) -> Portrait:
    """Measure up to 700 texts of at least 15 characters, drawn by the seed."""
    long = [text for text in texts if len(text) >= SHORTEST]
    chosen = Random(seed).sample(long, min(TEXTS, len(long)))
    start = "".join(NO_WORD.sub("", text) for text in chosen)[:SAMPLE]
    one, two, three = (
        len({start[i : i + n] for i in range(len(start) - n + 1)}) for n in (1, 2, 3)
    )
    return Portrait(
        name,
        np.array([len(text) for text in chosen], np.int64),
        {size: nearest(chosen, size) for size in SIZES},
        (one, two, three),
    )


def nearest(texts: Sequence[str], size: int) -> NDArray[np.float64]:
    """Resemblance of each text's set of n-grams to the nearest other one's.

    Examples
    --------
    >>> nearest(["天天打电话", "天天打电话！", "退费"], 2).tolist()
    [1.0, 1.0, 0.0]
    """
    known: dict[str, int] = {}
    columns, ends = [], [0]
    for text in texts:
        bare = NO_WORD.sub("", text)
        grams = {bare[i : i + size] for i in range(len(bare) - size + 1)} or {bare}
        columns += [known.setdefault(gram, len(known)) for gram in sorted(grams)]
        ends.append(len(columns))
    shape = (len(texts), max(1, len(known)))
    sets = csr_array((np.ones(len(columns), np.int32), columns, ends), shape=shape)
    shared = (sets @ sets.T).toarray().astype(float)
    sizes = np.diff(ends)
    likeness = shared / (sizes[:, None] + sizes[None] - shared)
    np.fill_diagonal(likeness, 0.0)
    found: NDArray[np.float64] = likeness.max(1, initial=0.0)
    return found


def world_texts(folder: Path) -> tuple[list[str], list[str]]:
    """Honest texts of the lender with most of them, all of them when that one has too few; and of all lenders.

    Only first filings: the real files hold one or two platforms each, a world holds every channel on which the
    same person pastes the same text.
    """
    rows = [
        [json.loads(line) for line in (folder / f"{name}.jsonl").read_bytes().splitlines()]
        for name in ("complaints", "truth")
    ]
    honest = [
        (true["lender"], str(complaint.get("text") or ""))
        for complaint, true in zip(*rows, strict=True)
        if true["genuine"] and not true["coordinated"] and true["repeat_kind"] == "first"
    ]
    every = [text for _, text in honest]
    ((lender, count),) = Counter(lender for lender, _ in honest).most_common(1)
    own = [text for name, text in honest if name == lender]
    return (own if count >= TEXTS else every), every


def distances(one: Portrait, other: Portrait) -> dict[str, float]:
    """Kolmogorov-Smirnov distances, 0 to 1: lengths, and nearest neighbours by pairs and triples."""
    found = {"length": float(ks_2samp(one.lengths, other.lengths).statistic)}
    for size in SIZES:
        pair = one.neighbours[size], other.neighbours[size]
        found[f"nearest, {size}-grams"] = float(ks_2samp(*pair).statistic)
    return found


def main(folders: Sequence[Path]) -> int:
    """Print the tables; 1 when there is no real data to compare with."""
    console = Console(highlight=False, width=WIDTH)
    if not DATA.is_dir():
        console.print(MISSING)
        return 1
    worlds = [world_texts(folder) for folder in folders]
    for place, name in enumerate((ONE_LENDER, MANY_LENDERS)):
        real = portrait(name, _real(DATA / name))
        made = [
            portrait(folder.name, texts[place])
            for folder, texts in zip(folders, worlds, strict=True)
        ]
        console.print(_table([real, *made]))
        for one in made:
            far = distances(real, one)
            console.print(f"{one.name}: " + ", ".join(f"{k} {v:.3f}" for k, v in far.items()))
    return 0


def _real(path: Path) -> list[str]:
    with path.open(encoding="utf-8", newline="") as file:
        return [row["text"] for row in csv.DictReader(file)]


def _table(portraits: Sequence[Portrait]) -> Table:
    table = Table(
        "", "texts", "length 5-95 %", "nearest, 2-grams", "nearest, 3-grams", "distinct 1, 2, 3"
    )
    for one in portraits:
        quantiles: list[Any] = [np.quantile(one.lengths, LENGTHS).round().astype(int)]
        quantiles += [np.quantile(one.neighbours[size], NEIGHBOURS).round(2) for size in SIZES]
        cells = [" ".join(map(str, found)) for found in (*quantiles, one.distinct)]
        table.add_row(one.name, str(len(one.lengths)), *cells)
    return table


if __name__ == "__main__":
    sys.exit(main([Path(argument) for argument in sys.argv[1:]]))
