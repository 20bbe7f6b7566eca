"""Views of what is approved in a case, with its number."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Protocol, TypeVar

from idp.kernel.ids import Id
from idp.web.admin.operation import Page, View, page_of
from idp.web.admin.parameters import PageQuery
from idp.web.current import services


class HasId(Protocol):
    """What a case decides, whose id is that of the case."""

    @property
    def id(self) -> Id: ...


T = TypeVar("T", bound=HasId)
V = TypeVar("V", bound=View)
Numbers = Mapping[Id, str]


def numbers(ids: Iterable[Id]) -> Numbers:
    """The number of each case that there is."""
    return services().work_list.numbers(ids)


def with_case(one: T, view: Callable[[T, Numbers], V]) -> V:
    """The view of one."""
    return view(one, numbers([one.id]))


def page_with_cases(
    read: Callable[[str | None, int], Sequence[T]],
    query: PageQuery[Any],
    view: Callable[[T, Numbers], V],
) -> Page[V]:
    """A page of a list by id, whose numbers are read by one statement."""
    found = read(query.cursor, query.limit + 1)
    cases = numbers(each.id for each in found)
    return page_of(
        lambda _, limit: found[:limit],
        query,
        key=lambda each: each.id,
        view=lambda each: view(each, cases),
    )
