"""Who is the same person: a careful three-valued answer."""

from collections.abc import Iterable, Sequence
from enum import Enum

from mingjian.features.history import Trace

__all__ = ["Same", "distinct_persons", "is_declared_agent", "same_person", "strangers"]


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

    Joiners of one collective complaint (G13) and relatives who say so (G2) are no strangers.
    """
    found: list[Trace] = []
    holders: dict[tuple[str, str], list[Trace]] = {}
    for other in others:
        if same_person(trace, other) is not Same.no or _open_tie(trace, other):
            continue
        known = (holder for mark in _looked_up(other) for holder in holders.get(mark, ()))
        if all(same_person(holder, other) is not Same.yes for holder in known):
            found.append(other)
            for mark in _filed_under(other):
                holders.setdefault(mark, []).append(other)
    return found


def _filed_under(trace: Trace) -> list[tuple[str, str]]:
    """Marks of a person: her ID number, and her phone or account with her name and without."""
    identity = trace.identity
    reached = (*identity.phones, *identity.accounts)
    named = [(token, name) for token in reached for name in (*(identity.names or ("",)), "*")]
    return [*((token, "") for token in identity.id_numbers), *named]


def _looked_up(trace: Trace) -> list[tuple[str, str]]:
    """Marks under which the same person can stand: with her name or none; with any, if she gave none."""
    identity = trace.identity
    reached = (*identity.phones, *identity.accounts)
    names = (*identity.names, "") if identity.names else ("*",)
    named = [(token, name) for token in reached for name in names]
    return [*((token, "") for token in identity.id_numbers), *named]


def _open_tie(one: Trace, other: Trace) -> bool:
    if one.row.collective_id and one.row.collective_id == other.row.collective_id:
        return True
    if "family" not in (one.row.relation, other.row.relation):
        return False
    return _meet(one.identity.ties, other.identity.ties)


def distinct_persons(traces: Iterable[Trace]) -> int:
    """Number of people among complaints, counting the doubtful together.

    A complaint is a further person only if it is certainly not any of those already counted.
    """
    known: list[Trace] = []
    for trace in traces:
        if all(
            same_person(trace, other) is Same.no and not _open_tie(trace, other) for other in known
        ):
            known.append(trace)
    return len(known)
