"""Phones as people have them."""

from collections import Counter
from dataclasses import replace
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


@pytest.fixture(scope="module")
def held_out() -> list[Handset]:
    random = Random(12)
    return [handset(random, held_out=True) for _ in range(MANY)]


def test_a_phone_follows_from_its_random() -> None:
    assert handset(Random(3)) == handset(Random(3))
    assert handset(Random(3)) != handset(Random(4))


def test_all_kits_are_in_use(phones: list[Handset], held_out: list[Handset]) -> None:
    assert {phone.sms_kit for phone in phones + held_out} == set(SMS_KITS)
    assert {phone.chat_kit for phone in phones + held_out} == set(CHAT_KITS)
    assert {phone.call_kit for phone in phones + held_out} == set(CALL_KITS)
    assert {phone.cutout for phone in phones} == {"none", "notch", "hole", "island"}


def test_held_out_phones_share_no_kit_with_others(
    phones: list[Handset], held_out: list[Handset]
) -> None:
    """Rule 6 of 6.2; the others keep three SMS apps, two chat apps and call logs."""
    for kind in ("sms_kit", "chat_kit", "call_kit"):
        usual, other = ({getattr(x, kind) for x in some} for some in (phones, held_out))
        assert usual.isdisjoint(other)
        assert len(usual) >= {"sms_kit": 3, "chat_kit": 2, "call_kit": 1}[kind]
    assert {phone.face for phone in phones} == {"sans"}
    assert 0.4 < sum(phone.face == "serif" for phone in held_out) / MANY < 0.6


def test_a_face_of_one_weight(held_out: list[Handset], status: Status, thread: SmsThread) -> None:
    phone = next(phone for phone in held_out if phone.face == "serif")
    plain = draw(replace(phone, face="sans"), status, thread)
    assert draw(phone, status, thread).image.tobytes() != plain.image.tobytes()


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
