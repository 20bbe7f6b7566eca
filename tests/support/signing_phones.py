"""The telephone of an officer that signs decisions with its key, before our server."""

from dataclasses import dataclass
from typing import Any

from idp.factors.app_keys.request import Decided, Scanned
from idp.factors.app_keys.signed_messages import DENIAL, REQUEST, SIGNATURE
from idp.kernel.refusals import Refused
from idp.officers.decisions import OnPhone, Signed
from idp.officers.domain.decisions import Decision
from idp.officers.domain.signing import digest_of
from idp.officers.phone_signing import PhoneTurn
from idp.platform.jose import encode
from tests.support.desks import Desk
from tests.support.telephones import HONEST, Attestation, Telephone, telephone_of
from tests.support.world import World, sure


@dataclass
class SigningPhone:
    """One officer's desk, and the telephone beside it."""

    desk: Desk
    telephone: Telephone

    @property
    def world(self) -> World:
        return self.desk.world

    def ask(self, decision: Decision) -> PhoneTurn | Refused:
        """Open the page with the picture."""
        signing = self.world.services.phone_signing
        return signing.ask(decision.id, self.desk.officer, lambda _: {"lang": "vi"})

    def scan(self, handle: str | None) -> Scanned | Refused:
        word = self.telephone.sign(REQUEST, self.world.clock.now(), handle=handle)
        return self.world.services.approval_requests.scan(word)

    def word(self, scanned: Scanned, number: str, **changes: object) -> str:
        """What the telephone signs when the number was typed."""
        assert scanned.statement is not None
        said: dict[str, Any] = {
            "txn": scanned.transaction_id,
            "client_id": scanned.client_id,
            "acr": scanned.acr,
            "nonce": scanned.nonce,
            "way": scanned.way,
            "statement": encode(digest_of(scanned.statement)),
            "number": number,
        }
        return self.telephone.sign(SIGNATURE, self.world.clock.now(), **{**said, **changes})

    def sign(self, scanned: Scanned, number: str, **changes: object) -> Decided | Refused:
        requests = self.world.services.approval_requests
        return requests.sign(self.word(scanned, number, **changes))

    def deny(self, scanned: Scanned) -> Refused | None:
        word = self.telephone.sign(DENIAL, self.world.clock.now(), nonce=scanned.nonce)
        return self.world.services.approval_requests.deny(word)

    def sees(self, decision: Decision) -> tuple[Scanned, str]:
        """The request on the telephone, and the number on the page."""
        turn = sure(self.ask(decision))
        return sure(self.scan(turn.handle)), turn.number

    def has_signed(self, decision: Decision) -> None:
        """The telephone has signed, and the page has not gone on yet."""
        sure(self.sign(*self.sees(decision)))

    def finish(self, decision: Decision) -> Signed | Refused:
        """Go on with the page."""
        return self.world.services.decisions.sign(decision.id, self.desk.officer, OnPhone())

    def signs(self, decision: Decision) -> Signed | Refused:
        """All of it."""
        self.has_signed(decision)
        return self.finish(decision)


def signing_phone(desk: Desk, said: Attestation = HONEST) -> SigningPhone:
    """A telephone whose key this officer added a while ago."""
    return SigningPhone(desk, telephone_of(desk.world, desk.person.subject_id, said))
