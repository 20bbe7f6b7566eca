"""How a row of history keeps who acted: a short word, and beside it what the word leaves out.

The person of the entry in a transaction of their own needs no details: the transaction tells them.
A row of an earlier release has none either, and counts for what it proves: a name that was typed
is a remark, never a proven officer. Pure.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple, assert_never

from idp.history.domain import EventType
from idp.kernel.actors import (
    ActingClient,
    Actor,
    Officer,
    OfficerRole,
    Operator,
    Person,
    System,
    Through,
    Unproven,
)
from idp.kernel.ids import Id

_PERSON: Final = "subject"
OFFICER: Final = "officer"
_CLIENT: Final = "relying_party"
OPERATOR: Final = "operator"
_SYSTEM: Final = "system"
_BY_ITSELF: Final = frozenset(
    {
        EventType.HISTORY_PURGED,
        EventType.BIOMETRIC_STOPPED,
        EventType.COUNTER_CANCELLED,
        EventType.ACTS_ALONE,
    }
)
"""The entries of earlier releases in which no name could be typed instead of `system`."""
_SHOWN: Final = frozenset(
    {
        EventType.RESULT_SHOWN_BY_OTHER,
        EventType.RESULT_SHOWN_AS_FACTOR,
        EventType.RESULT_SHOWN_AGAIN,
    }
)
"""The entries of earlier releases whose word is the client that was authenticated."""

_BY_CLIENT: Final = frozenset(
    {EventType.TOKENS_ISSUED, EventType.TOKENS_REFRESHED, EventType.ITEMS_DISCLOSED}
)
"""Acts of a relying party's server that earlier releases recorded with the word `subject`."""
_BY_ANYBODY: Final = frozenset(
    {
        EventType.FACTOR_REFUSED,
        EventType.CHIP_CARD_REFUSED,
        EventType.APP_KEY_REFUSED,
        EventType.BIOMETRIC_ATTACK_SUSPECTED,
        EventType.LOSS_LINK_ASKED,
    }
)
"""Tries that earlier releases recorded with the word `subject` without any proof of it."""


class Kept(NamedTuple):
    """The columns `actor`, `actor_details` and `actor_id` of a row."""

    word: str
    details: dict[str, Any] | None = None
    id: str | None = None


def kept(actor: Actor, *, subject_id: Id | None, client_id: str | None) -> Kept:
    """The columns of an actor, in an entry about this person and this client."""
    match actor:
        case Person():
            return Kept(_PERSON, _of_person(actor, subject_id) or None)
        case Officer():
            return Kept(OFFICER, _of_officer(actor), actor.officer_id)
        case ActingClient():
            other = {} if actor.client_id == client_id else {"client_id": actor.client_id}
            how = {"authenticated_by": actor.authenticated_by} if actor.authenticated_by else {}
            # Of a program only: the acts of relying parties are those of the people who come.
            return Kept(_CLIENT, other | how or None, actor.client_id if actor.powers else None)
        case Operator():
            details = {"user": actor.user, "host": actor.host}
            said = {"said": actor.said} if actor.said else {}
            return Kept(OPERATOR, details | said, operator_id(actor))
        case System():
            return Kept(_SYSTEM, {"rule": actor.rule})
        case Unproven():
            return Kept(actor.through, {"said": actor.said} if actor.said else None)
        case _:
            assert_never(actor)


def to_document(actor: Actor) -> dict[str, Any]:
    """The actor as JSON members, whole; `from_document` reads it."""
    word, details, _ = kept(actor, subject_id=None, client_id=None)
    return {"actor": word, **(details or {})}


def to_text(actor: Actor) -> str:
    """The actor as the text of a column, whole; `from_text` reads it."""
    return json.dumps(to_document(actor), ensure_ascii=False, sort_keys=True)


def from_document(document: Mapping[str, Any]) -> Actor:
    """The actor that `to_document` wrote; raises KeyError, TypeError or ValueError for others."""
    details = dict(document)
    return _detailed(details.pop("actor"), details, None, None)


