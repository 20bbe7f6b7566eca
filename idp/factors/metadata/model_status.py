"""The model's status beside a passkey's row, read in the same statement."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select

from idp.factors.domain import Credential, credential_from
from idp.factors.metadata.models import class_today
from idp.factors.tables import AUTHENTICATOR_METADATA, AUTHENTICATOR_MODEL, PASSKEY

OF_ITS_MODEL: Final = AUTHENTICATOR_MODEL.c.aaguid == PASSKEY.c.aaguid
MODEL_STATUS: Final = (
    *(PASSKEY.c.backup_eligible, PASSKEY.c.verifies_user, PASSKEY.c.attested),
    *(AUTHENTICATOR_MODEL.c.model_class, AUTHENTICATOR_MODEL.c.rejected_for),
    select(AUTHENTICATOR_METADATA.c.next_update).scalar_subquery().label("next_update"),
)
"""Columns for a select that joins the model by `OF_ITS_MODEL`."""

_OF_PASSKEYS: Final = ("backup_eligible", "verifies_user", "attested")


def with_model_status(row: Mapping[str, Any], now: datetime, *, lifts: bool) -> Credential:
    """The credential of a row, its model judged anew: never what it was worth once.

    `lifts`: whether the operator lets a model lift anything.
    """
    known = (row["model_class"], row["rejected_for"], row["next_update"])
    fields = {name: row[name] for name in _OF_PASSKEYS}
    model = class_today(*known, now, lifts=lifts)
    return replace(credential_from(row), **fields, model=model)
