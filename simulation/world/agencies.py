"""Collection agencies: their manners, their scripts, the messages that they send to hundreds at once.

An agency draws its message families and its scripts once; victims then hear the same words (G5), each on a phone and
at a time of her own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import count as naturals
from random import Random

from mingjian.simulation.chance import stream
from mingjian.simulation.world.calendar import LOCAL
from mingjian.simulation.writing.grammar import Grammar

__all__ = ["Agency", "Batch", "Family", "agencies", "agency", "in_house"]

# Message families: what each claims (violation code, or none), and from how harsh an agency it comes.
FAMILIES = {
    "sms_reminder": (None, 0.0),
    "sms_overdue": (None, 0.0),
    "sms_offer": (None, 0.0),
    "sms_pressure": ("V05", 0.25),
    "sms_legal_scare": ("V08", 0.25),
    "sms_impersonation": ("V07", 0.5),
    "sms_fee": ("V14", 0.6),
    "sms_threat": ("V05", 0.6),
    "sms_insult": ("V06", 0.7),
}
SCRIPTS = (
    "say_body", "say_family", "say_job", "say_contacts", "say_visit", "say_shame", "say_insult", "say_legal",
    "say_borrow", "say_indifferent", "say_identity", "say_curt", "say_polite", "say_impersonation",
)  # fmt: skip
KNOWN = frozenset(
    {"name", "lender", "amount", "days", "deadline", "hotline", "case_no", "agency", "organ"}
)
AREAS = (10, 21, 571, 755, 28, 23)
MOBILE = (133, 136, 139, 150, 156, 158, 177, 182, 186, 189, 191)
VIRTUAL = (162, 165, 167, 170, 171)  # of virtual operators; collectors like them (S0-08)


@dataclass(frozen=True, slots=True)
class Family:
    """A message with open slots; ``code`` is the violation it commits, None for a lawful one."""

    name: str
    kind: str
    pattern: str
    code: str | None


@dataclass(frozen=True, slots=True)
class Batch:
    """One broadcast: a family sent to all debtors of a stage, from one sender, at one time."""

    name: str
    family: Family
    sender: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency, or a lender's own desk.

    Attributes
    ----------
    harshness : float
        0-1; how often it breaks rules.
    manners : mapping of str to float
        Its leaning to each kind of misconduct, around 1.
    scripts : mapping of str to tuple of str
        What its people say on the phone, by kind.
    organs : tuple of str
        Whom it pretends to be.
    hotline : str
        The number that it prints, and calls from now and then.
    callers : tuple of str
        Other numbers that it calls from.
    senders : tuple of str
        Numbers that its broadcasts come from; nobody can call from these.
    private : float
        Share of its contacts from private phones, which no log shows (L1, V13).
    """

    number: int
    name: str
    harshness: float
    manners: Mapping[str, float]
    families: tuple[Family, ...]
    scripts: Mapping[str, tuple[str, ...]]
    organs: tuple[str, ...]
    hotline: str
    callers: tuple[str, ...]
    senders: tuple[str, ...]
    private: float
    seed: int

    def batch(self, day: date) -> Batch | None:
        """The broadcast of a day, if there is one."""
        random = stream(self.seed, "batch", self.number, day.isoformat())
        if random.random() > 0.55:
            return None
        family = random.choice(self.families)
        moment = datetime.combine(day, time(9), LOCAL) + timedelta(minutes=random.randrange(600))
        sender = random.choice(self.senders)
        return Batch(f"{family.name}@{day.isoformat()}", family, sender, moment)


def agencies(seed: int, number: int, phrases: Grammar) -> tuple[Agency, ...]:
    """The agencies of a world."""
    names = list(phrases.words("agency_name"))
    stream(seed, "agency names").shuffle(names)
    return tuple(agency(seed, place, names[place % len(names)], phrases) for place in range(number))


def in_house(seed: int, lender: int, name: str, phrases: Grammar) -> Agency:
    """A lender's own collection desk: lawful messages, few breaches."""
    return agency(seed, -lender - 1, name, phrases, harsh=0.06)


def agency(
    seed: int, number: int, name: str, phrases: Grammar, harsh: float | None = None
) -> Agency:
    """One agency with its manners, families, scripts and numbers.

    Parameters
    ----------
    seed : int
    number : int
        Its place in the world; negative for a lender's own desk.
    name : str
    phrases : Grammar
    harsh : float, optional
        Its harshness, when that is not left to chance.
    """
    random = stream(seed, "agency", number)
    harshness = harsh if harsh is not None else random.betavariate(1.5, 1.9)
    kinds = [kind for kind, (_, least) in FAMILIES.items() if harshness >= least * 0.8]
    families = []
    for place, kind in zip(naturals(), kinds * 2, strict=False):
        known = KNOWN if random.random() < 0.8 else frozenset({"name", "lender", "amount", "organ"})
        pattern = phrases.pattern(kind, random, known)
        families.append(Family(f"a{number}-{kind}-{place}", kind, pattern, FAMILIES[kind][0]))
    organs = (
        phrases.words("organ_court")
        + phrases.words("organ_police")
        + phrases.words("organ_law_firm")
    )
    heard = {
        kind: tuple(
            phrases.pattern(kind, random, frozenset({"organ"})) for _ in range(random.randint(3, 7))
        )
        for kind in SCRIPTS
    }
    return Agency(
        number=number,
        name=name,
        harshness=harshness,
        manners={kind: random.gammavariate(1.2, 1 / 1.2) for kind in MISCONDUCT},
        families=tuple(families),
        scripts=heard,
        organs=tuple(random.sample(organs, 3)),
        hotline=_hotline(random),
        callers=tuple(_caller(random) for _ in range(random.randint(3, 9))),
        senders=tuple(
            f"1069{random.randrange(1000):03d}0000{random.randrange(10**6):06d}" for _ in range(3)
        ),
        private=random.uniform(0.0, 0.5),
        seed=seed,
    )


def _hotline(random: Random) -> str:
    if random.random() < 0.2:
        return f"400-00{random.randrange(10)}-{random.randrange(10_000):04d}"
    return f"0{random.choice(AREAS)}-{random.randrange(20, 90)}00{random.randrange(10_000):04d}"


def _caller(random: Random) -> str:
    """A number that rings: a mobile, a landline or a service number; SMS gateways (1069...) call nobody."""
    kind = random.random()
    if kind < 0.4:
        return f"{random.choice(VIRTUAL)}000{random.randrange(10**5):05d}"
    if kind < 0.75:
        return f"{random.choice(MOBILE)}000{random.randrange(10**5):05d}"
    if kind < 0.85:
        return f"950{random.randrange(10)}0{random.randrange(1000):03d}"
    return _hotline(random)


MISCONDUCT = (
    "calls", "night", "contacts", "workplace", "threat", "insult", "impersonation", "legal_scare", "otp",
    "exposure", "location", "visit", "hidden", "fees", "borrow", "outsourcing", "data", "vulnerable",
)  # fmt: skip
