"""Results of a sign-in: sessions, consents, tokens."""

from datetime import timedelta
from typing import NamedTuple

from idp.consent.service import Consents
from idp.sessions.desk import DeskSessions
from idp.sessions.service import Sessions
from idp.subjects.joins import SubjectJoins
from idp.tokens.client_tokens import ClientTokens
from idp.tokens.code_exchange import CodeExchange
from idp.tokens.codes import Codes
from idp.tokens.current_requirements import CurrentRequirements
from idp.tokens.families import Families
from idp.tokens.grant_validity import GrantValidity
from idp.tokens.introspection import Introspection
from idp.tokens.logout_confirmation import LogoutConfirmation
from idp.tokens.misuse import ResultMisuse
from idp.tokens.pairwise import PairwiseSubjects
from idp.tokens.refresh import TokenRefresh
from idp.tokens.refresh_reuse import RefreshReuse
from idp.tokens.revocation import Revocation
from idp.tokens.revoked_tokens import RevokedTokens
from idp.tokens.service import Tokens
from idp.tokens.signing import TokenSigner
from idp.tokens.token_response import TokenResponses
from idp.tokens.unanswered import UnansweredGrants, UnansweredRotations
from idp.tokens.userinfo import UserinfoClaims
from idp.wiring.parties import Parties
from idp.wiring.people import People
from idp.wiring.platform import Platform
from idp.wiring.records import Records


class Granting(NamedTuple):
    sessions: Sessions
    desk_sessions: DeskSessions
    consents: Consents
    families: Families
    tokens: Tokens
    logout_confirmation: LogoutConfirmation


class _TokenParts(NamedTuple):
    """Dependencies that all token services share."""

    families: Families
    revoked_tokens: RevokedTokens
    signer: TokenSigner
    pairwise: PairwiseSubjects
    responses: TokenResponses
    validity: GrantValidity
    requirements: CurrentRequirements
    rotation_key: bytes


def build_granting(
    platform: Platform, records: Records, people: People, parties: Parties
) -> Granting:
    context, keyring = records.context, platform.keyring
    sessions = Sessions(context)
    consents = Consents(context, keyring, platform.settings.issuer)
    parts = _token_parts(platform, records, people, parties, consents)
    codes = Codes(context.database, context.clock)
    unanswered_grants = UnansweredGrants()
    misuse = ResultMisuse(context.database, keyring, parts.families, records.violations)
    revocation = Revocation(
        database=context.database,
        keyring=keyring,
        families=parts.families,
        revoked_tokens=parts.revoked_tokens,
        signer=parts.signer,
        misuse=misuse,
        consents=consents,
        relying_parties=parties.relying_parties,
        sessions=sessions,
        history=context.history,
        notices=people.notices,
        rotation_key=parts.rotation_key,
    )
    tokens = Tokens(
        clock=context.clock,
        relying_parties=parties.relying_parties,
        signer=parts.signer,
        codes=codes,
        families=parts.families,
        revoked_tokens=parts.revoked_tokens,
        unanswered_grants=unanswered_grants,
        code_exchange=_code_exchange(records, parties, parts, codes, unanswered_grants),
        token_refresh=_token_refresh(records, parties, parts),
        userinfo_claims=_userinfo_claims(platform, records, people, parties, parts),
        introspection=_introspection(platform, records, parties, parts, misuse),
        misuse=misuse,
        revocation=revocation,
        client_tokens=ClientTokens(
            context.clock, platform.keyring, parties.relying_parties, parts.revoked_tokens
        ),
        pairwise=parts.pairwise,
    )
    logout_confirmation = LogoutConfirmation(
        database=context.database,
        one_time_tokens=records.one_time_tokens,
        tokens=tokens,
        relying_parties=parties.relying_parties,
        notices=people.notices,
    )
    settings = platform.settings
    desk_sessions = DeskSessions(
        context,
        idle=timedelta(minutes=settings.desk_idle_minutes),
        lasts=timedelta(hours=settings.desk_hours),
    )
    return Granting(
        sessions=sessions,
        desk_sessions=desk_sessions,
        consents=consents,
        families=parts.families,
        tokens=tokens,
        logout_confirmation=logout_confirmation,
    )


def _token_parts(
    platform: Platform, records: Records, people: People, parties: Parties, consents: Consents
) -> _TokenParts:
    context, keyring = records.context, platform.keyring
    database, clock = context.database, context.clock
    pairwise_key = keyring.derive("pairwise")
    signer = TokenSigner(keyring, platform.settings.issuer, clock, pairwise_key)
    return _TokenParts(
        families=Families(database, clock, people.subjects),
        revoked_tokens=RevokedTokens(database, clock),
        signer=signer,
        pairwise=PairwiseSubjects(
            context,
            people.accounts,
            consents,
            parties.relying_parties,
            SubjectJoins(database, clock, platform.sealing, people.subjects),
        ),
        responses=TokenResponses(signer, context.history),
        validity=GrantValidity(context, people.subjects, people.accounts, people.representations),
        requirements=CurrentRequirements(records.policy),
        rotation_key=keyring.derive("refresh-rotation"),
    )


def _code_exchange(
    records: Records,
    parties: Parties,
    parts: _TokenParts,
    codes: Codes,
    unanswered_grants: UnansweredGrants,
) -> CodeExchange:
    return CodeExchange(
        database=records.context.database,
        clock=records.context.clock,
        codes=codes,
        families=parts.families,
        responses=parts.responses,
        validity=parts.validity,
        requirements=parts.requirements,
        relying_parties=parties.relying_parties,
        violations=records.violations,
        unanswered_grants=unanswered_grants,
        pairwise=parts.pairwise,
    )


def _token_refresh(records: Records, parties: Parties, parts: _TokenParts) -> TokenRefresh:
    context = records.context
    return TokenRefresh(
        database=context.database,
        clock=context.clock,
        families=parts.families,
        responses=parts.responses,
        validity=parts.validity,
        requirements=parts.requirements,
        relying_parties=parties.relying_parties,
        reuse=RefreshReuse(
            context=context,
            families=parts.families,
            violations=records.violations,
            unanswered=UnansweredRotations(),
            rotation_key=parts.rotation_key,
        ),
        rotation_key=parts.rotation_key,
    )


def _userinfo_claims(
    platform: Platform, records: Records, people: People, parties: Parties, parts: _TokenParts
) -> UserinfoClaims:
    context = records.context
    return UserinfoClaims(
        database=context.database,
        clock=context.clock,
        keyring=platform.keyring,
        issuer=platform.settings.issuer,
        families=parts.families,
        validity=parts.validity,
        requirements=parts.requirements,
        subjects=people.subjects,
        relying_parties=parties.relying_parties,
    )


def _introspection(
    platform: Platform,
    records: Records,
    parties: Parties,
    parts: _TokenParts,
    misuse: ResultMisuse,
) -> Introspection:
    context = records.context
    return Introspection(
        clock=context.clock,
        history=context.history,
        keyring=platform.keyring,
        issuer=platform.settings.issuer,
        families=parts.families,
        revoked_tokens=parts.revoked_tokens,
        validity=parts.validity,
        requirements=parts.requirements,
        relying_parties=parties.relying_parties,
        misuse=misuse,
        policy=records.policy,
    )
