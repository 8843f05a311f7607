"""Plausible phones: which systems, sizes and settings go together."""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

from mingjian.simulation.screens.views import Handset

__all__ = ["HELD_OUT", "handset"]

T = TypeVar("T")

# Shares are rough: cheap phones are common among borrowers.
SYSTEMS = ((26, "bubble"), (30, "card"), (28, "strip"), (16, "tonal"))
CALL_LOGS = {"bubble": "recents", "card": "badges", "strip": "badges", "tonal": "filters"}
SIZES = {
    "bubble": (
        (6, (750, 1334, "none")), (18, (828, 1792, "notch")), (8, (1080, 2340, "notch")),
        (8, (1125, 2436, "notch")), (32, (1170, 2532, "notch")), (12, (1179, 2556, "island")),
        (5, (1284, 2778, "notch")), (4, (1290, 2796, "island")),
    ),
    "card": (
        (26, (720, 1600, "notch")), (14, (720, 1650, "hole")), (8, (1080, 2340, "notch")),
        (36, (1080, 2400, "hole")), (8, (1220, 2712, "hole")), (4, (1080, 1920, "none")),
    ),
    "strip": (
        (24, (720, 1600, "notch")), (10, (720, 1612, "hole")), (12, (1080, 2340, "notch")),
        (36, (1080, 2400, "hole")), (10, (1080, 2412, "hole")), (4, (1080, 2160, "none")),
        (4, (1260, 2800, "island")),
    ),
    "tonal": (
        (30, (720, 1600, "notch")), (44, (1080, 2400, "hole")), (16, (1080, 2340, "hole")),
        (6, (1080, 2160, "none")), (4, (1080, 1920, "none")),
    ),
}  # fmt: skip
CHATS = ((72, "square"), (14, "round"), (14, "office"))
CARRIERS = ((52, "中国移动"), (22, "中国联通"), (21, "中国电信"), (5, "中国广电"))
LETTERS = ((4, 0.85), (8, 0.9), (62, 1.0), (12, 1.1), (8, 1.15), (6, 1.3))
DARK, TWIN = 0.3, 0.42
HELD_OUT = frozenset({"tonal", "filters", "round"})  # kits that only held-out worlds show
THEMED = 0.5  # of held-out phones, in letters that no other world has


def handset(random: Random, *, held_out: bool = False) -> Handset:
    """Draw a phone: popular sizes, a system with its apps, 30 % with the dark theme.

    A held-out phone has the kits of ``HELD_OUT`` and no other; half of them have a face of their own.
    """
    system = _pick(random, _offered(SYSTEMS, held_out=held_out))
    width, height, cutout = _pick(random, SIZES[system])
    carriers = [_pick(random, CARRIERS)]
    if random.random() < TWIN:
        carriers.append(_pick(random, CARRIERS))
    return Handset(
        sms_kit=system,
        chat_kit=_pick(random, _offered(CHATS, held_out=held_out)),
        call_kit=CALL_LOGS[system],
        width=width,
        height=height,
        dark=random.random() < DARK,
        font_scale=_pick(random, LETTERS),
        cutout=cutout,
        carriers=tuple(carriers),
        wallpaper=random.randrange(1 << 30),
        face="serif" if held_out and random.random() < THEMED else "sans",
    )


def _offered(kits: Sequence[tuple[int, str]], *, held_out: bool) -> list[tuple[int, str]]:
    return [(share, kit) for share, kit in kits if (kit in HELD_OUT) is held_out]


def _pick(random: Random, choices: Sequence[tuple[int, T]]) -> T:
    """One of several things, each with its share."""
    return random.choices([thing for _, thing in choices], [share for share, _ in choices])[0]
