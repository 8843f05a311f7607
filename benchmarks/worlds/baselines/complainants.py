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

    Equal ID numbers are one person, and so are equal names; a borrower for whom somebody files is taken for the
    complainant too. Only where one of the two complaints names nobody, an equal phone or account tells: an
    agent's own phone or account does not make its clients one person.

    Parameters
    ----------
    rows : sequence of complaints
    """

    def __init__(self, rows: Rows) -> None:
        filers = [row.get("complainant") or {} for row in rows]
        parties = [*filers, *((row.get("borrower") or {}) for row in rows)]
        self._id, self._name = (
            codes([party.get(field) for party in parties]).reshape(2, -1)
            for field in ("id_number", "name")
        )
        self._phone, self._account = (
            codes([party.get(field) for party in filers])[None] for field in ("phone", "account_id")
        )

    def differ(self, one: Pairs, other: Pairs) -> NDArray[np.bool_]:
        """Whether the complainants of row ``one[k]`` and row ``other[k]`` are two persons."""

        def equal(field: NDArray[np.intp]) -> NDArray[np.bool_]:
            found = np.zeros(len(one), bool)
            for mine in field:
                for theirs in field:
                    found |= (mine[one] == theirs[other]) & (mine[one] >= 0)
            return found

        named = (self._name[0, one] >= 0) & (self._name[0, other] >= 0)
        same = equal(self._id) | equal(self._name)
        same |= ~named & (equal(self._phone) | equal(self._account))
        apart: NDArray[np.bool_] = ~same & (one != other)
        return apart
