"""Redaction, photos of a screen, files, and what else is done to a picture."""

from dataclasses import replace
from io import BytesIO
from random import Random

import pytest
from PIL import Image, ImageChops, ImageDraw

from mingjian.simulation.screens.drawing import draw
from mingjian.simulation.screens.edits import (
    border,
    brighten,
    crop,
    photograph,
    recompress,
    redact,
    resize,
    watermark,
)
from mingjian.simulation.screens.encoding import encode
from mingjian.simulation.screens.photographing import PHOTO_SIZES
from mingjian.simulation.screens.redaction import STYLES
from mingjian.simulation.screens.views import Drawn, Handset, SmsThread, Status


@pytest.fixture
def drawn(phone: Handset, status: Status, thread: SmsThread) -> Drawn:
    return draw(phone, status, thread)


def brightness(image: Image.Image) -> float:
    grey = image.convert("L").resize((1, 1), Image.Resampling.BOX)
    return float(grey.getpixel((0, 0)))


@pytest.mark.parametrize("style", STYLES)
def test_redaction_changes_the_regions_only(drawn: Drawn, style: str) -> None:
    for seed in range(6):
        before = drawn.image.tobytes()
        hidden = redact(drawn, ("names", "numbers"), style, Random(seed))
        assert drawn.image.tobytes() == before
        outside = ImageChops.difference(drawn.image, hidden)
        boxes = (*drawn.regions["names"], *drawn.regions["numbers"])
        for box in boxes:
            assert outside.crop(box).getbbox() is not None
        for box in boxes:
            ImageDraw.Draw(outside).rectangle((box[0], box[1], box[2] - 1, box[3] - 1), fill=0)
        assert outside.getbbox() is None


def test_redaction_of_nothing(drawn: Drawn) -> None:
    assert redact(drawn, (), "box", Random(0)).tobytes() == drawn.image.tobytes()
    with pytest.raises(ValueError, match="unknown style 'glue'"):
        redact(drawn, ("names",), "glue", Random(0))


def test_a_photo_of_a_screen(drawn: Drawn) -> None:
    photos = [photograph(drawn.image, Random(seed)) for seed in range(5)]
    assert {photo.size for photo in photos} <= set(PHOTO_SIZES)
    assert len({photo.tobytes() for photo in photos}) == 5
    assert photograph(drawn.image, Random(0)).tobytes() == photos[0].tobytes()
    assert all(20 < brightness(photo) < 235 for photo in photos)


def test_a_photo_of_a_long_picture(phone: Handset, status: Status, thread: SmsThread) -> None:
    long = draw(phone, status, replace(thread, bubbles=thread.bubbles * 8), long=True)
    assert photograph(long.image, Random(1)).size in PHOTO_SIZES


def test_crop(drawn: Drawn) -> None:
    cut = crop(drawn.image, 0.1, 0.05, 0.2, 0.0)
    assert cut.size == (540 - 108, 1170 - 117 - 58)
    assert cut.tobytes() == drawn.image.crop((108, 117, 540, 1112)).tobytes()
    assert crop(drawn.image, 0.99, 0.99, 0.99, 0.99).size == (32, 32)
    assert crop(drawn.image, 0.0, 0.0).tobytes() == drawn.image.tobytes()


def test_sizes(drawn: Drawn) -> None:
    assert resize(drawn.image, 0.5).size == (270, 585)
    assert resize(drawn.image, 0.0).size == (1, 1)
    assert border(drawn.image, 0.05).size == (594, 1224)
    for same in (
        brighten(drawn.image, 1.1),
        watermark(drawn.image, "仅供投诉使用"),
        recompress(drawn.image, 60),
    ):
        assert same.size == drawn.image.size
        assert same.mode == "RGB"
        assert same.tobytes() != drawn.image.tobytes()


def test_light(drawn: Drawn) -> None:
    assert brightness(brighten(drawn.image, 0.7)) < brightness(drawn.image) - 20
    assert brighten(drawn.image, 1.0).tobytes() == drawn.image.tobytes()


def test_a_watermark_leaves_the_words_readable(drawn: Drawn) -> None:
    change = ImageChops.difference(drawn.image, watermark(drawn.image, "仅供投诉使用")).convert("L")
    assert 0 < change.getextrema()[1] < 80
    wide, high = change.size
    for corner in ((0, 0, wide // 2, high // 2), (wide // 2, high // 2, wide, high)):
        assert change.crop(corner).getbbox() is not None


@pytest.mark.parametrize("format_", ["JPEG", "PNG"])
def test_files(drawn: Drawn, format_: str) -> None:
    content = encode(drawn.image, format_, 80)
    assert encode(drawn.image.copy(), format_, 80) == content
    with Image.open(BytesIO(content)) as opened:
        assert (opened.format, opened.size, opened.mode) == (format_, drawn.image.size, "RGB")
        assert (opened.tobytes() == drawn.image.tobytes()) == (format_ == "PNG")


def test_quality_and_format(drawn: Drawn) -> None:
    assert len(encode(drawn.image, "JPEG", 40)) < len(encode(drawn.image, "JPEG", 90))
    with pytest.raises(ValueError, match="unknown format 'GIF'"):
        encode(drawn.image, "GIF", 80)
