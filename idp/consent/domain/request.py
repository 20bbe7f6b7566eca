"""The data a relying party requests of a person, with their texts."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from idp.relying_parties.domain.client import Client
from idp.relying_parties.domain.disclosure import (
    APPROVABLE,
    CLAIMS_BY_SCOPE,
    OF_ORGANISATIONS,
    OF_PERSONS,
    PROTOCOL_SCOPES,
    match_item,
)

AUTHENTICATION: Final = "authentication"
OFFLINE_ACCESS: Final = "offline_access"

TEXT_VERSION: Final = "2026-2"
"""The version of the consent page's texts; after a change every person is asked again."""

LANGUAGE_OF_RECORD: Final = "vi"

claims_by_scope: Final[Mapping[str, tuple[str, ...]]] = CLAIMS_BY_SCOPE


@dataclass(frozen=True, slots=True)
class Item:
    """One item to agree to.

    `purpose` is the text in the language of record, so that a change of the page's language asks
    for no new consent; it is empty for the two items with our own texts. An optional item is
    unticked until the person ticks it (X15.1).
    """

    name: str
    purpose: str
    essential: bool


@dataclass(frozen=True, slots=True)
class ConsentRequest:
    """The items of one page, in its order."""

    client_id: str
    items: tuple[Item, ...]

    @property
    def names(self) -> frozenset[str]:
        return frozenset(item.name for item in self.items)


def consent_request(
    client: Client, *, scope: Collection[str], claims: Collection[str] = ()
) -> ConsentRequest:
    """The items of a request: never more than was approved for the client (X15.3).

    `claims` are names of the `claims` parameter, with `<claim>_matches` for a yes/no question. The
    authentication itself is always asked, and first (D19.3-2).
    """
    return _request(_Same(client), frozenset(scope), frozenset(claims))


def fitting(ask: ConsentRequest, *, organisation: bool) -> ConsentRequest:
    """The request without claims that its subject cannot have: nobody is asked about those."""
    others = OF_PERSONS if organisation else OF_ORGANISATIONS
    left = frozenset((*others, *map(match_item, others)))
    if left.isdisjoint(ask.names):
        return ask
    return ConsentRequest(ask.client_id, tuple(each for each in ask.items if each.name not in left))


class _Same:
    """A client as a key: equal to the same object only, whatever another one says.

    A changed client is another object, and comparing all of its fields would cost more than what
    is kept by it.
    """

    __slots__ = ("client",)

    def __init__(self, client: Client) -> None:
        self.client = client

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.client is self.client

    def __hash__(self) -> int:
        return id(self.client)


@lru_cache(maxsize=256)
def _request(same: _Same, scope: frozenset[str], claims: frozenset[str]) -> ConsentRequest:
    """Made at each of the five times that a sign-in loads its context."""
    client = same.client
    items = [_item(AUTHENTICATION, "", essential=True), *_approved(client, _names(scope, claims))]
    if OFFLINE_ACCESS in scope:
        items.append(_item(OFFLINE_ACCESS, "", essential=True))
    return ConsentRequest(client.client_id, tuple(items))


@lru_cache(maxsize=1_024)
def _names(scope: frozenset[str], claims: frozenset[str]) -> tuple[str, ...]:
    """The names of claims in the order of a page."""
    wanted = (name for each in CLAIMS_BY_SCOPE if each in scope for name in CLAIMS_BY_SCOPE[each])
    return tuple(dict.fromkeys((*wanted, *sorted(claims))))


@lru_cache(maxsize=4_096)
def _item(name: str, purpose: str, *, essential: bool) -> Item:
    return Item(name, purpose, essential)


def unapproved(
    client: Client,
    *,
    scope: Collection[str],
    claims: Collection[str] = (),
    matches: Collection[str] = (),
) -> frozenset[str]:
    """The known names in a request that are not approved for this client (X15.3).

    `claims` are asked for by name, `matches` only for a yes or no. An unknown scope or claim is not
    among them: it is ignored (OpenID Connect Core sections 3.1.2.1 and 5.5).
    """
    scopes = (CLAIMS_BY_SCOPE.keys() | PROTOCOL_SCOPES) & frozenset(scope)
    items = APPROVABLE & frozenset((*claims, *map(match_item, matches)))
    return frozenset(scopes - client.scopes) | (items - client.claims.keys())


def _approved(client: Client, names: Iterable[str]) -> Iterator[Item]:
    for name in names:
        purpose = client.claims.get(name)
        if purpose is not None:
            text = purpose.text[LANGUAGE_OF_RECORD]
            yield _item(name, text, essential=purpose.essential)
