"""Pictures inside messages: a map, a photographed paper, a snapshot."""

import math
from functools import lru_cache
from random import Random

from PIL import Image, ImageDraw, ImageFilter

from mingjian.simulation.screens.avatars import gradient, portrait
from mingjian.simulation.screens.fonts import Type
from mingjian.simulation.screens.paragraphs import typeset
from mingjian.simulation.screens.surface import Surface, mix, rgb

__all__ = ["map_picture", "paper_picture", "snapshot"]

PAPER, RED, INK = rgb("#f4f2ea"), (205, 52, 44), (52, 52, 56)
SENTENCES = (
    "兹因贵方未按约定履行还款义务，经我方多次通知，至今仍未处理。",
    "现依据相关规定，就上述事宜郑重函告如下，请予以重视。",
    "请于收到本函之日起三日内与我方联系，并一次性结清全部欠款。",
    "逾期未处理的，我方将依法追究相应责任，由此产生的费用由贵方承担。",
    "如贵方已经处理完毕，请忽略本函，并妥善保存有关凭证。",
    "上述款项的本金、利息及其他费用以最终核算为准。",
)
SEAL = "专用章业务合同法务部印"


@lru_cache(maxsize=4)
def map_picture(width: int, height: int, seed: int, dark: bool) -> Image.Image:
    """Streets, a park, a river and blocks of houses around a pin."""
    random = Random(seed)  # noqa: S311
    land, block, road, edge = (rgb(value) for value in (("#23282e", "#2b3138", "#3b434c", "#1c2025") if dark else ("#f3f1ec", "#e8e4dc", "#ffffff", "#dcd8ce")))  # fmt: skip
    park, water = (rgb("#25372c"), rgb("#1e3346")) if dark else (rgb("#cfe6c4"), rgb("#b5d6f0"))
    image = Image.new("RGB", (width * 2, height * 2), land)
    pen, unit = ImageDraw.Draw(image), width / 110
    x0, y0 = random.uniform(0, width), random.uniform(0, height)
    pen.rounded_rectangle((x0, y0, x0 + width * 0.6, y0 + height * 0.8), unit * 6, fill=park)
    bend = [
        (width * 2 * step / 8, height * (1.3 + 0.35 * math.sin(step + seed % 7)))
        for step in range(9)
    ]
    if random.random() < 0.5:
        pen.line(bend, fill=water, width=round(unit * 13), joint="curve")
    for _ in range(46):
        x, y = random.uniform(0, width * 2), random.uniform(0, height * 2)
        wide, high = random.uniform(5, 16) * unit, random.uniform(4, 11) * unit
        pen.rectangle((x, y, x + wide, y + high), fill=block)
    lean = random.uniform(-0.2, 0.2)
    roads: list[tuple[float, float, float, float, float]] = []
    for number in range(6):
        thick = (9, 5, 5, 3, 3, 3)[number] * unit
        y = random.uniform(0, height * 2)
        roads.append((0, y, width * 2, y + lean * width, thick))
        x = random.uniform(0, width * 2)
        roads.append((x, 0, x - lean * height, height * 2, thick))
    for border in (True, False):
        for xa, ya, xb, yb, thick in roads:
            wide = thick + unit * 1.6 if border else thick
            main = mix(road, (250, 214, 120), 0.0 if dark else 0.7)
            colour = edge if border else main if thick > 8 * unit else road
            pen.line((xa, ya, xb, yb), fill=colour, width=round(wide))
    x, y, r = width, height * 0.86, unit * 12
    tip = ((x - r * 0.82, y + r * 0.55), (x + r * 0.82, y + r * 0.55), (x, y + r * 2.1))
    pen.polygon(tip, fill=(230, 66, 60))
    pen.ellipse((x - r, y - r, x + r, y + r), fill=(230, 66, 60))
    pen.ellipse((x - r * 0.4, y - r * 0.4, x + r * 0.4, y + r * 0.4), fill=(255, 255, 255))
    return image.reduce(2)


@lru_cache(maxsize=4)
def paper_picture(frame_unit: int, words: str, seed: int) -> Image.Image:
    """A printed page with a title and a round seal, photographed on a table; 3 wide to 4 high."""
    random = Random(seed)  # noqa: S311
    page = Image.new("RGB", (480, 660), PAPER)
    canvas = Surface(page, 1.0)
    size = min(38, 400 // max(4, len(words[:14])))
    canvas.text(240, 70, words[:14], Type(size, 700, 0), INK, "m")
    canvas.text(420, 112, "函字第　　　号", Type(15, 400, 0), INK, "r")
    letters, y = Type(18, 400, 28), 150
    for sentence in random.sample(SENTENCES, 4):
        lines = typeset("\u3000\u3000" + sentence, letters, 400)
        canvas.paragraph(42, y, lines, INK)
        y += lines.height + 16
    canvas.text(60, y + 14, "特此函告。", letters, INK)
    pen = canvas.pen
    x, low, r = 350 + random.uniform(-20, 20), 560 + random.uniform(-18, 10), 58
    pen.ellipse((x - r, low - r, x + r, low + r), outline=RED, width=5)
    canvas.icon("star", x, low, 34, RED)
    for step in range(9):
        angle = math.radians(200 + step * 17.5)
        place = (x + math.cos(angle) * r * 0.76, low + math.sin(angle) * r * 0.76)
        canvas.text(*place, SEAL[step], Type(13, 500, 0), RED, "m")
    canvas.text(430, 588, "年　　月　　日", letters, INK, "r")
    wide, high = frame_unit * 3, frame_unit * 4
    back = rgb(random.choice(("#6d5a48", "#4b4f57", "#8a7660", "#39434a")))
    photo = gradient(
        wide, high, mix(back, (255, 255, 255), 0.15), mix(back, (0, 0, 0), 0.25)
    ).copy()
    turn, share = random.uniform(-5, 5), random.uniform(0.84, 0.94)
    scaled = page.resize((round(wide * share), round(high * share)), Image.Resampling.BICUBIC)
    shade = gradient(*scaled.size, (255, 255, 255), (196, 194, 190))
    scaled = Image.blend(scaled, shade, 0.25)
    mask = Image.new("L", scaled.size, 255).rotate(turn, Image.Resampling.BICUBIC, expand=True)
    turned = scaled.rotate(turn, Image.Resampling.BICUBIC, expand=True)
    photo.paste(turned, ((wide - turned.width) // 2, (high - turned.height) // 2), mask)
    return photo.filter(ImageFilter.GaussianBlur(0.5))


@lru_cache(maxsize=4)
def snapshot(width: int, height: int, seed: int) -> Image.Image:
    """Some photograph."""
    side = max(width, height)
    image = portrait(seed, side)
    left, top = (side - width) // 2, (side - height) // 2
    return image.crop((left, top, left + width, top + height))
