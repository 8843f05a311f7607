"""Alembic environment: always online, on the connection that the store hands over."""

from alembic import context
from sqlmodel import SQLModel

from mingjian.scoring.store import tables

__all__: list[str] = []

assert tables.Complaint.metadata is SQLModel.metadata  # the tables are registered by the import
connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    compare_type=True,
)
context.run_migrations()
