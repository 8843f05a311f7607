"""Line breaking, and what counts as a number, a link or a name."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingjian.simulation.screens.fonts import Type, length
from mingjian.simulation.screens.paragraphs import CLOSING, OPENING, shorten, typeset

TYPE = Type(20, 400, 28)
WIDE = 300
TEXT = st.text("逾期还款，。！“”【】（）ab1-9.:/ \n😡", max_size=80)


def lines(text: str, width: float = WIDE) -> list[str]:
    paragraph = typeset(text, TYPE, width)
    return [paragraph.text[start:end] for start, end in paragraph.lines]


@given(TEXT)
def test_nothing_is_lost_and_nothing_too_wide(text: str) -> None:
    broken = lines(text)
    assert "".join("".join(broken).split()) == "".join(text.split())
    assert all(length(line.rstrip(), TYPE) <= WIDE for line in broken)
    assert typeset(text, TYPE, WIDE).height == len(broken) * TYPE.step


@given(
    st.lists(
        st.sampled_from(["逾", "期", "，", "。”", "“逾”", "【期】", "（逾期", "）", " "]),
        max_size=40,
    )
)
def test_punctuation_at_the_edges_of_a_line(parts: list[str]) -> None:
    text = re.sub(r"([，。”】）]{2})[，。”】）]+", r"\1", "".join(parts)).lstrip("，。”】）")
    broken = [line.strip() for line in lines(text)]
    assert not any(line[-1:] in tuple(OPENING) for line in broken[:-1])
    assert not any(line[:1] in tuple(CLOSING) for line in broken[1:] if " " not in text)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("应还金额总计为人民币一共3,280.50元", "3,280.50"),
        ("请您尽快致电我们的客服400-812-3456", "400-812-3456"),
        ("详情请您点开链接看看http://dk.example.top/a8", "http://dk.example.top/a8"),
        ("这是一个十四个字的长句子啊呀“引”", "“引”"),
    ],
)
def test_what_stays_on_one_line(text: str, kept: str) -> None:
    assert len(lines(text)) > 1
    assert any(kept in line for line in lines(text))


@pytest.mark.parametrize(
    ("text", "numbers", "links"),
    [
        ("致电13800001234或0731-88886666", ["13800001234", "0731-88886666"], []),
        ("欠款3280.50元，共12000元", [], []),
        ("验证码 482913。", ["482913"], []),
        ("点 dk.example.top/a8?x=1 查看", [], ["dk.example.top/a8?x=1"]),
        ("卡号138****1234", ["138****1234"], []),
        ("逾期15天，2025年", [], []),
    ],
)
def test_numbers_and_links(text: str, numbers: list[str], links: list[str]) -> None:
    paragraph = typeset(text, TYPE, WIDE)
    assert [text[slice(*span)] for span in paragraph.numbers] == numbers
    assert [
        text[slice(*span)] for span in paragraph.links if span not in paragraph.numbers
    ] == links


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("尊敬的赵敏，您好", ["赵敏"]),
        ("尊敬的李伟先生：", ["李伟"]),
        ("王某女士请注意", ["王某"]),
        ("张**先生", ["张**"]),
        ("借款人欧阳娜您", ["欧阳娜"]),
        ("尊敬的客户，您好", []),
        ("请还款", []),
    ],
)
def test_names(text: str, names: list[str]) -> None:
    paragraph = typeset(text, TYPE, WIDE)
    assert [text[slice(*span)] for span in paragraph.names] == names


def test_cut() -> None:
    assert shorten("短", TYPE, WIDE) == "短"
    cut = shorten("逾期" * 50, TYPE, WIDE)
    assert cut.endswith("...")
    assert length(cut, TYPE) <= WIDE
    two = typeset("逾期" * 50, TYPE, WIDE, most=2)
    assert len(two.lines) == 2
    assert two.text.endswith("...")
