"""SMS kit ``tonal``, the list of threads: a field for searching above, a wide button below."""

from mingjian.simulation.screens.avatars import COLOURS
from mingjian.simulation.screens.canvas import Canvas, Frame
from mingjian.simulation.screens.incoming import is_number
from mingjian.simulation.screens.navigation import navigation_height
from mingjian.simulation.screens.page import Block, Page, gap
from mingjian.simulation.screens.paragraphs import shorten, typeset
from mingjian.simulation.screens.sms_tonal import face, tones
from mingjian.simulation.screens.status_signs import status_height
from mingjian.simulation.screens.surface import Colour, mix
from mingjian.simulation.screens.views import SmsList

__all__ = ["threads"]

WHITE = (255, 255, 255)


def threads(frame: Frame, view: SmsList) -> Page:
    """The list of threads, with a field for searching above and a button below."""
    ink = tones(frame)
    return Page(
        colour=ink["page"],
        ink=ink["ink"],
        header=_search(frame, ink),
        footer=_foot(frame, ink),
        blocks=(gap(frame.px(6)), *(_row(frame, ink, row) for row in view.rows)),
        floating=_start(frame, ink),
    )


def _search(frame: Frame, ink: dict[str, Colour]) -> Block:
    top = status_height(frame)
    height = top + frame.px(72)

    def paint(canvas: Canvas, y: int) -> None:
        px, middle = frame.px, y + top + frame.px(38)
        canvas.fill(0, y, canvas.width, y + height, ink["bar"])
        box = (px(16), middle - px(26), canvas.width - px(16), middle + px(26))
        canvas.rounded(box, px(26), ink["raised"])
        canvas.icon("search", px(42), middle, 24, ink["soft"], 1.7)
        canvas.text(px(66), middle, "搜索信息", frame.letters(16.5, 400), ink["soft"])
        colour = COLOURS[frame.choice("owner", len(COLOURS))]
        canvas.disc(canvas.width - px(42), middle, px(16), colour)
        canvas.icon("person", canvas.width - px(42), middle, 19, WHITE)

    return Block(height, paint)


def _row(frame: Frame, ink: dict[str, Colour], row: tuple[str, str, str, int]) -> Block:
    sender, preview, at, unread = row
    px = frame.px
    weight = 600 if unread else 400
    name, small = frame.letters(16.5, weight), frame.letters(14, 500 if unread else 400, 1.4)
    words = typeset(preview.replace("\n", " "), small, frame.width - px(82) - px(58), most=2)
    height = max(px(76), name.step + small.step * len(words.lines) + px(22))

    def paint(canvas: Canvas, y: int) -> None:
        face(canvas, px(16), y + px(12), px(50), sender)
        line, text = y + px(11) + name.step / 2, ink["ink"] if unread else ink["soft"]
        hour = frame.letters(12.5, weight)
        right = canvas.text(canvas.width - px(20), line, at, hour, text, "r")[0]
        place = canvas.text(px(82), line, shorten(sender, name, right - px(90)), name, ink["ink"])
        canvas.mark("sender", place)
        canvas.mark("numbers" if is_number(sender) else "names", place)
        low = y + px(12) + name.step
        canvas.paragraph(px(82), low, words, text)
        canvas.mark("bubbles", (px(82), low, px(82) + words.width, low + words.height))
        if unread:
            x, middle = canvas.width - px(31), low + small.step * 0.7
            canvas.disc(x, middle, px(10), ink["main"])
            number = frame.letters(11, 600)
            paper = mix(ink["page"], ink["main"], 0.05)
            canvas.text(x, middle, str(min(unread, 99)), number, paper, "m")

    return Block(height, paint)


def _start(frame: Frame, ink: dict[str, Colour]) -> Block:
    height = frame.px(76)

    def paint(canvas: Canvas, y: int) -> None:
        px, letters = frame.px, frame.letters(14.5, 500)
        wide = px(74) + letters.size * 4
        x, low = canvas.width - px(18) - wide, y + px(56)
        shade = mix(ink["page"], (0, 0, 0), 0.1)
        canvas.rounded((x, y + px(2), x + wide, low + px(2)), px(17), shade)
        canvas.rounded((x, y, x + wide, low), px(17), ink["button"])
        canvas.icon("message", x + px(30), y + px(28), 23, ink["ink"])
        canvas.text(x + px(52), y + px(28), "发起聊天", letters, ink["ink"])

    return Block(height, paint)


def _foot(frame: Frame, ink: dict[str, Colour]) -> Block:
    height = navigation_height(frame)
    return Block(height, lambda canvas, y: canvas.fill(0, y, canvas.width, y + height, ink["page"]))
