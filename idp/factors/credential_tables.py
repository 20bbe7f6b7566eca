"""For each kind of credential the tables that hold its rows, by the names its type gives."""

from typing import Final

from sqlalchemy import Table

from idp.factors.credential_types import CREDENTIAL_TYPES
from idp.factors.domain import CredentialKind
from idp.factors.tables import CREDENTIAL

ROWS: Final[dict[CredentialKind, tuple[Table, ...]]] = {
    kind: tuple(CREDENTIAL.metadata.tables[name] for name in each.tables)
    for kind, each in CREDENTIAL_TYPES.items()
}
SECRETS: Final = {kind: tables[0] for kind, tables in ROWS.items()}
