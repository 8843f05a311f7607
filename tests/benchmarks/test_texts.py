"""The benchmark's complaints: reproducible, valid, varied, and templated in part."""

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from benchmarks import texts
from benchmarks.texts import complaints, write
from mingjian.fingerprints.identifiers import normalise_id_number
from mingjian.fingerprints.importers import Accepted, read
from mingjian.fingerprints.matching import fold
from mingjian.fingerprints.minhash import resemblance, sign, tokenise

COUNT = 1_000


@pytest.fixture(scope="module")
def rows() -> list[dict[str, Any]]:
    return list(complaints(COUNT))


def test_the_seed_decides(rows: list[dict[str, Any]]) -> None:
    assert list(complaints(COUNT)) == rows
    assert list(complaints(COUNT, seed=8)) != rows


@pytest.mark.parametrize("count", [1, 2, 7, 60])
def test_any_count(count: int) -> None:
    assert len(list(complaints(count))) == count


def test_every_row_is_accepted(tmp_path: Path) -> None:
    path = tmp_path / "complaints.jsonl"
    write(path, 300)
    read_back = list(read(path, None, received_at=datetime(2026, 1, 1, tzinfo=UTC)))
    assert [type(row) for row in read_back] == [Accepted] * 300


def test_rows_come_in_order_and_ids_are_unique(rows: list[dict[str, Any]]) -> None:
    times = [row["filed_at"] for row in rows]
    assert times == sorted(times)
    assert len({row["complaint_id"] for row in rows}) == COUNT


def test_no_slot_is_left_open(rows: list[dict[str, Any]]) -> None:
    assert [row for row in rows if "{" in row["text"] + row["title"]] == []


def test_identities_are_marked_as_invented(rows: list[dict[str, Any]]) -> None:
    for row in rows:
        who = row["complainant"]
        assert who["phone"][3:7] == "0000"
        if who["id_number"]:
            assert who["id_number"][14:17] == "000"
            assert normalise_id_number(who["id_number"])


def test_some_texts_are_alike_and_most_are_not(rows: list[dict[str, Any]]) -> None:
    key = bytes(range(32))
    signatures, _ = sign(tokenise(fold([row["text"] for row in rows]), key), key)
    alike = []
    for place, one in enumerate(signatures):
        likeness = resemblance(one, signatures)
        likeness[place] = 0
        alike.append(likeness.max() >= 0.35)
    share = sum(alike) / COUNT
    assert texts.TEMPLATED - 0.05 < share < texts.TEMPLATED + 2 * texts.AGAIN


def test_agents_share_devices_and_other_people_do_not(rows: list[dict[str, Any]]) -> None:
    people = Counter[str]()
    for device, _ in {(row["device"]["device_id"], row["complainant"]["phone"]) for row in rows}:
        people[device] += 1
    assert 0 < sum(count for count in people.values() if count > 1) < 0.2 * COUNT
