"""Who was first: only what was certainly filed before counts against anybody.

A copied victim who files again must not inherit the copies (G15): what matters is the first filing of
the *person*, not of the row. A day without an hour ends at midnight; an unknown time is never before;
and what the accused lender's own intake holds proves nothing against a row filed elsewhere.
"""

from collections.abc import Sequence
from datetime import timedelta

from mingjian.features.history import Trace
from mingjian.features.persons import Same, same_person

__all__ = ["certainly_before", "filed_before"]

DAY = timedelta(days=1)


def certainly_before(one: Trace, other: Trace) -> bool:
    """Whether one complaint was filed before the other, as far as their times are known."""
    precisions = {one.row.time_precision, other.row.time_precision}
    if "unknown" in precisions:
        return False
    if one.row.time_precision == "day":
        return one.row.filed_at + DAY <= other.row.filed_at
    return one.order < other.order


def filed_before(trace: Trace, members: Sequence[Trace]) -> list[Trace]:
    """Members of a cluster that were certainly there before this person's first filing of it.

    Parameters
    ----------
    trace : Trace
    members : sequence of Trace
        Everybody who filed the same wording or capture.

    Returns
    -------
    list of Trace
        Earliest first.
    """
    if len(members) < 2 and all(member.uid == trace.uid for member in members):
        return []
    own = [member for member in members if same_person(trace, member) is Same.yes]
    return [
        member
        for member in members
        if all(certainly_before(member, mine) for mine in (trace, *own) if mine.uid != member.uid)
        and member.uid != trace.uid
        and (_at_lender(trace) or not _at_lender(member))
    ]


def _at_lender(trace: Trace) -> bool:
    return trace.row.platform.startswith("lender:")
