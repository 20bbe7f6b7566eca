"""What a sign-in leads to: a session, a consent, tokens."""

from dataclasses import dataclass

from idp.consent.service import Consents
from idp.sessions.service import Sessions
from idp.tokens.service import Tokens
from idp.wiring.parties import Parties
from idp.wiring.people import People
from idp.wiring.platform import Platform
from idp.wiring.records import Records


@dataclass(frozen=True, slots=True, kw_only=True)
class Granting:
    sessions: Sessions
    consents: Consents
    tokens: Tokens


def build_granting(
    platform: Platform, records: Records, people: People, parties: Parties
) -> Granting:
    context, keyring, issuer = records.context, platform.keyring, platform.settings.issuer
    sessions = Sessions(context)
    consents = Consents(context, keyring, issuer)
    tokens = Tokens(
        database=context.database,
        clock=context.clock,
        keyring=keyring,
        issuer=issuer,
        subjects=people.subjects,
        accounts=people.accounts,
        consents=consents,
        relying_parties=parties.relying_parties,
        sessions=sessions,
        history=context.history,
        violations=records.violations,
        notices=people.notices,
        policy=records.policy,
        pairwise_key=keyring.derive("pairwise"),
    )
    return Granting(sessions=sessions, consents=consents, tokens=tokens)
