"""What a platform visibly refuses: it checks form and plain repetition only (S3-52 to S3-54)."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from mingjian.simulation.filing import Filing

__all__ = ["Gate"]

ACCOUNTS_A_DEVICE = 5
WEEK, DAY = timedelta(days=7), timedelta(days=1)


@dataclass(slots=True)
class Gate:
    """The platforms' checks over filings in order of time; each platform knows only what was filed with it."""

    _texts: dict[tuple[str, str], str] = field(default_factory=dict)
    _tags: dict[tuple[str, ...], datetime] = field(default_factory=dict)
    _devices: dict[tuple[str, str], list[tuple[datetime, str]]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def refuses(self, filing: Filing) -> str | None:
        """Why a filing is refused.

        Returns
        -------
        str or None
            ``text``: the text came from another account; ``tags``: the same tags twice in a day (S3-07);
            ``device``: one device with many accounts; None when the filing is accepted.
        """
        platform = filing.platform
        who = filing.complainant.account_id or filing.complainant.phone or filing.name
        if self._texts.setdefault((platform, filing.text), who) != who:
            return "text"
        tags = (who, platform, filing.truth.lender, *filing.issues, "/", *filing.demands)
        last = self._tags.get(tags)
        self._tags[tags] = filing.at
        if last is not None and filing.at - last < DAY:
            return "tags"
        if filing.device:
            seen = self._devices[platform, filing.device.device_id]
            seen.append((filing.at, who))
            if len({account for at, account in seen if filing.at - at < WEEK}) > ACCOUNTS_A_DEVICE:
                return "device"
        return None
