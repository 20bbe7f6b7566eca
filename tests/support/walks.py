"""One sign-in walked by hand: ask, prove, consent, redeem; each step can be bent by an attacker."""

import base64
import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.support.http import Answer, Visitor, basic
from tests.support.world import Party, Person, World

GRANT = "authorization_code"


def challenge(verifier: str) -> str:
    """PKCE S256 (RFC 7636 section 4.2)."""
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def contents(token: str, part: int = 1) -> dict[str, Any]:
    """Return the claims of a JWT, or with `part=0` its header, without believing them."""
    segment = token.split(".")[part]
    found: dict[str, Any] = json.loads(
        base64.urlsafe_b64decode(segment + "=" * (-len(segment) % 4))
    )
    return found


@dataclass(frozen=True)
class Walk:
    """One relying party's request in one browser."""

    world: World
    visitor: Visitor
    party: Party
    verifier: str = field(default_factory=lambda: secrets.token_urlsafe(48))
    state: str = field(default_factory=lambda: secrets.token_urlsafe(16))

    def request(self, **changes: str | None) -> dict[str, str]:
        """Return the parameters of an ordinary request; a change of None leaves one out."""
        usual: dict[str, str | None] = {
            "client_id": self.party.client_id,
            "redirect_uri": self.party.redirect_uri,
            "response_type": "code",
            "scope": "openid",
            "state": self.state,
            "nonce": secrets.token_urlsafe(16),
            "code_challenge": challenge(self.verifier),
            "code_challenge_method": "S256",
        }
        merged = {**usual, **changes}
        return {name: value for name, value in merged.items() if value is not None}

    def ask(self, **changes: str | None) -> Answer:
        """Send the browser to /authorize and on to the page or the answer it ends at."""
        visitor = self.visitor
        return visitor.arrive(visitor.get("/authorize", self.request(**changes)))

    def password(self, page: Answer, person: Person, *, password: str | None = None) -> Answer:
        sent = self.visitor.submit(
            page,
            "username",
            "password",
            username=person.username,
            password=person.password if password is None else password,
        )
        return self.visitor.arrive(sent)

    def code(self, page: Answer, person: Person, *, code: str | None = None) -> Answer:
        """Enter what the authenticator app shows in a step that was not used yet."""
        if code is None:
            assert person.totp_secret is not None
            code = self.world.code(person.totp_secret)
        return self.visitor.arrive(self.visitor.submit(page, "code", code=code))

    def sign_in(self, page: Answer, person: Person) -> Answer:
        """Prove all that is asked, until the page is no longer one of signing in."""
        page = self.password(page, person)
        if any("code" in form.names for form in page.forms) and "consent-allow" not in page.ids:
            page = self.code(page, person)
        return page

    def decide(self, page: Answer, decision: str, **chosen: str) -> Answer:
        """Answer the consent page; the answer that leaves the house is returned."""
        sent = self.visitor.submit(page, "decision", decision=decision, **chosen)
        return self.visitor.arrive(sent)

    def allow_all(self, page: Answer) -> Answer:
        """Tick everything that is optional too, and allow it."""
        form = page.form("decision")
        boxes = [pair for pair in form.boxes if pair[0] == "item"]
        sent = self.visitor.post(form.action, [*form.filled(decision="allow"), *boxes])
        return self.visitor.arrive(sent)

    def complete(self, person: Person, **changes: str | None) -> Answer:
        """Walk all of it; the redirect that carries the code to the relying party is returned."""
        page = self.ask(**changes)
        if not page.location and "username" in page.ids:
            page = self.sign_in(page, person)
        if not page.location and "consent-allow" in page.ids:
            page = self.decide(page, "allow")
        assert page.location, (page.status, page.url, page.text[:2000])
        return page

    def redeem(self, code: str, *, by: Party | None = None, **changes: str | None) -> Answer:
        """Exchange a code at the token endpoint as the party itself, or as another one."""
        usual: dict[str, str | None] = {
            "grant_type": GRANT,
            "code": code,
            "redirect_uri": self.party.redirect_uri,
            "code_verifier": self.verifier,
        }
        return self.token({**usual, **changes}, by=by)

    def refresh(self, token: str, *, by: Party | None = None, **changes: str | None) -> Answer:
        usual: dict[str, str | None] = {"grant_type": "refresh_token", "refresh_token": token}
        return self.token({**usual, **changes}, by=by)

    def token(self, fields: Mapping[str, str | None], *, by: Party | None = None) -> Answer:
        """Ask the token endpoint as a server does: no cookie, client secret in the header."""
        return self.as_client("/token", fields, by=by)

    def as_client(
        self, path: str, fields: Mapping[str, str | None], *, by: Party | None = None
    ) -> Answer:
        party = by or self.party
        sent = {name: value for name, value in fields.items() if value is not None}
        if party.secret is None:
            sent = {"client_id": party.client_id, **sent}
        headers = {} if party.secret is None else basic(party.client_id, party.secret)
        return self.visitor.stranger().post(path, sent, headers=headers)

    def tokens(self, person: Person, **changes: str | None) -> dict[str, Any]:
        """Walk from nothing to tokens."""
        answer = self.redeem(self.complete(person, **changes).query["code"])
        assert answer.status == 200, answer.text
        found: dict[str, Any] = answer.json
        return found
