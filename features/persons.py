"""Who is the same person: a careful three-valued answer."""

from collections.abc import Iterable, Sequence
from enum import Enum

from mingjian.features.history import Trace

__all__ = ["Same", "distinct_persons", "is_declared_agent", "same_person", "strangers"]


HOUSEHOLD = 5


class Same(Enum):
    """Whether two complaints are about one person."""

    yes = "yes"
    no = "no"
    unknown = "unknown"


def is_declared_agent(trace: Trace) -> bool:
    """A lawyer or agent whose papers were shown: shared contacts are their office (G7)."""
    return trace.row.relation in {"lawyer", "agent"} and trace.row.authorised is True


def same_person(one: Trace, other: Trace) -> Same:
    """Compare two complaints.

    Returns
    -------
    Same
        ``yes`` on one ID number; on one phone or account unless the names differ. ``no`` on two ID
        numbers, on two phones, or on two accounts of one platform. ``unknown`` otherwise.
    """
    a, b = one.identity, other.identity
    if a.id_numbers and b.id_numbers:
        return Same.yes if _meet(a.id_numbers, b.id_numbers) else Same.no
    if _meet(a.phones, b.phones) or _meet(a.accounts, b.accounts):
        renamed = a.names and b.names and not _meet(a.names, b.names)
        return Same.no if renamed else Same.yes
    if a.phones and b.phones:
        return Same.no
    if a.accounts and b.accounts and one.row.platform == other.row.platform:
        return Same.no
    return Same.unknown


def _meet(one: Sequence[str], other: Sequence[str]) -> bool:
    for token in one:  # noqa: SIM110  # called millions of times: a loop is twice as fast as any()
        if token in other:
            return True
    return False


def strangers(trace: Trace, others: Iterable[Trace]) -> list[Trace]:
    """One complaint of each person who is certainly not this one and has no open tie to it.

    Joiners of one collective complaint (G13) and relatives who say so (G2) are no strangers, unless there
    are more relatives than a household holds.
    """
    apart: list[Trace] = []
    tied: list[Trace] = []
    for other in others:
        if same_person(trace, other) is Same.no:
            (tied if _open_tie(trace, other) else apart).append(other)
    if len(tied) >= HOUSEHOLD:
        relatives = _one_each(other for other in tied if "family" in _relations(trace, other))
        if len(relatives) >= HOUSEHOLD:
            apart = sorted([*apart, *relatives], key=lambda other: other.order)
    return _one_each(apart)


def _relations(one: Trace, other: Trace) -> set[str]:
    return {one.row.relation, other.row.relation}


def _one_each(traces: Iterable[Trace]) -> list[Trace]:
    """The first complaint of each person."""
    found: list[Trace] = []
    holders: dict[tuple[str, str], list[Trace]] = {}
    for trace in traces:
        known = (holder for mark in trace.identity.asked_marks for holder in holders.get(mark, ()))
        if all(same_person(holder, trace) is not Same.yes for holder in known):
            found.append(trace)
            for mark in trace.identity.filed_marks:
                holders.setdefault(mark, []).append(trace)
    return found


def _open_tie(one: Trace, other: Trace) -> bool:
    a, b = one.row, other.row
    if a.collective_id and a.collective_id == b.collective_id:
        return a.platform == b.platform and a.respondent == b.respondent
    if "family" not in (one.row.relation, other.row.relation):
        return False
    return _meet(one.identity.ties, other.identity.ties)


def distinct_persons(traces: Iterable[Trace]) -> int:
    """Number of people among complaints, counting the doubtful together.

    A complaint is a further person only if it is certainly not any of those already counted; those
    that name nobody count as one person at most, and hide nobody else. Relatives who say so are one
    household, up to the size of one.
    """
    named = [trace for trace in traces if trace.identity.tokens]
    named.sort(key=lambda trace: not (trace.identity.phones or trace.identity.id_numbers))
    people: list[Trace] = []
    households: list[Trace] = []
    for trace in named:
        if any(same_person(trace, known) is not Same.no for known in people):
            continue
        if not any(_open_tie(trace, known) for known in people):
            households.append(trace)
        people.append(trace)
    merged = len(people) - len(households)
    return max(len(people) if merged >= HOUSEHOLD else len(households), 1)
