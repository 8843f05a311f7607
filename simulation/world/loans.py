"""Loans, and the moment from which one is overdue."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from mingjian.simulation.chance import lognormal
from mingjian.simulation.priors import People
from mingjian.simulation.world.lenders import Lender

__all__ = ["Loan", "disputed", "lend"]

TERMS = (3, 6, 6, 9, 12, 12, 12, 12, 18, 24, 24, 36)


@dataclass(frozen=True, slots=True)
class Loan:
    """A loan; sums are yuan.

    Attributes
    ----------
    received : float
        What was paid out; less than the principal when something was cut beforehand.
    overdue : date
        First day on which an instalment is missed.
    """

    lender: Lender
    principal: float
    received: float
    terms: int
    instalment: float
    start: date
    paid_terms: int
    overdue: date

    @property
    def paid(self) -> float:
        """What was repaid."""
        return round(self.paid_terms * self.instalment, 2)

    @property
    def owed(self) -> float:
        """What is left to pay."""
        return round(max(1, self.terms - self.paid_terms) * self.instalment, 2)

    @property
    def yearly(self) -> str:
        """The yearly price as people write it."""
        return f"{100 * self.lender.rate:.4g}%"


def lend(lender: Lender, overdue: date, people: People, random: Random) -> Loan:
    """A loan of a lender that falls overdue on a day."""
    principal = people.amount_cap * 2
    while principal > people.amount_cap:
        principal = lognormal(random, people.amount_median, people.amount_spread)
    principal = float(max(500, round(principal, -2)))
    terms = random.choice(TERMS)
    paid = random.randrange(terms)
    monthly = lender.rate / 12
    instalment = principal * monthly / (1 - (1 + monthly) ** -terms)
    cut = random.random() < 0.06
    return Loan(
        lender=lender,
        principal=principal,
        received=round(principal * random.uniform(0.82, 0.95), -1) if cut else principal,
        terms=terms,
        instalment=round(instalment, 2),
        start=overdue - timedelta(days=30 * (paid + 1) + random.randrange(6)),
        paid_terms=paid,
        overdue=overdue,
    )


def disputed(loan: Loan, random: Random) -> float | None:
    """The sum in dispute as a filer states it, or nothing."""
    if random.random() < 0.06:
        return None
    amounts = (loan.principal, loan.owed, loan.principal, loan.owed * random.uniform(0.2, 1))
    return float(round(random.choice(amounts), random.choice((0, 0, 0, 2))))
