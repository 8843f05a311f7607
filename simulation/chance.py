"""Named streams of chance: every draw of a world follows from its seed and the name of what is drawn.

Two parts of a world never share a stream, so adding a draw to one part leaves the others as they were, and a
process that draws one picture needs nothing but its name.
"""

import math
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from random import Random
from typing import TypeVar

__all__ = ["count", "lognormal", "stream", "weighted", "within"]

T = TypeVar("T")


def stream(seed: int, *name: str | int) -> Random:
    """A generator of its own for what ``name`` names.

    Examples
    --------
    >>> stream(1, "loan", 7).random() == stream(1, "loan", 7).random()
    True
    >>> stream(1, "loan", 7).random() == stream(1, "loan", 8).random()
    False
    """
    text = "\x1f".join(map(str, (seed, *name)))
    return Random(int.from_bytes(blake2b(text.encode(), digest_size=8).digest()))  # noqa: S311  a world, no secret


def weighted(random: Random, weights: Mapping[T, float]) -> T:
    """Draw a key by its weight."""
    return random.choices(list(weights), list(weights.values()))[0]


def lognormal(random: Random, median: float, spread: float) -> float:
    """Draw from a lognormal distribution by its median; ``spread`` is the deviation of the logarithm."""
    return median * math.exp(random.gauss(0.0, spread))


def count(random: Random, mean: float) -> int:
    """Draw a Poisson count."""
    total, level = 0, random.random()
    chance = below = math.exp(-mean)
    while level > below and total < 10_000:
        total += 1
        chance *= mean / total
        below += chance
    return total


def within(random: Random, span: Sequence[float]) -> float:
    """Draw evenly from a prior's range ``(low, high)``."""
    low, high = span
    return random.uniform(low, high)
