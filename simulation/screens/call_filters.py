"""Call log ``filters``: a search field, chips that filter, a coloured disc and a receiver in each row."""

from mingjian.simulation.screens.canvas import Canvas, Frame
from mingjian.simulation.screens.incoming import is_number, sim_of
from mingjian.simulation.screens.navigation import navigation_height
from mingjian.simulation.screens.page import Block, Page, gap
from mingjian.simulation.screens.paragraphs import shorten
from mingjian.simulation.screens.sms_tonal import face, tones
from mingjian.simulation.screens.status_signs import status_height
from mingjian.simulation.screens.surface import Colour, mix, rgb
from mingjian.simulation.screens.views import CallLog

__all__ = ["calls"]

CHIPS = ("全部", "未接", "联系人", "非骚扰")
TABS = (("star", "收藏"), ("clock", "最近"), ("person_circle", "联系人"), ("voicemail", "语音信箱"))


def calls(frame: Frame, view: CallLog) -> Page:
    """The list of calls."""
    ink = tones(frame)
    ink["red"] = rgb("#f2b8b5") if frame.handset.dark else rgb("#b3261e")
    return Page(
        colour=ink["page"],
        ink=ink["ink"],
        header=_header(frame, ink),
        footer=_tabs(frame, ink),
        blocks=(gap(frame.px(4)), *(_row(frame, ink, row) for row in view.rows)),
        floating=_dial(frame, ink),
    )


def _header(frame: Frame, ink: dict[str, Colour]) -> Block:
    top = status_height(frame)
    height = top + frame.px(128)

    def paint(canvas: Canvas, y: int) -> None:
        px, start = frame.px, y + top
        canvas.fill(0, y, canvas.width, y + height, ink["bar"])
        box = (px(16), start + px(10), canvas.width - px(16), start + px(62))
        canvas.rounded(box, px(26), ink["raised"])
        middle = start + px(36)
        canvas.icon("search", px(42), middle, 23, ink["soft"], 1.7)
        canvas.text(px(68), middle, "搜索联系人和地点", frame.letters(16), ink["soft"])
        canvas.icon("mic", canvas.width - px(78), middle, 22, ink["soft"], 1.6)
        canvas.icon("dots_vertical", canvas.width - px(40), middle, 22, ink["soft"], 1.7)
        x: float = px(16)
        letters = frame.letters(13.5, 500)
        for place, words in enumerate(CHIPS):
            wide = letters.size * len(words) + px(32 if place else 48)
            chip = (x, start + px(78), x + wide, start + px(112))
            if place:
                canvas.rounded(chip, px(9), ink["line"])
                edge = max(1, px(1))
                inner = (chip[0] + edge, chip[1] + edge, chip[2] - edge, chip[3] - edge)
                canvas.rounded(inner, px(8), ink["page"])
                canvas.text(x + wide / 2, start + px(95), words, letters, ink["soft"], "m")
            else:
                canvas.rounded(chip, px(9), ink["button"])
                canvas.icon("tick", x + px(18), start + px(95), 16, ink["ink"], 1.6)
                canvas.text(x + px(30), start + px(95), words, letters, ink["ink"])
            x += wide + px(8)

    return Block(height, paint)


def _row(frame: Frame, ink: dict[str, Colour], row: tuple[str, str, str, str, int]) -> Block:
    who, note, at, kind, count = row
    px = frame.px
    name, small = frame.letters(16.5, 400), frame.letters(13.2, 400, 1.35)
    height = max(px(72), round(name.step + small.step + px(20)))
    mark = {"in": "phone_in", "out": "phone_out", "missed": "missed"}[kind]

    def paint(canvas: Canvas, y: int) -> None:
        middle = y + height / 2
        upper, lower = middle - small.size * 0.85, middle + name.size * 0.75
        face(canvas, px(16), middle - px(21), px(42), who)
        canvas.icon("phone", canvas.width - px(36), middle, 23, ink["ink"], 1.5)
        colour = ink["red"] if kind == "missed" else ink["ink"]
        extra = f" ({count})" if count > 1 else ""
        words = shorten(who, name, canvas.width - px(160)) + extra
        box = canvas.text(px(74), upper, words, name, colour)
        canvas.mark("numbers" if is_number(who) else "names", box)
        canvas.mark("sender", box)
        canvas.icon(mark, px(81), lower, 13, ink["red"] if kind == "missed" else ink["soft"], 2.0)
        parts = [part for part in (note, at) if part]
        if len(frame.handset.carriers) > 1:
            parts.append(f"SIM {sim_of(frame, who) + 1}")
        line = shorten("·".join(parts), small, canvas.width - px(160))
        canvas.text(px(92), lower, line, small, ink["soft"])
        canvas.mark("bubbles", (0, y, canvas.width, y + height))

    return Block(height, paint)


def _dial(frame: Frame, ink: dict[str, Colour]) -> Block:
    height = frame.px(74)

    def paint(canvas: Canvas, y: int) -> None:
        px = frame.px
        x0, x1 = canvas.width - px(74), canvas.width - px(18)
        shade = mix(ink["page"], (0, 0, 0), 0.1)
        canvas.rounded((x0, y + px(3), x1, y + px(59)), px(17), shade)
        canvas.rounded((x0, y, x1, y + px(56)), px(17), ink["button"])
        canvas.icon("keypad", (x0 + x1) / 2, y + px(29), 25, ink["ink"])

    return Block(height, paint)


def _tabs(frame: Frame, ink: dict[str, Colour]) -> Block:
    low = navigation_height(frame)
    height = frame.px(76) + low

    def paint(canvas: Canvas, y: int) -> None:
        px = frame.px
        canvas.fill(0, y, canvas.width, y + height, ink["raised"])
        letters = frame.letters(12 / max(1.0, frame.handset.font_scale), 500)
        for place, (name, words) in enumerate(TABS):
            x, middle = canvas.width * (place + 0.5) / 4, y + px(28)
            if place == 1:
                pill = (x - px(31), middle - px(16), x + px(31), middle + px(16))
                canvas.rounded(pill, px(16), ink["button"])
            colour = ink["ink"] if place == 1 else ink["soft"]
            canvas.icon(name, x, middle, 23, colour, 1.6)
            canvas.text(x, y + px(58), words, letters, colour, "m")

    return Block(height, paint)
