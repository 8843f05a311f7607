"""Days of a world, and the hours at which people do things. All moments carry the offset of the place."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta, timezone
from itertools import pairwise
from random import Random

__all__ = ["LOCAL", "Calendar", "at_hour", "evening_leaning"]

LOCAL = timezone(timedelta(hours=8))
# When people file: some at night, most after lunch and after dinner.
HOURS = (9, 6, 4, 2, 2, 2, 4, 8, 15, 24, 30, 28, 24, 26, 30, 30, 28, 26, 22, 24, 30, 32, 26, 16)


class Calendar:
    """The window of a world.

    Parameters
    ----------
    start : date
    months : sequence of float
        Relative number of complaints of each month.
    """

    def __init__(self, start: date, months: Sequence[float]) -> None:
        self.start = start
        firsts = [_month_after(start, step) for step in range(len(months) + 1)]
        self.end = firsts[-1]
        self._days = [start + timedelta(days=step) for step in range((self.end - start).days)]
        place = [next(m for m, first in enumerate(firsts[1:]) if day < first) for day in self._days]
        spans = [(after - first).days for first, after in pairwise(firsts)]
        self._weights = [months[m] / spans[m] * (0.8 if day.weekday() > 4 else 1.08)
                         for m, day in zip(place, self._days, strict=True)]  # fmt: skip

    def days(self) -> Sequence[date]:
        """All days, in order."""
        return self._days

    def weights(self) -> Sequence[float]:
        """Relative number of complaints of each day."""
        return self._weights

    def holds(self, moment: datetime) -> bool:
        """Whether a moment lies in the window."""
        return self.start <= moment.date() < self.end

    def progress(self, day: date) -> float:
        """0 on the first day, 1 on the last."""
        return (day - self.start).days / max(1, len(self._days) - 1)


def at_hour(day: date, hour: float, random: Random) -> datetime:
    """A moment of a day near an hour; minutes and seconds are even."""
    start = datetime.combine(day, time(), LOCAL)
    return start + timedelta(hours=int(hour), seconds=random.randrange(3600))


def evening_leaning(day: date, random: Random) -> datetime:
    """A moment at which a person files."""
    return at_hour(day, random.choices(range(24), HOURS)[0], random)


def _month_after(start: date, months: int) -> date:
    total = start.year * 12 + start.month - 1 + months
    return date(total // 12, total % 12 + 1, min(start.day, 28))
