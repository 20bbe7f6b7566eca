"""Where the steps are, and every model they have to agree with."""

import importlib
import importlib.util
import pkgutil
from pathlib import Path

from alembic.config import Config
from sqlalchemy import MetaData

import idp
from idp.platform.database import Base

FOLDER = Path(__file__).parent


def configuration(url: str) -> Config:
    """What Alembic needs to act on one database."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.attributes["url"] = url
    return config


def models() -> MetaData:
    """Every table that any slice declares."""
    for package in pkgutil.iter_modules(idp.__path__, "idp."):
        if package.ispkg and importlib.util.find_spec(f"{package.name}.tables") is not None:
            importlib.import_module(f"{package.name}.tables")
    return Base.metadata
