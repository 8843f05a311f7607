"""Who lives in a world: names, numbers, households, the lines they file from, the way they write.

All invented, and marked so: digits 4-7 of every phone number come from a block that holds nobody, the sequence
of every identity number is 000, mail stands in example domains, addresses in networks for tests and carriers.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from mingjian.simulation.chance import stream, weighted
from mingjian.simulation.writing.grammar import Grammar

__all__ = [
    "KIN", "LAWYERS", "Device", "People", "Person", "address", "agent", "carrier_address", "email", "mobile",
    "payee", "register_weights", "virtual_mobile",
]  # fmt: skip

PREFIXES = (*range(134, 140), *range(147, 148), *range(150, 154), *range(155, 160), *range(176, 179),
            *range(180, 190), *range(130, 134), 166, 173, 175, 191, 198, 199)  # fmt: skip
VIRTUAL = (162, 165, 167, 170, 171)  # numbers of virtual operators
KIN, LAWYERS = 900_000, 1_830_000  # first numbers of those who file for others
# Primes: numbers are spread over them, so that no digit tells who came into the world when.
MOBILES, VIRTUALS, PAYEES, MAILS = 3_899_989, 499_979, 99_999_989, 9_999_991
ACCOUNTS, IDENTITIES = 1_048_573, 1_439_989
OLDEST = date(1972, 1, 3)
PLACES = 12  # dormitories, and as many cafés
REGIONS = tuple(
    f"{province}{city:02d}{county:02d}"
    for province in (13, 21, 22, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 50, 51, 52, 53, 61)
    for city in (1, 3, 7)
    for county in (2, 23)
)
ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
DIALECTS = ("sichuan", "northeast", "cantonese", "henan")
ANDROID = (
    "V2171A",
    "PGT-AN10",
    "22041216C",
    "RMX3461",
    "ELE-AL00",
    "M2104K10AC",
    "PEGM00",
    "V2049A",
)


@dataclass(frozen=True, slots=True)
class Device:
    """What a filing comes from, as a platform records it."""

    device_id: str
    ip: str
    user_agent: str


@dataclass(frozen=True, slots=True)
class Person:
    """One inhabitant.

    Attributes
    ----------
    number : int
        Place in the world; everything else follows from it and the seed.
    home : int
        Household; members share the line, some the phone.
    place : str or None
        Dormitory, café or household whose line or phone this person files with (G3).
    register : str
        How the person writes, of :data:`mingjian.simulation.writing.grammar.REGISTERS`.
    dialect : str or None
    """

    number: int
    name: str
    phone: str
    id_number: str
    payee: str
    email: str | None
    account: str
    device: Device
    home: int
    place: str | None
    register: str
    dialect: str | None


def register_weights(rates: Mapping[str, float]) -> dict[str, float]:
    """How many people write in each register."""
    marked = {name: rates[f"people.{name}"] for name in ("rough", "formal", "polished")}
    return marked | {"plain": 1 - sum(marked.values())}


def mobile(number: int) -> str:
    """The mobile number of a person's number; no two persons have the same."""
    rest, prefix = divmod(_spread(number, MOBILES), len(PREFIXES))
    return f"{PREFIXES[prefix]}{rest:08d}"


def virtual_mobile(number: int) -> str:
    """A number of a virtual operator."""
    rest, prefix = divmod(_spread(number, VIRTUALS), len(VIRTUAL))
    return f"{VIRTUAL[prefix]}{rest:08d}"


def payee(number: int) -> str:
    """The account that takes a person's repayments; its last three digits are the bank's."""
    return f"62309900{_spread(number, PAYEES):08d}{number * 617 % 1000:03d}"


def email(number: int) -> str:
    """The mail address of a person's number."""
    spread = _spread(number, MAILS)
    return f"{'abcdefghjkmnpqrstwxyz'[spread % 21]}{spread:07d}@example.com"


def _spread(number: int, size: int) -> int:
    """Another number for each number, those below ``size`` among themselves."""
    return number // size * size + number % size * 271_829 % size


def _id_number(number: int) -> str:
    rest, region = divmod(_spread(number, IDENTITIES), len(REGIONS))
    born = OLDEST + timedelta(days=rest)
    body = f"{REGIONS[region]}{born:%Y%m%d}000"
    check = sum(int(d) * w for d, w in zip(body, ID_WEIGHTS, strict=True)) % 11
    return body + "10X98765432"[check]


