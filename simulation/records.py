"""Records of the contract: a complaint, its truth, a reviewer's label."""

from dataclasses import asdict
from datetime import timedelta
from random import Random
from typing import Any

from mingjian.simulation.chance import stream
from mingjian.simulation.filing import Filing, Party
from mingjian.simulation.platforms.channels import channel
from mingjian.simulation.platforms.timeline import timeline
from mingjian.simulation.setting import Setting

__all__ = ["complaint", "label", "truth"]

DECIDED = 20  # days after filing on which a careful reviewer has decided
REVIEWERS = 8


def complaint(
    filing: Filing, number: str, prior: list[str], files: list[str], setting: Setting
) -> dict[str, Any]:
    """The complaint as its platform exports it."""
    random = stream(setting.seed, "export", filing.name)
    through = channel(filing.platform)
    text = filing.text.replace("{prior}", prior[0] if prior else "")
    most = through.most
    cut = most is not None and len(text) > most and random.random() < through.cut
    status, events = timeline(filing, setting.phrases, random)
    record: dict[str, Any] = {
        "complaint_id": number,
        "platform": filing.platform,
        "filed_at": filing.at.isoformat(timespec="seconds"),
        "respondent": filing.respondent,
        "title": filing.title,
        "text": f"{text[:most]}…" if cut else text,
        "truncated": cut or None,
        "issues": list(filing.issues),
        "demands": list(filing.demands),
        "amount_cny": filing.amount,
        "status": status,
        "collective_id": filing.collective,
        "prior_complaint_ids": prior,
        "complainant": _named(filing.complainant),
        "borrower": _named(filing.borrower),
        "relation": filing.relation,
        "authorised": filing.authorised,
        "device": asdict(filing.device) if filing.device else None,
        "attachments": [{"kind": "screenshot", "path": path} for path in files],
        "events": events,
    }
    return {name: value for name, value in record.items() if value not in (None, [], {}, "")}


def truth(filing: Filing, number: str, files: list[str]) -> dict[str, Any]:
    """The truth about a filing: the contract's fields, and what an evaluation slices by."""
    true = filing.truth
    return {
        "complaint_id": number,
        "platform": filing.platform,
        "genuine": true.genuine,
        "coordinated": true.coordinated,
        "violation": true.violation,
        "decided_at": (filing.at + timedelta(days=DECIDED)).isoformat(timespec="seconds"),
        "kind": true.kind,
        "slices": list(true.slices),
        "severity": true.severity,
        "lender": true.lender,
        "told": list(true.told),
        "tells_conduct": true.tells_conduct,
        "ring": true.ring,
        "campaign": true.campaign,
        "template": true.template,
        "matter": true.matter,
        "repeat_kind": true.repeat,
        "axes": dict(true.axes),
        "client_aware": true.aware,
        "pictures": [
            {"path": path, "capture": p.capture, "origin": p.origin, "broadcast": p.broadcast}
            for path, p in zip(files, filing.pictures, strict=True)
        ],
    }


def label(filing: Filing, number: str, setting: Setting) -> dict[str, Any]:
    """A reviewer's decision: the truth with errors, more of them for some lenders (domain.md 6.2, rule 9)."""
    random = stream(setting.seed, "label", filing.name)
    true, noise = filing.truth, setting.rates["observation.label_noise"]
    bias = stream(setting.seed, "label bias", true.lender).uniform(0.3, 1.7)

    def seen(value: bool, share: float) -> bool:
        return value != (random.random() < share)

    return {
        "complaint_id": number,
        "platform": filing.platform,
        "genuine": seen(true.genuine, min(0.4, noise * bias)),
        "coordinated": seen(true.coordinated, min(0.4, noise * bias)),
        "violation": seen(true.violation, min(0.4, noise * bias)),
        "reviewer": f"reviewer-{random.randrange(REVIEWERS)}",
        "decided_at": (filing.at + _delay(random)).isoformat(timespec="seconds"),
    }


def _delay(random: Random) -> timedelta:
    return timedelta(days=random.uniform(1, 25))


def _named(party: Party | None) -> dict[str, str]:
    return {name: value for name, value in asdict(party).items() if value} if party else {}
