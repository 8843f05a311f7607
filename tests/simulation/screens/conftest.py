"""Phones and messages for the tests of screens."""

from collections.abc import Callable
from dataclasses import replace

import pytest

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

PHONE = Handset("bubble", "square", "recents", 540, 1170, False, 1.0, "notch", ("中国移动",), 7)
KINDS = ("text", "map", "paper", "transfer", "voice", "image", "note")
WORDS = (
    "【远山金融】尊敬的赵敏女士，您尾号3817的借款已逾期15天，请致电400-812-3456或13800001234处理。"
)


@pytest.fixture
def phone() -> Handset:
    return PHONE


@pytest.fixture
def status() -> Status:
    return Status("21:04", 47, False, "5G", (4,), ())


@pytest.fixture
def thread() -> SmsThread:
    bubbles = (
        Bubble("6月3日 14:20", WORDS),
        Bubble("昨天 09:12", "您的验证码为482913，请勿告知他人。"),
        Bubble("21:02", "下月发工资就还。", mine=True),
    )
    return SmsThread("106905732288", bubbles)


@pytest.fixture
def views() -> Callable[[str], dict[str, View]]:
    """Every sort of view with one text in all its places."""
    return _views


def _views(text: str) -> dict[str, View]:
    bubbles = tuple(
        Bubble("昨天 20:15" if number % 3 == 0 else "", text, mine, kind)
        for number, (kind, mine) in enumerate(
            (kind, mine) for kind in KINDS for mine in (False, True)
        )
    )
    calls = tuple(
        (text, text, "20:30", kind, 1 + 13 * n) for n, kind in enumerate(("in", "out", "missed"))
    )
    return {
        "thread": SmsThread(text, bubbles),
        "list": SmsList(((text, text, "昨天", 0), (text, text, "20:30", 123))),
        "chat": Chat(text, bubbles),
        "group": Chat(
            text, tuple(replace(one, text=f"群主\t{one.text}") for one in bubbles), members=18
        ),
        "calls": CallLog(calls),
    }
