"""The records of the demonstration's registries, and the keys that sign their answers."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from idp.demo.people import (
    ACT_FOR,
    CAST,
    COMPANY,
    NEWCOMERS,
    REGISTERED_TWICE,
    STAFF,
    Character,
)
from idp.issuance.domain import travel_document_number
from idp.kernel.registries import RegistryName
from idp.platform.jose import new_jwk
from idp.subjects.domain import NUMBER_OF, SubjectKind

_ALG: Final = "ES256"
NEW_NUMBERS: Final[Mapping[str, tuple[str, ...]]] = {"citizen_l1": ("+84900000002",)}
"""By character: other numbers in their name, to be told at a counter. What is sent there arrives in
the inbox of the demonstration; the others have numbers that no form takes, as nobody has them."""
_DOCUMENT: Final = "travel_document"
_STAYS: Final = {"status": "staying", "residence_card_until": "2035-12-31"}
_PRIVATE: Final = frozenset({"d"})
_KINDS: Final[Mapping[RegistryName, SubjectKind]] = {
    RegistryName.POPULATION: SubjectKind.CITIZEN,
    RegistryName.IDENTITY: SubjectKind.CITIZEN,
    RegistryName.IMMIGRATION: SubjectKind.FOREIGNER,
    RegistryName.BUSINESS: SubjectKind.ORGANISATION,
}


def make_registries() -> dict[str, Any]:
    """Each registry with a new private key and its records, in the shape of its program."""
    return {
        name: {"key": {**new_jwk(_ALG), "kid": name}, "records": list(_records(name))}
        for name in RegistryName
    }


def public_keys(registries: Mapping[str, Any]) -> dict[str, Any]:
    """The public keys of those registries, as the setting `registry_keys` names them."""
    return {
        name: {"keys": [{each: it for each, it in made["key"].items() if each not in _PRIVATE}]}
        for name, made in registries.items()
    }


def _records(name: RegistryName) -> Iterable[dict[str, Any]]:
    for each in (*CAST, COMPANY, *STAFF, REGISTERED_TWICE):
        if name is RegistryName.SUBSCRIBERS:
            yield from _subscription(each)
        elif each.kind is _KINDS[name]:
            yield _record(each.kind, {**each.facts, **_agents(each)})
    for new in NEWCOMERS:
        if name is RegistryName.SUBSCRIBERS and new.phone:
            yield _owned(new.phone, new.facts["personal_number"])
        elif new.kind is _KINDS.get(name):
            yield _record(new.kind, new.facts)


def _record(kind: SubjectKind, data: Mapping[str, Any]) -> dict[str, Any]:
    """A record: a citizen has a card; a foreigner is found by the passport too, and stays."""
    made = {"numbers": {NUMBER_OF[kind]: data[NUMBER_OF[kind]]}, "data": dict(data)}
    if kind is SubjectKind.CITIZEN:
        return {**made, "data": {**data, "card_issued": True}}
    document = data.get(_DOCUMENT)
    if document is None:
        return made
    number = travel_document_number(data["nationality"], document["number"])
    return {**made, "data": {**data, **_STAYS}, "documents": {_DOCUMENT: number}}


def _agents(character: Character) -> Mapping[str, Any]:
    """Who acts for a child or an organisation, as its registry lists them."""
    said = ACT_FOR.get(character.key)
    if said is None:
        return {}
    who, kind, since = said
    number = next(each.facts["personal_number"] for each in CAST if each.key == who)
    agent = {"number": number, "from": since}
    if character.kind is SubjectKind.ORGANISATION:
        return {"representatives": [agent]}
    return {"guardians": [{**agent, "kind": kind}]}


def _subscription(character: Character) -> Iterable[dict[str, Any]]:
    """A number and its owner; that of an organisation is in nobody's own name."""
    owner = character.facts.get("personal_number")
    if owner is not None:
        phone = character.declared["phone_number"]
        for each in (phone, *NEW_NUMBERS.get(character.key, ())):
            yield _owned(each, owner)


def _owned(phone: str, owner: str) -> dict[str, Any]:
    return {"numbers": {"phone_number": phone}, "data": {"personal_number": owner}}
