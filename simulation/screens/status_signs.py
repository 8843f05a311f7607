"""What status bars are made of: letters and icons from both ends, signs for networks."""

from functools import lru_cache

from PIL import Image, ImageDraw

from mingjian.simulation.screens.canvas import Canvas, Frame
from mingjian.simulation.screens.fonts import Type, length
from mingjian.simulation.screens.surface import Colour, mix, rgb, whole

__all__ = ["BLACK", "GREEN", "WHITE", "Bar", "bars", "fan", "status_height", "twin", "wedge"]

HEIGHTS = {
    "bubble": {"none": 20, "notch": 47, "hole": 47, "island": 55},
    "tonal": {"none": 24, "notch": 34, "hole": 38, "island": 38},
    "card": {"none": 26, "notch": 34, "hole": 37, "island": 39},
    "strip": {"none": 25, "notch": 32, "hole": 34, "island": 37},
}
GREEN, RED = rgb("#34c759"), rgb("#ff3b30")
BLACK, WHITE = (0, 0, 0), (255, 255, 255)


class Bar:
    """A bar filled from both ends; ``left`` and ``right`` are the next free places."""

    def __init__(self, canvas: Canvas, ink: Colour) -> None:
        self.canvas, self.ink, self.frame = canvas, ink, canvas.frame
        self.status = canvas.frame.status
        self.dark = sum(ink) > 3 * 127
        self.middle = status_height(self.frame) / 2
        self.left = self.right = 0.0
        self.dim = mix(ink, BLACK if self.dark else WHITE, 0.68)

    def letters(self, units: float, weight: int) -> Type:
        """The bar does not follow the font scale."""
        return Type(max(5, round(units * self.frame.unit)), weight, 0, self.frame.handset.face)

    def clock(self, x: float, units: float, weight: int, anchor: str) -> None:
        """Write the clock and mark where it is."""
        type_ = self.letters(units, weight)
        box = self.canvas.text(x, self.middle, self.status.clock, type_, self.ink, anchor)
        self.canvas.mark("clock", box)

    def put_icon(self, name: str, units: float, space: float = 3.0) -> None:
        """An icon at the right end."""
        x = self.right - self.frame.px(units) / 2
        self.canvas.icon(name, x, self.middle, units, self.ink)
        self.right -= self.frame.px(units) + self.frame.px(space)

    def put_text(self, words: str, units: float, weight: int, space: float = 3.0) -> None:
        """Words at the right end."""
        type_ = self.letters(units, weight)
        self.canvas.text(self.right, self.middle, words, type_, self.ink, "r")
        self.right -= length(words, type_) + self.frame.px(space)

    def put_mask(self, mask: Image.Image, dim: Image.Image | None, space: float) -> None:
        """A drawing at the right end, its unlit part dimmed."""
        place = (whole(self.right) - mask.width, whole(self.middle - mask.height / 2))
        if dim is not None:
            self.canvas.image.paste(self.dim, place, dim)
        self.canvas.image.paste(self.ink, place, mask)
        self.right -= mask.width + self.frame.px(space)

    def level(self) -> Colour:
        """Colour of the battery's level."""
        if self.status.charging:
            return GREEN
        return RED if self.status.battery <= 15 else self.ink


@lru_cache(maxsize=256)
def bars(width: int, height: int, lit: int) -> Image.Image:
    """The first of four bars of growing height."""
    fine = Image.new("L", (width * 4, height * 4))
    pen, step = ImageDraw.Draw(fine), width * 4 / 4.1
    for bar in range(lit):
        top = height * 4 * (1 - (0.38 + 0.62 * bar / 3))
        box = (bar * step, top, bar * step + step * 0.68, height * 4 - 1)
        pen.rounded_rectangle(box, step * 0.2, fill=255)
    return fine.reduce(4)


@lru_cache(maxsize=256)
def twin(width: int, height: int, first: int, second: int) -> Image.Image:
    """Two SIMs in one sign: bars above, dots below."""
    fine = Image.new("L", (width * 4, height * 4))
    upper = bars(width, round(height * 0.62), first)
    pen, step = ImageDraw.Draw(fine), width * 4 / 4.1
    for dot in range(second):
        x, y = dot * step, height * 4 * 0.74
        pen.rounded_rectangle((x, y, x + step * 0.68, height * 4 - 1), step * 0.2, fill=255)
    small = fine.reduce(4)
    small.paste(upper, (0, 0))
    return small


@lru_cache(maxsize=64)
def fan(width: int) -> Image.Image:
    """Waves of a wireless network."""
    side = width * 4
    fine = Image.new("L", (side, round(side * 0.78)))
    pen, x, y = ImageDraw.Draw(fine), side / 2, side * 0.74
    for radius, ink in ((0.72, 255), (0.56, 0), (0.46, 255), (0.30, 0), (0.2, 255)):
        r = radius * side
        pen.pieslice((x - r, y - r, x + r, y + r), 225, 315, fill=ink)
    return fine.reduce(4)


@lru_cache(maxsize=64)
def wedge(side: int, level: int) -> Image.Image:
    """A growing triangle."""
    fine = Image.new("L", (side * 4, side * 4))
    high = side * 4 - 1
    reach = high * (0.08 + 0.92 * level / 4)
    points = ((0, high), (reach, high), (reach, high - reach))
    ImageDraw.Draw(fine).polygon(points, fill=255)
    return fine.reduce(4)


def status_height(frame: Frame) -> int:
    """Pixels of the status bar."""
    return frame.px(HEIGHTS[frame.system][frame.handset.cutout])
