"""The model's status beside a passkey's row, read in the same statement."""

from dataclasses import replace
from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy import select

from idp.factors.domain import Credential
from idp.factors.metadata.models import class_today
from idp.factors.tables import AUTHENTICATOR_METADATA, AUTHENTICATOR_MODEL, PASSKEY

OF_ITS_MODEL: Final = AUTHENTICATOR_MODEL.c.aaguid == PASSKEY.c.aaguid


class StoredModel(NamedTuple):
    """The columns of MODEL_STATUS; all None for a credential that is no passkey."""

    backup_eligible: bool | None
    verifies_user: bool | None
    attested: bool | None
    class_: str | None
    rejected_for: str | None
    next_update: datetime | None


MODEL_STATUS: Final = (
    PASSKEY.c.backup_eligible.label("model_backup_eligible"),
    PASSKEY.c.verifies_user.label("model_verifies_user"),
    PASSKEY.c.attested.label("model_attested"),
    AUTHENTICATOR_MODEL.c.model_class.label("model_class_"),
    AUTHENTICATOR_MODEL.c.rejected_for.label("model_rejected_for"),
    select(AUTHENTICATOR_METADATA.c.next_update).scalar_subquery().label("model_next_update"),
)
"""The part `model` of a row, for a select that joins the model by `OF_ITS_MODEL`."""


def with_model_status(
    credential: Credential, row: StoredModel, now: datetime, *, lifts: bool
) -> Credential:
    """The credential with its model judged anew: never what it was worth once.

    `lifts`: whether the operator lets a model lift anything.
    """
    return replace(
        credential,
        backup_eligible=row.backup_eligible,
        verifies_user=row.verifies_user,
        attested=row.attested,
        model=class_today(row.class_, row.rejected_for, row.next_update, now, lifts=lifts),
    )
