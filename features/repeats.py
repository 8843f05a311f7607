"""Repeats: the complaints of one person about one lender, and what kind of repetition it is.

Filing with the lender, a platform and a regulator is lawful and officially advised (S0-14, G4);
filing again after silence is too (G6). So every reading here informs people and moves no score; the
24-hour rule of S3-07 is applied per person and lender with a count kept, never across people.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import ClassVar

from mingjian.features.catalogue import Axis, Feature, FeatureGroup, Reading
from mingjian.features.history import Trace, View
from mingjian.features.persons import Same, same_person, strangers
from mingjian.features.precedence import certainly_before
from mingjian.features.templates import template_before, template_key

__all__ = ["Case", "RepeatKind", "Repeats", "case_of"]

MATTER = timedelta(days=180)
FAN_OUT = timedelta(hours=72)
SAME_DAY = timedelta(hours=24)
REGULATORS = {"12378", "12315", "12345", "12321", "cfpb", "nfra"}


class RepeatKind(StrEnum):
    """How a complaint repeats earlier ones (contract: ``repeat_kind``)."""

    first = "first"
    fan_out = "fan_out"
    refile = "refile"
    escalation = "escalation"
    collective = "collective"
    duplicate = "duplicate"
    copied_by_others = "copied_by_others"


@dataclass(frozen=True, slots=True)
class Case:
    """The complaints about one matter, seen from one of them.

    Attributes
    ----------
    case_id : str
    kind : RepeatKind
    others : tuple of Trace
        Earliest first.
    same_day : int
        Filings of the same person about the same lender within 24 hours, this one included.
    """

    case_id: str
    kind: RepeatKind
    others: tuple[Trace, ...]
    same_day: int


def _matter(trace: Trace, view: View) -> list[Trace]:
    """Other complaints about the same matter, by person, by citation, or by text without identity."""
    met = {
        other.uid: other for token in trace.identity.tokens for other in view.others(token, trace)
    }
    found = {
        uid: other
        for uid, other in met.items()
        if same_person(trace, other) is Same.yes and other.row.respondent == trace.row.respondent
    }
    for uid in trace.row.prior_uids:
        cited = view.trace(uid)
        if cited and cited.uid != trace.uid and same_person(trace, cited) is not Same.no:
            found[uid] = cited
    if trace.template_id:
        for other in view.others(template_key(trace.template_id), trace):
            if (
                same_person(trace, other) is Same.unknown
                and other.row.platform != trace.row.platform
                and other.row.respondent == trace.row.respondent
            ):
                found[other.uid] = other
    return sorted(
        (o for o in found.values() if abs(o.row.filed_at - trace.row.filed_at) <= MATTER),
        key=lambda other: other.order,
    )


def case_of(trace: Trace, view: View) -> Case:
    """The case a complaint belongs to and how it repeats; worked out once a view."""
    found: Case = view.note(("case", trace.uid), lambda: _case(trace, view))
    return found


def _case(trace: Trace, view: View) -> Case:
    others = _matter(trace, view)
    founder = min([trace, *others], key=lambda member: member.order)
    case_id = "c-" + hashlib.blake2s(founder.uid.encode(), digest_size=6).hexdigest()
    near = [o for o in others if abs(o.row.filed_at - trace.row.filed_at) <= SAME_DAY]
    earlier = [other for other in others if other.order < trace.order]
    kind = _kind(trace, earlier, view)
    return Case(case_id, kind, tuple(others), 1 + len(near))


def _kind(trace: Trace, earlier: list[Trace], view: View) -> RepeatKind:
    if trace.row.collective_id:
        return RepeatKind.collective
    if not earlier:
        if trace.row.prior_uids:
            return _again(trace, set(map(_platform_of, trace.row.prior_uids)))
        return RepeatKind.copied_by_others if _copied(trace, view) else RepeatKind.first
    last = earlier[-1]
    if last.row.platform == trace.row.platform:
        soon = trace.row.filed_at - last.row.filed_at <= SAME_DAY
        cited = trace.row.prior_uids
        return RepeatKind.duplicate if soon and not cited else RepeatKind.refile
    if trace.row.filed_at - last.row.filed_at <= FAN_OUT and not trace.row.prior_uids:
        return RepeatKind.fan_out
    return _again(trace, {other.row.platform for other in earlier})


def _platform_of(uid: str) -> str:
    """The platform in a uid; ``lender:<name>`` holds a colon of its own.

    Examples
    --------
    >>> _platform_of("heimao:1739"), _platform_of("lender:速云贷:7")
    ('heimao', 'lender:速云贷')
    """
    parts = uid.split(":")
    return ":".join(parts[:2]) if parts[0] == "lender" else parts[0]


def _again(trace: Trace, before: set[str]) -> RepeatKind:
    if trace.row.platform in before:
        return RepeatKind.refile
    from_lender = all(platform.startswith("lender:") for platform in before)
    upward = trace.row.platform in REGULATORS or from_lender
    return RepeatKind.escalation if upward else RepeatKind.fan_out


def _copied(trace: Trace, view: View) -> bool:
    if trace.template_id is None:
        return False
    members = view.members(template_key(trace.template_id))
    later = [member for member in members if certainly_before(trace, member)]
    return not template_before(trace, view) and bool(strangers(trace, later))


class Repeats(FeatureGroup):
    """Repetition by one person; lawful kinds weigh nothing."""

    features: ClassVar[tuple[Feature, ...]] = (
        Feature(
            "case_filings",
            "repeats",
            Axis.coordination,
            0,
            "complaints",
            1,
            64,
            "the person is not known",
            "G4, G6: advised escalation and re-filing after silence",
            "同一事项的投诉数",
            "complaints about the same matter",
        ),
        Feature(
            "case_same_day",
            "repeats",
            Axis.coordination,
            0,
            "complaints",
            1,
            64,
            "the person or the time is not known",
            "G6: a second try after an upload failed",
            "24小时内同一人同一机构的投诉数",
            "same person and lender within 24 hours (S3-07)",
        ),
    )

    def keys(self, trace: Trace) -> Iterable[str]:
        """Itself and what it cites, so that either finds the other whichever arrives first."""
        return [f"matter:{uid}" for uid in (trace.uid, *trace.row.prior_uids)]

    def read(self, trace: Trace, view: View) -> Mapping[str, Reading]:
        """Readings; see the declarations."""
        case = case_of(trace, view)
        if not case.others and not trace.identity.tokens:
            return {}
        ids = (case.case_id, *(other.uid for other in case.others))
        found = {"case_filings": Reading(1 + len(case.others), ids)}
        if trace.row.time_precision == "second":
            found["case_same_day"] = Reading(case.same_day, ids)
        return found
