"""Quarrels that are not about collection: price, fees, refunds, service; debts that are not owed; merchants that ran away."""

from datetime import date, datetime
from random import Random

from mingjian.simulation.world.calendar import at_hour
from mingjian.simulation.world.incidents import Incident, Value
from mingjian.simulation.world.loans import Loan
from mingjian.simulation.writing.grammar import Grammar

__all__ = ["merchant_gone", "not_owed", "outage", "quarrel", "stolen_identity"]

# The title symbol goes with the kind of quarrel; weights are the share of filers with it.
QUARRELS = {
    "price": 24, "guarantee_fee": 10, "membership_fee": 8, "early_settlement": 8, "upfront_cut": 4,
    "wrong_deduction": 6, "credit_report": 8, "account_frozen": 4, "refund_delay": 5, "hidden_terms": 5,
    "service_bad": 6, "loan_refused": 3, "deferral_wish": 14, "wrong_amount": 4, "agreement_broken": 4,
}  # fmt: skip


def quarrel(loan: Loan, day: date, words: Grammar, random: Random) -> Incident:
    """A dispute about the loan itself (G12 when it is labelled as violence)."""
    kind = random.choices(list(QUARRELS), list(QUARRELS.values()))[0]
    values = _sums(loan, random)
    values["rate"] = loan.yearly
    values["days"] = random.randrange(5, 60)
    return Incident(kind, _moment(day, random), values)


def outage(loan: Loan, day: date, words: Grammar, random: Random) -> Incident:
    """The app failed, and money was taken twice or not at all."""
    kind = random.choice(("wrong_deduction", "service_bad", "wrong_deduction", "account_frozen"))
    return Incident(kind, _moment(day, random), _sums(loan, random))


def not_owed(loan: Loan, day: date, words: Grammar, random: Random) -> Incident:
    """Collected from although settled, or although somebody else owes (V19)."""
    values: dict[str, Value] = {"count": random.randrange(2, 30)}
    kind = random.choice(("unowed_settled", "unowed_settled", "wrong_number"))
    return Incident(kind, _moment(day, random), values, "V19", "S2", "call")


def stolen_identity(loan: Loan, day: date, words: Grammar, random: Random) -> Incident:
    """A loan in the name of somebody who never asked for one (G16)."""
    values: dict[str, Value] = {"amount": loan.principal}
    return Incident("identity_theft", _moment(day, random), values, "V19", "S2")


def merchant_gone(loan: Loan, day: date, merchant: str, random: Random) -> Incident:
    """The school or agency that arranged the loan has closed (G13)."""
    values: dict[str, Value] = {"who": merchant, "principal": loan.principal}
    return Incident("collective_course", _moment(day, random), values)


def _sums(loan: Loan, random: Random) -> dict[str, Value]:
    return {
        "principal": loan.principal,
        "received": loan.received,
        "instalment": loan.instalment,
        "terms": loan.terms,
        "paid": loan.paid,
        "amount": round(loan.owed * random.uniform(0.05, 1.0), random.choice((0, 0, 2))),
        "fee": float(round(loan.principal * random.uniform(0.01, 0.12), random.choice((-1, 0, 2)))),
    }


def _moment(day: date, random: Random) -> datetime:
    return at_hour(day, random.randrange(8, 21), random)
