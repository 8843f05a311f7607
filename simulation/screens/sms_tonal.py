"""SMS kit ``tonal``: colours taken from the wallpaper, large round bubbles, the hour below the last one."""

import colorsys

from mingjian.simulation.screens.avatars import COLOURS, seed_of
from mingjian.simulation.screens.canvas import Canvas, Frame
from mingjian.simulation.screens.incoming import attachment, is_number, sim_of, when
from mingjian.simulation.screens.navigation import navigation_height
from mingjian.simulation.screens.page import Block, Page, gap
from mingjian.simulation.screens.paragraphs import shorten, typeset
from mingjian.simulation.screens.status_signs import status_height
from mingjian.simulation.screens.surface import Colour
from mingjian.simulation.screens.views import Bubble, SmsThread

__all__ = ["face", "thread", "tones"]

HUES = (0.61, 0.61, 0.58, 0.42, 0.75, 0.08, 0.95)
WHITE = (255, 255, 255)


def tones(frame: Frame) -> dict[str, Colour]:
    """The palette of this phone: one hue in several depths."""
    hue = HUES[frame.choice("hue", len(HUES))]

    def tone(light: float, depth: float) -> Colour:
        red, green, blue = colorsys.hls_to_rgb(hue, light, depth)
        return round(red * 255), round(green * 255), round(blue * 255)

    if frame.handset.dark:
        return {"page": tone(0.075, 0.12), "bar": tone(0.075, 0.12), "raised": tone(0.14, 0.1),
                "them": tone(0.18, 0.12), "mine": tone(0.36, 0.42), "mine_ink": tone(0.94, 0.8),
                "ink": tone(0.9, 0.12), "soft": tone(0.68, 0.06), "main": tone(0.8, 0.75),
                "line": tone(0.22, 0.08), "button": tone(0.3, 0.4)}  # fmt: skip
    return {"page": tone(0.985, 0.6), "bar": tone(0.985, 0.6), "raised": tone(0.945, 0.4),
            "them": tone(0.925, 0.36), "mine": tone(0.4, 0.62), "mine_ink": WHITE,
            "ink": tone(0.11, 0.1), "soft": tone(0.36, 0.08), "main": tone(0.36, 0.62),
            "line": tone(0.87, 0.15), "button": tone(0.86, 0.65)}  # fmt: skip


def face(canvas: Canvas, x: float, y: float, size: int, sender: str) -> None:
    """A coloured disc with a figure or the first letter of a name."""
    seed = seed_of(sender, canvas.frame.handset.wallpaper)
    colour = COLOURS[seed % len(COLOURS)]
    canvas.disc(x + size / 2, y + size / 2, size / 2, colour)
    if is_number(sender):
        units = size / canvas.unit
        canvas.icon("person", x + size / 2, y + size / 2 - size * 0.02, units * 0.56, WHITE)
    else:
        letters = canvas.frame.letters(size / canvas.unit * 0.46, 500)
        canvas.text(x + size / 2, y + size / 2, sender[:1], letters, WHITE, "m")
    canvas.mark("avatars", (x, y, x + size, y + size))


def thread(frame: Frame, view: SmsThread) -> Page:
    """The messages of one number."""
    ink = tones(frame)
    blocks = [gap(frame.px(10))]
    for number, bubble in enumerate(view.bubbles):
        if bubble.kind == "note":
            blocks.append(_day(frame, ink, bubble.text))
            continue
        follower = view.bubbles[number + 1] if number + 1 < len(view.bubbles) else None
        leader = view.bubbles[number - 1] if number else None
        day, _ = when(bubble.at)
        if bubble.at and (day or leader is None):
            blocks.append(_day(frame, ink, bubble.at))
        joined = bool(leader and leader.mine == bubble.mine and not bubble.at)
        ends = follower is None or follower.mine != bubble.mine or bool(follower.at)
        blocks.append(_message(frame, ink, bubble, view.sender, (joined, ends)))
        if follower is None:
            blocks.append(_below(frame, ink, bubble, view.sender))
    return Page(
        colour=ink["page"],
        ink=ink["ink"],
        header=_header(frame, ink, view.sender),
        footer=_input(frame, ink, view.sender),
        blocks=tuple(blocks),
        scroll=view.scroll,
        low=True,
    )


