"""Every kit draws everything, in each theme and around each cut-out, the same each time."""

from collections.abc import Callable
from dataclasses import replace
from itertools import product

import pytest
from PIL import ImageChops

from mingjian.simulation.screens import fonts, icons, surface
from mingjian.simulation.screens.drawing import (
    CALL_KITS,
    CHAT_KITS,
    LONGEST,
    REGIONS,
    SMS_KITS,
    draw,
)
from mingjian.simulation.screens.encoding import encode
from mingjian.simulation.screens.views import (
    Bubble,
    CallLog,
    Chat,
    Drawn,
    Handset,
    SmsList,
    SmsThread,
    Status,
    View,
)

Views = Callable[[str], dict[str, View]]
CUTOUTS = ("none", "notch", "hole", "island")
KITS = (
    *((kind, {"sms_kit": kit}) for kit in SMS_KITS for kind in ("thread", "list")),
    *((kind, {"chat_kit": kit}) for kit in CHAT_KITS for kind in ("chat", "group")),
    *(("calls", {"call_kit": kit}) for kit in CALL_KITS),
)
SIZES = ((720, 1600), (750, 1334), (1080, 2400))
HARD = {
    "empty": "",
    "one": "一",
    "long": "逾期" * 220 + "。",
    "word": "a" * 150,
    "number": "9" * 80,
    "emoji": "😡👍🏽👨‍👩‍👧❤️🇨🇳🫠请还款🙏",
    "rare": "𠮷\ue000\u200b\x07ﷺ Ǆ ก ☎ ¥ “” … —— \u3000\u00a0",
    "lines": "第一行\n\n第三行\n",
    "punctuation": "！！！。。。【【【】】】，，，" * 6,
}


def check(drawn: Drawn) -> None:
    """Whatever is drawn has the named regions, within the image, and is not blank."""
    assert tuple(drawn.regions) == REGIONS
    width, height = drawn.image.size
    for boxes in drawn.regions.values():
        for left, top, right, bottom in boxes:
            assert 0 <= left < right <= width
            assert 0 <= top < bottom <= height
    assert len(drawn.regions["status"]) == len(drawn.regions["clock"]) == 1
    assert len(drawn.image.getcolors(1 << 20) or ()) > 20


@pytest.mark.parametrize(("kind", "kit"), KITS)
def test_themes_and_cutouts(
    phone: Handset, status: Status, views: Views, kind: str, kit: dict[str, str]
) -> None:
    view = views("您的借款已逾期15天，详询400-812-3456。")[kind]
    systems = [kit["sms_kit"]] if "sms_kit" in kit else ["bubble", "strip"]
    seen = set()
    for system, dark, cutout in product(systems, (False, True), CUTOUTS):
        handset = replace(phone, **{**kit, "sms_kit": system}, dark=dark, cutout=cutout)
        drawn = draw(handset, status, view)
        check(drawn)
        assert drawn.image.size == (540, 1170)
        seen.add(drawn.image.tobytes())
    assert len(seen) >= 2 * 3 * len(systems)  # hole and notch may need the same place


@pytest.mark.parametrize("text", HARD.values(), ids=HARD)
@pytest.mark.parametrize(("kind", "kit"), KITS)
def test_hard_texts(
    phone: Handset, status: Status, views: Views, kind: str, kit: dict[str, str], text: str
) -> None:
    dark = len(text) % 2 == 0
    scale, carriers = (1.3, ("中国移动", "中国广电")) if dark else (0.85, ())
    handset = replace(phone, **kit, dark=dark, font_scale=scale, carriers=carriers)
    drawn = draw(handset, status, views(text)[kind])
    check(drawn)
    if kind not in {"calls", "list"}:
        assert all(box[0] > 0 and box[2] < 540 for box in drawn.regions["bubbles"])


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize(("kind", "kit"), KITS)
def test_sizes(
    phone: Handset, views: Views, kind: str, kit: dict[str, str], size: tuple[int, int]
) -> None:
    full = Status(
        "09:41",
        8,
        True,
        "WiFi",
        (3, 0),
        ("alarm", "mute", "bluetooth", "vpn", "nfc", "location", "mail", "download"),
    )
    handset = replace(
        phone, **kit, width=size[0], height=size[1], carriers=("中国移动", "中国联通")
    )
    drawn = draw(handset, full, views("请于今日18:00前处理")[kind])
    check(drawn)
    assert drawn.image.size == size


@pytest.mark.parametrize(
    "view",
    [SmsThread("", ()), SmsList(()), Chat("", ()), CallLog(())],
    ids=lambda view: type(view).__name__,
)
def test_nothing_to_show(phone: Handset, view: View) -> None:
    bare = Status("", 0, False, "", (), ())
    for sms, chat, calls in product(SMS_KITS, CHAT_KITS, CALL_KITS):
        handset = replace(
            phone, sms_kit=sms, chat_kit=chat, call_kit=calls, carriers=(), width=270, height=585
        )
        assert draw(handset, bare, view).image.size == (270, 585)


