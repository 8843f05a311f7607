"""Pictures as files: what a phone saves and what a platform makes of it."""

from io import BytesIO

from PIL import Image

__all__ = ["FORMATS", "encode"]

FORMATS = ("JPEG", "PNG")
FAST = 1  # zlib level; a screen of antialiased letters gains little from more


def encode(image: Image.Image, format: str, quality: int) -> bytes:
    """Make a file of a picture; the same picture gives the same bytes.

    Parameters
    ----------
    image : PIL.Image.Image
    format : str
        ``PNG`` in true colour (letters on coloured bubbles need more shades than a palette has), or
        ``JPEG``.
    quality : int
        Of JPEG, 1 to 95; PNG has none.

    Raises
    ------
    ValueError
        For another format.
    """
    if format not in FORMATS:
        raise ValueError(f"unknown format {format!r}: one of {', '.join(FORMATS)}")
    file, plain = BytesIO(), image if image.mode == "RGB" else image.convert("RGB")
    if format == "JPEG":
        plain.save(file, "JPEG", quality=quality)
    else:
        plain.save(file, "PNG", compress_level=FAST)
    return file.getvalue()
