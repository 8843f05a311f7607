"""Pictures of people who do not exist: initials, a figure, a landscape, a pattern."""

import math
from collections.abc import Iterable
from functools import lru_cache
from random import Random
from zlib import crc32

from PIL import Image, ImageDraw, ImageFilter

from mingjian.simulation.screens.fonts import Type
from mingjian.simulation.screens.icons import icon
from mingjian.simulation.screens.surface import Colour, Surface, mix, rgb

__all__ = ["COLOURS", "gradient", "person", "portrait", "seed_of", "with_initials"]

COLOURS = (
    (91, 141, 239), (208, 138, 78), (88, 166, 106), (166, 120, 201), (201, 97, 107),
    (63, 167, 181), (122, 134, 216), (199, 143, 176), (141, 154, 91), (224, 145, 79),
)  # fmt: skip
SKIES = ("#8ec5fc", "#ffd3a5", "#fbc2eb", "#a1c4fd", "#2b5876", "#f6d365", "#cfd9df", "#84fab0")
LANDS = ("#3c6e47", "#5f8d4e", "#2f4858", "#6b705c", "#41506b", "#8a5a44", "#30475e", "#1f6f78")
SKIN = ("#f1c9a5", "#e8b98f", "#f5d6bb")
HAIR = ("#2b2320", "#1d1a1a", "#4a3426", "#5b4636")
GRID = 160
CLOTH = ("#d7dde8", "#4a6fa5", "#b5473c", "#2f3640", "#6a8f6b", "#e2b04a")


def seed_of(name: str, wallpaper: int) -> int:
    """A number that stays with a name on one phone."""
    return crc32(f"{wallpaper}:{name}".encode())


@lru_cache(maxsize=8)
def gradient(width: int, height: int, top: Colour, bottom: Colour) -> Image.Image:
    """A vertical passage from one colour to another."""
    strip = Image.new("RGB", (1, 64))
    strip.putdata([mix(top, bottom, step / 63) for step in range(64)])
    return strip.resize((width, height), Image.Resampling.BILINEAR)


@lru_cache(maxsize=16)
def person(size: int, top: Colour, bottom: Colour, figure: Colour) -> Image.Image:
    """The plain figure of someone without a picture, on a square."""
    image = gradient(size, size, top, bottom).copy()
    side = round(size * 1.12)
    place = (round((size - side) / 2), round(size * 0.07))
    image.paste(figure, place, icon("person", side))
    return image


def with_initials(
    canvas: Surface, box: tuple[int, int, int], words: str, colour: Colour, ink: Colour
) -> None:
    """A disc at ``(x, y, size)`` with one or two letters."""
    x, y, size = box
    canvas.disc(x + size / 2, y + size / 2, size / 2, colour)
    letters = Type(round(size * (0.44 if len(words) < 2 else 0.34)), 500, 0)
    canvas.text(x + size / 2, y + size / 2, words, letters, ink, "m")


@lru_cache(maxsize=48)
def portrait(seed: int, size: int) -> Image.Image:
    """A picture that somebody chose for a profile, on a square."""
    random = Random(seed)  # noqa: S311
    scene = _Scene(min(640, max(GRID, size)))
    random.choice((_landscape, _landscape, _figure, _figure, _flower, _pattern))(scene, random)
    return scene.image.resize((size, size), Image.Resampling.BICUBIC)


class _Scene:
    """Shapes on a grid of 160 units, whatever the pixels."""

    def __init__(self, side: int) -> None:
        self.image = Image.new("RGB", (side, side))
        self.pen, self.unit = ImageDraw.Draw(self.image), side / GRID

    def sky(self, top: Colour, bottom: Colour) -> None:
        self.image.paste(gradient(*self.image.size, top, bottom))

    def oval(self, x: float, y: float, rx: float, ry: float, colour: Colour) -> None:
        box = (x - rx, y - ry, x + rx, y + ry)
        self.pen.ellipse([edge * self.unit for edge in box], fill=colour)

    def slice(self, box: tuple[float, ...], start: float, end: float, colour: Colour) -> None:
        self.pen.pieslice([edge * self.unit for edge in box], start, end, fill=colour)

    def area(self, points: Iterable[tuple[float, float]], colour: Colour) -> None:
        self.pen.polygon([(x * self.unit, y * self.unit) for x, y in points], fill=colour)

    def block(self, box: tuple[float, ...], radius: float, colour: Colour) -> None:
        self.pen.rounded_rectangle(
            [edge * self.unit for edge in box], radius * self.unit, fill=colour
        )

    def soften(self, reach: float) -> None:
        self.image.paste(self.image.filter(ImageFilter.GaussianBlur(reach * self.unit)))


