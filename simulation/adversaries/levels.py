"""What a platform visibly refuses, and what an agent who watches changes (domain.md 6.2, rule 8).

The platform checks form and plain repetition only (S3-52 to S3-54): the same text from another account, the
same tags twice in a day, one device with many accounts.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from mingjian.simulation.filing import Filing

__all__ = ["Gate", "Levels", "adapted"]

ACCOUNTS_A_DEVICE = 8
WEEK, DAY = timedelta(days=7), timedelta(days=1)
LADDER = {
    "text": ("E0", "E1", "E2", "E3"),
    "device": ("N0", "N1", "N2", "N3"),
    "tags": ("R0", "R1", "R2"),
}


@dataclass(frozen=True, slots=True)
class Levels:
    """The levels at which an agent works."""

    spin: str
    forgery: str
    sourcing: str
    schedule: str

    def axes(self) -> tuple[tuple[str, str], ...]:
        """As the truth file names them."""
        return (
            ("spin", self.spin), ("forgery", self.forgery), ("sourcing", self.sourcing), ("schedule", self.schedule),
        )  # fmt: skip


@dataclass(slots=True)
class Gate:
    """A platform's checks of form, over the filings of one agent."""

    _texts: dict[str, str] = field(default_factory=dict)
    _tags: dict[tuple[str, ...], datetime] = field(default_factory=dict)
    _devices: dict[str, list[tuple[datetime, str]]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def refuses(self, filing: Filing) -> str | None:
        """The reason for a refusal: ``text``, ``tags`` or ``device``; None when the filing is accepted."""
        who = filing.complainant.account_id or filing.complainant.phone or filing.name
        if self._texts.setdefault(filing.text, who) != who:
            return "text"
        tags = (who, filing.platform, *filing.issues, "/", *filing.demands)
        last = self._tags.get(tags)
        self._tags[tags] = filing.at
        if last is not None and filing.at - last < DAY:
            return "tags"
        if filing.device:
            seen = self._devices[filing.device.device_id]
            seen.append((filing.at, who))
            if len({account for at, account in seen if filing.at - at < WEEK}) > ACCOUNTS_A_DEVICE:
                return "device"
        return None


def adapted(levels: Levels, reason: str) -> Levels:
    """One step up the ladder of what was refused."""
    ladder = LADDER[reason]
    current = {"text": levels.spin, "device": levels.sourcing, "tags": levels.schedule}[reason]
    after = ladder[min(ladder.index(current) + 1, len(ladder) - 1)]
    return Levels(
        spin=after if reason == "text" else levels.spin,
        forgery=levels.forgery,
        sourcing=after if reason == "device" else levels.sourcing,
        schedule=after if reason == "tags" else levels.schedule,
    )
