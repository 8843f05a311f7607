"""The phrase grammar: what a line means, and what is refused."""

from random import Random

import pytest

from mingjian.simulation.writing.grammar import REGISTERS, Grammar, GrammarError, fill, phrase_book


def drawn(
    grammar: Grammar, symbol: str, slots: dict[str, str], register: str | None = None
) -> set[str]:
    random = Random(1)
    return {grammar.say(symbol, random, slots, register) for _ in range(200)}


def test_choices_may_be_nested_and_empty() -> None:
    grammar = Grammar({"call": "又[打来|打[了|过]|]"})
    assert drawn(grammar, "call", {}) == {"又打来", "又打了", "又打过", "又"}


def test_slots_are_filled() -> None:
    assert fill("{date}打了{count}个", {"date": "昨天", "count": "十几"}) == "昨天打了十几个"


def test_a_line_needs_all_its_slots() -> None:
    grammar = Grammar({"call": "{count}个\n[{date}|]一直打"})
    assert drawn(grammar, "call", {}) == {"一直打"}
    assert drawn(grammar, "call", {"date": "昨天"}) == {"一直打", "昨天一直打"}


def test_a_symbol_is_open_when_one_of_its_lines_is() -> None:
    grammar = Grammar({"call": "<who>打来", "who": "{agency}\n有人"})
    assert drawn(grammar, "call", {}) == {"有人打来"}


def test_registers() -> None:
    grammar = Grammar({"call": "rough: 老打\nformal: 多次致电\n打电话"})
    assert drawn(grammar, "call", {}, "rough") == {"老打", "打电话"}
    assert drawn(grammar, "call", {}, "plain") == {"打电话"}
    assert not Grammar({"call": "rough: 老打"}).can("call", frozenset(), "formal")


def test_nobody_can_say_it() -> None:
    with pytest.raises(GrammarError, match="cannot be said"):
        Grammar({"call": "{count}个"}).pattern("call", Random(1), frozenset())


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ({"a": "[b|c"}, "not closed"),
        ({"a": "b]"}, "not opened"),
        ({"a": "<b>"}, "is no symbol"),
        ({"a": "<b>", "b": "<a>"}, "stands for itself"),
        ({"a": "{"}, "a stray"),
    ],
)
def test_what_is_refused(lines: dict[str, str], message: str) -> None:
    with pytest.raises(GrammarError, match=message):
        Grammar(lines)


def test_the_shipped_phrases_can_be_said_in_every_register() -> None:
    phrases = phrase_book()
    assert len(phrases.symbols) > 150
    everything = frozenset().union(*(phrases.slots(symbol) for symbol in phrases.symbols))
    for symbol in sorted(phrases.symbols):
        for register in REGISTERS:
            assert phrases.can(symbol, everything, register), symbol
