"""Who is the same person: a careful three-valued answer.

Identity is the borrower's when the complaint is about somebody else's loan, else the filer's. A shared
e-mail or payee joins nobody into one person: agents lend theirs to every client (D5). A courtesy
name such as 李先生 identifies nobody.
"""

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


def _field(trace: Trace, name: str) -> list[str]:
    tokens = trace.row.tokens
    return tokens.get(f"borrower.{name}") or tokens.get(f"complainant.{name}") or []


def same_person(one: Trace, other: Trace) -> Same:
    """Compare two complaints.

    Returns
    -------
    Same
        ``yes`` on one ID number; on one phone or account unless the names differ. ``no`` on two ID
        numbers, on two phones, or on two accounts of one platform. ``unknown`` otherwise.
    """
    ids = _field(one, "id_number"), _field(other, "id_number")
    if all(ids):
        return Same.yes if _meet(*ids) else Same.no
    names = _field(one, "name"), _field(other, "name")
    renamed = all(names) and not _meet(*names)
    phones = _field(one, "phone"), _field(other, "phone")
    accounts = _field(one, "account"), _field(other, "account")
    if _meet(*phones) or _meet(*accounts):
        return Same.no if renamed else Same.yes
    if all(phones) or (all(accounts) and one.row.platform == other.row.platform):
        return Same.no
    return Same.unknown


def _meet(one: Iterable[str], other: Sequence[str]) -> bool:
    return any(token in other for token in one)


def strangers(trace: Trace, others: Iterable[Trace]) -> list[Trace]:
    """One complaint of each person who is certainly not this one and has no open tie to it.

    Joiners of one collective complaint (G13) and relatives who say so (G2) are no strangers.
    """
    found: list[Trace] = []
    for other in others:
        if same_person(trace, other) is not Same.no or _open_tie(trace, other):
            continue
        if all(same_person(known, other) is not Same.yes for known in found):
            found.append(other)
    return found


def _open_tie(one: Trace, other: Trace) -> bool:
    if one.row.collective_id and one.row.collective_id == other.row.collective_id:
        return True
    if "family" not in (one.row.relation, other.row.relation):
        return False
    fields = ("device", "complainant.phone", "borrower.phone", "complainant.account")
    shared = {token for name in fields for token in one.row.tokens.get(name, ())}
    return any(token in shared for name in fields for token in other.row.tokens.get(name, ()))


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
