"""The levels at which an agent works, and what it changes when it sees refusals (domain.md 6.2, rule 8)."""

from collections.abc import Mapping
from dataclasses import dataclass

from mingjian.simulation.priors import Rings

__all__ = ["Levels", "adapted", "starting_levels"]

LADDER = {
    "text": ("E0", "E1", "E2", "E3"),
    "device": ("N0", "N1", "N2", "N3"),
    "tags": ("R0", "R1", "R2"),
}
# Additive recurrences with quadratic irrationals: a few agents cover every axis as evenly as may be.
STEPS = {"spin": 0.6180, "forgery": 0.4142, "sourcing": 0.3028, "schedule": 0.7321}


@dataclass(frozen=True, slots=True)
class Levels:
    """The levels at which an agent works."""

    spin: str
    forgery: str
    sourcing: str
    schedule: str

    def axes(self) -> tuple[tuple[str, str], ...]:
        """As the truth file names them."""
        return (
            ("spin", self.spin), ("forgery", self.forgery), ("sourcing", self.sourcing), ("schedule", self.schedule),
        )  # fmt: skip


def starting_levels(place: int, rings: Rings, start: float) -> Levels:
    """The levels of a world's agent number ``place``.

    Parameters
    ----------
    place : int
        From 0.
    rings : Rings
        With the levels' weights.
    start : float
        0-1; where this world's sequences begin.
    """
    chosen = {}
    for axis, step in STEPS.items():
        weights: Mapping[str, float] = getattr(rings, axis)
        left = (start + (place + 1) * step) % 1 * sum(weights.values())
        for level, weight in weights.items():
            chosen[axis] = level
            left -= weight
            if left < 0:
                break
    return Levels(**chosen)


def adapted(levels: Levels, reason: str) -> Levels:
    """One step up the ladder of what was refused."""
    ladder = LADDER[reason]
    current = {"text": levels.spin, "device": levels.sourcing, "tags": levels.schedule}[reason]
    after = ladder[min(ladder.index(current) + 1, len(ladder) - 1)]
    return Levels(
        spin=after if reason == "text" else levels.spin,
        forgery=levels.forgery,
        sourcing=after if reason == "device" else levels.sourcing,
        schedule=after if reason == "tags" else levels.schedule,
    )
