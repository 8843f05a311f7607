"""SMS kit ``card``: a notice on a card for each message, with the sender's signature and its SIM."""

import re

from mingjian.simulation.screens.avatars import COLOURS, seed_of, with_initials
from mingjian.simulation.screens.canvas import Canvas, Frame
from mingjian.simulation.screens.incoming import attachment, is_number, sim_of
from mingjian.simulation.screens.navigation import navigation_height
from mingjian.simulation.screens.page import Block, Page, gap
from mingjian.simulation.screens.paragraphs import shorten, typeset
from mingjian.simulation.screens.status_signs import status_height
from mingjian.simulation.screens.surface import Colour, rgb, whole
from mingjian.simulation.screens.views import Bubble, SmsThread

__all__ = ["badge", "colours", "signature", "thread"]

LIGHT = {"page": "#f2f3f5", "card": "#ffffff", "ink": "#16181c", "soft": "#8a8e96", "line": "#ebedf0",
         "blue": "#0d6bff", "mine": "#d5e6ff", "field": "#ffffff", "tag": "#e8f1ff"}  # fmt: skip
DARK = {"page": "#000000", "card": "#1f1f21", "ink": "#e9eaec", "soft": "#84878d", "line": "#303134",
        "blue": "#4b93ff", "mine": "#17427f", "field": "#242426", "tag": "#1b2f4d"}  # fmt: skip
WHITE = (255, 255, 255)
SIGNED = re.compile(r"^\s*【([^】]{1,14})】|【([^】]{1,14})】\s*$")
CODE = re.compile(r"验证码\D{0,6}(\d{4,8})|(?<!\d)(\d{4,8})\D{0,6}验证码")


def colours(frame: Frame) -> dict[str, Colour]:
    """Colours of the theme by their use."""
    return {name: rgb(value) for name, value in (DARK if frame.handset.dark else LIGHT).items()}


def signature(text: str) -> str:
    """What stands in 【】 at the start or the end of a message; empty when nothing does."""
    found = SIGNED.search(text)
    return (found[1] or found[2]) if found else ""


def thread(frame: Frame, view: SmsThread) -> Page:
    """The messages of one number."""
    ink = colours(frame)
    signs = [signature(bubble.text) for bubble in view.bubbles if not bubble.mine]
    brand = next((sign for sign in signs if sign), "")
    blocks = [gap(frame.px(4))]
    for bubble in view.bubbles:
        if bubble.at:
            blocks.append(_time(frame, ink, bubble.at))
        if bubble.kind == "note":
            blocks.append(_time(frame, ink, bubble.text))
        elif bubble.mine:
            blocks.append(_mine(frame, ink, bubble))
        else:
            blocks.append(_card(frame, ink, bubble, view.sender))
    blocks.append(gap(frame.px(8)))
    return Page(
        colour=ink["page"],
        ink=ink["ink"],
        header=_header(frame, ink, view.sender, brand),
        footer=_input(frame, ink, view.sender),
        blocks=tuple(blocks),
        scroll=view.scroll,
    )


def badge(canvas: Canvas, x: float, y: float, size: int, words: str) -> None:
    """The round mark of whoever signs."""
    colour = COLOURS[seed_of(words, 7) % len(COLOURS)]
    with_initials(canvas, (whole(x), whole(y), size), words[:1], colour, WHITE)
    canvas.mark("avatars", (x, y, x + size, y + size))


def _header(frame: Frame, ink: dict[str, Colour], sender: str, brand: str) -> Block:
    top = status_height(frame)
    height = top + frame.px(58)

    def paint(canvas: Canvas, y: int) -> None:
        px, middle = frame.px, y + top + frame.px(29)
        canvas.fill(0, y, canvas.width, y + height, ink["page"])
        canvas.icon("arrow_back", px(30), middle, 25, ink["ink"], 1.5)
        canvas.icon("gear", canvas.width - px(30), middle, 24, ink["ink"], 1.4)
        canvas.icon("phone", canvas.width - px(76), middle, 24, ink["ink"], 1.4)
        room = canvas.width - px(170)
        title, small = frame.letters(17, 600), frame.letters(11.5, 400)
        if not brand:
            name = shorten(sender, title, room)
            box = canvas.text(px(60), middle, name, title, ink["ink"])
        else:
            badge(canvas, px(58), middle - px(18), px(36), brand)
            name = shorten(brand, title, room - px(44))
            place = canvas.text(px(102), middle - px(9), name, title, ink["ink"])
            canvas.mark("sender", place)
            canvas.icon("verified", place[2] + px(11), middle - px(9), 15, ink["blue"])
            number = shorten(sender, small, room - px(44))
            box = canvas.text(px(102), middle + px(12), number, small, ink["soft"])
        canvas.mark("sender", box)
        canvas.mark("numbers" if is_number(sender) else "names", box)

    return Block(height, paint)


def _time(frame: Frame, ink: dict[str, Colour], at: str) -> Block:
    letters = frame.letters(12, 400, 1.5)
    height = letters.step + frame.px(16)

    def paint(canvas: Canvas, y: int) -> None:
        words = shorten(at, letters, canvas.width * 0.9)
        canvas.text(
            canvas.width / 2, y + height / 2 + frame.px(2), words, letters, ink["soft"], "m"
        )

    return Block(height, paint)


