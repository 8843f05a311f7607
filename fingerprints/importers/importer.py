"""What an importer is: it reads one kind of export, from its columns to the contract's fields."""

import math
import re
import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from mingjian.fingerprints.contract import TimePrecision, is_date_only, parse_time

__all__ = ["Importer", "RefusedError", "canonical", "first", "moment"]

Fields = dict[str, Any]


class RefusedError(ValueError):
    """A row that an importer cannot turn into a complaint: the field of the contract, and why."""

    def __init__(self, field: str, what: str) -> None:
        super().__init__(f"{field}: {what}")


class Importer(ABC):
    """Turns records of one kind of export into the fields of a complaint.

    Attributes
    ----------
    name : str
        What ``--from`` calls it.
    ids, times : frozenset of str
        Columns, in canonical spelling, that may hold the complaint's number, and the filing time.
        An export with none of ``times`` gets the time at which it was received.
    """

    name: ClassVar[str]
    ids: frozenset[str]
    times: frozenset[str]

    @abstractmethod
    def recognises(self, columns: frozenset[str]) -> bool:
        """Whether columns in canonical spelling are those of this kind of export."""

    @abstractmethod
    def complaint(self, record: Mapping[str, Any]) -> Fields:
        """Name the fields of one record as :class:`RawComplaint` does.

        A blank or missing filing time is left out; the caller knows what that means.

        Raises
        ------
        RefusedError
            When a value is of the wrong type. The message never repeats the value.
        """


@lru_cache(maxsize=4096)
def canonical(name: str) -> str:
    """Spell a column name one way, whatever the export's year.

    Examples
    --------
    >>> canonical(" Consumer consent provided? "), canonical("Sub-product"), canonical("投诉编号：")
    ('consumer_consent_provided', 'sub_product', '投诉编号')
    """
    plain = unicodedata.normalize("NFKC", name).strip().rstrip("?:").casefold()
    return re.sub(r"[\s\-]+", "_", plain)


def first(record: Mapping[str, Any], field: str, names: tuple[str, ...]) -> str:
    """Return the first cell among ``names`` that is not blank, as text; empty when all are.

    Raises
    ------
    RefusedError
        Naming ``field`` when the cell is a list, an object or a flag.

    Examples
    --------
    >>> first({"sn": 17351065900, "id": ""}, "complaint_id", ("id", "sn"))
    '17351065900'
    """
    for name in names:
        value = record.get(name)
        if value is None:
            continue
        if isinstance(value, str):
            if value.strip():
                return value.strip()
        elif isinstance(value, date):
            return value.isoformat()
        elif isinstance(value, bool) or not isinstance(value, int | float | Decimal):
            raise RefusedError(field, "not text")
        elif not math.isnan(value):
            return str(int(value)) if value % 1 == 0 else str(value)
    return ""


def moment(written: str | datetime, zone: ZoneInfo) -> Fields:
    """Read a filing time that is local to ``zone``.

    Examples
    --------
    >>> read = moment("2025-06-01", ZoneInfo("America/New_York"))
    >>> read["filed_at"].isoformat(), str(read["time_precision"])
    ('2025-06-01T04:00:00+00:00', 'day')

    Raises
    ------
    RefusedError
        When it is no time.
    """
    try:
        filed_at = parse_time(written, zone)
    except (ValueError, OverflowError):
        raise RefusedError("filed_at", "not a time") from None
    precision = TimePrecision.day if is_date_only(written) else TimePrecision.second
    return {"filed_at": filed_at, "time_precision": precision}
