"""Real exports, read where they lie; none of it is part of the project."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mingjian.fingerprints.contract import RawComplaint, TimePrecision
from mingjian.fingerprints.importers import Accepted, read

DATA = Path(__file__).parents[4] / "shared" / "data"
RECEIVED = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def export() -> Callable[[str], list[RawComplaint]]:
    def reader(name: str) -> list[RawComplaint]:
        path = DATA / name
        if not path.exists():
            pytest.skip(f"no {name} in a shared/data folder beside the repository")
        rows = list(read(path, received_at=RECEIVED))
        assert [row for row in rows if not isinstance(row, Accepted)] == []
        assert [row.number for row in rows] == list(range(1, len(rows) + 1))
        return [row.complaint for row in rows if isinstance(row, Accepted)]

    return reader


@pytest.mark.parametrize(
    ("name", "platforms", "precision"),
    [
        ("jutousu_heimao_gongfudai.csv", {"jutousu": 745, "heimao": 21}, TimePrecision.second),
        ("heimao_finance.csv", {"heimao": 3548}, TimePrecision.unknown),
        ("cfpb_narratives.csv", {"cfpb": 4359}, TimePrecision.day),
        ("heimao_exports/example_data.json", {"heimao": 3}, TimePrecision.day),
        ("heimao_exports/example_structured.csv", {"heimao": 3}, TimePrecision.day),
        ("heimao_exports/heimao.html", {"heimao": 22}, TimePrecision.second),
        ("heimao_exports/yuanma.html", {"heimao": 40}, TimePrecision.day),
    ],
)
def test_every_row_of_a_real_export_is_read(
    export: Callable[[str], list[RawComplaint]],
    name: str,
    platforms: dict[str, int],
    precision: TimePrecision,
) -> None:
    complaints = export(name)
    assert Counter(complaint.platform for complaint in complaints) == platforms
    assert {complaint.time_precision for complaint in complaints} == {precision}
    assert all(complaint.text or complaint.title for complaint in complaints)


def test_the_json_and_the_csv_export_hold_the_same_complaints(
    export: Callable[[str], list[RawComplaint]],
) -> None:
    assert export("heimao_exports/example_data.json") == export(
        "heimao_exports/example_structured.csv"
    )


def test_the_saved_pages_are_read_in_full(export: Callable[[str], list[RawComplaint]]) -> None:
    for complaint in export("heimao_exports/heimao.html"):
        assert complaint.respondent and complaint.demands and complaint.issues and complaint.status
        assert complaint.amount_cny is not None
    for complaint in export("heimao_exports/yuanma.html"):
        assert complaint.respondent and complaint.demands and complaint.text


def test_courtesy_names_are_no_accounts(export: Callable[[str], list[RawComplaint]]) -> None:
    complaints = export("jutousu_heimao_gongfudai.csv")
    named = Counter(complaint.complainant.name for complaint in complaints)
    assert named.most_common(1)[0][1] > 10
    accounts = Counter(complaint.complainant.account_id for complaint in complaints)
    del accounts[None]
    assert max(accounts.values()) <= 2
