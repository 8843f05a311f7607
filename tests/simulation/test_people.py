"""Inhabitants: identities are unique, invented and marked so."""

import re
from datetime import datetime

from stdnum.cn import ric

from mingjian.simulation.setting import Setting
from mingjian.simulation.world.people import (
    KIN,
    LAWYERS,
    REGIONS,
    email,
    mobile,
    payee,
    virtual_mobile,
)

MANY = range(1, 3000)


def test_numbers_are_unique() -> None:
    for make in (mobile, virtual_mobile, payee, email):
        for first in (0, KIN, LAWYERS, 3_000_000):
            assert len({make(first + number) for number in MANY}) == len(MANY)


def test_persons_share_nothing_but_a_home(setting: Setting) -> None:
    persons = [setting.people.person(number) for number in MANY]
    for field in ("phone", "id_number", "payee", "account"):
        values = [getattr(person, field) for person in persons]
        assert len(set(values)) == len(values), field
    phones: dict[str, list[int]] = {}
    for person in persons:
        phones.setdefault(person.device.device_id, []).append(person.number)
    for owners in phones.values():
        shared = [setting.people.person(number) for number in owners]
        homes = {person.home for person in shared}
        places = {person.place for person in shared}
        assert len(owners) == 1 or len(homes) == 1 or None not in places, "a stranger's phone"


def test_identities_are_marked_as_invented(setting: Setting) -> None:
    for number in range(1, 300):
        person = setting.people.person(number)
        assert re.fullmatch(r"1\d{2}000\d{5}", person.phone)
        assert person.id_number[14:17] == "000"
        assert person.id_number[:6] in REGIONS
        assert person.device.ip.startswith(("198.18.", "198.19.", "100."))
        assert person.email is None or person.email.endswith("@example.com")
        datetime.strptime(person.id_number[6:14], "%Y%m%d")


def test_identity_numbers_have_a_right_check_digit(setting: Setting) -> None:
    for number in range(1, 100):
        identity = setting.people.person(number).id_number
        assert ric.calc_check_digit(identity) == identity[-1]
