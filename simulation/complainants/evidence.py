"""What is left on a person's phone of what happened, and the screenshots that the person takes of it."""

from datetime import datetime, timedelta
from random import Random

from mingjian.simulation.chance import stream
from mingjian.simulation.filing import Message, Picture
from mingjian.simulation.setting import Setting
from mingjian.simulation.world.agencies import Agency, Batch
from mingjian.simulation.world.cases import Case
from mingjian.simulation.world.loans import Loan
from mingjian.simulation.world.people import Person
from mingjian.simulation.world.pictures import afterwards
from mingjian.simulation.writing.grammar import fill

__all__ = ["addressed", "broadcasts", "message", "screenshots"]

LOOK_BACK = 21  # days of messages that somebody scrolls through
COUNTS = (1, 1, 1, 1, 2, 2, 3, 4, 5)
OTHERS = (
    "other_delivery",
    "other_bank",
    "other_code",
    "other_carrier",
    "other_promo",
    "other_family",
    "other_work",
)
CHATTY = frozenset({"impersonation", "exposure", "exposure_photo", "location", "fees_private"})


def broadcasts(case: Case, until: datetime) -> list[Batch]:
    """Broadcasts of the collecting agency that reached this debtor, the newest first."""
    found = []
    for back in range(LOOK_BACK):
        day = until.date() - timedelta(days=back)
        if day <= case.loan.overdue:
            break
        batch = case.agency.batch(day)
        if batch and batch.at < until and stream(
            case.agency.seed, "reached", batch.name, case.person.number
        ).random() < 0.6:  # fmt: skip
            found.append(batch)
    return found


def message(batch: Batch, person: Person, loan: Loan, agency: Agency) -> Message:
    """A broadcast as one debtor receives it: own name, own sum, own second."""
    random = stream(agency.seed, "sms", batch.name, person.number)
    days = max(1, (batch.at.date() - loan.overdue).days)
    slots = {
        "name": addressed(person, random),
        "lender": loan.lender.name,
        "amount": f"{loan.owed:.2f}元",
        "days": str(days),
        "deadline": f"今日{16 + batch.at.day % 5}:00前",
        "hotline": agency.hotline,
        "case_no": f"{batch.at:%Y%m%d}{random.randrange(10_000):04d}",
        "agency": agency.name,
        "organ": agency.organs[batch.at.toordinal() % len(agency.organs)],
    }
    return Message(
        batch.at + timedelta(seconds=random.randrange(1500)), fill(batch.family.pattern, slots)
    )


def addressed(person: Person, random: Random) -> str:
    """A person as a message addresses her: part of the name hidden, as lenders do."""
    name = person.name
    return random.choice(
        (f"{name[0]}**", f"{name[0]}{'先生' if person.number % 2 else '女士'}", name)
    )


def screenshots(case: Case, setting: Setting, at: datetime, random: Random) -> tuple[Picture, ...]:
    """What the person photographs from the own phone before filing."""
    reached = broadcasts(case, at)
    makers = []
    if reached:
        makers += [_sms, _sms, _sms, _inbox]
    if case.agency.number >= 0 and any(i.kind in CHATTY for i in case.incidents):
        makers += [_chat, _chat]
    if any(i.channel == "call" for i in case.incidents):
        makers += [_calls]
    if not makers:
        return ()
    made: list[Picture] = []
    for place in range(random.choice(COUNTS)):
        maker = random.choice(makers)
        taken = at - timedelta(minutes=3 + random.expovariate(1 / 90))
        picture = maker(case, setting, reached, taken, f"{case.person.number}-{place}", random)
        if picture and picture.shot not in {other.shot for other in made}:
            made.append(picture)
    return tuple(made)


def _sms(
    case: Case,
    setting: Setting,
    reached: list[Batch],
    taken: datetime,
    shot: str,
    random: Random,
) -> Picture | None:
    seen = [batch for batch in reached if batch.at < taken]
    if not seen:
        return None
    batch = random.choice(seen[:3])
    thread = [other for other in seen if other.sender == batch.sender][:3]
    lines = [message(one, case.person, case.loan, case.agency) for one in reversed(thread)]
    lines = [line for line in lines if line.at < taken]
    if not lines:
        return None
    name = f"p{case.person.number}"
    return Picture(
        phone=name, shot=shot, taken=taken, view="sms", title=batch.sender, messages=tuple(lines),
        edits=afterwards(setting.rates, random), people=_names(case.person), capture=f"{name}/{shot}",
        broadcast=batch.name,
    )  # fmt: skip


