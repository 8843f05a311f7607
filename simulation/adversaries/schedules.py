"""When an agent files: R0 in bursts, R1 in turns over the weeks, R2 in slow drips among the genuine."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from random import Random

from mingjian.simulation.world.calendar import at_hour, evening_leaning

__all__ = ["times"]

OFFICE = (9, 10, 10, 11, 14, 14, 15, 15, 16, 17, 20, 21)


def times(level: str, number: int, days: Sequence[date], random: Random) -> list[datetime]:
    """Moments of ``number`` filings, in order.

    Parameters
    ----------
    level : str
        ``R0``, ``R1`` or ``R2``.
    days : sequence of date
        The days on which the agent is at work.
    """
    if level == "R2":
        return sorted(evening_leaning(random.choice(days), random) for _ in range(number))
    if level == "R1":
        working = [day for day in days if day.weekday() < 5] or list(days)
        return sorted(
            at_hour(random.choice(working), random.choice(OFFICE), random) for _ in range(number)
        )
    made: list[datetime] = []
    while len(made) < number:
        start = at_hour(random.choice(days), random.choice(OFFICE), random)
        size = min(number - len(made), random.randint(4, 16))
        made += [
            start + timedelta(minutes=random.uniform(0, 60 * random.choice((3, 9, 30))))
            for _ in range(size)
        ]
    return sorted(made)
