"""A figure: one measured number with its target and the runs behind it."""

from dataclasses import dataclass
from statistics import median
from typing import Any

__all__ = ["Figure"]


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of the table.

    Attributes
    ----------
    zh, en : str
        What was measured.
    runs : tuple of float
        Every repeat; the value is their median. Empty when it could not be measured.
    unit : str
    at_least, at_most : float or None
        The target, if there is one.
    note : str
        Why there is no value, or what the value leaves out.
    """

    zh: str
    en: str
    runs: tuple[float, ...]
    unit: str
    at_least: float | None = None
    at_most: float | None = None
    note: str = ""

    @property
    def value(self) -> float | None:
        """Median of the runs."""
        return median(self.runs) if self.runs else None

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None without a target or a value."""
        if self.value is None or (self.at_least is None and self.at_most is None):
            return None
        high_enough = self.at_least is None or self.value >= self.at_least
        return high_enough and (self.at_most is None or self.value <= self.at_most)

    @property
    def shown(self) -> str:
        """The value for people.

        Examples
        --------
        >>> Figure("次", "runs", (2613.7, 2711.2, 2590.1), "/s").shown
        '2,614 /s'
        """
        if self.value is None:
            return f"— {self.note}".rstrip()
        digits = 0 if abs(self.value) >= 100 else 1 if abs(self.value) >= 10 else 2
        return f"{self.value:,.{digits}f} {self.unit}".rstrip()

    @property
    def target(self) -> str:
        """The target for people, empty without one."""
        if self.at_least is not None:
            return f"≥ {self.at_least:,g}"
        return "" if self.at_most is None else f"≤ {self.at_most:,g}"

    def record(self) -> dict[str, Any]:
        """The figure for JSON."""
        return {
            "zh": self.zh,
            "en": self.en,
            "value": self.value,
            "unit": self.unit,
            "runs": list(self.runs),
            "at_least": self.at_least,
            "at_most": self.at_most,
            "met": self.met,
            "note": self.note,
        }
