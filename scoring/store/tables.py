"""Tables. A complaint's fingerprint is one row; what binds it to others are its postings."""

from datetime import UTC, datetime
from typing import Any, ClassVar

from sqlalchemy import (
    JSON,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Text,
    text,
)
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel

__all__ = [
    "CHECK",
    "CLAUSE",
    "COMPLAINT",
    "POSTING",
    "SCORE",
    "Complaint",
    "KeyCheck",
    "Posting",
    "StoredScore",
    "TemplateClause",
    "UtcDateTime",
]


class UtcDateTime(TypeDecorator[datetime]):
    """A UTC moment; SQLite forgets offsets, so they are put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To the database: UTC, and naive for SQLite."""
        if value is None:
            return None
        utc = value if value.tzinfo is UTC else value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """From the database: always UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _complaint(**options: Any) -> Any:
    return Column(ForeignKey("complaint.id", ondelete="CASCADE"), nullable=False, **options)


class Complaint(SQLModel, table=True):
    """A fingerprinted complaint. ``id`` is the order of arrival, and never given twice."""

    __tablename__ = "complaint"
    __table_args__: ClassVar[dict[str, Any]] = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(index=True, unique=True)
    platform: str
    complaint_id: str
    content_mac: str
    key_epoch: str
    filed_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False, index=True))
    time_precision: str
    respondent: str = Field(sa_column=Column(Text, nullable=False))
    redactions: int
    truncated: bool
    amount_cny: float | None
    currency: str
    status: str = Field(sa_column=Column(Text, nullable=False))
    collective_id: str | None
    prior_uids: list[str] = Field(sa_column=Column(JSON, nullable=False))
    relation: str
    authorised: bool | None
    tokens: dict[str, list[str]] = Field(sa_column=Column(JSON, nullable=False))
    own_tokens: int
    signature: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    clauses: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    quoted: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    screenshots: list[dict[str, Any]] = Field(sa_column=Column(JSON, nullable=False))
    unreadable: list[str] = Field(sa_column=Column(JSON, nullable=False))
    attachments: int
    template_id: str | None = Field(index=True)
    conduct: str = Field(sa_column=Column(Text, nullable=False))
    log_contacts: int | None


class Posting(SQLModel, table=True):
    """A complaint filed under a key: a token, a template, a text band, a quote, a picture."""

    __tablename__ = "posting"
    __table_args__: ClassVar[dict[str, Any]] = {"sqlite_with_rowid": False}

    key: str = Field(sa_column=Column(String(80), primary_key=True))
    complaint: int = Field(primary_key=True)  # no foreign key: erasing scans once, filing never


class TemplateClause(SQLModel, table=True):
    """Words that two or more complaints of a template share, redacted and with slots for numbers."""

    __tablename__ = "template_clause"

    template_id: str = Field(primary_key=True)
    mac: str = Field(primary_key=True)
    place: int
    text: str = Field(sa_column=Column(Text, nullable=False))


class StoredScore(SQLModel, table=True):
    """The newest score of a complaint."""

    __tablename__ = "score"
    __table_args__ = tuple(
        # Most complaints share nothing: an index of the others is small.
        Index(
            f"ix_score_{name}",
            name,
            sqlite_where=text(f"{name} IS NOT NULL"),
            postgresql_where=text(f"{name} IS NOT NULL"),
        )
        for name in ("template_id", "capture_id", "broadcast_id", "ring_id")
    )

    complaint: int = Field(sa_column=_complaint(primary_key=True, autoincrement=False))
    filed_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    as_of: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    model: str
    key_epoch: str
    credibility: float | None
    credibility_low: float | None
    credibility_high: float | None
    merit: float
    coordination: float
    severity: str | None
    violations: list[dict[str, Any]] = Field(sa_column=Column(JSON, nullable=False))
    facts: list[dict[str, Any]] = Field(sa_column=Column(JSON, nullable=False))
    route: str
    tier: str
    priority: float = Field(index=True)
    due_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    reasons: list[dict[str, Any]] = Field(sa_column=Column(JSON, nullable=False))
    template_id: str | None
    capture_id: str | None
    broadcast_id: str | None
    ring_id: str | None
    case_id: str
    repeat_kind: str


class KeyCheck(SQLModel, table=True):
    """Check value of a key that this store's tokens were made with."""

    __tablename__ = "key_check"

    key_id: str = Field(primary_key=True)
    value: str


# The tables behind the classes, for SQLAlchemy Core. SQLModel adds the attribute.
COMPLAINT = Complaint.__table__  # type: ignore[attr-defined]
POSTING = Posting.__table__  # type: ignore[attr-defined]
SCORE = StoredScore.__table__  # type: ignore[attr-defined]
CLAUSE = TemplateClause.__table__  # type: ignore[attr-defined]
CHECK = KeyCheck.__table__  # type: ignore[attr-defined]
