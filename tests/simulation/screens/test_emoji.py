"""Emoji are pictures; letters, digits and signs are not."""

import pytest
from PIL import Image

from mingjian.simulation.screens.emoji import CODES, is_emoji, is_joiner, picture
from mingjian.simulation.screens.fonts import Type, advance, glyph, length

TYPE = Type(40, 400, 56)


@pytest.mark.parametrize("character", "😡🙂😂😭👍🙏❤⚠❗✅❌🌹🔥🚗🧧")
def test_emoji(character: str) -> None:
    drawn = picture(character, 40)
    assert is_emoji(character)
    assert (drawn.size, drawn.mode) == ((40, 40), "RGBA")
    assert drawn.getchannel("A").getextrema() == (0, 255)
    assert advance(character, TYPE) > 40


@pytest.mark.parametrize("character", "9#*©®™a催，¥→①★♥")
def test_no_emoji(character: str) -> None:
    assert not is_emoji(character)
    assert glyph(character, TYPE).mask is not None


def test_joiners_take_no_room() -> None:
    assert all(is_joiner(sign) for sign in "\u200d\ufe0f\U0001f3fd")
    assert length("👍\U0001f3fd", TYPE) == length("👍", TYPE)
    assert length("好\u200b", TYPE) == 40


def test_codes_of_chats() -> None:
    assert all(is_emoji(character) for character in CODES.values())
    assert len({picture(character, 30).tobytes() for character in "😡😭🙂❤👍"}) == 5


def test_a_missing_character_has_a_stand_in() -> None:
    dot, missing = glyph("·", TYPE).mask, glyph("\ue000", TYPE).mask
    assert isinstance(dot, Image.Image)
    assert isinstance(missing, Image.Image)
    assert missing.tobytes() == dot.tobytes()
