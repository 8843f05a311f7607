"""A photo of a screen taken with another phone: edges, tilt, glare, moire, grain."""

import math
from random import Random

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from mingjian.simulation.screens.surface import mix, rounded_mask

__all__ = ["PHOTO_SIZES", "photograph"]

PHOTO_SIZES = ((1080, 1440), (1200, 1600), (1080, 1920), (1280, 1706))
TABLES = ((96, 78, 60), (62, 66, 74), (150, 138, 120), (188, 190, 192), (44, 44, 48), (120, 96, 84))
BLACK, WHITE = (0, 0, 0), (255, 255, 255)
COARSE = 3  # light and moire are worked out on every third pixel
BRIGHTEST, GREY = 1.12, 127
SPREAD = 52.0  # deviation of the mean of two random bytes
ASPECT = 2.3  # a phone cannot show more of a long picture at once

Point = tuple[float, float]


def photograph(image: Image.Image, random: Random) -> Image.Image:
    """Photograph a screen.

    The size becomes one of ``PHOTO_SIZES``, or its middle part when the camera comes near.
    """
    phone = _phone(image, random)
    size = random.choice(PHOTO_SIZES)
    corners = _corners(phone.size, size, random)
    photo = _table(size, random)
    coefficients = _coefficients(corners, phone.size)
    how = Image.Transform.PERSPECTIVE, coefficients, Image.Resampling.BILINEAR
    seen = phone.transform(size, *how)
    mask = seen.getchannel("A")
    _shadow(photo, mask, random)
    photo.paste(seen.convert("RGB"), (0, 0), mask)
    if random.random() < 0.75:
        _glare(photo, random)
    photo = photo.filter(ImageFilter.BoxBlur(random.uniform(0.25, 0.9)))
    return _sensor(photo, mask, random)


def _phone(image: Image.Image, random: Random) -> Image.Image:
    """The screen in its frame, with round corners and perhaps a cut-out; RGBA."""
    screen = image.crop((0, 0, image.width, min(image.height, round(image.width * ASPECT))))
    scale = min(1.0, 1500 / screen.height)
    if scale < 1:
        size = round(screen.width * scale), round(screen.height * scale)
        screen = screen.resize(size, Image.Resampling.BILINEAR, reducing_gap=2.0)
    wide, high = screen.size
    edge = round(wide * random.uniform(0.018, 0.045))
    body = Image.new(
        "RGB",
        (wide + 2 * edge, high + 2 * edge),
        random.choice(((18, 18, 20), (8, 8, 9), (34, 36, 40))),
    )
    radius = round(wide * random.uniform(0.04, 0.11))
    body.paste(screen, (edge, edge), rounded_mask(wide, high, (radius,) * 4))
    if _even(screen):
        pen, x, r = ImageDraw.Draw(body), body.width / 2, wide * 0.022
        if random.random() < 0.6:
            y = edge + wide * 0.042
            pen.ellipse((x - r, y - r, x + r, y + r), fill=BLACK)
    body.putalpha(rounded_mask(*body.size, (radius + edge,) * 4))
    return body


def _even(screen: Image.Image) -> bool:
    """Whether nothing is shown at the middle of the upper edge."""
    wide = screen.width
    box = (round(wide * 0.46), 2, round(wide * 0.54), round(wide * 0.07))
    return len(screen.crop(box).getcolors(maxcolors=2) or ()) == 1


def _corners(phone: tuple[int, int], photo: tuple[int, int], random: Random) -> list[Point]:
    """Where the corners of the phone come to lie in the photo, from the top left clockwise."""
    near = random.choice((0.8, 0.88, 0.94, 1.04, 1.15))
    scale = near * min(photo[0] / phone[0], photo[1] / phone[1])
    if random.random() < 0.35:  # close: the sides run out of the picture
        scale = random.uniform(0.98, 1.12) * photo[0] / phone[0]
    turn = math.radians(random.gauss(0, 3.2))
    lean, rise = random.uniform(-0.05, 0.05), random.uniform(-0.07, 0.07)
    x0 = photo[0] / 2 + random.uniform(-0.03, 0.03) * photo[0]
    y0 = photo[1] / 2 + random.uniform(-0.04, 0.04) * photo[1]
    points = []
    for right, low in ((-1, -1), (1, -1), (1, 1), (-1, 1)):
        depth = 1 + lean * right + rise * low
        x, y = right * phone[0] / 2 * scale * depth, low * phone[1] / 2 * scale * depth
        x, y = x * math.cos(turn) - y * math.sin(turn), x * math.sin(turn) + y * math.cos(turn)
        points.append((x0 + x, y0 + y))
    return points


def _coefficients(corners: list[Point], size: tuple[int, int]) -> tuple[float, ...]:
    """Of the transform that takes the photo back to the flat phone."""
    wide, high = size
    rows, goals = [], []
    for (x, y), (u, v) in zip(corners, ((0, 0), (wide, 0), (wide, high), (0, high)), strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y])
        goals += [u, v]
    return tuple(float(value) for value in np.linalg.solve(np.array(rows), np.array(goals)))


