"""Near-duplicate signatures: ours beside rensa's RMinHash, over the same texts in the same run.

Both make 128 values a text, in bulk. Ours folds the text first (variants, digits, inserted symbols), cuts it
and keys every hash; the peer is given bare character trigrams, once with the cutting counted and once
without.
"""

import time
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from benchmarks.figures import Figure
from benchmarks.texts import complaints
from mingjian.fingerprints.matching import fold
from mingjian.fingerprints.minhash import BINS, sign, tokenise
from mingjian.scoring.intake import CHUNK

__all__ = ["text_peer"]

ROWS = 10_000
KEY = bytes(range(32))
MISSING = "rensa is not installed: pip install rensa"


def text_peer(rows: int, repeats: int, seed: int) -> Iterator[Figure]:
    """Texts a processor second: ours, the peer's, and the ratios."""
    if find_spec("rensa") is None:
        yield Figure("文本签名对照 rensa", "text signatures beside rensa", (), "", note=MISSING)
        return
    sketch = import_module("rensa").RMinHash
    texts = [record["text"] for record in complaints(min(ROWS, rows), seed)]
    shingles = [_trigrams(text) for text in texts]

    def ours() -> None:
        for start in range(0, len(texts), CHUNK):
            sign(tokenise(fold(texts[start : start + CHUNK]), KEY), KEY)

    def peer() -> None:
        sketch.digest_matrix_from_token_sets(shingles, BINS, 42)

    def peer_with_cutting() -> None:
        sketch.digest_matrix_from_token_sets([_trigrams(text) for text in texts], BINS, 42)

    fold(texts[:1])  # builds the table that a process builds once
    runs = [
        [len(texts) / _spent(work) for work in (ours, peer_with_cutting, peer)]
        for _ in range(repeats)
    ]
    mine, cut, bare = (tuple(column) for column in zip(*runs, strict=True))
    yield Figure("文本归一化+切分+签名", "text: fold, cut and sign", mine, "/cpu-s")
    yield Figure("rensa RMinHash（切分+签名）", "rensa RMinHash: cut and sign", cut, "/cpu-s")
    yield Figure("rensa RMinHash（仅签名）", "rensa RMinHash: sign alone", bare, "/cpu-s")
    for zh, en, peers in (("切分+签名", "cut and sign", cut), ("仅签名", "sign alone", bare)):
        ratio = tuple(m / p for m, p in zip(mine, peers, strict=True))
        yield Figure(f"本项目 ÷ rensa {zh}", f"ours ÷ rensa {en}", ratio, "×")


def _trigrams(text: str) -> list[str]:
    return [text[i : i + 3] for i in range(len(text) - 2)]


def _spent(work: Callable[[], Any]) -> float:
    begin = time.process_time()
    work()
    return time.process_time() - begin
