"""Hiding parts of a screen as people do before they post it."""

from collections.abc import Iterable
from random import Random

from PIL import Image, ImageDraw, ImageFilter

from mingjian.simulation.screens.views import Box, Drawn

__all__ = ["STYLES", "redact"]

STYLES = ("blur", "box", "mosaic", "scribble")
INKS = (
    (0, 0, 0),
    (0, 0, 0),
    (255, 255, 255),
    (235, 64, 52),
    (52, 120, 246),
    (250, 204, 21),
    (120, 120, 120),
)


def redact(drawn: Drawn, what: Iterable[str], style: str, random: Random) -> Image.Image:
    """Hide regions of a screen; nothing outside their boxes changes.

    Parameters
    ----------
    drawn : Drawn
    what : iterable of str
        Names of regions, such as ``names`` and ``numbers``.
    style : str
        One of ``STYLES``.
    random : Random
        Coarseness, colour and the course of a scribble.

    Raises
    ------
    ValueError
        For an unknown style.
    """
    if style not in STYLES:
        raise ValueError(f"unknown style {style!r}: one of {', '.join(STYLES)}")
    image = drawn.image.copy()
    coarse, ink = random.uniform(0.2, 0.42), random.choice(INKS)
    for name in dict.fromkeys(what):
        for box in drawn.regions.get(name, ()):
            part = image.crop(box)
            if style == "mosaic":
                part = _mosaic(part, max(3, round(_line(box) * coarse)))
            elif style == "blur":
                part = part.filter(ImageFilter.GaussianBlur(_line(box) * coarse * 0.8))
            elif style == "box":
                part.paste(ink, (0, 0, *part.size))
            else:
                _scribble(part, ink, random)
            image.paste(part, box[:2])
    return image


def _line(box: Box) -> int:
    """Height of about one line of text in a box."""
    return min(box[3] - box[1], 60)


def _mosaic(part: Image.Image, cell: int) -> Image.Image:
    wide, high = -(-part.width // cell), -(-part.height // cell)
    small = part.resize((wide, high), Image.Resampling.BOX)
    return small.resize((wide * cell, high * cell), Image.Resampling.NEAREST).crop(
        (0, 0, *part.size)
    )


def _scribble(part: Image.Image, ink: tuple[int, int, int], random: Random) -> None:
    """A finger going to and fro."""
    pen, (wide, high) = ImageDraw.Draw(part), part.size
    thick = max(3, round(min(high * 0.72, 40)))
    for start in range(0, max(1, high - thick // 2), max(2, round(thick * 0.6))):
        y, x = start + thick / 2, thick * 0.3
        points = [(x, y + random.uniform(-2, 2))]
        while x < wide - thick * 0.5:
            x += random.uniform(0.4, 1.1) * thick
            y = min(high - 1, max(0, y + random.uniform(-0.22, 0.22) * thick))
            points.append((min(x, wide - thick * 0.3), y))
        pen.line(points, fill=ink, width=thick, joint="curve")
        for point in (points[0], points[-1]):
            pen.circle(point, thick / 2, fill=ink)
