"""Letters: the faces of an installed package; a glyph is drawn once and kept.

Letting FreeType draw each line costs about 55 microseconds a character; pasting a kept glyph costs six.
"""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from PIL import Image, ImageDraw, ImageFont

from mingjian.simulation.screens.emoji import is_emoji, is_joiner

__all__ = ["Glyph", "Source", "advance", "glyph", "length"]


@dataclass(frozen=True, slots=True)
class Source:
    """A font file inside an installed package: distribution, package, file, face in the collection."""

    distribution: str
    package: str
    file: str
    face: int = 0


@dataclass(frozen=True, slots=True)
class Glyph:
    """A drawn character: coverage, where it stands from the pen on the base line, step to the next."""

    mask: Image.Image | None
    left: int
    top: int
    advance: float


SANS = Source("manimgx-fonts-cjk", "manimgx_fonts_cjk", "NotoSansCJK-VF.otf.ttc", face=2)
EMOJI_WIDTH = 1.22  # em
FIRST_WIDE = "\u2e80"
MISSING = "\U0010fffe"  # no font has it


@lru_cache(maxsize=12)  # a face in use takes some five megabytes
def _font(size: int, weight: int, source: Source = SANS) -> ImageFont.FreeTypeFont:
    try:
        path = files(source.package) / source.file
    except ModuleNotFoundError as error:
        message = (
            f"screens need the fonts of {source.distribution}: pip install {source.distribution}"
        )
        raise ModuleNotFoundError(message, name=source.package) from error
    layout = ImageFont.Layout.BASIC
    font = ImageFont.truetype(str(path), size, index=source.face, layout_engine=layout)
    font.set_variation_by_axes([weight])
    return font


@lru_cache(maxsize=4096)
def _shown(character: str) -> str:
    """The character, or a plain stand-in where the face has none."""
    font = _font(24, 400)
    if bytes(font.getmask(character)) != bytes(font.getmask(MISSING)):
        return character
    plain = unicodedata.normalize("NFKC", character)[:1]
    if plain != character and bytes(font.getmask(plain)) != bytes(font.getmask(MISSING)):
        return plain
    return "·"


@lru_cache(maxsize=10_000)
def glyph(character: str, size: int, weight: int) -> Glyph:
    """Draw one character, ``size`` pixels to the em."""
    step = advance(character, size, weight)
    if character.isspace() or not step:
        return Glyph(None, 0, 0, step)
    shown, font = _shown(character), _font(size, weight)
    left, top, right, bottom = (int(edge) for edge in font.getbbox(shown, anchor="ls"))
    if right <= left or bottom <= top:
        return Glyph(None, 0, 0, step)
    mask = Image.new("L", (right - left, bottom - top))
    ImageDraw.Draw(mask).text((-left, -top), shown, fill=255, font=font, anchor="ls")
    return Glyph(mask, left, top, step)


@lru_cache(maxsize=16384)
def _narrow(character: str, size: int, weight: int) -> float:
    return _font(size, weight).getlength(_shown(character))


def advance(character: str, size: int, weight: int) -> float:
    """Pixels from one pen position to the next."""
    if is_emoji(character):
        return round(size * EMOJI_WIDTH)
    if is_joiner(character) or unicodedata.category(character) in {"Cc", "Cf", "Mn"}:
        return 0.0
    if character >= FIRST_WIDE and unicodedata.east_asian_width(character) in "WF":
        return size
    return _narrow(character, size, weight)


def length(text: str, size: int, weight: int) -> float:
    """Pixels that the text takes on one line."""
    return sum(advance(character, size, weight) for character in text)
