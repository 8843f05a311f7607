"""What a phone shows of a debt, and what people photograph of it: the same for a real phone and for a forger's.

A debtor's phone holds broadcasts, calls and perhaps a chat. Whoever wants evidence leafs through them and takes
one screen after the other, none twice.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from mingjian.simulation.chance import stream
from mingjian.simulation.filing import Message
from mingjian.simulation.world.agencies import Agency, Batch
from mingjian.simulation.world.calendar import evening_leaning
from mingjian.simulation.world.incidents import Incident
from mingjian.simulation.writing.grammar import Grammar, fill

__all__ = [
    "COUNTS",
    "LOOK_BACK",
    "Debt",
    "Screen",
    "Traces",
    "afterwards",
    "moments",
    "reached",
    "received",
    "screens",
    "session",
]

COUNTS = (1, 1, 1, 1, 2, 2, 3, 4, 5)  # pictures of a filing
NEXT = (8, 45)  # seconds from one picture to the next
LOOK_BACK = 21  # days of messages that somebody scrolls through
SPREAD = timedelta(minutes=25)  # until a broadcast is with everybody
PAGE = 3  # messages of a thread that fill a screen, about
WEIGHTS = {"sms": 3, "list": 1, "chat": 2, "calls": 1}
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
ADDED = 0.35  # share of harassed debtors whom an agency's collector adds in a chat as well (S0-06)
SPECIAL = {
    "impersonation": "chat_impersonation",
    "location": "chat_location",
    "fees_private": "chat_pay",
    "threat": "chat_threat",
    "legal_scare": "chat_scare",
}
KEPT = 0.25  # share of people who took their screenshots on an earlier day


@dataclass(frozen=True, slots=True)
class Debt:
    """What messages to a debtor name.

    Attributes
    ----------
    number : int
        Of the debtor; her own seconds and numbers follow from it.
    lender, brand : str
        As registered, and as a chat calls it.
    """

    number: int
    name: str
    lender: str
    brand: str
    owed: float
    overdue: date

    @property
    def names(self) -> tuple[str, ...]:
        """Forms in which messages show the name."""
        first = self.name[0]
        return (self.name, f"{first}**", f"{first}先生", f"{first}女士")

    def addressed(self, random: Random) -> str:
        """The debtor as a message addresses her: part of the name hidden, as lenders do."""
        title = f"{self.name[0]}{'先生' if self.number % 2 else '女士'}"
        return random.choice((f"{self.name[0]}**", title, self.name))


@dataclass(frozen=True, slots=True)
class Traces:
    """What a phone holds of a debt; ``batches`` are the broadcasts that reached it, the newest first."""

    debt: Debt
    agency: Agency
    batches: tuple[Batch, ...]
    incidents: tuple[Incident, ...]


@dataclass(frozen=True, slots=True)
class Screen:
    """What a picture shows; the fields are those of a picture."""

    view: str
    title: str
    messages: tuple[Message, ...]
    broadcast: str | None = None


def session(at: datetime, random: Random) -> datetime:
    """When somebody who files at ``at`` began to take pictures: just before, or on the evening of an earlier day."""
    if random.random() < KEPT:
        return evening_leaning(at.date() - timedelta(days=random.randint(1, 6)), random)
    return at - timedelta(minutes=5 + random.expovariate(1 / 90))


def moments(begun: datetime, number: int, random: Random) -> list[datetime]:
    """When each of some pictures is taken, one after the other."""
    made = [begun]
    while len(made) < number:
        made.append(made[-1] + timedelta(seconds=random.randint(*NEXT)))
    return made


def reached(agency: Agency, number: int, overdue: date, until: datetime) -> tuple[Batch, ...]:
    """Broadcasts of an agency that reached one debtor, the newest first."""
    found = []
    for back in range(LOOK_BACK):
        day = until.date() - timedelta(days=back)
        if day <= overdue:
            break
        batch = agency.batch(day)
        if batch and batch.at < until and stream(
            agency.seed, "reached", batch.name, number
        ).random() < 0.6:  # fmt: skip
            found.append(batch)
    return tuple(found)


def received(batch: Batch, debt: Debt, agency: Agency) -> Message:
    """A broadcast as one debtor receives it: own name, own sum, own second."""
    random = stream(agency.seed, "sms", batch.name, debt.number)
    slots = {
        "name": debt.addressed(random),
        "lender": debt.lender,
        "amount": f"{debt.owed:.2f}元",
        "days": str(max(1, (batch.at.date() - debt.overdue).days)),
        "deadline": f"今日{16 + batch.at.day % 5}:00前",
        "hotline": agency.hotline,
        "case_no": f"{batch.at:%Y%m%d}{random.randrange(10_000):04d}",
        "agency": agency.name,
        "organ": agency.organs[batch.at.toordinal() % len(agency.organs)],
    }
    at = batch.at + timedelta(seconds=random.randrange(round(SPREAD.total_seconds())))
    return Message(at, fill(batch.family.pattern, slots))


def screens(
    traces: Traces, phrases: Grammar, seen: datetime, most: int, random: Random
) -> list[Screen]:
    """Different screens that show what was there at a moment.

    Parameters
    ----------
    traces : Traces
    phrases : Grammar
        For what else is on a phone.
    seen : datetime
    most : int
        So many at most; fewer when there is no more to show.
    random : Random
    """
    batches = [batch for batch in traces.batches if batch.at + SPREAD < seen]
    offers = {
        "sms": _threads(traces, batches, random),
        "list": _inbox(traces, batches, phrases, seen, random),
        "chat": _chat(traces, phrases, seen, random),
        "calls": _calls(traces, seen, random),
    }
    found: list[Screen] = []
    while offers and len(found) < most:
        view = random.choices(list(offers), [WEIGHTS[name] for name in offers])[0]
        screen = next(offers[view], None)
        if screen is None:
            del offers[view]
        else:
            found.append(screen)
    return found


def _threads(traces: Traces, batches: list[Batch], random: Random) -> Iterator[Screen]:
    """The newest messages of each thread, then what stands above them."""
    senders = list(dict.fromkeys(batch.sender for batch in batches))
    random.shuffle(senders)
    threads = {name: [batch for batch in batches if batch.sender == name] for name in senders}
    for page in range(0, LOOK_BACK, PAGE):
        for sender, thread in threads.items():
            shown = thread[page : page + PAGE]
            if shown:
                lines = [received(batch, traces.debt, traces.agency) for batch in reversed(shown)]
                yield Screen("sms", sender, tuple(lines), shown[0].name)


def _inbox(
    traces: Traces, batches: list[Batch], phrases: Grammar, seen: datetime, random: Random
) -> Iterator[Screen]:
    """The list of threads: the collector's messages among those of the day."""
    if not batches:
        return
    newest = batches[:4]
    lines = [received(batch, traces.debt, traces.agency) for batch in newest]
    rows = [
        Message(line.at, line.text, batch.sender) for line, batch in zip(lines, newest, strict=True)
    ]
    first = min(line.at for line in lines)
    for _ in range(random.randint(2, 7)):
        at = first + (seen - first) * random.random()
        values = {
            "clock": f"{at:%H:%M}", "amount": f"{random.uniform(3, 900):.2f}元",
            "card": f"{random.randrange(10**4):04d}", "code": f"{random.randrange(10**6):06d}",
        }  # fmt: skip
        text = phrases.say(random.choice(OTHERS), random, values)
        rows.append(Message(at, text, phrases.say("sender_service", random, {})))
    last = {row.kind: row for row in sorted(rows, key=lambda row: row.at) if row.at < seen}
    yield Screen("list", "", tuple(sorted(last.values(), key=lambda row: row.at)), newest[0].name)