def _inbox(
    case: Case,
    setting: Setting,
    reached: list[Batch],
    taken: datetime,
    shot: str,
    random: Random,
) -> Picture | None:
    """The list of threads: the collector's messages among those of the day."""
    seen = [batch for batch in reached if batch.at < taken][:4]
    if not seen:
        return None
    lines = [message(batch, case.person, case.loan, case.agency) for batch in seen]
    rows = [
        Message(line.at, line.text, batch.sender) for line, batch in zip(lines, seen, strict=True)
    ]
    phrases, first = setting.phrases, min(line.at for line in lines)
    for _ in range(random.randint(2, 7)):
        at = first + (taken - first) * random.random()
        values = {
            "clock": f"{at:%H:%M}", "amount": f"{random.uniform(3, 900):.2f}元",
            "card": f"{random.randrange(10**4):04d}", "code": f"{random.randrange(10**6):06d}",
        }  # fmt: skip
        text = phrases.say(random.choice(OTHERS), random, values)
        rows.append(Message(at, text, phrases.say("sender_service", random, {})))
    newest = {row.kind: row for row in sorted(rows, key=lambda row: row.at) if row.at < taken}
    name = f"p{case.person.number}"
    return Picture(
        phone=name, shot=shot, taken=taken, view="list", title="", messages=tuple(newest.values()),
        edits=afterwards(setting.rates, random), people=_names(case.person), capture=f"{name}/{shot}",
        broadcast=seen[0].name,
    )  # fmt: skip


def _calls(
    case: Case,
    setting: Setting,
    reached: list[Batch],
    taken: datetime,
    shot: str,
    random: Random,
) -> Picture | None:
    heavy = [i for i in case.incidents if i.kind.startswith("calls") and i.at < taken]
    spoken = [i for i in case.incidents if i.channel == "call" and i.at < taken]
    if not spoken:
        return None
    worst = random.choice(heavy or spoken)
    tries = worst.values.get("count")
    number = tries if isinstance(tries, int) else random.randrange(1, 4)
    lines = []
    moment = worst.at
    for _ in range(min(number, 14)):
        moment += timedelta(minutes=random.expovariate(1 / 28))
        if moment >= taken:
            break
        caller = case.agency.senders[0][:4] + f"{random.randrange(10**6):06d}"
        shown = random.choice(
            (case.agency.hotline, caller, f"1700000{random.randrange(10**4):04d}")
        )
        lines.append(Message(moment, shown, "missed" if random.random() < 0.6 else "in"))
    if not lines:
        lines = [Message(worst.at, case.agency.hotline, "in")]
    name = f"p{case.person.number}"
    return Picture(
        phone=name, shot=shot, taken=taken, view="calls", title="", messages=tuple(lines),
        edits=afterwards(setting.rates, random), capture=f"{name}/{shot}",
    )  # fmt: skip


def _chat(
    case: Case,
    setting: Setting,
    reached: list[Batch],
    taken: datetime,
    shot: str,
    random: Random,
) -> Picture | None:
    cause = next((i for i in case.incidents if i.kind in CHATTY and i.at < taken), None)
    if cause is None:
        return None
    phrases, organ = setting.phrases, random.choice(case.agency.organs)
    symbols = ["chat_hello"]
    symbols += random.choices(
        ("chat_press", "chat_scare", "chat_threat", "chat_debtor"), k=random.randint(2, 5)
    )
    special = {
        "impersonation": "chat_impersonation",
        "location": "chat_location",
        "fees_private": "chat_pay",
    }
    symbols.append(special.get(cause.kind, "chat_press"))
    slots = {
        "lender": case.loan.lender.name, "amount": f"{case.loan.owed:.0f}", "organ": organ, "name": case.person.name,
        "place": random.choice(phrases.words("place")), "days": str((cause.at.date() - case.loan.overdue).days),
    }  # fmt: skip
    moment, lines = cause.at, []
    for symbol in symbols:
        moment += timedelta(seconds=random.randrange(10, 900))
        kind = "map" if symbol == "chat_location" and random.random() < 0.6 else "text"
        text = slots["place"] if kind == "map" else phrases.say(symbol, random, slots)
        lines.append(Message(moment, text, kind, symbol == "chat_debtor"))
    kept = tuple(line for line in lines if line.at < taken)
    title = random.choice(
        (organ, f"{case.loan.lender.aliases[-2]}专员", "A法务部", case.agency.name[:4])
    )
    name = f"p{case.person.number}"
    return (kept and Picture(
        phone=name, shot=shot, taken=taken, view="chat", title=title, messages=kept,
        edits=afterwards(setting.rates, random), people=_names(case.person), capture=f"{name}/{shot}",
    )) or None  # fmt: skip


def _names(person: Person) -> tuple[str, ...]:
    return (person.name, f"{person.name[0]}**", f"{person.name[0]}先生", f"{person.name[0]}女士")
