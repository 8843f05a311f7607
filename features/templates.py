"""Text templates: clusters of own narration, and who else sent the same lender message.

A text joins the template that it resembles as a whole, measured against the template's first
members, never a neighbour's neighbour, so clusters do not chain. Reuse is not guilt (law 3): the earliest instance inherits nothing (G15), joiners of one
collective complaint (G13), relatives (G2) and the person's own re-filing (G4, G6) are not counted, and
quoted words are left out of the comparison (G5).
"""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from mingjian.features.catalogue import Axis, Feature, FeatureGroup, Reading
from mingjian.features.conduct_record import conduct_of
from mingjian.features.history import History, Nearby, SharedClause, Trace, View
from mingjian.features.persons import Same, same_person, strangers
from mingjian.features.precedence import filed_before
from mingjian.fingerprints.minhash import BINS, CLAUSE, resemblance
from mingjian.fingerprints.rows import FingerprintedComplaint

__all__ = [
    "LONG",
    "Templates",
    "assign_template",
    "likeness",
    "own_template",
    "possible_templates",
    "shared_clauses",
    "template_before",
    "template_key",
]

JOIN_SHORT, JOIN_LONG = 0.45, 0.35
SHORT, LONG = 40, 100  # tokens of own narration
BROADCAST_CLAUSES = 24
SLOT = re.compile(r"[\d*█][\d*█.,，:：/-]*")


def template_key(template_id: str) -> str:
    """Posting key of a template's members."""
    return f"template:{template_id}"


def _likeness(signature: bytes, others: Sequence[bytes]) -> npt.NDArray[np.float64]:
    many = np.frombuffer(b"".join(others), dtype=np.uint32).reshape(len(others), BINS)
    return resemblance(np.frombuffer(signature, dtype=np.uint32), many)


def likeness(
    row: FingerprintedComplaint, others: Sequence[FingerprintedComplaint]
) -> npt.NDArray[np.float64]:
    """Estimated Jaccard likeness of one text to others, 0-1; all of them long enough to compare."""
    return _likeness(row.signature, [other.signature for other in others])


def _needed(tokens: int) -> float:
    """Likeness that makes a template: short honest texts resemble each other by chance, long ones do not.

    Nearest neighbours in public complaint files: of texts under 40 tokens 5 % are above 0.2 by
    common phrases; of texts over 100 tokens, those above 0.35 share a source.
    """
    share = min(max((tokens - SHORT) / (LONG - SHORT), 0.0), 1.0)
    return JOIN_SHORT + (JOIN_LONG - JOIN_SHORT) * share


def own_template(row: FingerprintedComplaint) -> str:
    """The id of the template that a text would found."""
    return "t-" + hashlib.blake2s(row.signature, digest_size=6).hexdigest()


def possible_templates(met: Nearby, history: History) -> list[str]:
    """Templates of the texts that a new one meets in a band."""
    here = (history.trace(uid) for uid in met.uids)
    return sorted({*met.templates, *(t.template_id for t in here if t and t.template_id)})


def assign_template(row: FingerprintedComplaint, met: Nearby, history: History) -> str | None:
    """Find the template of a new text.

    Parameters
    ----------
    row : FingerprintedComplaint
    met : Nearby
        Earlier texts that share a band with it.
    history : History

    Returns
    -------
    str or None
        The best verified template, the text's own when it resembles none, None when too short.
    """
    if not row.signature:
        return None
    names = possible_templates(met, history)
    profiles = [
        history.profile(name) for name in names
    ]  # against the template: so clusters do not chain
    known = [(name, profile) for name, profile in zip(names, profiles, strict=True) if profile]
    if not known:
        return own_template(row)
    likeness = _likeness(row.signature, [w.signature for _, profile in known for w in profile])
    sizes = np.array([len(profile) for _, profile in known])
    means = np.add.reduceat(likeness, np.cumsum(sizes) - sizes) / sizes
    best: tuple[float, str] | None = None
    for mean, (name, profile) in zip(means.tolist(), known, strict=True):
        fewest = min(row.own_tokens, *(wording.own_tokens for wording in profile))
        if mean >= _needed(fewest) and (best is None or mean > best[0]):
            best = mean, name
    return best[1] if best else own_template(row)


