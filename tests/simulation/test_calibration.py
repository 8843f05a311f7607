"""The table of calibration counts what it says."""

from pathlib import Path

import orjson
import pytest

from mingjian.simulation import calibration
from mingjian.simulation.output import write
from mingjian.simulation.plan import plan
from mingjian.simulation.priors import Priors
from mingjian.simulation.setting import Setting

SEEDS = (21, 22)


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("worlds")
    for seed in SEEDS:
        write(plan(Setting(seed, Priors()), 400, pictures=False), folder / str(seed))
    return [folder / str(seed) for seed in SEEDS]


def rows(folder: Path, name: str) -> list[dict[str, object]]:
    return [orjson.loads(line) for line in (folder / f"{name}.jsonl").read_bytes().splitlines()]


def test_shares_are_counted(folders: list[Path]) -> None:
    complaints, truth = (rows(folders[0], name) for name in ("complaints", "truth"))
    found = {line.name: line.found for line in calibration.targets(complaints, truth)}
    amounts = [row["amount_cny"] for row in complaints if row.get("amount_cny")]
    assert found["mean sum, yuan"] == pytest.approx(sum(amounts) / len(amounts))
    january = sum(str(row["filed_at"]).startswith("2025-01") for row in complaints)
    assert found["share of month 1"] == pytest.approx(january / 400)


def test_several_worlds_are_held_to_the_targets_by_their_mean(
    folders: list[Path],
) -> None:
    each = [calibration.main([folder]) for folder in folders]
    both = calibration.main(folders)
    assert [line.name for line in both] == [line.name for line in each[0]]
    for mean, first, second in zip(both, *each, strict=True):
        assert mean.found == pytest.approx((first.found + second.found) / 2)
        assert mean.met == (abs(mean.off) <= calibration.TOLERANCE)
