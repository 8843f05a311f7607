"""Public letters: what newspapers and forums print for everybody to copy (G1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from mingjian.simulation.chance import stream
from mingjian.simulation.setting import Setting
from mingjian.simulation.world.calendar import LOCAL
from mingjian.simulation.world.incidents import Incident
from mingjian.simulation.writing.author import author
from mingjian.simulation.writing.story import Letter

__all__ = ["CONDUCT", "SYMBOLS", "PublicLetter", "outline", "public_letters", "tells_conduct"]

NUMBER = 48
CONDUCT = "letter_conduct"  # clauses that tell of a collector's deeds begin so
TITLES = ("title_violent", "title_generic", "title_negotiate")
# The clauses of a letter, and how often each stands in one.
SYMBOLS = {
    "letter_opening": 0.6, "letter_identity": 0.7, "letter_hardship": 0.55, "letter_good_faith": 0.5,
    "letter_conduct_calls": 0.7, "letter_conduct_contacts": 0.6, "letter_conduct_threat": 0.5,
    "letter_conduct_privacy": 0.4, "letter_conduct_impersonation": 0.2, "letter_conduct_night": 0.25,
    "letter_fees": 0.25, "letter_law": 0.7, "letter_law_old": 0.25, "letter_duty": 0.3, "letter_harm": 0.45,
    "letter_evidence": 0.35, "letter_demand_stop": 0.7, "letter_demand_plan": 0.55, "letter_demand_refund": 0.2,
    "letter_demand_credit": 0.25, "letter_demand_apology": 0.25, "letter_deadline": 0.3,
    "letter_threat_escalate": 0.3, "letter_closing": 0.6,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class PublicLetter:
    """A letter and the moment at which it is printed."""

    letter: Letter
    printed: datetime


def outline(random: Random, least: int, most: int) -> list[str]:
    """The clauses of a new letter, in their usual order with slips."""
    wanted = [symbol for symbol, share in SYMBOLS.items() if random.random() < share]
    size = random.randint(least, most)
    while len(wanted) > size:
        wanted.remove(random.choice(wanted))
    while len(wanted) < least:
        wanted.append(random.choice([symbol for symbol in SYMBOLS if symbol not in wanted]))
    order = list(SYMBOLS)
    return sorted(wanted, key=lambda symbol: order.index(symbol) + random.uniform(-1.5, 1.5))


def public_letters(setting: Setting) -> tuple[PublicLetter, ...]:
    """The public letters of a world; some are older than it, some appear within its window."""
    made = []
    for place in range(NUMBER):
        random = stream(setting.seed, "public letter", place)
        writer = author(random, random.choice(("formal", "formal", "plain", "polished")), None)
        letter = setting.teller.compose(
            f"public-{place}", outline(random, 4, 9), random.choice(TITLES), writer, random
        )
        begin = datetime.combine(setting.calendar.start, datetime.min.time(), LOCAL)
        made.append(PublicLetter(letter, begin + timedelta(days=random.randrange(-200, 150))))
    return tuple(made)


def tells_conduct(told: Sequence[Incident], letter: Letter | None) -> bool:
    """Whether any contact by a collector is told, by the person or in the words of a letter (S3-12)."""
    copied = letter is not None and any(symbol.startswith(CONDUCT) for symbol, _ in letter.clauses)
    return copied or any(incident.channel != "none" for incident in told)
