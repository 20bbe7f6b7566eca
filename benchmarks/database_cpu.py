"""CPU of the processes of a PostgreSQL on this machine, beside that of this process."""

import os
from pathlib import Path

from sqlalchemy import text

from idp.platform.database import Database

_PROCESSES = text("SELECT pid FROM pg_stat_activity WHERE datname = current_database()")


def database_cpu(database: Database) -> float:
    """CPU seconds of the database's processes for this database, in steps of 10 ms.

    Zero for SQLite, whose work is that of this process.
    """
    if database.engine.dialect.name == "sqlite":
        return 0.0
    ticks = 0
    for row in database.all(_PROCESSES):
        try:
            said = Path(f"/proc/{row.pid}/stat").read_text("ascii")
        except OSError:
            continue
        used = said.rpartition(") ")[2].split()
        ticks += int(used[11]) + int(used[12])
    return ticks / os.sysconf("SC_CLK_TCK")
