"""Priors: the file says what the class says, and a world draws its own values from them."""

import tomllib
from pathlib import Path

import pytest

from mingjian.simulation.plan import plan
from mingjian.simulation.priors import Priors, PriorsError
from mingjian.simulation.setting import Setting

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
        "[rings]\nspin = { E0 = 0.0 }",
        "[rings]\nspin = {}",
        "[rings]\nforgery = { F0 = -0.5, F1 = 1 }",
        "[rings]\nsourcing = { N0 = nan }",
        "[rings]\nschedule = { R0 = 0, R1 = 0, R2 = 0 }",
        "[rings]\ntemplates = [0, 0]",
        "[rings]\ntemplates = [-5, -1]",
        "[rings]\ntemplates = [1000000, 1000000]",
        "[rings]\nupgrade_months = [0, 0]",
        "[rings]\nupgrade_months = [inf, inf]",
        "[rings]\nclients_median = inf",
        "[rings]\nclients_spread = 1e6",
        "[rings]\nclients_most = 0",
        "[calendar]\nmonths = []",
        "[calendar]\nmonths = [0]",
        "[calendar]\nmonths = [-1]",
        "[calendar]\nmonths = [1e308, 1e308]",
        "[calendar]\nmonths = 6",
        "[calendar]\nstart = 9999-12-01",
        "[calendar]\nstart = 0001-01-01",
        "[calendar]\nlabelled_first = 0\nlabelled_last = 0",
        "[market]\nlenders = 0",
        "[market]\nlenders = 2.5",
        "[market]\ntail = -1",
        "[market]\nagencies = 1",
        "[market]\nzipf = [1e6, 1e6]",
        "[market]\ntail_share = [0, 0]",
        "[market]\ntail_share = [1, 1]",
        "[people]\namount_cap = 1",
        "[people]\namount_median = 300000",
        "[people]\namount_spread = 1e6",
        "[observation]\nlogs = 2",
        "rings = 3",
        "no toml",
    ],
)
def test_a_wrong_file_is_refused(tmp_path: Path, text: str) -> None:
    wrong = tmp_path / "priors.toml"
    wrong.write_text(text, "utf-8")
    with pytest.raises(PriorsError, match=r"priors\.toml: (设置有误 wrong setting|不是 TOML)"):
        Priors.read(wrong)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[rings]\nspin = { E0 = 0.0 }", "rings.spin: 权重不能全为零 not all weights may be 0"),
        ("[filing]\nfamily = [0.5, 0.1]", "filing.family: 范围的前一个数应较小 the first end"),
        ("[people]\namount_cap = 900", "amount_median 不能超过 amount_cap may not be above"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, text: str, says: str) -> None:
    wrong = tmp_path / "priors.toml"
    wrong.write_text(text, "utf-8")
    with pytest.raises(PriorsError) as refused:
        Priors.read(wrong)
    assert says in str(refused.value)


@pytest.mark.parametrize(
    "text",
    [
        "[rings]\nspin = { E3 = 1 }\nfraud_share = 0.9\ntemplates = [1, 1]\nclients_most = 5",
        "[calendar]\nmonths = [1]\nstart = 2024-02-29",
        "[market]\nlenders = 1\ntail = 1\nagencies = 2\ntail_share = [0.99, 0.99]\nzipf = [0, 0]",
        "[people]\namount_median = 500\namount_cap = 500\nseveral_lenders = [1, 1]",
    ],
)
def test_the_ends_of_what_is_allowed_make_worlds(tmp_path: Path, text: str) -> None:
    odd = tmp_path / "priors.toml"
    odd.write_text(text, "utf-8")
    assert len(plan(Setting(1, Priors.read(odd)), 60).filings) == 60


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PriorsError) as refused:
        Priors.read(tmp_path / "nowhere.toml")
    assert str(refused.value).count("nowhere") == 1
    assert "Errno" not in str(refused.value)
