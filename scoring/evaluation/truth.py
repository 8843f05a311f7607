"""The truth file: who was right, row by row, read strictly and kept in columns."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Literal, Self, TypeVar

import numpy as np
import orjson
from numpy.typing import NDArray
from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    ValidationError,
    model_validator,
)

from mingjian.fingerprints.contract import parse_time
from mingjian.fingerprints.errors import UnreadableInput

__all__ = ["SLICES", "Truth", "TruthRow", "json_rows", "read_truth", "refuse_repeats", "validated"]

PLAIN = "plain"
AGENT_FILED = "G14"
SLICES = (*(f"G{number}" for number in range(1, 18)), PLAIN)
KIND = re.compile(r"(plain|G([1-9]|1[0-7])|ring:.+)", re.S)
Row = TypeVar("Row", bound=BaseModel)
Slice = Annotated[str, Field(pattern=r"^(plain|G([1-9]|1[0-7]))$")]


class TruthRow(BaseModel):
    """One line of a truth file; fields that no figure uses are left unread.

    ``kind`` is a world's word for the row, ``reviewer`` a partner's; one of them must be there.
    """

    model_config = ConfigDict(extra="ignore", frozen=True, coerce_numbers_to_str=True)

    complaint_id: Annotated[str, Field(min_length=1)]
    platform: Annotated[str, Field(min_length=1)]
    genuine: StrictBool
    coordinated: StrictBool
    violation: StrictBool
    decided_at: Annotated[datetime, BeforeValidator(parse_time)]
    kind: str | None = None
    reviewer: str | None = None
    slices: list[Slice] | None = None
    severity: Literal["S1", "S2", "S3"] | None = None
    ring: str | None = None
    campaign: str | None = None
    matter: str | None = None
    axes: dict[str, str] | None = None
    synthetic: StrictBool | None = None

    @model_validator(mode="after")
    def _is_known(self) -> Self:
        if not self.kind and not self.reviewer:
            raise ValueError("kind is missing, or reviewer for a reviewed label")
        if self.kind and not KIND.fullmatch(self.kind):
            raise ValueError("kind is none of plain, G1 to G17, ring:<id>")
        return self

    @property
    def uid(self) -> str:
        """``platform:complaint_id``."""
        return f"{self.platform}:{self.complaint_id}"

    @property
    def ring_name(self) -> str | None:
        """The ring, from ``kind`` when it is not given."""
        in_kind = self.kind and self.kind.startswith("ring:")
        return self.ring or (self.kind.removeprefix("ring:") if in_kind and self.kind else None)

    @property
    def looks_like(self) -> tuple[str, ...]:
        """Look-alike slices of a genuine row, ``plain`` when there is none; empty for others."""
        if not self.genuine:
            return ()
        if self.slices is not None:
            listed = self.slices
        elif self.kind and self.kind.startswith("G"):
            listed = [self.kind]
        else:
            # A genuine row of a ring is a victim filed for by an agent; so is a coordinated label.
            agent = self.ring_name is not None or (self.kind is None and self.coordinated)
            listed = [AGENT_FILED] if agent else []
        return tuple(name for name in SLICES if name in listed) or (PLAIN,)

    @property
    def is_synthetic(self) -> bool:
        """Whether no person judged it: it has a world's fields and no reviewer."""
        if self.synthetic is not None:
            return self.synthetic
        return not self.reviewer


