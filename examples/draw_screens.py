"""Draw the example screenshots from ``screens.toml``.

Every picture is drawn, none is a photograph of a real phone. The letters are Noto Sans CJK from the
package ``manimgx-fonts-cjk``; the same Pillow and the same font give the same pixels. Run it with
``python -m mingjian.examples.draw_screens FOLDER``.
"""

import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFont

__all__ = ["Screen", "draw", "load", "write"]

SIMPLIFIED_CHINESE = 2  # face index inside the collection
WORD = re.compile(r"[!-~]+|.")  # a run of ASCII, such as a number, stays on one line
NO_LINE_START = "，。！？；：、）】”》…,.!?;:)%"
LIGHT = {"page": "#ffffff", "bar": "#f6f6f6", "ink": "#111111", "soft": "#8a8a8e",
         "line": "#dcdcdc", "them": "#e9e9eb", "chat": "#ededed", "box": "#ffffff",
         "mine": "#95ec69", "missed": "#e0392b"}  # fmt: skip
DARK = {"page": "#000000", "bar": "#1a1a1c", "ink": "#f0f0f0", "soft": "#8e8e93",
        "line": "#2c2c2e", "them": "#26262a", "chat": "#111111", "box": "#2c2c2c",
        "mine": "#3eb575", "missed": "#ff6259"}  # fmt: skip
FACES = ("#5b8def", "#d08a4e", "#6aa56f", "#a678c9", "#c9616b")


@dataclass(frozen=True, slots=True)
class Screen:
    """One screenshot as ``screens.toml`` describes it; that file explains every field."""

    file: str
    look: str
    title: str
    theme: str
    status: tuple[str, str, str, int, int]
    entries: tuple[tuple[str, ...], ...]
    size: tuple[int, int] = (540, 1170)
    scale: float = 1.0
    accent: str = "#1677e8"
    mosaic: tuple[tuple[int, int, int, int], ...] = ()
    same: tuple[str, ...] = ()
    resaved: tuple[tuple[str, int], ...] = ()


class _Canvas:
    """A screen being drawn: the picture, its colours and the next free line ``y``."""

    def __init__(self, screen: Screen) -> None:
        self.screen = screen
        self.width, self.height = screen.size
        self.unit = self.width / 540
        self.ink = DARK if screen.theme == "dark" else LIGHT
        back = "chat" if screen.look == "chat" else "page"
        self.image = Image.new("RGB", screen.size, self.ink[back])
        self.pen = ImageDraw.Draw(self.image)
        self.y = 0.0

    def px(self, length: float) -> int:
        return round(length * self.unit)

    def letters(self, size: float, weight: int = 400) -> ImageFont.FreeTypeFont:
        return _font(round(size * self.unit * self.screen.scale), weight)

    def text(self, x: float, y: float, words: str, colour: str, size: float, **how: Any) -> None:
        font = self.letters(size, how.pop("weight", 400))
        self.pen.text((x, y), words, fill=self.ink.get(colour, colour), font=font, **how)

    def lines(self, words: str, size: float, width: float) -> tuple[list[str], float]:
        """Break words into lines no wider than ``width``; also the height of one line."""
        font = self.letters(size)
        out = [""]
        for word in WORD.findall(words):
            if out[-1] and font.getlength(out[-1] + word) > width and word not in NO_LINE_START:
                out.append("")
            out[-1] += word
        return out, round(size * self.unit * self.screen.scale * 1.42)

    def box(
        self, x0: float, y0: float, x1: float, y1: float, colour: str, *, corner: int = 0
    ) -> None:
        fill = self.ink.get(colour, colour)
        self.pen.rounded_rectangle((x0, y0, x1, y1), radius=self.px(corner), fill=fill)


@lru_cache
def _font(size: int, weight: int) -> ImageFont.FreeTypeFont:
    path = files("manimgx_fonts_cjk") / "NotoSansCJK-VF.otf.ttc"
    font = ImageFont.truetype(str(path), size, index=SIMPLIFIED_CHINESE)
    font.set_variation_by_axes([weight])
    return font


