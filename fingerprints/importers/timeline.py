"""The years of a timeline that prints none."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from mingjian.fingerprints.contract import LOCAL_TIME

__all__ = ["dated"]

STAMP = re.compile(
    r"(?:(20\d{2})[-年])?(\d{1,2})[-月](\d{1,2})日?\s+(\d{1,2}):(\d{2})(?::(\d{2}))?"
)
# A complaint is written some days before the platform publishes it.
EARLIEST = timedelta(days=30)
Stamp = tuple[int, int, int, int, int]


def dated(stamps: Sequence[str], filed_at: datetime) -> list[datetime | None]:
    """Give each ``MM-DD hh:mm:ss`` of a timeline its year.

    Parameters
    ----------
    stamps : sequence of str
        As printed, oldest or newest first, in local time.
    filed_at : datetime
        When the complaint was published; the timeline starts at most 30 days before it.

    Returns
    -------
    list of datetime or None
        In UTC, in the order given; the year goes up where the calendar starts again. None for what
        is no stamp.

    Examples
    --------
    >>> filed = datetime(2020, 12, 30, 4, tzinfo=UTC)
    >>> [str(at.date()) for at in dated(["01-02 09:00:00", "12-30 12:00:01"], filed) if at]
    ['2021-01-02', '2020-12-30']
    """
    found = [STAMP.search(stamp) for stamp in stamps]
    start = filed_at.astimezone(LOCAL_TIME) - EARLIEST
    readable = [index for index, match in enumerate(found) if match]
    ahead = [_after(_stamp(found[index]), start) for index in readable]
    if ahead and ahead[-1] is not None and ahead[0] is not None and ahead[-1] < ahead[0]:
        readable.reverse()
    result: list[datetime | None] = [None] * len(stamps)
    earliest = start
    for index in readable:
        match = found[index]
        year = match and match[1]
        at = _in_year(int(year), _stamp(match)) if year else _after(_stamp(match), earliest)
        if at is not None:
            result[index] = at.astimezone(UTC)
            earliest = max(earliest, at - timedelta(days=1))
    return result


def _stamp(match: re.Match[str] | None) -> Stamp:
    if match is None:
        raise ValueError("no stamp")
    month, day, hour, minute = (int(match[group]) for group in range(2, 6))
    return month, day, hour, minute, int(match[6] or 0)


def _after(stamp: Stamp, earliest: datetime) -> datetime | None:
    """Return the first moment with this stamp from ``earliest`` on; leap days are 8 years apart."""
    for year in range(earliest.year, earliest.year + 9):
        at = _in_year(year, stamp)
        if at is not None and at >= earliest:
            return at
    return None


def _in_year(year: int, stamp: Stamp) -> datetime | None:
    try:
        return datetime(year, *stamp, tzinfo=LOCAL_TIME)
    except ValueError:
        return None
