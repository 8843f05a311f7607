"""Varied invented complaints for the benchmarks: no two alike by chance, some alike on purpose.

This is load, not a world: nothing in it can be learnt from. ``texts.toml`` holds some five hundred phrases; a
text is frames filled from them, about 250 characters. About :data:`TEMPLATED` of the complaints belong to
campaigns of three to some hundred filers who share a skeleton with slots; half of the campaigns file from a few
devices to one payee, the others are people who copied a public text. One person in ten files again
elsewhere. Digits 4-7 of every phone and the sequence of every identity number are zeros, and
addresses lie in networks for tests.
"""

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count as naturals
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

__all__ = ["TEMPLATED", "complaints", "write"]

TEMPLATED = 0.15
AGAIN = 0.10  # persons who file once more, half of them with the same words
PASTED = 0.03  # texts that paste a message of the lender
LITERAL = 0.08  # words of a collector that stand in quotation marks; most people report them
START, SPAN = datetime(2025, 1, 1, tzinfo=UTC), timedelta(days=181)
LARGEST = 400  # filers of one campaign
PLATFORMS = ("heimao", "jutousu", "xiaofeibao", "12315", "12378")
SHARES = (55, 15, 15, 10, 5)
ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
SLOT = re.compile(r"\{(\w+)\}")

_SOURCE = tomllib.loads(Path(__file__).with_name("texts.toml").read_text("utf-8"))
PHRASES = {name: re.split(r"[|\n]+", text.strip("\n")) for name, text in _SOURCE.items()}
LENDERS = [
    brand + PHRASES["kind"][(place + shift) % len(PHRASES["kind"])]
    for shift in range(len(PHRASES["kind"]))
    for place, brand in enumerate(PHRASES["brand"])
]
LENDER_WEIGHTS = [1 / (rank + 3) for rank in range(len(LENDERS))]


@dataclass(frozen=True, slots=True)
class _Person:
    number: int
    name: str
    phone: str
    id_number: str
    payee: str
    device: str
    address: str


@dataclass(frozen=True, slots=True)
class _Filing:
    at: datetime
    person: _Person
    lender: str
    sentences: tuple[str, ...]


def _expand(phrase: str, random: Random) -> str:
    """Fill the slots that name a list; those that name a value stay."""

    def fill(match: re.Match[str]) -> str:
        if match[1] not in PHRASES:
            return match[0]
        words = _expand(random.choice(PHRASES[match[1]]), random)
        spoken = words[0] == "“" and words[-1] == "”"
        return words[1:-1] if spoken and random.random() >= LITERAL else words

    return SLOT.sub(fill, phrase)


def _sentences(random: Random) -> tuple[str, ...]:
    kinds = ["{opening}", *["{frame}"] * random.choice((4, 5, 6, 7, 8, 9, 12))]
    kinds += random.sample(["{harm}", "{did}", "{evidence}", "{ask}", "{closing}", "{ask}"], 4)
    if random.random() < PASTED:
        kinds.insert(random.randrange(1, len(kinds)), "{message}")
    return tuple(_expand(kind, random) for kind in kinds)


def _person(number: int, random: Random) -> _Person:
    name = random.choice(PHRASES["surname"]) + "".join(
        random.sample(PHRASES["given"], random.choice((1, 2, 2)))
    )
    born = START - timedelta(days=random.randrange(19 * 365, 60 * 365))
    body = f"{random.randrange(110101, 659001)}{born:%Y%m%d}000"
    total = sum(int(d) * weight for d, weight in zip(body, ID_WEIGHTS, strict=True))
    return _Person(
        number,
        name,
        f"1{random.randrange(30, 100)}0000{random.randrange(10_000):04}",
        body + "10X98765432"[total % 11],
        f"62309900000{random.randrange(10**8):08}",
        f"{random.getrandbits(64):016x}",
        # One in three goes out through a carrier's shared address.
        f"100.64.0.{random.randrange(256)}"
        if random.random() < 1 / 3
        else f"198.{18 + random.randrange(2)}.{random.randrange(256)}.{random.randrange(256)}",
    )


