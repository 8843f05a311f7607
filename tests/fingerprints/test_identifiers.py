"""Identifier normalisers: tables of what people write, and the laws of a normal form."""

from datetime import date

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn
from stdnum.cn import ric

from mingjian.fingerprints.identifiers import (
    normalise_account,
    normalise_device,
    normalise_email,
    normalise_id_number,
    normalise_ip,
    normalise_name,
    normalise_payee,
    normalise_phone,
)

MOBILE = "+8613812345678"
MOBILES = st.from_regex(r"1(?!79)[3-9][0-9]{9}", fullmatch=True)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("13812345678", MOBILE),
        ("１３８１２３４５６７８", MOBILE),
        ("138 1234 5678", MOBILE),
        ("138-1234-5678", MOBILE),
        ("138.1234.5678", MOBILE),
        (" 13812345678\n", MOBILE),
        ("138\u200b1234\u200b5678", MOBILE),
        ("+86 138 1234 5678", MOBILE),
        ("+86-13812345678", MOBILE),
        ("(+86)13812345678", MOBILE),
        ("0086 13812345678", MOBILE),
        ("008613812345678", MOBILE),
        ("8613812345678", MOBILE),
        ("013812345678", MOBILE),
        ("17951 13812345678", MOBILE),
        ("1795113812345678", MOBILE),
        ("1259313812345678", MOBILE),
        ("电话：13812345678", MOBILE),
        ("17900005000", None),
        ("14612345678", "+8614612345678"),  # a range that the library does not know yet
        ("17012345678", "+8617012345678"),  # virtual operator: lawful, and poor people's (D4)
        ("0755-83123456", "+8675583123456"),
        ("(010)82345678", "+861082345678"),
        ("075583123456转801", "+8675583123456"),
        ("4006695568", "+864006695568"),
        ("+1 415 555 2671", "+14155552671"),
        ("+852 9123 4567", "+85291234567"),
        ("138****5678", None),
        ("138＊＊＊＊5678", None),
        ("1381234567", None),
        ("138123456789", None),
        ("83123456", None),  # no area code: a thousand towns have one
        ("10000000000", None),
        ("13000000000", None),
        ("13812345678/13912345678", None),
        ("无", None),
        ("", None),
        ("1" * 5000, None),
    ],
)
def test_phone(written: str, expected: str | None) -> None:
    assert normalise_phone(written) == expected


def library_says(written: str) -> str:
    number = phonenumbers.parse(written, "CN")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


@given(MOBILES, st.sampled_from(["", "+86", "+86 ", "0086", "86"]), st.sampled_from(["", " ", "-"]))
def test_fast_path_says_what_the_library_says(mobile: str, prefix: str, gap: str) -> None:
    written = prefix + gap.join((mobile[:3], mobile[3:7], mobile[7:]))
    if not mobile.endswith("000000000"):
        assert normalise_phone(written) == library_says(written) == f"+86{mobile}"


@pytest.mark.parametrize("head", [str(head) for head in range(130, 200) if head != 179])
def test_fast_path_agrees_over_all_ranges(head: str) -> None:
    assert normalise_phone(f"{head}12345678") == library_says(f"{head}12345678")


def numbered(first_17: str) -> str:
    return first_17 + ric.calc_check_digit(first_17 + "0")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("110101199003070011", "110101199003070011"),
        ("110101 19900307 0011", "110101199003070011"),
        ("１１０１０１１９９００３０７００１１", "110101199003070011"),
        ("110101-19900307-0011", "110101199003070011"),
        ("110101900307001", "110101199003070011"),
        (numbered("11010119900307002").lower(), numbered("11010119900307002")),
        (numbered("81000019900307001"), numbered("81000019900307001")),  # Hong Kong resident permit
        (numbered("44030519500307001"), numbered("44030519500307001")),  # older than its code
        ("110101199003070012", None),
        (numbered("11010119901307001"), None),
        ("110101901307001", None),
        ("11010119900307001", None),
        ("1101011990030700110", None),
        ("110101********0011", None),
        ("x", None),
        ("", None),
    ],
)
def test_id_number(written: str, expected: str | None) -> None:
    assert normalise_id_number(written) == expected


def test_id_number_check_letter_is_read_in_any_case() -> None:
    number = next(
        numbered(f"1101011990030{serial:04}")
        for serial in range(10_000)
        if numbered(f"1101011990030{serial:04}").endswith("X") and 101 <= serial <= 9999
        if normalise_id_number(numbered(f"1101011990030{serial:04}"))
    )
    assert normalise_id_number(number.lower()) == normalise_id_number(number[:-1] + "Ｘ") == number


