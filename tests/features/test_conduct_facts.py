"""What is described, how grave it is, and what is only a label, a denial, a question or a wish."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conduct_tables import EVASION, NOTHING, PAIRS, PARITY, SEVERITY
from mingjian.features.conduct_facts import Conduct, describe


def codes(text: str) -> set[str]:
    return {violation.code for violation in describe([text])[0].violations}


def told(conduct: Conduct) -> object:
    return {v.code for v in conduct.violations}, conduct.severity, conduct.labelled


@pytest.mark.parametrize(("code", "text"), PAIRS)
def test_every_example_of_the_dossier_yields_its_code(code: str, text: str) -> None:
    assert code in codes(text)


@pytest.mark.parametrize(("code", "severity", "text"), SEVERITY)
def test_severity_follows_part_two(code: str, severity: str | None, text: str) -> None:
    gravest = min((v.severity or "-") for v in describe([text])[0].violations if v.code == code)
    assert gravest == (severity or "-")


@pytest.mark.parametrize("text", [text for texts in NOTHING.values() for text in texts])
def test_no_conduct_is_read_into_a_denial_a_question_or_a_label(text: str) -> None:
    conduct = describe([text])[0]
    assert codes(text) <= {"V16"}
    assert (conduct.described, conduct.severity) == (False, None)


@pytest.mark.parametrize(("plain", "slip"), PARITY)
def test_typos_and_dialect_cost_nothing(plain: str, slip: str) -> None:
    assert codes(plain)
    assert told(describe([slip])[0]) == told(describe([plain])[0])


@pytest.mark.parametrize(("plain", "written"), EVASION)
def test_evasive_spelling_reads_as_the_plain_one(plain: str, written: str) -> None:
    expected = told(describe([plain])[0])
    assert {text: told(describe([text])[0]) for text in written.split("|")} == dict.fromkeys(
        written.split("|"), expected
    )


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("V01", "不得不每天接他们的骚扰，天天打电话"),
        ("V01", "电话多得不能上班每天打二十个电话"),
        ("V01", "每天打电话不得超过三次，你们打了二十个电话"),
        ("V01", "天天打电话要求禁止骚扰"),
        ("V01", "我不能接电话他们一直打我"),
        ("V02", "规定晚上十点后不得打电话，他们却半夜打电话"),
        ("V03", "严禁骚扰第三人却骚扰我朋友"),
        ("V03", "不能按时还款就打给我家人"),
        ("V06", "他们不能这样骂我妈"),
        ("V12", "按规定不得上门但实际天天上门骚扰我"),
    ],
)
def test_a_rule_beside_the_act_does_not_excuse_it(code: str, text: str) -> None:
    assert code in codes(text)


def test_excessive_profit_is_a_price_complaint_not_violence() -> None:
    conduct = describe(["这家公司暴利"])[0]
    assert (conduct.price, conduct.labelled, conduct.described) == (True, False, False)


@pytest.mark.parametrize(
    ("text", "hardship", "price", "labelled"),
    [
        ("失业了想协商延期", True, False, False),
        ("收取砍头息和会员费", False, True, False),
        ("暴力催收", False, False, True),
        ("没有暴力催收", False, False, False),
        ("harassment", False, False, True),
        ("laid off, and the interest rate is 36%", True, True, False),
        ("", False, False, False),
    ],
)
def test_flags(text: str, hardship: bool, price: bool, labelled: bool) -> None:
    conduct = describe([text])[0]
    assert (conduct.hardship, conduct.price, conduct.labelled) == (hardship, price, labelled)


def test_facts_are_normalised_and_quote_the_text() -> None:
    text = (
        "逾期3天，11月27日22:40工号AB123打电话给我妈说“不还就去你单位大闹”，一天十四个电话，有录音"
    )
    facts = {
        (fact.kind, fact.value): text[fact.start : fact.end] for fact in describe([text])[0].facts
    }
    expected = {
        ("days_overdue", "3"): "3天",
        ("date", "--11-27"): "11月27日",
        ("time", "22:40"): "22:40",
        ("staff_no", "AB123"): "工号AB123",
        ("counterpart", "parent"): "我妈",
        ("quoted_words", "不还就去你单位大闹"): "不还就去你单位大闹",
        ("count", "14"): "十四个电话",
        ("evidence", "recording"): "录音",
    }
    assert {key: facts.get(key) for key in expected} == expected


def test_a_mask_is_a_number_like_any_other() -> None:
    facts = describe(["用1069****1234发短信威胁我"])[0].facts
    assert [(f.value, f.start, f.end) for f in facts if f.kind == "caller_number"] == [
        ("106", 1, 13)
    ]


def test_at_most_three_spans_per_code() -> None:
    violations = describe(["打给我家人。" * 50])[0].violations
    assert [v.code for v in violations].count("V03") == 3


PIECES = [text for _, text in PAIRS] + [plain for pair in PARITY for plain in pair]
PIECES += [
    "暴*力催收",
    "骚\u200b扰我家人",
    "👮打电话",
    "İstanbul",
    "。",
    "***",
    "\n",
    "ﬁ",
    "一天N个电话",
    "\ud800",
]


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=20)), max_size=5).map("".join))
def test_spans_lie_within_the_text_and_quote_something(text: str) -> None:
    conduct = describe([text])[0]
    for span in (*conduct.violations, *conduct.facts):
        assert 0 <= span.start < span.end <= len(text)
        assert text[span.start : span.end].strip()
    assert conduct.described == any(v.severity for v in conduct.violations)


@given(st.lists(st.sampled_from(PIECES), max_size=4))
def test_many_are_read_as_each_by_itself(texts: list[str]) -> None:
    assert describe(texts) == [describe([text])[0] for text in texts]


@given(st.sampled_from(PAIRS), st.integers(0, 60), st.integers(0, 60))
def test_padding_shifts_spans_and_changes_nothing_else(
    pair: tuple[str, str], before: int, after: int
) -> None:
    plain, padded = (
        describe([pair[1]])[0],
        describe(["。\n" * before + pair[1] + "。\n" * after])[0],
    )
    shift = 2 * before
    assert [(v.code, v.severity, v.start + shift, v.end + shift) for v in plain.violations] == [
        (v.code, v.severity, v.start, v.end) for v in padded.violations
    ]
    assert [(f.kind, f.value, f.start + shift) for f in plain.facts] == [
        (f.kind, f.value, f.start) for f in padded.facts
    ]
