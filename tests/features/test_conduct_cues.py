"""The matching channel, its way back, and the shipped tables."""

import re
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingjian.features.conduct_cues import Lexicon, load_lexicon

SMALL: dict[str, Any] = {
    "sets": {"kin": "妈妈 爸爸"},
    "classes": {"c": "[^，。]"},
    "evasion": {
        "terms": "骚扰",
        "kept": "，",
        "drawn": "_",
        "unseen": "\u200b",
        "aliases": {"骚扰": "sao扰"},
    },
    "guards": {
        "denied": "没有$",
        "asked": "会不会$",
        "inside": "不会",
        "mine": "我$",
        "open": "会$",
        "question": "吗",
        "ruled": "不得[^，。]{0,9}$",
        "hint": "[没会]",
    },
    "cue": [
        {"code": "V03", "value": "S2", "words": "骚扰", "then": "{c}{0,3}{kin}", "theirs": True},
        {"code": "V06", "value": "S3", "words": "骂", "before": "{kin}{c}{0,2}"},
    ],
}


def found(text: str) -> list[tuple[str, str]]:
    lexicon = Lexicon([deepcopy(SMALL)])
    folded = lexicon.fold(text)
    return [
        (hit.cue.code, text[slice(*folded.span(hit.start, hit.end))])
        for hit in lexicon.hits(folded.text)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("他骚扰我妈妈", [("V03", "骚扰我妈妈")]),
        ("他骚*扰我妈妈", [("V03", "骚*扰我妈妈")]),
        ("他sao扰我妈妈", [("V03", "sao扰我妈妈")]),
        ("他騷\u200b擾我媽媽", [("V03", "騷\u200b擾我媽媽")]),
        ("被妈妈也骂", [("V06", "妈妈也骂")]),
        ("骚扰我，妈妈", []),
        ("没有骚扰妈妈", []),
        ("会不会骚扰妈妈", []),
        ("会骚扰妈妈吗", []),
        ("不得随意骚扰妈妈", []),
        ("不得吵，骚扰妈妈", [("V03", "骚扰妈妈")]),
        ("他骚★♥_扰我妈妈", [("V03", "骚★♥_扰我妈妈")]),
        ("骚，扰我妈妈", []),
        ("我骚扰妈妈", []),
    ],
)
def test_cues_guards_and_quotes(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@given(st.text(alphabet="骚扰*★♥\ufe0f\u200b cui收催sao騷擾妈İ👮aA１", max_size=30))
def test_every_folded_position_leads_back_into_the_text(text: str) -> None:
    folded = load_lexicon().fold(text)
    if folded.starts is not None:
        assert len(folded.starts) == len(folded.text) + 1
        assert folded.starts == sorted(folded.starts)
        assert folded.starts[-1] == len(text)
    for start in range(len(folded.text)):
        first, last = folded.span(start, start + 1)
        assert 0 <= first < last <= len(text)


def test_plain_text_keeps_its_own_positions() -> None:
    assert load_lexicon().fold("催收打给我家人").starts is None


def test_the_shipped_patterns_are_bounded() -> None:
    lexicon = load_lexicon()
    cues = {id(cue): cue for entries in lexicon._automaton.values() for _, _, cue in entries}
    assert {cue.code for cue in cues.values()} >= {f"V{number:02}" for number in range(1, 20)}
    unbounded = re.compile(r"(?<!\\)[*+](?![^\[\]]*\])|\{\d+,\}")
    for cue in cues.values():
        for pattern in filter(None, (cue.before, cue.then)):
            assert not unbounded.search(pattern.pattern), cue.code
