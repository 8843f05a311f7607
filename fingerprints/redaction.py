"""Masking of personal data in free text, offset for offset (domain.md 5.3, step 9).

Every character hidden becomes one ``█``, whatever it was, so that a span found in the masked text
is the same span in the original: evidence can be quoted. Nobody writes words with ``█``, and the
masks that platforms leave (``***``, ``XXXX``) stay as they are.

Patterns cannot find everything. A name without a cue, a nickname, an address told in words stay;
so a redacted text is still personal data and is kept no longer than its complaint.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from mingjian.fingerprints.redaction_addresses import find_addresses
from mingjian.fingerprints.redaction_names import find_names
from mingjian.fingerprints.redaction_numbers import find_numbers
from mingjian.fingerprints.redaction_online import find_online

__all__ = ["KINDS", "MASK", "Redacted", "Span", "redact", "redact_all"]

MASK = "█"
KINDS = (
    "address", "card", "device", "email", "handle", "id_number", "ip", "name", "phone", "plate",
    "ssn", "url",
)  # fmt: skip
FINDERS = (find_online, find_numbers, find_names, find_addresses)
# Full-width, circled and mathematical digits and letters, one character for one.
LOOKALIKES = {
    point: unicodedata.normalize("NFKC", chr(point))
    for block in (
        (0x3000, 0x3000),
        (0xFF01, 0xFF5E),
        (0x2460, 0x2468),
        (0x24EA, 0x24EA),
        (0x1D7CE, 0x1D7FF),
    )
    for point in range(block[0], block[1] + 1)
}
HAS_LOOKALIKE = re.compile("[０-９Ａ-Ｚａ-ｚ＠＋．①-⑨⓪𝟎-𝟿]")


class Span(NamedTuple):
    """A masked range, half-open, in characters, and its kind, one of :data:`KINDS`."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Redacted:
    """A masked text, as long as the original, and what was masked: sorted, without overlap."""

    text: str
    spans: tuple[Span, ...]


def redact(text: str) -> Redacted:
    """Mask phones, ID and card numbers, mail, links, chat names, devices, addresses and names.

    Parameters
    ----------
    text : str
        Chinese or English, of any length; the time needed grows with it and no faster.

    Returns
    -------
    Redacted
        ``redact(redact(text).text)`` finds nothing more.

    Examples
    --------
    >>> redact("我叫张小明，催收用138 1234 5678一天打了十几个，说“不还5000元就上门”").text
    '我叫███，催收用█████████████一天打了十几个，说“不还5000元就上门”'
    >>> redact("95555发来短信").spans
    ()
    """
    spans: list[Span] = []
    # Again until nothing is found: a mask may end a word that hid the next one.
    while found := _scan(text):
        spans += found
        pieces: list[str] = []
        last = 0
        for start, end, _ in found:
            pieces += (text[last:start], MASK * (end - start))
            last = end
        text = "".join(pieces) + text[last:]
    return Redacted(text, tuple(sorted(spans)))


def redact_all(texts: Iterable[str]) -> list[Redacted]:
    """Mask a batch; the same as :func:`redact` one by one."""
    return [redact(text) for text in texts]


def _scan(text: str) -> list[Span]:
    plain = text.translate(LOOKALIKES) if HAS_LOOKALIKE.search(text) else text
    found = [Span(*span) for finder in FINDERS for span in finder(plain)]
    found.sort(key=lambda span: (span.start, -span.end))
    spans: list[Span] = []
    last = 0
    for start, end, kind in found:
        if end > last:
            spans.append(Span(max(start, last), end, kind))
            last = end
    return spans
