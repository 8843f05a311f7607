"""The map from raw complaints to fingerprinted ones: the last place that sees raw personal data."""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
import orjson
import pyarrow as pa

from mingjian.fingerprints.contract import RawComplaint
from mingjian.fingerprints.keyring import KeyRing
from mingjian.fingerprints.matching import fold
from mingjian.fingerprints.minhash import CLAUSE, MIN_TOKENS, clauses, sign, tokenise
from mingjian.fingerprints.quotation import quoted_spans
from mingjian.fingerprints.redaction import MASK, redact, redact_all
from mingjian.fingerprints.respondents import canonical_respondent
from mingjian.fingerprints.rows import FingerprintedComplaint, fingerprint_table
from mingjian.fingerprints.screenshots import ScreenshotFingerprint, Unreadable, read_screenshot
from mingjian.fingerprints.tokens import Identifiers, Tokenizer, identify

__all__ = ["Fingerprinter"]

SHORTEST_NAME, SHORTEST_NUMBER = (
    2,
    5,
)  # a shorter account would mask the hours and sums of the facts
EMPTY = np.empty(0, dtype=CLAUSE)


@dataclass(frozen=True, slots=True)
class Fingerprinter:
    """Fingerprints batches of complaints under one key ring.

    Parameters
    ----------
    ring : KeyRing
    attachments : Path or None
        Folder that attachment paths are relative to; without it pictures are not read.

    Examples
    --------
    >>> from datetime import datetime, UTC
    >>> from mingjian.fingerprints.keyring import Epoch
    >>> ring = KeyRing(Path("ring.json"), (Epoch("k1", datetime(2025, 6, 1, tzinfo=UTC), bytes(32)),), bytes(32))
    >>> row = RawComplaint(complaint_id="7", platform="heimao", filed_at="2025-06-01",
    ...                    text="我的电话13800138000", complainant={"phone": "138 0013 8000"})
    >>> table = Fingerprinter(ring)([row])
    >>> "13800138000" in str(table.to_pylist())
    False
    """

    ring: KeyRing
    attachments: Path | None = None

    def __call__(self, complaints: Sequence[RawComplaint]) -> pa.Table:
        """Return a table of ``FINGERPRINT_SCHEMA``, one row a complaint, in order."""
        key, epoch = self.ring.fingerprint_key, self.ring.current.id
        tokenizer = Tokenizer(self.ring)
        redacted = redact_all([_narrative(complaint) for complaint in complaints])
        texts = [narrative.text for narrative in redacted]
        tokens = tokenise(fold(texts, [quoted_spans(text) for text in texts]), key)
        signatures, counts = sign(tokens, key)
        macs, owner, is_quoted = clauses(tokens, key)
        own = _split(macs[~is_quoted], owner[~is_quoted], len(texts))
        others = _split(macs[is_quoted], owner[is_quoted], len(texts))
        # Tags and lenders repeat: each is read once a batch.
        masked = {word: redact(word).text for word in {w for c in complaints for w in _short(c)}}
        rows = []
        for i, complaint in enumerate(complaints):
            pictures = self._pictures(complaint)
            rows.append(
                FingerprintedComplaint(
                    uid=complaint.uid,
                    platform=complaint.platform,
                    complaint_id=complaint.complaint_id,
                    content_mac=_content_mac(complaint, key),
                    key_epoch=epoch,
                    filed_at=complaint.filed_at,
                    time_precision=complaint.time_precision.value,
                    respondent=canonical_respondent(masked[complaint.respondent]),
                    narrative=texts[i],
                    issues=[masked[issue] for issue in complaint.issues],
                    demands=[masked[demand] for demand in complaint.demands],
                    redactions=len(redacted[i].spans),
                    truncated=complaint.truncated,
                    amount_cny=complaint.amount_cny,
                    currency=complaint.currency,
                    status=masked[complaint.status],
                    collective_id=complaint.collective_id,
                    prior_uids=[
                        prior if ":" in prior else f"{complaint.platform}:{prior}"
                        for prior in complaint.prior_complaint_ids
                    ],
                    relation=complaint.relation.value,
                    authorised=complaint.authorised,
                    tokens=_by_field(identify(complaint, tokenizer)),
                    own_tokens=int(counts[i]),
                    signature=signatures[i].tobytes() if counts[i] >= MIN_TOKENS else b"",
                    clauses=own[i].tobytes(),
                    quoted=others[i].tobytes(),
                    screenshots=[p for p in pictures if isinstance(p, ScreenshotFingerprint)],
                    unreadable=[p.reason for p in pictures if isinstance(p, Unreadable)],
                    attachments=len(complaint.attachments),
                )
            )
        return fingerprint_table(rows)

    def _pictures(self, complaint: RawComplaint) -> list[ScreenshotFingerprint | Unreadable]:
        names = [a.path for a in complaint.attachments if a.kind == "screenshot"]
        if self.attachments is None:
            return []
        folder, key = self.attachments, self.ring.fingerprint_key
        return [read_screenshot(folder, name, key) for name in names]


def _short(complaint: RawComplaint) -> tuple[str, ...]:
    """What the form asks for beside the narrative: a word or two each."""
    return (complaint.respondent, complaint.status, *complaint.issues, *complaint.demands)


def _narrative(complaint: RawComplaint) -> str:
    title, text = complaint.title.strip(), complaint.text.strip()
    if not title or text.startswith(title.rstrip(".…")):
        narrative = text or title
    else:
        narrative = f"{title}\n{text}"
    for value in _stated(complaint):  # what the form states needs no cue to be recognised
        narrative = narrative.replace(value, MASK * len(value))
    return narrative


def _stated(complaint: RawComplaint) -> list[str]:
    """Personal values of the form's own fields, longest first."""
    values = []
    for party in (complaint.complainant, complaint.borrower, complaint.device):
        for field, value in party:
            least = SHORTEST_NAME if field == "name" else SHORTEST_NUMBER
            if value and len(value.strip()) >= least:
                values.append(value.strip())
    return sorted(set(values), key=lambda value: (-len(value), value))


def _content_mac(complaint: RawComplaint, key: bytes) -> str:
    content = orjson.dumps(complaint.canonical(), option=orjson.OPT_SORT_KEYS)
    return hmac.digest(key, b"row:" + content, "sha256").hex()[:32]


def _split(found: np.ndarray, owner: np.ndarray, size: int) -> list[np.ndarray]:
    if found.size == 0:
        return [EMPTY] * size
    return np.split(found, np.searchsorted(owner, np.arange(1, size)))


def _by_field(identifiers: Identifiers) -> dict[str, list[str]]:
    named: dict[str, list[str]] = {}
    for group in fields(identifiers):
        value = getattr(identifiers, group.name)
        if isinstance(value, tuple):
            named[group.name] = list(value)
        else:
            for field in fields(value):
                named[f"{group.name}.{field.name}"] = list(getattr(value, field.name))
    return {name: tokens for name, tokens in named.items() if tokens}
