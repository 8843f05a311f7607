"""What a world is drawn from: one frozen class, one commented file (``priors.toml``)."""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, Self, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from mingjian.simulation.chance import stream, within

__all__ = [
    "Calendar", "Filing", "Market", "Observation", "People", "Priors", "PriorsError", "Rings",
]  # fmt: skip


T = TypeVar("T")


class PriorsError(ValueError):
    """A settings file that cannot be read, or a setting that is unknown or out of range."""


def _rising(span: tuple[float, float]) -> tuple[float, float]:
    if span[0] > span[1]:
        raise ValueError("范围的前一个数应较小 the first end of a range is the lower one")
    return span


def _drawable(weights: dict[T, float]) -> dict[T, float]:
    if sum(weights.values()) <= 0:
        raise ValueError("权重不能全为零 not all weights may be 0")
    return weights


Share = Annotated[float, Field(ge=0, le=1)]
Some = Annotated[float, Field(ge=0.01, le=0.99)]  # a share that is neither nothing nor everything
Positive = Annotated[float, Field(ge=1e-6, le=1e9)]
Spread = Annotated[float, Field(ge=1e-6, le=5)]
Exponent = Annotated[float, Field(ge=0, le=3)]
Number = Annotated[float, Field(ge=1, le=100)]
Months = Annotated[float, Field(ge=0.1, le=120)]
Rising = AfterValidator(_rising)
ShareRange = Annotated[tuple[Share, Share], Rising]
Weights = Annotated[dict[T, Share], AfterValidator(_drawable)]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class Calendar(_Model):
    """The window of the world."""

    start: date = Field(date(2025, 1, 1), ge=date(2000, 1, 1), le=date(2100, 1, 1))
    months: tuple[Positive, ...] = Field(
        (65.0, 65.0, 84.0, 84.0, 84.0, 84.0), min_length=1, max_length=120
    )
    labelled_first: Some = 0.475
    labelled_last: Some = 0.52


class Market(_Model):
    """Lenders and agencies."""

    lenders: int = Field(40, ge=1, le=60)
    tail: int = Field(160, ge=1, le=400)
    zipf: Annotated[tuple[Exponent, Exponent], Rising] = (0.7, 0.9)
    tail_share: Annotated[tuple[Some, Some], Rising] = (0.22, 0.30)
    agencies: int = Field(36, ge=2, le=60)
    new_agency: ShareRange = (0.10, 0.25)
    outage: ShareRange = (0.05, 0.15)


class People(_Model):
    """Borrowers and their ways."""

    amount_median: Positive = 8900.0
    amount_spread: Spread = 1.1
    amount_cap: float = Field(200_000.0, ge=500, le=1e9)
    rough: ShareRange = (0.10, 0.20)
    formal: ShareRange = (0.08, 0.15)
    polished: ShareRange = (0.10, 0.40)
    household: ShareRange = (0.25, 0.40)
    shared_place: ShareRange = (0.02, 0.05)
    several_lenders: ShareRange = (0.03, 0.07)
    mate_files: ShareRange = (0.05, 0.15)
    virtual: ShareRange = (0.02, 0.06)

    @model_validator(mode="after")
    def _lendable(self) -> Self:
        if self.amount_median > self.amount_cap:
            raise ValueError("amount_median 不能超过 amount_cap may not be above amount_cap")
        return self


class Filing(_Model):
    """How honest people file."""

    public_template: ShareRange = (0.10, 0.30)
    family: ShareRange = (0.02, 0.08)
    lawyer: ShareRange = (0.01, 0.03)
    several_channels: ShareRange = (0.15, 0.35)
    again: ShareRange = (0.04, 0.10)
    twice: ShareRange = (0.02, 0.05)
    collective: ShareRange = (0.01, 0.03)
    identity_theft: ShareRange = (0.01, 0.03)
    withdraws: ShareRange = (0.02, 0.05)
    pictures: ShareRange = (0.12, 0.20)
    redacts: ShareRange = (0.15, 0.30)
    photographs: ShareRange = (0.03, 0.08)
    long_screens: ShareRange = (0.05, 0.10)
    tells_nothing: Share = 0.03


