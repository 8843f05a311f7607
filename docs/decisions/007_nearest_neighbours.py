"""Likeness of each text to its nearest neighbour in the same file, by length (decision 007)."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from mingjian.fingerprints.fingerprinting import Fingerprinter
from mingjian.fingerprints.importers import Accepted, read
from mingjian.fingerprints.keyring import Epoch, KeyRing
from mingjian.fingerprints.minhash import resemblance
from mingjian.fingerprints.rows import fingerprint_rows

LENGTHS = ((16, 40), (40, 100), (100, 10**9))
LIKENESSES = (0.2, 0.25, 0.35, 0.45)

now = datetime.now(UTC)
ring = KeyRing(None, (Epoch("k1", now, bytes(32)),), bytes(32))
for name in sys.argv[1:]:
    raw = [row.complaint for row in read(Path(name), received_at=now) if isinstance(row, Accepted)]
    rows = fingerprint_rows(Fingerprinter(ring)(raw))
    texts = {row.narrative: row for row in rows if row.signature}.values()
    signed = np.stack([np.frombuffer(row.signature, dtype=np.uint32) for row in texts])
    tokens = np.array([row.own_tokens for row in texts])
    nearest = np.array([np.sort(resemblance(one, signed))[-2] for one in signed])
    for low, high in LENGTHS:
        near = nearest[(tokens >= low) & (tokens < high)]
        shares = (f">{least}: {(near > least).mean():.1%}" for least in LIKENESSES)
        sys.stdout.write(
            f"{Path(name).name} from {low} tokens, {near.size} texts: {' '.join(shares)}\n"
        )
