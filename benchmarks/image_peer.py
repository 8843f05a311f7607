"""Pictures: our whole fingerprint beside one ``imagehash.phash``, over the shipped screenshots.

Ours reads the file once and gives two exact hashes, three perceptual ones and a check for blank
pictures; the peer opens the picture and gives one perceptual hash of 64 bits.
"""

import time
from collections.abc import Iterator
from pathlib import Path

import imagehash
from PIL import Image

from benchmarks.figures import Figure
from mingjian.examples import folder as examples_folder
from mingjian.fingerprints.screenshots import read_screenshot

__all__ = ["image_peer"]

KEY = bytes(range(32))


def image_peer(rows: int, repeats: int, seed: int) -> Iterator[Figure]:
    """Processor milliseconds a picture: ours, the peer's, and the ratio."""
    del rows, seed  # always the shipped pictures
    folder = examples_folder() / "attachments"
    names = sorted(path.name for path in folder.iterdir())
    runs = [(_ours(folder, names), _peer(folder, names)) for _ in range(repeats)]
    mine, peer = (tuple(column) for column in zip(*runs, strict=True))
    yield Figure("截图完整指纹", "picture: whole fingerprint", mine, "ms")
    yield Figure("imagehash.phash", "imagehash.phash", peer, "ms")
    yield Figure("本项目 ÷ phash", "ours ÷ phash", tuple(m / p for m, p in runs), "×")


def _ours(folder: Path, names: list[str]) -> float:
    begin = time.process_time()
    for name in names:
        read_screenshot(folder, name, KEY)
    return 1e3 * (time.process_time() - begin) / len(names)


def _peer(folder: Path, names: list[str]) -> float:
    begin = time.process_time()
    for name in names:
        with Image.open(folder / name) as picture:
            imagehash.phash(picture)
    return 1e3 * (time.process_time() - begin) / len(names)
