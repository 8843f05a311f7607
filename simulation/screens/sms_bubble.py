"""SMS kit ``bubble``: grey and green bubbles with tails, a round portrait over the sender's number."""

from functools import lru_cache

from PIL import Image, ImageDraw

from mingjian.simulation.screens.avatars import person, portrait, seed_of
from mingjian.simulation.screens.canvas import Canvas, Frame
from mingjian.simulation.screens.fonts import length
from mingjian.simulation.screens.incoming import attachment, is_number, when
from mingjian.simulation.screens.navigation import navigation_height
from mingjian.simulation.screens.page import Block, Page, gap
from mingjian.simulation.screens.paragraphs import shorten, typeset
from mingjian.simulation.screens.status_signs import status_height
from mingjian.simulation.screens.surface import Colour, mix, rgb
from mingjian.simulation.screens.views import Bubble, SmsThread

__all__ = ["colours", "thread"]

LIGHT = {"page": "#ffffff", "bar": "#f8f8f8", "ink": "#000000", "soft": "#8a8a8e", "line": "#d6d6d9",
         "them": "#e9e9eb", "mine": "#34c759", "blue": "#007aff", "field": "#eeeeef",
         "top": "#a8b0c0", "low": "#848a99", "edge": "#cfcfd4"}  # fmt: skip
DARK = {"page": "#000000", "bar": "#161617", "ink": "#ffffff", "soft": "#8d8d93", "line": "#2d2d2f",
        "them": "#262629", "mine": "#30b94d", "blue": "#0a84ff", "field": "#1c1c1e",
        "top": "#9aa1b0", "low": "#6d7382", "edge": "#3a3a3d"}  # fmt: skip
WHITE = (255, 255, 255)
Point = tuple[float, float]


def colours(frame: Frame) -> dict[str, Colour]:
    """Colours of the theme by their use."""
    return {name: rgb(value) for name, value in (DARK if frame.handset.dark else LIGHT).items()}


def thread(frame: Frame, view: SmsThread) -> Page:
    """The messages of one number."""
    ink = colours(frame)
    blocks = [gap(frame.px(6))]
    for number, bubble in enumerate(view.bubbles):
        if bubble.kind == "note":
            blocks.append(_time(frame, ink, bubble.text, first=False))
            continue
        follower = view.bubbles[number + 1] if number + 1 < len(view.bubbles) else None
        if bubble.at:
            blocks.append(_time(frame, ink, bubble.at, first=number == 0))
        tail = follower is None or follower.mine != bubble.mine or bool(follower.at)
        blocks.append(_message(frame, ink, bubble, tail))
    if view.bubbles and not any(bubble.mine for bubble in view.bubbles) and is_number(view.sender):
        blocks.append(_report(frame, ink))
    blocks.append(gap(frame.px(10)))
    return Page(
        colour=ink["page"],
        ink=ink["ink"],
        header=_header(frame, ink, view.sender),
        footer=_input(frame, ink),
        blocks=tuple(blocks),
        scroll=view.scroll,
    )


def _header(frame: Frame, ink: dict[str, Colour], sender: str) -> Block:
    top = status_height(frame)
    height = top + frame.px(88)

    def paint(canvas: Canvas, y: int) -> None:
        px, middle = frame.px, y + top + frame.px(33)
        canvas.fill(0, y, canvas.width, y + height, ink["bar"])
        canvas.fill(0, y + height - max(1, px(0.4)), canvas.width, y + height, ink["line"])
        canvas.icon("chevron", px(18), middle, 24, ink["blue"], 1.9)
        unread = frame.choice("unread", 40)
        if unread:
            letters = frame.letters(14, 400)
            words = str(unread)
            wide = max(px(22), px(13) + px(8) * len(words))
            canvas.rounded(
                (px(31), middle - px(10.5), px(31) + wide, middle + px(10.5)), px(11), ink["blue"]
            )
            canvas.text(px(31) + wide / 2, middle, words, letters, WHITE, "m")
        size = px(50)
        left = (canvas.width - size) // 2
        face = person(size, ink["top"], ink["low"], WHITE)
        if not is_number(sender):
            face = portrait(seed_of(sender, frame.handset.wallpaper), size)
        canvas.picture(face, left, y + top + px(5), size / 2)
        canvas.mark("avatars", (left, y + top + px(5), left + size, y + top + px(5) + size))
        letters = frame.letters(12.5, 400)
        name = shorten(sender, letters, canvas.width * 0.62)
        box = canvas.text(canvas.width / 2, y + top + px(70), name, letters, ink["ink"], "m")
        canvas.mark("sender", box)
        canvas.mark("numbers" if is_number(sender) else "names", box)
        canvas.icon("chevron_right", box[2] + px(7), y + top + px(70.5), 11, ink["soft"], 1.7)
        if not is_number(sender) or len(sender.replace(" ", "")) == 11:
            canvas.icon("video", canvas.width - px(30), middle, 27, ink["blue"], 1.4)

    return Block(height, paint)


