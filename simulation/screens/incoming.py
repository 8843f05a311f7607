"""What the SMS kits share: whether a sender is a number, day and hour of a time, attached pictures."""

import re

from PIL import Image

from mingjian.simulation.screens.attachments import map_picture, paper_picture, snapshot
from mingjian.simulation.screens.avatars import seed_of
from mingjian.simulation.screens.canvas import Frame
from mingjian.simulation.screens.views import Bubble

__all__ = ["attachment", "is_number", "sim_of", "when"]

NUMBER = re.compile(r"[+\d][\d\s*-]{2,}")
HOUR = re.compile(r"(?:(?:上午|下午|凌晨|早上|中午|晚上)\s?)?\d{1,2}:\d{2}(?::\d{2})?$")


def is_number(sender: str) -> bool:
    """Whether the sender is shown as a number and not as a name."""
    return NUMBER.fullmatch(sender) is not None


def when(at: str) -> tuple[str, str]:
    """Day and hour of a time line; the day may be empty, and so may the hour."""
    found = HOUR.search(at)
    if found is None:
        return at, ""
    return at[: found.start()].strip(), found[0]


def sim_of(frame: Frame, sender: str) -> int:
    """Which SIM hears of this sender: 0 or 1, always the same."""
    return seed_of(sender, frame.handset.wallpaper) % max(1, len(frame.handset.carriers))


def attachment(frame: Frame, bubble: Bubble, width: float) -> Image.Image | None:
    """The picture in a message, or None for words."""
    seed, wide = seed_of(bubble.text, 0), round(width)
    if bubble.kind == "map":
        return map_picture(wide, round(wide * 0.62), seed, frame.handset.dark)
    if bubble.kind == "paper":
        return paper_picture(wide // 3, bubble.text, seed)
    if bubble.kind == "image":
        return snapshot(wide, round(wide * (0.7, 1.0, 1.3)[seed % 3]), seed)
    return None
