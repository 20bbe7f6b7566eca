"""Where the steps are, and every model they have to agree with."""

import importlib
from pathlib import Path

from alembic.config import Config
from sqlalchemy import MetaData

import idp
from idp.platform.database import Base

FOLDER = Path(__file__).parent
_HOUSE = Path(idp.__path__[0])


def configuration(url: str, *, secret: str | None = None) -> Config:
    """What Alembic needs to act on one database.

    `secret` is the setting of that name; a step that seals what an older release wrote needs it.
    """
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.attributes["url"] = url
    config.attributes["secret"] = secret
    return config


def models() -> MetaData:
    """Every table that any slice declares, or a slice within a slice."""
    for rows in sorted(_HOUSE.rglob("tables.py")):
        importlib.import_module(".".join(rows.relative_to(_HOUSE.parent).with_suffix("").parts))
    return Base.metadata
