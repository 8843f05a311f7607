"""The matching channel: folding with the way back (domain.md, lexical evasion table)."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingjian.fingerprints.matching import fold


def folded(text: str) -> str:
    return "".join(map(chr, fold([text]).codes))


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("催*收", "催收"),
        ("催\u200b收", "催收"),
        ("暴｜力 催 收", "暴力催收"),
        ("騷擾、恐嚇、通訊錄", "骚扰恐吓通讯录"),
        ("ＡＢＣ app", "abcapp"),
        ("欠13,812.50元", "欠0元"),
        ("13812元，3次", "0元0次"),
        ("１５通①个", "0通0个"),
        ("█████", ""),
        ("", ""),
    ],
)
def test_folding(written, read):
    assert folded(written) == read


@given(st.lists(st.text(), max_size=6))
def test_every_code_points_back_into_its_own_text(texts):
    batch = fold(texts)
    assert (np.diff(batch.owner) >= 0).all()
    for owner, origin in zip(batch.owner.tolist(), batch.origin.tolist(), strict=True):
        assert 0 <= origin < len(texts[owner])


@given(st.lists(st.text(), min_size=1, max_size=6))
def test_a_batch_folds_like_its_texts_one_by_one(texts):
    batch = fold(texts)
    for i, text in enumerate(texts):
        alone = fold([text])
        mine = batch.owner == i
        assert batch.codes[mine].tolist() == alone.codes.tolist()
        assert batch.origin[mine].tolist() == alone.origin.tolist()


def test_quoted_ranges_are_marked_and_end_clauses():
    batch = fold(["他说再不还钱就上门很吓人"], [[(2, 9)]])
    assert "".join(chr(c) for c in batch.codes[batch.quoted]) == "再不还钱就上门"
    assert len(set(batch.clause.tolist())) == 3
