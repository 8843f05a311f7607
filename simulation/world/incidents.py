"""What happens to a debtor, one incident at a time, before anybody writes about it.

The severity of an incident is that of domain.md part 2; ``code`` is the violation V01-V19 that it commits. An
incident is told, if at all, with the phrase symbol of its kind and with those of its values that are remembered.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from mingjian.simulation.world.agencies import Agency
from mingjian.simulation.world.calendar import at_hour
from mingjian.simulation.world.loans import Loan
from mingjian.simulation.writing.grammar import Grammar

__all__ = ["Incident", "collect", "severest"]

Value = str | int | float | datetime
DAYTIME = (9, 19)  # hours of a shift (S0-09)
CALLS_ANSWERED, CALLS_TRIED = (
    3,
    6,
)  # most a day: answered (GB/T 45251), unanswered (guideline of 2026)
BOMBING = 20


@dataclass(frozen=True, slots=True)
class Incident:
    """Something that happened.

    Attributes
    ----------
    kind : str
        Phrase symbol with which it is told.
    at : datetime
    values : mapping of str to value
        What a teller may know: sums are float, numbers int, times datetime.
    code, severity : str or None
        Violation and its severity; None when nothing was violated.
    channel : str
        As in a contact log: ``call``, ``sms``, ``wechat``, ``visit`` or ``none``.
    """

    kind: str
    at: datetime
    values: Mapping[str, Value]
    code: str | None = None
    severity: str | None = None
    channel: str = "none"


def severest(incidents: list[Incident]) -> str | None:
    """The gravest severity of some incidents; S1 is the gravest."""
    return min((i.severity for i in incidents if i.severity), default=None)


def collect(
    loan: Loan, agency: Agency, until: date, words: Grammar, random: Random
) -> list[Incident]:
    """All that an agency does about one loan until a day, in order of time."""
    first = loan.overdue + timedelta(days=1)
    span = max(1, (until - first).days)
    found: list[Incident] = []

    def day() -> date:
        # Pressure rises: later days are likelier.
        return first + timedelta(days=round(span * max(random.random(), random.random())))

    for manner, chance in LEANINGS.items():
        likely = min(0.95, chance * agency.harshness * agency.manners[manner])
        while random.random() < likely:
            found += MAKERS[manner](day(), loan, agency, words, random)
            likely *= 0.45
    for _ in range(1 + (span > 10)):
        found.append(_ordinary(day(), agency, words, random))
    return sorted(found, key=lambda incident: incident.at)


def _ordinary(day: date, agency: Agency, words: Grammar, random: Random) -> Incident:
    at = at_hour(day, random.randrange(*DAYTIME), random)
    if random.random() < 0.25:
        return Incident("reminder_sms_plain", at, {"days": random.randrange(1, 20)}, channel="sms")
    if random.random() < 0.25 + 0.4 * agency.harshness:
        quote = random.choice(agency.scripts["say_curt"])
        return Incident("shouting", at, {"quote": quote}, channel="call")
    return Incident("one_normal_call", at, {"clock": at}, channel="call")


def _calls(day: date, loan: Loan, agency: Agency, words: Grammar, random: Random) -> list[Incident]:
    tries = max(2, round(random.gammavariate(2.2, 5.0)))
    answered = sum(random.random() < 0.3 for _ in range(tries))
    begin = at_hour(day, random.randrange(8, 13), random)
    end = begin + timedelta(minutes=random.randrange(200, 560))
    if answered <= CALLS_ANSWERED and tries <= CALLS_TRIED:
        return [Incident("one_normal_call", begin, {"clock": begin}, channel="call")]
    values: dict[str, Value] = {"count": tries, "answered": answered, "first": begin, "last": end}
    kind = random.choices(
        ("calls_many", "calls_vague", "calls_after_refusal", "ai_calls"), (50, 32, 12, 6)
    )[0]
    severity = "S2" if tries >= BOMBING else "S3"
    return [Incident(kind, begin, values, "V01", severity, "call")]


def _night(day: date, loan: Loan, agency: Agency, words: Grammar, random: Random) -> list[Incident]:
    at = at_hour(day, random.choice((22, 22, 22, 23, 23, 0, 6, 7, 7)), random)
    return [Incident("night_call", at, {"clock": at}, "V02", "S3", "call")]


def _contacts(
    day: date, loan: Loan, agency: Agency, words: Grammar, random: Random
) -> list[Incident]:
    at = at_hour(day, random.randrange(*DAYTIME), random)
    kin, other = (
        words.words("relation_family"),
        words.words("relation_other") + words.words("relation_work"),
    )
    relation = random.choice(kin if random.random() < 0.6 else other)
    kind = random.choices(
        ("contact_call", "contacts_many", "emergency_contact", "contact_sms", "stranger_called", "consent_missing"),
        (40, 26, 10, 10, 8, 6),
    )[0]  # fmt: skip
    values: dict[str, Value] = {"relation": relation, "count": random.randrange(4, 40)}
    if kind == "contact_sms":
        values["quote"] = random.choice(agency.scripts["say_shame"])
    return [Incident(kind, at, values, "V03", "S2", "sms" if kind == "contact_sms" else "call")]


def _workplace(
    day: date, loan: Loan, agency: Agency, words: Grammar, random: Random
) -> list[Incident]:
    at = at_hour(day, random.randrange(9, 18), random)
    village = random.random() < 0.25
    values: dict[str, Value] = {
        "who": random.choice(words.words("who_village" if village else "who_workplace")),
        "quote": random.choice(agency.scripts["say_shame"]),
    }
    return [Incident("village_school" if village else "workplace", at, values, "V04", "S2", "call")]


def _threat(
    day: date, loan: Loan, agency: Agency, words: Grammar, random: Random
) -> list[Incident]:
    at = at_hour(day, random.randrange(9, 21), random)
    script = random.choices(
        ("say_job", "say_visit", "say_family", "say_contacts", "say_shame", "say_body"),
        (24, 26, 14, 20, 10, 6 + 10 * agency.harshness),
    )[0]
    bodily = script == "say_body"
    kind = "threat_job" if script == "say_job" and random.random() < 0.4 else "threat"
    if random.random() < 0.25 and not bodily:
        kind = "threat_vague"
    values: dict[str, Value] = {"quote": random.choice(agency.scripts[script]), "clock": at}
    return [Incident(kind, at, values, "V05", "S1" if bodily else "S2", "call")]


def _insult(
    day: date, loan: Loan, agency: Agency, words: Grammar, random: Random
) -> list[Incident]:
    at = at_hour(day, random.randrange(9, 21), random)
    kind = random.choice(("insult", "insult_vague"))
    values: dict[str, Value] = {"quote": random.choice(agency.scripts["say_insult"])}
    return [Incident(kind, at, values, "V06", "S3", "call")]


def _impersonation(
    day: date, loan: Loan, agency: Agency, words: Grammar, random: Random
) -> list[Incident]:
    at = at_hour(day, random.randrange(9, 19), random)
    organ = random.choice(agency.organs)
    values: dict[str, Value] = {
        "organ": organ,
        "document": random.choice(words.words("document")),
        "quote": random.choice(agency.scripts["say_impersonation"]).replace("{organ}", organ),
    }
    found = [Incident("impersonation", at, values, "V07", "S2", "call")]
    if random.random() < 0.2:
        found.append(Incident("impersonation_check", at + timedelta(hours=20), values))
    return found


def _scare(day: date, loan: Loan, agency: Agency, words: Grammar, random: Random) -> list[Incident]:
    at = at_hour(day, random.randrange(9, 20), random)
    values: dict[str, Value] = {"quote": random.choice(agency.scripts["say_legal"])}
    return [Incident("legal_scare", at, values, "V08", "S3", "call")]


def _otp(day: date, loan: Loan, agency: Agency, words: Grammar, random: Random) -> list[Incident]:
    at = at_hour(day, random.randrange(10, 22), random)
    minutes = random.choice((5, 8, 10, 15, 20, 30, 40))
    values: dict[str, Value] = {"count": random.randrange(40, 400), "minutes": f"{minutes}分钟"}
    return [Incident("otp_bombing", at, values, "V09", "S2", "sms")]


def _exposure(
    day: date, loan: Loan, agency: Agency, words: Grammar, random: Random
) -> list[Incident]:
    at = at_hour(day, random.randrange(9, 23), random)
    values: dict[str, Value] = {
        "where": random.choice(words.words("exposure_where")),
        "quote": random.choice(agency.scripts["say_shame"]),
        "relation": random.choice(words.words("relation_family")),
    }
    edited = random.random() < 0.2
    kind = "exposure_photo" if edited else "exposure"
    return [Incident(kind, at, values, "V10", "S1" if edited else "S2", "wechat")]


def _location(
    day: date, loan: Loan, agency: Agency, words: Grammar, random: Random
) -> list[Incident]:
    at = at_hour(day, random.randrange(9, 22), random)
    return [Incident("location", at, {}, "V11", "S2", "wechat")]


def _visit(day: date, loan: Loan, agency: Agency, words: Grammar, random: Random) -> list[Incident]:
    at = at_hour(day, random.randrange(9, 23), random)
    values: dict[str, Value] = {
        "people": random.choice(words.words("people_visiting")),
        "minutes": f"{random.choice((10, 20, 30, 40, 60, 90))}分钟",
        "clock": at,
    }
    if random.random() < 0.25:
        return [Incident("visit_polite", at, values, channel="visit")]
    if random.random() < 0.2:
        return [Incident("visit_damage", at, values, "V12", "S2", "visit")]
    return [Incident("visit", at, values, "V12", "S2", "visit")]


def _hidden(
    day: date, loan: Loan, agency: Agency, words: Grammar, random: Random
) -> list[Incident]:
    at = at_hour(day, random.randrange(9, 20), random)
    values: dict[str, Value] = {"number": random.choice(words.words("number_kind"))}
    return [Incident("hidden_identity", at, values, "V13", "S3", "call")]


def _fees(day: date, loan: Loan, agency: Agency, words: Grammar, random: Random) -> list[Incident]:
    at = at_hour(day, random.randrange(9, 20), random)
    values: dict[str, Value] = {"fee": float(random.choice((300, 500, 680, 800, 1000, 1500, 2000)))}
    return [Incident("fees_private", at, values, "V14", "S2", "wechat")]


def _borrow(
    day: date, loan: Loan, agency: Agency, words: Grammar, random: Random
) -> list[Incident]:
    at = at_hour(day, random.randrange(9, 20), random)
    values: dict[str, Value] = {"quote": random.choice(agency.scripts["say_borrow"])}
    return [Incident("pressure_borrow", at, values, "V14", "S2", "call")]


def _outsourcing(
    day: date, loan: Loan, agency: Agency, words: Grammar, random: Random
) -> list[Incident]:
    at = at_hour(day, random.randrange(9, 20), random)
    return [Incident("outsourcing", at, {"agency": agency.name}, "V15", "S3", "call")]


def _data(day: date, loan: Loan, agency: Agency, words: Grammar, random: Random) -> list[Incident]:
    at = at_hour(day, random.randrange(9, 20), random)
    return [Incident("data_use", at, {}, "V17", "S2")]


def _vulnerable(
    day: date, loan: Loan, agency: Agency, words: Grammar, random: Random
) -> list[Incident]:
    at = at_hour(day, random.randrange(9, 21), random)
    kind = random.choices(
        ("vulnerable_ill", "vulnerable_old", "vulnerable_child", "self_harm"), (40, 28, 22, 10)
    )[0]
    values: dict[str, Value] = {"quote": random.choice(agency.scripts["say_indifferent"])}
    if kind == "vulnerable_old" or (kind != "self_harm" and random.random() < 0.5):
        kin = [w for w in words.words("relation_family") if OLD[kind] & set(w)]
        if kin:
            values["relation"] = random.choice(kin)
    if kind == "vulnerable_old" and "relation" not in values:
        values["relation"] = "我妈"
    return [Incident(kind, at, values, "V18", "S1", "call")]


OLD = {
    "vulnerable_old": set("妈爸爷奶公婆母父"),
    "vulnerable_ill": set("妈爸妻婆公母父"),
    "vulnerable_child": set("儿女孩娃"),
}
MAKERS = {
    "calls": _calls, "night": _night, "contacts": _contacts, "workplace": _workplace, "threat": _threat,
    "insult": _insult, "impersonation": _impersonation, "legal_scare": _scare, "otp": _otp,
    "exposure": _exposure, "location": _location, "visit": _visit, "hidden": _hidden, "fees": _fees,
    "borrow": _borrow, "outsourcing": _outsourcing, "data": _data, "vulnerable": _vulnerable,
}  # fmt: skip
# How often each misconduct happens to one debtor at an agency that knows no restraint.
LEANINGS = {
    "calls": 1.5, "night": 0.4, "contacts": 0.9, "workplace": 0.28, "threat": 0.7, "insult": 0.35,
    "impersonation": 0.3, "legal_scare": 0.4, "otp": 0.07, "exposure": 0.08, "location": 0.06, "visit": 0.12,
    "hidden": 0.22, "fees": 0.08, "borrow": 0.1, "outsourcing": 0.14, "data": 0.08, "vulnerable": 0.1,
}  # fmt: skip
