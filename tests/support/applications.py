"""The application on a telephone as it speaks over HTTP: no cookie, only what its key signs."""

import base64
import hashlib
import json
import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from idp.assurance.binding import CeremonyKind
from idp.factors.app_keys.signed_messages import APPROVAL, DENIAL, REQUEST, SIGNATURE
from idp.factors.domain import Binding
from idp.platform.jose import decode, encode
from tests.support.http import Answer, Visitor
from tests.support.live import House
from tests.support.officers import AN
from tests.support.telephones import HONEST, Attestation, Telephone, telephone_of
from tests.support.world import Person

JOSE = {"Content-Type": "application/jose", "Origin": "https://elsewhere.example"}
COUNTER = Binding(CeremonyKind.DESK, officers=(AN,), place="Hà Nội 01")


@dataclass
class Application:
    """One telephone before one house."""

    house: House
    telephone: Telephone
    wire: Visitor = field(init=False)

    def __post_init__(self) -> None:
        self.wire = self.house.visitor()

    def say(self, path: str, typ: str, **claims: object) -> Answer:
        word = self.telephone.sign(typ, self.house.world.clock.now(), **claims)
        return self.post(path, word)

    def post(self, path: str, word: str) -> Answer:
        return self.wire.post(path, word.encode(), headers=JOSE)

    def scan(self, handle: str, *, lang: str = "en") -> Answer:
        now = self.house.world.clock.now()
        word = self.telephone.sign(REQUEST, now, handle=handle)
        headers = {**JOSE, "Accept-Language": lang}
        return self.wire.post("/app/requests", word.encode(), headers=headers)

    def approve(self, asked: dict[str, Any], **changes: object) -> Answer:
        said = {name: asked[name] for name in ("txn", "client_id", "acr", "nonce", "way")}
        return self.say("/app/approvals", APPROVAL, **{**said, **changes})

    def sign(self, asked: dict[str, Any], **changes: object) -> Answer:
        """Sign the statement that was asked for, as its bytes came."""
        said = {name: asked[name] for name in ("txn", "client_id", "acr", "nonce", "way")}
        statement = decode(asked["statement"]) or b""
        digest = encode(hashlib.sha256(statement).digest())
        return self.say("/app/signatures", SIGNATURE, **{**said, "statement": digest, **changes})

    def deny(self, asked: dict[str, Any]) -> Answer:
        return self.say("/app/denials", DENIAL, nonce=asked["nonce"])

    def enrol(self, handle: str) -> Answer:
        chain = [base64.b64encode(each).decode() for each in self.telephone.chain(handle)]
        body = json.dumps({"handle": handle, "chain": chain, "label": "Pixel"}).encode()
        return self.wire.post("/app/keys", body, headers={"Content-Type": "application/json"})


def application_of(
    house: House, person: Person, said: Attestation = HONEST, *, anchoring: Binding | None = None
) -> Application:
    """The application of a person who added it a while ago."""
    world = house.world
    return Application(house, telephone_of(world, person.subject_id, said, anchoring=anchoring))


def handle_here(page: Answer) -> str:
    """The content of the link on a page, for the telephone the page is open on."""
    return _handle(_after(page, r'id="app-open" href="([^"]+)"'))


def handle_beside(page: Answer) -> str:
    """The content of the QR code."""
    return _handle(_after(page, r'id="app-text">([^<]+)<'))


def number_on(page: Answer) -> str:
    return _after(page, r'id="app-number">(\d\d)<')


def _after(page: Answer, pattern: str) -> str:
    found = re.search(pattern, page.text)
    assert found is not None, (page.url, page.text)
    return found.group(1).replace("&amp;", "&")


def _handle(link: str) -> str:
    query = parse_qs(urlsplit(link).query)
    return next(query[kind][0] for kind in ("h", "e") if kind in query)
