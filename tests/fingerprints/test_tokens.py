"""Tokens: form, joins that must be, joins that must not."""

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingjian.fingerprints.contract import RawComplaint
from mingjian.fingerprints.keyring import KeyRing
from mingjian.fingerprints.tokens import Identifiers, PartyTokens, Tokenizer, identify

NOW = datetime(2025, 6, 1, tzinfo=UTC)
FIRST = KeyRing.generate(NOW)
RING = FIRST.rotate(NOW)
FORM = re.compile(r"[a-z_]+\.k[0-9]+\.[A-Za-z0-9_-]{22}")


def complaint(**parts: object) -> RawComplaint:
    return RawComplaint(complaint_id="1", platform="heimao", filed_at=NOW, **parts)


def test_one_token_per_readable_epoch_current_first() -> None:
    tokens = Tokenizer(RING).token("phone", "+8613812345678")
    assert [token.rsplit(".", 1)[0] for token in tokens] == ["phone.k2", "phone.k1"]
    assert all(FORM.fullmatch(token) for token in tokens)


def test_rotation_keeps_the_join_over_one_epoch_and_ends_it_after_two() -> None:
    before = set(Tokenizer(FIRST).token("phone", "1"))
    assert before & set(Tokenizer(RING).token("phone", "1"))
    assert not before & set(Tokenizer(RING.rotate(NOW)).token("phone", "1"))


@given(st.text(), st.text())
def test_equal_values_and_only_they_match(one: str, other: str) -> None:
    tokenizer = Tokenizer(RING)
    same = tokenizer.token("name", one) == tokenizer.token("name", other)
    assert same == (one == other)


@given(st.text(), st.text(), st.text())
def test_purpose_field_and_value_cannot_run_together(purpose: str, other: str, value: str) -> None:
    first, second = Tokenizer(RING, purpose), Tokenizer(RING, other)
    assert (first.token("phone", value) == second.token("phone", value)) == (purpose == other)
    bodies = [Tokenizer(RING, purpose).token(field, value)[0][-22:] for field in ("a", "ab")]
    assert bodies[0] != bodies[1]
    assert Tokenizer(RING, "ab").token("c", value)[0][-22:] != first_body("a", "bc", value)


def first_body(purpose: str, field: str, value: str) -> str:
    return Tokenizer(RING, purpose).token(field, value)[0][-22:]


def test_another_ring_gives_other_tokens() -> None:
    stranger = KeyRing.generate(NOW)
    assert not set(Tokenizer(FIRST).token("a", "1")) & set(Tokenizer(stranger).token("a", "1"))


@pytest.mark.parametrize("field", ["", "Phone", "a.b", "手机", "a b"])
def test_a_field_is_a_word(field: str) -> None:
    with pytest.raises(ValueError, match="lower-case word"):
        Tokenizer(RING).token(field, "1")


def test_a_token_is_stable_over_versions() -> None:
    fixed = KeyRing(
        None, tuple(type(e)(e.id, e.created_at, bytes(32)) for e in FIRST.epochs), bytes(32)
    )
    assert Tokenizer(fixed).token("phone", "+8613812345678") == ("phone.k1._aKVrfGhNMrSLLbnvyKp1A",)


def test_all_fields_are_identified() -> None:
    person = {
        "account_id": "小王爱吃鱼",
        "name": "王小明",
        "phone": "13812345678",
        "id_number": "110101199003070011",
        "email": "a@b.com",
        "payee_account": "6222021234567890128",
    }
    device = {"device_id": "865166024657322", "ip": "114.114.114.114"}
    found = identify(complaint(complainant=person, borrower=person, device=device), Tokenizer(RING))
    assert found.complainant == found.borrower
    for name in PartyTokens.__slots__:
        tokens = getattr(found.complainant, name)
        assert len(tokens) == 2
        assert all(token.startswith(f"{name}.k") for token in tokens)
    assert found.device[0].startswith("device.k2.")
    assert found.network[0].startswith("network.k2.")


def test_the_same_phone_joins_complainant_and_borrower_however_written() -> None:
    found = identify(
        complaint(complainant={"phone": "138-1234-5678"}, borrower={"phone": "＋８６13812345678"}),
        Tokenizer(RING),
    )
    assert found.complainant.phone == found.borrower.phone != ()


def test_unreadable_is_missing() -> None:
    found = identify(
        complaint(
            complainant={"phone": "138****5678", "account_id": "李先生", "name": "张某"},
            device={"device_id": "unknown", "ip": "10.0.0.1"},
        ),
        Tokenizer(RING),
    )
    assert found == Identifiers()


def test_accounts_of_two_platforms_do_not_join() -> None:
    there = complaint(complainant={"account_id": "小王爱吃鱼"})
    here = there.model_copy(update={"platform": "jutousu"})
    tokenizer = Tokenizer(RING)
    assert (
        identify(there, tokenizer).complainant.account
        != identify(here, tokenizer).complainant.account
    )


def test_no_raw_value_is_left_in_what_is_kept() -> None:
    found = identify(
        complaint(complainant={"phone": "13812345678", "name": "王小明"}), Tokenizer(RING)
    )
    assert "13812345678" not in repr(found)
    assert "王小明" not in repr(found)