def _card(frame: Frame, ink: dict[str, Colour], bubble: Bubble, sender: str) -> Block:
    px = frame.px
    side, inner = px(13), px(17)
    sign = signature(bubble.text) if bubble.kind == "text" else ""
    letters = frame.letters(15.8, 400, 1.48)
    shown = attachment(frame, bubble, frame.width - 2 * side - 2 * inner)
    text = "" if shown is not None else bubble.text
    words = typeset(text, letters, frame.width - 2 * side - 2 * inner)
    code = next((a or b for a, b in CODE.findall(text)), "")
    head = frame.tall(42) if sign else px(14)
    body = words.height if shown is None else shown.height
    large = frame.letters(26, 600, 1.6)
    coded = large.step if code else 0
    foot = frame.tall(44)
    high = head + coded + body + px(9) + foot

    def paint(canvas: Canvas, y: int) -> None:
        x, right = side, canvas.width - side
        canvas.rounded((x, y, right, y + high), px(17), ink["card"])
        small = frame.letters(12.5, 400)
        if sign:
            badge(canvas, x + inner, y + head / 2 - px(8), px(20), sign)
            bold = frame.letters(13.5, 500)
            canvas.text(x + inner + px(28), y + head / 2 + px(2), sign, bold, ink["ink"])
            canvas.icon(
                "chevron_right", right - inner - px(2), y + head / 2 + px(2), 15, ink["soft"], 1.6
            )
        low = y + head
        if code:
            spaced = " ".join(code) if len(code) < 7 else code
            box = canvas.text(x + inner, low + coded / 2, spaced, large, ink["ink"])
            canvas.mark("numbers", box)
            low += coded
        if shown is None:
            canvas.paragraph(x + inner, low, words, ink["ink"], ink["blue"])
        else:
            canvas.picture(shown, x + inner, low, px(10))
        low += body + px(9)
        canvas.fill(x + inner, low, right - inner, low + max(1, px(0.6)), ink["line"])
        _sim(canvas, x + inner, low + foot / 2, sim_of(frame, sender), ink)
        names = frame.handset.carriers
        name = names[sim_of(frame, sender)] if names else ""
        canvas.text(x + inner + px(20), low + foot / 2, name, small, ink["soft"])
        action = (
            "复制验证码"
            if code
            else "拨打电话"
            if words.numbers
            else "查看详情"
            if words.links
            else "标记已读"
        )
        bold = frame.letters(13.5, 500)
        canvas.text(right - inner, low + foot / 2, action, bold, ink["blue"], "r")
        canvas.mark("bubbles", (x, y, right, y + high))

    return Block(high + px(10), paint)


def _sim(canvas: Canvas, x: float, y: float, sim: int, ink: dict[str, Colour]) -> None:
    """A small card with the number of the SIM."""
    px = canvas.frame.px
    canvas.rounded((x, y - px(7.5), x + px(13), y + px(7.5)), px(3), ink["soft"])
    letters = canvas.frame.letters(9.5 / canvas.frame.handset.font_scale, 700)
    canvas.text(x + px(6.5), y, str(sim + 1), letters, ink["card"], "m")


def _mine(frame: Frame, ink: dict[str, Colour], bubble: Bubble) -> Block:
    px = frame.px
    letters = frame.letters(15.8, 400, 1.48)
    shown = attachment(frame, bubble, frame.width * 0.55)
    words = typeset(bubble.text if shown is None else "", letters, frame.width * 0.72 - px(30))
    high = words.height + px(20) if shown is None else shown.height
    wide = words.width + px(30) if shown is None else shown.width

    def paint(canvas: Canvas, y: int) -> None:
        x = canvas.width - px(13) - wide
        if shown is None:
            corners = (px(17), px(17), px(5), px(17))
            canvas.rounded((x, y, x + wide, y + high), corners, ink["mine"])
            canvas.paragraph(x + px(15), y + px(10), words, ink["ink"], ink["blue"])
        else:
            canvas.picture(shown, x, y, px(17))
        canvas.mark("bubbles", (x, y, x + wide, y + high))

    return Block(high + px(10), paint)


def _input(frame: Frame, ink: dict[str, Colour], sender: str) -> Block:
    low = navigation_height(frame)
    height = frame.px(64) + low

    def paint(canvas: Canvas, y: int) -> None:
        px, middle = frame.px, y + frame.px(31)
        canvas.fill(0, y, canvas.width, y + height, ink["page"])
        canvas.icon("add_circle", px(33), middle, 28, ink["ink"], 1.4)
        box = (px(60), middle - px(21), canvas.width - px(16), middle + px(21))
        canvas.rounded(box, px(21), ink["field"])
        canvas.text(px(78), middle, "短信", frame.letters(15.5), ink["soft"])
        right = canvas.width - px(38)
        if len(frame.handset.carriers) > 1:
            _sim(
                canvas, right - px(44), middle, sim_of(frame, sender), ink | {"card": ink["field"]}
            )
        canvas.icon("send", right, middle, 21, ink["soft"])

    return Block(height, paint)