def _calls(traces: Traces, seen: datetime, random: Random) -> Iterator[Screen]:
    """The log of a day on which the collector called, the worst days first."""
    spoken = [i for i in traces.incidents if i.channel == "call" and i.at < seen]
    random.shuffle(spoken)
    days: set[date] = set()
    for worst in sorted(spoken, key=lambda i: not i.kind.startswith("calls")):
        if worst.at.date() in days:
            continue
        days.add(worst.at.date())
        tries = worst.values.get("count")
        moment, lines = worst.at, []
        many = tries if isinstance(tries, int) else random.randrange(1, 4)
        for _ in range(min(many, 14)):
            moment += timedelta(minutes=random.expovariate(1 / 28))
            caller = random.choice((traces.agency.hotline, *traces.agency.callers))
            kind = "missed" if random.random() < 0.6 else "in"
            if moment < seen:
                lines.append(Message(moment, caller, kind))
        yield Screen("calls", "", tuple(lines or [Message(worst.at, traces.agency.hotline, "in")]))


def _chat(traces: Traces, phrases: Grammar, seen: datetime, random: Random) -> Iterator[Screen]:
    """The chat with the collector who added the debtor."""
    debt, agency = traces.debt, traces.agency
    organ, title = random.choice(agency.organs), random.randrange(5)
    grave = [i for i in traces.incidents if i.code and i.at < seen]
    cause = next((i for i in grave if i.kind in CHATTY), None)
    if cause is None and stream(agency.seed, "chat", debt.number).random() < ADDED:
        cause = next(iter(grave), None)
    if cause is None or agency.number < 0:
        return
    talk = ("chat_press", "chat_scare", "chat_threat", "chat_debtor")
    if cause.kind not in CHATTY:
        talk = ("chat_press", "chat_press", "chat_polite", "chat_debtor")
    symbols = ["chat_hello", *random.choices(talk, k=random.randint(2, 5))]
    symbols.append(SPECIAL.get(cause.kind, "chat_press"))
    slots = {
        "lender": debt.lender, "amount": f"{debt.owed:.0f}", "organ": organ, "name": debt.name,
        "place": random.choice(phrases.words("place")), "days": str(max(1, (cause.at.date() - debt.overdue).days)),
    }  # fmt: skip
    moment, lines = cause.at, []
    for symbol in symbols:
        moment += timedelta(seconds=random.randrange(10, 900))
        kind = "map" if symbol == "chat_location" and random.random() < 0.6 else "text"
        text = slots["place"] if kind == "map" else phrases.say(symbol, random, slots)
        lines.append(Message(moment, text, kind, symbol == "chat_debtor"))
    titles = (organ, f"{debt.brand}专员", "A法务部", "贷后专员", agency.name[:4])
    kept = tuple(line for line in lines if line.at < seen)
    if kept:
        yield Screen("chat", titles[title], kept)


def afterwards(rates: Mapping[str, float], random: Random) -> tuple[tuple[str, float], ...]:
    """Edits with their amounts: hide names (G11), crop, photograph the screen.

    Parameters
    ----------
    rates : mapping of str to float
        The world's values of its priors.
    random : Random
    """
    edits = []
    if random.random() < rates["filing.long_screens"]:
        edits.append(("long", 1.0))
    if random.random() < rates["filing.redacts"]:
        edits.append(("redact", random.random()))
    if random.random() < rates["filing.photographs"]:
        edits.append(("photograph", random.random()))
    elif random.random() < 0.12:
        edits.append(("crop", random.uniform(0.02, 0.2)))
    if random.random() < 0.08:
        edits.append(("resize", random.uniform(0.5, 0.9)))
    return tuple(edits)
