"""Pages that differ between visitors in two random values only are rendered once.

A template depends on its view, the frame and the language alone. So two pages whose views and
frames are equal but for a random identifier, such as that of a transaction, and the CSRF token,
differ in the places of these two; the rest is kept as `Pieces`. Both values consist of characters
that need no escaping in HTML.
"""

import functools
from collections.abc import Callable, Hashable
from dataclasses import fields, is_dataclass
from operator import attrgetter
from typing import Any, Final

Pieces = tuple[tuple[str, ...], ...]
"""A page, parted at the CSRF token and then at the identifier."""
MOST: Final = 256
"""How many pages are kept; more begin anew."""
KEPT: Final[dict[Hashable, Pieces]] = {}


def rendered_once(key: Hashable, made: Callable[[], str], *, identifier: str, csrf: str) -> str:
    """The page that `made` renders, from its pieces where a page of this key was rendered before.

    `key` says all that `made` renders but the two values: `apart_from` for a view.
    """
    pieces = KEPT.get(key)
    if pieces is not None:
        return csrf.join([identifier.join(each) for each in pieces])
    page = made()
    if len(KEPT) >= MOST:
        KEPT.clear()
    KEPT[key] = tuple(tuple(each.split(identifier)) for each in page.split(csrf))
    return page


def apart_from(identifier: str, value: object) -> Hashable:
    """A value without an identifier in its texts: equal only where all the rest is equal.

    Also the types: a text that is markup already is rendered otherwise than an equal one.
    """
    kind = type(value)
    if isinstance(value, str):
        return kind, *value.split(identifier)
    if isinstance(value, tuple):
        return kind, *[apart_from(identifier, each) for each in value]
    if is_dataclass(kind):
        return kind, *[apart_from(identifier, each) for each in _members(kind)(value)]
    return kind, value


@functools.cache
def _members(kind: type[Any]) -> Callable[[object], tuple[object, ...]]:
    """Reads all fields of a data class."""
    names = [each.name for each in fields(kind)]
    one = attrgetter(*names)
    return one if len(names) > 1 else lambda value: tuple(getattr(value, each) for each in names)
