"""Screenshots: what is refused, what is equal, what is only alike (I1, I3, I4)."""

import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from mingjian.fingerprints.screenshots import ScreenshotFingerprint, Unreadable, read_screenshot

KEY = bytes(32)


def screen(path: Path, text: str, size: tuple[int, int] = (360, 780), **options: object) -> Path:
    image = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(image)
    for i in range(12):
        draw.text((20, 60 + 40 * i), f"{text} line {i}", fill="black")
    image.save(path, **options)
    return path


def test_the_same_pixels_are_the_same_capture_in_another_file(tmp_path):
    screen(tmp_path / "a.png", "pay now")
    screen(tmp_path / "b.png", "pay now", compress_level=1)
    one, other = (read_screenshot(tmp_path, name, KEY) for name in ("a.png", "b.png"))
    assert isinstance(one, ScreenshotFingerprint)
    assert isinstance(other, ScreenshotFingerprint)
    assert one.pixel_mac == other.pixel_mac
    assert one.file_mac != other.file_mac


def test_another_amount_is_another_capture_however_alike(tmp_path):
    screen(tmp_path / "a.png", "pay 8000")
    screen(tmp_path / "b.png", "pay 8001")
    one, other = (read_screenshot(tmp_path, name, KEY) for name in ("a.png", "b.png"))
    assert one.pixel_mac != other.pixel_mac


def test_hashes_are_keyed(tmp_path):
    screen(tmp_path / "a.png", "pay now")
    one, other = (read_screenshot(tmp_path, "a.png", key) for key in (KEY, bytes([1]) * 32))
    assert one.pixel_mac != other.pixel_mac
    assert one.file_mac != other.file_mac


def test_a_blank_or_tiny_picture_is_not_usable(tmp_path):
    Image.new("RGB", (400, 800), "white").save(tmp_path / "blank.png")
    screen(tmp_path / "tiny.png", "x", size=(20, 20))
    for name in ("blank.png", "tiny.png"):
        found = read_screenshot(tmp_path, name, KEY)
        assert isinstance(found, ScreenshotFingerprint)
        assert not found.usable


def bomb(path: Path) -> None:
    """A PNG of 60,000 by 60,000 pixels in a few kilobytes."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        crc = zlib.crc32(kind + content)
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", crc)

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 1, 0, 0, 0, 0)
    body = zlib.compress(b"\0" * 100_000)
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("../outside.png", "outside the attachments folder"),
        ("/etc/hostname", "outside the attachments folder"),
        ("link.png", "outside the attachments folder"),
        ("missing.png", "not found"),
        ("folder", "not found"),
        ("text.png", "not an image"),
        ("empty.png", "not an image"),
        ("bomb.png", "too many pixels"),
        ("cut.png", "broken"),
        ("nul\0.png", "broken"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path, name, reason):
    folder = tmp_path / "attachments"
    folder.mkdir()
    outside = screen(tmp_path / "outside.png", "secret")
    (folder / "link.png").symlink_to(outside)
    (folder / "folder").mkdir()
    (folder / "text.png").write_text("this is no picture")
    (folder / "empty.png").write_bytes(b"")
    bomb(folder / "bomb.png")
    whole = screen(tmp_path / "whole.png", "pay now").read_bytes()
    (folder / "cut.png").write_bytes(whole[: len(whole) // 2])
    assert read_screenshot(folder, name, KEY) == Unreadable(reason)
