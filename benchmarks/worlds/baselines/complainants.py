"""Who complains: when two complaints are of another complainant, and not one person filing twice."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["Complainants", "Row", "Rows", "codes"]

Row = Mapping[str, Any]
Rows = Sequence[Row]
Pairs = NDArray[np.intp]


def codes(values: Sequence[Hashable | None]) -> NDArray[np.intp]:
    """Number of each value, from 0; -1 where there is none.

    Examples
    --------
    >>> codes(["a", None, "b", "a"]).tolist()
    [0, -1, 1, 0]
    """
    known: dict[Hashable, int] = {}
    return np.array(
        [-1 if value is None else known.setdefault(value, len(known)) for value in values], np.intp
    )


class Complainants:
    """Tells complainants apart by what their complaints name.

    Equal ID numbers are one person, and so are equal names. Only where one of the two is not named, an equal
    phone or account tells: an agent's own phone or account does not make its clients one person.

    Parameters
    ----------
    rows : sequence of complaints
    """

    def __init__(self, rows: Rows) -> None:
        parties = [row.get("complainant") or {} for row in rows]
        self._id, self._name, self._phone = (
            codes([party.get(field) for party in parties])
            for field in ("id_number", "name", "phone")
        )
        self._account = codes(
            [
                (row["platform"], party["account_id"]) if party.get("account_id") else None
                for row, party in zip(rows, parties, strict=True)
            ]
        )

    def differ(self, one: Pairs, other: Pairs) -> NDArray[np.bool_]:
        """Whether the complainants of row ``one[k]`` and row ``other[k]`` are two persons."""

        def equal(field: NDArray[np.intp]) -> NDArray[np.bool_]:
            found: NDArray[np.bool_] = (field[one] == field[other]) & (field[one] >= 0)
            return found

        named = (self._name[one] >= 0) & (self._name[other] >= 0)
        same = equal(self._id) | equal(self._name)
        same |= ~named & (equal(self._phone) | equal(self._account))
        apart: NDArray[np.bool_] = ~same & (one != other)
        return apart
