"""Fills an empty system through its services, as an authority and an operator would."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from idp.accounts.domain import CURRENT_TERMS
from idp.demo.actors import ONE, OTHER
from idp.demo.parties import harness, portal
from idp.demo.people import ACT_FOR, CAST, COMPANY, REGISTERED_TWICE, STAFF, Character
from idp.demo.phone import code_at
from idp.demo.place import Ports, issuer
from idp.factors.domain import ACTIVATING
from idp.kernel.actors import ActingClient, System
from idp.kernel.clock import Clock
from idp.kernel.ids import Id
from idp.kernel.refusals import Refused
from idp.kernel.registries import RegistryName
from idp.policy.domain import Switch
from idp.relying_parties.domain.client import CURRENT_PARTY_TERMS
from idp.relying_parties.domain.registration import Registration
from idp.representation.domain import RepresentationKind, StatedAgent
from idp.services import Services
from idp.subjects.domain import NUMBER_OF, SubjectKind
from idp.violations.domain import ViolationKind

_EARLIER = timedelta(hours=1)
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class EarlierClock:
    """A clock one hour behind: credentials enrolled while seeding are old enough to sign in.

    The confirmation of an authenticator uses its time step up, and a person's first code may be of
    the same half minute.
    """

    clock: Clock

    def now(self) -> datetime:
        return self.clock.now() - _EARLIER


def seed(services: Services, ports: Ports, *, clock: Clock) -> dict[str, Any]:
    """Create all data; returns the content of demo.json, with officers not yet appointed."""
    clients = [
        _client(services, "public_service", portal(ports)),
        _client(services, "harness", harness()),
    ]
    _one_sign_in_for_all(services)
    _misuse(services, *(each["client_id"] for each in clients))
    _granted_account(services, REGISTERED_TWICE)
    people = [_person(services, character, clock) for character in CAST]
    _active_account(services, COMPANY)
    _who_acts_for_whom(services)
    return {
        "issuer": issuer(ports),
        "people": people,
        "officers": [_person(services, character, clock) for character in STAFF],
        "clients": clients,
    }


def _one_sign_in_for_all(services: Services) -> None:
    """One sign-in counts at every party: a decision of two (D4.8), so that it can be watched."""
    proposed = _granted(services.policy.propose(Switch.SSO, "all", ONE))
    _granted(services.policy.approve(proposed.id, OTHER))


def _who_acts_for_whom(services: Services) -> None:
    """The family and the enterprise, as the registers of the demonstration list them."""
    known = {each.key: each for each in (*CAST, COMPANY)}
    for key, (who, kind, since) in ACT_FOR.items():
        character = known[key]
        principal_id = services.subjects.of_kind(
            character.kind, character.facts[NUMBER_OF[character.kind]]
        )
        if principal_id is None:
            raise LookupError(key)
        stated = StatedAgent(
            number=known[who].facts["personal_number"],
            kind=RepresentationKind(kind),
            starts_on=date.fromisoformat(since),
        )
        organisation = character.kind is SubjectKind.ORGANISATION
        registry = RegistryName.BUSINESS if organisation else RegistryName.POPULATION
        with services.database.transaction():
            services.representations.reconcile(
                principal_id, registry, [stated], actor=System(rule="D8.1")
            )


def _misuse(services: Services, issued_to: str, shown_by: str) -> None:
    """A case to take at the officers' desk: as if one party had shown the code of another."""
    services.violations.open(
        ViolationKind.CODE_SHOWN_BY_OTHER,
        issued_to=issued_to,
        actor=ActingClient(client_id=shown_by),
        evidence={"demonstration": True},
    )


def _granted_account(services: Services, character: Character) -> Id:
    """Register a person with an account that waits for its activation; the id of the subject."""
    identity = _granted(services.subjects.register(character.kind, character.data, actor=ONE))
    subject_id = identity.subject_id
    _granted(services.subjects.match(subject_id, character.source, actor=ONE))
    _granted(
        services.accounts.create(
            subject_id, username=character.username, level=character.level, actor=ONE
        )
    )
    return subject_id


def _active_account(services: Services, character: Character) -> Id:
    """The same, activated; nobody can sign in as it."""
    subject_id = _granted_account(services, character)
    _granted(services.accounts.activate(subject_id, terms_version=CURRENT_TERMS, actor=ONE))
    return subject_id


def _person(services: Services, character: Character, clock: Clock) -> Mapping[str, Any]:
    subject_id, password = _active_account(services, character), _password()
    _granted(services.passwords.set(subject_id, password, binding=ACTIVATING))
    totp_secret = _authenticator(services, subject_id, clock) if character.with_code else None
    return {
        "key": character.key,
        "username": character.username,
        "password": password,
        "totp_secret": totp_secret,
        "personal_number": character.facts[NUMBER_OF[character.kind]],
    }


def _authenticator(services: Services, subject_id: str, clock: Clock) -> str:
    codes = services.one_time_codes
    begun = _granted(codes.begin(subject_id, label="Điện thoại minh họa"))
    shown = code_at(begun.secret, clock.now())
    _granted(codes.confirm(subject_id, handle=begun.handle, code=shown, binding=ACTIVATING))
    return begun.secret


def _client(services: Services, key: str, registration: Registration) -> Mapping[str, Any]:
    registered = _granted(services.relying_parties.register(registration, actor=ONE))
    client = registered.client
    _granted(
        services.relying_parties.activate(
            client.client_id, terms_version=CURRENT_PARTY_TERMS, actor=ONE
        )
    )
    return {
        "key": key,
        "client_id": client.client_id,
        "client_secret": registered.secret,
        "token_endpoint_auth_method": client.auth_method,
        "redirect_uris": list(client.redirect_uris),
        "grant_types": sorted(client.grant_types),
    }


def _password() -> str:
    """Four groups of four from 31 characters: 79 bits, and still possible to type."""
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))
    return "-".join(groups)


def _granted(answer: T | Refused) -> T:
    if isinstance(answer, Refused):
        raise RuntimeError(f"seeding was refused: {answer.reason}")  # noqa: TRY004 - not a type
    return answer
