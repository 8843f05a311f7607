"""What people add to a story, and when it fits (``outline.toml``)."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

__all__ = ["Part", "outline"]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a story beside what happened.

    Attributes
    ----------
    place : float
        Where it stands: 0 the beginning, 15 the end.
    readiness : float
        0-1; how readily people add it.
    after : frozenset of str
        Told only when one of these violations is; empty: whatever is told.
    contact, owes, paid, official : bool
        Told only when a contact by a collector is told; only by people who owe; only by people who have repaid
        something; only by people who write letters.
    """

    place: float
    readiness: float
    after: frozenset[str] = frozenset()
    contact: bool = False
    owes: bool = False
    paid: bool = False
    official: bool = False

    def fits(
        self, codes: frozenset[str | None], *, contact: bool, owes: bool, paid: bool = True
    ) -> bool:
        """Whether it fits a story that tells these violations."""
        return (
            (contact or not self.contact)
            and (owes or not self.owes)
            and (paid or not self.paid)
            and (not self.after or bool(self.after & codes))
        )


def outline() -> Mapping[str, Part]:
    """All parts, by phrase symbol."""
    path = files("mingjian.simulation.writing") / "outline.toml"
    found = tomllib.loads(path.read_text("utf-8"))
    return {
        symbol: Part(**row | {"after": frozenset(row.get("after", ()))})
        for symbol, row in found.items()
    }
