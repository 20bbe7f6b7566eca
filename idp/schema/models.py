"""All models, and the location of the migrations."""

import importlib
from importlib.resources import files
from pathlib import Path
from typing import Final

from alembic.config import Config
from sqlalchemy import MetaData

import idp
from idp.kernel.rule_sets import RuleSetName
from idp.platform.database import Base

TABLES: Final = (
    "idp.accounts.tables",
    "idp.activation.tables",
    "idp.authorization.tables",
    "idp.casework.tables",
    "idp.consent.tables",
    "idp.ciba.tables",
    "idp.deadlines.tables",
    "idp.documents.tables",
    "idp.factors.binding_tables",
    "idp.factors.biometrics.tables",
    "idp.factors.tables",
    "idp.history.tables",
    "idp.ledger.tables",
    "idp.letters.tables",
    "idp.licensing.tables",
    "idp.losses.tables",
    "idp.notices.tables",
    "idp.officers.tables",
    "idp.policy.tables",
    "idp.one_time.tables",
    "idp.personal_data.tables",
    "idp.registries.tables",
    "idp.representation.tables",
    "idp.relying_parties.tables",
    "idp.sessions.tables",
    "idp.issuance.level_one.tables",
    "idp.signup.tables",
    "idp.subjects.tables",
    "idp.tokens.tables",
    "idp.violations.tables",
)
"""The modules in which packages declare their rows."""

_INSTALLED: Final = Path(str(files(idp) / "migrations"))
STEPS: Final = _INSTALLED if _INSTALLED.is_dir() else Path(idp.__path__[0]).parent / "migrations"
"""The folder of the migrations: inside the installed package, beside it in a checkout."""


def configuration(
    url: str, *, secret: str | None = None, rule_set: RuleSetName = RuleSetName.DRAFT_2024
) -> Config:
    """The configuration of Alembic for one database.

    `secret` and `rule_set` are the settings of these names: what an older release wrote is sealed,
    and its cases go on by the terms of this text.
    """
    config = Config()
    config.set_main_option("script_location", str(STEPS).replace("%", "%%"))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.attributes["url"] = url
    config.attributes["secret"] = secret
    config.attributes["rule_set"] = rule_set
    return config


def models() -> MetaData:
    """All tables of all packages."""
    for name in TABLES:
        importlib.import_module(name)
    return Base.metadata
