"""The complaint as it comes in: one pydantic model, validated where outside input enters.

Field meanings are the contract's; :mod:`mingjian.fingerprints.importers` turns other people's
exports into this. Raw personal data lives in these objects only, in memory, until
:func:`mingjian.fingerprints.fingerprint` has replaced it with keyed tokens (law 4).
"""

import math
import re
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

__all__ = [
    "LOCAL_TIME",
    "MAX_TEXT_BYTES",
    "Attachment",
    "Device",
    "Party",
    "PlatformEvent",
    "RawComplaint",
    "Relation",
    "TimePrecision",
    "is_date_only",
    "parse_time",
]

MAX_TEXT_BYTES = 1_000_000
LARGEST_AMOUNT = 1e10  # above it stands a card number, not a sum
LOCAL_TIME = ZoneInfo("Asia/Shanghai")
SPLIT_LIST = re.compile(r"[,，、;；|\n]")
DATE_ONLY = re.compile(r"\s*\d{4}([-/.年])\d{1,2}\1?[-/.月]?\d{1,2}日?\s*$")


class TimePrecision(StrEnum):
    """How exactly a filing time is known. ``unknown``: the export has no time; import time stands in."""

    second = "second"
    day = "day"
    unknown = "unknown"


class Relation(StrEnum):
    """Who files, seen from the borrower."""

    self = "self"
    family = "family"
    lawyer = "lawyer"
    agent = "agent"
    unknown = "unknown"


def parse_time(value: object, zone: ZoneInfo = LOCAL_TIME) -> datetime:
    """Read an ISO 8601 time and return it in UTC.

    Parameters
    ----------
    value : object
        A datetime or a text such as ``2025-06-01T09:30:00+08:00``; ``/`` and ``.`` for ``-`` and
        ``年月日`` are read too.
    zone : ZoneInfo
        Assumed when the text carries no offset. Platforms here print local time.

    Raises
    ------
    ValueError
        When it is no time, or lies before 1990 or after 2100.

    Examples
    --------
    >>> parse_time("2025-06-01 09:30").isoformat()
    '2025-06-01T01:30:00+00:00'
    >>> parse_time("2025年6月1日").isoformat()
    '2025-05-31T16:00:00+00:00'
    """
    if isinstance(value, datetime):
        moment = value
    elif isinstance(value, str):
        text = value.strip()
        found = re.match(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?\s*T?\s*(.*)$", text, re.S)
        if not found:
            raise ValueError("not a time")
        year, month, day, rest = found.groups()
        rest = rest.replace("时", ":").replace("分", ":").rstrip("秒: ")
        if re.match(r"\d(?:\D|$)", rest):
            rest = "0" + rest
        joined = f"{year}-{month:0>2}-{day:0>2}" + (f"T{rest}" if rest else "")
        try:
            moment = datetime.fromisoformat(joined)
        except ValueError:
            raise ValueError("not a time") from None
    else:
        raise ValueError("not a time")
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=zone)
    if not 1990 <= moment.year < 2100:
        raise ValueError("time outside 1990-2100")
    return moment.astimezone(UTC)


def is_date_only(value: object) -> bool:
    """Whether a time as written names a day and no hour."""
    return isinstance(value, str) and bool(DATE_ONLY.match(value))


def _clean(value: str) -> str:
    if "\x00" in value:
        raise ValueError("contains NUL bytes")
    try:
        size = len(value.encode())
    except UnicodeEncodeError:
        raise ValueError("is not valid Unicode") from None
    if size > MAX_TEXT_BYTES:
        raise ValueError("is larger than 1 MB")
    return value


def _listed(value: object) -> object:
    if value is None:
        return []
    if isinstance(value, str):
        return [part.strip() for part in SPLIT_LIST.split(value) if part.strip()]
    return value


def _amount(value: object) -> object:
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        raise ValueError("is not a number")
    if isinstance(value, str):
        value = value.replace(",", "").replace("，", "").strip()
    try:
        number = float(value)  # type: ignore[arg-type]  # any object: float() itself refuses
    except (TypeError, ValueError):
        raise ValueError("is not a number") from None
    if not math.isfinite(number) or abs(number) > LARGEST_AMOUNT:
        raise ValueError("is not a plausible sum")
    return number


