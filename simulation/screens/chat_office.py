"""Chat kit ``office``: for work; round portraits with names, read receipts, a row of tools."""

from collections.abc import Callable

from mingjian.simulation.screens.attachments import map_picture, paper_picture, snapshot
from mingjian.simulation.screens.avatars import COLOURS, portrait, seed_of, with_initials
from mingjian.simulation.screens.canvas import Canvas, Frame
from mingjian.simulation.screens.navigation import navigation_height
from mingjian.simulation.screens.page import Block, Page, gap
from mingjian.simulation.screens.paragraphs import shorten, typeset
from mingjian.simulation.screens.speech import (
    face_seed,
    is_group,
    plain,
    seconds,
    speaker,
    sum_and_note,
)
from mingjian.simulation.screens.status_signs import status_height
from mingjian.simulation.screens.surface import Colour, mix, rgb
from mingjian.simulation.screens.views import Bubble, Chat

__all__ = ["chat"]

LIGHT = {"page": "#eef1f6", "bar": "#ffffff", "ink": "#171a1d", "soft": "#8a9099", "line": "#e4e7ec",
         "them": "#ffffff", "mine": "#cfe3ff", "blue": "#2475f2", "field": "#f3f5f8",
         "pill": "#dfe4ec"}  # fmt: skip
DARK = {"page": "#121417", "bar": "#1b1d21", "ink": "#e3e5e8", "soft": "#7b818a", "line": "#2b2e33",
        "them": "#26292e", "mine": "#1f4a85", "blue": "#5c9bff", "field": "#26292e",
        "pill": "#23262b"}  # fmt: skip
WHITE = (255, 255, 255)
FACE, SIDE = 38, 12  # units


def _colours(frame: Frame) -> dict[str, Colour]:
    return {name: rgb(value) for name, value in (DARK if frame.handset.dark else LIGHT).items()}


def chat(frame: Frame, view: Chat) -> Page:
    """A chat with a colleague or a group."""
    ink = _colours(frame)
    blocks = [gap(frame.px(10))]
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
    height = top + frame.px(52)

    def paint(canvas: Canvas, y: int) -> None:
        px, middle = frame.px, y + top + frame.px(26)
        canvas.fill(0, y, canvas.width, y + height, ink["bar"])
        canvas.fill(0, y + height - 1, canvas.width, y + height, ink["line"])
        canvas.icon("chevron", px(22), middle, 21, ink["ink"], 1.6)
        title, small = frame.letters(16.5, 600), frame.letters(10.5)
        x, room = px(46), canvas.width - px(46) - px(110)
        name = shorten(view.title, title, room)
        box = canvas.text(x, middle - px(8), name, title, ink["ink"])
        canvas.mark("sender", box)
        canvas.mark("names", box)
        if is_group(view):
            below, colour = f"{view.members} 人", ink["soft"]
            tag = frame.letters(9.5, 500)
            left = box[2] + px(6)
            wide = tag.size * 2 + px(8)
            canvas.rounded(
                (left, middle - px(15), left + wide, middle - px(1)),
                px(3),
                mix(ink["bar"], ink["blue"], 0.14),
            )
            canvas.text(left + wide / 2, middle - px(8), "全员", tag, ink["blue"], "m")
        else:
            below, colour = "手机在线", ink["soft"]
            canvas.disc(x + px(3), middle + px(12), px(3), rgb("#2bc06a"))
            x += px(10)
        canvas.text(x, middle + px(12), below, small, colour)
        canvas.icon("phone", canvas.width - px(72), middle, 22, ink["ink"], 1.5)
        canvas.icon("dots", canvas.width - px(27), middle, 22, ink["ink"], 1.6)

    return Block(height, paint)


def _line(frame: Frame, ink: dict[str, Colour], words: str) -> Block:
    letters = frame.letters(11.5, 400, 1.45)
    lines = typeset(words, letters, frame.width * 0.76)
    height = lines.height + frame.px(24)

    def paint(canvas: Canvas, y: int) -> None:
        px, wide = frame.px, lines.width + frame.px(20)
        left = (canvas.width - wide) / 2
        box = (left, y + px(4), left + wide, y + lines.height + px(12))
        canvas.rounded(box, px(11), ink["pill"])
        for number, (start, end) in enumerate(lines.lines):
            middle = y + px(8) + (number + 0.5) * letters.step
            canvas.text(canvas.width / 2, middle, lines.text[start:end], letters, ink["soft"], "m")

    return Block(height, paint)


def _portrait(canvas: Canvas, x: int, y: int, view: Chat, bubble: Bubble) -> None:
    """Letters of the name, or a picture for some people."""
    size, seed = canvas.frame.px(FACE), face_seed(canvas.frame, view, bubble)
    name = "".join(sign for sign in speaker(view, bubble) if sign.isalnum()) or "我"
    if seed % 3 == 0 or bubble.mine:
        canvas.picture(portrait(seed, size), x, y, size / 2)
    else:
        short = name[-2:] if len(name) <= 4 else name[:2]
        with_initials(canvas, (x, y, size), short, COLOURS[seed % len(COLOURS)], WHITE)
    canvas.mark("avatars", (x, y, x + size, y + size))


