import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingjian.fingerprints.importers.amounts import parse_amount
from mingjian.fingerprints.importers.importer import RefusedError


@pytest.mark.parametrize(
    ("written", "yuan"),
    [
        ("100元", 100.0),
        ("100", 100.0),
        ("1.2万", 12000.0),
        ("1.2 万元", 12000.0),
        ("3千元", 3000.0),
        ("20万余元", 200000.0),
        ("0元", 0.0),
        ("¥1,200.50", 1200.5),
        ("￥１００", 100.0),
        ("人民币5000元整", 5000.0),
        ("约 800 块", 800.0),
        ("", None),
        ("无", None),
        ("--", None),
        ("未填写", None),
    ],
)
def test_amounts_as_platforms_print_them(written: str, yuan: float | None) -> None:
    assert parse_amount(written) == yuan


@pytest.mark.parametrize("written", ["很多钱", "1000-2000元", "-5元", "1e9", "元", "9" * 400])
def test_what_is_no_amount_is_refused_without_repeating_it(written: str) -> None:
    with pytest.raises(RefusedError, match=r"^amount_cny: not an amount$"):
        parse_amount(written)


@given(st.decimals(0, 10**9, places=2, allow_nan=False))
def test_grouping_marks_and_units_change_nothing(amount: object) -> None:
    assert parse_amount(f"{amount:,}元") == parse_amount(str(amount)) == float(str(amount))
