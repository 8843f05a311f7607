"""Chat kit ``square``: square portraits, green bubbles with a small beak, grey page."""

from mingjian.simulation.screens.avatars import portrait
from mingjian.simulation.screens.canvas import Canvas, Frame
from mingjian.simulation.screens.chat_square_messages import FACE, SIDE, body
from mingjian.simulation.screens.navigation import navigation_height
from mingjian.simulation.screens.page import Block, Page, gap
from mingjian.simulation.screens.paragraphs import shorten, typeset
from mingjian.simulation.screens.speech import (
    face_seed,
    is_group,
    plain,
    speaker,
)
from mingjian.simulation.screens.status_signs import status_height
from mingjian.simulation.screens.surface import Colour, mix, rgb
from mingjian.simulation.screens.views import Bubble, Chat

__all__ = ["chat"]

LIGHT = {"page": "#ededed", "bar": "#ededed", "ink": "#171717", "soft": "#8c8c8c", "line": "#d9d9d9",
         "them": "#ffffff", "mine": "#95ec69", "mine_ink": "#0c1a08", "link": "#576b95",
         "foot": "#f7f7f7", "field": "#ffffff", "pay": "#fa9d3b"}  # fmt: skip
DARK = {"page": "#111111", "bar": "#111111", "ink": "#d6d6d6", "soft": "#6b6b6b", "line": "#202020",
        "them": "#2c2c2c", "mine": "#3eb575", "mine_ink": "#06140b", "link": "#7d90a9",
        "foot": "#1c1c1c", "field": "#292929", "pay": "#c97a22"}  # fmt: skip


def _colours(frame: Frame) -> dict[str, Colour]:
    return {name: rgb(value) for name, value in (DARK if frame.handset.dark else LIGHT).items()}


def chat(frame: Frame, view: Chat) -> Page:
    """A chat with one person or a group."""
    ink = _colours(frame)
    blocks = [gap(frame.px(8))]
    for bubble in view.bubbles:
        if bubble.at:
            blocks.append(_line(frame, ink, bubble.at))
        if bubble.kind == "note":
            blocks.append(_line(frame, ink, plain(bubble)))
        else:
            blocks.append(_said(frame, ink, view, bubble))
    return Page(
        colour=ink["page"],
        ink=ink["ink"],
        header=_header(frame, ink, view),
        footer=_input(frame, ink),
        blocks=tuple(blocks),
        scroll=view.scroll,
    )


def _header(frame: Frame, ink: dict[str, Colour], view: Chat) -> Block:
    top = status_height(frame)
    height = top + frame.px(46)

    def paint(canvas: Canvas, y: int) -> None:
        px, middle = frame.px, y + top + frame.px(22.5)
        canvas.fill(0, y, canvas.width, y + height, ink["bar"])
        canvas.fill(0, y + height - max(1, px(0.4)), canvas.width, y + height, ink["line"])
        canvas.icon("chevron", px(20), middle, 21, ink["ink"], 1.5)
        unread = frame.choice("others", 14)
        if unread:
            wide = px(20) + px(7) * (len(str(unread)) - 1)
            back = mix(ink["bar"], ink["ink"], 0.14)
            canvas.rounded((px(32), middle - px(10), px(32) + wide, middle + px(10)), px(10), back)
            letters = frame.letters(12.5 / frame.handset.font_scale, 400)
            canvas.text(px(32) + wide / 2, middle, str(unread), letters, ink["ink"], "m")
        letters = frame.letters(17 / max(1, frame.handset.font_scale), 500)
        extra = f"({view.members})" if is_group(view) else ""
        title = shorten(view.title, letters, canvas.width * 0.56) + extra
        box = canvas.text(canvas.width / 2, middle, title, letters, ink["ink"], "m")
        canvas.mark("sender", box)
        canvas.mark("names", box)
        canvas.icon("dots", canvas.width - px(28), middle, 23, ink["ink"], 1.7)

    return Block(height, paint)


def _line(frame: Frame, ink: dict[str, Colour], words: str) -> Block:
    letters = frame.letters(12.5, 400, 1.45)
    lines = typeset(words, letters, frame.width * 0.78)
    height = lines.height + frame.px(20)

    def paint(canvas: Canvas, y: int) -> None:
        for number, (start, end) in enumerate(lines.lines):
            middle = y + frame.px(8) + (number + 0.5) * letters.step
            canvas.text(canvas.width / 2, middle, lines.text[start:end], letters, ink["soft"], "m")

    return Block(height, paint)


def _said(frame: Frame, ink: dict[str, Colour], view: Chat, bubble: Bubble) -> Block:
    px = frame.px
    named = is_group(view) and not bubble.mine
    small = frame.letters(11.5, 400, 1.5)
    above = small.step if named else 0
    said = body(frame, ink, bubble)
    high = max(px(FACE), above + said.height)

    def paint(canvas: Canvas, y: int) -> None:
        size = px(FACE)
        x = canvas.width - px(SIDE) - size if bubble.mine else px(SIDE)
        canvas.picture(portrait(face_seed(frame, view, bubble), size), x, y, px(4.5))
        canvas.mark("avatars", (x, y, x + size, y + size))
        if named:
            left = px(SIDE) + size + px(11)
            name = shorten(speaker(view, bubble), small, canvas.width * 0.6)
            canvas.mark("names", canvas.text(left, y + small.step * 0.4, name, small, ink["soft"]))
        said.paint(canvas, y + above)

    return Block(high + px(17), paint)


def _input(frame: Frame, ink: dict[str, Colour]) -> Block:
    low = navigation_height(frame)
    height = frame.px(56) + low

    def paint(canvas: Canvas, y: int) -> None:
        px, middle = frame.px, y + frame.px(28)
        canvas.fill(0, y, canvas.width, y + height, ink["foot"])
        canvas.fill(0, y, canvas.width, y + max(1, px(0.4)), ink["line"])
        canvas.icon("wave_circle", px(27), middle, 29, ink["ink"], 1.35)
        canvas.rounded(
            (px(53), middle - px(20), canvas.width - px(92), middle + px(20)), px(5), ink["field"]
        )
        canvas.icon("smile", canvas.width - px(67), middle, 29, ink["ink"], 1.35)
        canvas.icon("add_circle", canvas.width - px(26), middle, 29, ink["ink"], 1.35)

    return Block(height, paint)
