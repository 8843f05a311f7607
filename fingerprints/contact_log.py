"""A lender's contact log: keyed at once, and used for corroboration only.

Logs are kept by the accused: agencies use private phones and rows go missing (L1, V13). A contact in
the log supports a complaint; its absence says nothing.
"""

import json
from bisect import bisect_left, bisect_right
from collections import defaultdict
from datetime import datetime, timedelta
from pathlib import Path

from mingjian.fingerprints.contract import parse_time
from mingjian.fingerprints.errors import UnreadableInput
from mingjian.fingerprints.identifiers import normalise_id_number, normalise_phone
from mingjian.fingerprints.keyring import KeyRing
from mingjian.fingerprints.respondents import canonical_respondent
from mingjian.fingerprints.rows import FingerprintedComplaint
from mingjian.fingerprints.tokens import Tokenizer

__all__ = ["ContactLog"]

WINDOW = timedelta(days=30)
READERS = {"phone": normalise_phone, "id_number": normalise_id_number}


class ContactLog:
    """Outgoing contacts by borrower token and lender.

    Attributes
    ----------
    rows, rejected : int
        Lines read, and lines that were no contact.
    """

    def __init__(self) -> None:
        self.rows = 0
        self.rejected = 0
        self._times: dict[tuple[str, str], list[datetime]] = defaultdict(list)

    @classmethod
    def read(cls, path: Path, ring: KeyRing) -> "ContactLog":
        """Read a log of the contract's format, one JSON object a line.

        Raises
        ------
        UnreadableInput
            When the file cannot be opened.
        """
        log, tokenizer = cls(), Tokenizer(ring)
        try:
            with path.open("rb") as lines:
                for line in lines:
                    if line.strip():
                        log.rows += 1
                        log.rejected += not log._take(line, tokenizer)
        except OSError as error:
            raise UnreadableInput(f"contact log {path}: {error.strerror}") from None
        for times in log._times.values():
            times.sort()
        return log

    def _take(self, line: bytes, tokenizer: Tokenizer) -> bool:
        try:
            record = json.loads(line)
            at, lender = parse_time(record["at"]), canonical_respondent(record["lender"])
            if record.get("direction") in {"in", "inbound", "incoming"}:
                return True
            person = record.get("borrower") or {}
            found = False
            for field, normalise in READERS.items():
                written = person.get(field) or record.get(f"borrower.{field}")
                # A spreadsheet makes numbers of them; anything else than text is refused below.
                text = str(written) if isinstance(written, int) else written
                value = normalise(text) if text else None
                for token in tokenizer.token(field, value) if value else ():
                    self._times[token, lender].append(at)
                    found = True
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return False
        return found

    def contacts(self, row: FingerprintedComplaint) -> int | None:
        """Contacts to this borrower by this lender in the 30 days before filing; None: none known."""
        best = 0
        held = row.tokens
        for field in READERS:
            for token in held.get(f"borrower.{field}") or held.get(f"complainant.{field}") or []:
                times = self._times.get((token, row.respondent), [])
                first = bisect_left(times, row.filed_at - WINDOW)
                best = max(best, bisect_right(times, row.filed_at) - first)
        return best or None