def _header(frame: Frame, ink: dict[str, Colour], sender: str) -> Block:
    top = status_height(frame)
    height = top + frame.px(64)

    def paint(canvas: Canvas, y: int) -> None:
        px, middle = frame.px, y + top + frame.px(32)
        canvas.fill(0, y, canvas.width, y + height, ink["bar"])
        canvas.icon("arrow_back", px(28), middle, 24, ink["ink"], 1.6)
        face(canvas, px(54), middle - px(20), px(40), sender)
        letters = frame.letters(18, 400)
        right = canvas.width - px(96 if is_number(sender) else 140)
        box = canvas.text(
            px(106), middle, shorten(sender, letters, right - px(106)), letters, ink["ink"]
        )
        canvas.mark("sender", box)
        canvas.mark("numbers" if is_number(sender) else "names", box)
        canvas.icon("dots_vertical", canvas.width - px(24), middle, 23, ink["ink"], 1.7)
        canvas.icon("phone", canvas.width - px(68), middle, 23, ink["ink"], 1.5)
        if not is_number(sender):
            canvas.icon("video", canvas.width - px(112), middle, 24, ink["ink"], 1.5)

    return Block(height, paint)


def _day(frame: Frame, ink: dict[str, Colour], at: str) -> Block:
    letters = frame.letters(12, 500, 1.5)
    height = letters.step + frame.px(20)

    def paint(canvas: Canvas, y: int) -> None:
        day, hour = when(at)
        words = f"{day}·{hour}" if day and hour else day or hour
        words = shorten(words, letters, canvas.width * 0.9)
        canvas.text(canvas.width / 2, y + height / 2, words, letters, ink["soft"], "m")

    return Block(height, paint)


def _message(
    frame: Frame, ink: dict[str, Colour], bubble: Bubble, sender: str, place: tuple[bool, bool]
) -> Block:
    px, (joined, ends) = frame.px, place
    start, end = px(52), px(14)
    space = px(10 if ends else 2)
    shown = attachment(frame, bubble, frame.width * 0.58)
    letters = frame.letters(16, 400, 1.42)
    words = typeset(bubble.text if shown is None else "", letters, frame.width * 0.74 - px(32))
    high = words.height + px(20) if shown is None else shown.height
    wide = words.width + px(32) if shown is None else shown.width
    round_, tight = px(21), px(5)
    fill, text = (ink["mine"], ink["mine_ink"]) if bubble.mine else (ink["them"], ink["ink"])

    def paint(canvas: Canvas, y: int) -> None:
        x = canvas.width - end - wide if bubble.mine else start
        near = (tight if joined else round_, round_ if ends else tight)
        corners = (
            (round_, near[0], near[1], round_)
            if bubble.mine
            else (near[0], round_, round_, near[1])
        )
        if shown is None:
            canvas.rounded((x, y, x + wide, y + high), corners, fill)
            link = ink["mine_ink"] if bubble.mine else ink["main"]
            canvas.paragraph(x + px(16), y + px(10), words, text, link, underline=True)
        else:
            canvas.picture(shown, x, y, round_)
        canvas.mark("bubbles", (x, y, x + wide, y + high))
        if ends and not bubble.mine:
            face(canvas, px(12), y + high - px(30), px(30), sender)

    return Block(high + space, paint)


def _below(frame: Frame, ink: dict[str, Colour], bubble: Bubble, sender: str) -> Block:
    letters = frame.letters(11.5, 400, 1.5)
    _, hour = when(bubble.at)
    words = [hour] if hour else []
    if len(frame.handset.carriers) > 1:
        words.append(frame.handset.carriers[sim_of(frame, sender)])
    if bubble.mine:
        words.append("已发送")
    height = letters.step + frame.px(12)

    def paint(canvas: Canvas, y: int) -> None:
        x = canvas.width - frame.px(20) if bubble.mine else frame.px(58)
        anchor = "r" if bubble.mine else "l"
        line = "·".join(words)
        canvas.text(x, y + letters.step / 2 - frame.px(3), line, letters, ink["soft"], anchor)

    return Block(height, paint)


def _input(frame: Frame, ink: dict[str, Colour], sender: str) -> Block:
    low = navigation_height(frame)
    height = frame.px(68) + low

    def paint(canvas: Canvas, y: int) -> None:
        px, middle = frame.px, y + frame.px(34)
        canvas.fill(0, y, canvas.width, y + height, ink["page"])
        right = canvas.width - px(64)
        canvas.rounded((px(14), middle - px(24), right, middle + px(24)), px(24), ink["raised"])
        canvas.icon("add_circle", px(40), middle, 24, ink["soft"], 1.6)
        hint = frame.letters(16, 400)
        canvas.text(px(64), middle, shorten("短信", hint, px(90)), hint, ink["soft"])
        canvas.icon("smile", right - px(66), middle, 23, ink["soft"], 1.6)
        canvas.icon("image", right - px(28), middle, 23, ink["soft"], 1.6)
        canvas.disc(canvas.width - px(34), middle, px(22), ink["raised"])
        canvas.icon("mic", canvas.width - px(34), middle, 23, ink["ink"], 1.6)

    return Block(height, paint)
