"""Channels: where one can complain, what each asks for, and how its export looks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from random import Random

from mingjian.simulation.chance import weighted
from mingjian.simulation.filing import Party
from mingjian.simulation.world.people import Person

__all__ = [
    "CHANNELS",
    "Channel",
    "channel",
    "first_channel",
    "number",
    "outcome",
    "own_desk",
    "party",
    "second_channel",
    "stated",
]


@dataclass(frozen=True, slots=True)
class Channel:
    """A platform.

    Attributes
    ----------
    share : float
        Of first filings.
    asks : mapping of str to float
        Chance that each field of the complainant is in the export.
    device : float
        Chance that the device is in the export.
    review_days : (int, int)
        Days until a filing is accepted (S3-51).
    most : int or None
        Characters after which an export cuts the text.
    cut : float
        Share of longer texts that are cut there.
    quality : int
        JPEG quality to which pictures are re-encoded.
    widest : int
        Pixels to which they are scaled down.
    keeps_png : bool
        Whether some are kept as they come.
    titled : bool
        Whether the form has a headline.
    """

    name: str
    share: float
    asks: Mapping[str, float]
    device: float
    review_days: tuple[int, int]
    most: int | None
    cut: float
    quality: int
    widest: int
    keeps_png: bool
    titled: bool


CHANNELS = {
    "heimao": Channel(
        "heimao", 0.56, {"account_id": 1.0, "name": 0.6, "phone": 0.85, "email": 0.1, "payee_account": 0.12},
        0.85, (1, 3), 200, 0.3, 78, 720, False, True),
    "xiaofeibao": Channel(
        "xiaofeibao", 0.16, {"account_id": 1.0, "name": 0.8, "phone": 0.95, "email": 0.2, "payee_account": 0.1},
        0.75, (1, 3), None, 0.0, 84, 828, False, True),
    "12378": Channel(
        "12378", 0.14, {"name": 1.0, "phone": 1.0, "id_number": 0.9, "email": 0.1}, 0.1, (3, 15), None, 0.0,
        86, 1080, True, False),
    "12315": Channel(
        "12315", 0.08, {"account_id": 0.7, "name": 1.0, "phone": 1.0, "id_number": 0.8}, 0.3, (1, 7), None, 0.0,
        86, 1080, True, False),
    "lender": Channel(
        "lender", 0.06, {"account_id": 0.9, "name": 1.0, "phone": 1.0, "id_number": 0.9, "payee_account": 0.5},
        0.6, (1, 2), None, 0.0, 90, 1080, True, False),
}  # fmt: skip
OPEN = ("heimao", "xiaofeibao")  # anybody can file there in anybody's name


def channel(platform: str) -> Channel:
    """The channel of a platform's name."""
    return CHANNELS[platform.partition(":")[0]]


def own_desk(lender: str) -> str:
    """The complaint desk of a lender, as a platform's name."""
    return f"lender:{lender.lower()}"


def first_channel(lender: str, random: Random) -> str:
    """Where somebody files first."""
    name = weighted(random, {name: found.share for name, found in CHANNELS.items()})
    return own_desk(lender) if name == "lender" else name


def second_channel(lender: str, used: frozenset[str], random: Random) -> str:
    """Where somebody files next: regulators after platforms, as the press advises (S0-14, G4)."""
    weights = {"heimao": 25, "xiaofeibao": 15, "12378": 35, "12315": 15, own_desk(lender): 10}
    return weighted(random, {name: w for name, w in weights.items() if name not in used})


def party(person: Person, platform: str, random: Random) -> Party:
    """What an export of a platform shows of a person; the account is that person's on this platform."""
    asks = channel(platform).asks
    whole = {
        "account_id": person.account,
        "name": person.name,
        "phone": person.phone,
        "id_number": person.id_number,
        "email": person.email,
        "payee_account": person.payee,
    }
    return Party(**{name: whole[name] for name, share in asks.items() if random.random() < share})


def stated(random: Random) -> str:
    """The relation that a person who files for herself states, where she is asked."""
    return random.choice(("self", "self", "self", "unknown"))


def outcome(random: Random, *, silent: bool = False) -> str:
    """What becomes of a filing that nobody refuses or withdraws; ``silent``: no answer came."""
    return random.choice(
        ("unanswered", "open") if silent else ("answered", "answered", "unanswered", "open")
    )


def number(platform: str, place: int, at: datetime, random: Random) -> str:
    """A platform's own number of a complaint; ``place`` is unique in the world."""
    if platform == "heimao":
        return f"173{place * 7 + random.randrange(7):08d}"
    if platform == "xiaofeibao":
        return f"XFB{at:%y%m}{place * 3 + random.randrange(3):07d}"
    if platform == "12378":
        return f"ZB{at:%Y%m%d}{place % 1_000_000:06d}"
    if platform == "12315":
        return f"1{at:%y%m%d}{place:09d}"
    return f"{at:%y%m%d}-{place:06d}"
