"""SMS kit ``card``, the list of threads: whoever signs stands for the number."""

from mingjian.simulation.screens.avatars import portrait, seed_of
from mingjian.simulation.screens.canvas import Canvas, Frame
from mingjian.simulation.screens.incoming import is_number
from mingjian.simulation.screens.navigation import navigation_height
from mingjian.simulation.screens.page import Block, Page, gap
from mingjian.simulation.screens.paragraphs import shorten, typeset
from mingjian.simulation.screens.sms_card import badge, colours, signature
from mingjian.simulation.screens.status_signs import status_height
from mingjian.simulation.screens.surface import Colour, rgb
from mingjian.simulation.screens.views import SmsList

__all__ = ["threads"]

WHITE = (255, 255, 255)


def threads(frame: Frame, view: SmsList) -> Page:
    """The list of threads."""
    ink = colours(frame)
    rows = tuple(_row(frame, ink, row) for row in view.rows)
    return Page(
        colour=ink["page"],
        ink=ink["ink"],
        header=_title(frame, ink, sum(row[3] for row in view.rows)),
        footer=_tabs(frame, ink),
        blocks=(gap(frame.px(2)), *rows),
    )


def _title(frame: Frame, ink: dict[str, Colour], unread: int) -> Block:
    top = status_height(frame)
    height = top + frame.px(156)

    def paint(canvas: Canvas, y: int) -> None:
        px, start = frame.px, y + top
        canvas.fill(0, y, canvas.width, y + height, ink["page"])
        canvas.icon("gear", canvas.width - px(32), start + px(30), 25, ink["ink"], 1.4)
        box = canvas.text(px(26), start + px(68), "短信", frame.letters(31, 500), ink["ink"])
        if unread:
            words = f"{unread} 条未读"
            canvas.text(box[2] + px(10), start + px(74), words, frame.letters(13), ink["soft"])
        field = (px(16), start + px(104), canvas.width - px(16), start + px(146))
        canvas.rounded(field, px(14), ink["field"])
        canvas.icon("search", px(38), start + px(125), 20, ink["soft"], 1.7)
        canvas.text(px(56), start + px(125), "搜索短信", frame.letters(15.5), ink["soft"])

    return Block(height, paint)


def _row(frame: Frame, ink: dict[str, Colour], row: tuple[str, str, str, int]) -> Block:
    sender, preview, at, unread = row
    px, sign = frame.px, signature(preview)
    name, small = frame.letters(16.2, 500), frame.letters(13.5, 400, 1.4)
    words = typeset(preview.replace("\n", " "), small, frame.width - px(76) - px(52), most=1)
    height = max(px(72), name.step + small.step + px(24))

    def paint(canvas: Canvas, y: int) -> None:
        size, title = px(44), sign or sender
        top = y + (height - size) / 2
        if is_number(title):
            canvas.disc(px(18) + size / 2, top + size / 2, size / 2, (160, 178, 206))
            canvas.icon("person", px(18) + size / 2, top + size / 2, 25, WHITE)
            canvas.mark("avatars", (px(18), top, px(18) + size, top + size))
        elif sign:
            badge(canvas, px(18), top, size, sign)
        else:
            seed = seed_of(sender, frame.handset.wallpaper)
            canvas.picture(portrait(seed, size), px(18), top, size / 2)
            canvas.mark("avatars", (px(18), top, px(18) + size, top + size))
        line = y + height / 2 - small.step / 2 - px(1)
        hour = frame.letters(12, 400)
        right = canvas.text(canvas.width - px(18), line, at, hour, ink["soft"], "r")[0]
        place = canvas.text(px(76), line, shorten(title, name, right - px(100)), name, ink["ink"])
        if sign:
            canvas.icon("verified", place[2] + px(10), line, 14, ink["blue"])
        canvas.mark("sender", place)
        if not sign:
            canvas.mark("numbers" if is_number(title) else "names", place)
        low = line + name.step / 2
        canvas.paragraph(px(76), low, words, ink["soft"])
        canvas.mark("bubbles", (px(76), low, px(76) + words.width, low + words.height))
        if unread:
            number = str(min(unread, 99))
            wide = px(18) + px(7) * (len(number) - 1)
            x, middle = canvas.width - px(18), low + small.step / 2
            canvas.rounded((x - wide, middle - px(9), x, middle + px(9)), px(9), rgb("#fa3e3e"))
            canvas.text(x - wide / 2, middle, number, frame.letters(11, 500), WHITE, "m")

    return Block(height, paint)


def _tabs(frame: Frame, ink: dict[str, Colour]) -> Block:
    low = navigation_height(frame)
    height = frame.px(58) + low

    def paint(canvas: Canvas, y: int) -> None:
        px = frame.px
        canvas.fill(0, y, canvas.width, y + height, ink["page"])
        small = frame.letters(10.5 / frame.handset.font_scale, 500)
        for place, (name, words) in enumerate(
            (("message", "短信"), ("mail", "通知"), ("person_circle", "我的"))
        ):
            x, colour = canvas.width * (place + 0.5) / 3, ink["ink"] if place == 0 else ink["soft"]
            canvas.icon(name, x, y + px(22), 23, colour, 1.6)
            canvas.text(x, y + px(44), words, small, colour, "m")

    return Block(height, paint)
