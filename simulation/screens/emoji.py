"""Emoji, drawn: the text face has none. Faces by mood, some things by shape, the rest a plain face."""

from functools import lru_cache

from PIL import Image, ImageDraw

__all__ = ["CODES", "is_emoji", "is_joiner", "picture"]

RANGES = (
    (0x1F300, 0x1F3FA), (0x1F400, 0x1F64F), (0x1F680, 0x1F6FF), (0x1F900, 0x1FAFF),
    (0x2600, 0x2604), (0x2614, 0x2615), (0x2648, 0x2653), (0x26A0, 0x26A1), (0x26BD, 0x26FA),
    (0x2705, 0x2705), (0x270A, 0x270D), (0x274C, 0x274C), (0x2753, 0x2755), (0x2757, 0x2757),
    (0x2763, 0x2764), (0x1F1E6, 0x1F1FF), (0x2728, 0x2728), (0x2B50, 0x2B50), (0x231A, 0x231B),
    (0x23F0, 0x23F3),
)  # fmt: skip
LOWEST = min(low for low, _ in RANGES)
JOINERS = {0x200D, 0xFE0E, 0xFE0F, 0x20E3, *range(0x1F3FB, 0x1F400)}
CODES = {"[微笑]": "🙂", "[流泪]": "😢", "[大哭]": "😭", "[发怒]": "😡", "[捂脸]": "🤦", "[强]": "👍", "[抱拳]": "🙏",
         "[呲牙]": "😁", "[偷笑]": "🤭", "[爱心]": "❤", "[旺柴]": "😏", "[玫瑰]": "🌹"}  # fmt: skip
YELLOW, DARK, RED, WHITE = (255, 204, 77), (102, 69, 0), (221, 46, 68), (255, 255, 255)
ANGRY, TEAR, SKIN = (244, 120, 60), (93, 173, 236), (247, 194, 120)
SIDE = 72  # the grid that the shapes are given in


def is_emoji(character: str) -> bool:
    """Whether the character is drawn as a picture."""
    code = ord(character)
    return code >= LOWEST and any(low <= code <= high for low, high in RANGES)


def is_joiner(character: str) -> bool:
    """Whether the character only changes its neighbours: a joiner, a variant, a skin tone."""
    return ord(character) in JOINERS


@lru_cache(maxsize=512)
def picture(character: str, size: int) -> Image.Image:
    """Draw an emoji, RGBA, ``size`` pixels square."""
    image = Image.new("RGBA", (SIDE * 2, SIDE * 2))
    _PARTS.get(character, _face)(_Pen(image), character)
    return image.resize((size, size), Image.Resampling.BOX if size <= SIDE * 2 else None)


class _Pen:
    """Shapes on the grid of 72 units."""

    def __init__(self, image: Image.Image) -> None:
        self.draw = ImageDraw.Draw(image)

    def disc(self, x: float, y: float, r: float, colour: tuple[int, int, int]) -> None:
        self.draw.ellipse(((x - r) * 2, (y - r) * 2, (x + r) * 2, (y + r) * 2), fill=colour)

    def oval(self, x: float, y: float, rx: float, ry: float, colour: tuple[int, int, int]) -> None:
        self.draw.ellipse(((x - rx) * 2, (y - ry) * 2, (x + rx) * 2, (y + ry) * 2), fill=colour)

    def arc(self, box: tuple[int, int, int, int], start: int, end: int) -> None:
        self.draw.arc([edge * 2 for edge in box], start, end, fill=DARK, width=9)

    def area(self, colour: tuple[int, int, int], *points: tuple[float, float]) -> None:
        self.draw.polygon([(x * 2, y * 2) for x, y in points], fill=colour)

    def line(self, *points: tuple[float, float], colour: tuple[int, int, int] = DARK) -> None:
        self.draw.line([(x * 2, y * 2) for x, y in points], fill=colour, width=9, joint="curve")


