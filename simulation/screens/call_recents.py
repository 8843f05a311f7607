"""Call log ``recents``: plain rows, missed calls in red, tabs below."""

from mingjian.simulation.screens.canvas import Canvas, Frame
from mingjian.simulation.screens.incoming import is_number
from mingjian.simulation.screens.navigation import navigation_height
from mingjian.simulation.screens.page import Block, Page
from mingjian.simulation.screens.paragraphs import shorten
from mingjian.simulation.screens.status_signs import status_height
from mingjian.simulation.screens.surface import Colour, rgb
from mingjian.simulation.screens.views import CallLog

__all__ = ["calls"]

LIGHT = {"page": "#ffffff", "bar": "#f9f9f9", "ink": "#000000", "soft": "#8a8a8e", "line": "#d5d5d8",
         "blue": "#007aff", "red": "#ff3b30", "field": "#e9e9eb", "chosen": "#ffffff"}  # fmt: skip
DARK = {"page": "#000000", "bar": "#161617", "ink": "#ffffff", "soft": "#8d8d93", "line": "#2a2a2c",
        "blue": "#0a84ff", "red": "#ff453a", "field": "#1c1c1e", "chosen": "#5b5b60"}  # fmt: skip
TABS = (("star", "个人收藏"), ("clock_fill", "最近通话"), ("person_circle", "通讯录"),
        ("keypad", "拨号键盘"), ("voicemail", "语音留言"))  # fmt: skip


def calls(frame: Frame, view: CallLog) -> Page:
    """The list of recent calls."""
    ink = {name: rgb(value) for name, value in (DARK if frame.handset.dark else LIGHT).items()}
    return Page(
        colour=ink["page"],
        ink=ink["ink"],
        header=_header(frame, ink),
        footer=_tabs(frame, ink),
        blocks=tuple(_row(frame, ink, row) for row in view.rows),
    )


def _header(frame: Frame, ink: dict[str, Colour]) -> Block:
    top = status_height(frame)
    height = top + frame.px(98)

    def paint(canvas: Canvas, y: int) -> None:
        px, start, middle = frame.px, y + top, canvas.width / 2
        canvas.fill(0, y, canvas.width, y + height, ink["page"])
        canvas.text(px(16), start + px(22), "编辑", frame.letters(17), ink["blue"])
        box = (middle - px(82), start + px(6), middle + px(82), start + px(38))
        canvas.rounded(box, px(9), ink["field"])
        chosen = (box[0] + px(2), box[1] + px(2), middle, box[3] - px(2))
        canvas.rounded(chosen, px(7), ink["chosen"])
        letters = frame.letters(13 / max(1.0, frame.handset.font_scale), 500)
        canvas.text(middle - px(41), start + px(22), "所有通话", letters, ink["ink"], "m")
        canvas.text(middle + px(41), start + px(22), "未接来电", letters, ink["ink"], "m")
        canvas.text(px(16), start + px(68), "最近通话", frame.letters(32, 700), ink["ink"])
        canvas.fill(px(16), y + height - max(1, px(0.4)), canvas.width, y + height, ink["line"])

    return Block(height, paint)


def _row(frame: Frame, ink: dict[str, Colour], row: tuple[str, str, str, str, int]) -> Block:
    who, note, at, kind, count = row
    px = frame.px
    name, small = frame.letters(17, 500), frame.letters(14.5, 400, 1.3)
    height = max(px(60), round(name.step + small.step + px(8)))

    def paint(canvas: Canvas, y: int) -> None:
        upper, lower = y + height / 2 - small.size * 0.72, y + height / 2 + name.size * 0.66
        if kind == "out":
            canvas.icon("phone_fill", px(19), upper, 13, ink["soft"])
            canvas.icon("phone_out", px(25), upper - px(3.5), 8, ink["soft"], 2.6)
        canvas.icon("info", canvas.width - px(27), y + height / 2, 25, ink["blue"], 1.5)
        right = canvas.text(canvas.width - px(50), y + height / 2, at, small, ink["soft"], "r")[0]
        colour = ink["red"] if kind == "missed" else ink["ink"]
        extra = f" ({count})" if count > 1 else ""
        words = shorten(who, name, right - px(44) - px(26 if extra else 0)) + extra
        box = canvas.text(px(38), upper, words, name, colour)
        canvas.mark("numbers" if is_number(who) else "names", box)
        canvas.mark("sender", box)
        line = shorten(note or "未知", small, right - px(48))
        canvas.text(px(38), lower, line, small, ink["soft"])
        canvas.mark("bubbles", (0, y, canvas.width, y + height))
        canvas.fill(px(38), y + height - max(1, px(0.4)), canvas.width, y + height, ink["line"])

    return Block(height, paint)


def _tabs(frame: Frame, ink: dict[str, Colour]) -> Block:
    low = navigation_height(frame)
    height = frame.px(50) + low

    def paint(canvas: Canvas, y: int) -> None:
        px = frame.px
        canvas.fill(0, y, canvas.width, y + height, ink["bar"])
        canvas.fill(0, y, canvas.width, y + max(1, px(0.4)), ink["line"])
        letters = frame.letters(10 / frame.handset.font_scale, 500)
        for place, (name, words) in enumerate(TABS):
            x, colour = canvas.width * (place + 0.5) / 5, ink["blue"] if place == 1 else ink["soft"]
            canvas.icon(name, x, y + px(18), 25, colour, 1.6)
            canvas.text(x, y + px(40), words, letters, colour, "m")

    return Block(height, paint)
