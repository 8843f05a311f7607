"""SMS kit ``strip``: left-aligned title with the number below, white bubbles, hour and SIM under each."""

from mingjian.simulation.screens.canvas import Canvas, Frame
from mingjian.simulation.screens.incoming import attachment, is_number, sim_of, when
from mingjian.simulation.screens.navigation import navigation_height
from mingjian.simulation.screens.page import Block, Page, gap
from mingjian.simulation.screens.paragraphs import shorten, typeset
from mingjian.simulation.screens.status_signs import status_height
from mingjian.simulation.screens.surface import Colour, mix, rgb, whole
from mingjian.simulation.screens.views import Bubble, SmsThread

__all__ = ["colours", "thread"]

LIGHT = {"page": "#f5f6f8", "bar": "#f5f6f8", "them": "#ffffff", "ink": "#1a1a1a", "soft": "#8f9399",
         "line": "#e6e8eb", "field": "#ffffff"}  # fmt: skip
DARK = {"page": "#0b0b0c", "bar": "#0b0b0c", "them": "#26272a", "ink": "#ececee", "soft": "#7f8389",
        "line": "#26272a", "field": "#222326"}  # fmt: skip
ACCENTS = ("#2a7bf6", "#1aab6e", "#0a84d8", "#5468ff")
WHITE = (255, 255, 255)


def colours(frame: Frame) -> dict[str, Colour]:
    """Colours of the theme by their use."""
    ink = {name: rgb(value) for name, value in (DARK if frame.handset.dark else LIGHT).items()}
    accent = rgb(ACCENTS[frame.choice("accent", len(ACCENTS))])
    return ink | {"main": mix(accent, WHITE, 0.12 if frame.handset.dark else 0.0)}


def thread(frame: Frame, view: SmsThread) -> Page:
    """The messages of one number."""
    ink = colours(frame)
    blocks, shown = [gap(frame.px(4))], ""
    for bubble in view.bubbles:
        if bubble.kind == "note":
            blocks.append(_day(frame, ink, bubble.text))
            continue
        day, hour = when(bubble.at)
        if day and day != shown:
            blocks.append(_day(frame, ink, day))
            shown = day
        blocks.append(_message(frame, ink, bubble, view.sender, hour))
    blocks.append(gap(frame.px(6)))
    return Page(
        colour=ink["page"],
        ink=ink["ink"],
        header=_header(frame, ink, view.sender),
        footer=_input(frame, ink, view.sender),
        blocks=tuple(blocks),
        scroll=view.scroll,
    )


def _header(frame: Frame, ink: dict[str, Colour], sender: str) -> Block:
    top = status_height(frame)
    height = top + frame.px(58)

    def paint(canvas: Canvas, y: int) -> None:
        px, middle = frame.px, y + top + frame.px(28)
        canvas.fill(0, y, canvas.width, y + height, ink["bar"])
        canvas.icon("chevron", px(25), middle, 23, ink["ink"], 1.4)
        canvas.icon("phone", canvas.width - px(72), middle, 22, ink["ink"], 1.4)
        canvas.icon("dots_vertical", canvas.width - px(27), middle, 21, ink["ink"], 1.4)
        name, small = frame.letters(18.5, 500), frame.letters(11.5)
        words = shorten(sender, name, canvas.width - px(150))
        box = canvas.text(px(46), middle - px(8), words, name, ink["ink"])
        canvas.mark("sender", box)
        canvas.mark("numbers" if is_number(sender) else "names", box)
        note = "陌生号码" if len(sender.replace(" ", "")) == 11 else "服务号码"
        note = note if is_number(sender) else "手机"
        canvas.text(px(46), middle + px(14), note, small, ink["soft"])

    return Block(height, paint)


def _day(frame: Frame, ink: dict[str, Colour], day: str) -> Block:
    letters = frame.letters(12, 400, 1.5)
    height = letters.step + frame.px(18)

    def paint(canvas: Canvas, y: int) -> None:
        words = shorten(day, letters, canvas.width * 0.9)
        canvas.text(canvas.width / 2, y + height / 2, words, letters, ink["soft"], "m")

    return Block(height, paint)


def _message(frame: Frame, ink: dict[str, Colour], bubble: Bubble, sender: str, hour: str) -> Block:
    px = frame.px
    letters, small = frame.letters(16, 400, 1.44), frame.letters(11, 400, 1.5)
    shown = attachment(frame, bubble, frame.width * 0.6)
    words = typeset(bubble.text if shown is None else "", letters, frame.width * 0.78 - px(28))
    high = words.height + px(19) if shown is None else shown.height
    wide = words.width + px(28) if shown is None else shown.width
    below = small.step + px(6) if hour else 0
    large, tight = px(18), px(4)

    def paint(canvas: Canvas, y: int) -> None:
        x = canvas.width - px(16) - wide if bubble.mine else px(16)
        corners = (large, tight, large, large) if bubble.mine else (tight, large, large, large)
        if shown is None:
            canvas.rounded(
                (x, y, x + wide, y + high), corners, ink["main"] if bubble.mine else ink["them"]
            )
            text, link = (WHITE, WHITE) if bubble.mine else (ink["ink"], ink["main"])
            canvas.paragraph(x + px(14), y + px(9.5), words, text, link, underline=bubble.mine)
        else:
            canvas.picture(shown, x, y, large)
        canvas.mark("bubbles", (x, y, x + wide, y + high))
        if hour:
            _stamp(canvas, ink, (bubble.mine, hour), y + high + px(5) + small.step / 2, sender)

    return Block(high + below + px(12), paint)


def _stamp(
    canvas: Canvas, ink: dict[str, Colour], what: tuple[bool, str], y: float, sender: str
) -> None:
    """The hour and the SIM beneath a bubble."""
    frame, (mine, hour), y = canvas.frame, what, whole(y)
    px, letters = frame.px, frame.letters(11, 400)
    twin = len(frame.handset.carriers) > 1
    x: float = px(20)
    if mine:
        x = canvas.width - px(20)
        x = canvas.text(x, y, hour, letters, ink["soft"], "r")[0] - px(19)
    if twin:
        box = (x, y - px(6.5), x + px(12), y + px(6.5))
        canvas.rounded(box, px(2.5), ink["soft"])
        inner = (box[0] + 1, box[1] + 1, box[2] - 1, box[3] - 1)
        canvas.rounded(inner, px(2), ink["page"])
        number = frame.letters(9 / frame.handset.font_scale, 600)
        canvas.text(x + px(6), y, str(sim_of(frame, sender) + 1), number, ink["soft"], "m")
        x += px(17)
    if not mine:
        canvas.text(x, y, hour, letters, ink["soft"])


def _input(frame: Frame, ink: dict[str, Colour], sender: str) -> Block:
    low = navigation_height(frame)
    height = frame.px(60) + low

    def paint(canvas: Canvas, y: int) -> None:
        px, middle = frame.px, y + frame.px(29)
        canvas.fill(0, y, canvas.width, y + height, ink["bar"])
        canvas.icon("add", px(28), middle, 23, ink["ink"], 1.5)
        right = canvas.width - px(62)
        canvas.rounded((px(52), middle - px(20), right, middle + px(20)), px(20), ink["field"])
        canvas.text(px(68), middle, "输入短信内容", frame.letters(15), ink["soft"])
        canvas.icon("smile", right - px(24), middle, 22, ink["soft"], 1.5)
        canvas.disc(canvas.width - px(33), middle, px(19), mix(ink["main"], ink["page"], 0.55))
        canvas.icon("send", canvas.width - px(32), middle, 19, WHITE)

    return Block(height, paint)