def _time(frame: Frame, ink: dict[str, Colour], at: str, first: bool) -> Block:
    letters, bold = frame.letters(11.5, 400, 1.5), frame.letters(11.5, 600, 1.5)
    height = letters.step * (2 if first else 1) + frame.px(17)

    def paint(canvas: Canvas, y: int) -> None:
        middle = y + frame.px(11) + letters.step / 2
        if first:
            canvas.text(canvas.width / 2, middle, "短信", bold, ink["soft"], "m")
            middle += letters.step
        day, hour = when(shorten(at, letters, canvas.width * 0.9))
        space = frame.px(4) if day and hour else 0
        wide = length(day, bold) + space + length(hour, letters)
        x = canvas.text((canvas.width - wide) / 2, middle, day, bold, ink["soft"])[2]
        canvas.text(x + space, middle, hour, letters, ink["soft"])

    return Block(height, paint)


def _message(frame: Frame, ink: dict[str, Colour], bubble: Bubble, tail: bool) -> Block:
    px = frame.px
    space, side = px(8 if tail else 2), px(16)
    shown = attachment(frame, bubble, frame.width * 0.6)
    if shown is not None:

        def paste(canvas: Canvas, y: int) -> None:
            x = canvas.width - side - shown.width if bubble.mine else side
            canvas.picture(shown, x, y, px(18))
            canvas.mark("bubbles", (x, y, x + shown.width, y + shown.height))

        return Block(shown.height + space, paste)
    letters = frame.letters(17, 400, 1.3)
    words = typeset(bubble.text, letters, frame.width * 0.75 - px(26))
    high = words.height + px(15)
    colour, text = (ink["mine"], WHITE) if bubble.mine else (ink["them"], ink["ink"])

    def paint(canvas: Canvas, y: int) -> None:
        wide = max(words.width + px(26), px(42))
        x = canvas.width - side - wide if bubble.mine else side
        canvas.rounded((x, y, x + wide, y + high), px(18.5), colour)
        if tail:
            drawn = _tail(px(22), bubble.mine)
            place = x + wide - drawn.width + px(6) if bubble.mine else x - px(6)
            canvas.image.paste(colour, (place, y + high - drawn.height), drawn)
        canvas.paragraph(x + px(13), y + px(7.5), words, text, underline=True)
        canvas.mark("bubbles", (x, y, x + wide, y + high))

    return Block(high + space, paint)


@lru_cache(maxsize=32)
def _tail(size: int, right: bool) -> Image.Image:
    """The curl at the foot of a bubble."""
    unit = size * 4 / 22
    outer = _curve((6, 7), (6.2, 19.5), (0, 21.7))
    lower = _curve((0, 21.7), (8.5, 22.6), (14.5, 17.5))
    fine = Image.new("L", (size * 4, size * 4))
    points = [(x * unit, y * unit) for x, y in (*outer, *lower, (14.5, 7))]
    ImageDraw.Draw(fine).polygon(points, fill=255)
    drawn = fine.reduce(4)
    return drawn.transpose(Image.Transpose.FLIP_LEFT_RIGHT) if right else drawn


def _curve(start: Point, bend: Point, end: Point) -> list[Point]:
    """Points of a quadratic curve."""
    steps = [step / 10 for step in range(11)]
    return [
        (
            (1 - t) ** 2 * start[0] + 2 * t * (1 - t) * bend[0] + t * t * end[0],
            (1 - t) ** 2 * start[1] + 2 * t * (1 - t) * bend[1] + t * t * end[1],
        )
        for t in steps
    ]


def _report(frame: Frame, ink: dict[str, Colour]) -> Block:
    letters = frame.letters(12.5, 400, 1.5)
    height = letters.step * 2 + frame.px(22)

    def paint(canvas: Canvas, y: int) -> None:
        x, middle = canvas.width / 2, y + frame.px(12) + letters.step / 2
        canvas.text(x, middle, "该发件人不在你的联系人列表中。", letters, ink["soft"], "m")
        canvas.text(x, middle + letters.step, "报告垃圾信息", letters, ink["blue"], "m")

    return Block(height, paint)


def _input(frame: Frame, ink: dict[str, Colour]) -> Block:
    low = navigation_height(frame)
    height = frame.px(50) + low

    def paint(canvas: Canvas, y: int) -> None:
        px, middle = frame.px, y + frame.px(25)
        canvas.fill(0, y, canvas.width, y + height, ink["page"])
        canvas.disc(px(32), middle, px(17), ink["field"])
        canvas.icon("add", px(32), middle, 19, ink["soft"], 2.0)
        box = (px(60), middle - px(18), canvas.width - px(14), middle + px(18))
        edge = max(1, px(0.7))
        canvas.rounded(box, px(18), ink["edge"])
        inner = (box[0] + edge, box[1] + edge, box[2] - edge, box[3] - edge)
        canvas.rounded(inner, px(18) - edge, ink["page"])
        hint = frame.letters(16.5, 400)
        canvas.text(px(75), middle, "短信", hint, mix(ink["soft"], ink["page"], 0.35))
        canvas.icon("mic", canvas.width - px(33), middle, 21, ink["soft"], 1.5)

    return Block(height, paint)
