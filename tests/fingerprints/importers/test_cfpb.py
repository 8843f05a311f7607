import json
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from mingjian.fingerprints.contract import RawComplaint, TimePrecision
from mingjian.fingerprints.importers import Accepted, Row

Read = Callable[..., RawComplaint]
PUBLIC = {
    "Date received": "2019-09-24",
    "Product": "Credit reporting, credit repair services",
    "Sub-product": "Credit reporting",
    "Issue": "Communication tactics",
    "Sub-issue": "",
    "Consumer complaint narrative": "They call XXXX times a day.",
    "Company public response": "",
    "Company": "EXAMPLE SERVICES INC",
    "State": "FL",
    "ZIP code": "335XX",
    "Tags": "Older American, Servicemember",
    "Consumer consent provided?": "Consent provided",
    "Submitted via": "Web",
    "Date sent to company": "09/25/19",
    "Company response to consumer": "Closed with explanation",
    "Timely response?": "Yes",
    "Consumer disputed?": "",
    "Complaint ID": "3000001",
}
API = {
    "date_received": "2019-09-24T12:00:00-05:00",
    "product": "Credit reporting, credit repair services",
    "sub_product": "Credit reporting",
    "issue": "Communication tactics",
    "complaint_what_happened": "They call XXXX times a day.",
    "company": "EXAMPLE SERVICES INC",
    "tags": "Older American, Servicemember",
    "submitted_via": "Web",
    "date_sent_to_company": "2019-09-25T12:00:00-05:00",
    "company_response": "Closed with explanation",
    "complaint_id": "3000001",
    "has_narrative": True,
}


def test_the_public_export(complaint: Read) -> None:
    found = complaint(PUBLIC)
    assert (found.uid, found.respondent, found.currency) == (
        "cfpb:3000001",
        "EXAMPLE SERVICES INC",
        "USD",
    )
    assert found.filed_at == datetime(2019, 9, 24, 4, tzinfo=UTC)
    assert found.time_precision is TimePrecision.day
    assert found.issues == [
        "Credit reporting, credit repair services",
        "Credit reporting",
        "Communication tactics",
    ]
    assert found.status == "Closed with explanation"
    assert [(event.actor, event.type, event.text) for event in found.events] == [
        ("user", "submitted", "Web"),
        ("platform", "sent to company", ""),
        ("platform", "tag", "Older American"),
        ("platform", "tag", "Servicemember"),
    ]


def test_the_api_says_the_same(complaint: Read, rows: Callable[..., list[Row]]) -> None:
    assert complaint(API, table=False) == complaint(PUBLIC)
    [row] = rows(json.dumps({"hits": {"hits": [{"_id": "1", "_source": API}]}}).encode())
    assert isinstance(row, Accepted)
    assert row.complaint == complaint(PUBLIC)


@pytest.mark.parametrize("written", ["09/24/2019", "9/24/19", "2019-09-24"])
def test_every_way_the_dates_were_written(complaint: Read, written: str) -> None:
    assert complaint(PUBLIC | {"Date received": written}).filed_at == datetime(
        2019, 9, 24, 4, tzinfo=UTC
    )


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"Complaint ID": ""}, "complaint_id: missing"),
        ({"Date received": ""}, "filed_at: blank"),
        ({"Date received": "24/09/2019"}, "filed_at: not a time"),
        ({"Date sent to company": "soon"}, "events.at: not a time"),
    ],
)
def test_a_bad_row_is_rejected(
    reason: Callable[..., str], change: dict[str, str], said: str
) -> None:
    assert reason(PUBLIC | change) == said
