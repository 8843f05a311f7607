"""The complaint as it comes in: what is read, what is refused, and that no refusal repeats a value."""

import pytest
from pydantic import ValidationError

from mingjian.fingerprints.contract import RawComplaint, parse_time

ROW = {"complaint_id": "1", "platform": "heimao", "filed_at": "2025-06-01T09:00:00+08:00"}


@pytest.mark.parametrize(
    ("written", "utc"),
    [
        ("2025-06-01T09:00:00+08:00", "2025-06-01T01:00:00+00:00"),
        ("2025-06-01T09:00:00Z", "2025-06-01T09:00:00+00:00"),
        ("2025-06-01 09:00", "2025-06-01T01:00:00+00:00"),
        ("2025/6/1 9:05", "2025-06-01T01:05:00+00:00"),
        ("2025.06.01", "2025-05-31T16:00:00+00:00"),
        ("2025年6月1日 09时05分", "2025-06-01T01:05:00+00:00"),
    ],
)
def test_times(written, utc):
    assert parse_time(written).isoformat() == utc


@pytest.mark.parametrize(
    "written", ["", "yesterday", "2025-13-01", "2025-02-30", "0001-01-01", "9999-12-31", 5, None]
)
def test_no_times(written):
    with pytest.raises(ValueError, match="time"):
        parse_time(written)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("complaint_id", ""),
        ("complaint_id", None),
        ("complaint_id", "x" * 201),
        ("filed_at", "no time"),
        ("text", "secret13800138000\0"),
        ("text", "secret13800138000" * 70_000),
        ("text", 5),
        ("text", "secret13800138000\ud800"),
        ("amount_cny", "secret13800138000x"),
        ("amount_cny", True),
        ("amount_cny", float("inf")),
        ("relation", "secret13800138000"),
        ("issues", 5),
        ("complainant", "secret13800138000"),
        ("attachments", [{"kind": "secret13800138000", "path": "a"}]),
    ],
)
def test_refused_without_repeating_the_value(field, value):
    with pytest.raises(ValidationError) as refused:
        RawComplaint.model_validate({**ROW, field: value})
    assert "secret" not in str(refused.value)


def test_blank_means_missing():
    row = RawComplaint.model_validate(
        {**ROW, "amount_cny": "", "respondent": None, "issues": "", "collective_id": ""}
    )
    assert (row.amount_cny, row.respondent, row.issues, row.collective_id) == (None, "", [], None)


def test_an_invented_time_is_no_part_of_the_content():
    first = RawComplaint.model_validate({**ROW, "time_precision": "unknown"})
    later = RawComplaint.model_validate(
        {**ROW, "filed_at": "2025-07-01", "time_precision": "unknown"}
    )
    assert first.canonical() == later.canonical()


@pytest.mark.parametrize("platform", ["lender", "a:b", "lender:", "lender:a:b", ":", ""])
def test_a_platform_that_would_blur_the_uid_is_refused(platform):
    """``lender:a`` with ``b:c`` and ``lender`` with ``a:b:c`` would be one uid."""
    with pytest.raises(ValidationError):
        RawComplaint.model_validate(ROW | {"platform": platform})


def test_a_lender_is_a_platform():
    row = RawComplaint.model_validate(ROW | {"platform": "lender:速云贷", "complaint_id": "a:1"})
    assert row.uid == "lender:速云贷:a:1"
