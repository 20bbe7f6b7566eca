"""People and relying parties to act with, made through the services as an operator would."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, timedelta
from typing import Any, TypeVar

import pyotp

from idp.accounts.domain import CURRENT_TERMS
from idp.factors.domain import ACTIVATING
from idp.kernel.refusals import Refused
from idp.platform.settings import Settings
from idp.relying_parties.domain.client import CURRENT_PARTY_TERMS, ClaimPurpose, PartyKind
from idp.relying_parties.domain.registration import Registration
from idp.relying_parties.programs import hands_out
from idp.relying_parties.service import Registered
from idp.services import Services
from idp.subjects.domain import Datum, Source, SubjectKind
from tests.support.frozen_clock import FrozenClock
from tests.support.officers import OPERATOR, of_every_role, themself

CLAIMS = ("name", "given_name", "family_name", "birthdate", "gender", "email", "email_verified")
TOTP_PERIOD = 30
T = TypeVar("T")


def sure(answer: T | Refused) -> T:
    """Set-up that must not be refused."""
    assert not isinstance(answer, Refused), answer
    return answer


@dataclass(frozen=True, slots=True)
class Person:
    """One account holder with what that person knows and holds."""

    subject_id: str
    username: str
    password: str
    totp_secret: str | None


@dataclass(frozen=True, slots=True)
class Party:
    """One relying party as it knows itself."""

    client_id: str
    secret: str | None
    redirect_uri: str


@dataclass(frozen=True)
class World:
    """A system with its clock; everybody in it is new and has a random password."""

    services: Services = field(repr=False)
    settings: Settings
    clock: FrozenClock

    def person(
        self,
        *,
        totp: bool = True,
        level: int = 2,
        kind: SubjectKind = SubjectKind.CITIZEN,
        data: Mapping[str, object] | None = None,
        username: str | None = None,
    ) -> Person:
        """Make an account holder; `data` joins or overrules the usual identity data.

        An organisation has no means: people act for it (`support.organisations.of_before`).
        """
        subject_id = self._identity(kind, data or {})
        username = username or f"person-{secrets.token_hex(6)}"
        password = secrets.token_urlsafe(18)
        services = self.services
        kept = None if kind is SubjectKind.ORGANISATION else level
        sure(services.accounts.create(subject_id, username=username, level=kept, actor=OPERATOR))
        sure(
            services.accounts.activate(
                subject_id, terms_version=CURRENT_TERMS, actor=themself(subject_id)
            )
        )
        if kind is SubjectKind.ORGANISATION:
            return Person(subject_id, username, "", None)
        sure(services.passwords.set(subject_id, password, binding=ACTIVATING))
        secret = self.enrol_totp(subject_id) if totp else None
        self.clock.advance(timedelta(seconds=TOTP_PERIOD))
        return Person(subject_id, username, password, secret)

    def newcomer(
        self, *, kind: SubjectKind = SubjectKind.CITIZEN, data: Mapping[str, object] | None = None
    ) -> str:
        """A person who is registered and matched, and has no account."""
        return self._identity(kind, data or {})

    def granted(
        self, *, kind: SubjectKind = SubjectKind.CITIZEN, data: Mapping[str, object] | None = None
    ) -> Person:
        """A person whose account is granted and not activated: they hold nothing yet."""
        subject_id = self._identity(kind, data or {})
        username = f"person-{secrets.token_hex(6)}"
        created = self.services.accounts.create(
            subject_id,
            username=username,
            level=None if kind is SubjectKind.ORGANISATION else 2,
            actor=OPERATOR,
        )
        return Person(sure(created).subject_id, username, "", None)

    def enrol_totp(self, subject_id: str) -> str:
        """Enrol an authenticator app; the time step of the confirmation is used up."""
        codes = self.services.one_time_codes
        begun = sure(codes.begin(subject_id, label="phone"))
        code = self.code(begun.secret)
        sure(codes.confirm(subject_id, handle=begun.handle, code=code, binding=ACTIVATING))
        return begun.secret

    def code(self, totp_secret: str) -> str:
        """The next code of the authenticator app: an unused time step."""
        self.clock.advance(timedelta(seconds=TOTP_PERIOD))
        return pyotp.TOTP(totp_secret).at(self.clock.now())

    def party(self, name: str = "Portal", **particulars: Any) -> Party:  # noqa: ANN401
        """An active public body with every usual claim approved; `particulars` overrule."""
        registered = self.registered(name, **particulars)
        client = registered.client
        by = of_every_role(self.clock.now()) if hands_out(client.scopes) else OPERATOR
        sure(
            self.services.relying_parties.activate(
                client.client_id, terms_version=CURRENT_PARTY_TERMS, actor=by
            )
        )
        address = client.redirect_uris[0] if client.redirect_uris else ""
        return Party(client.client_id, registered.secret, address)

    def registered(self, name: str = "Portal", **particulars: Any) -> Registered:  # noqa: ANN401
        host = f"{secrets.token_hex(4)}.example"
        usual: Mapping[str, Any] = {
            "name": {"vi": f"Cổng {name}", "en": name},
            "kind": PartyKind.PUBLIC_SERVICE,
            "redirect_uris": (f"https://{host}/cb",),
            "post_logout_redirect_uris": (f"https://{host}/bye",),
            "grant_types": frozenset({"authorization_code", "refresh_token", "client_credentials"}),
            "scopes": frozenset({"openid", "profile", "email", "offline_access"}),
            "claims": {claim: _purpose(claim) for claim in CLAIMS},
        }
        return sure(
            self.services.relying_parties.register(
                Registration(**{**usual, **particulars}), shares_name=True, actor=OPERATOR
            )
        )

    def _identity(self, kind: SubjectKind, more: Mapping[str, object]) -> str:
        number = "".join(secrets.choice("0123456789") for _ in range(12))
        today = self.clock.now().astimezone(UTC).date()
        identity = sure(
            self.services.subjects.register(kind, _data(number, today, more), actor=OPERATOR)
        )
        sure(
            self.services.subjects.match(
                identity.subject_id, Source.NATIONAL_POPULATION_DB, actor=OPERATOR
            )
        )
        return identity.subject_id


def _purpose(claim: str) -> ClaimPurpose:
    return ClaimPurpose(
        {"vi": "Điền tờ khai", "en": "To fill in the form"}, essential=claim == "name"
    )


def _data(number: str, today: date, more: Mapping[str, object]) -> dict[str, Datum]:
    values: dict[str, Any] = {
        "personal_number": number,
        "name": "Trần Thị Thử Nghiệm",
        "family_name": "Trần",
        "given_name": "Nghiệm",
        "birthdate": "1990-02-03",
        "gender": "female",
        "email": f"{number}@people.example",
        "email_verified": True,
        **more,
    }
    return {
        name: Datum(value, Source.NATIONAL_POPULATION_DB, today) for name, value in values.items()
    }
