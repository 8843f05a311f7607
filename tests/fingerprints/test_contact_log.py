"""A lender's contact log: supports, never contradicts (L1), and is keyed at once."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from mingjian.fingerprints.contact_log import ContactLog
from mingjian.fingerprints.contract import RawComplaint
from mingjian.fingerprints.errors import UnreadableInput
from mingjian.fingerprints.fingerprinting import Fingerprinter
from mingjian.fingerprints.keyring import KeyRing
from mingjian.fingerprints.rows import fingerprint_rows

FILED = datetime(2025, 6, 30, 12, tzinfo=UTC)
RING = KeyRing.generate(FILED)
PHONE = "13800138000"


def complaint(**fields):
    raw = {"complaint_id": "1", "platform": "heimao", "filed_at": FILED, "respondent": "速云贷APP"}
    table = Fingerprinter(RING)([RawComplaint.model_validate(raw | fields)])
    return fingerprint_rows(table)[0]


def log(path, *contacts):
    lines = [contact if isinstance(contact, str) else json.dumps(contact) for contact in contacts]
    path.write_text("\n".join(lines), "utf-8")
    return ContactLog.read(path, RING)


def call(days, **fields):
    at = (FILED - timedelta(days=days)).isoformat()
    return {"lender": "速云贷", "borrower": {"phone": PHONE}, "at": at, "channel": "call"} | fields


def test_contacts_of_the_month_before_filing_are_counted(tmp_path):
    found = log(tmp_path / "l", call(1), call(29), call(31), call(-1), call(2, direction="in"))
    assert found.contacts(complaint(complainant={"phone": PHONE})) == 2


def test_nested_and_dotted_borrowers_and_id_numbers_are_read(tmp_path):
    number = "11010519491231002X"
    dotted = call(1) | {"borrower": None, "borrower.phone": "+86 138 0013 8000"}
    found = log(tmp_path / "l", dotted, call(2, borrower={"id_number": number}))
    assert found.contacts(complaint(borrower={"phone": PHONE})) == 1
    assert found.contacts(complaint(complainant={"id_number": number})) == 1


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"complainant": {"phone": "13900139000"}},
        {"complainant": {"phone": PHONE}, "respondent": "橙信金融"},
    ],
)
def test_an_empty_log_says_nothing(tmp_path, fields):
    assert log(tmp_path / "l", call(1)).contacts(complaint(**fields)) is None


def test_bad_lines_are_counted_and_passed_over(tmp_path):
    bad = ["{", "[]", '"text"', json.dumps(call(1, at="never")), json.dumps({"lender": "速云贷"})]
    found = log(tmp_path / "l", *bad, call(1))
    assert (found.rows, found.rejected) == (6, 5)
    assert found.contacts(complaint(complainant={"phone": PHONE})) == 1


def test_a_missing_log_is_an_error(tmp_path):
    with pytest.raises(UnreadableInput, match="contact log"):
        ContactLog.read(tmp_path / "none.jsonl", RING)


def test_no_phone_stays_in_memory(tmp_path):
    found = log(tmp_path / "l", call(1))
    assert PHONE not in repr(vars(found))
