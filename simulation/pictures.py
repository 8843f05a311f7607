"""From a planned picture to the file that a platform exports: drawn, edited by its owner, re-encoded by the platform."""

from collections.abc import Sequence
from datetime import datetime
from random import Random

from mingjian.simulation.chance import stream
from mingjian.simulation.filing import Message, Picture
from mingjian.simulation.platforms.channels import channel
from mingjian.simulation.screens.drawing import draw
from mingjian.simulation.screens.edits import (
    brighten,
    crop,
    photograph,
    recompress,
    redact,
    resize,
    watermark,
)
from mingjian.simulation.screens.encoding import encode
from mingjian.simulation.screens.handsets import handset
from mingjian.simulation.screens.views import (
    Bubble,
    CallLog,
    Chat,
    Handset,
    SmsList,
    SmsThread,
    Status,
    View,
)

__all__ = ["file_name", "render"]

ICONS = ("alarm", "mute", "bluetooth", "vpn", "nfc", "location", "mail", "download")
PLACES = (
    "",
    "",
    "北京",
    "上海",
    "广东深圳",
    "浙江杭州",
    "四川成都",
    "河南郑州",
    "湖北武汉",
    "未知归属地",
)
STYLES = ("mosaic", "mosaic", "blur", "box", "scribble")
PNG = 0.2  # share of pictures that a regulator's form keeps as they are


def file_name(seed: int, stem: str, platform: str) -> str:
    """The name of a picture's file: a regulator's form keeps some as PNG, platforms make JPEG of all."""
    png = channel(platform).keeps_png and stream(seed, "export", stem).random() < PNG
    return f"{stem}.{'png' if png else 'jpg'}"


def render(
    seed: int, name: str, platform: str, picture: Picture, *, held_out: bool = False
) -> bytes:
    """The file of a picture on a platform; its type follows from its name.

    Parameters
    ----------
    seed : int
        Of the world.
    name : str
        As :func:`file_name` gives it.
    platform : str
    picture : Picture
    held_out : bool
        The phone's interface is of the family that other worlds do without.
    """
    phone = handset(stream(seed, "handset", picture.phone), held_out=held_out)
    moment = stream(seed, "shot", picture.shot)
    long = any(edit == "long" for edit, _ in picture.edits)
    drawn = draw(
        phone,
        _status(picture.taken, phone, moment),
        _view(picture, moment),
        long=long,
        people=picture.people,
    )
    image = drawn.image
    for edit, amount in picture.edits:
        own = stream(seed, "edit", picture.shot, edit, f"{amount:.9f}")
        if edit == "redact":
            image = redact(
                drawn,
                ("names", "numbers") if amount < 0.7 else ("sender",),
                own.choice(STYLES),
                own,
            )
        elif edit == "photograph":
            image = photograph(image, own)
        elif edit == "crop":
            image = crop(image, amount, amount * own.choice((0.0, 1.0)), 0.0, 0.0)
        elif edit == "resize":
            image = resize(image, amount)
        elif edit == "brighten":
            image = brighten(image, amount)
        elif edit == "watermark":
            image = watermark(image, "仅供投诉使用")
        elif edit == "recompress":
            image = recompress(image, round(100 * amount))
    through = channel(platform)
    if image.width > through.widest:
        image = resize(image, through.widest / image.width)
    return (
        encode(image, "PNG", 0) if name.endswith(".png") else encode(image, "JPEG", through.quality)
    )


def _status(taken: datetime, phone: Handset, random: Random) -> Status:
    return Status(
        clock=f"{taken:%H:%M}",
        battery=random.randint(4, 100),
        charging=random.random() < 0.15,
        network=random.choice(("5G", "5G", "4G", "WiFi", "WiFi")),
        signal=tuple(random.randint(1, 4) for _ in phone.carriers),
        icons=tuple(random.sample(ICONS, random.choice((0, 0, 1, 1, 2, 3)))),
    )


def _view(picture: Picture, random: Random) -> View:
    taken, lines = picture.taken, picture.messages
    if picture.view == "list":
        return SmsList(
            tuple(
                (line.kind, line.text, _when(line.at, taken), random.choice((0, 0, 1, 2)))
                for line in sorted(lines, key=lambda line: line.at, reverse=True)
            )
        )
    if picture.view == "calls":
        return CallLog(tuple(_calls(lines, taken, random)))
    bubbles = tuple(_bubbles(lines, taken))
    if picture.view == "chat":
        return Chat(picture.title, bubbles)
    return SmsThread(picture.title, bubbles)


def _bubbles(lines: Sequence[Message], taken: datetime) -> list[Bubble]:
    made, last = [], None
    for line in lines:
        apart = last is None or (line.at - last).total_seconds() > 300
        made.append(Bubble(_when(line.at, taken) if apart else "", line.text, line.mine, line.kind))
        last = line.at
    return made


def _calls(
    lines: Sequence[Message], taken: datetime, random: Random
) -> list[tuple[str, str, str, str, int]]:
    """Newest first; calls of one number in a row are counted."""
    rows: list[tuple[str, str, str, str, int]] = []
    for line in reversed(lines):
        place = random.choice(PLACES)
        if rows and rows[-1][0] == line.text and rows[-1][3] == line.kind:
            number, note, when, kind, count = rows[-1]
            rows[-1] = (number, note, when, kind, count + 1)
        else:
            rows.append((line.text, place, _when(line.at, taken), line.kind, 1))
    return rows


def _when(at: datetime, taken: datetime) -> str:
    days = (taken.date() - at.date()).days
    if days == 0:
        return f"{at:%H:%M}"
    if days == 1:
        return f"昨天 {at:%H:%M}"
    return f"{at.month}月{at.day}日 {at:%H:%M}"
