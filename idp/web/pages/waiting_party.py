"""The relying party that waits while its person makes a passkey: named by its transaction.

The transaction stands in the address of the ceremony and of the pages around it. Only the browser
that began it can go on with it, so a link that somebody else made leads nowhere.
"""

from typing import Final
from urllib.parse import parse_qs
from uuid import UUID

from idp.kernel.ids import Id

FIELD: Final = "then"


def with_party(path: str, transaction: UUID | Id | None) -> str:
    """The path of ours, with the transaction in its query, if there is one."""
    if transaction is None:
        return path
    return f"{path}{'&' if '?' in path else '?'}{FIELD}={transaction}"


def transaction_in(path: str) -> UUID | None:
    """The transaction in the query of a path of ours."""
    _, _, query = path.partition("?")
    return named_in(parse_qs(query).get(FIELD, [""])[0])


def named_in(value: str) -> UUID | None:
    """The transaction that the value of the field names."""
    try:
        return UUID(value)
    except ValueError:
        return None