def _table(size: tuple[int, int], random: Random) -> Image.Image:
    """What the phone lies on, out of focus."""
    base = random.choice(TABLES)
    small = Image.new("RGB", (24, 32))
    grain = random.uniform(0.02, 0.1)
    for y in range(32):
        band = random.uniform(-grain, grain)
        for x in range(24):
            shade = band + random.uniform(-grain, grain) * 0.5 + (x - y) / 400
            small.putpixel((x, y), mix(base, WHITE if shade > 0 else BLACK, abs(shade)))
    return small.resize(size, Image.Resampling.BICUBIC)


def _shadow(photo: Image.Image, mask: Image.Image, random: Random) -> None:
    """Darken the table around the phone."""
    reach = random.randint(4, 12)
    small = mask.resize((mask.width // 8, mask.height // 8)).filter(
        ImageFilter.GaussianBlur(reach / 3)
    )
    soft = small.resize(mask.size, Image.Resampling.BILINEAR).point(lambda value: value * 0.6)
    photo.paste(BLACK, (reach, reach * 2), soft)


def _glare(photo: Image.Image, random: Random) -> None:
    """A lamp or a window on the glass."""
    wide, high = photo.width // 8, photo.height // 8
    light = Image.new("L", (wide, high))
    pen, x, y = ImageDraw.Draw(light), random.uniform(0, wide), random.uniform(0, high)
    strength, reach = random.randint(40, 150), random.uniform(0.08, 0.3) * wide
    if random.random() < 0.5:
        pen.ellipse((x - reach, y - reach, x + reach, y + reach * 1.4), fill=strength)
    else:
        lean = random.uniform(-20, 20)
        pen.polygon(
            ((x, 0), (x + reach, 0), (x + reach + lean, high), (x + lean, high)), fill=strength // 2
        )
    light = light.filter(ImageFilter.GaussianBlur(reach * 0.35))
    photo.paste((250, 250, 245), (0, 0), light.resize(photo.size, Image.Resampling.BILINEAR))


def _sensor(photo: Image.Image, mask: Image.Image, random: Random) -> Image.Image:
    """Moire on the screen, uneven light, a colour cast and grain."""
    wide, high = photo.width // COARSE, photo.height // COARSE
    x = np.linspace(-1, 1, wide, dtype=np.float32)
    y = np.linspace(-1, 1, high, dtype=np.float32)[:, None]
    light = 1 - random.uniform(0.08, 0.28) * (x * x + y * y) / 2
    light = light + random.uniform(-0.08, 0.08) * x + random.uniform(-0.08, 0.08) * y
    cast = (random.uniform(0.95, 1.04), 1.0, random.uniform(0.94, 1.06))
    factor = (light * random.uniform(0.86, 1.06))[:, :, None] * np.array(cast, dtype=np.float32)
    if random.random() < 0.6:
        screen = np.asarray(mask.resize((wide, high)), dtype=np.float32) / 255
        factor = factor * (1 + _moire(x, y, random) * screen[:, :, None])
    steps = (factor.clip(0, BRIGHTEST) / BRIGHTEST * 255).astype(np.uint8)
    lit = Image.fromarray(steps, "RGB").resize(photo.size, Image.Resampling.BILINEAR)
    photo = ImageChops.multiply(photo, lit).point(
        [min(255, round(v * BRIGHTEST)) for v in range(256)] * 3
    )
    return ImageChops.add(photo, _grain(photo.size, random), 1, -GREY)


def _grain(size: tuple[int, int], random: Random) -> Image.Image:
    """Noise around middle grey."""
    strength = random.uniform(1.5, 5) / SPREAD
    source = np.random.default_rng(random.getrandbits(63))
    first, second = np.frombuffer(source.bytes(2 * size[0] * size[1]), dtype=np.uint8).reshape(
        2, -1
    )
    noise = Image.frombytes("L", size, ((first >> 1) + (second >> 1)).tobytes())
    noise = noise.point([round(GREY + (value - GREY) * strength) for value in range(256)])
    return Image.merge("RGB", (noise,) * 3)


def _moire(x: NDArray[np.float32], y: NDArray[np.float32], random: Random) -> NDArray[np.float32]:
    """Curved coloured fringes where the grids of screen and sensor beat."""
    strength, waves = random.uniform(0.01, 0.035), random.uniform(60, 240)
    turn, bend = random.uniform(0, math.pi), random.uniform(-0.12, 0.12)
    along = (x + bend * y * y) * math.cos(turn) + (y + bend * x * x) * math.sin(turn)
    apart = random.uniform(0.2, 1.6)
    colours = [np.sin(along * waves + apart * channel) for channel in range(3)]
    return np.asarray(np.stack(colours, axis=2) * strength, dtype=np.float32)