def _face(pen: _Pen, character: str) -> None:
    code = ord(character)
    cross, sad = character in "😠😡🤬👿", character in "😢😭😞😔😟😣😖😫😩🥺😥😰😨😱🙁☹"
    pen.disc(36, 36, 33, ANGRY if cross else YELLOW)
    if character in "😂🤣😁😆😄😃😀":
        pen.arc((14, 22, 30, 38), 190, 350)
        pen.arc((42, 22, 58, 38), 190, 350)
        pen.draw.chord((36, 60, 108, 124), 0, 180, fill=DARK)
        pen.draw.chord((46, 66, 98, 92), 0, 180, fill=WHITE)
    else:
        pen.oval(24, 30, 4.5, 6, DARK)
        pen.oval(48, 30, 4.5, 6, DARK)
        if cross:
            pen.line((15, 19), (28, 25))
            pen.line((57, 19), (44, 25))
        mouth = (24, 46, 48, 62) if cross or sad else (20, 32, 52, 56 + code % 3)
        pen.arc(mouth, *((190, 350) if cross or sad else (20, 160)))
    if character in "😢😭😥😂🤣":
        pen.oval(15, 46, 6, 9, TEAR)
        if character in "😭😂🤣":
            pen.oval(57, 46, 6, 9, TEAR)
    if character in "🤦🤭":
        pen.oval(40, 44, 22, 13, SKIN)


def _heart(pen: _Pen, character: str) -> None:
    pen.disc(21, 26, 16, RED)
    pen.disc(51, 26, 16, RED)
    pen.area(RED, (6.6, 33), (65.4, 33), (36, 66))


def _thumb(pen: _Pen, character: str) -> None:
    pen.draw.rounded_rectangle((36, 58, 124, 134), 22, fill=YELLOW)
    pen.area(YELLOW, (18, 34), (34, 6), (44, 8), (42, 34))
    for y in (38, 48, 58):
        pen.line((38, y), (60, y), colour=(228, 160, 40))


def _hands(pen: _Pen, character: str) -> None:
    pen.area(YELLOW, (34, 6), (34, 58), (16, 66), (14, 46))
    pen.area(SKIN, (38, 6), (38, 58), (56, 66), (58, 46))
    pen.area(TEAR, (8, 56), (30, 62), (26, 72), (6, 70))
    pen.area(TEAR, (64, 56), (42, 62), (46, 72), (66, 70))


def _warning(pen: _Pen, character: str) -> None:
    pen.area(YELLOW, (36, 5), (70, 66), (2, 66))
    pen.area(DARK, (32, 24), (40, 24), (38, 48), (34, 48))
    pen.disc(36, 56, 4, DARK)


def _mark(pen: _Pen, character: str) -> None:
    pen.area(RED, (29, 4), (43, 4), (40, 46), (32, 46))
    pen.disc(36, 60, 7, RED)


def _tick(pen: _Pen, character: str) -> None:
    pen.draw.rounded_rectangle((8, 8, 136, 136), 22, fill=(119, 178, 85))
    pen.line((18, 38), (30, 50), (54, 22), colour=WHITE)


def _cross(pen: _Pen, character: str) -> None:
    for ends in (((12, 12), (60, 60)), ((60, 12), (12, 60))):
        pen.draw.line([(x * 2, y * 2) for x, y in ends], fill=RED, width=22)


def _rose(pen: _Pen, character: str) -> None:
    pen.area((92, 145, 59), (33, 34), (39, 34), (39, 70), (33, 70))
    pen.disc(36, 24, 19, RED)
    pen.arc((26, 12, 46, 34), 200, 60)


_PARTS = {"❤": _heart, "❣": _heart, "💔": _heart, "👍": _thumb, "🙏": _hands, "⚠": _warning, "❗": _mark,
          "🌹": _rose, "✅": _tick, "❌": _cross}  # fmt: skip