def _landscape(scene: _Scene, random: Random) -> None:
    sky = rgb(random.choice(SKIES))
    scene.sky(mix(sky, (30, 60, 120), 0.25), mix(sky, (255, 255, 255), 0.6))
    x, y, r = random.uniform(30, 130), random.uniform(25, 70), random.uniform(9, 20)
    scene.oval(x, y, r, r, mix(sky, (255, 250, 225), 0.85))
    land = rgb(random.choice(LANDS))
    for layer in range(3):
        level, peaks = 85 + 26 * layer, [random.uniform(-20, 14) for _ in range(11)]
        points = [(step * 4.0, level + _between(peaks, step / 4)) for step in range(41)]
        scene.area([(0, GRID), *points, (GRID, GRID)], mix(land, sky, 0.55 - 0.25 * layer))
    scene.soften(0.6)


def _between(peaks: list[float], place: float) -> float:
    """Height of a ridge between two of its points."""
    left = min(int(place), len(peaks) - 2)
    share = place - left
    share = share * share * (3 - 2 * share)
    return peaks[left] + (peaks[left + 1] - peaks[left]) * share


def _figure(scene: _Scene, random: Random) -> None:
    back = rgb(random.choice(SKIES))
    scene.sky(back, mix(back, (90, 90, 110), 0.35))
    hair, skin = rgb(random.choice(HAIR)), rgb(random.choice(SKIN))
    wide = random.uniform(30, 35)
    if random.random() < 0.5:  # long hair
        scene.block((76 - wide, 34, 84 + wide, 128), 30, hair)
    scene.oval(80, 166, 54, 54, rgb(random.choice(CLOTH)))
    scene.block((68, 98, 92, 122), 6, mix(skin, (120, 70, 50), 0.15))
    scene.oval(80, 75, wide, 37, skin)
    scene.slice((78 - wide, 26, 82 + wide, 98), 178, 362, hair)
    tilt = random.uniform(-6, 6)
    scene.area(((48, 62), (80 + tilt * 3, 46), (112, 62), (110, 50), (50, 50)), hair)
    for side in (-1, 1):
        scene.oval(80 + side * 13, 77, 3, 3.6, mix(hair, (0, 0, 0), 0.3))
    scene.slice((71, 84, 89, 98), 20, 160, mix(skin, (190, 60, 60), 0.6))
    scene.soften(0.9)


def _flower(scene: _Scene, random: Random) -> None:
    green = rgb(random.choice(LANDS))
    scene.sky(mix(green, (200, 220, 180), 0.5), green)
    petal = rgb(random.choice(("#f48fb1", "#fff3e0", "#ffd54f", "#ce93d8", "#ef5350")))
    x, y = random.uniform(60, 100), random.uniform(60, 100)
    count, reach = random.randint(5, 9), random.uniform(26, 38)
    for number in range(count):
        turn = 2 * math.pi * number / count
        shade = mix(petal, (90, 40, 60), 0.12 * (number % 2))
        for step in (0.5, 0.75, 1.0):
            r = reach * (0.5, 0.56, 0.5)[round(step * 4) - 2]
            scene.oval(
                x + math.cos(turn) * reach * step, y + math.sin(turn) * reach * step, r, r, shade
            )
    scene.oval(x, y, 12, 12, (235, 170, 60))
    scene.soften(0.8)


def _pattern(scene: _Scene, random: Random) -> None:
    first, second = random.sample(COLOURS, 2)
    scene.sky(first, mix(first, second, 0.7))
    for _ in range(random.randint(3, 6)):
        x, y, r = random.uniform(0, GRID), random.uniform(0, GRID), random.uniform(14, 60)
        scene.oval(x, y, r, r, mix(second, (255, 255, 255), random.uniform(0.2, 0.8)))
    scene.soften(2)
