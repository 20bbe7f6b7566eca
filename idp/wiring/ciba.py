"""Authentication in person, asked for by a registered terminal (CIBA)."""

from idp.authorization.repository import TransactionRepository
from idp.ciba.service import Ciba
from idp.ciba.terminals import Terminals
from idp.factors.app_keys.service import AppKeys
from idp.factors.pins import Pins
from idp.wiring.authorization import AuthorizationServices
from idp.wiring.granting import Granting
from idp.wiring.parties import Parties
from idp.wiring.people import People
from idp.wiring.platform import Platform
from idp.wiring.records import Records


def build_ciba(
    platform: Platform,
    records: Records,
    people: People,
    parties: Parties,
    granting: Granting,
    *,
    authorization: AuthorizationServices,
    app_keys: AppKeys,
    pins: Pins,
) -> Ciba:
    context = records.context
    database, clock, history = context.database, context.clock, context.history
    return Ciba(
        database=database,
        clock=clock,
        keyring=platform.keyring,
        issuer=platform.settings.issuer,
        terminals=Terminals(
            database=database,
            clock=clock,
            relying_parties=parties.relying_parties,
            history=history,
        ),
        relying_parties=parties.relying_parties,
        accounts=people.accounts,
        turns=people.turns,
        context_loader=authorization.context_loader,
        app_keys=app_keys,
        pins=pins,
        credentials=pins.credentials,
        transactions=TransactionRepository(database, clock),
        sessions=granting.sessions,
        consents=granting.consents,
        consent_recorder=authorization.consent_recorder,
        tokens=granting.tokens,
        one_time_tokens=records.one_time_tokens,
        notices=people.notices,
        violations=records.violations,
        history=history,
        number_key=platform.keyring.derive("counter-number"),
    )
