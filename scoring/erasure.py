"""Erasure: take a person's complaints out, and everything that was made of them.

The cascade: fingerprint and tokens, postings (graph edges, template bands, pictures), score and reasons;
words of a template that fewer than two remaining complaints share; and the scores of everybody whose
reasons named the erased complaints, which are read anew. A complaint number that somebody else cites
stays in that person's complaint. :meth:`Store.compact` then rewrites the database, so that nothing stays
in free pages, statistics or the write-ahead log (domain.md 5.3, step 10).
"""

from collections import Counter
from collections.abc import Collection

from sqlalchemy import Text, cast, delete, insert, select
from sqlalchemy.engine import Connection

from mingjian.features.history import POSTING_CAP
from mingjian.features.observation import related_keys
from mingjian.features.templates import template_key
from mingjian.fingerprints.errors import UsageError
from mingjian.fingerprints.identifiers import (
    normalise_account,
    normalise_id_number,
    normalise_phone,
)
from mingjian.fingerprints.keyring import KeyRing
from mingjian.fingerprints.tokens import Tokenizer
from mingjian.scoring.store.database import among
from mingjian.scoring.store.store import SIZES, Batch, Store
from mingjian.scoring.store.tables import CLAUSE, COMPLAINT, POSTING, SCORE

__all__ = ["person_uids", "remove"]

ACCOUNT = "account"


def person_uids(store: Store, ring: KeyRing, field: str, value: str) -> list[str]:
    """Complaints that carry an identifier, as complainant's or borrower's.

    Parameters
    ----------
    field : str
        ``phone``, ``id_number`` or ``account``.
    value : str
        Raw. An account is looked up on every platform in the store.

    Raises
    ------
    UsageError
        When the value is not such an identifier.
    """
    tokenizer = Tokenizer(ring)
    with store.batch() as batch:
        if field == ACCOUNT:
            platforms = batch.connection.execute(select(COMPLAINT.c.platform).distinct()).scalars()
            values = [normalise_account(value, platform) for platform in platforms]
        else:
            normalise = {"phone": normalise_phone, "id_number": normalise_id_number}[field]
            values = [normalise(value)]
        readable = [found for found in values if found]
        if not readable and field != ACCOUNT:
            raise UsageError(f"the value given is not a readable {field.replace('_', ' ')}")
        tokens = {token for found in readable for token in tokenizer.token(field, found)}
        # By the tokens of the rows themselves: a full posting does not hold everybody.
        query = select(COMPLAINT.c.uid, COMPLAINT.c.tokens)
        return [
            uid
            for uid, held in batch.connection.execute(query)
            if any(token in tokens for found in held.values() for token in found)
        ]


def remove(batch: Batch, uids: Collection[str]) -> list[str]:
    """Delete complaints inside a transaction.

    Returns
    -------
    list of str
        Remaining complaints whose readings the removed ones had a part in; to be read anew.
    """
    history = batch.history()
    history.fetch_traces(uids)
    gone = [trace for uid in uids if (trace := history.trace(uid))]
    keys = {key for trace in gone for key in related_keys(trace)}
    related = {member.uid for key in keys for member in history.members(key)}
    full = [key for key in keys if len(history.members(key)) >= POSTING_CAP]
    connection = batch.connection
    numbers = list(batch.numbers(uids).values())
    related |= _clustered(numbers, connection) | batch.ring_mates(related)
    for table, column in ((POSTING, "complaint"), (SCORE, "complaint"), (COMPLAINT, "id")):
        connection.execute(delete(table).where(among(table.c[column], numbers, connection)))
    for template_id in {trace.template_id for trace in gone if trace.template_id}:
        _forget_words(batch, template_id)
    for key in full:
        _refill(key, connection)
    return sorted(related - set(uids))


def _clustered(numbers: Collection[int], connection: Connection) -> set[str]:
    """Everybody whose score names a cluster of these complaints, however large it is."""
    found: set[str] = set()
    for column in (f"{cluster}_id" for cluster in SIZES):
        mine = select(SCORE.c[column]).where(among(SCORE.c.complaint, numbers, connection))
        query = (
            select(COMPLAINT.c.uid)
            .join(SCORE, SCORE.c.complaint == COMPLAINT.c.id)
            .where(SCORE.c[column].in_(mine))
        )
        found |= set(connection.execute(query).scalars())
    return found


def _refill(key: str, connection: Connection) -> None:
    """Give the places that became free in a full posting to those who came after it was full."""
    kind, _, value = key.rpartition(":")
    holds = {
        "": cast(COMPLAINT.c.tokens, Text).contains(key, autoescape=True),
        "template": COMPLAINT.c.template_id == value,
        "pixels": cast(COMPLAINT.c.screenshots, Text).contains(value, autoescape=True),
    }.get(kind)
    if holds is None:
        return
    held = select(POSTING.c.complaint).where(POSTING.c.key == key)
    places = POSTING_CAP - len(connection.execute(held).all())
    waiting = select(COMPLAINT.c.id).where(holds, COMPLAINT.c.id.not_in(held))
    numbers = connection.execute(waiting.order_by(COMPLAINT.c.id).limit(places)).scalars().all()
    if numbers:
        connection.execute(insert(POSTING), [{"key": key, "complaint": n} for n in numbers])


def _forget_words(batch: Batch, template_id: str) -> None:
    """Drop the words of a template that fewer than two remaining complaints have in common."""
    connection = batch.connection
    held: Counter[str] = Counter()
    for member in batch.history().members(template_key(template_id)):
        held.update(f"{mac:016x}" for mac in set(member.row.clause_array()["mac"].tolist()))
    stored = connection.execute(select(CLAUSE.c.mac).where(CLAUSE.c.template_id == template_id))
    alone = [mac for mac in stored.scalars() if held[mac] < 2]
    if alone:
        connection.execute(
            delete(CLAUSE).where(
                CLAUSE.c.template_id == template_id, among(CLAUSE.c.mac, alone, connection)
            )
        )
