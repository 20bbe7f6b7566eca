"""Refresh: from a refresh token to the next (RFC 6749 section 6, RFC 9700 section 4.14)."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from idp.assurance.levels import Level, level_still_held
from idp.history.domain import EventType
from idp.kernel.actors import System
from idp.kernel.clock import Clock
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused
from idp.platform.database import Database
from idp.relying_parties.domain.client import Client
from idp.relying_parties.service import RelyingParties
from idp.tokens.current_requirements import CurrentRequirements
from idp.tokens.domain.client_requirements import ClientRequirements
from idp.tokens.domain.grant import TokenResponse
from idp.tokens.domain.lifetimes import ANSWERED_WITHIN
from idp.tokens.domain.rotation import family_of, successor
from idp.tokens.families import Families, Family
from idp.tokens.grant_validity import ActiveGrant, GrantValidity
from idp.tokens.refresh_reuse import PresentedToken, RefreshReuse
from idp.tokens.token_response import TokenResponses, UnsignedResponse, may_refresh, meets

_VALIDITY: Final = System(rule="policy grant_validity")
"""Why a grant ends that is found at a refresh not to be valid any more (G10, G11)."""


@dataclass(frozen=True)
class TokenRefresh:
    database: Database
    clock: Clock
    families: Families
    responses: TokenResponses
    validity: GrantValidity
    requirements: CurrentRequirements
    relying_parties: RelyingParties
    reuse: RefreshReuse
    rotation_key: bytes = field(repr=False)

    def refresh(
        self,
        token: str,
        client: Client,
        *,
        scope: tuple[str, ...] | None,
        resource: str | None,
        arrived_at: datetime | None,
    ) -> TokenResponse | Refused:
        shown = PresentedToken(token, client, arrived_at or self.clock.now())
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
            with self.database.transaction():
                rotated = self.families.rotate(
                    family_id, client_id=shown.client.client_id, shown=shown.token, made=made
                )
                family = rotated or self.reuse.classify(family_id, shown, made)
                if isinstance(family, Refused):
                    return family
                unsigned = self._renew(family, shown.client, made, scope=scope, resource=resource)
                if isinstance(unsigned, Refused):
                    return unsigned
                answer = self.responses.sign(shown.client, unsigned)
                rotated_at = None
                if rotated is not None:
                    self._record_refreshed(rotated, unsigned.level, shown.client)
                    rotated_at = self._date_rotation(family_id, made, rotated.rotated_at)
            self.reuse.date_unanswered()
            # The commit can take long as well.
            self._date_rotation(family_id, made, rotated_at)
        except Exception:
            if rotated is not None and answer is not None:
                # It may have been committed all the same, but the client got no answer.
                self.reuse.note_unanswered(family_id, made)
            raise
        return answer

    def _record_refreshed(self, family: Family, level: Level, client: Client) -> None:
        """Write refreshes to history once a calendar day, with their number so far.

        A refresh is no act of the person: it renews a grant. Issued tokens, replays, uses by others
        and each disclosed item have an entry each time (D17.2-1, D4.4).
        """
        if family.first_of_the_day:
            self.responses.record(
                EventType.TOKENS_REFRESHED,
                family,
                actor=client.acting,
                level=int(level),
                refreshes=family.generation,
            )

    def _date_rotation(
        self, family_id: Id, made: str, rotated_at: datetime | None
    ) -> datetime | None:
        """Start the grace period of a retry now, where the database delayed the answer until now.

        `rotated_at`: the time of this rotation; None without one. Returns the present value.
        """
        now = self.clock.now()
        if rotated_at is None or now - rotated_at <= ANSWERED_WITHIN:
            return rotated_at
        with self.database.transaction():
            self.families.date_rotation(family_id, made, now)
        return now

    def _exceeds(
        self, family_id: Id, client: Client, scope: tuple[str, ...] | None, resource: str | None
    ) -> Refused | None:
        """A refresh may request less scope, never more (RFC 6749 section 6)."""
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
    ) -> UnsignedResponse | Refused:
        granted, requirements = family.granted, self.requirements.for_client(client)
        held = level_still_held(Level(granted.level), granted.auth_time, self.clock.now())
        wanted = resource or granted.resource
        active = self._still_granted(family, requirements, held, wanted)
        if isinstance(active, Refused):
            return active
        return UnsignedResponse(
            family=family,
            active=active,
            level=requirements.asserted_level(granted, held),
            scope=requirements.registered_scope(granted.scope if scope is None else scope),
            resource=wanted,
            refresh_token=made,
            nonce=None,
            claims=self.validity.claims(
                family, active, granted.id_token_claims, actor=client.acting
            ),
        )

    def _still_granted(
        self, family: Family, requirements: ClientRequirements, held: Level, resource: str | None
    ) -> ActiveGrant | Refused:
        """Revoke a grant whose account or consent is not valid, or whose level is too low."""
        client, granted = requirements.client, family.granted
        active = self.validity.load(family.subject_id, client, granted)
        if isinstance(active, ActiveGrant):
            if family.security_stamp != active.security_stamp:
                active = Refused(Reason.EXPIRED)
            elif may_refresh(granted, client, active):
                active = meets(requirements, granted, active, held=held, resource=resource)
            else:
                active = Refused(Reason.DECLINED)
        if isinstance(active, ActiveGrant):
            return active
        if self.families.revoke(family.id):
            self.responses.record(
                EventType.TOKENS_REVOKED, family, actor=_VALIDITY, reason=active.reason
            )
        return active
