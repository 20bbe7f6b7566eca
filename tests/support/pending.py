"""A person with everything pending that a sign-in, a session or an enrolment can leave behind."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

import pyotp

from idp.assurance.kinds import EvidenceKind
from idp.assurance.levels import Level
from idp.authorization.domain.request import OwnAccountRequest
from idp.authorization.domain.steps import StepUp
from idp.authorization.interaction import Interaction
from idp.factors.app_keys.domain import EnrolledKey
from idp.factors.domain import ACTIVATING, Credential, CredentialKind, Enrolment, VerifiedFactor
from idp.factors.passwords import PresentedPassword
from idp.kernel.ids import Id, new_id
from idp.sessions.domain import Session
from idp.tokens.domain import TokenResponse
from tests.support.at_best import shown
from tests.support.authenticator import Authenticator
from tests.support.grants import SCOPE, Relation, relation
from tests.support.telephones import Telephone
from tests.support.world import Person, World, sure

AUDIENCE = "c" * 64
PIN = "408317"


@dataclass(frozen=True)
class Holder:
    """A person with every credential that a page adds, and a telephone that is not enrolled yet."""

    world: World
    person: Person
    telephone: Telephone

    @property
    def subject_id(self) -> Id:
        return self.person.subject_id

    def present(self, *kinds: EvidenceKind) -> Session:
        """A new session, as if signed in just now."""
        started = self.world.services.sessions.start(
            new_id(),
            subject_id=self.subject_id,
            client_id=None,
            shown=shown(
                kinds or (EvidenceKind.PASSWORD, EvidenceKind.TOTP),
                self.world.services.credentials.held(self.subject_id),
            ),
            device="computer",
            replaces=None,
        )
        return started.session

    def the(self, kind: CredentialKind) -> Credential:
        held = self.world.services.credentials.held(self.subject_id)
        return next(each for each in held if each.kind is kind)

    def pending(self) -> "Pending":
        """One of each, all begun from one session that is not the one that will act."""
        portal = relation(self.world, self.subject_id)
        portal.agree()
        services, basis = self.world.services, portal.session.basis
        device = Authenticator()
        options = services.passkeys.registration(
            self.subject_id, audience=AUDIENCE, name="any", by=basis
        )
        interaction = services.authorization.begin(
            OwnAccountRequest(path="/me", level=Level.TWO),
            browser="elsewhere",
            session_token=None,
        )
        self.world.clock.advance(timedelta(seconds=1))
        sure(
            services.authorization.add_evidence(
                interaction, self.password(interaction), device="elsewhere"
            )
        )
        return Pending(
            self,
            portal,
            issued=portal.issued(SCOPE),
            code=portal.code(SCOPE),
            handle=services.app_keys.begin_enrolment(self.subject_id, by=basis),
            code_app=services.one_time_codes.begin(self.subject_id, label="", by=basis),
            passkey=device.create(options, origin=self.world.settings.issuer),
            interaction=interaction,
        )

    def password(self, interaction: Interaction) -> VerifiedFactor:
        services = self.world.services
        answer = services.passwords.verify_at_once(
            services.authorization.verification_context(interaction),
            PresentedPassword(username=self.person.username, password=self.person.password),
        )
        return sure(answer)


def holder(world: World) -> Holder:
    person = world.person()
    services, device = world.services, Authenticator()
    options = services.passkeys.registration(person.subject_id, audience=AUDIENCE, name="any")
    made = device.create(options, origin=world.settings.issuer)
    sure(
        services.passkeys.register(
            person.subject_id, audience=AUDIENCE, response=made, label="", binding=ACTIVATING
        )
    )
    sure(services.pins.set(person.subject_id, PIN, binding=ACTIVATING))
    sure(services.recovery_codes.renew(person.subject_id))
    world.clock.advance(timedelta(minutes=1))
    return Holder(world, person, Telephone(world.settings.issuer))


@dataclass(frozen=True, kw_only=True)
class _Kept:
    issued: TokenResponse
    code: str
    handle: str
    code_app: Enrolment
    passkey: str
    interaction: Interaction


class Pending:
    """Each attempt says whether what was pending could still be used."""

    def __init__(self, holder: Holder, portal: Relation, **kept: object) -> None:
        self.holder, self.portal = holder, portal
        self.kept = _Kept(**kept)  # type: ignore[arg-type]

    @property
    def session(self) -> Session:
        return self.portal.session

    def attempts(self) -> Mapping[str, Callable[[], bool]]:
        return {
            "session": self.session_lives,
            "code": self.redeem,
            "refresh": self.refresh,
            "access": self.userinfo,
            "app key": self.enrol_key,
            "code app": self.enrol_code_app,
            "passkey": self.enrol_passkey,
            "password": self.set_password,
            "sign-in": self.goes_on,
        }

    def alive(self) -> set[str]:
        """The pending things that still work; trying uses them up."""
        return {name for name, attempt in self.attempts().items() if attempt()}

    def session_lives(self) -> bool:
        return self.holder.world.services.sessions.by_id(self.session.id) is not None

    def redeem(self) -> bool:
        return isinstance(self.portal.redeem(self.kept.code), TokenResponse)

    def refresh(self) -> bool:
        return isinstance(self.portal.refresh(self.kept.issued.refresh_token), TokenResponse)

    def userinfo(self) -> bool:
        answer = self.portal.tokens.userinfo(self.kept.issued.access_token)
        return isinstance(answer, dict)

    def enrol_key(self) -> bool:
        handle = self.kept.handle
        keys, chain = self.holder.world.services.app_keys, self.holder.telephone.chain(handle)
        return isinstance(keys.enrol(handle, chain, label=""), EnrolledKey)

    def enrol_code_app(self) -> bool:
        begun, world = self.kept.code_app, self.holder.world
        code = pyotp.TOTP(begun.secret).at(world.clock.now())
        subject_id = self.holder.subject_id
        made = world.services.one_time_codes.confirm(subject_id, handle=begun.handle, code=code)
        return isinstance(made, Credential)

    def enrol_passkey(self) -> bool:
        made = self.holder.world.services.passkeys.register(
            self.holder.subject_id,
            audience=AUDIENCE,
            response=self.kept.passkey,
            label="",
            by=self.session.basis,
        )
        return isinstance(made, Credential)

    def set_password(self) -> bool:
        made = self.holder.world.services.passwords.set(
            self.holder.subject_id, "chín con mèo ngủ 48 ngày", by=self.session.basis
        )
        return isinstance(made, Credential)

    def goes_on(self) -> bool:
        """Whether the sign-in whose password was proven before only waits for a second means."""
        flow = self.holder.world.services.authorization
        interaction = flow.resume(
            self.kept.interaction.transaction.id, browser="elsewhere", session_token=None
        )
        return isinstance(sure(interaction).step, StepUp)
