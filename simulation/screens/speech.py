"""What the chat kits share: who speaks, emoji codes, sums and seconds in a message."""

import re

from mingjian.simulation.screens.avatars import seed_of
from mingjian.simulation.screens.canvas import Frame
from mingjian.simulation.screens.emoji import CODES
from mingjian.simulation.screens.views import Bubble, Chat

__all__ = ["face_seed", "is_group", "plain", "seconds", "speaker", "sum_and_note"]

SUM = re.compile(r"[¥￥]?\s*(\d[\d,]*(?:\.\d{1,2})?)\s*元?")
CODE = re.compile("|".join(re.escape(code) for code in CODES))
MINUTE = 60


def is_group(view: Chat) -> bool:
    """Whether names stand above the messages."""
    return view.members > 2


def speaker(view: Chat, bubble: Bubble) -> str:
    """Who says it: the nickname before the tab, the last one in a group, or the other side."""
    name, tab, _ = bubble.text.partition("\t")
    if tab or bubble.mine:
        return name if tab else "我"
    before = view.bubbles[: view.bubbles.index(bubble)] if is_group(view) else ()
    named = [one.text.partition("\t")[0] for one in before if "\t" in one.text]
    return named[-1] if named else view.title


def plain(bubble: Bubble) -> str:
    """The words without the nickname, emoji codes as emoji."""
    words = bubble.text.partition("\t")[2] if "\t" in bubble.text else bubble.text
    return CODE.sub(lambda found: CODES[found[0]], words)


def face_seed(frame: Frame, view: Chat, bubble: Bubble) -> int:
    """A number for the picture of who speaks."""
    if bubble.mine:
        return seed_of("我", frame.handset.wallpaper)
    return seed_of(speaker(view, bubble), frame.handset.wallpaper)


def seconds(words: str) -> int:
    """Length of a voice message, from its first number; at most a minute."""
    found = re.search(r"\d+", words)
    return min(MINUTE, max(1, int(found[0]) if found else 1 + len(words) // 4))


def sum_and_note(words: str) -> tuple[str, str]:
    """The first sum of a transfer as it is shown, and the words around it."""
    found = SUM.search(words)
    if found is None:
        return "", words.strip()
    value = float(found[1].replace(",", ""))
    note = (words[: found.start()] + words[found.end() :]).strip(" ，,。:：")
    return f"¥{value:,.2f}", note
