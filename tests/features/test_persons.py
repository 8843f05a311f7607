"""Who is the same person, and who are strangers: against the plain definition."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from mingjian.features.history import Trace
from mingjian.features.persons import Same, same_person, strangers
from mingjian.fingerprints.rows import fingerprint_rows
from worlds import TEXTS, table

ROW = {"id": "1", "platform": "heimao", "hour": 1, "lender": "甲贷", "text": TEXTS[4], "person": 1}
BASE = fingerprint_rows(table([ROW]))[0]
NOW = datetime(2025, 6, 1, tzinfo=UTC)
FIELDS = st.fixed_dictionaries(
    {
        "complainant.id_number": st.sampled_from([[], ["i1"], ["i2"]]),
        "complainant.phone": st.sampled_from([[], ["p1"], ["p1"], ["p2"]]),
        "complainant.account": st.sampled_from([[], [], ["a1"]]),
        "complainant.name": st.sampled_from([[], ["n1"], ["n2"]]),
    }
)


def trace(i: int, tokens: dict[str, list[str]]) -> Trace:
    held = {name: value for name, value in tokens.items() if value}
    return Trace.of(BASE._replace(uid=f"heimao:{i}", tokens=held, filed_at=NOW), "{}")


def plain_strangers(one: Trace, others: list[Trace]) -> list[Trace]:
    """The definition, without an index."""
    found: list[Trace] = []
    for other in others:
        if same_person(one, other) is Same.no and all(
            same_person(known, other) is not Same.yes for known in found
        ):
            found.append(other)
    return found


@given(FIELDS, st.lists(FIELDS, max_size=10))
def test_strangers_by_marks_are_strangers_by_definition(one, others):
    me = trace(0, one)
    rest = [trace(i, tokens) for i, tokens in enumerate(others, 1)]
    assert strangers(me, rest) == plain_strangers(me, rest)


@given(FIELDS, FIELDS)
def test_sameness_is_symmetric(one, other):
    a, b = trace(1, one), trace(2, other)
    assert same_person(a, b) is same_person(b, a)
