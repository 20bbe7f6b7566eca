"""What every application and every engine of the product compiles anew is compiled once per run.

A test has an application, a database and keys of its own; in production a process has one of each,
so nothing there needs it.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from werkzeug.routing import BaseConverter, Rule
from werkzeug.routing.rules import RulePart

from idp.platform import key_file
from idp.platform.jose import SigningKey, signing_key


@pytest.fixture(scope="session", autouse=True)
def _compiled_once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(key_file, "signing_key", _known_keys())
        patch.setattr(Rule, "_parse_rule", _known_parts())
        patch.setattr(Rule, "_compile_builder", _known_builders())
        yield


def _known_keys() -> Callable[[str, Mapping[str, str]], SigningKey]:
    """OpenSSL looks for 50 ms whether the primes of an RSA key are primes."""
    known: dict[str, SigningKey] = {}

    def imported(alg: str, jwk: Mapping[str, str]) -> SigningKey:
        name = json.dumps([alg, jwk])
        if name not in known:
            known[name] = signing_key(alg, jwk)
        return known[name]

    return imported


def _known_parts() -> Callable[[Rule, str], list[RulePart]]:
    """Werkzeug reads each of them again, as often: what it is matched by, and what it is built of.

    A converter that is known is that of another map; ours read nothing of theirs.
    """
    known: dict[str, tuple[list[RulePart], list[tuple[bool, str]], dict[str, BaseConverter]]] = {}
    parsed = Rule._parse_rule  # noqa: SLF001 - as below

    def parts(rule: Rule, text: str) -> list[RulePart]:
        if text not in known:
            before = len(rule._trace)  # noqa: SLF001
            made = list(parsed(rule, text))
            known[text] = made, rule._trace[before:], dict(rule._converters)  # noqa: SLF001
            return made
        made, trace, converters = known[text]
        rule._trace.extend(trace)  # noqa: SLF001
        rule._converters.update(converters)  # noqa: SLF001
        rule.arguments.update(converters)
        return made

    return parts


def _known_builders() -> Callable[..., Any]:
    """Werkzeug compiles two functions of Python for each of some 300 routes."""
    known: dict[object, Any] = {}
    compiled = Rule._compile_builder  # noqa: SLF001 - there is no door to it

    def builder(rule: Rule, append_unknown: bool = True) -> Any:  # noqa: ANN401, FBT001, FBT002
        defaults = sorted((rule.defaults or {}).items())
        name = (rule.rule, rule.subdomain, rule.host, json.dumps(defaults), append_unknown)
        if name not in known:
            known[name] = compiled(rule, append_unknown)
        return known[name]

    return builder
