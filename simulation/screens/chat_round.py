"""Chat kit ``round``: round portraits, round blue bubbles on a tinted page, a row of tools below the field."""

from mingjian.simulation.screens.attachments import map_picture, paper_picture, snapshot
from mingjian.simulation.screens.avatars import gradient, portrait, seed_of
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

LIGHT = {"page": "#f1f3f8", "bar": "#f1f3f8", "ink": "#15171c", "soft": "#96999f", "line": "#e2e5ec",
         "them": "#ffffff", "mine": "#1499f8", "field": "#ffffff", "link": "#1577d8"}  # fmt: skip
DARK = {"page": "#0e0f12", "bar": "#0e0f12", "ink": "#e6e7ea", "soft": "#6f737a", "line": "#1f2126",
        "them": "#24262b", "mine": "#0c6db4", "field": "#1f2126", "link": "#5fb0f5"}  # fmt: skip
WHITE = (255, 255, 255)
GOLD, RED = rgb("#f5a53f"), rgb("#f4574c")
FACE, SIDE = 40, 12  # units
TITLES = ("群主", "管理员", "活跃", "成员", "潜水")


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
    height = top + frame.px(54)

    def paint(canvas: Canvas, y: int) -> None:
        px, middle = frame.px, y + top + frame.px(27)
        canvas.fill(0, y, canvas.width, y + height, ink["bar"])
        canvas.icon("chevron", px(20), middle, 22, ink["ink"], 1.6)
        unread = frame.choice("others", 60)
        words = "99+" if unread > 50 else str(unread or "")
        if words:
            wide = px(20) + px(7) * (len(words) - 1)
            canvas.rounded(
                (px(34), middle - px(10), px(34) + wide, middle + px(10)), px(10), ink["line"]
            )
            letters = frame.letters(11.5 / frame.handset.font_scale, 500)
            canvas.text(px(34) + wide / 2, middle, words, letters, ink["ink"], "m")
        title, small = frame.letters(16.5, 600), frame.letters(10.5)
        extra = f"({view.members})" if is_group(view) else ""
        name = shorten(view.title, title, canvas.width * 0.5) + extra
        rise = 0 if is_group(view) else px(8)
        box = canvas.text(canvas.width / 2, middle - rise, name, title, ink["ink"], "m")
        canvas.mark("sender", box)
        canvas.mark("names", box)
        if not is_group(view):
            online = ("手机在线", "5G在线", "4G在线", "WiFi在线")[seed_of(view.title, 1) % 4]
            box = canvas.text(canvas.width / 2, middle + px(12), online, small, ink["soft"], "m")
            canvas.disc(box[0] - px(6), middle + px(12), px(3), rgb("#2cc774"))
            canvas.icon("phone", canvas.width - px(64), middle, 22, ink["ink"], 1.5)
        canvas.icon("lines", canvas.width - px(25), middle, 22, ink["ink"], 1.5)

    return Block(height, paint)


def _line(frame: Frame, ink: dict[str, Colour], words: str) -> Block:
    letters = frame.letters(11.5, 400, 1.45)
    lines = typeset(words, letters, frame.width * 0.76)
    height = lines.height + frame.px(22)

    def paint(canvas: Canvas, y: int) -> None:
        for number, (start, end) in enumerate(lines.lines):
            middle = y + frame.px(9) + (number + 0.5) * letters.step
            canvas.text(canvas.width / 2, middle, lines.text[start:end], letters, ink["soft"], "m")

    return Block(height, paint)


def _said(frame: Frame, ink: dict[str, Colour], view: Chat, bubble: Bubble) -> Block:
    px, small = frame.px, frame.letters(11, 400, 1.5)
    above = small.step + px(3) if is_group(view) and not bubble.mine else 0
    body = _body(frame, ink, bubble)
    high = max(px(FACE), above + body.height)

    def paint(canvas: Canvas, y: int) -> None:
        size = px(FACE)
        x = canvas.width - px(SIDE) - size if bubble.mine else px(SIDE)
        canvas.picture(portrait(face_seed(frame, view, bubble), size), x, y, size / 2)
        canvas.mark("avatars", (x, y, x + size, y + size))
        if above:
            _named(canvas, ink, view, bubble, y + above / 2 - px(1))
        body.paint(canvas, y + above)

    return Block(high + px(18), paint)


