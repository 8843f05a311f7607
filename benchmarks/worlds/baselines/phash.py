"""pHash within 10: ``imagehash.phash``, 64 bits, at the distance most users take."""

from pathlib import Path

import imagehash
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from benchmarks.worlds.baselines.complainants import Rows
from benchmarks.worlds.baselines.pictures import by_hash

__all__ = ["suspicion"]

DISTANCE = 10


def suspicion(rows: Rows, folder: Path) -> tuple[NDArray[np.float64], list[str | None]]:
    """Pictures of another complainant within 10 of 64 bits."""
    return by_hash(rows, folder, _hashed, DISTANCE)


def _hashed(picture: Image.Image) -> NDArray[np.uint64]:
    bits = imagehash.phash(picture).hash.reshape(-1)
    return np.packbits(bits).view(np.uint64)
