"""A person with a passkey in front of the pages."""

import hashlib
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from idp.factors.domain import ACTIVATING
from tests.support.authenticator import Authenticator
from tests.support.http import Answer
from tests.support.live import House
from tests.support.walks import Walk
from tests.support.world import Person, sure


@dataclass
class Holder:
    """A person with a passkey, and what their device says to a page."""

    house: House
    person: Person
    device: Authenticator

    @property
    def origin(self) -> str:
        return self.house.origin

    def options(self, walk: Walk, page: Answer) -> dict[str, Any]:
        proof = dict(page.form("csrf").fields)["csrf"]
        found: dict[str, Any] = walk.visitor.post(
            f"{page.path}/passkey/options", headers={"X-CSRF": proof}
        ).json
        return found

    def answer(self, walk: Walk, page: Answer, response: str) -> Answer:
        proof = dict(page.form("csrf").fields)["csrf"]
        fields = {"csrf": proof, "response": response}
        return walk.visitor.arrive(walk.visitor.post(f"{page.path}/passkey", fields))

    def use(self, walk: Walk, page: Answer) -> Answer:
        response = self.device.get(self.options(walk, page), origin=self.origin)
        return self.answer(walk, page, response)


def holder_of(house: House, device: Authenticator) -> Holder:
    person, passkeys = house.world.person(), house.world.services.passkeys
    options = passkeys.registration(person.subject_id, audience="a" * 64, name=person.username)
    response = device.create(options, origin=house.origin)
    sure(
        passkeys.register(
            person.subject_id, audience="a" * 64, response=response, label="key", binding=ACTIVATING
        )
    )
    house.world.clock.advance(timedelta(seconds=1))
    return Holder(house, person, device)


def bent(response: str, member: str, change: Callable[[bytes], bytes]) -> str:
    decoded = json.loads(response)
    raw = decoded["response"][member]
    value = change(urlsafe_b64decode(raw + "=" * (-len(raw) % 4)))
    decoded["response"][member] = urlsafe_b64encode(value).rstrip(b"=").decode()
    return json.dumps(decoded)


def authenticator_data(raw: bytes) -> bytes:
    """The last member of the attestation objects our authenticator makes."""
    return raw[raw.index(hashlib.sha256(b"localhost").digest()) :]
