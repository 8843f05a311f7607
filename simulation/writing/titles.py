"""Which headline goes with what is told."""

from collections.abc import Sequence
from random import Random

__all__ = ["title"]

# The headline of what is told first; other violations have a general one.
TITLES = {
    "calls_many": "title_calls", "calls_vague": "title_calls", "calls_after_refusal": "title_calls",
    "ai_calls": "title_calls", "night_call": "title_night", "otp_bombing": "title_calls",
    "contact_call": "title_contacts", "contacts_many": "title_contacts", "emergency_contact": "title_contacts",
    "contact_sms": "title_contacts", "workplace": "title_contacts", "village_school": "title_contacts",
    "consent_missing": "title_contacts", "stranger_called": "title_contacts",
    "threat": "title_threat", "threat_job": "title_threat", "threat_vague": "title_threat", "legal_scare": "title_threat",
    "insult": "title_insult", "insult_vague": "title_insult", "shouting": "title_insult",
    "impersonation": "title_impersonation", "impersonation_check": "title_impersonation",
    "identity_theft": "title_identity", "unowed_settled": "title_settled", "wrong_number": "title_stranger",
    "price": "title_price", "hidden_terms": "title_price", "wrong_amount": "title_price",
    "upfront_cut": "title_upfront", "guarantee_fee": "title_guarantee", "membership_fee": "title_membership",
    "early_settlement": "title_early", "wrong_deduction": "title_deduction", "credit_report": "title_credit",
    "service_bad": "title_service", "refund_delay": "title_service", "account_frozen": "title_service",
    "loan_refused": "title_service", "deferral_wish": "title_negotiate", "agreement_broken": "title_negotiate",
    "collective_course": "title_collective", "reminder_sms_plain": "title_generic", "one_normal_call": "title_generic",
    "visit_polite": "title_generic",
}  # fmt: skip
# Headlines that say what no other one says.
UNLIKE = frozenset({"title_identity", "title_settled", "title_stranger"})
# Share with a general cry of violence: where a collector's deed is told, and where none is.
LOUD = {True: 0.4, False: 0.12}


def title(kinds: Sequence[str], conduct: bool, labelled: bool, random: Random) -> str:
    """Draw the symbol of a headline.

    Parameters
    ----------
    kinds : sequence of str
        What is told, the gravest first.
    conduct : bool
        Whether a collector's deed is told.
    labelled : bool
        Whether the filer calls it violence.
    """
    first = TITLES.get(kinds[0], "title_violent" if conduct else "title_generic") if kinds else ""
    if first in UNLIKE:
        return first if random.random() < 0.8 else "title_generic"
    if labelled and random.random() < LOUD[conduct]:
        return "title_violent"
    if first and random.random() < 0.8:
        return first
    return "title_generic" if first else random.choice(("title_generic", "title_negotiate"))
