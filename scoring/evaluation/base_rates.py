"""Precision at the operating point if the share of ring filings were another: Bayes on the measured rates.

The share of fraud in a file says nothing about the share elsewhere; every published share comes from an
interested party. So precision is given for a sweep of shares, never for one.
"""

from dataclasses import dataclass

from mingjian.scoring.evaluation.flags import Flags

__all__ = ["BaseRate", "base_rates"]

FRAUD_SHARES = (0.02, 0.05, 0.1, 0.2, 0.3, 0.5)


@dataclass(frozen=True, slots=True)
class BaseRate:
    """Share of flagged rows that a ring filed, were ``fraud_share`` of all rows filed by rings.

    ``precision_low`` takes the upper bound of the false-flag rate instead of the rate.
    """

    fraud_share: float
    precision: float | None
    precision_low: float | None
    reason: str | None = None


def base_rates(flags: Flags) -> tuple[BaseRate, ...]:
    """Weigh the measured rates anew; rows that are neither genuine nor a ring's stay out."""
    recall, found = flags.point.reached, flags.overall.flagged
    if recall is None or found.rate is None or found.upper is None:
        reason = flags.point.reason or found.reason
        return tuple(BaseRate(part, None, None, reason) for part in FRAUD_SHARES)
    return tuple(
        BaseRate(part, _precision(part, recall, found.rate), _precision(part, recall, found.upper))
        for part in FRAUD_SHARES
    )


def _precision(part: float, recall: float, fallout: float) -> float:
    return part * recall / (part * recall + (1 - part) * fallout)