def from_text(text: str) -> Actor:
    """The actor of a column; what an earlier release wrote there is a typed name."""
    try:
        return from_document(json.loads(text))
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError):
        return Unproven(through=Through.UNKNOWN, said=text)


def operator_id(operator: Operator) -> str:
    """What finds the acts of an operator: the user at the host."""
    return f"{operator.user}@{operator.host}"


def read(
    word: str,
    details: Mapping[str, Any] | None,
    *,
    happening: EventType,
    subject_id: Id | None,
    client_id: str | None,
) -> Actor:
    """Who acted, by the columns of a row; what is not readable counts as unproven."""
    if details is None:
        return _plain(word, happening, subject_id, client_id)
    try:
        return _detailed(word, details, subject_id, client_id)
    except (KeyError, TypeError, ValueError):  # the row was changed, which its seal tells
        return Unproven(through=Through.UNKNOWN, said=word)


def _of_person(person: Person, subject_id: Id | None) -> dict[str, Any]:
    told: dict[str, Any] = {
        "session_id": person.session_id,
        "level": person.level,
        "acting_for": person.acting_for,
    }
    if person.authenticated_at is not None:
        told["authenticated_at"] = person.authenticated_at.isoformat()
    if person.subject_id != subject_id:
        told["subject_id"] = person.subject_id
    return {name: value for name, value in told.items() if value is not None}


def _of_officer(officer: Officer) -> dict[str, Any]:
    usual = Officer.__dataclass_fields__["least_level"].default
    more = {
        "appointment_id": officer.appointment_id,
        "desk_kind": officer.desk_kind or None,
        "until": None if officer.until is None else officer.until.isoformat(),
        "delegated": list(officer.delegated) or None,
        "least_level": None if officer.least_level == usual else officer.least_level,
    }
    return {name: value for name, value in more.items() if value is not None} | {
        "officer_id": officer.officer_id,
        "subject_id": officer.subject_id,
        "roles": [each.value for each in officer.roles],
        "desk": officer.desk,
        "session_id": officer.session_id,
        "level": officer.level,
        "authenticated_at": officer.authenticated_at.isoformat(),
    }


def _plain(word: str, happening: EventType, subject_id: Id | None, client_id: str | None) -> Actor:
    """Who acted, by the word alone."""
    if client_id is not None and (word == _CLIENT or _is_by_client(word, happening, subject_id)):
        return ActingClient(client_id=client_id)
    if word == _PERSON and subject_id is not None and happening not in _BY_ANYBODY:
        return Person(subject_id=subject_id)
    if word == _SYSTEM and happening in _BY_ITSELF:
        return System(rule="")
    if word in set(Through):
        return Unproven(through=Through(word))
    if happening in _SHOWN:
        return ActingClient(client_id=word)
    return Unproven(through=Through.UNKNOWN, said=word)


def _is_by_client(word: str, happening: EventType, subject_id: Id | None) -> bool:
    return word == _PERSON and (subject_id is None or happening in _BY_CLIENT)


def _detailed(
    word: str, details: Mapping[str, Any], subject_id: Id | None, client_id: str | None
) -> Actor:
    match word:
        case "subject":
            return Person(**{"subject_id": subject_id} | _with_instant(details))
        case "officer":
            return Officer(**_with_instant(details) | _lists_of_officer(details))
        case "relying_party":
            return ActingClient(**{"client_id": client_id} | dict(details))
        case "operator":
            return Operator(**details)
        case "system":
            return System(**details)
        case _:
            return Unproven(through=Through(word), **details)


def _lists_of_officer(details: Mapping[str, Any]) -> dict[str, Any]:
    until = details.get("until")
    return {
        "roles": tuple(OfficerRole(each) for each in details["roles"]),
        "delegated": tuple(details.get("delegated", ())),
        "until": None if until is None else datetime.fromisoformat(until),
    }


def _with_instant(details: Mapping[str, Any]) -> dict[str, Any]:
    if "authenticated_at" not in details:
        return dict(details)
    return {**details, "authenticated_at": datetime.fromisoformat(details["authenticated_at"])}