def shared_clauses(
    row: FingerprintedComplaint, template_id: str | None, history: History
) -> list[SharedClause]:
    """Words that a new text shares with the first of its template: the template's skeleton.

    Numbers are slots. Only words that two complaints have in common are ever kept as text.
    """
    profile = history.profile(template_id) if template_id else []
    if not profile or template_id is None:
        return []
    first = np.frombuffer(profile[0].clauses, dtype=CLAUSE)["mac"].tolist()
    places = {mac: i for i, mac in enumerate(first)}
    return [
        SharedClause(template_id, mac, places[mac], SLOT.sub("▁", row.narrative[start:end]))
        for mac, start, end in row.clause_array().tolist()
        if mac in places
    ]


def template_before(trace: Trace, view: View) -> list[Trace]:
    """Filings of the same wording that were there before this person's first; none of a short text."""
    if trace.template_id is None or trace.row.own_tokens < SHORT:
        return []
    found: list[Trace] = view.note(
        ("before", trace.uid),
        lambda: filed_before(trace, view.members(template_key(trace.template_id or ""))),
    )
    return found


class Templates(FeatureGroup):
    """Reuse of wording between unrelated people."""

    features: ClassVar[tuple[Feature, ...]] = (
        Feature(
            "template_strangers",
            "templates",
            Axis.coordination,
            1,
            "persons",
            0,
            64,
            "text too short to weigh, or nobody filed it before this person",
            "G1, G13, G15: public texts, collective complaints, the copied original",
            "雷同文本的无关投诉人",
            "unrelated filers of the same wording",
        ),
        Feature(
            "template_platforms",
            "templates",
            Axis.coordination,
            1,
            "platforms",
            1,
            8,
            "no unrelated filer of the same wording",
            "G4: one person may file everywhere; only other people's filings count",
            "雷同文本跨平台数",
            "platforms where unrelated people filed the same wording",
        ),
        Feature(
            "template_unknown_filers",
            "templates",
            Axis.coordination,
            1,
            "complaints",
            0,
            64,
            "text too short to weigh, or nobody filed it before this person",
            "G4, G6: may be the same person filing again, so it weighs little",
            "雷同文本（投诉人身份不明）",
            "same wording by filers of unknown identity",
        ),
        Feature(
            "agent_residue",
            "templates",
            Axis.coordination,
            1,
            "places",
            0,
            3,
            "no text",
            "G1: a public template copied with its blanks left in",
            "代投诉残留（占位符、第三人称）",
            "left-over placeholders or third-person slips (T7)",
        ),
        Feature(
            "same_sender_victims",
            "templates",
            Axis.merit,
            1,
            "persons",
            0,
            64,
            "nothing quoted, or own narration missing or reused",
            "B16: invented messages; counts only beside own, unshared narration",
            "引用同一催收信息的其他人",
            "other people quoting the same lender message (G5)",
        ),
    )

    def keys(self, trace: Trace) -> Iterable[str]:
        """Quoted clauses; template keys are filed when the template is assigned."""
        macs = trace.row.quoted_array()["mac"][:BROADCAST_CLAUSES]
        return [f"quote:{mac:016x}" for mac in dict.fromkeys(macs.tolist())]

    def read(self, trace: Trace, view: View) -> Mapping[str, Reading]:
        """Readings; see the declarations."""
        found: dict[str, Reading] = {}
        if trace.row.own_tokens:
            places = conduct_of(trace, view).residue
            found["agent_residue"] = Reading(len(places), tuple(places))
        before = template_before(trace, view)
        others = strangers(trace, before)
        if before and trace.template_id:
            ids = (trace.template_id, *(other.uid for other in others))
            found["template_strangers"] = Reading(len(others), ids)
            unknown = [other for other in before if same_person(trace, other) is Same.unknown]
            found["template_unknown_filers"] = Reading(
                len(unknown), (trace.template_id, *(other.uid for other in unknown))
            )
        if others:
            platforms = sorted({trace.row.platform, *(o.row.platform for o in others)})
            found["template_platforms"] = Reading(len(platforms), tuple(platforms))
        elif trace.template_id and trace.row.quoted:
            senders = self._same_sender(trace, view)
            found["same_sender_victims"] = Reading(
                len(senders), tuple(sender.uid for sender in senders)
            )
        return found

    def _same_sender(self, trace: Trace, view: View) -> list[Trace]:
        quoting = {
            other.uid: other
            for key in self.keys(trace)
            for other in view.others(key, trace)
            if other.template_id
            and other.template_id != trace.template_id
            and other.row.respondent == trace.row.respondent  # one sender writes for one lender
        }
        return strangers(trace, sorted(quoting.values(), key=lambda other: other.order))
