"""Rates on real complaints: conduct is found where it is the subject, and rarely elsewhere."""

import csv
from collections import defaultdict
from pathlib import Path

import pytest

from mingjian.features.conduct_facts import Conduct, describe

Found = dict[str, list[Conduct]]


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def by_label(shared_data: Path) -> Found:
    read = rows(shared_data, "heimao_finance.csv")
    found: Found = defaultdict(list)
    for row, conduct in zip(read, describe([row["text"] for row in read]), strict=True):
        found[row["process_label"]].append(conduct)
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
    by_label: Found, label: str, least: float, most: float
) -> None:
    assert least <= described(by_label[label]) <= most


def test_price_complaints_are_told_apart(by_label: Found) -> None:
    share = {label: sum(c.price for c in found) / len(found) for label, found in by_label.items()}
    assert share["定价收费类"] > 0.65 > 0.25 > share["催收行为类"]


def test_english_communication_complaints(shared_data: Path) -> None:
    read = rows(shared_data, "cfpb_narratives.csv")
    found: dict[bool, list[Conduct]] = defaultdict(list)
    texts = [row["Consumer complaint narrative"] for row in read]
    for row, conduct in zip(read, describe(texts), strict=True):
        found[row["Issue"] == "Communication tactics"].append(conduct)
    assert described(found[True]) > 0.55 > 0.25 > described(found[False])
