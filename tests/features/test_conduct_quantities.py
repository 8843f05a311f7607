"""Numbers as people write them, and what they say against the limits of GB/T 45251-2025."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingjian.features.conduct_quantities import quantities, read_number

NUMBERS = [
    ("14", 14, False),
    ("十", 10, False),
    ("十四", 14, False),
    ("二十一", 21, False),
    ("一百二十", 120, False),
    ("两千五百", 2500, False),
    ("一万二", 10_002, False),
    ("1.2万", 12_000, False),
    ("1,200", 1200, False),
    ("十几", 10, True),
    ("几十", 20, True),
    ("几百", 200, True),
    ("二十多", 20, True),
    ("20多", 20, True),
    ("八九", 8, True),
    ("5-6", 5, False),
]
TIMES = [
    ("昨晚十一点四十还在打", "23:40", True),
    ("早上六点五十就来电话", "06:50", True),
    ("凌晨一点多给我妈发短信", "01:00", True),
    ("夜里十点零五分开始响", "22:05", True),
    ("晚上12点打电话", "00:00", True),
    ("22:40打来", "22:40", True),
    ("晚上九点打电话", "21:00", False),
    ("早上八点打电话", "08:00", False),
    ("早上7点59打电话", "07:59", True),
    ("下午三点半打电话", "15:30", False),
    ("中午12点打电话", "12:00", False),
    ("六点五十来电", "06:50", False),  # morning or evening is not said
    ("2023-06-21 22:08归还2.2万", "22:08", False),  # money moves at night too
    ("called me at 6:15 am", "06:15", True),
    ("called me at 10 p.m.", "22:00", True),
    ("called me at 9 pm", "21:00", False),
]
COUNTS = [
    ("一天三个电话", "3", None),
    ("一天四个电话", "4", "S3"),
    ("一天打了十几次", "10+", "S3"),
    ("一天几十个电话", "20+", "S2"),
    ("每天至少八九通", "8+", "S3"),
    ("一周打了十个电话", "10", None),
    ("一个月打了20个电话", "20", None),
    ("一天打N个电话", "unknown", None),
    ("calls me 14 times a day", "14", "S3"),
    ("calls twenty times a day", "20", "S2"),
    ("called 25 times a day", "25", "S2"),
]


@pytest.mark.parametrize(("written", "value", "more"), NUMBERS)
def test_numbers(written: str, value: float, more: bool) -> None:
    assert read_number(written) == (value, more)


@pytest.mark.parametrize(("text", "value", "night"), TIMES)
def test_clock_times_and_forbidden_hours(text: str, value: str, night: bool) -> None:
    times = [(q.value, q.breach) for q in quantities(text) if q.kind == "time"]
    assert times == [(value, ("V02", "S3") if night else None)]


@pytest.mark.parametrize(("text", "value", "severity"), COUNTS)
def test_counts_against_three_a_day(text: str, value: str, severity: str | None) -> None:
    counts = [(q.value, q.breach) for q in quantities(text.lower()) if q.kind == "count"]
    assert counts == [(value, ("V01", severity) if severity else None)]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("借款8000元", "amount", "8000"),
        ("欠了1.2万元", "amount", "12000"),
        ("owe {$850.00}", "amount", "850"),
        ("逾期3天", "days_overdue", "3"),
        ("逾期两个月", "days_overdue", "60"),
        ("2023年6月21日", "date", "2023-06-21"),
        ("11月27号", "date", "--11-27"),
        ("昨天打来", "date", "-1d"),
    ],
)
def test_amounts_dates_and_days(text: str, kind: str, value: str) -> None:
    assert (kind, value) in {(q.kind, q.value) for q in quantities(text)}


@given(
    st.text(alphabet="0123456789十百千万几两多个通点半:.,-~打月日天元逾期晚早一 amp$", max_size=60)
)
def test_spans_lie_within_the_text(text: str) -> None:
    assert all(0 <= q.start < q.end <= len(text) for q in quantities(text))


@given(st.integers(1, 9999))
def test_arabic_and_full_width_agree(number: int) -> None:
    assert read_number(str(number)) == (number, False)
