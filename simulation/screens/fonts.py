"""Letters: the faces of an installed package; a glyph is drawn once and kept.

Letting FreeType draw each line costs about 55 microseconds a character; pasting a kept glyph costs six.
"""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from PIL import Image, ImageDraw, ImageFont

from mingjian.simulation.screens.emoji import is_emoji, is_joiner

__all__ = ["FACES", "Glyph", "Source", "Type", "advance", "glyph", "length", "mask"]


@dataclass(frozen=True, slots=True)
class Source:
    """A font file inside an installed package: distribution, package, file, place in the collection.

    A variable font has all weights; any other is drawn in its one weight, as a theme's letters are on a phone.
    """

    distribution: str
    package: str
    file: str
    place: int = 0
    variable: bool = False


@dataclass(frozen=True, slots=True)
class Type:
    """How letters are set: pixels to the em, weight 100 to 900, pixels from line to line, name of the face."""

    size: int
    weight: int
    step: int
    face: str = "sans"


@dataclass(frozen=True, slots=True)
class Glyph:
    """A drawn character: coverage, where it stands from the pen on the base line, step to the next."""

    mask: Image.Image | None
    left: int
    top: int
    advance: float


FACES = {
    "sans": Source("manimgx-fonts-cjk", "manimgx_fonts_cjk", "NotoSansCJK-VF.otf.ttc", 2, True),
    "serif": Source("pylopdf-fonts-zh-cn", "pylopdf_fonts_zh_cn", "NotoSerifSC-Regular.otf"),
}
EMOJI_WIDTH = 1.22  # em
FIRST_WIDE = "\u2e80"
MISSING = "\U0010fffe"  # no font has it


@lru_cache(maxsize=12)  # a face in use takes some five megabytes
def _font(face: str, size: int, weight: int) -> ImageFont.FreeTypeFont:
    source = FACES[face]
    try:
        path = files(source.package) / source.file
    except ModuleNotFoundError as error:
        message = (
            f"screens need the fonts of {source.distribution}: pip install {source.distribution}"
        )
        raise ModuleNotFoundError(message, name=source.package) from error
    layout = ImageFont.Layout.BASIC
    font = ImageFont.truetype(str(path), size, index=source.place, layout_engine=layout)
    if source.variable:
        font.set_variation_by_axes([weight])
    return font


@lru_cache(maxsize=4096)
def _shown(face: str, character: str) -> str:
    """The character, or a plain stand-in where the face has none."""
    font = _font(face, 24, 400)
    if bytes(font.getmask(character)) != bytes(font.getmask(MISSING)):
        return character
    plain = unicodedata.normalize("NFKC", character)[:1]
    if plain != character and bytes(font.getmask(plain)) != bytes(font.getmask(MISSING)):
        return plain
    return "·"


@lru_cache(maxsize=10_000)
def mask(face: str, character: str, size: int, weight: int) -> tuple[Image.Image, int, int] | None:
    """Coverage of a character with its left and top from the pen; nothing for a blank one."""
    shown, font = _shown(face, character), _font(face, size, weight)
    left, top, right, bottom = (int(edge) for edge in font.getbbox(shown, anchor="ls"))
    if right <= left or bottom <= top:
        return None
    coverage = Image.new("L", (right - left, bottom - top))
    ImageDraw.Draw(coverage).text((-left, -top), shown, fill=255, font=font, anchor="ls")
    return coverage, left, top


def glyph(character: str, type_: Type) -> Glyph:
    """Draw one character."""
    step = advance(character, type_)
    if character.isspace() or not step:
        return Glyph(None, 0, 0, step)
    drawn = mask(type_.face, character, type_.size, type_.weight)
    return Glyph(None, 0, 0, step) if drawn is None else Glyph(*drawn, step)


@lru_cache(maxsize=16384)
def _narrow(face: str, character: str, size: int, weight: int) -> float:
    return _font(face, size, weight).getlength(_shown(face, character))


def advance(character: str, type_: Type) -> float:
    """Pixels from one pen position to the next."""
    if is_emoji(character):
        return round(type_.size * EMOJI_WIDTH)
    if is_joiner(character) or unicodedata.category(character) in {"Cc", "Cf", "Mn"}:
        return 0.0
    if character >= FIRST_WIDE and unicodedata.east_asian_width(character) in "WF":
        return type_.size
    return _narrow(type_.face, character, type_.size, type_.weight)


def length(text: str, type_: Type) -> float:
    """Pixels that the text takes on one line."""
    return sum(advance(character, type_) for character in text)
