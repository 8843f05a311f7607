"""The complaint database of the US CFPB: its public CSV export and its search API (domain.md 4B).

Scrubbed by the CFPB (``XXXX``); no accounts, devices or images. For format, English text and
template research, not for figures about Chinese complaints.
"""

import re
from collections.abc import Mapping
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from mingjian.fingerprints.importers.importer import Importer, RefusedError, first, moment

__all__ = ["Cfpb"]

EASTERN = ZoneInfo("America/New_York")
US_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{2}|\d{4})")
NARRATIVE = ("consumer_complaint_narrative", "complaint_what_happened")
ABOUT = ("product", "sub_product", "issue", "sub_issue")


class Cfpb(Importer):
    """CFPB complaints; dates are days in Washington."""

    name: ClassVar[str] = "cfpb"
    ids = frozenset({"complaint_id"})
    times = frozenset({"date_received"})

    def recognises(self, columns: frozenset[str]) -> bool:
        """By the number, the company, the product and the day."""
        return {"complaint_id", "company", "product", "date_received"} <= columns

    def complaint(self, record: Mapping[str, Any]) -> dict[str, Any]:
        """Read one row; what became of it, and the tags (Older American, …), are events."""
        received = _day(first(record, "filed_at", ("date_received",)))
        filed = moment(received, EASTERN) if received else {}
        about = (first(record, "issues", (name,)) for name in ABOUT)
        return filed | {
            "complaint_id": first(record, "complaint_id", ("complaint_id",)) or None,
            "platform": "cfpb",
            "respondent": first(record, "respondent", ("company",)),
            "text": first(record, "text", NARRATIVE),
            "currency": "USD",
            "issues": [words for words in about if words],
            "status": first(record, "status", ("company_response_to_consumer", "company_response")),
            "events": list(_events(record, filed.get("filed_at"))),
        }


def _events(record: Mapping[str, Any], filed_at: object) -> Any:
    via = first(record, "events", ("submitted_via",))
    if via:
        yield {"at": filed_at, "actor": "user", "type": "submitted", "text": via}
    sent = _day(first(record, "events", ("date_sent_to_company",)))
    if sent:
        try:
            at = moment(sent, EASTERN)["filed_at"]
        except RefusedError:
            raise RefusedError("events.at", "not a time") from None
        yield {"at": at, "actor": "platform", "type": "sent to company"}
    answer = first(record, "events", ("company_public_response",))
    if answer:
        yield {"actor": "merchant", "type": "public response", "text": answer}
    for tag in first(record, "events", ("tags",)).split(","):
        if tag.strip():
            yield {"actor": "platform", "type": "tag", "text": tag.strip()}


def _day(written: str) -> str:
    """Keep the day, which is all that is known: the API's noon is made up."""
    found = US_DATE.fullmatch(written)
    if not found:
        return written.partition("T")[0]
    month, day, year = found.groups()
    return f"{'20' if len(year) == 2 else ''}{year}-{month}-{day}"
