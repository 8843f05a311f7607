"""first schema"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "complaint",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("complaint_id", sa.String(), nullable=False),
        sa.Column("content_mac", sa.String(), nullable=False),
        sa.Column("key_epoch", sa.String(), nullable=False),
        sa.Column("filed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("time_precision", sa.String(), nullable=False),
        sa.Column("respondent", sa.Text(), nullable=False),
        sa.Column("redactions", sa.Integer(), nullable=False),
        sa.Column("truncated", sa.Boolean(), nullable=False),
        sa.Column("amount_cny", sa.Float(), nullable=True),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("collective_id", sa.String(), nullable=True),
        sa.Column("prior_uids", sa.JSON(), nullable=False),
        sa.Column("relation", sa.String(), nullable=False),
        sa.Column("authorised", sa.Boolean(), nullable=True),
        sa.Column("tokens", sa.JSON(), nullable=False),
        sa.Column("own_tokens", sa.Integer(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.Column("clauses", sa.LargeBinary(), nullable=False),
        sa.Column("quoted", sa.LargeBinary(), nullable=False),
        sa.Column("screenshots", sa.JSON(), nullable=False),
        sa.Column("unreadable", sa.JSON(), nullable=False),
        sa.Column("attachments", sa.Integer(), nullable=False),
        sa.Column("template_id", sa.String(), nullable=True),
        sa.Column("conduct", sa.Text(), nullable=False),
        sa.Column("log_contacts", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("complaint", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_complaint_filed_at"), ["filed_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_complaint_template_id"), ["template_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_complaint_uid"), ["uid"], unique=True)

    op.create_table(
        "key_check",
        sa.Column("key_id", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("key_id"),
    )
    op.create_table(
        "template_clause",
        sa.Column("template_id", sa.String(), nullable=False),
        sa.Column("mac", sa.String(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("template_id", "mac"),
    )
    op.create_table(
        "posting",
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("complaint", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", "complaint"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "score",
        sa.Column("complaint", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("filed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
        sa.Column("model", sa.String(), nullable=False),
        sa.Column("key_epoch", sa.String(), nullable=False),
        sa.Column("credibility", sa.Float(), nullable=True),
        sa.Column("credibility_low", sa.Float(), nullable=True),
        sa.Column("credibility_high", sa.Float(), nullable=True),
        sa.Column("merit", sa.Float(), nullable=False),
        sa.Column("coordination", sa.Float(), nullable=False),
        sa.Column("severity", sa.String(), nullable=True),
        sa.Column("violations", sa.JSON(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("route", sa.String(), nullable=False),
        sa.Column("tier", sa.String(), nullable=False),
        sa.Column("priority", sa.Float(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("template_id", sa.String(), nullable=True),
        sa.Column("capture_id", sa.String(), nullable=True),
        sa.Column("broadcast_id", sa.String(), nullable=True),
        sa.Column("ring_id", sa.String(), nullable=True),
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("repeat_kind", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["complaint"], ["complaint.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("complaint"),
    )
    with op.batch_alter_table("score", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_score_broadcast_id"),
            ["broadcast_id"],
            unique=False,
            sqlite_where=sa.text("broadcast_id IS NOT NULL"),
            postgresql_where=sa.text("broadcast_id IS NOT NULL"),
        )
        batch_op.create_index(
            batch_op.f("ix_score_capture_id"),
            ["capture_id"],
            unique=False,
            sqlite_where=sa.text("capture_id IS NOT NULL"),
            postgresql_where=sa.text("capture_id IS NOT NULL"),
        )
        batch_op.create_index(batch_op.f("ix_score_priority"), ["priority"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_score_ring_id"),
            ["ring_id"],
            unique=False,
            sqlite_where=sa.text("ring_id IS NOT NULL"),
            postgresql_where=sa.text("ring_id IS NOT NULL"),
        )
        batch_op.create_index(
            batch_op.f("ix_score_template_id"),
            ["template_id"],
            unique=False,
            sqlite_where=sa.text("template_id IS NOT NULL"),
            postgresql_where=sa.text("template_id IS NOT NULL"),
        )


def downgrade() -> None:
    """Undo."""
    with op.batch_alter_table("score", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_score_template_id"))
        batch_op.drop_index(batch_op.f("ix_score_ring_id"))
        batch_op.drop_index(batch_op.f("ix_score_priority"))
        batch_op.drop_index(batch_op.f("ix_score_capture_id"))
        batch_op.drop_index(batch_op.f("ix_score_broadcast_id"))

    op.drop_table("score")
    op.drop_table("posting")
    op.drop_table("template_clause")
    op.drop_table("key_check")
    with op.batch_alter_table("complaint", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_complaint_uid"))
        batch_op.drop_index(batch_op.f("ix_complaint_template_id"))
        batch_op.drop_index(batch_op.f("ix_complaint_filed_at"))

    op.drop_table("complaint")
