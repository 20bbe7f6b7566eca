"""Builds the grant of an authorization code from the context of a transaction."""

from collections.abc import Mapping
from typing import Any

from idp.authorization.domain.context import AuthorizationContext
from idp.authorization.domain.request import AuthorizationRequest
from idp.authorization.domain.steps import IssueCode
from idp.kernel.ids import Id
from idp.tokens.domain.grant import MATCHES, ActingPerson, Grant


def build_grant(
    context: AuthorizationContext, step: IssueCode, *, agent_base: Id | None = None
) -> Grant:
    """The grant that goes into the code: items both asked now and covered by the consent.

    `agent_base`: the subject from whose id the `sub` of who acts for another is made here.
    """
    request, consent, ask = context.transaction.request, context.consent, context.ask
    if not isinstance(request, AuthorizationRequest) or consent is None or ask is None:
        raise TypeError("a grant needs a relying party's request and a consent on record")
    session = context.session
    if session is None or not session.holds(step.event):
        raise ValueError("a grant needs the live session of its sign-in")
    asked = ask.names
    return Grant(
        transaction_id=context.transaction.id,
        client_id=request.client_id,
        subject_id=context.transaction.principal_id or step.event.subject_id,
        redirect_uri=request.redirect_uri,
        code_challenge=request.code_challenge,
        nonce=request.nonce,
        scope=request.scope,
        id_token_claims=request.id_token_claims,
        userinfo_claims=_with_comparisons(request),
        consent_id=consent.id,
        event_id=step.event.id,
        level=int(step.level),
        amr=step.event.amr,
        pieces=tuple(sorted(step.event.pieces)),
        auth_time=step.event.authenticated_at,
        session_id=session.id,
        resource=request.resource,
        items=tuple(name for name in consent.items if name in asked),
        guardians=() if context.guardian is None else context.guardian.guardians,
        acting=_acting(context, step.event.subject_id, agent_base),
    )


def _acting(context: AuthorizationContext, person: Id, base: Id | None) -> ActingPerson | None:
    """The person as who acts, where they chose somebody for whom."""
    if context.transaction.principal_id is None or context.account is None:
        return None
    return ActingPerson(person, context.account.security_stamp, base or person)


def _with_comparisons(request: AuthorizationRequest) -> Mapping[str, Any]:
    if not request.matches:
        return request.userinfo_claims
    return {**request.userinfo_claims, MATCHES: request.matches}
