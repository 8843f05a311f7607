"""SMS kit ``bubble``, the list of threads: a large title, portraits, a blue dot for what is unread."""

from mingjian.simulation.screens.avatars import person, portrait, seed_of
from mingjian.simulation.screens.canvas import Canvas, Frame
from mingjian.simulation.screens.incoming import is_number
from mingjian.simulation.screens.navigation import navigation_height
from mingjian.simulation.screens.page import Block, Page
from mingjian.simulation.screens.paragraphs import shorten, typeset
from mingjian.simulation.screens.sms_bubble import colours
from mingjian.simulation.screens.status_signs import status_height
from mingjian.simulation.screens.surface import Colour
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
    )


def _title(frame: Frame, ink: dict[str, Colour]) -> Block:
    top = status_height(frame)
    height = top + frame.px(142)

    def paint(canvas: Canvas, y: int) -> None:
        px, start = frame.px, y + top
        canvas.fill(0, y, canvas.width, y + height, ink["page"])
        canvas.text(px(16), start + px(22), "编辑", frame.letters(17), ink["blue"])
        canvas.icon("compose", canvas.width - px(28), start + px(21), 25, ink["blue"], 1.5)
        canvas.text(px(16), start + px(66), "信息", frame.letters(33, 700), ink["ink"])
        box = (px(16), start + px(96), canvas.width - px(16), start + px(132))
        canvas.rounded(box, px(10), ink["field"])
        canvas.icon("search", px(32), start + px(114), 18, ink["soft"], 1.8)
        canvas.text(px(45), start + px(114), "搜索", frame.letters(16.5), ink["soft"])
        canvas.icon("mic_fill", canvas.width - px(32), start + px(114), 17, ink["soft"], 1.6)

    return Block(height, paint)


def _row(frame: Frame, ink: dict[str, Colour], row: tuple[str, str, str, int]) -> Block:
    sender, preview, at, unread = row
    px, name, small = frame.px, frame.letters(16.5, 600), frame.letters(15, 400, 1.32)
    width = frame.width - px(74) - px(18)
    words = typeset(preview.replace("\n", " "), small, width, most=2)
    height = max(px(76), name.step + small.step * 2 + px(16))

    def paint(canvas: Canvas, y: int) -> None:
        middle = y + height / 2
        if unread:
            canvas.disc(px(14), middle, px(5.5), ink["blue"])
        size = px(44)
        face = person(size, ink["top"], ink["low"], WHITE)
        if not is_number(sender):
            face = portrait(seed_of(sender, frame.handset.wallpaper), size)
        box = (px(26), middle - size / 2, px(26) + size, middle + size / 2)
        canvas.picture(face, box[0], box[1], size / 2)
        canvas.mark("avatars", box)
        line = y + px(7) + name.step / 2
        canvas.icon("chevron_right", canvas.width - px(17), line, 15, ink["edge"], 2.0)
        right = canvas.text(canvas.width - px(28), line, at, small, ink["soft"], "r")[0]
        title = shorten(sender, name, right - px(8) - px(80))
        place = canvas.text(px(80), line, title, name, ink["ink"])
        canvas.mark("sender", place)
        canvas.mark("numbers" if is_number(sender) else "names", place)
        canvas.paragraph(px(80), y + px(8) + name.step, words, ink["soft"])
        box = (
            px(80),
            y + px(8) + name.step,
            px(80) + words.width,
            y + px(8) + name.step + words.height,
        )
        canvas.mark("bubbles", box)
        canvas.fill(px(80), y + height - max(1, px(0.4)), canvas.width, y + height, ink["line"])

    return Block(height, paint)


def _foot(frame: Frame, ink: dict[str, Colour]) -> Block:
    height = navigation_height(frame)
    return Block(height, lambda canvas, y: canvas.fill(0, y, canvas.width, y + height, ink["page"]))