@given(st.dates(date(1000, 1, 1)), st.integers(0, 999), st.integers(0, 10))
def test_only_one_check_digit_is_accepted(born, serial: int, check: int) -> None:
    first = f"110101{born:%Y%m%d}{serial:03}".replace(" ", "0").zfill(17)
    number = first + "0123456789X"[check]
    read = normalise_id_number(number)
    assert read in {None, number}
    assert (read == number) == (number == numbered(first) and 1850 <= born.year < 2100)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("6222021234567890128", "card:6222021234567890128"),
        ("6222 0212 3456 7890 128", "card:6222021234567890128"),
        ("６２２２０２１２３４５６７８９０１２８", "card:6222021234567890128"),
        ("6222021234567890129", "other:6222021234567890129"),
        ("13812345678", "phone:+8613812345678"),
        ("8613812345678", "phone:+8613812345678"),
        ("Zhang@Example.COM", "email:zhang@example.com"),
        ("Wallet ＡＢＣ", "other:walletabc"),
        ("6222****0128", None),
        ("0000000000000000", None),
        ("unknown", None),
        ("无", None),
        ("", None),
    ],
)
def test_payee(written: str, expected: str | None) -> None:
    assert normalise_payee(written) == expected


@given(st.from_regex(r"62[0-9]{13,16}", fullmatch=True))
def test_cards_are_told_by_luhn(digits: str) -> None:
    card = digits + luhn.calc_check_digit(digits)
    assert normalise_payee(" ".join((card[:4], card[4:8], card[8:]))) == f"card:{card}"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (" Li.Lei+loan@ＱＱ.com ", "li.lei+loan@qq.com"),
        ("a@b", None),
        ("a b@c.com", None),
        ("a@b@c.com", None),
        ("li***@qq.com", None),
        ("", None),
    ],
)
def test_email(written: str, expected: str | None) -> None:
    assert normalise_email(written) == expected


@pytest.mark.parametrize(
    "written",
    ["", "  ", "匿名", "匿名用户", "李先生", "欧阳女士", "138****1234", "NULL", "手机用户"],
)
def test_account_stands_for_nobody(written: str) -> None:
    assert normalise_account(written, "heimao") is None


def test_account_belongs_to_its_platform() -> None:
    assert normalise_account(" 小王１ ", "heimao") == normalise_account("小王1", "heimao")
    assert normalise_account("小王", "heimao") != normalise_account("小王", "jutousu")
    assert normalise_account("Ann", "heimao") != normalise_account("ann", "heimao")


@given(st.text(min_size=1), st.text(min_size=1), st.sampled_from(["a", "a:b", "lender:x"]))
def test_accounts_of_two_platforms_never_meet(one: str, other: str, platform: str) -> None:
    first, second = normalise_account(one, platform), normalise_account(other, platform + "2")
    assert first is None or first != second


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (" YSSKYOSJHPPLJ ", "ysskyosjhpplj"),
        ("865166024657322", "865166024657322"),
        ("6F9619FF-8B86-D011-B42D-00C04FC964FF", "6f9619ff8b86d011b42d00c04fc964ff"),
        ("00000000", None),
        ("000000000000000", None),
        ("00000000-0000-0000-0000-000000000000", None),
        ("FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF", None),
        ("02:00:00:00:00:00", None),
        ("9774d56d682e549c", None),
        ("012345678912345", None),
        ("unknown", None),
        ("Unknown", None),
        ("null", None),
        ("none", None),
        ("N/A", None),
        ("8651****7322", None),
        ("", None),
    ],
)
def test_device(written: str, expected: str | None) -> None:
    assert normalise_device(written) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("114.114.114.114", "114.114.114.0/24"),
        ("114.114.114.1", "114.114.114.0/24"),
        ("2408:8000:1:2::3", "2408:8000:1::/48"),
        ("::ffff:114.114.114.114", "114.114.114.0/24"),
        ("10.1.2.3", None),
        ("172.16.0.1", None),
        ("192.168.1.1", None),
        ("127.0.0.1", None),
        ("100.64.0.1", None),
        ("100.127.255.255", None),
        ("169.254.1.1", None),
        ("224.0.0.251", None),
        ("0.0.0.0", None),
        ("::1", None),
        ("fe80::1%eth0", None),
        ("fd00::1", None),
        ("::1.2.3.4", None),
        ("114.114.114", None),
        ("300.1.1.1", None),
        ("", None),
    ],
)
def test_ip(written: str, expected: str | None) -> None:
    assert normalise_ip(written) == expected


@given(st.ip_addresses())
def test_any_address_is_read_or_missing(address) -> None:
    network = normalise_ip(str(address))
    assert network is None or network.endswith(("/24", "/48"))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (" 张 三 ", "张三"),
        ("欧阳\u3000修", "欧阳修"),
        ("迪丽•热巴", "迪丽·热巴"),
        ("John SMITH", "johnsmith"),
        ("张某", None),
        ("张某某", None),
        ("张*", None),
        ("张**", None),
        ("李先生", None),
        ("XXXX", None),
        ("张", None),
        ("13812345678", None),
        ("匿名", None),
        ("", None),
    ],
)
def test_name(written: str, expected: str | None) -> None:
    assert normalise_name(written) == expected


NORMALISERS = [
    normalise_phone,
    normalise_id_number,
    normalise_email,
    normalise_device,
    normalise_name,
]


@pytest.mark.parametrize("normalise", NORMALISERS)
@given(value=st.text() | MOBILES | st.emails() | st.text("0123456789Xx-： 张三李", max_size=30))
def test_anything_is_read_or_missing_and_reading_again_changes_nothing(
    normalise, value: str
) -> None:
    once = normalise(value)
    assert once is None or (once and normalise(once) == once)
