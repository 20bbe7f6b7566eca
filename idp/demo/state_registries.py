"""The records of the demonstration's registries, and the keys that sign their answers."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from idp.demo.people import ACT_FOR, CAST, COMPANY, REGISTERED_TWICE, STAFF, Character
from idp.kernel.registries import RegistryName
from idp.platform.jose import new_jwk
from idp.subjects.domain import NUMBER_OF, SubjectKind

_ALG: Final = "ES256"
NEW_NUMBERS: Final[Mapping[str, tuple[str, ...]]] = {"citizen_l1": ("+84900000002",)}
"""By character: other numbers in their name, to be told at a counter. What is sent there arrives in
the inbox of the demonstration; the others have numbers that no form takes, as nobody has them."""
_NOT_TOLD: Final = frozenset({"travel_document"})
"""Data of people that the registries of docs/registries.md have no member for."""
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
            number = NUMBER_OF[each.kind]
            facts = {item: it for item, it in each.facts.items() if item not in _NOT_TOLD}
            data = {**facts, **_agents(each)}
            yield {"numbers": {number: each.facts[number]}, "data": data}


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
            yield {"numbers": {"phone_number": each}, "data": {"personal_number": owner}}