def _identifier(value: object) -> object:
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value.strip() if isinstance(value, str) else value


def _lower(value: object) -> object:
    return value.strip().lower() if isinstance(value, str) else value


def _platform(value: str) -> str:
    """Keep ``platform:complaint_id`` unambiguous: a colon stands in ``lender:<name>`` only."""
    if value == "lender" or (":" in value and not re.fullmatch(r"lender:[^:]+", value)):
        raise ValueError("is no platform name: write lender:<name>, and no other colon")
    return value


def _moment(value: object) -> object:
    return parse_time(value)


def _blank_is_none(value: object) -> object:
    return None if value == "" else value


def _blank_is_empty(value: object) -> object:
    return "" if value is None else value


Text = Annotated[str, AfterValidator(_clean)]
BlankText = Annotated[Text, BeforeValidator(_blank_is_empty)]
OptionalText = Annotated[Text | None, BeforeValidator(_blank_is_none)]
TextList = Annotated[list[Text], BeforeValidator(_listed)]
Moment = Annotated[datetime, BeforeValidator(_moment)]
Flag = Annotated[bool | None, BeforeValidator(_blank_is_none)]


class _Model(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True)


class Party(_Model):
    """A person as named in the complaint; every field optional and raw."""

    account_id: OptionalText = None
    name: OptionalText = None
    phone: OptionalText = None
    id_number: OptionalText = None
    email: OptionalText = None
    payee_account: OptionalText = None


class Device(_Model):
    """What the filing came from; every field optional and raw."""

    device_id: OptionalText = None
    ip: OptionalText = None
    user_agent: OptionalText = None


class Attachment(_Model):
    """A file that came with the complaint; ``path`` is relative to the attachments folder."""

    kind: Literal["screenshot", "audio", "document"]
    path: Text


class PlatformEvent(_Model):
    """One line of the platform's timeline."""

    at: Moment | None = None
    actor: BlankText = ""
    type: BlankText = ""
    text: BlankText = ""


class RawComplaint(_Model):
    """One complaint of the contract (``contract.md``), before fingerprinting.

    Raises
    ------
    pydantic.ValidationError
        On a missing id, an unparsable time, a wrong type, a text over 1 MB, NUL bytes or broken
        Unicode. Its messages never repeat the input.

    Examples
    --------
    >>> RawComplaint(complaint_id="1", platform="heimao", filed_at="2025-06-01", issues="骚扰，恐吓").issues
    ['骚扰', '恐吓']
    """

    complaint_id: Annotated[Text, BeforeValidator(_identifier), Field(min_length=1, max_length=200)]
    platform: Annotated[
        Text,
        BeforeValidator(_lower),
        AfterValidator(_platform),
        Field(min_length=1, max_length=200),
    ]
    filed_at: Moment
    time_precision: TimePrecision = TimePrecision.second
    respondent: BlankText = ""
    title: BlankText = ""
    text: BlankText = ""
    truncated: Annotated[bool, BeforeValidator(lambda value: value or False)] = False
    issues: TextList = Field(default_factory=list)
    demands: TextList = Field(default_factory=list)
    amount_cny: Annotated[float | None, BeforeValidator(_amount)] = None
    currency: Annotated[
        str, BeforeValidator(lambda value: value or "CNY"), Field(pattern="^[A-Z]{3}$")
    ] = "CNY"
    status: BlankText = ""
    collective_id: OptionalText = None
    prior_complaint_ids: TextList = Field(default_factory=list)
    complainant: Party = Party()
    borrower: Party = Party()
    relation: Annotated[Relation, BeforeValidator(lambda value: value or "unknown")] = (
        Relation.unknown
    )
    authorised: Flag = None
    device: Device = Device()
    attachments: list[Attachment] = Field(default_factory=list)
    events: list[PlatformEvent] = Field(default_factory=list)

    @property
    def uid(self) -> str:
        """``platform:complaint_id``, unique over all platforms."""
        return f"{self.platform}:{self.complaint_id}"

    def canonical(self) -> dict[str, Any]:
        """Everything but an invented filing time, for telling a changed row from a known one."""
        drop = {"filed_at"} if self.time_precision is TimePrecision.unknown else set()
        return self.model_dump(mode="json", exclude=drop, exclude_defaults=True)