def _named(
    canvas: Canvas, ink: dict[str, Colour], view: Chat, bubble: Bubble, middle: float
) -> None:
    """Level, rank and nickname above a message in a group."""
    frame, name = canvas.frame, speaker(view, bubble)
    px, seed = frame.px, seed_of(name, 3)
    rank = frame.letters(9, 500)
    title = f"LV{seed % 60 + 1} {TITLES[min(seed // 64 % 9, 4)]}"
    left = px(SIDE) + px(FACE) + px(9)
    wide = rank.size * 0.56 * len(title) + rank.size * 0.9 + px(8)
    back = mix(
        ink["page"],
        (GOLD, RED, ink["mine"], ink["soft"], ink["soft"])[min(seed // 64 % 9, 4)],
        0.75,
    )
    canvas.rounded(
        (left, middle - rank.size * 0.75, left + wide, middle + rank.size * 0.75), px(3), back
    )
    canvas.text(left + wide / 2, middle, title, rank, WHITE, "m")
    small = frame.letters(11, 400)
    words = shorten(name, small, canvas.width * 0.5)
    canvas.mark("names", canvas.text(left + wide + px(5), middle, words, small, ink["soft"]))


def _body(frame: Frame, ink: dict[str, Colour], bubble: Bubble) -> Block:
    px, words = frame.px, plain(bubble)
    edge, seed = px(SIDE) + px(FACE) + px(9), seed_of(words, 0)
    fill, text = (ink["mine"], WHITE) if bubble.mine else (ink["them"], ink["ink"])
    if bubble.kind in {"paper", "image", "map"}:
        shown = (
            paper_picture(px(48), words, seed) if bubble.kind == "paper"
            else snapshot(px(150), px((112, 150, 190)[seed % 3]), seed) if bubble.kind == "image"
            else map_picture(px(230), px(104), seed, frame.handset.dark)
        )  # fmt: skip
        head = frame.tall(34) if bubble.kind == "map" else 0

        def picture(canvas: Canvas, y: int) -> None:
            x = frame.width - edge - shown.width if bubble.mine else edge
            if head:
                box = (x, y, x + shown.width, y + head + shown.height)
                canvas.rounded(box, px(12), ink["them"])
                letters = frame.letters(14.5, 500)
                title = shorten(words, letters, shown.width - px(24))
                canvas.mark(
                    "names", canvas.text(x + px(12), y + head / 2, title, letters, ink["ink"])
                )
            canvas.picture(shown, x, y + head, (0, 0, px(12), px(12)) if head else px(12))
            canvas.mark("bubbles", (x, y, x + shown.width, y + head + shown.height))

        return Block(shown.height + head, picture)
    if bubble.kind == "transfer":
        return _transfer(frame, ink, bubble, edge)
    letters = frame.letters(16.2, 400, 1.42)
    voice = bubble.kind == "voice"
    said = f'{seconds(words)}"' if voice else words
    lines = typeset(said, letters, frame.width - 2 * edge + px(10) - px(28))
    extra = px(30 + 1.8 * seconds(words)) if voice else 0
    high = max(px(FACE), lines.height + px(18))

    def paint(canvas: Canvas, y: int) -> None:
        wide = max(lines.width + px(28) + extra, px(40))
        x = frame.width - edge - wide if bubble.mine else edge
        canvas.rounded((x, y, x + wide, y + high), px(17), fill)
        canvas.mark("bubbles", (x, y, x + wide, y + high))
        start = x + px(14)
        if voice:
            canvas.icon("wave", start + px(6), y + high / 2, 18, text, 1.7)
            start += px(24)
        link = WHITE if bubble.mine else ink["link"]
        canvas.paragraph(
            start, y + (high - lines.height) / 2, lines, text, link, underline=bubble.mine
        )

    return Block(high, paint)


def _transfer(frame: Frame, ink: dict[str, Colour], bubble: Bubble, edge: int) -> Block:
    px, words = frame.px, plain(bubble)
    amount, note = sum_and_note(words)
    wide, high = px(220), frame.tall(92)
    large, small = frame.letters(19, 600), frame.letters(12)

    def paint(canvas: Canvas, y: int) -> None:
        x = frame.width - edge - wide if bubble.mine else edge
        back = gradient(wide, high, mix(GOLD, WHITE, 0.12), mix(GOLD, RED, 0.35))
        canvas.picture(back, x, y, px(14))
        canvas.mark("bubbles", (x, y, x + wide, y + high))
        canvas.icon("gift", x + px(32), y + high * 0.38, 34, WHITE, 1.6)
        canvas.text(x + px(58), y + high * 0.28, amount or "转账", large, WHITE)
        line = shorten(note or "转账", small, wide - px(70))
        canvas.text(x + px(58), y + high * 0.53, line, small, WHITE)
        canvas.text(x + px(14), y + high * 0.84, "转账", frame.letters(10.5), mix(GOLD, WHITE, 0.8))

    return Block(high, paint)


def _input(frame: Frame, ink: dict[str, Colour]) -> Block:
    low = navigation_height(frame)
    height = frame.px(100) + low

    def paint(canvas: Canvas, y: int) -> None:
        px, middle = frame.px, y + frame.px(28)
        canvas.fill(0, y, canvas.width, y + height, ink["bar"])
        right = canvas.width - px(76)
        canvas.rounded((px(12), middle - px(19), right, middle + px(19)), px(19), ink["field"])
        box = (right + px(9), middle - px(17), canvas.width - px(12), middle + px(17))
        canvas.rounded(box, px(17), mix(ink["mine"], ink["bar"], 0.55))
        letters = frame.letters(14 / max(1.0, frame.handset.font_scale), 500)
        canvas.text((box[0] + box[2]) / 2, middle, "发送", letters, WHITE, "m")
        for place, name in enumerate(("mic", "image", "camera", "gift", "smile", "add_circle")):
            x = canvas.width * (place + 0.5) / 6
            canvas.icon(name, x, y + px(75), 25, ink["ink"], 1.4)

    return Block(height, paint)