@dataclass(frozen=True, slots=True, eq=False)
class Truth:
    """A truth file in columns, one entry a row.

    Attributes
    ----------
    uids : tuple of str
        ``platform:complaint_id``.
    genuine, coordinated, violation : ndarray of bool
    slices : tuple of tuple of str
        Of :data:`SLICES`; empty for rows that are not genuine.
    severity, ring, campaign, matter : tuple of str or None
    axes : tuple of mapping
        Level by axis of an agent's filing; empty for others.
    synthetic : bool
        Whether any row is invented; then every result says so.
    """

    uids: tuple[str, ...]
    genuine: NDArray[np.bool_]
    coordinated: NDArray[np.bool_]
    violation: NDArray[np.bool_]
    slices: tuple[tuple[str, ...], ...]
    severity: tuple[str | None, ...]
    ring: tuple[str | None, ...]
    campaign: tuple[str | None, ...]
    matter: tuple[str | None, ...]
    axes: tuple[Mapping[str, str], ...]
    synthetic: bool

    @classmethod
    def of(cls, rows: Sequence[TruthRow]) -> Self:
        """Put rows into columns."""
        return cls(
            uids=tuple(row.uid for row in rows),
            genuine=np.array([row.genuine for row in rows], bool),
            coordinated=np.array([row.coordinated for row in rows], bool),
            violation=np.array([row.violation for row in rows], bool),
            slices=tuple(row.looks_like for row in rows),
            severity=tuple(row.severity for row in rows),
            ring=tuple(row.ring_name for row in rows),
            campaign=tuple(row.campaign for row in rows),
            matter=tuple(row.matter for row in rows),
            axes=tuple(row.axes or {} for row in rows),
            synthetic=any(row.is_synthetic for row in rows),
        )

    def __len__(self) -> int:
        return len(self.uids)

    def take(self, order: Sequence[int] | NDArray[np.intp]) -> "Truth":
        """These rows, in this order."""
        at = np.asarray(order, np.intp)
        return Truth(
            uids=tuple(self.uids[i] for i in at),
            genuine=self.genuine[at],
            coordinated=self.coordinated[at],
            violation=self.violation[at],
            slices=tuple(self.slices[i] for i in at),
            severity=tuple(self.severity[i] for i in at),
            ring=tuple(self.ring[i] for i in at),
            campaign=tuple(self.campaign[i] for i in at),
            matter=tuple(self.matter[i] for i in at),
            axes=tuple(self.axes[i] for i in at),
            synthetic=self.synthetic,
        )

    @property
    def in_ring(self) -> NDArray[np.bool_]:
        """Rows that an agent's ring filed."""
        return np.array([ring is not None for ring in self.ring], bool)

    @property
    def agent_filed(self) -> NDArray[np.bool_]:
        """Genuine rows of slice G14."""
        return np.array([AGENT_FILED in slices for slices in self.slices], bool)

    def slice_masks(self) -> dict[str, NDArray[np.bool_]]:
        """Genuine rows of every slice, in the order of :data:`SLICES`; a row may be in several."""
        return {name: np.array([name in found for found in self.slices], bool) for name in SLICES}


def read_truth(path: Path) -> Truth:
    """Read a truth file, JSON Lines.

    Raises
    ------
    UnreadableInput
        When a row lacks a field of the contract, has a wrong one, or repeats a complaint; the
        message has the row's number, never a value.
    """
    rows = [validated(TruthRow, row, f"{path}: row {number}") for number, row in json_rows(path)]
    if not rows:
        raise UnreadableInput(f"{path}: the truth file has no rows")
    refuse_repeats(path, [row.uid for row in rows])
    return Truth.of(rows)


def refuse_repeats(path: Path, uids: Sequence[str]) -> None:
    """Refuse a file in which a complaint stands twice.

    Raises
    ------
    UnreadableInput
        With the numbers of the two rows.
    """
    seen: dict[str, int] = {}
    for number, uid in enumerate(uids, 1):
        if seen.setdefault(uid, number) != number:
            raise UnreadableInput(
                f"{path}: row {number} repeats the platform and complaint_id of row {seen[uid]}"
            )


def json_rows(path: Path) -> Iterator[tuple[int, Any]]:
    """Yield numbered rows of a JSON Lines file; blank lines do not count.

    Raises
    ------
    UnreadableInput
        When the file cannot be opened, or a line is no JSON object.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableInput(f"cannot read {path}: {error.strerror}") from None
    lines = content.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    for number, line in enumerate((line for line in lines if line.strip()), 1):
        try:
            row = orjson.loads(line)
        except orjson.JSONDecodeError:
            row = None
        if not isinstance(row, dict):
            raise UnreadableInput(f"{path}: row {number} is not a JSON object")
        yield number, row


def validated(model: type[Row], row: Any, where: str) -> Row:
    """Validate one row, or say where it is wrong without quoting it."""
    try:
        return model.model_validate(row)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        field = ".".join(str(part) for part in first["loc"])
        said = str(first["msg"]).removeprefix("Value error, ")
        raise UnreadableInput(f"{where}: {f'{field}: ' if field else ''}{said}") from None