def _status(c: _Canvas) -> None:
    clock, carrier, network, signal, battery = c.screen.status
    ink, middle = c.ink["ink"], c.px(26)
    c.box(0, 0, c.width, c.px(52), "bar")
    c.pen.text((c.px(24), middle), clock, fill=ink, font=_font(c.px(20), 600), anchor="lm")
    small = _font(c.px(15), 400)
    c.pen.text((c.px(100), middle), carrier, fill=ink, font=small, anchor="lm")
    right = c.width - c.px(22)
    c.pen.rounded_rectangle((right - c.px(38), c.px(18), right, c.px(35)), c.px(4), outline=ink)
    level = right - c.px(36) + c.px(34) * battery / 100
    colour = "missed" if battery < 20 else "soft"
    c.box(right - c.px(36), c.px(20), level, c.px(33), colour, corner=3)
    place = (right - c.px(19), middle)
    c.pen.text(place, str(battery), fill=ink, font=_font(c.px(12), 600), anchor="mm")
    c.pen.text((right - c.px(48), middle), network, fill=ink, font=small, anchor="rm")
    left = right - c.px(50 + 12 * len(network)) - c.px(26)
    for bar in range(4):
        x, top = left + c.px(6 * bar) - c.px(8), c.px(31 - 3 * bar)
        c.box(x, top, x + c.px(4), c.px(35), "ink" if bar < signal else "line")
    c.y = c.px(52)


def _header(c: _Canvas, height: float, large: bool) -> None:
    colour = "page" if large else "bar"
    c.box(0, c.y, c.width, c.y + c.px(height), colour)
    if large:
        c.text(c.px(26), c.y + c.px(height / 2), c.screen.title, "ink", 34, weight=700, anchor="lm")
    else:
        middle = c.y + c.px(height / 2)
        x, d = c.px(30), c.px(9)
        points = ((x + d, middle - d), (x, middle), (x + d, middle + d))
        c.pen.line(points, fill=c.ink["ink"], width=c.px(3), joint="curve")
        c.text(c.width / 2, middle, c.screen.title, "ink", 24, weight=600, anchor="mm")
    c.y += c.px(height)
    if not large:
        c.pen.line((0, c.y, c.width, c.y), fill=c.ink["line"])


def _input_bar(c: _Canvas, hint: str) -> None:
    top = c.height - c.px(104)
    c.box(0, top, c.width, c.height, "bar")
    c.box(c.px(64), top + c.px(16), c.width - c.px(64), top + c.px(62), "box", corner=10)
    c.text(c.px(80), top + c.px(39), hint, "soft", 19, anchor="lm")
    for x in (c.px(34), c.width - c.px(34)):
        y, r = top + c.px(39), c.px(15)
        c.pen.ellipse((x - r, y - r, x + r, y + r), outline=c.ink["soft"], width=c.px(2))


def _calls(c: _Canvas) -> None:
    _header(c, 84, large=True)
    step = c.px(84 * c.screen.scale)
    for number, note, at, kind in c.screen.entries:
        middle = c.y + step / 2
        colour = "missed" if kind == "missed" else "ink"
        mark = {"in": "↙", "out": "↗", "missed": "×"}[kind]
        c.text(c.px(26), middle, mark, "soft" if kind != "missed" else "missed", 22, anchor="lm")
        shift = c.px(13) if note else 0
        c.text(c.px(62), middle - shift, number, colour, 24, anchor="lm")
        c.text(c.px(62), middle + c.px(19), note, "soft", 16, anchor="lm")
        c.text(c.width - c.px(26), middle, at, "soft", 18, anchor="rm")
        c.y += step
        c.pen.line((c.px(62), c.y, c.width, c.y), fill=c.ink["line"])


def _bubble(c: _Canvas) -> None:
    _header(c, 78, large=False)
    for at, words in c.screen.entries:
        c.text(c.width / 2, c.y + c.px(34), at, "soft", 16, anchor="mm")
        c.y += c.px(58)
        lines, step = c.lines(words, 23, c.px(372))
        bottom = c.y + step * len(lines) + c.px(24)
        c.box(c.px(22), c.y, c.px(22 + 372 + 40), bottom, "them", corner=24)
        _paragraph(c, c.px(42), c.y + c.px(8), (lines, step), 23)
        c.y = bottom + c.px(6)
    _input_bar(c, "短信/彩信")


