"""Device degree: how many accounts or phone numbers file from one device.

The study asks for it as "one user, many accounts" (S3-64); taken so, two are already too many.
"""

from collections import defaultdict
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.worlds.baselines.complainants import Rows

__all__ = ["MANY", "suspicion"]

MANY = 2  # from here on a device's complaints share a ring id


def suspicion(rows: Rows, folder: Path) -> tuple[NDArray[np.float64], list[str | None]]:
    """Phones, or accounts on one platform, of the row's device, whichever are more; 0 without a device.

    Accounts are counted a platform at a time: one person has one on each.
    """
    del folder
    known: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    devices = [(row.get("device") or {}).get("device_id") for row in rows]
    for device, row in zip(devices, rows, strict=True):
        party = row.get("complainant") or {}
        if device and party.get("account_id"):
            known[device][row["platform"]].add(party["account_id"])
        if device and party.get("phone"):
            known[device]["phone"].add(party["phone"])
    degrees = [
        max(map(len, known[device].values()), default=0) if device else 0 for device in devices
    ]
    rings = [
        f"d{device}" if degree >= MANY else None
        for device, degree in zip(devices, degrees, strict=True)
    ]
    return np.array(degrees, float), rings
