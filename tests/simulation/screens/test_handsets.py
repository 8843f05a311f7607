"""Phones as people have them."""

from collections import Counter
from random import Random

import pytest

from mingjian.simulation.screens.drawing import CALL_KITS, CHAT_KITS, SMS_KITS, draw
from mingjian.simulation.screens.handsets import handset
from mingjian.simulation.screens.views import Handset, SmsThread, Status

MANY = 2000


@pytest.fixture(scope="module")
def phones() -> list[Handset]:
    random = Random(11)
    return [handset(random) for _ in range(MANY)]


def test_a_phone_follows_from_its_random() -> None:
    assert handset(Random(3)) == handset(Random(3))
    assert handset(Random(3)) != handset(Random(4))


def test_all_kits_are_in_use(phones: list[Handset]) -> None:
    assert {phone.sms_kit for phone in phones} == set(SMS_KITS)
    assert {phone.chat_kit for phone in phones} == set(CHAT_KITS)
    assert {phone.call_kit for phone in phones} == set(CALL_KITS)
    assert {phone.cutout for phone in phones} == {"none", "notch", "hole", "island"}


def test_shares(phones: list[Handset]) -> None:
    assert 0.26 < sum(phone.dark for phone in phones) / MANY < 0.34
    assert 0.36 < sum(len(phone.carriers) == 2 for phone in phones) / MANY < 0.48
    assert all(0.85 <= phone.font_scale <= 1.3 for phone in phones)
    assert len({(phone.width, phone.height) for phone in phones}) >= 12
    assert max(Counter((phone.width, phone.height) for phone in phones).values()) < 0.35 * MANY
    assert len(set(phones)) == MANY


def test_one_message_on_many_phones(
    phones: list[Handset], status: Status, thread: SmsThread
) -> None:
    assert len({draw(phone, status, thread).image.tobytes() for phone in phones[:12]}) == 12
