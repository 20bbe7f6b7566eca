"""A client's registration out of a JSON file: every member typed, unknown ones refused."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Final

from pydantic import TypeAdapter, ValidationError

from idp.relying_parties.domain.registration import Registration, faults

_KNOWN: Final = frozenset(each.name for each in fields(Registration))
_ADAPTER: Final = TypeAdapter(Registration)


class NotARegistration(ValueError):
    """The document is not a registration; the message says all that is wrong."""


def registration_from(document: object) -> Registration:
    """The registration a JSON document describes. Raises NotARegistration."""
    if not isinstance(document, Mapping):
        raise NotARegistration("not a JSON object")
    unknown = sorted(set(document) - _KNOWN)
    if unknown:
        raise NotARegistration(f"unknown members: {', '.join(unknown)}")
    try:
        registration = _ADAPTER.validate_python(document)
    except ValidationError as error:
        told = [f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors()]
        raise NotARegistration("; ".join(told)) from error
    found = sorted(faults(registration))
    if found:
        raise NotARegistration(f"faulty: {', '.join(found)}")
    return registration