@pytest.mark.parametrize(("kind", "kit"), KITS)
def test_the_same_arguments_give_the_same_bytes(
    phone: Handset, status: Status, views: Views, kind: str, kit: dict[str, str]
) -> None:
    handset, view = replace(phone, **kit), views("请还款😡 13800001234")[kind]
    first = encode(draw(handset, status, view).image, "PNG", 0)
    for kept in (fonts.mask, icons.icon, surface.corner):
        kept.cache_clear()
    assert encode(draw(handset, status, view).image, "PNG", 0) == first


@pytest.mark.parametrize(("kind", "kit"), KITS)
@pytest.mark.parametrize("system", ["bubble", "strip"])
def test_only_the_clock_changes_with_the_clock(
    phone: Handset, status: Status, views: Views, kind: str, kit: dict[str, str], system: str
) -> None:
    handset = replace(phone, **{"sms_kit": system, **kit})
    early, late = (
        draw(handset, replace(status, clock=clock), views("好")[kind])
        for clock in ("21:04", "08:37")
    )
    changed = ImageChops.difference(early.image, late.image).getbbox()
    (a,), (b,) = early.regions["clock"], late.regions["clock"]
    assert changed is not None
    assert min(a[0], b[0]) <= changed[0] < changed[2] <= max(a[2], b[2])
    assert a[1] <= changed[1] < changed[3] <= a[3]


def test_what_else_the_status_bar_tells(phone: Handset, status: Status, thread: SmsThread) -> None:
    for system in SMS_KITS:
        handset = replace(phone, sms_kit=system, carriers=("中国移动", "中国联通"))
        changes = (
            {},
            {"battery": 12},
            {"charging": True},
            {"network": "WiFi"},
            {"signal": (1,)},
            {"signal": (4, 1)},
            {"icons": ("location",)},
        )
        bars = {
            draw(handset, replace(status, **change), thread).image.tobytes() for change in changes
        }
        assert len(bars) == len(changes)


def test_phones_differ(phone: Handset, status: Status, thread: SmsThread) -> None:
    changes = (
        {},
        {"dark": True},
        {"font_scale": 1.15},
        {"wallpaper": 8},
        {"cutout": "none"},
        {"sms_kit": "card"},
        {"width": 541},
    )
    assert len(
        {draw(replace(phone, **change), status, thread).image.tobytes() for change in changes}
    ) == len(changes)


@pytest.mark.parametrize("kit", SMS_KITS)
def test_long_and_scrolled(phone: Handset, status: Status, kit: str) -> None:
    handset = replace(phone, sms_kit=kit)
    bubbles = tuple(
        Bubble(f"{hour:02d}:00", f"第{hour}条。" + "请还款，" * 9) for hour in range(24)
    )
    short, tall = (
        draw(handset, status, SmsThread("1069", bubbles), long=long) for long in (False, True)
    )
    assert len(short.regions["bubbles"]) < 24 == len(tall.regions["bubbles"])
    assert tall.image.height > 2 * short.image.height
    assert tall.image.crop((0, tall.image.height - 60, 540, tall.image.height)).tobytes() == (
        short.image.crop((0, short.image.height - 60, 540, short.image.height)).tobytes()
    )
    up, top = (draw(handset, status, SmsThread("1069", bubbles, scroll)) for scroll in (0.5, 99.0))
    assert len({one.image.tobytes() for one in (short, up, top)}) == 3
    assert draw(handset, status, SmsThread("1069", bubbles[:1]), long=True).image.height == 1170


def test_longest(phone: Handset, status: Status) -> None:
    bubbles = tuple(Bubble("", "请还款，" * 60) for _ in range(100))
    assert draw(phone, status, SmsThread("1069", bubbles), long=True).image.height == LONGEST


def test_regions_of_names_and_numbers(phone: Handset, status: Status, thread: SmsThread) -> None:
    def count(sender: str, name: str, **more: tuple[str, ...]) -> int:
        view = replace(thread, sender=sender)
        return len(draw(replace(phone, width=828, height=1792), status, view, **more).regions[name])

    assert count("106905732288", "numbers") == 4  # the sender, two in the first message, a code
    assert count("106905732288", "names") == 1  # after a form of address
    assert count("妈妈", "numbers") == 3
    assert count("妈妈", "names") == 2
    assert count("妈妈", "names", people=("工资", "")) == 3
    assert count("妈妈", "sender") == 1


def test_speakers_of_a_group(phone: Handset, status: Status) -> None:
    bubbles = (
        Bubble("", "甲\t在吗"),
        Bubble("", "还没睡"),
        Bubble("", "乙\t嗯"),
        Bubble("", "别发了", mine=True),
    )
    for kit in CHAT_KITS:
        drawn = draw(replace(phone, chat_kit=kit), status, Chat("群", bubbles, members=5))
        assert len(drawn.regions["names"]) == 4  # the title and three speakers
        assert len(drawn.regions["avatars"]) == len(drawn.regions["bubbles"]) == 4
