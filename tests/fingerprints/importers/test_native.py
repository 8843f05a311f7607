import json
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from mingjian.fingerprints.contract import RawComplaint, Relation, TimePrecision

Read = Callable[..., RawComplaint]
BASE = {"complaint_id": "1", "platform": "heimao", "filed_at": "2025-06-01T09:30:00+08:00"}


def test_json_and_table_spell_the_same_complaint(complaint: Read) -> None:
    nested = BASE | {
        "text": "每天打我单位电话",
        "issues": ["骚扰", "恐吓"],
        "amount_cny": 8000.5,
        "complainant": {"account_id": "u1", "phone": "13800000000"},
        "borrower": {"name": "李先生"},
        "device": {"ip": "192.0.2.7"},
        "relation": "family",
        "authorised": True,
        "attachments": [{"kind": "screenshot", "path": "1.png"}],
        "events": [{"at": "2025-06-02T08:00:00+08:00", "actor": "merchant", "type": "回复"}],
    }
    flat = BASE | {
        "text": "每天打我单位电话",
        "issues": "骚扰，恐吓",
        "amount_cny": "8000.5",
        "complainant.account_id": "u1",
        "complainant.phone": "13800000000",
        "borrower.name": "李先生",
        "device.ip": "192.0.2.7",
        "relation": "family",
        "authorised": "true",
        "attachments": json.dumps(nested["attachments"]),
        "events": json.dumps(nested["events"]),
        "title": "",
        "device.user_agent": "",
    }
    first, second = complaint(nested, table=False), complaint(flat, table=True)
    assert first == second
    assert first.relation is Relation.family
    assert first.filed_at == datetime(2025, 6, 1, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "precision"),
    [
        ("2025-06-01 09:30", TimePrecision.second),
        ("2025-06-01", TimePrecision.day),
        ("2025年6月1日", TimePrecision.day),
        ("2025/6/1 9:30:01", TimePrecision.second),
    ],
)
def test_a_date_is_known_to_the_day(
    complaint: Read, written: str, precision: TimePrecision
) -> None:
    assert complaint(BASE | {"filed_at": written}).time_precision is precision


def test_without_any_time_column_the_time_of_receipt_stands_in(complaint: Read) -> None:
    found = complaint({"complaint_id": "1", "platform": "heimao"})
    assert (found.filed_at, found.time_precision) == (
        datetime(2026, 1, 1, tzinfo=UTC),
        TimePrecision.unknown,
    )


def test_numbers_stand_for_identifiers(complaint: Read) -> None:
    given = {"complaint_id": 7, "complainant": {"phone": 13800000000, "account_id": 5.0}}
    found = complaint(BASE | given, table=False)
    assert (found.complaint_id, found.complainant.phone) == ("7", "13800000000")
    assert found.complainant.account_id == "5"


def test_null_is_missing(complaint: Read) -> None:
    found = complaint(BASE | {"device": None, "title": None, "events": None}, table=False)
    assert (found.device.ip, found.title, found.events) == (None, "", [])


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"complaint_id": ""}, "complaint_id: missing"),
        ({"complaint_id": "  "}, "complaint_id: blank"),
        ({"complaint_id": "x" * 201}, "complaint_id: longer than 200 characters"),
        ({"complaint_id": ["1"]}, "complaint_id: not text"),
        ({"platform": None}, "platform: missing"),
        ({"filed_at": ""}, "filed_at: blank"),
        ({"filed_at": " "}, "filed_at: blank"),
        ({"filed_at": "soon"}, "filed_at: not a time"),
        ({"filed_at": 1748741400}, "filed_at: not a time"),
        ({"filed_at": "1066-10-14"}, "filed_at: time outside 1990-2100"),
        ({"text": 5}, "text: not text"),
        ({"text": "secret\x00"}, "text: contains NUL bytes"),
        ({"text": "\ud800"}, "text: is not valid Unicode"),
        ({"text": "催" * 400_000}, "text: is larger than 1 MB"),
        ({"issues": [1]}, "issues.0: not text"),
        ({"issues": {"a": 1}}, "issues: not a list"),
        ({"amount_cny": "much"}, "amount_cny: is not a number"),
        ({"amount_cny": float("inf")}, "amount_cny: is not a plausible sum"),
        ({"relation": "neighbour"}, "relation: not one of the known words"),
        ({"authorised": "perhaps"}, "authorised: not true or false"),
        ({"complainant": "me"}, "complainant: not an object"),
        ({"complainant": {"phone": ["1"]}}, "complainant.phone: not text"),
        ({"complainant": 5, "complainant.phone": "1"}, "complainant: not an object"),
        (
            {"attachments": [{"kind": "hologram", "path": "a"}]},
            "attachments.0.kind: not one of the known words",
        ),
        ({"attachments": "[{"}, "attachments: not a JSON list"),
        ({"events": [{"at": "later"}]}, "events.0.at: not a time"),
        ({"events": 5}, "events: not a list"),
        ({"text": 1, "title": 2}, "title: not text; text: not text"),
    ],
)
def test_a_bad_field_is_named_and_its_value_is_not(
    reason: Callable[..., str], change: dict[str, object], said: str
) -> None:
    assert reason(BASE | change, table=False) == said
