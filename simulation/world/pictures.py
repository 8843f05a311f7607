"""What people do to a screenshot before they hand it in, whoever took it."""

from collections.abc import Mapping
from random import Random

__all__ = ["afterwards"]


def afterwards(rates: Mapping[str, float], random: Random) -> tuple[tuple[str, float], ...]:
    """Edits with their amounts: hide names (G11), crop, photograph the screen.

    Parameters
    ----------
    rates : mapping of str to float
        The world's values of its priors.
    random : Random
    """
    edits = []
    if random.random() < rates["filing.long_screens"]:
        edits.append(("long", 1.0))
    if random.random() < rates["filing.redacts"]:
        edits.append(("redact", random.random()))
    if random.random() < rates["filing.photographs"]:
        edits.append(("photograph", random.random()))
    elif random.random() < 0.12:
        edits.append(("crop", random.uniform(0.02, 0.2)))
    if random.random() < 0.08:
        edits.append(("resize", random.uniform(0.5, 0.9)))
    return tuple(edits)
