"""From a planned picture to the file that a platform exports: drawn, edited by its owner, re-encoded by the platform."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
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
from mingjian.simulation.world.calendar import LOCAL

__all__ = ["file_name", "render", "status"]

# Icons by how long one stays: as long as the phone has its owner, for a day, for an hour.
KEPT_ICONS = {"alarm": 0.32, "mute": 0.16, "nfc": 0.2, "vpn": 0.04}
DAY_ICONS = {"bluetooth": 0.14, "mail": 0.08}
HOUR_ICONS = {"location": 0.07, "mail": 0.06, "download": 0.05}
PLUGGED = 1.75  # hours from empty to full
AREAS = {
    "010": "北京",
    "021": "上海",
    "0571": "浙江杭州",
    "0755": "广东深圳",
    "028": "四川成都",
    "023": "重庆",
    "400": "",
    "950": "",
}
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
    # Who edits the clock leaves the rest of the status bar as it was.
    made = next((amount for edit, amount in picture.edits if edit == "clock"), None)
    shown = datetime.fromtimestamp(made, LOCAL) if made is not None else picture.taken
    bar = status(seed, picture.phone, phone, shown)
    long = any(edit == "long" for edit, _ in picture.edits)
    drawn = draw(
        phone,
        replace(bar, clock=f"{picture.taken:%H:%M}"),
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


def status(seed: int, name: str, phone: Handset, at: datetime) -> Status:
    """The status bar of a phone at a moment; two moments close to each other have nearly the same.

    Parameters
    ----------
    seed : int
        Of the world.
    name : str
        Of the phone, as in :class:`~mingjian.simulation.filing.Picture`.
    phone : Handset
    at : datetime
    """
    habits = stream(seed, "habits", name)
    has_wifi, works_in_wifi = habits.random() < 0.58, habits.random() < 0.25
    cell = "5G" if habits.random() < 0.67 else "4G"
    bars = {place: [habits.randint(1, 4) for _ in phone.carriers] for place in ("home", "work")}
    icons = [icon for icon, share in KEPT_ICONS.items() if habits.random() < share]
    today = stream(seed, "phone's day", name, at.date().isoformat())
    hour = stream(seed, "phone's hour", name, f"{at:%Y%m%d%H}")
    leaves, returns, out = today.uniform(7.5, 10), today.uniform(17.5, 21), today.random() < 0.7
    icons += [icon for icon, share in DAY_ICONS.items() if today.random() < share]
    icons += [icon for icon, share in HOUR_ICONS.items() if hour.random() < share]
    away = out and leaves <= at.hour + at.minute / 60 < returns
    # Where the signal is weak it drops to the older network for a while.
    now = cell if hour.random() < 0.9 else "4G"
    level, charging = _battery(seed, name, at)
    return Status(
        clock=f"{at:%H:%M}",
        battery=level,
        charging=charging,
        network="WiFi" if (works_in_wifi if away else has_wifi) else now,
        signal=tuple(
            min(4, max(1, usual + hour.choice((-1, 0, 0, 0, 1))))
            for usual in bars["work" if away else "home"]
        ),
        icons=tuple(dict.fromkeys(icons)),
    )


def _battery(seed: int, name: str, at: datetime) -> tuple[int, bool]:
    """Level and whether the phone is plugged in: it falls by day, and is filled at night and now and then."""
    knots = [
        knot
        for step in (-1, 0, 1)
        for knot in _charges(seed, name, at.date() + timedelta(days=step))
    ]
    place = next(place for place, (when, _) in enumerate(knots) if when > at)
    (begin, before), (end, after) = knots[place - 1], knots[place]
    level = before + (after - before) * ((at - begin) / (end - begin))
    return round(level), after >= before


def _charges(seed: int, name: str, day: date) -> list[tuple[datetime, float]]:
    """Moments of a day at which the charger is put in or out, and the level then."""
    habits = stream(seed, "charger", name)
    full, rises, retires = 100.0, habits.uniform(6.5, 8.5), habits.uniform(21.5, 24.5)
    hunger = habits.uniform(3.5, 8.5)  # percent an hour
    random = stream(seed, "charges", name, day.isoformat())
    rises, retires = rises + random.uniform(-0.6, 0.6), retires + random.uniform(-0.8, 0.8)
    hunger *= random.uniform(0.75, 1.35)
    level, made = full, [(rises, full)]
    if random.random() < 0.6:
        begin, hours = random.uniform(10.5, 19), random.uniform(0.3, 1.4)
        level = max(9.0, level - hunger * (begin - rises))
        made.append((begin, level))
        level = min(full, level + hours * full / PLUGGED)
        made.append((begin + hours, level))
    level = max(3.0, level - hunger * (retires - made[-1][0]))
    empty = PLUGGED * (full - level) / full
    made += [(retires, level), (retires + empty, full)]
    start = datetime.combine(day, time(), LOCAL)
    return [(start + timedelta(hours=hours), level) for hours, level in made]


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
        return CallLog(tuple(_calls(lines, taken)))
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


def _calls(lines: Sequence[Message], taken: datetime) -> list[tuple[str, str, str, str, int]]:
    """Newest first; calls of one number in a row are counted."""
    rows: list[tuple[str, str, str, str, int]] = []
    for line in reversed(lines):
        known = (where for area, where in AREAS.items() if line.text.startswith(area))
        place = next(known, None)
        if place is None:
            place = stream(0, "place", line.text).choice(PLACES)
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