class Rings(_Model):
    """Agents and other adversaries."""

    fraud_share: Annotated[float, Field(ge=0, le=0.9)] = 0.2
    clients_median: Positive = 18.0
    clients_spread: Spread = 0.9
    clients_most: int = Field(400, ge=5, le=3400)
    virtual: ShareRange = (0.1, 0.6)
    unaware: ShareRange = (0.0, 0.8)
    abused: ShareRange = (0.10, 0.40)
    templates: Annotated[tuple[Number, Number], Rising] = (5, 15)
    upgrade_months: Annotated[tuple[Months, Months], Rising] = (3.0, 6.0)
    forged_share: ShareRange = (0.15, 0.40)
    spin: Weights[Literal["E0", "E1", "E2", "E3"]] = {
        "E0": 0.3,
        "E1": 0.3,
        "E2": 0.25,
        "E3": 0.15,
    }
    forgery: Weights[Literal["F0", "F1", "F2", "F3", "F4"]] = {
        "F0": 0.25, "F1": 0.25, "F2": 0.2, "F3": 0.2, "F4": 0.1,
    }  # fmt: skip
    sourcing: Weights[Literal["N0", "N1", "N2", "N3"]] = {
        "N0": 0.25,
        "N1": 0.35,
        "N2": 0.25,
        "N3": 0.15,
    }
    schedule: Weights[Literal["R0", "R1", "R2"]] = {"R0": 0.4, "R1": 0.35, "R2": 0.25}
    adaptive: ShareRange = (0.3, 0.6)
    smear: ShareRange = (0.03, 0.08)
    flooding: ShareRange = (0.03, 0.06)
    poisoning: ShareRange = (0.03, 0.08)
    opportunists: ShareRange = (0.05, 0.10)


class Observation(_Model):
    """What is seen of the world besides the complaints."""

    logs: Share = 0.25
    log_gaps: ShareRange = (0.05, 0.20)
    label_noise: ShareRange = (0.05, 0.20)


class Priors(_Model):
    """All settings of a world. Defaults and explanations are in ``priors.toml`` beside this file.

    Examples
    --------
    >>> low, high = Priors().filing.family
    >>> low <= Priors().drawn(seed=7)["filing.family"] <= high
    True
    """

    calendar: Calendar = Calendar()
    market: Market = Market()
    people: People = People()
    filing: Filing = Filing()
    rings: Rings = Rings()
    observation: Observation = Observation()

    @classmethod
    def read(cls, path: Path | None) -> "Priors":
        """Read a TOML file; the defaults when no path is given.

        Raises
        ------
        PriorsError
            When the file cannot be read, or a setting is unknown or out of range.
        """
        if path is None:
            return cls()
        try:
            return cls.model_validate(tomllib.loads(path.read_text("utf-8")))
        except OSError as error:
            raise PriorsError(f"{path}: 无法读取 cannot be read: {error.strerror}") from None
        except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise PriorsError(f"{path}: 不是 TOML not TOML: {error}") from None
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"])
            said = first["msg"].removeprefix("Value error, ")
            raise PriorsError(f"{path}: 设置有误 wrong setting: {where}: {said}") from None

    def fixed(self, fraud_share: float | None, levels: Mapping[str, str]) -> "Priors":
        """These priors with another share of fraud, and axes whose agents all work at one level.

        Parameters
        ----------
        fraud_share : float or None
        levels : mapping of str to str
            Such as ``{"spin": "E2"}``. An agent that adapts would leave its level, so none does.
        """
        changed: dict[str, Any] = {axis: {level: 1.0} for axis, level in levels.items()}
        if levels:
            changed["adaptive"] = (0.0, 0.0)
        if fraud_share is not None:
            changed["fraud_share"] = fraud_share
        return self.model_copy(update={"rings": self.rings.model_copy(update=changed)})

    def drawn(self, seed: int) -> dict[str, float]:
        """One world's value of every range, by dotted name such as ``filing.family``."""
        return dict(_drawn(self.model_dump(), seed, ""))


def _drawn(values: dict[str, Any], seed: int, prefix: str) -> Iterator[tuple[str, float]]:
    for name, value in values.items():
        path = prefix + name
        if isinstance(value, dict):
            yield from _drawn(value, seed, f"{path}.")
        elif isinstance(value, tuple) and path != "calendar.months":
            yield path, within(stream(seed, "prior", path), value)