class People:
    """The inhabitants of one world, made when asked for.

    Parameters
    ----------
    seed : int
    rates : mapping of str to float
        The world's values of its priors.
    phrases : Grammar
        With the lists of ``names.toml``.
    """

    def __init__(self, seed: int, rates: Mapping[str, float], phrases: Grammar) -> None:
        self._seed, self._rates = seed, rates
        self._surnames = {
            name: 1 / (rank + 8) for rank, name in enumerate(phrases.words("surname"))
        }
        self._one, self._two = phrases.words("given_one"), phrases.words("given_two")
        self._nicknames = phrases.words("nickname")

    def person(self, number: int) -> Person:
        """The person of a number; pairs of numbers may be a household."""
        random = stream(self._seed, "person", number)
        home, mate = self._home(number)
        surname = weighted(random, self._surnames)
        if mate is not None and random.random() < 0.35:
            surname = self._name(mate)[0]
        device, place = self._device(number, home, mate, random)
        register = weighted(random, register_weights(self._rates))
        speaks = {"rough": 0.5, "plain": 0.12}.get(register, 0.0)
        return Person(
            number=number,
            name=surname + self._name(number)[1],
            phone=virtual_mobile(number)
            if stream(self._seed, "operator", number).random() < self._rates["people.virtual"]
            else mobile(number),
            id_number=_id_number(number),
            payee=payee(number),
            email=email(number) if random.random() < 0.3 else None,
            account=self._account(number),
            device=device,
            home=home,
            place=place,
            register=register,
            dialect=random.choice(DIALECTS) if random.random() < speaks else None,
        )

    def _home(self, number: int) -> tuple[int, int | None]:
        pair = number // 2
        together = stream(self._seed, "home", pair).random() < self._rates["people.household"]
        return (pair, 2 * pair if number % 2 else None) if together else (-number - 1, None)

    def _name(self, number: int) -> tuple[str, str]:
        random = stream(self._seed, "name", number)
        given = random.choice(self._two if random.random() < 0.72 else self._one)
        return weighted(random, self._surnames), given

    def _account(self, number: int) -> str:
        random = stream(self._seed, "account", number)
        name = random.choice(self._nicknames)
        if random.random() < 0.65:
            name += str(random.randrange(10, 10_000))
        last = _spread(number, ACCOUNTS)
        return f"{name}_{last:05x}" if random.random() < 0.5 else f"{name}{last}"

    def _device(
        self, number: int, home: int, mate: int | None, random: Random
    ) -> tuple[Device, str | None]:
        seed = self._seed
        if random.random() < self._rates["people.shared_place"]:
            kind = random.choice(("dormitory", "dormitory", "café"))
            place = f"{kind}-{random.randrange(PLACES)}"
            line = address(stream(seed, "place", place))
            owner = f"{place}-{random.randrange(6)}" if kind == "café" else str(number)
            return Device(_hardware(seed, owner), line, agent(stream(seed, "agent", owner))), place
        shared = mate is not None and random.random() < 0.3
        owner = str(mate) if shared else str(number)
        mobile_line = random.random() < 0.55
        line = carrier_address(random) if mobile_line else address(stream(seed, "line", home))
        hardware = Device(_hardware(seed, owner), line, agent(stream(seed, "agent", owner)))
        return hardware, f"household-{home}" if shared else None


def _hardware(seed: int, owner: str) -> str:
    return f"{stream(seed, 'device', owner).getrandbits(64):016x}"


def address(random: Random) -> str:
    """A fixed line's address, in the network for tests."""
    return f"198.{random.choice((18, 19))}.{random.randrange(256)}.{random.randrange(1, 255)}"


def carrier_address(random: Random) -> str:
    """An address that a mobile carrier lends to thousands (D3)."""
    return f"100.{random.randrange(64, 72)}.{random.randrange(32)}.{random.randrange(1, 255)}"


def agent(random: Random) -> str:
    """The user agent of a phone."""
    if random.random() < 0.3:
        version = f"{random.choice((15, 16, 17, 18))}_{random.randrange(6)}"
        return (
            f"Mozilla/5.0 (iPhone; CPU iPhone OS {version} like Mac OS X) "
            "AppleWebKit/605.1.15 Mobile/15E148"
        )
    return (
        f"Mozilla/5.0 (Linux; Android {random.choice((11, 12, 13, 14, 15))}; {random.choice(ANDROID)}) "
        "AppleWebKit/537.36 Mobile"
    )
