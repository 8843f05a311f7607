"""Fingerprints of one picture: exact, pixel and perceptual.

A perceptual hash finds *candidates* and says nothing more: screens of different people under one phone
interface are "the same image" to it (domain.md 3B I3, I4; design.md, Screenshots). Two pictures
are the same capture here only when their decoded pixels are equal (I1).
"""

import hashlib
import hmac
import warnings
from dataclasses import dataclass
from pathlib import Path

import imagehash
import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

__all__ = ["MAX_BYTES", "MAX_PIXELS", "ScreenshotFingerprint", "Unreadable", "read_screenshot"]

MAX_BYTES = 20_000_000
MAX_PIXELS = 60_000_000
SMALLEST_SIDE = 64
BLANK_SPREAD = 6.0  # grey levels; an all-white page resembles every other one


@dataclass(frozen=True, slots=True)
class ScreenshotFingerprint:
    """What is kept of a picture.

    Attributes
    ----------
    file_mac, pixel_mac : str
        Keyed hashes (128 bits, hex) of the file and of its decoded pixels with their size.
    perceptual, difference, coarse : str
        ``imagehash`` phash of 256 bits, dhash of 64, phash of 64; hex. Candidates only.
    width, height : int
        Pixels.
    usable : bool
        False for a blank or tiny picture: its perceptual hashes mean *missing*.
    """

    file_mac: str
    pixel_mac: str
    perceptual: str
    difference: str
    coarse: str
    width: int
    height: int
    usable: bool


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Why a picture has no fingerprint; one of a fixed list of reasons, never a file name."""

    reason: str


def read_screenshot(folder: Path, name: str, key: bytes) -> ScreenshotFingerprint | Unreadable:
    """Fingerprint one attachment.

    Parameters
    ----------
    folder : Path
        The attachments folder. A name that leads out of it is refused.
    name : str
        Relative path as written in the complaint.
    key : bytes
        Fingerprint key of the key ring.

    Returns
    -------
    ScreenshotFingerprint or Unreadable
        Unreadable for: ``outside the attachments folder``, ``not found``, ``too large``,
        ``not an image``, ``too many pixels``, ``broken``.
    """
    try:
        path = (folder / name).resolve()
        if not path.is_relative_to(folder.resolve()):
            return Unreadable("outside the attachments folder")
        if not path.is_file():
            return Unreadable("not found")
        if path.stat().st_size > MAX_BYTES:
            return Unreadable("too large")
        content = path.read_bytes()
        with warnings.catch_warnings(), Image.open(path) as opened:
            warnings.simplefilter("ignore")  # Pillow warns where we refuse below
            if opened.width * opened.height > MAX_PIXELS:
                return Unreadable("too many pixels")
            picture = ImageOps.exif_transpose(opened).convert("RGB")
    except UnidentifiedImageError:
        return Unreadable("not an image")
    except Image.DecompressionBombError:
        return Unreadable("too many pixels")
    except (OSError, SyntaxError, ValueError, EOFError, MemoryError):
        return Unreadable("broken")
    grey = picture.convert("L")
    grey.thumbnail((512, 512))
    usable = min(picture.size) >= SMALLEST_SIDE and float(np.asarray(grey).std()) >= BLANK_SPREAD
    size = f"{picture.width}x{picture.height}:".encode()
    return ScreenshotFingerprint(
        file_mac=_mac(key, b"file:" + content),
        pixel_mac=_mac(key, b"pixels:" + size + picture.tobytes()),
        perceptual=str(imagehash.phash(grey, hash_size=16)),
        difference=str(imagehash.dhash(grey)),
        coarse=str(imagehash.phash(grey)),
        width=picture.width,
        height=picture.height,
        usable=usable,
    )


def _mac(key: bytes, content: bytes) -> str:
    return hmac.new(key, content, hashlib.sha256).hexdigest()[:32]
