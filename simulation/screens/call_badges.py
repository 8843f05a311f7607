"""Call log ``badges``: an arrow for each direction, SIM badges, a note on place and operator."""

from mingjian.simulation.screens.canvas import Canvas, Frame
from mingjian.simulation.screens.incoming import is_number, sim_of
from mingjian.simulation.screens.navigation import navigation_height
from mingjian.simulation.screens.page import Block, Page
from mingjian.simulation.screens.paragraphs import shorten
from mingjian.simulation.screens.status_signs import status_height
from mingjian.simulation.screens.surface import Colour, mix, rgb
from mingjian.simulation.screens.views import CallLog

__all__ = ["calls"]

LIGHT = {"page": "#ffffff", "bar": "#ffffff", "ink": "#15171a", "soft": "#8c9096", "line": "#eceef0",
         "red": "#e84026", "green": "#1fb35b", "field": "#f1f3f5"}  # fmt: skip
DARK = {"page": "#0a0a0b", "bar": "#0a0a0b", "ink": "#eaebed", "soft": "#7f8389", "line": "#202124",
        "red": "#f2604c", "green": "#35c46f", "field": "#1f2023"}  # fmt: skip
SIMS = (rgb("#3d8bff"), rgb("#f39a2b"))
WHITE = (255, 255, 255)


def calls(frame: Frame, view: CallLog) -> Page:
    """The list of calls."""
    ink = {name: rgb(value) for name, value in (DARK if frame.handset.dark else LIGHT).items()}
    return Page(
        colour=ink["page"],
        ink=ink["ink"],
        header=_header(frame, ink),
        footer=_tabs(frame, ink),
        blocks=tuple(_row(frame, ink, row) for row in view.rows),
        floating=_dial(frame, ink),
    )


def _header(frame: Frame, ink: dict[str, Colour]) -> Block:
    top = status_height(frame)
    height = top + frame.px(126)

    def paint(canvas: Canvas, y: int) -> None:
        px, start = frame.px, y + top
        canvas.fill(0, y, canvas.width, y + height, ink["bar"])
        canvas.text(px(24), start + px(38), "电话", frame.letters(28, 500), ink["ink"])
        canvas.icon("filter", canvas.width - px(74), start + px(36), 23, ink["ink"], 1.5)
        canvas.icon("dots_vertical", canvas.width - px(30), start + px(36), 22, ink["ink"], 1.5)
        box = (px(18), start + px(72), canvas.width - px(18), start + px(112))
        canvas.rounded(box, px(20), ink["field"])
        canvas.icon("search", px(40), start + px(92), 19, ink["soft"], 1.7)
        canvas.text(px(58), start + px(92), "搜索联系人", frame.letters(14.5), ink["soft"])

    return Block(height, paint)


def _row(frame: Frame, ink: dict[str, Colour], row: tuple[str, str, str, str, int]) -> Block:
    who, note, at, kind, count = row
    px = frame.px
    name, small = frame.letters(17, 500), frame.letters(12.5, 400, 1.35)
    height = max(px(68), round(name.step + small.step + px(16)))
    mark = {"in": "phone_in", "out": "phone_out", "missed": "missed"}[kind]
    tint = {"in": ink["soft"], "out": ink["green"], "missed": ink["red"]}[kind]

    def paint(canvas: Canvas, y: int) -> None:
        middle = y + height / 2
        upper, lower = middle - small.size * 0.82, middle + name.size * 0.74
        canvas.icon(mark, px(31), upper, 15, tint, 1.9)
        canvas.icon("info", canvas.width - px(32), middle, 23, ink["soft"], 1.4)
        right = canvas.text(canvas.width - px(56), middle, at, small, ink["soft"], "r")[0]
        colour = ink["red"] if kind == "missed" else ink["ink"]
        extra = f" ({count})" if count > 1 else ""
        words = shorten(who, name, right - px(58) - px(28 if extra else 0)) + extra
        box = canvas.text(px(50), upper, words, name, colour)
        canvas.mark("numbers" if is_number(who) else "names", box)
        canvas.mark("sender", box)
        x: float = px(50)
        if len(frame.handset.carriers) > 1:
            sim = sim_of(frame, who)
            badge = (x, lower - px(7), x + px(13), lower + px(7))
            canvas.rounded(badge, px(3), mix(SIMS[sim % 2], ink["page"], 0.1))
            digit = frame.letters(9.5 / frame.handset.font_scale, 700)
            canvas.text(x + px(6.5), lower, str(sim + 1), digit, WHITE, "m")
            x += px(19)
        canvas.text(x, lower, shorten(note, small, right - x - px(8)), small, ink["soft"])
        canvas.mark("bubbles", (0, y, canvas.width, y + height))
        canvas.fill(px(50), y + height - 1, canvas.width - px(18), y + height, ink["line"])

    return Block(height, paint)


def _dial(frame: Frame, ink: dict[str, Colour]) -> Block:
    height = frame.px(84)

    def paint(canvas: Canvas, y: int) -> None:
        px, x = frame.px, canvas.width / 2
        canvas.disc(x, y + px(36) + px(2), px(30), mix(ink["page"], (0, 0, 0), 0.08))
        canvas.disc(x, y + px(36), px(30), ink["green"])
        canvas.icon("keypad", x, y + px(37), 27, WHITE)

    return Block(height, paint)


def _tabs(frame: Frame, ink: dict[str, Colour]) -> Block:
    low = navigation_height(frame)
    height = frame.px(58) + low
    tabs = (("phone_fill", "电话"), ("person_circle", "联系人"), ("star", "收藏"))

    def paint(canvas: Canvas, y: int) -> None:
        px = frame.px
        canvas.fill(0, y, canvas.width, y + height, ink["bar"])
        canvas.fill(0, y, canvas.width, y + 1, ink["line"])
        letters = frame.letters(10.5 / frame.handset.font_scale, 500)
        for place, (name, words) in enumerate(tabs):
            x, colour = (
                canvas.width * (place + 0.5) / 3,
                ink["green"] if place == 0 else ink["soft"],
            )
            canvas.icon(name, x, y + px(21), 22, colour, 1.6)
            canvas.text(x, y + px(43), words, letters, colour, "m")

    return Block(height, paint)
