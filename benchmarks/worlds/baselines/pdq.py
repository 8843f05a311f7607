"""PDQ within 31: the 256-bit picture hash of ThreatExchange, at its recommended distance and quality.

The algorithm as published (PDQ and TMK + PDQF, Facebook 2019): luma, two passes of a box filter, 64 x 64
samples, the 16 x 16 lowest cosine coefficients without the constant, a bit for each above the median.
"""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy.sparse import csr_array

from benchmarks.worlds.baselines.complainants import Rows
from benchmarks.worlds.baselines.pictures import by_hash

__all__ = ["pdq", "suspicion"]

DISTANCE, QUALITY = 31, 50
LUMA = np.array([0.299, 0.587, 0.114], np.float32)
SAMPLES, SIDE = 64, 16
_FREQUENCY, _PLACE = np.arange(1, SIDE + 1)[:, None], 2 * np.arange(SAMPLES)[None] + 1
COSINES = np.sqrt(2 / SAMPLES) * np.cos(np.pi / (2 * SAMPLES) * _FREQUENCY * _PLACE)


def suspicion(rows: Rows, folder: Path) -> tuple[NDArray[np.float64], list[str | None]]:
    """Pictures of another complainant within 31 of 256 bits; plain pictures are not compared."""
    return by_hash(rows, folder, _hashed, DISTANCE)


def _hashed(picture: Image.Image) -> NDArray[np.uint64] | None:
    bits, quality = pdq(picture)
    return np.packbits(bits).view(np.uint64) if quality >= QUALITY else None


def pdq(picture: Image.Image) -> tuple[NDArray[np.bool_], int]:
    """Hash a picture.

    Returns
    -------
    bits : ndarray of bool, shape (256,)
        The highest frequencies first, as the reference prints them.
    quality : int
        0 to 100, from the picture's gradients; below 50 a match means little.
    """
    pixels = np.asarray(picture.convert("RGB"))
    red, green, blue = (pixels[..., band] * LUMA[band] for band in range(3))
    small = _sampled(red + green + blue)
    gradients = (np.diff(small, axis=0), np.diff(small, axis=1))
    quality = int(sum(np.abs(np.trunc(step * 100 / 255)).sum() for step in gradients) / 90)
    low = COSINES @ small @ COSINES.T
    bits: NDArray[np.bool_] = (low > np.sort(low, axis=None)[low.size // 2 - 1]).reshape(-1)
    return bits[::-1], min(quality, 100)


def _sampled(luma: NDArray[np.float32]) -> NDArray[np.float64]:
    rows, columns = luma.shape
    if luma.shape == (SAMPLES, SAMPLES):
        return luma.astype(np.float64)
    # Filter and sampling are linear and act on rows and columns apart: one small matrix each.
    return (_sampling(rows).astype(np.float32) @ luma) @ _sampling(columns).T


def _sampling(size: int) -> NDArray[np.float64]:
    """Weights that blur a line of so many pixels, cutting windows off at its ends, and sample it."""
    window = -(-size // (2 * SAMPLES))
    after = (window + 2) // 2
    places = np.arange(size)[:, None] + np.arange(after - window, after)[None]
    inside = (places >= 0) & (places < size)
    ends = np.append(0, np.cumsum(inside.sum(1)))
    means = np.repeat(1 / inside.sum(1), inside.sum(1))
    box = csr_array((means, places[inside], ends), shape=(size, size))
    samples = ((np.arange(SAMPLES) + 0.5) * size / SAMPLES).astype(int)
    weights: NDArray[np.float64] = (box[samples] @ box).toarray()
    return weights
