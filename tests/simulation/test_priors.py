"""Priors: the file says what the class says, and a world draws its own values from them."""

import tomllib
from pathlib import Path

import pytest

from mingjian.simulation.priors import Priors, PriorsError

FILE = Path(__file__).resolve().parents[2] / "simulation" / "priors.toml"


def test_the_file_states_the_defaults() -> None:
    assert Priors.read(FILE) == Priors()
    stated = tomllib.loads(FILE.read_text("utf-8"))
    for name, table in Priors().model_dump().items():
        assert set(stated[name]) == set(table)


def test_a_world_draws_within_the_ranges() -> None:
    dumped = Priors().model_dump()
    for seed in range(5):
        for name, value in Priors().drawn(seed).items():
            table, key = name.split(".")
            low, high = dumped[table][key]
            assert low <= value <= high
    assert Priors().drawn(1) != Priors().drawn(2)


def test_fixed_levels_leave_the_rest() -> None:
    fixed = Priors().fixed(0.4, {"spin": "E2"})
    assert fixed.rings.fraud_share == 0.4
    assert fixed.rings.spin == {"E2": 1.0}
    assert fixed.rings.forgery == Priors().rings.forgery
    assert fixed.rings.adaptive == (0.0, 0.0), "an adaptive agent would leave its level"
    assert fixed.filing == Priors().filing


@pytest.mark.parametrize(
    "text",
    [
        "[rings]\nfraud_share = 2",
        "[rings]\nfraud = 0.2",
        "[filing]\nfamily = [0.5, 0.1]",
        "[rings]\nspin = { E9 = 1 }",
        "no toml",
    ],
)
def test_a_wrong_file_is_refused(tmp_path: Path, text: str) -> None:
    wrong = tmp_path / "priors.toml"
    wrong.write_text(text, "utf-8")
    with pytest.raises(PriorsError, match=r"priors\.toml"):
        Priors.read(wrong)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PriorsError, match="nowhere"):
        Priors.read(tmp_path / "nowhere.toml")
