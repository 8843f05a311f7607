"""Which key ring a database belongs to, and the end of an epoch: its tokens go with its secret."""

from sqlalchemy import Text, bindparam, cast, delete, insert, select, update
from sqlalchemy.engine import Connection

from mingjian.fingerprints.errors import KeyRingError
from mingjian.fingerprints.keyring import KeyRing
from mingjian.scoring.store.tables import CHECK, COMPLAINT, POSTING, SCORE

__all__ = ["STALE", "check_keys"]

STALE = "stale"  # no model's name: the score was made from evidence that has changed


def check_keys(connection: Connection, ring: KeyRing) -> bool:
    """Make sure that a key ring is this database's, and forget the epochs it has left behind.

    Returns
    -------
    bool
        Whether tokens were deleted: the database should then be rewritten.

    Raises
    ------
    KeyRingError
        When the database was filled under another ring, or under a later state of this one.
    """
    rows = connection.execute(select(CHECK.c.key_id, CHECK.c.value))
    known = {row.key_id: row.value for row in rows}
    present = ring.check_values()
    if any(known[key] != present[key] for key in known.keys() & present.keys()):
        raise KeyRingError(
            "this database was made with another key ring: point MINGJIAN_KEYRING at its own, "
            "or use an empty database"
        )
    left = known.keys() - present.keys()
    if any(_number(epoch) > _number(ring.current.id) for epoch in left):
        raise KeyRingError(
            "this key ring is older than the database, which holds tokens of a later epoch: "
            "restore the newest copy of the ring"
        )
    new = [{"key_id": key, "value": present[key]} for key in present.keys() - known.keys()]
    if new:
        connection.execute(insert(CHECK), new)
    for epoch in left:
        _forget(connection, epoch)
    return bool(left)


def _number(epoch: str) -> int:
    return int(epoch.removeprefix("k"))


def _forget(connection: Connection, epoch: str) -> None:
    """Delete every token of an epoch: it can no longer be made or matched."""
    mark = f".{epoch}."
    is_token = ~POSTING.c.key.contains(":")
    connection.execute(delete(POSTING).where(POSTING.c.key.contains(mark), is_token))
    holding = select(COMPLAINT.c.id, COMPLAINT.c.tokens).where(
        cast(COMPLAINT.c.tokens, Text).contains(mark)
    )
    changed = [
        {
            "number": number,
            "kept": {
                name: left
                for name, values in tokens.items()
                if (left := [token for token in values if mark not in token])
            },
        }
        for number, tokens in connection.execute(holding)
    ]
    if changed:
        one = update(COMPLAINT).where(COMPLAINT.c.id == bindparam("number"))
        connection.execute(one.values(tokens=bindparam("kept")), changed)
    # What the tokens had bound is bound no longer: every score is to be read anew by the next run.
    connection.execute(update(SCORE).values(model=STALE))
    connection.execute(delete(CHECK).where(CHECK.c.key_id == epoch))
