"""The key ring: the secrets that turn identifiers into tokens, in a file only its owner can read.

An *epoch* is a period (some 90 days) with its own secret. Two are readable, so that tokens of the
last epoch still match while rows move to the new one; rotating drops the one before, and with it
every token made by it (domain.md 5.3, step 3: rotation is also deletion). The fingerprint secret
is not rotated: text and picture fingerprints end by expiry.
"""

import base64
import binascii
import hashlib
import hmac
import json
import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from mingjian.fingerprints.errors import KeyRingError
from mingjian.fingerprints.keyfile import locked_folder, read_private, write_private

__all__ = ["READABLE_EPOCHS", "SCHEMA", "Epoch", "KeyRing", "default_path"]

SCHEMA = "mingjian.keyring/1"
READABLE_EPOCHS = 2
SECRET_BYTES = 32
EPOCH_ID = re.compile(r"k[1-9][0-9]{0,5}")


@dataclass(frozen=True, slots=True)
class Epoch:
    """One period of identifier tokens: ``k1``, ``k2``, … and its secret of 32 bytes."""

    id: str
    created_at: datetime
    secret: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class KeyRing:
    """An opened key ring. Its ``repr`` and its errors show no secret.

    Parameters
    ----------
    path : Path or None
        The file, mode 0600; None for a ring that lives in memory.
    epochs : tuple of Epoch
        One or two, the current first.
    fingerprint_secret : bytes
        32 bytes; see :attr:`fingerprint_key`.
    ancestors : tuple of str
        Check values of the current epochs before the rotations made in memory.

    Examples
    --------
    >>> import tempfile
    >>> folder = tempfile.TemporaryDirectory()
    >>> ring = KeyRing.create(Path(folder.name) / "ring.json", datetime(2025, 6, 1, tzinfo=UTC))
    >>> newer = ring.rotate(datetime(2025, 9, 1, tzinfo=UTC))
    >>> newer.save()
    >>> [epoch.id for epoch in KeyRing.open(Path(folder.name) / "ring.json").epochs]
    ['k2', 'k1']
    >>> folder.cleanup()
    """

    path: Path | None
    epochs: tuple[Epoch, ...]
    fingerprint_secret: bytes = field(repr=False)
    ancestors: tuple[str, ...] = field(default=(), repr=False, compare=False)

    @classmethod
    def generate(cls, now: datetime) -> Self:
        """Make a ring with one epoch that is written nowhere."""
        epoch = Epoch("k1", _moment(now), secrets.token_bytes(SECRET_BYTES))
        return cls(None, (epoch,), secrets.token_bytes(SECRET_BYTES))

    @classmethod
    def create(cls, path: Path, now: datetime) -> Self:
        """Make a ring with one epoch and write it.

        Raises
        ------
        KeyRingError
            When there is a file already: of two that create at once, one wins.
        """
        ring = replace(cls.generate(now), path=path)
        with locked_folder(path.parent):
            if os.path.lexists(path):
                raise KeyRingError(f"{path}: there is a key ring already; open it, or move it away")
            write_private(path, ring._document())
        return ring

    @classmethod
    def open(cls, path: Path) -> Self:
        """Read a ring.

        Raises
        ------
        KeyRingError
            When the file is missing, open to others, not ours, or not a key ring of this schema.
        """
        content = read_private(path)
        try:
            return cls(path, *_parsed(content))
        except ValueError as problem:
            raise KeyRingError(f"{path}: {problem}; restore the key ring from a backup") from None

    @property
    def current(self) -> Epoch:
        """The epoch that new rows are tagged with."""
        return self.epochs[0]

    @property
    def fingerprint_key(self) -> bytes:
        """Key of 32 bytes for text and picture fingerprints, the same in every epoch."""
        return hmac.digest(self.fingerprint_secret, b"mingjian fingerprint v1", hashlib.sha256)

    def rotate(self, now: datetime) -> Self:
        """Return a ring with a new current epoch; the previous stays readable, older ones are gone.

        Nothing is written until :meth:`save`.
        """
        moment = _moment(now)
        if moment < self.current.created_at:
            raise KeyRingError("the current epoch is younger than the time given; check the clock")
        name = f"k{int(self.current.id[1:]) + 1}"
        new = Epoch(name, moment, secrets.token_bytes(SECRET_BYTES))
        kept = (new, *self.epochs)[:READABLE_EPOCHS]
        ancestors = (*self.ancestors, _check_value(self.current.secret))
        return type(self)(self.path, kept, self.fingerprint_secret, ancestors)

    def save(self) -> None:
        """Replace the file at once or not at all.

        Raises
        ------
        KeyRingError
            When the file is no longer the one this ring came from, so that two rotations at once
            cannot lose a secret that rows were already tagged with.
        """
        if self.path is None:
            raise KeyRingError("this key ring has no file; create one: mingjian keys init")
        with locked_folder(self.path.parent):
            if os.path.lexists(self.path):
                stored = _check_value(type(self).open(self.path).current.secret)
                if stored not in {*self.ancestors, _check_value(self.current.secret)}:
                    raise KeyRingError(f"{self.path}: changed since it was opened; open it again")
            write_private(self.path, self._document())

    def check_values(self) -> dict[str, str]:
        """Public check value per epoch id and for ``fingerprint``: 16 hexadecimal digits.

        A database keeps them to know its ring again; they tell nothing about the secrets.
        """
        values = {epoch.id: _check_value(epoch.secret) for epoch in self.epochs}
        return values | {"fingerprint": _check_value(self.fingerprint_secret)}

    def _document(self) -> bytes:
        epochs = [
            {
                "id": epoch.id,
                "created_at": epoch.created_at.isoformat(),
                "secret": base64.b64encode(epoch.secret).decode(),
            }
            for epoch in self.epochs
        ]
        fingerprint = base64.b64encode(self.fingerprint_secret).decode()
        document = {"schema": SCHEMA, "epochs": epochs, "fingerprint": fingerprint}
        return json.dumps(document, indent=2).encode() + b"\n"