def _card(c: _Canvas) -> None:
    _header(c, 92, large=True)
    for at, words in c.screen.entries:
        lines, step = c.lines(words, 22, c.width - c.px(92))
        bottom = c.y + step * len(lines) + c.px(72)
        c.box(c.px(18), c.y + c.px(10), c.width - c.px(18), bottom, "them", corner=14)
        _paragraph(c, c.px(44), c.y + c.px(24), (lines, step), 22)
        c.text(c.px(44), bottom - c.px(22), at + "  卡1", "soft", 15, anchor="lm")
        c.text(c.width - c.px(44), bottom - c.px(22), "回复", c.screen.accent, 17, anchor="rm")
        c.y = bottom + c.px(6)
    _input_bar(c, "发送信息")


def _list(c: _Canvas) -> None:
    _header(c, 92, large=True)
    for number, (sender, preview, at) in enumerate(c.screen.entries):
        x, y, r = c.px(54), c.y + c.px(50), c.px(27)
        face = FACES[number % len(FACES)]
        c.pen.ellipse((x - r, y - r, x + r, y + r), fill=face)
        c.text(x, y, preview[1], "#ffffff", 22, anchor="mm")
        c.text(c.px(98), c.y + c.px(30), sender, "ink", 22, weight=500, anchor="lm")
        c.text(c.width - c.px(24), c.y + c.px(30), at, "soft", 16, anchor="rm")
        lines, step = c.lines(preview, 18, c.width - c.px(140))
        _paragraph(c, c.px(98), c.y + c.px(47), (lines[:2], step), 18, ink="soft")
        c.y += c.px(108)
        c.pen.line((c.px(98), c.y, c.width, c.y), fill=c.ink["line"])


def _chat(c: _Canvas) -> None:
    _header(c, 76, large=False)
    c.y += c.px(8)
    people: dict[str, int] = {}
    for kind, words, *name in c.screen.entries:
        if kind == "note":
            c.text(c.width / 2, c.y + c.px(24), words, "soft", 15, anchor="mm")
            c.y += c.px(46)
            continue
        mine = kind in {"me", "pay"}
        who = name[0] if name else c.screen.title
        face = "#8c8c8c" if mine else FACES[people.setdefault(who, len(people)) % len(FACES)]
        side = c.width - c.px(76) if mine else c.px(20)
        c.box(side, c.y, side + c.px(56), c.y + c.px(56), face, corner=7)
        initial = "我" if mine else who.lstrip("A ")[0]
        c.text(side + c.px(28), c.y + c.px(28), initial, "#ffffff", 24, anchor="mm")
        if name:
            c.text(c.px(92), c.y + c.px(8), who, "soft", 15, anchor="lm")
            c.y += c.px(24)
        bottom = _attached(c, kind, words) if kind in {"map", "paper", "pay"} else 0
        if not bottom:
            lines, step = c.lines(words, 22, c.px(320))
            wide = max(c.letters(22).getlength(line) for line in lines) + c.px(32)
            left = c.width - c.px(92) - wide if mine else c.px(92)
            bottom = c.y + step * len(lines) + c.px(22)
            c.box(left, c.y, left + wide, bottom, "mine" if mine else "box", corner=8)
            ink = "#111111" if mine else "ink"
            _paragraph(c, left + c.px(16), c.y + c.px(7), (lines, step), 22, ink=ink)
        c.y = max(bottom, c.y + c.px(32 if name else 56)) + c.px(20)
    _input_bar(c, "")


