"""Parties that were named like the deployment before it took its name (`brand_name`)."""

from typing import Final

from sqlalchemy.exc import SQLAlchemyError

from idp.cli.context import services
from idp.platform.database import Unavailable

_CLASH: Final = (
    "brand_name: {kind} {name} ({id}) was registered before, and people could take it for this"
    " deployment; {remedy}"
)
_RENAME: Final = "give it another name with `idp clients edit`"
_AGREE: Final = "no command renames a provider: agree with it, or set another name"


def remarks() -> list[str]:
    """A sentence for each; empty where the database has no tables yet or does not answer."""
    try:
        with services(reads_only=True) as opened:
            clients = opened.relying_parties.named_like_us()
            providers = opened.licensing.named_like_us()
    except (Unavailable, SQLAlchemyError):
        return []
    found = [("client", each.name["vi"], each.client_id, _RENAME) for each in clients]
    found += [("provider", each.name, each.id, _AGREE) for each in providers]
    return [
        _CLASH.format(kind=kind, name=name, id=its_id, remedy=remedy)
        for kind, name, its_id, remedy in found
    ]
