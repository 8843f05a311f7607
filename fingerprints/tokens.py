"""Identifier tokens: what leaves this package in place of phones, ID numbers and names.

A token is an HMAC-SHA256 under a secret of the key ring, cut to 128 bits. Hashing without a key
would not do: all mobile numbers are tried within minutes (domain.md 5.2). A token is still
personal data, as it still joins; it lives no longer than its epoch.
"""

import base64
import hmac
import re
from collections.abc import Callable
from dataclasses import dataclass

from mingjian.fingerprints import identifiers as read
from mingjian.fingerprints.contract import Party, RawComplaint
from mingjian.fingerprints.keyring import KeyRing

__all__ = ["Identifiers", "PartyTokens", "Tokenizer", "identify"]

VERSION = "v1"
TOKEN_BYTES = 16
FIELD = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True)
class PartyTokens:
    """One person's tokens, one per readable epoch, the current first; empty means missing."""

    account: tuple[str, ...] = ()
    name: tuple[str, ...] = ()
    phone: tuple[str, ...] = ()
    id_number: tuple[str, ...] = ()
    email: tuple[str, ...] = ()
    payee: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Identifiers:
    """All tokens of one complaint. ``network`` is a /24 or /48 and never an edge by itself (D3)."""

    complainant: PartyTokens = PartyTokens()
    borrower: PartyTokens = PartyTokens()
    device: tuple[str, ...] = ()
    network: tuple[str, ...] = ()


class Tokenizer:
    """Makes tokens for one purpose. Tokens of two purposes, or of two fields, never match.

    Parameters
    ----------
    ring : KeyRing
        Each of its readable epochs gives one token.
    purpose : str
        ``link`` joins complaints within one installation.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> from pathlib import Path
    >>> from mingjian.fingerprints.keyring import Epoch
    >>> epochs = (Epoch("k1", datetime(2025, 6, 1, tzinfo=UTC), bytes(32)),)
    >>> ring = KeyRing(Path("ring.json"), epochs, bytes(32))
    >>> Tokenizer(ring).token("phone", "+8613812345678")
    ('phone.k1._aKVrfGhNMrSLLbnvyKp1A',)
    """

    __slots__ = ("_fields", "_purpose", "_ring")

    def __init__(self, ring: KeyRing, purpose: str = "link") -> None:
        self._ring = ring
        self._purpose = purpose
        self._fields: dict[str, tuple[tuple[str, bytes], ...]] = {}

    def token(self, field: str, value: str) -> tuple[str, ...]:
        """Return ``field.epoch.22 characters`` per readable epoch, the current first.

        Parameters
        ----------
        field : str
            Lower-case name; the same for complainant and borrower, so that the two join.
        value : str
            Already normalised; two spellings give two tokens.

        Raises
        ------
        ValueError
            When the field's name is not a lower-case word.
        """
        if (keys := self._fields.get(field)) is None:
            keys = self._fields[field] = self._field_keys(field)
        message = value.encode("utf-8", "surrogatepass")
        tokens = []
        for prefix, key in keys:
            digest = hmac.digest(key, message, "sha256")[:TOKEN_BYTES]
            tokens.append(prefix + base64.urlsafe_b64encode(digest)[:-2].decode())
        return tuple(tokens)

    def _field_keys(self, field: str) -> tuple[tuple[str, bytes], ...]:
        if not FIELD.fullmatch(field):
            raise ValueError("a field is named by a lower-case word")
        parts = [part.encode() for part in ("mingjian token", VERSION, self._purpose, field)]
        label = b"".join(len(part).to_bytes(4, "big") + part for part in parts)
        return tuple(
            (f"{field}.{epoch.id}.", hmac.digest(epoch.secret, label, "sha256"))
            for epoch in self._ring.epochs
        )


def identify(complaint: RawComplaint, tokenizer: Tokenizer) -> Identifiers:
    """Replace every identifier of a complaint by its tokens.

    Parameters
    ----------
    complaint : RawComplaint
        As it came in. What cannot be read is missing (G3, D1, D5, P2).
    tokenizer : Tokenizer
        Carries the key ring.

    Returns
    -------
    Identifiers
        The same phone gives the same token, whether as complainant's or as borrower's.
    """

    def tokens(
        field: str, raw: str | None, normalise: Callable[[str], str | None]
    ) -> tuple[str, ...]:
        value = normalise(raw) if raw else None
        return tokenizer.token(field, value) if value else ()

    def person(party: Party) -> PartyTokens:
        return PartyTokens(
            account=tokens(
                "account",
                party.account_id,
                lambda account: read.normalise_account(account, complaint.platform),
            ),
            name=tokens("name", party.name, read.normalise_name),
            phone=tokens("phone", party.phone, read.normalise_phone),
            id_number=tokens("id_number", party.id_number, read.normalise_id_number),
            email=tokens("email", party.email, read.normalise_email),
            payee=tokens("payee", party.payee_account, read.normalise_payee),
        )

    return Identifiers(
        complainant=person(complaint.complainant),
        borrower=person(complaint.borrower),
        device=tokens("device", complaint.device.device_id, read.normalise_device),
        network=tokens("network", complaint.device.ip, read.normalise_ip),
    )