def _attached(c: _Canvas, kind: str, words: str) -> float:
    """Draw a map, a paper or a payment in a chat; return where it ends."""
    top, wide = c.y, c.px(330)
    left = c.width - c.px(92) - wide if kind == "pay" else c.px(92)
    if kind == "pay":
        c.box(left, top, left + wide, top + c.px(92), "#f79c46", corner=8)
        c.text(left + c.px(22), top + c.px(46), words, "#ffffff", 19, anchor="lm")
        return top + c.px(92)
    if kind == "map":
        c.box(left, top, left + wide, top + c.px(216), "box", corner=8)
        c.text(left + c.px(16), top + c.px(28), words, "ink", 19, anchor="lm")
        c.box(left, top + c.px(54), left + wide, top + c.px(216), "#dfe8d8")
        for y in (88, 132, 186):
            c.box(left, top + c.px(y), left + wide, top + c.px(y + 9), "#ffffff")
        for x in (60, 148, 262):
            c.box(left + c.px(x), top + c.px(54), left + c.px(x + 9), top + c.px(216), "#ffffff")
        pin_x, pin_y, r = left + c.px(176), top + c.px(120), c.px(14)
        c.pen.ellipse((pin_x - r, pin_y - r, pin_x + r, pin_y + r), fill="#e0392b")
        tip = ((pin_x - r, pin_y + 3), (pin_x + r, pin_y + 3), (pin_x, pin_y + 2 * r))
        c.pen.polygon(tip, fill="#e0392b")
        return top + c.px(216)
    wide = c.px(236)
    c.box(left, top, left + wide, top + c.px(226), "#fbfaf5", corner=4)
    c.text(left + wide / 2, top + c.px(36), words, "#222222", 20, weight=600, anchor="mm")
    for row in range(6):
        end = left + wide - c.px(24 if row % 3 else 70)
        line = top + c.px(72 + 22 * row)
        c.box(left + c.px(24), line, end, line + c.px(7), "#c9c8c2")
    seal_x, seal_y, r = left + c.px(172), top + c.px(180), c.px(32)
    seal = (seal_x - r, seal_y - r, seal_x + r, seal_y + r)
    c.pen.ellipse(seal, outline="#d2463c", width=c.px(4))
    c.text(seal_x, seal_y, "★", "#d2463c", 24, anchor="mm")
    return top + c.px(226)


def _paragraph(
    c: _Canvas, x: float, y: float, text: tuple[list[str], float], size: float, *, ink: str = "ink"
) -> None:
    lines, step = text
    for number, line in enumerate(lines):
        c.text(x, y + number * step, line, ink, size)


LOOKS = {"bubble": _bubble, "calls": _calls, "card": _card, "chat": _chat, "list": _list}


def load(path: Path) -> Iterator[Screen]:
    """Read the screens that a file such as ``screens.toml`` describes."""
    for row in tomllib.loads(path.read_text(encoding="utf-8"))["screen"]:
        frozen = {name: _frozen(value) for name, value in row.items()}
        yield Screen(**frozen)


def _frozen(value: Any) -> Any:
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


def draw(screen: Screen) -> Image.Image:
    """Draw one screen: RGB, of the size it names."""
    canvas = _Canvas(screen)
    _status(canvas)
    LOOKS[screen.look](canvas)
    c, left, low = canvas, canvas.width / 2 - canvas.px(80), canvas.height - canvas.px(14)
    c.box(left, low, c.width - left, low + c.px(6), "ink", corner=3)
    for box in screen.mosaic:
        part = canvas.image.crop(box)
        coarse = part.resize((max(1, part.width // 14), max(1, part.height // 14)))
        canvas.image.paste(coarse.resize(part.size, Image.Resampling.NEAREST), box)
    return canvas.image


def write(screens: Path, folder: Path) -> None:
    """Draw every screen of a description into a folder: palette PNG or JPEG by its name."""
    for screen in load(screens):
        image = draw(screen)
        target = folder / screen.file
        if target.suffix == ".png":
            image.quantize(64, dither=Image.Dither.NONE).save(target, optimize=True)
        else:
            image.save(target, quality=80)
        for name in screen.same:
            (folder / name).write_bytes(target.read_bytes())
        for name, quality in screen.resaved:
            image.save(folder / name, quality=quality)


if __name__ == "__main__":
    write(Path(__file__).with_name("screens.toml"), Path(sys.argv[1]))
