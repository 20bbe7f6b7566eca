"""From a code to tokens, and from a refresh token to the next."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from idp.assurance.levels import Level, level_still_held
from idp.consent.domain.request import OFFLINE_ACCESS
from idp.history.context import ServiceContext
from idp.history.domain import EventType
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused
from idp.platform.secrets import random_token
from idp.relying_parties.domain.client import Client
from idp.relying_parties.service import RelyingParties
from idp.tokens.codes import Codes, Redeemed
from idp.tokens.current_requirements import CurrentRequirements
from idp.tokens.domain.client_requirements import ClientRequirements
from idp.tokens.domain.grant import Grant, Granted, TokenResponse
from idp.tokens.domain.lifetimes import ANSWERED_WITHIN
from idp.tokens.domain.rotation import (
    family_of,
    first_token,
    successor,
)
from idp.tokens.families import Families, Family
from idp.tokens.grant_validity import ActiveGrant, GrantValidity
from idp.tokens.refresh_reuse import PresentedToken, RefreshReuse
from idp.tokens.signing import TokenSigner
from idp.tokens.unanswered import UnansweredGrants
from idp.violations.domain import ViolationKind
from idp.violations.service import Violations

REFRESH: Final = "refresh_token"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Unsigned:
    """What a token response is made of.

    It is signed before the transaction ends, so that what was used up for it is good again when
    there is no key to sign with.
    """

    family: Family
    active: ActiveGrant
    level: Level
    scope: tuple[str, ...]
    resource: str | None
    refresh_token: str | None
    nonce: str | None
    claims: dict[str, Any]


@dataclass(frozen=True)
class Grants:
    context: ServiceContext
    codes: Codes
    families: Families
    signer: TokenSigner
    validity: GrantValidity
    requirements: CurrentRequirements
    relying_parties: RelyingParties
    violations: Violations
    reuse: RefreshReuse
    unanswered_grants: UnansweredGrants
    rotation_key: bytes = field(repr=False)

    def redeem(
        self, code: str, client: Client, *, redirect_uri: str | None
    ) -> TokenResponse | Refused:
        if not self.relying_parties.may_ask(client):
            return Refused(Reason.CLIENT_SUSPENDED)
        redeemed = answer = None
        try:
            with self.context.database.transaction():
                redeemed = self.codes.redeem(
                    code, client_id=client.client_id, redirect_uri=redirect_uri
                )
                if redeemed is None:
                    return self._not_redeemed(code, client, redirect_uri)
                answer = self._first(redeemed, client)
        except Exception:
            if redeemed is not None and answer is not None:
                # Perhaps it was committed all the same: whoever asked got no answer.
                self.unanswered_grants.note(redeemed.family_id, self.context.clock.now())
            raise
        self.unanswered_grants.answered(redeemed.family_id)
        return answer

    def revoke_unanswered(self, family_id: Id) -> bool:
        """Revoke the first tokens of a grant that surely reached no client; whether it was so.

        Who asks again is as likely the honest one who got no answer: there is no case, and they
        begin again. Joins the verb that found the grant used.
        """
        family = self.families.by_id(family_id)
        if family is None or not self.unanswered_grants.take(family_id, self.context.clock.now()):
            return False
        if self.families.revoke(family_id):
            self._record(EventType.TOKENS_REVOKED, family, reason=Reason.USED_BEFORE)
        return True

    def issue(self, grant: Grant, client: Client, *, family_id: Id) -> TokenResponse | Refused:
        """Joins the verb that used up what stood for the grant."""
        if not self.relying_parties.may_ask(client):
            return Refused(Reason.CLIENT_SUSPENDED)
        with self.context.database.transaction():
            return self._first(Redeemed(family_id, grant), client)

    def refresh(
        self,
        token: str,
        client: Client,
        *,
        scope: tuple[str, ...] | None,
        resource: str | None,
        arrived_at: datetime | None,
    ) -> TokenResponse | Refused:
        shown = PresentedToken(token, client, arrived_at or self.context.clock.now())
        family_id = family_of(token)
        if family_id is None:
            return Refused(Reason.NOT_FOUND)
        if not self.relying_parties.may_ask(client):
            return Refused(Reason.CLIENT_SUSPENDED)
        if (refused := self._exceeds(family_id, client, scope, resource)) is not None:
            return refused
        return self._rotated(family_id, shown, scope=scope, resource=resource)

    def _rotated(
        self,
        family_id: Id,
        shown: PresentedToken,
        *,
        scope: tuple[str, ...] | None,
        resource: str | None,
    ) -> TokenResponse | Refused:
        made = successor(self.rotation_key, shown.token)
        rotated = answer = None
        try:
            with self.context.database.transaction():
                rotated = self.families.rotate(
                    family_id, client_id=shown.client.client_id, shown=shown.token, made=made
                )
                family = rotated or self.reuse.classify(family_id, shown, made)
                if isinstance(family, Refused):
                    return family
                unsigned = self._renew(family, shown.client, made, scope=scope, resource=resource)
                if isinstance(unsigned, Refused):
                    return unsigned
                answer = self._signed(shown.client, unsigned)
                rotated_at = None
                if rotated is not None:
                    self._tell_refreshed(rotated, unsigned.level)
                    rotated_at = self._date_rotation(family_id, made, rotated.rotated_at)
            self.reuse.date_unanswered()
            # To commit can take long as well.
            self._date_rotation(family_id, made, rotated_at)
        except Exception:
            if rotated is not None and answer is not None:
                # Perhaps it was committed all the same: whoever asked got no answer.
                self.reuse.unanswered.note(family_id, made, self.context.clock.now())
            raise
        return answer

    def _tell_refreshed(self, family: Family, level: Level) -> None:
        """Once a calendar day, with how many refreshes there were so far.

        A refresh is no use of the account by its person: it renews what one sign-in and one consent
        allowed. That a result was given, shown again or by others, and each item of data that is
        passed on has an entry each time (D17.2-1, D4.4).
        """
        if family.first_of_the_day:
            self._record(
                EventType.TOKENS_REFRESHED, family, level=int(level), refreshes=family.generation
            )

    def _date_rotation(
        self, family_id: Id, made: str, rotated_at: datetime | None
    ) -> datetime | None:
        """Let the grace of a retry count from now, where the database kept the answer until now.

        `rotated_at`: when the token was put in place of the one before; None when it was before.
        Returns what it is now.
        """
        now = self.context.clock.now()
        if rotated_at is None or now - rotated_at <= ANSWERED_WITHIN:
            return rotated_at
        with self.context.database.transaction():
            self.families.date_rotation(family_id, made, now)
        return now

    def _first(self, redeemed: Redeemed, client: Client) -> TokenResponse | Refused:
        """The first tokens of a grant; joins the verb that used up what stood for it."""
        unsigned = self._begin(redeemed, client)
        return unsigned if isinstance(unsigned, Refused) else self._signed(client, unsigned)

    def _begin(self, redeemed: Redeemed, client: Client) -> _Unsigned | Refused:
        grant = redeemed.grant
        active = self.validity.load_in_session(
            grant.subject_id, client, session_id=grant.session_id
        )
        requirements, level = self.requirements.of(client), Level(grant.level)
        if not isinstance(active, Refused):
            active = _meets(requirements, grant, active, held=level, resource=grant.resource)
        if isinstance(active, Refused):
            return active
        token = None
        if _may_refresh(grant, client, active):
            token = first_token(redeemed.family_id, random_token())
        family = self.families.begin(
            redeemed.family_id,
            grant,
            refresh_token=token,
            security_stamp=active.security_stamp,
        )
        level = requirements.asserted_level(grant, level)
        self._record(EventType.TOKENS_ISSUED, family, level=int(level), offline=family.offline)
        return _Unsigned(
            family=family,
            active=active,
            level=level,
            scope=tuple(
                each
                for each in requirements.registered_scope(grant.scope)
                if token or each != OFFLINE_ACCESS
            ),
            resource=grant.resource,
            refresh_token=token,
            nonce=grant.nonce,
            claims=self.validity.claims(family, active, grant.id_token_claims),
        )

    def _not_redeemed(self, code: str, client: Client, redirect_uri: str | None) -> Refused:
        """Why the one write touched nothing, and what follows from it."""
        known = self.codes.find(code)
        if known is None:
            return Refused(Reason.NOT_FOUND)
        if known.binding.client_id != client.client_id:
            kind, reason = ViolationKind.CODE_SHOWN_BY_OTHER, Reason.NOT_AUTHORISED
        elif known.binding.redeemed and self.families.by_id(known.family_id) is None:
            # Nothing was ever made of it: invalidated by another client's attempt (G01), or
            # refused to its owner. This is the owner's first result or a retry, not a replay.
            return Refused(Reason.USED_BEFORE)
        elif known.binding.redirect_uri == redirect_uri and self.revoke_unanswered(known.family_id):
            return Refused(Reason.USED_BEFORE)
        elif known.binding.redeemed:
            kind, reason = ViolationKind.CODE_REPLAYED, Reason.USED_BEFORE
        elif known.binding.redirect_uri != redirect_uri:
            return Refused(Reason.NOT_PROVEN)
        else:
            return Refused(Reason.EXPIRED)
        self.codes.invalidate(code)
        self.families.revoke(known.family_id)
        self.violations.open(
            kind,
            issued_to=known.binding.client_id,
            shown_by=client.client_id,
            subject_id=known.subject_id,
            evidence={"family": known.family_id},
        )
        return Refused(reason)

    # -- refresh tokens

    def _exceeds(
        self, family_id: Id, client: Client, scope: tuple[str, ...] | None, resource: str | None
    ) -> Refused | None:
        """A refresh may ask for less, never for more (RFC 6749 section 6)."""
        if resource is not None and resource not in client.resources:
            return Refused(Reason.NOT_AUTHORISED)
        if scope is None:
            return None
        if not client.scopes.issuperset(scope):
            return Refused(Reason.SCOPE_NOT_AVAILABLE)
        family = self.families.by_id(family_id)
        if family is None or family.client_id != client.client_id:
            return None
        wider = set(scope) - set(family.granted.scope)
        return Refused(Reason.SCOPE_NOT_AVAILABLE) if wider else None

    def _renew(
        self,
        family: Family,
        client: Client,
        made: str,
        *,
        scope: tuple[str, ...] | None,
        resource: str | None,
    ) -> _Unsigned | Refused:
        granted, requirements = family.granted, self.requirements.of(client)
        held = level_still_held(Level(granted.level), granted.auth_time, self.context.clock.now())
        wanted = resource or granted.resource
        active = self._still_granted(family, requirements, held, wanted)
        if isinstance(active, Refused):
            return active
        return _Unsigned(
            family=family,
            active=active,
            level=requirements.asserted_level(granted, held),
            scope=requirements.registered_scope(granted.scope if scope is None else scope),
            resource=wanted,
            refresh_token=made,
            nonce=None,
            claims=self.validity.claims(family, active, granted.id_token_claims),
        )

    def _still_granted(
        self, family: Family, requirements: ClientRequirements, held: Level, resource: str | None
    ) -> ActiveGrant | Refused:
        """Revoke a grant whose account or consent is no longer valid, or that is too weak."""
        client, granted = requirements.client, family.granted
        active = self.validity.load(family.subject_id, client)
        if isinstance(active, ActiveGrant):
            if family.security_stamp != active.security_stamp:
                active = Refused(Reason.EXPIRED)
            elif _may_refresh(granted, client, active):
                active = _meets(requirements, granted, active, held=held, resource=resource)
            else:
                active = Refused(Reason.DECLINED)
        if isinstance(active, ActiveGrant):
            return active
        if self.families.revoke(family.id):
            self._record(EventType.TOKENS_REVOKED, family, reason=active.reason)
        return active

    # -- both

    def _signed(self, client: Client, unsigned: _Unsigned) -> TokenResponse:
        access = self.signer.access_token(
            client,
            unsigned.family,
            level=unsigned.level,
            scope=unsigned.scope,
            resource=unsigned.resource,
            consent=unsigned.active.consent,
        )
        id_token = None
        if "openid" in unsigned.scope:
            id_token = self.signer.id_token(
                client,
                unsigned.family,
                level=unsigned.level,
                account_level=unsigned.active.account_level,
                nonce=unsigned.nonce,
                claims=unsigned.claims,
            )
        return TokenResponse(
            access.token, access.expires_in, unsigned.scope, unsigned.refresh_token, id_token
        )

    def _record(self, happening: EventType, family: Family, **facts: object) -> None:
        self.context.history.append(
            happening,
            subject_id=family.subject_id,
            client_id=family.client_id,
            transaction_id=family.granted.transaction_id,
            facts={"consent_id": family.consent_id, "family": family.id, **facts},
        )


def _meets(
    requirements: ClientRequirements,
    granted: Granted,
    active: ActiveGrant,
    *,
    held: Level,
    resource: str | None,
) -> ActiveGrant | Refused:
    """The grant, where the sign-in is what the client requires today, and of its resources."""
    unmet = requirements.unmet_reason(granted, held=held, account_level=active.account_level)
    if unmet is None and requirements.allows_resource(resource):
        return active
    return Refused(unmet or Reason.NOT_AUTHORISED)


def _may_refresh(granted: Granted, client: Client, active: ActiveGrant) -> bool:
    """Offline access: asked, registered for, and consented (OpenID Connect Core section 11)."""
    return (
        OFFLINE_ACCESS in granted.scope
        and OFFLINE_ACCESS in client.scopes
        and REFRESH in client.grant_types
        and OFFLINE_ACCESS in active.consent.items
    )
