"""A person who signed in at a relying party and agreed: the start of every test of tokens."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from idp.assurance.kinds import EvidenceKind
from idp.consent.domain import Consent, consent_request, page_of
from idp.kernel.ids import new_id
from idp.kernel.refusals import Refused
from idp.relying_parties.domain import ClaimPurpose, Client, match_item
from idp.sessions.domain import Session
from idp.tokens.domain import Grant, TokenResponse
from idp.tokens.service import Tokens
from tests.support.at_best import shown
from tests.support.world import CLAIMS, Party, World, sure

SCOPE = ("openid", "email", "offline_access")
PURPOSE = ClaimPurpose({"vi": "Điền tờ khai"}, essential=False)
APPROVED = dict.fromkeys((*CLAIMS, match_item("birthdate")), PURPOSE)


@dataclass(frozen=True)
class Relation:
    """One person at one relying party, in one session."""

    world: World
    subject_id: str
    party: Party
    session: Session

    @property
    def tokens(self) -> Tokens:
        return self.world.services.tokens

    @property
    def client(self) -> Client:
        client = self.world.services.relying_parties.client(self.party.client_id)
        assert client is not None
        return client

    def agree(
        self, scope: tuple[str, ...] = SCOPE, *claims: str, ticked: frozenset[str] | None = None
    ) -> Consent:
        """Consent to this scope and these claims, by default with every item ticked."""
        ask = consent_request(self.client, scope=scope, claims=claims)
        return self.world.services.consents.record(
            self.subject_id,
            ask,
            page_of(self.client, ask.items, None, lang="vi", now=self.world.clock.now()),
            chosen=ask.names if ticked is None else ticked,
            level=int(self.session.event.level),
            transaction_id=new_id(),
        )

    def grant(self, scope: tuple[str, ...] = SCOPE, **changes: Any) -> Grant:  # noqa: ANN401
        event = self.session.event
        consent = self.world.services.consents.live(self.subject_id, self.party.client_id)
        usual = Grant(
            transaction_id=new_id(),
            client_id=self.party.client_id,
            subject_id=self.subject_id,
            redirect_uri=self.party.redirect_uri,
            code_challenge="c" * 43,
            nonce="nonce",
            scope=scope,
            id_token_claims={},
            userinfo_claims={},
            consent_id=consent.id if consent else None,
            event_id=event.id,
            level=int(event.level),
            amr=event.amr,
            pieces=tuple(event.pieces),
            auth_time=event.authenticated_at,
            session_id=self.session.id,
            resource=None,
            items=(),
        )
        return replace(usual, **changes)

    def code(self, scope: tuple[str, ...] = SCOPE, **changes: Any) -> str:  # noqa: ANN401
        return self.tokens.issue_code(self.grant(scope, **changes))

    def redeem(self, code: str, client: Client | None = None) -> TokenResponse | Refused:
        address = self.party.redirect_uri
        return self.tokens.redeem(code, client or self.client, redirect_uri=address)

    def issued(self, scope: tuple[str, ...] = SCOPE, **changes: Any) -> TokenResponse:  # noqa: ANN401
        return sure(self.redeem(self.code(scope, **changes)))

    def refresh(self, token: str | None, client: Client | None = None) -> TokenResponse | Refused:
        assert token is not None
        return self.tokens.refresh(token, client or self.client)

    def said(self, token: str | None) -> Mapping[str, Any]:
        """The claims of a token of ours."""
        claims = self.world.services.keyring.verify(token or "", typ=None)
        assert claims is not None
        return claims

    def disclosed(self) -> list[list[str]]:
        """The items of each disclosure in the person's history, oldest first."""
        entries = reversed(self.world.services.history.for_subject(self.subject_id))
        return [each.facts["items"] for each in entries if each.happening == "items_disclosed"]

    def violations(self) -> list[tuple[str, str | None, str | None]]:
        """The cases: kind, client of issue, client that presented it."""
        cases = self.world.services.violations.cases()
        return [(str(case.kind), case.issued_to, case.shown_by) for case in cases]


def relation(world: World, subject_id: str | None = None, **particulars: Any) -> Relation:  # noqa: ANN401
    """A new relying party, and a person (a new one if none is named) signed in at level 2."""
    subject_id = subject_id or world.person(totp=False).subject_id
    party = world.party(**{"claims": APPROVED, **particulars})
    started = world.services.sessions.start(
        new_id(),
        subject_id=subject_id,
        client_id=party.client_id,
        shown=shown(
            [EvidenceKind.PASSWORD, EvidenceKind.TOTP], world.services.credentials.held(subject_id)
        ),
        device="test",
        replaces=None,
    )
    return Relation(world, subject_id, party, started.session)
