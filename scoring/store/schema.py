"""The schema of a database, brought up to date."""

from alembic import command
from alembic.config import Config
from sqlalchemy.engine import Connection

__all__ = ["has_tables", "migrate"]


def has_tables(connection: Connection) -> bool:
    """Whether this database was made by mingjian before."""
    return connection.dialect.has_table(connection, "complaint")


def migrate(connection: Connection) -> None:
    """Bring the schema up to date."""
    config = Config()
    config.set_main_option("script_location", "mingjian.scoring.store:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
