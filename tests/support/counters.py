"""One counter of one bank: its client, its registered terminal, and a person with a phone."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from idp.assurance.binding import CeremonyKind
from idp.assurance.kinds import EvidenceKind
from idp.assurance.levels import Level
from idp.ciba.authentication_request import Acknowledgement, BackchannelRequest
from idp.ciba.domain.binding_message import parse_binding_message
from idp.ciba.domain.message_claims import MESSAGE_TYPE, ConsentChoice
from idp.ciba.domain.request import RequestedAuthentication
from idp.ciba.domain.terminal import Terminal
from idp.ciba.repository import Device
from idp.ciba.service import Ciba
from idp.ciba.terminals import TerminalLocation
from idp.ciba.token_polling import AuthorizationPending, TerminalAuthentication
from idp.factors.app_keys.signed_messages import APPROVAL
from idp.factors.domain import ACTIVATING, Binding, Credential, CredentialKind, VerifiedFactor
from idp.kernel.ids import new_id
from idp.kernel.refusals import Refused
from idp.platform.secrets import digest, random_token
from idp.relying_parties.domain.client import BACKCHANNEL, Client
from idp.sessions.domain import AuthenticationEvent
from idp.tokens.domain import TokenResponse
from tests.support.assertions import TYPE, ClientKey, claims_of
from tests.support.at_best import best
from tests.support.http import Answer, Visitor
from tests.support.officers import AN, OPERATOR
from tests.support.telephones import HONEST, Attestation, Telephone, telephone_of
from tests.support.world import Person, World, sure

PLACE = TerminalLocation(
    branch="Chi nhánh Hoàn Kiếm", address="1 Tràng Tiền, Hà Nội", desk="Quầy 3"
)
NUMBER = "47"
MESSAGE = f"Mở tài khoản · {NUMBER}"
BIOMETRIC = (EvidenceKind.APP_KEY_IDENTITY_BOUND,)
ANCHORED_AND_PIN = (EvidenceKind.APP_KEY_IDENTITY_BOUND, EvidenceKind.PIN)
YES = ConsentChoice(frozenset(), 1)


@dataclass(frozen=True)
class Desk:
    """A terminal as its bank knows it: the key is in its own hardware."""

    world: World
    client_id: str
    key: ClientKey
    terminal: Terminal

    @property
    def counter(self) -> Ciba:
        return self.world.services.ciba

    @property
    def client(self) -> Client:
        client = self.world.services.relying_parties.client(self.client_id)
        assert client is not None
        return client

    @property
    def as_registered(self) -> Terminal:
        found = self.counter.terminals.by_id(self.terminal.id)
        assert found is not None
        return found

    def ask(
        self,
        code: str,
        *,
        level: Level = Level.TWO,
        notify: str | None = None,
        **asked: Any,  # noqa: ANN401
    ) -> Acknowledgement | Refused:
        binding = parse_binding_message(MESSAGE)
        assert binding is not None
        usual = RequestedAuthentication(scope=("openid", "profile"), level=level)
        call = BackchannelRequest(
            terminal=self.as_registered,
            client=self.client,
            requested=replace(usual, **asked),
            code=code,
            binding=binding,
            notification_token=notify,
        )
        return self.counter.authenticate(call)

    def assertion(self, **changes: Any) -> str:  # noqa: ANN401
        now = self.world.clock.now().timestamp()
        issuer = self.world.settings.issuer
        return self.key.sign(claims_of(self.client_id, issuer, now, **changes))

    def take(
        self,
        auth_req_id: str,
        **changes: Any,  # noqa: ANN401
    ) -> TokenResponse | AuthorizationPending | Refused:
        taker = TerminalAuthentication(self.client, self.assertion(), "127.0.0.1")
        return self.counter.poll(auth_req_id, replace(taker, **changes))


@dataclass(frozen=True)
class Hand:
    """A person with an enrolled phone in the hand."""

    world: World
    person: Person
    phone: Device
    pin_id: str

    @property
    def counter(self) -> Ciba:
        return self.world.services.ciba

    def code(self) -> str:
        return sure(self.counter.show_code(self.phone))

    @property
    def request_id(self) -> str:
        """The one request that waits for an answer here."""
        (shown,) = self.counter.pending(self.phone)
        return shown.request.id

    def type_number(self, number: str = NUMBER, *, of: str | None = None) -> Refused | None:
        return self.counter.enter_number(self.phone, of or self.request_id, number)

    def proofs(self, *kinds: EvidenceKind, of: str) -> list[VerifiedFactor]:
        """The verified factors of this person for a request."""
        return [
            VerifiedFactor(
                transaction_id=of,
                subject_id=self.person.subject_id,
                piece=best(kind),
                credential_id=self.pin_id if kind is EvidenceKind.PIN else self.phone.device_id,
                proof_digest=digest(random_token()),
            )
            for kind in kinds
        ]

    def approve(
        self, *kinds: EvidenceKind, of: str | None = None, yes: ConsentChoice = YES
    ) -> AuthenticationEvent | Refused:
        request_id = of or self.request_id
        proofs = self.proofs(*(kinds or BIOMETRIC), of=request_id)
        return self.counter.approve(self.phone, request_id, proofs, self.yes(request_id, yes))

    def yes(self, request_id: str, said: ConsentChoice = YES) -> ConsentChoice:
        """A yes to what the phone would show of a request now."""
        shown = self.counter.view(self.phone, request_id)
        return said if isinstance(shown, Refused) else replace(said, page=shown.page("vi").digest)

    def history(self) -> list[str]:
        """History entries of counters, oldest first."""
        entries = reversed(self.world.services.history.for_subject(self.person.subject_id))
        return [each.happening for each in entries if each.happening.startswith("counter_")]


def desk(world: World, *, client_id: str | None = None, **particulars: Any) -> Desk:  # noqa: ANN401
    """A new terminal, of a new bank unless one is named."""
    key = ClientKey(kid=random_token()[:8])
    if client_id is None:
        client_id = bank(world, key, **particulars)
    registered = world.services.ciba.terminals.register(
        client_id, PLACE, key=key.public, actor=OPERATOR
    )
    return Desk(world, client_id, key, sure(registered))


def bank(world: World, *keys: ClientKey, **particulars: Any) -> str:  # noqa: ANN401
    """A client whose terminals ask at the place of transaction; returns its id."""
    usual: Mapping[str, Any] = {
        "auth_method": "private_key_jwt",
        "jwks": {"keys": [key.public for key in keys]},
        "redirect_uris": (),
        "post_logout_redirect_uris": (),
        "grant_types": frozenset({BACKCHANNEL}),
        "scopes": frozenset({"openid", "profile"}),
        "id_token_alg": "ES256",
    }
    return world.party("Bank", **{**usual, **particulars}).client_id


def hand(world: World) -> Hand:
    """A new person, whose phone was enrolled long ago."""
    person = world.person(totp=False)
    phone, pin = (
        Credential(
            id=new_id(),
            subject_id=person.subject_id,
            kind=kind,
            label="",
            enrolled_at=world.clock.now(),
        )
        for kind in (CredentialKind.APP_KEY, CredentialKind.PIN)
    )
    for held in (phone, pin):
        world.services.credentials.enrol(
            world.services.credentials.bind(held, ACTIVATING), ACTIVATING
        )
    world.clock.advance(timedelta(minutes=1))
    return Hand(world, person, Device(person.subject_id, phone.id), pin.id)


@dataclass(frozen=True)
class Teller:
    """A desk over HTTP: the requests of its bank's software, and an attacker's changes."""

    desk: Desk
    visitor: Visitor

    @property
    def proof(self) -> dict[str, str]:
        return {"client_assertion_type": TYPE, "client_assertion": self.desk.assertion()}

    def members(self, **changes: Any) -> dict[str, Any]:  # noqa: ANN401
        """The members of a signed request; a change of None leaves a member out."""
        world = self.desk.world
        now = int(world.clock.now().timestamp())
        usual = {
            "iss": self.desk.client_id,
            "aud": world.settings.issuer,
            "iat": now,
            "nbf": now,
            "exp": now + 60,
            "jti": random_token(),
            "scope": "openid profile",
            "acr_values": f"{world.settings.issuer}/loa/2",
            "binding_message": MESSAGE,
        }
        return {name: value for name, value in {**usual, **changes}.items() if value is not None}

    def ask(self, code: str | None = None, **changes: Any) -> Answer:  # noqa: ANN401
        said = self.members(**{"login_hint_token": code, **changes})
        return self.send(self.desk.key.sign(said))

    def send(self, request: str | None, **more: str) -> Answer:
        signed = {} if request is None else {"request": request}
        return self.visitor.post("/backchannel-authn", {**self.proof, **signed, **more})

    def fetch(self, auth_req_id: str, **more: str) -> Answer:
        asked = {"grant_type": BACKCHANNEL, "auth_req_id": auth_req_id}
        return self.visitor.post("/token", {**self.proof, **asked, **more})


@dataclass(frozen=True)
class Handset:
    """A person's telephone that speaks to `/app/counter…`, and what an attacker would change."""

    world: World
    person: Person
    telephone: Telephone
    visitor: Visitor

    def say(self, path: str, purpose: str, *, typ: str = MESSAGE_TYPE, **claims: object) -> Answer:
        said = {"for": purpose, **claims}
        return self.post(path, self.telephone.sign(typ, self.world.clock.now(), **said))

    def post(self, path: str, word: str) -> Answer:
        headers = {"Content-Type": "application/jose"}
        return self.visitor.post(path, word.encode(), headers=headers)

    def code(self) -> str:
        answer = self.say("/app/counter-code", "counter-code")
        assert answer.status == 200, answer.text
        code: str = answer.json["code"]
        return code

    def waiting(self) -> list[dict[str, Any]]:
        answer = self.say("/app/counter/requests", "counter-requests")
        assert answer.status == 200, answer.text
        requests: list[dict[str, Any]] = answer.json["requests"]
        return requests

    def number(self, txn: str, number: object = NUMBER) -> Answer:
        return self.say("/app/counter/numbers", "counter-number", txn=txn, number=number)

    def approval(self, asked: Mapping[str, Any], **changes: object) -> str:
        """The message that approves a request of this telephone."""
        named = {name: asked[name] for name in ("txn", "client_id", "acr", "nonce", "way")}
        now = self.world.clock.now()
        return self.telephone.sign(APPROVAL, now, **{**named, **changes})

    def approve(self, asked: Mapping[str, Any], **changes: object) -> Answer:
        return self.post("/app/counter/approvals", self.approval(asked, **changes))

    def pin(self, txn: str, pin: object, **choice: object) -> Answer:
        said: dict[str, Any] = {"txn": txn, "pin": pin, **choice}
        return self.say("/app/counter/pins", "counter-pin", **said)

    def deny(self, txn: str) -> Answer:
        return self.say("/app/counter/denials", "counter-denial", txn=txn)


ANCHORED = Binding(CeremonyKind.DESK, officers=(AN,), place="Chi nhánh Hoàn Kiếm")
PIN = "805316"


def handset(
    world: World,
    visitor: Visitor,
    said: Attestation = HONEST,
    *,
    anchoring: Binding | None = None,
    pin: bool = False,
) -> Handset:
    """A new person whose telephone has an enrolled key; with a PIN if `pin` is given."""
    person = world.person(totp=False)
    if pin:
        sure(world.services.pins.set(person.subject_id, PIN, binding=ACTIVATING))
        world.clock.advance(timedelta(minutes=1))
    telephone = telephone_of(world, person.subject_id, said, anchoring=anchoring)
    return Handset(world, person, telephone, visitor)
