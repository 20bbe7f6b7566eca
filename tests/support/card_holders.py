"""People with identity cards in a world that believes in our own State."""

import base64
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from idp.app import create_app
from idp.demo.card_office import Authority
from idp.factors.chip_card.requests import Arrival
from idp.factors.chip_card.service import ChipCards, PresentedCard
from idp.factors.domain import Credential, VerificationContext, VerifiedFactor
from idp.kernel.refusals import Refused
from idp.platform.card_registry import CardRegistry
from idp.platform.outbound import Outbound
from idp.policy.anchors import AnchorKind
from tests.support import cards
from tests.support.card_registry import Registry
from tests.support.cards import Card
from tests.support.live import House
from tests.support.officers import AN, BINH
from tests.support.sign_ins import sign_in
from tests.support.world import Person, World, sure

AUDIENCE = secrets.token_hex(32)
BACK = "/me/means/card/return"
SHOWN = {"party": "A bank", "level": 2}


@dataclass(frozen=True)
class State:
    """A country with its signer, an anchor of the world, and a list of revoked signers."""

    world: World
    registry: Registry
    country: Authority = field(default_factory=cards.country)
    signer: Authority = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "signer", cards.signer(self.country))

    def open(self) -> "State":
        """Two persons believe in the country, and its list is imported."""
        believe(self.world, self.country.encoded)
        self.revoke(listed=1)
        return self

    def revoke(self, *serials: int, listed: int) -> None:
        content = cards.revocations(self.country, *serials, listed=listed)
        self.world.services.chip_cards.signers.import_list(content, actor=AN)

    def card_of(self, person: Person, **bent: Any) -> Card:  # noqa: ANN401
        number = self.world.services.subjects.identity(person.subject_id).number
        return cards.card(self.signer, **{"dg1": cards.zone(number), **bent})

    def holder(self) -> "Holder":
        """A person whose card is enrolled, long enough ago to count."""
        person = self.world.person(totp=False)
        holder = Holder(self.world, person, self.card_of(person))
        sure(holder.enrol())
        self.world.clock.advance(timedelta(minutes=1))
        return holder


def believe(world: World, certificate: bytes) -> str:
    anchors = world.services.trust_anchors
    proposed = sure(anchors.propose(AnchorKind.CSCA, certificate, AN))
    sure(anchors.approve(proposed.id, BINH))
    return proposed.id


def connected(world: World, registry: Registry, *, seconds: float = 60) -> World:
    """The same world, whose register of cards is this one; an answer is waited for so long."""
    outbound = Outbound(("127.0.0.1",), seconds=seconds)
    asked = CardRegistry(registry.url, outbound, seconds=seconds)
    cards = world.services.chip_cards
    found = replace(cards, validity=replace(cards.validity, registry=asked))
    return replace(world, services=replace(world.services, chip_cards=found))


APPLICATION = "https://app.example/open"


def reading(house: House, registry: Registry) -> House:
    """The same house, where cards are read by an application and asked about in this register."""
    world = connected(house.world, registry)
    settings = world.settings.model_copy(update={"app_link": APPLICATION})
    world = replace(world, settings=settings)
    house.door.app = create_app(world.settings, services=world.services)
    return replace(house, world=world)


@dataclass
class Holder:
    """A holder of a card, and the application that reads it."""

    world: World
    person: Person
    card: Card

    @property
    def subject_id(self) -> str:
        return self.person.subject_id

    @property
    def service(self) -> ChipCards:
        return self.world.services.chip_cards

    def ask_to_enrol(self, *, audience: str = AUDIENCE) -> str:
        return self.service.begin_enrolment(
            self.subject_id, audience=audience, return_to=BACK, shown=SHOWN
        )

    def read(self, handle: str, *, card: Card | None = None) -> str:
        """The application's answer: the chip's signature, and its files if asked."""
        card = card or self.card
        request = self.service.request(handle)
        assert request is not None
        signature = card.answer(request.challenge)
        files = files_of(card) if request.with_files else None
        return write_answer(handle, signature, files)

    def enrol(
        self, answer: str | None = None, *, card: Card | None = None, audience: str = AUDIENCE
    ) -> Credential | Refused:
        arrival = self.arrive(answer or self.read(self.ask_to_enrol(), card=card))
        if isinstance(arrival, Refused):
            return arrival
        return self.service.enrol(self.subject_id, audience=audience, arrival=arrival)

    def arrive(self, answer: str) -> Arrival | Refused:
        """Send the application's answer, and open its address in a browser."""
        path = self.service.accept_answer(answer)
        if isinstance(path, Refused):
            return path
        arrival = self.service.arrive(path.partition("?answer=")[2])
        assert arrival is not None
        return arrival

    def again(self, context: VerificationContext, arrival: Arrival) -> VerifiedFactor | Refused:
        """Try again with an answer that was kept for the browser that began."""
        token = self.service.keep(arrival, audience=context.audience)
        assert self.service.kept(token, audience="another") is None
        kept = self.service.kept(token, audience=context.audience)
        assert kept is not None
        assert self.service.kept(token, audience=context.audience) is None
        return self.verify(context, kept)

    def ask(self, context: VerificationContext) -> str:
        return self.service.begin(
            context, subject_id=self.subject_id, return_to="/signin", shown=SHOWN
        )

    def verify(
        self, context: VerificationContext, answer: str | Arrival
    ) -> VerifiedFactor | Refused:
        arrival = self.arrive(answer) if isinstance(answer, str) else answer
        if isinstance(arrival, Refused):
            return arrival
        return self.service.verify(
            context, PresentedCard(subject_id=self.subject_id, arrival=arrival)
        )

    def sign_in(self, *, card: Card | None = None) -> VerifiedFactor | Refused:
        ceremony = sign_in(self.world)
        return self.verify(ceremony, self.read(self.ask(ceremony), card=card))


def files_of(card: Card) -> dict[str, bytes]:
    groups = {f"dg{number}": content for number, content in card.groups.items()}
    return {"sod": card.security_object, **groups}


def opened(answer: str) -> dict[str, Any]:
    """The object in an answer."""
    found: dict[str, Any] = json.loads(base64.urlsafe_b64decode(answer + "=="))
    return found


def write_answer(handle: str, signature: bytes, files: Mapping[str, bytes] | None = None) -> str:
    """The application's answer to a request; `read_answer` reads it."""
    said: dict[str, object] = {"handle": handle, "signature": _text(signature)}
    if files is not None:
        said["files"] = {name: _text(content) for name, content in files.items()}
    return closed(said)


def closed(said: object) -> str:
    """An answer with this object in it."""
    return _text(json.dumps(said).encode())


def _text(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()
