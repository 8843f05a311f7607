"""Antialiased shapes and letters on pixels, and the boxes of what was drawn."""

import re
from functools import lru_cache
from math import floor

from PIL import Image, ImageDraw

from mingjian.simulation.screens import emoji
from mingjian.simulation.screens.fonts import Type, advance, glyph, length
from mingjian.simulation.screens.icons import icon
from mingjian.simulation.screens.paragraphs import Paragraph, Span
from mingjian.simulation.screens.views import Box

__all__ = ["Colour", "Surface", "corner", "mix", "rgb", "rounded_mask", "whole"]

Colour = tuple[int, int, int]
Radius = float | tuple[float, float, float, float]  # one, or four clockwise from the top left


def rgb(value: str) -> Colour:
    """``#rrggbb`` as three numbers."""
    red, green, blue = bytes.fromhex(value.removeprefix("#"))
    return red, green, blue


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """The first colour with a share of the second in it."""
    a, b, c = (round(x + (y - x) * share) for x, y in zip(first, second, strict=True))
    return a, b, c


def whole(place: float) -> int:
    """The nearest pixel; halves go up, so that a drawing looks the same wherever it stands."""
    return floor(place + 0.5)


class Surface:
    """Pixels to draw on.

    Attributes
    ----------
    image : PIL.Image.Image
    pen : PIL.ImageDraw.ImageDraw
    width, height : int
    unit : float
        Pixels for one density-independent unit.
    clip : tuple of int
        Top and bottom of what is to be seen.
    people : tuple of str
        Names that are marked wherever a paragraph has them.
    regions : dict of str to list of Box
        Boxes of the marked parts.
    """

    def __init__(self, image: Image.Image, unit: float) -> None:
        self.image, self.unit = image, unit
        self.width, self.height = image.size
        self.pen = ImageDraw.Draw(image)
        self.clip = (0, self.height)
        self.people: tuple[str, ...] = ()
        self.regions: dict[str, list[Box]] = {}

    def mark(self, name: str, box: tuple[float, float, float, float]) -> None:
        """Remember where a part is, as far as it is to be seen."""
        left, right = max(0, int(box[0])), min(self.width, -int(-box[2] // 1))
        top, bottom = max(self.clip[0], int(box[1])), min(self.clip[1], -int(-box[3] // 1))
        if left < right and top < bottom:
            self.regions.setdefault(name, []).append((left, top, right, bottom))

    def hidden(self, top: float, bottom: float) -> bool:
        """Whether nothing between these heights is to be seen."""
        return bottom <= self.clip[0] or top >= self.clip[1]

    def colour_at(self, x: int, y: int) -> Colour:
        """The colour of a pixel that is there already."""
        red, green, blue = self.image.crop((x, y, x + 1, y + 1)).tobytes()
        return red, green, blue

    def fill(self, x0: float, y0: float, x1: float, y1: float, colour: Colour) -> None:
        """Fill a rectangle; right and bottom are exclusive."""
        x0, y0, x1, y1 = whole(x0), whole(y0), whole(x1), whole(y1)
        if x1 > x0 and y1 > y0:
            self.pen.rectangle((x0, y0, x1 - 1, y1 - 1), fill=colour)

    def rounded(
        self,
        box: tuple[float, float, float, float],
        radius: Radius,
        colour: Colour,
    ) -> None:
        """Fill a rectangle with round corners."""
        x0, y0, x1, y1 = (whole(edge) for edge in box)
        most = min(x1 - x0, y1 - y0) // 2
        if most < 0:
            return
        a, b, c, d = (max(0, min(r, most)) for r in _four(radius))
        self.fill(x0 + max(a, d), y0, x1 - max(b, c), y1, colour)
        self.fill(x0, y0 + a, x0 + max(a, d), y1 - d, colour)
        self.fill(x1 - max(b, c), y0 + b, x1, y1 - c, colour)
        if a < d:
            self.fill(x0 + a, y0, x0 + d, y0 + a, colour)
        elif d < a:
            self.fill(x0 + d, y1 - d, x0 + a, y1, colour)
        if b < c:
            self.fill(x1 - c, y0, x1 - b, y0 + b, colour)
        elif c < b:
            self.fill(x1 - b, y1 - c, x1 - c, y1, colour)
        places = ((x0, y0, a), (x1 - b, y0, b), (x1 - c, y1 - c, c), (x0, y1 - d, d))
        for which, (x, y, r) in enumerate(places):
            if r:
                self.image.paste(colour, (x, y), corner(r, which))

    def disc(self, x: float, y: float, radius: float, colour: Colour) -> None:
        """Fill a circle."""
        self.rounded((x - radius, y - radius, x + radius, y + radius), radius, colour)

    def icon(
        self, name: str, x: float, y: float, size: float, colour: Colour, stroke: float = 1.7
    ) -> None:
        """Draw an icon centred at a point; ``size`` in units."""
        side = max(4, round(size * self.unit))
        place = (whole(x - side / 2), whole(y - side / 2))
        self.image.paste(colour, place, icon(name, side, stroke))

    def picture(self, image: Image.Image, x: float, y: float, radius: Radius = 0) -> None:
        """Place a picture with its top left corner at a point, its corners rounded."""
        place = (whole(x), whole(y))
        if image.mode == "RGBA":
            self.image.paste(image, place, image)
        elif radius:
            self.image.paste(image, place, rounded_mask(*image.size, _four(radius)))
        else:
            self.image.paste(image, place)

    def text(
        self, x: float, y: float, words: str, type_: Type, colour: Colour, anchor: str = "l"
    ) -> Box:
        """Write one line with its middle at height ``y``; ``x`` is its ``l``, ``m`` or ``r``.

        Returns the box that the line takes.
        """
        wide = length(words, type_)
        left = x - (0 if anchor == "l" else wide / 2 if anchor == "m" else wide)
        base = whole(y + type_.size * 0.37)
        self._glyphs(left, base, words, type_, colour)
        half = type_.size * 0.62
        return (int(left), int(y - half), -int(-(left + wide) // 1), -int(-(y + half) // 1))

    def paragraph(
        self,
        x: float,
        y: float,
        words: Paragraph,
        colour: Colour,
        link: Colour | None = None,
        underline: bool = False,
    ) -> None:
        """Write lines from a top left corner; links in their own colour, or underlined."""
        type_, painted = words.type, words.links if link or underline else ()
        named = words.names + tuple(
            found.span()
            for name in self.people
            for found in re.finditer(re.escape(name), words.text)
        )
        for number, (start, end) in enumerate(words.lines):
            top = y + number * type_.step
            if self.hidden(top, top + type_.step):
                continue
            base = whole(top + type_.step / 2 + type_.size * 0.37)
            place = start
            left = x
            for a, b in painted:
                a, b = max(a, place), min(b, end)  # noqa: PLW2901
                if a >= b:
                    continue
                left = self._glyphs(left, base, words.text[place:a], type_, colour)
                right = self._glyphs(left, base, words.text[a:b], type_, link or colour)
                if underline:
                    low, thick = base + round(type_.size * 0.13), max(1, round(type_.size / 16))
                    self.fill(left, low, right, low + thick, link or colour)
                place, left = b, right
            self._glyphs(left, base, words.text[place:end], type_, colour)
            self._mark_spans(x, top, words, (start, end), "numbers", words.numbers)
            self._mark_spans(x, top, words, (start, end), "names", named)

    def _mark_spans(
        self, x: float, top: float, words: Paragraph, line: Span, name: str, spans: tuple[Span, ...]
    ) -> None:
        type_ = words.type
        for start, end in spans:
            a, b = max(start, line[0]), min(end, line[1])
            if a < b:
                left = x + length(words.text[line[0] : a], type_)
                right = left + length(words.text[a:b], type_)
                edge = (type_.step - type_.size * 1.15) / 2
                self.mark(name, (left, top + edge, right, top + type_.step - edge))

    def _glyphs(self, x: float, base: int, words: str, type_: Type, colour: Colour) -> float:
        """Paste the glyphs of a line; returns where the next one would stand."""
        size = type_.size
        paste = self.image.paste
        for character in words:
            if emoji.is_emoji(character):
                side = round(size * 1.14)
                drawn = emoji.picture(character, side)
                paste(drawn, (whole(x + size * 0.04), base - round(size * 0.94)), drawn)
                x += advance(character, type_)
                continue
            drawn_glyph = glyph(character, type_)
            if drawn_glyph.mask is not None:
                place = (whole(x) + drawn_glyph.left, base + drawn_glyph.top)
                paste(colour, place, drawn_glyph.mask)
            x += drawn_glyph.advance
        return x


@lru_cache(maxsize=1024)
def corner(radius: int, which: int) -> Image.Image:
    """Coverage of a quarter disc; 0 is the top left one, then clockwise."""
    fine = Image.new("L", (radius * 4, radius * 4))
    x, y = (0, 1, 1, 0)[which], (0, 0, 1, 1)[which]
    side = radius * 8 - 1
    left, top = -x * radius * 4, -y * radius * 4
    ImageDraw.Draw(fine).ellipse((left, top, left + side, top + side), fill=255)
    return fine.reduce(4)


@lru_cache(maxsize=12)
def rounded_mask(width: int, height: int, radii: tuple[int, int, int, int]) -> Image.Image:
    """Coverage of a rectangle with round corners."""
    mask = Image.new("L", (width, height), 255)
    a, b, c, d = (min(radius, width // 2, height // 2) for radius in radii)
    places = ((0, 0, a), (width - b, 0, b), (width - c, height - c, c), (0, height - d, d))
    for which, (x, y, radius) in enumerate(places):
        if radius:
            mask.paste(corner(radius, which), (x, y))
    return mask


def _four(radius: Radius) -> tuple[int, int, int, int]:
    a, b, c, d = radius if isinstance(radius, tuple) else (radius,) * 4
    return round(a), round(b), round(c), round(d)
