"""How long the body of a request may be: said once by its blueprint, for whoever reads bodies."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from flask import Blueprint, Flask, request

LONGEST_FORM: Final = 65_536
"""Bytes of a form without files, and of every body of which nothing else is said."""
_PARAMETER: Final = re.compile(r"(<[^>]+>)")


class BoundedBlueprint(Blueprint):
    """A blueprint that limits bodies in bytes, before its views read them.

    `usual`: of every endpoint but those that `takes` names as the application does.
    """

    def __init__(
        self,
        name: str,
        import_name: str,
        *,
        url_prefix: str | None = None,
        usual: int = LONGEST_FORM,
        takes: Mapping[str, int] = MappingProxyType({}),
    ) -> None:
        super().__init__(name, import_name, url_prefix=url_prefix)
        self._usual = usual
        self._takes = takes
        self.before_request(self._limit_body)

    def most_bytes(self, endpoint: str) -> int:
        """The longest body that this endpoint takes."""
        return self._takes.get(endpoint, self._usual)

    def _limit_body(self) -> None:
        request.max_content_length = self.most_bytes(request.endpoint or "")


def limits_of(app: Flask) -> Iterator[tuple[str, int]]:
    """Each route of the bounded blueprints with the longest body that it takes."""
    for rule in app.url_map.iter_rules():
        blueprint = app.blueprints.get(rule.endpoint.partition(".")[0])
        if isinstance(blueprint, BoundedBlueprint):
            yield rule.rule, blueprint.most_bytes(rule.endpoint)


def longest_bodies(app: Flask) -> Callable[[str], int]:
    """The longest body for each path, in bytes: for whoever reads it ahead of the application."""
    longer: defaultdict[int, set[str]] = defaultdict(set)
    for route, most in limits_of(app):
        if most > LONGEST_FORM:
            longer[most].add(_as_pattern(route))
    patterns = [
        (re.compile("|".join(sorted(longer[most]))), most) for most in sorted(longer, reverse=True)
    ]

    def longest(path: str) -> int:
        return next((most for each, most in patterns if each.fullmatch(path)), LONGEST_FORM)

    return longest


def _as_pattern(route: str) -> str:
    """A route as a regular expression; converters that are not told apart take any part."""
    return "".join(
        _part(each) if each.startswith("<") else re.escape(each) for each in _PARAMETER.split(route)
    )


def _part(parameter: str) -> str:
    if parameter.startswith("<path:"):
        return ".+"
    return "[0-9A-Fa-f-]{36}" if parameter.startswith("<uuid:") else "[^/]+"