def _campaign(people: Iterator[_Person], size: int, random: Random) -> Iterator[_Filing]:
    """Filers of one skeleton; sentences are dropped and replaced here and there."""
    skeleton = _sentences(random)
    lenders = _lenders(random, random.choice((1, 1, 2, 5)))
    begin = START + SPAN * random.random() * 0.9
    lasting = SPAN * random.uniform(0.01, 0.1)
    agent = random.random() < 0.5
    devices = [f"{random.getrandbits(64):016x}" for _ in range(1 + size // 6)]
    payee = f"62309900000{random.randrange(10**8):08}"
    for person in islice(people, size):
        sentences = [
            random.choice(_sentences(random)) if random.random() < 0.08 else sentence
            for sentence in skeleton
            if random.random() < 0.92
        ]
        filer = person
        if agent:
            filer = _Person(
                person.number,
                person.name,
                person.phone,
                person.id_number,
                payee if random.random() < 0.5 else person.payee,
                random.choice(devices),
                person.address,
            )
        at = begin + lasting * random.random()
        yield _Filing(at, filer, random.choice(lenders), tuple(sentences))


def _lenders(random: Random, count: int) -> list[str]:
    return random.choices(LENDERS, LENDER_WEIGHTS, k=count)


def _filings(count: int, random: Random) -> list[_Filing]:
    people = (_person(number, random) for number in naturals())
    filed: list[_Filing] = []
    while len(filed) < count * TEMPLATED:
        size = min(int(3 * random.paretovariate(1.1)), LARGEST, max(3, count // 50))
        filed += _campaign(people, size, random)
    while len(filed) < count:
        person = next(people)
        lender = _lenders(random, 1)[0]
        first = _Filing(START + SPAN * random.random(), person, lender, _sentences(random))
        filed.append(first)
        if random.random() < AGAIN:
            at = min(first.at + timedelta(days=random.expovariate(0.1)), START + SPAN)
            words = first.sentences if random.random() < 0.5 else _sentences(random)
            filed.append(_Filing(at, person, lender, words))
    return sorted(filed[:count], key=lambda filing: (filing.at, filing.person.number))


def _record(number: int, filing: _Filing, random: Random) -> dict[str, Any]:
    person = filing.person
    amount = random.randrange(8, 900) * 100
    values = {
        "lender": lambda: filing.lender,
        "name": lambda: person.name,
        "phone": lambda: person.phone,
        "sum": lambda: str(amount),
        "sum2": lambda: str(random.randrange(50, 9_000)),
        "day": lambda: f"{random.randrange(1, 13)}月{random.randrange(1, 29)}日",
        "day2": lambda: f"{random.randrange(1, 29)}号",
        "hour": lambda: str(random.randrange(1, 24)),
        "n": lambda: str(random.randrange(3, 60)),
        "n2": lambda: str(random.randrange(2, 12)),
    }

    def fill(text: str) -> str:
        return SLOT.sub(lambda match: values[match[1]](), text)

    mark = random.choice(("，", "。", "。", "。", "！"))
    return {
        "complaint_id": str(17_000_000_000 + number),
        "platform": random.choices(PLATFORMS, SHARES)[0],
        "filed_at": filing.at.isoformat(timespec="seconds"),
        "respondent": filing.lender,
        "title": fill(_expand("{title}", random)),
        "text": fill(mark.join(filing.sentences)) + "。",
        "issues": random.sample(PHRASES["issue"], random.randrange(1, 4)),
        "demands": random.sample(PHRASES["demand"], random.randrange(1, 3)),
        "amount_cny": amount if random.random() < 0.8 else None,
        "complainant": {
            "account_id": f"user{person.number}",
            "name": person.name,
            "phone": person.phone,
            "id_number": person.id_number if random.random() < 0.4 else None,
            "payee_account": person.payee if random.random() < 0.5 else None,
        },
        "relation": "self",
        "device": {"device_id": person.device, "ip": person.address},
    }


def complaints(count: int, seed: int = 7) -> Iterator[dict[str, Any]]:
    """Yield complaints of the input contract in order of filing.

    Parameters
    ----------
    count : int
    seed : int
        The same count and seed give the same complaints.

    Examples
    --------
    >>> first = next(complaints(20))
    >>> sorted(first)[:4]
    ['amount_cny', 'complainant', 'complaint_id', 'demands']
    """
    random = Random(seed)
    for number, filing in enumerate(_filings(count, random)):
        yield _record(number, filing, random)


def write(path: Path, count: int, seed: int = 7, *, named: bool = True) -> None:
    """Write complaints as JSON lines; without ``named`` the text alone, nothing of the person or device."""
    with path.open("w", encoding="utf-8") as file:
        for record in complaints(count, seed):
            if not named:
                del record["complainant"], record["device"]
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
