"""SMS kit ``strip``, the list of threads: chips that filter, a round button below."""

from mingjian.simulation.screens.avatars import COLOURS, seed_of, with_initials
from mingjian.simulation.screens.canvas import Canvas, Frame
from mingjian.simulation.screens.incoming import is_number
from mingjian.simulation.screens.navigation import navigation_height
from mingjian.simulation.screens.page import Block, Page
from mingjian.simulation.screens.paragraphs import shorten, typeset
from mingjian.simulation.screens.sms_strip import colours
from mingjian.simulation.screens.status_signs import status_height
from mingjian.simulation.screens.surface import Colour, mix, rgb
from mingjian.simulation.screens.views import SmsList

__all__ = ["threads"]

WHITE = (255, 255, 255)


def threads(frame: Frame, view: SmsList) -> Page:
    """The list of threads."""
    ink = colours(frame)
    return Page(
        colour=ink["page"],
        ink=ink["ink"],
        header=_title(frame, ink),
        footer=_foot(frame, ink),
        blocks=tuple(_row(frame, ink, row) for row in view.rows),
        floating=_compose(frame, ink),
    )


def _title(frame: Frame, ink: dict[str, Colour]) -> Block:
    top = status_height(frame)
    height = top + frame.px(112)

    def paint(canvas: Canvas, y: int) -> None:
        px, start = frame.px, y + top
        canvas.fill(0, y, canvas.width, y + height, ink["bar"])
        canvas.text(px(24), start + px(34), "信息", frame.letters(27, 600), ink["ink"])
        canvas.icon("search", canvas.width - px(72), start + px(33), 23, ink["ink"], 1.5)
        canvas.icon("dots_vertical", canvas.width - px(28), start + px(33), 22, ink["ink"], 1.5)
        x: float = px(20)
        for place, words in enumerate(("全部", "未读", "通知", "验证码")):
            letters = frame.letters(13, 500 if place == 0 else 400)
            wide = letters.size * len(words) + px(28)
            back, text = (ink["main"], WHITE) if place == 0 else (ink["them"], ink["soft"])
            canvas.rounded((x, start + px(70), x + wide, start + px(100)), px(15), back)
            canvas.text(x + wide / 2, start + px(85), words, letters, text, "m")
            x += wide + px(9)

    return Block(height, paint)


def _row(frame: Frame, ink: dict[str, Colour], row: tuple[str, str, str, int]) -> Block:
    sender, preview, at, unread = row
    px = frame.px
    name, small = frame.letters(16.5, 500), frame.letters(13.5, 400, 1.42)
    words = typeset(preview.replace("\n", " "), small, frame.width - px(78) - px(22), most=2)
    height = max(px(74), name.step + small.step * len(words.lines) + px(24))

    def paint(canvas: Canvas, y: int) -> None:
        size, seed = px(42), seed_of(sender, frame.handset.wallpaper)
        box = (px(20), y + px(14), size)
        colour = mix(COLOURS[seed % len(COLOURS)], WHITE, 0.0 if frame.handset.dark else 0.15)
        if is_number(sender):
            canvas.disc(box[0] + size / 2, box[1] + size / 2, size / 2, colour)
            canvas.icon("message", box[0] + size / 2, box[1] + size / 2 + px(1), 21, WHITE)
        else:
            with_initials(
                canvas, box, sender[-2:] if len(sender) < 4 else sender[:1], colour, WHITE
            )
        canvas.mark("avatars", (box[0], box[1], box[0] + size, box[1] + size))
        if unread:
            canvas.disc(box[0] + size - px(3), box[1] + px(3), px(8), ink["page"])
            canvas.disc(box[0] + size - px(3), box[1] + px(3), px(6.5), rgb("#f5483b"))
        line = y + px(12) + name.step / 2
        right = canvas.text(canvas.width - px(20), line, at, frame.letters(12), ink["soft"], "r")[0]
        place = canvas.text(px(76), line, shorten(sender, name, right - px(84)), name, ink["ink"])
        canvas.mark("sender", place)
        canvas.mark("numbers" if is_number(sender) else "names", place)
        low = y + px(13) + name.step
        canvas.paragraph(px(76), low, words, ink["soft"])
        canvas.mark("bubbles", (px(76), low, px(76) + words.width, low + words.height))
        canvas.fill(px(76), y + height - 1, canvas.width - px(20), y + height, ink["line"])

    return Block(height, paint)


def _compose(frame: Frame, ink: dict[str, Colour]) -> Block:
    height = frame.px(84)

    def paint(canvas: Canvas, y: int) -> None:
        px, x = frame.px, canvas.width - frame.px(50)
        canvas.disc(x, y + px(30), px(28), ink["main"])
        canvas.icon("add", x, y + px(28), 26, WHITE, 1.7)

    return Block(height, paint)


def _foot(frame: Frame, ink: dict[str, Colour]) -> Block:
    height = navigation_height(frame)
    return Block(height, lambda canvas, y: canvas.fill(0, y, canvas.width, y + height, ink["bar"]))
