"""Templates: the words that several complaints share, with slots where they differ."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from mingjian.features.catalogue import Axis
from mingjian.features.history import POSTING_CAP, View
from mingjian.features.persons import distinct_persons
from mingjian.features.templates import template_key

__all__ = ["SkeletonView", "skeleton_views"]


@dataclass(frozen=True, slots=True)
class SkeletonView:
    """One template as the report shows it.

    Attributes
    ----------
    template_id : str
    clauses : tuple of str
        Shared words in the order of the earliest text; ``▁`` is a slot.
    size : int
    persons : int
        People who are certainly distinct; filers of unknown identity count as one.
    at_least : bool
        Only the first members were compared.
    weighed : int
        Members whose score lost something to coordination; at 0 an innocent twin explains it.
    lenders, platforms : tuple of str
    first, last : datetime
    """

    template_id: str
    clauses: tuple[str, ...]
    size: int
    persons: int
    at_least: bool
    weighed: int
    lenders: tuple[str, ...]
    platforms: tuple[str, ...]
    first: datetime
    last: datetime


def skeleton_views(
    members: Mapping[str, Sequence[Mapping[str, Any]]],
    skeletons: Mapping[str, Sequence[str]],
    view: View,
) -> list[SkeletonView]:
    """Templates with their shared words, largest first.

    Parameters
    ----------
    members : mapping of str to sequence of mapping
        Template id to the scores of all its members.
    skeletons : mapping of str to sequence of str
        As :meth:`Store.skeletons` gives them.
    view : View
        Of the same store.
    """
    found = [
        _skeleton_view(template_id, records, tuple(skeletons.get(template_id, ())), view)
        for template_id, records in members.items()
        if records
    ]
    return sorted(found, key=lambda template: (-template.size, template.template_id))


def _skeleton_view(
    template_id: str, records: Sequence[Mapping[str, Any]], clauses: tuple[str, ...], view: View
) -> SkeletonView:
    return SkeletonView(
        template_id=template_id,
        clauses=clauses,
        size=len(records),
        persons=distinct_persons(view.members(template_key(template_id))),
        at_least=len(records) > POSTING_CAP,
        weighed=sum(_weighed(record) for record in records),
        lenders=tuple(sorted({record["respondent"] for record in records})),
        platforms=tuple(sorted({record["platform"] for record in records})),
        first=min(record["filed_at"] for record in records),
        last=max(record["filed_at"] for record in records),
    )


def _weighed(record: Mapping[str, Any]) -> bool:
    return any(
        reason["axis"] == Axis.coordination and reason["weight"] > 0 for reason in record["reasons"]
    )
