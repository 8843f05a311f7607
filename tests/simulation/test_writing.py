"""How texts are written: leads, sums, hours, hands, headlines, and what is said to be told."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from random import Random

import pytest

from mingjian.simulation.adversaries.spinning import LIKE, Spinner, house_style
from mingjian.simulation.plan import World
from mingjian.simulation.setting import Setting
from mingjian.simulation.world.calendar import LOCAL
from mingjian.simulation.world.cases import Case, Cases
from mingjian.simulation.writing.author import author
from mingjian.simulation.writing.grammar import CHATTY
from mingjian.simulation.writing.narrative import Account
from mingjian.simulation.writing.story import Story
from mingjian.simulation.writing.titles import title

POINTING_BACK = re.compile(
    "尽管如此|即便如此|举个比方|打个比方|换言之|与此同时|不仅如此|此外，|因此，|然而"
)
NOTHING = re.compile(r"(?<![\d,.])0(\.00)?(元|块)")


@pytest.fixture(scope="module")
def accounts(setting: Setting) -> list[tuple[Case, Account]]:
    return list(_accounts(setting))


def _accounts(setting: Setting) -> Iterator[tuple[Case, Account]]:
    cases = Cases(setting)
    for place in range(400):
        case = cases.case(str(place))
        told = tuple(i for i in case.told if i.at < case.filed_at)
        story = Story(
            case.loan.lender.name, case.filed_at, told, case.loan, ("demand_stop",), "title_generic",
            words={"organ": "12378", "law": "民法典", "relation": "我妈"},
        )  # fmt: skip
        hand = author(Random(place), case.person.register, case.person.dialect)
        yield case, setting.teller.account(story, hand, Random(place))


def test_no_text_begins_with_a_word_that_points_back(world: World) -> None:
    assert not [f.text for f in world.filings if POINTING_BACK.match(f.text)]


def test_nobody_says_that_nothing_was_paid(world: World) -> None:
    assert not [f.text for f in world.filings if NOTHING.search(f.text)]


def test_what_is_told_is_of_the_story(accounts: list[tuple[Case, Account]]) -> None:
    assert any(len(account.told) < len(case.told) for case, account in accounts)
    for case, account in accounts:
        assert set(map(id, account.told)) <= set(map(id, case.told))
        if case.told and case.told[0].at < case.filed_at:
            assert account.told[0] is case.told[0]


def test_the_hour_turns_with_its_last_minutes() -> None:
    hand = replace(author(Random(1), "plain", None), clocks="spoken", rounding=1.0, hanzi=False)
    assert "11点" in hand.clock(datetime(2025, 3, 1, 22, 58, tzinfo=LOCAL), Random(1))
    assert "12点" in hand.clock(datetime(2025, 3, 1, 23, 58, tzinfo=LOCAL), Random(1))


def test_the_south_has_its_own_word_for_me(setting: Setting) -> None:
    for place in range(300):
        assert author(Random(place), "rough", "sichuan").me != "俺"
    hand = author(Random(1), "rough", "cantonese")
    assert "俺" not in setting.habits.write(["俺没钱"], hand, Random(1))


def test_names_and_compounds_survive_dialect(setting: Setting) -> None:
    for dialect in setting.habits.dialects.values():
        assert dialect.apply("银行说明其他钱包", 1.0, Random(1)) == "银行说明其他钱包"


@pytest.mark.parametrize("register", ["formal", "polished"])
def test_writers_of_letters_do_not_chat(setting: Setting, register: str) -> None:
    phrases, random = setting.phrases, Random(2)
    for symbol in ("closing", "evidence_held", "willing", "own_action", "demand_stop"):
        known = phrases.slots(symbol)
        said = [phrases.pattern(symbol, random, known, register) for _ in range(300)]
        assert sum(CHATTY.search(words) is not None for words in said) <= 3
        assert len(set(said)) > 40


def test_headlines_are_of_what_is_told() -> None:
    random = Random(3)
    stolen = {title(["identity_theft"], False, True, random) for _ in range(300)}
    assert stolen == {"title_identity", "title_generic"}
    nights = {title(["night_call"], True, True, random) for _ in range(300)}
    assert nights == {"title_night", "title_violent", "title_generic"}


def test_a_deadline_is_no_count_of_days_overdue(setting: Setting) -> None:
    assert "days" not in setting.phrases.slots("letter_deadline")
    assert "deadline" in setting.phrases.slots("letter_deadline")


def test_another_hand_tells_every_clause_anew(setting: Setting) -> None:
    spinner = Spinner(setting.teller, setting.habits, held_out=False)
    style = house_style(setting.habits, "formal", Random(4), author(Random(4), "formal", None))
    letter = spinner.templates("ring-1", 1, style, Random(4))[0]
    case = Cases(setting).case("client")
    story = Story(
        case.loan.lender.name, case.filed_at, (), case.loan, (), "title_violent",
        words={"organ": "12378", "law": "民法典", "relation": "我妈"},
    )  # fmt: skip
    values = {
        "principal": 5000.0, "terms": 12, "amount": 3000.0, "rate": "24%", "date": case.filed_at,
        "clock": case.filed_at, "number": "虚拟号", "quote": "等着", "count": 12, "days": 20, "relation": "我妈",
        "organ": "法院", "who": "领导", "document": "传票", "where": "群里",
    }  # fmt: skip

    def written(level: str, place: int) -> str:
        hand = author(Random(place), "rough", "sichuan")
        return spinner.write(letter, level, values, story, style, (), Random(place), writer=hand)[1]

    as_it_stands = [written("E0", place) for place in range(6)]
    anew = [written("E3", place) for place in range(6)]
    assert max(map(_shared, as_it_stands, as_it_stands[1:])) > 0.5
    assert max(map(_shared, anew, anew[1:])) < 0.3
    assert set(LIKE) <= setting.phrases.symbols


def _shared(one: str, other: str) -> float:
    a, b = ({text[i : i + 3] for i in range(len(text) - 2)} for text in (one, other))
    return len(a & b) / len(a | b)
