"""A lender's contact log: what its people entered, with gaps. It is one party's evidence (L1).

Calls from agencies' private phones are never in it, and part of the rest is missing.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from typing import Any

from mingjian.simulation.chance import stream
from mingjian.simulation.complainants.evidence import LOOK_BACK, broadcasts, message
from mingjian.simulation.setting import Setting
from mingjian.simulation.world.calendar import at_hour
from mingjian.simulation.world.cases import Case
from mingjian.simulation.world.incidents import DAYTIME, Incident

__all__ = ["contacts"]

ANSWERED = 0.3
COUNTERPARTS = {"V03": "contact", "V04": "employer"}


def contacts(case: Case, setting: Setting) -> Iterator[dict[str, Any]]:
    """The log's rows about one borrower, in no order; nothing when the lender hands no log over."""
    loan = case.loan
    if not loan.lender.hands_log:
        return
    random = stream(setting.seed, "log", case.person.number, loan.lender.number)
    gaps = setting.rates["observation.log_gaps"]
    for row in _all(case, random):
        if random.random() >= gaps:
            yield {
                "lender": loan.lender.name,
                "borrower": {"phone": case.person.phone, "id_number": case.person.id_number},
                **row,
            }


def _all(case: Case, random: Random) -> Iterator[dict[str, Any]]:
    agency, private = case.agency, max(0.0, case.agency.private)
    for incident in case.incidents:
        if (
            incident.channel != "none"
            and incident.code not in {"V13"}
            and random.random() >= private
        ):
            yield from _rows(incident, case, random)
    for batch in broadcasts(case, case.filed_at):
        line = message(batch, case.person, case.loan, agency)
        yield _row(line.at, "sms", True, 0, "self", agency.name, batch.sender, line.text)
    day = max(case.loan.overdue, case.filed_at.date() - timedelta(days=LOOK_BACK))
    while day < case.filed_at.date():
        for _ in range(random.choice((0, 0, 1, 1, 2))):
            at = at_hour(day, random.randrange(*DAYTIME), random)
            yield _call(at, case, "self", random)
        day += timedelta(days=1)


def _rows(incident: Incident, case: Case, random: Random) -> Iterator[dict[str, Any]]:
    who = COUNTERPARTS.get(incident.code or "", "self")
    if incident.channel != "call":
        yield _row(
            incident.at, incident.channel, True, 0, who, case.agency.name, case.agency.hotline, ""
        )
        return
    tries = incident.values.get("count")
    many = incident.kind.startswith("calls") and isinstance(tries, int)
    moment = incident.at
    for _ in range(tries if many and isinstance(tries, int) else 1):
        yield _call(moment, case, who, random)
        moment += timedelta(minutes=random.expovariate(1 / 30))


def _call(at: datetime, case: Case, who: str, random: Random) -> dict[str, Any]:
    answered = random.random() < ANSWERED
    seconds = round(random.lognormvariate(4.0, 0.9)) if answered else 0
    channel = "ai_call" if random.random() < 0.2 else "call"
    return _row(at, channel, answered, seconds, who, case.agency.name, case.agency.hotline, "")


def _row(
    at: datetime,
    channel: str,
    answered: bool,
    seconds: int,
    who: str,
    agency: str,
    number: str,
    text: str,
) -> dict[str, Any]:
    return {
        "at": at.isoformat(timespec="seconds"), "channel": channel, "direction": "out", "answered": answered,
        "duration_s": seconds, "counterpart": who, "agency": agency, "number": number, "text": text,
    }  # fmt: skip