def default_path(environ: Mapping[str, str]) -> Path:
    """Where the ring is: ``MINGJIAN_KEYRING``, else ``~/.config/mingjian/keyring.json``.

    Examples
    --------
    >>> default_path({"HOME": "/home/li"}).as_posix()
    '/home/li/.config/mingjian/keyring.json'
    >>> default_path({"MINGJIAN_KEYRING": "/etc/mingjian/ring.json"}).as_posix()
    '/etc/mingjian/ring.json'
    """
    if named := environ.get("MINGJIAN_KEYRING"):
        return Path(named).expanduser()
    home = environ.get("HOME")
    return (Path(home) if home else Path.home()) / ".config" / "mingjian" / "keyring.json"


def _check_value(secret: bytes) -> str:
    return hmac.digest(secret, b"mingjian check value v1", hashlib.sha256).hex()[:16]


def _parsed(content: bytes) -> tuple[tuple[Epoch, ...], bytes]:
    try:
        document = json.loads(content)
    except (ValueError, RecursionError):
        raise ValueError("is not JSON") from None
    if not isinstance(document, dict) or document.get("schema") != SCHEMA:
        raise ValueError(f"is not of schema {SCHEMA}")
    entries = document.get("epochs")
    if not isinstance(entries, list) or not 1 <= len(entries) <= READABLE_EPOCHS:
        raise ValueError(f"does not hold 1 to {READABLE_EPOCHS} epochs")
    epochs = tuple(_epoch(entry) for entry in entries)
    numbers = [int(epoch.id[1:]) for epoch in epochs]
    if numbers != sorted(set(numbers), reverse=True):
        raise ValueError("does not list its epochs newest first, each once")
    return epochs, _secret(document.get("fingerprint"), "the fingerprint secret")


def _epoch(entry: object) -> Epoch:
    name = entry.get("id") if isinstance(entry, dict) else None
    if not isinstance(entry, dict) or not isinstance(name, str) or not EPOCH_ID.fullmatch(name):
        raise ValueError("has an epoch without an id such as k1")
    try:
        created = _moment(datetime.fromisoformat(entry.get("created_at", "")))
    except (TypeError, ValueError):
        raise ValueError(f"has no time with an offset for epoch {name}") from None
    return Epoch(name, created, _secret(entry.get("secret"), f"the secret of epoch {name}"))


def _secret(value: object, what: str) -> bytes:
    try:
        secret = base64.b64decode(value, validate=True) if isinstance(value, str) else b""
    except (binascii.Error, ValueError):
        secret = b""
    if len(secret) != SECRET_BYTES:
        raise ValueError(f"does not hold {what}: {SECRET_BYTES} bytes in base64")
    return secret


def _moment(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError("a time needs an offset")
    return value.astimezone(UTC)
