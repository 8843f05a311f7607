"""Rates on real complaints: conduct is found where it is the subject, and rarely elsewhere."""

import time
from collections import defaultdict
from pathlib import Path

import polars as pl
import pytest

from mingjian.features.conduct_facts import Conduct, describe

DATA = Path(__file__).parents[3] / "shared" / "data"


def rows(name: str) -> pl.DataFrame:
    if not (DATA / name).exists():
        pytest.skip(f"real data set {name} is not beside the repository (../shared/data)")
    return pl.read_csv(DATA / name)


@pytest.fixture(scope="module")
def by_label() -> dict[str | None, list[Conduct]]:
    frame = rows("heimao_finance.csv")
    found: dict[str | None, list[Conduct]] = defaultdict(list)
    for label, conduct in zip(
        frame["process_label"], describe(frame["text"].to_list()), strict=True
    ):
        found[label].append(conduct)
    return found


def described(conducts: list[Conduct]) -> float:
    return sum(conduct.described for conduct in conducts) / len(conducts)


@pytest.mark.parametrize(
    ("label", "least", "most"),
    [
        ("催收行为类", 0.82, 0.95),  # the rest is labels, wishes and hardship: S3-12
        ("定价收费类", 0.02, 0.12),
        ("合同条款类", 0.04, 0.18),
        ("客户服务类", 0.02, 0.14),
    ],
)
def test_conduct_is_described_where_it_is_the_subject(
    by_label: dict[str | None, list[Conduct]], label: str, least: float, most: float
) -> None:
    assert least <= described(by_label[label]) <= most


def test_price_complaints_are_told_apart(by_label: dict[str | None, list[Conduct]]) -> None:
    share = {label: sum(c.price for c in found) / len(found) for label, found in by_label.items()}
    assert share["定价收费类"] > 0.65 > 0.25 > share["催收行为类"]


def test_english_communication_complaints() -> None:
    frame = rows("cfpb_narratives.csv").filter(pl.col("Consumer complaint narrative").is_not_null())
    texts, issues = frame["Consumer complaint narrative"].to_list(), frame["Issue"].to_list()
    found: dict[bool, list[Conduct]] = defaultdict(list)
    for issue, conduct in zip(issues, describe(texts), strict=True):
        found[issue == "Communication tactics"].append(conduct)
    assert described(found[True]) > 0.55 > 0.25 > described(found[False])


def test_cost_grows_with_length_and_no_faster() -> None:
    hostile = ["打给家人", "一天", "called my ", "催*", "没有骂", "十", "call my aaaa "]

    def seconds(repeat: int) -> float:
        texts = [piece * (repeat // len(piece)) for piece in hostile]
        start = time.perf_counter()
        describe(texts)
        return time.perf_counter() - start

    seconds(1_000)
    assert min(seconds(80_000) for _ in range(3)) < 24 * min(seconds(10_000) for _ in range(3))
