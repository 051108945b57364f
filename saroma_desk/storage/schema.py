"""The number of the schema, and the way there from any older one.

To change the schema: change the record, then add `migrations/versions/vNNNN_what.py`; the test that compares a
migrated file with the records says what the step still lacks.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from sqlalchemy import Engine

from . import search
from .sqlite import set_schema_version

LATEST: Final = 1
_STEPS: Final = Path(__file__).parent / "migrations"


def migrate(engine: Engine) -> None:
    """Bring the schema to the number `LATEST` in one transaction: it is there completely then, or nothing changed.

    Raises:
        KnownError: ``disk_full`` and the like.
    """
    from alembic import command  # only a new or older database needs it, not the daily start
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_STEPS).replace("%", "%%"))
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        config.attributes["connection"] = connection
        command.upgrade(config, f"{LATEST:04d}")
        set_schema_version(connection, LATEST)


def refresh_search(engine: Engine) -> None:
    """Make the search keys anew when this program folds names in another way than the one that wrote them."""
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        if not search.is_current(connection):
            search.rebuild(connection)
