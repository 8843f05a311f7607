"""Columns of a complaint that should say nothing about who filed it."""

import zlib
from collections.abc import Callable, Sequence
from datetime import datetime
from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from benchmarks.worlds.baselines.complainants import Row

__all__ = ["GROUPS", "PICTURES", "columns", "picture_columns"]

PICTURES = "screenshots"
MARKS = "，。、！？；：,.!?;:…—“”（）()《》\n "
FIELDS = (
    ("complainant", "account_id"),
    ("complainant", "phone"),
    ("complainant", "payee_account"),
    ("device", "device_id"),
    ("device", "ip"),
)
Values = NDArray[np.float64]


def columns(rows: Sequence[Row]) -> dict[str, Values]:
    """All groups of columns by name, one row a complaint; a missing field is -1.

    Parameters
    ----------
    rows : sequence of complaints
        Of one world, in the order of its file.
    """
    return {
        name: np.array([make(row, place / len(rows)) for place, row in enumerate(rows)], float)
        for name, make in GROUPS.items()
    }


def picture_columns(content: bytes) -> list[float]:
    """Bytes, width and height of a screenshot's file."""
    with Image.open(BytesIO(content)) as picture:
        width, height = picture.size
    return [len(content), width, height]


def _length(row: Row, place: float) -> list[float]:
    del place
    text = str(row.get("text") or "")
    parts = [part for part in text.replace("！", "。").replace("？", "。").split("。") if part]
    return [len(text), len(parts), len(text) / max(1, len(parts))]


def _punctuation(row: Row, place: float) -> list[float]:
    del place
    text = str(row.get("text") or "")
    shares = [text.count(mark) / max(1, len(text)) for mark in MARKS]
    return [*shares, float(text[-1:] in MARKS), sum(x.isdigit() for x in text) / max(1, len(text))]


def _number(row: Row, place: float) -> list[float]:
    """Of the complaint's own number: parity, last digit, remainders."""
    del place
    digits = int("".join(x for x in row["complaint_id"] if x.isdigit()) or 0)
    return [digits % 2, digits % 10, digits % 3, digits % 7]


def _clock(row: Row, place: float) -> list[float]:
    del place
    at = datetime.fromisoformat(row["filed_at"])
    return [at.second, at.second % 2, at.second % 10, at.minute % 5, at.minute % 2]


def _order(row: Row, place: float) -> list[float]:
    """Place in the file; a ring's place follows from its days, so only held-out rings tell."""
    del row
    return [place]


def _hashes(row: Row, place: float) -> list[float]:
    del place
    found = []
    for part, field in FIELDS:
        value = (row.get(part) or {}).get(field)
        found.append(_hash(str(value or "")))
    return [_hash(row["complaint_id"]), *found]


def _identifiers(row: Row, place: float) -> list[float]:
    """What numbers, names and addresses look like, without who shares them.

    The first three digits of a phone are left out: agents do use virtual operators' numbers (D4).
    """
    del place
    person, device = row.get("complainant") or {}, row.get("device") or {}
    account, mail = person.get("account_id") or "", person.get("email") or "@"
    local, _, domain = mail.partition("@")
    agent = device.get("user_agent") or ""
    return [
        *_digits(person.get("phone"), (3, 7), (7, 11)),
        *_digits(person.get("payee_account"), (0, 8), (8, 12), (12, 16), (16, 19)),
        *_digits(person.get("id_number"), (0, 6), (6, 10), (10, 14), (14, 17)),
        *(len(account), sum(x.isdigit() for x in account), account.isascii(), "_" in account),
        *(len(local), sum(x.isdigit() for x in local), _hash(local[:1]), _hash(domain)),
        *(len(device.get("device_id") or ""), _hash((device.get("device_id") or "")[:1])),
        *[float(part) for part in (device.get("ip") or "-1.-1.-1.-1").split(".")],
        *(len(agent), _hash(agent)),
    ]


def _digits(value: str | None, *parts: tuple[int, int]) -> list[float]:
    """Parts of a number as numbers."""
    found = [(value or "")[start:end] for start, end in parts]
    return [float(part) if part.isdecimal() else -1.0 for part in found]


def _hash(value: str) -> float:
    return float(zlib.crc32(value.encode()) % 1024) if value else -1.0


GROUPS: dict[str, Callable[[Row, float], list[float]]] = {
    "length": _length,
    "punctuation": _punctuation,
    "complaint number": _number,
    "second and minute": _clock,
    "row order": _order,
    "hashes of fields": _hashes,
    "identifiers": _identifiers,
}
