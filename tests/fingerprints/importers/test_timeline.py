from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingjian.fingerprints.contract import LOCAL_TIME
from mingjian.fingerprints.importers.timeline import dated

OCTOBER = datetime(2020, 10, 16, 8, 48, tzinfo=LOCAL_TIME)


@pytest.mark.parametrize(
    ("stamps", "filed", "dates"),
    [
        (["10-16 08:48:01", "10-17 09:00:00"], OCTOBER, ["2020-10-16", "2020-10-17"]),
        (["10-17 09:00:00", "10-16 08:48:01"], OCTOBER, ["2020-10-17", "2020-10-16"]),
        (
            ["10-16 08:48:01", "12-31 23:59:59", "01-01 00:00:01"],
            OCTOBER,
            ["2020-10-16", "2020-12-31", "2021-01-01"],
        ),
        (
            ["01-01 00:00:01", "12-31 23:59:59", "10-16 08:48:01"],
            OCTOBER,
            ["2021-01-01", "2020-12-31", "2020-10-16"],
        ),
        (["10-15 23:00:00"], OCTOBER, ["2020-10-15"]),
        (["02-29 10:00:00"], OCTOBER, ["2024-02-29"]),
        (["2021-03-01 10:00:00"], OCTOBER, ["2021-03-01"]),
        (["soon", "10-16 08:48:01", "13-45 99:00:00"], OCTOBER, [None, "2020-10-16", None]),
        ([], OCTOBER, []),
    ],
)
def test_years_follow_the_filing_time(
    stamps: list[str], filed: datetime, dates: list[str | None]
) -> None:
    found = dated(stamps, filed)
    assert [at and str(at.astimezone(LOCAL_TIME).date()) for at in found] == dates


@given(
    st.datetimes(datetime(2018, 3, 1), datetime(2030, 1, 1)),
    st.lists(st.integers(0, 30), max_size=11),
    st.booleans(),
)
def test_a_timeline_of_under_a_year_survives_losing_its_years(
    start: datetime, waits: list[int], newest_first: bool
) -> None:
    filed = start.replace(microsecond=0, tzinfo=LOCAL_TIME)
    days = [sum(waits[:index]) for index in range(len(waits) + 1)]
    times = [filed + timedelta(days=day) for day in days]
    listed = times[::-1] if newest_first else times
    stamps = [f"{at:%m-%d %H:%M:%S}" for at in listed]
    assert dated(stamps, filed) == [at.astimezone(UTC) for at in listed]
