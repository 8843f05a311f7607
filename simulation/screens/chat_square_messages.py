"""Chat kit ``square``, the messages: words, a voice, a transfer, a place, a picture."""

from functools import lru_cache

from PIL import Image, ImageDraw

from mingjian.simulation.screens.attachments import map_picture, paper_picture, snapshot
from mingjian.simulation.screens.avatars import seed_of
from mingjian.simulation.screens.canvas import Canvas, Frame
from mingjian.simulation.screens.page import Block
from mingjian.simulation.screens.paragraphs import shorten, typeset
from mingjian.simulation.screens.speech import (
    plain,
    seconds,
    sum_and_note,
)
from mingjian.simulation.screens.surface import Colour, mix, rgb, whole
from mingjian.simulation.screens.views import Bubble

__all__ = ["FACE", "SIDE", "body"]

WHITE = (255, 255, 255)
FACE, SIDE, BEAK = 40, 12, 5.5  # units


def body(frame: Frame, ink: dict[str, Colour], bubble: Bubble) -> Block:
    """A message beside the portrait of who says it."""
    return _BODIES.get(bubble.kind, _words)(frame, ink, bubble)


def _place(frame: Frame, bubble: Bubble, wide: int) -> int:
    """Left edge of something ``wide`` beside the portrait."""
    edge = frame.px(SIDE) + frame.px(FACE) + frame.px(10)
    return frame.width - edge - wide if bubble.mine else edge


def _bubble(
    canvas: Canvas, box: tuple[float, float, float, float], colour: Colour, mine: bool
) -> None:
    px, (x0, y0, x1, y1) = canvas.frame.px, box
    canvas.rounded(box, px(4.5), colour)
    beak = _beak(px(BEAK), px(12), mine)
    place = (whole(x1) if mine else whole(x0) - beak.width, whole(y0) + px(14))
    canvas.image.paste(colour, place, beak)
    canvas.mark("bubbles", (x0, y0, x1, y1))


@lru_cache(maxsize=32)
def _beak(width: int, height: int, right: bool) -> Image.Image:
    fine = Image.new("L", (width * 4, height * 4))
    points = (
        (width * 4, 0),
        (width * 4, height * 4),
        (width * 0.7, height * 2.2),
        (width * 0.7, height * 1.8),
    )
    ImageDraw.Draw(fine).polygon(points, fill=255)
    drawn = fine.reduce(4)
    return drawn.transpose(Image.Transpose.FLIP_LEFT_RIGHT) if right else drawn


def _words(frame: Frame, ink: dict[str, Colour], bubble: Bubble) -> Block:
    px, letters = frame.px, frame.letters(16.8, 400, 1.4)
    room = frame.width - 2 * (px(SIDE) + px(FACE) + px(10)) + px(14)
    words = typeset(plain(bubble), letters, room - px(24))
    high = max(px(FACE), words.height + px(17))

    def paint(canvas: Canvas, y: int) -> None:
        wide = max(words.width + px(24), px(36))
        x = _place(frame, bubble, wide)
        colour, text = (ink["mine"], ink["mine_ink"]) if bubble.mine else (ink["them"], ink["ink"])
        _bubble(canvas, (x, y, x + wide, y + high), colour, bubble.mine)
        canvas.paragraph(x + px(12), y + (high - words.height) / 2, words, text, ink["link"])

    return Block(high, paint)


def _voice(frame: Frame, ink: dict[str, Colour], bubble: Bubble) -> Block:
    px, letters = frame.px, frame.letters(16, 400)
    length = seconds(plain(bubble))
    high = px(FACE)

    def paint(canvas: Canvas, y: int) -> None:
        wide = px(70 + 2.1 * length)
        x = _place(frame, bubble, wide)
        colour, text = (ink["mine"], ink["mine_ink"]) if bubble.mine else (ink["them"], ink["ink"])
        _bubble(canvas, (x, y, x + wide, y + high), colour, bubble.mine)
        words, middle = f'{length}"', y + high / 2
        if bubble.mine:
            canvas.text(x + wide - px(36), middle, words, letters, text, "r")
            canvas.icon("wave_left", x + wide - px(20), middle, 19, text, 1.7)
        else:
            canvas.icon("wave", x + px(20), middle, 19, text, 1.7)
            canvas.text(x + px(36), middle, words, letters, text)
            canvas.disc(x + wide + px(10), middle, px(4), rgb("#fa5151"))

    return Block(high, paint)


def _transfer(frame: Frame, ink: dict[str, Colour], bubble: Bubble) -> Block:
    px = frame.px
    large, small, tiny = frame.letters(17, 500), frame.letters(13), frame.letters(11.5)
    amount, note = sum_and_note(plain(bubble))
    wide, foot = px(232), frame.tall(26)
    high = frame.tall(66) + foot

    def paint(canvas: Canvas, y: int) -> None:
        x = _place(frame, bubble, wide)
        _bubble(canvas, (x, y, x + wide, y + high), ink["pay"], bubble.mine)
        middle = y + (high - foot) / 2
        radius = px(19)
        canvas.disc(x + px(33), middle, radius, WHITE)
        canvas.disc(x + px(33), middle, radius - px(2), ink["pay"])
        canvas.icon("swap", x + px(33), middle, 21, WHITE, 1.8)
        left = x + px(64)
        canvas.text(left, middle - large.size * 0.62, amount or "转账", large, WHITE)
        words = shorten(
            note or ("你发起了一笔转账" if bubble.mine else "请收款"), small, wide - px(76)
        )
        canvas.text(left, middle + small.size * 0.85, words, small, WHITE)
        thin = mix(ink["pay"], WHITE, 0.28)
        canvas.fill(x + px(12), y + high - foot, x + wide - px(12), y + high - foot + 1, thin)
        canvas.text(x + px(12), y + high - foot / 2, "转账", tiny, mix(ink["pay"], WHITE, 0.75))

    return Block(high, paint)


def _map(frame: Frame, ink: dict[str, Colour], bubble: Bubble) -> Block:
    px, letters, small = frame.px, frame.letters(16, 400), frame.letters(11.5, 400)
    wide, head = px(240), frame.tall(56)
    words = plain(bubble)
    shown = map_picture(wide, px(112), seed_of(words, 0), frame.handset.dark)
    high = head + shown.height

    def paint(canvas: Canvas, y: int) -> None:
        x = _place(frame, bubble, wide)
        _bubble(canvas, (x, y, x + wide, y + high), ink["them"], bubble.mine)
        title = shorten(words, letters, wide - px(24))
        canvas.mark("names", canvas.text(x + px(12), y + head * 0.34, title, letters, ink["ink"]))
        canvas.text(x + px(12), y + head * 0.74, "位置", small, ink["soft"])
        canvas.picture(shown, x, y + head, (0, 0, px(4.5), px(4.5)))

    return Block(high, paint)


def _picture(frame: Frame, ink: dict[str, Colour], bubble: Bubble) -> Block:
    px, words = frame.px, plain(bubble)
    seed = seed_of(words, 0)
    if bubble.kind == "paper":
        shown = paper_picture(px(46), words, seed)
    else:
        shown = snapshot(px(138), px((104, 138, 184)[seed % 3]), seed)

    def paint(canvas: Canvas, y: int) -> None:
        x = _place(frame, bubble, shown.width)
        canvas.picture(shown, x, y, px(4.5))
        canvas.mark("bubbles", (x, y, x + shown.width, y + shown.height))

    return Block(shown.height, paint)


_BODIES = {
    "voice": _voice,
    "transfer": _transfer,
    "map": _map,
    "paper": _picture,
    "image": _picture,
}