def _said(frame: Frame, ink: dict[str, Colour], view: Chat, bubble: Bubble) -> Block:
    px, small = frame.px, frame.letters(11.5, 400, 1.5)
    above = 0 if bubble.mine else small.step + px(1)
    body = _body(frame, ink, bubble)
    receipt = frame.letters(10.5, 400, 1.6)
    below = receipt.step + px(2) if bubble.mine else 0
    high = max(px(FACE), above + body.height + below)

    def paint(canvas: Canvas, y: int) -> None:
        size = px(FACE)
        _portrait(
            canvas, canvas.width - px(SIDE) - size if bubble.mine else px(SIDE), y, view, bubble
        )
        edge = px(SIDE) + size + px(9)
        if not bubble.mine:
            name = shorten(speaker(view, bubble), small, canvas.width * 0.6)
            canvas.mark("names", canvas.text(edge, y + small.step * 0.42, name, small, ink["soft"]))
        body.paint(canvas, y + above)
        if bubble.mine:
            middle = y + body.height + px(3) + receipt.step / 2
            done = frame.choice(f"read{bubble.text}", 3) > 0
            words, colour = ("已读", ink["soft"]) if done else ("未读", ink["blue"])
            canvas.text(canvas.width - edge, middle, words, receipt, colour, "r")

    return Block(high + px(14), paint)


def _body(frame: Frame, ink: dict[str, Colour], bubble: Bubble) -> Block:
    px, words = frame.px, plain(bubble)
    edge = px(SIDE) + px(FACE) + px(9)
    fill, seed = ink["mine"] if bubble.mine else ink["them"], seed_of(words, 0)
    corners = (px(10), px(3), px(10), px(10)) if bubble.mine else (px(3), px(10), px(10), px(10))

    def left(wide: float) -> float:
        return frame.width - edge - wide if bubble.mine else edge

    if bubble.kind in {"paper", "image"}:
        shown = (
            snapshot(px(150), px(150), seed)
            if bubble.kind == "image"
            else paper_picture(px(48), words, seed)
        )

        def picture(canvas: Canvas, y: int) -> None:
            x = left(shown.width)
            canvas.picture(shown, x, y, px(8))
            canvas.mark("bubbles", (x, y, x + shown.width, y + shown.height))

        return Block(shown.height, picture)
    if bubble.kind in {"map", "transfer"}:
        return _card(frame, ink, bubble, left)
    letters = frame.letters(15.8, 400, 1.46)
    voice = bubble.kind == "voice"
    shown_words = f"{seconds(words)}″" if voice else words
    lines = typeset(shown_words, letters, frame.width - 2 * edge + px(18) - px(24))
    extra = px(28 + 1.6 * seconds(words)) if voice else 0
    high = max(px(FACE), lines.height + px(18))

    def paint(canvas: Canvas, y: int) -> None:
        wide = lines.width + px(24) + extra
        x = left(wide)
        canvas.rounded((x, y, x + wide, y + high), corners, fill)
        canvas.mark("bubbles", (x, y, x + wide, y + high))
        start = x + px(12)
        if voice:
            canvas.icon("play", start + px(7), y + high / 2, 14, ink["blue"])
            start += px(22)
        canvas.paragraph(start, y + (high - lines.height) / 2, lines, ink["ink"], ink["blue"])

    return Block(high, paint)


def _card(
    frame: Frame, ink: dict[str, Colour], bubble: Bubble, left: Callable[[float], float]
) -> Block:
    """A place or a payment on a white card."""
    px, words = frame.px, plain(bubble)
    wide, bold, small = px(236), frame.letters(15, 500), frame.letters(11.5)
    shown = (
        map_picture(wide, px(96), seed_of(words, 0), frame.handset.dark)
        if bubble.kind == "map"
        else None
    )
    head = frame.tall(58)
    high = head + (shown.height if shown is not None else frame.tall(26))
    amount, note = sum_and_note(words)

    def paint(canvas: Canvas, y: int) -> None:
        x = left(wide)
        canvas.rounded((x, y, x + wide, y + high), px(9), ink["them"])
        canvas.mark("bubbles", (x, y, x + wide, y + high))
        if shown is not None:
            title = shorten(words, bold, wide - px(24))
            canvas.mark("names", canvas.text(x + px(12), y + head * 0.35, title, bold, ink["ink"]))
            canvas.text(x + px(12), y + head * 0.74, "位置共享", small, ink["soft"])
            canvas.picture(shown, x, y + head, (0, 0, px(9), px(9)))
            return
        canvas.rounded((x + px(12), y + px(11), x + px(50), y + px(49)), px(9), rgb("#f0953a"))
        canvas.text(x + px(31), y + px(30), "¥", frame.letters(20, 600), WHITE, "m")
        canvas.text(x + px(60), y + head * 0.36, amount or "转账", bold, ink["ink"])
        line = shorten(note or "转账给你", small, wide - px(72))
        canvas.text(x + px(60), y + head * 0.72, line, small, ink["soft"])
        canvas.fill(x + px(12), y + head, x + wide - px(12), y + head + 1, ink["line"])
        canvas.text(x + px(12), y + (head + high) / 2, "收付款", frame.letters(10.5), ink["soft"])

    return Block(high, paint)


def _input(frame: Frame, ink: dict[str, Colour]) -> Block:
    low = navigation_height(frame)
    height = frame.px(100) + low

    def paint(canvas: Canvas, y: int) -> None:
        px, middle = frame.px, y + frame.px(28)
        canvas.fill(0, y, canvas.width, y + height, ink["bar"])
        canvas.rounded(
            (px(14), middle - px(19), canvas.width - px(14), middle + px(19)), px(9), ink["field"]
        )
        canvas.text(px(27), middle, "发消息", frame.letters(15), ink["soft"])
        for place, name in enumerate(("mic", "smile", "at", "image", "camera", "add_circle")):
            x = canvas.width * (place + 0.5) / 6
            canvas.icon(name, x, y + px(75), 24, ink["ink"], 1.4)

    return Block(height, paint)
