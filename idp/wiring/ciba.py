"""Authentication in person, asked for by a registered terminal (CIBA)."""

from typing import NamedTuple

from idp.ciba.approval import Approval
from idp.ciba.authentication_request import BackchannelAuthentication
from idp.ciba.decisions import Decisions
from idp.ciba.device_messages import DeviceMessages
from idp.ciba.notifications import Notifications
from idp.ciba.repository import RequestRepository
from idp.ciba.request_view import RequestViews
from idp.ciba.service import Ciba
from idp.ciba.terminals import Terminals
from idp.ciba.token_polling import TokenPolling
from idp.factors.app_keys.service import AppKeys
from idp.factors.pins import Pins
from idp.wiring.authorization import AuthorizationServices
from idp.wiring.credentials import CredentialServices
from idp.wiring.granting import Granting
from idp.wiring.parties import Parties
from idp.wiring.pending import Pending
from idp.wiring.people import People
from idp.wiring.platform import Platform
from idp.wiring.records import Records


class PhoneFactors(NamedTuple):
    """The factors a person proves on the telephone."""

    credential_services: CredentialServices
    app_keys: AppKeys
    pins: Pins


class _Parts(NamedTuple):
    """Dependencies that the services of the terminal and of the telephone share."""

    requests: RequestRepository
    terminals: Terminals
    authentication: BackchannelAuthentication
    views: RequestViews
    notifications: Notifications
    decisions: Decisions


def build_ciba(
    platform: Platform,
    records: Records,
    people: People,
    parties: Parties,
    granting: Granting,
    pending: Pending,
    *,
    authorization: AuthorizationServices,
    phone: PhoneFactors,
) -> Ciba:
    database = records.context.database
    parts = _parts(platform, records, people, parties, authorization)
    approval = Approval(
        database=database,
        requests=parts.requests,
        views=parts.views,
        decisions=parts.decisions,
        notifications=parts.notifications,
        account_locks=people.account_locks,
        validity=phone.credential_services.validity,
        transactions=pending.transactions,
        sessions=granting.sessions,
        consents=granting.consents,
        consent_recorder=authorization.consent_recorder,
    )
    device_messages = DeviceMessages(
        database=database,
        issuer=platform.settings.issuer,
        account_locks=people.account_locks,
        app_keys=phone.app_keys,
        pins=phone.pins,
        credentials=phone.credential_services.credentials,
        transactions=pending.transactions,
        requests=parts.requests,
        authentication=parts.authentication,
        views=parts.views,
        decisions=parts.decisions,
        approvals=approval,
    )
    return Ciba(
        terminals=parts.terminals,
        requests=parts.requests,
        authentication=parts.authentication,
        views=parts.views,
        decisions=parts.decisions,
        approval=approval,
        polling=_polling(records, granting, parts),
        device_messages=device_messages,
    )


def _polling(records: Records, granting: Granting, parts: _Parts) -> TokenPolling:
    return TokenPolling(
        database=records.context.database,
        clock=records.context.clock,
        requests=parts.requests,
        terminals=parts.terminals,
        views=parts.views,
        decisions=parts.decisions,
        tokens=granting.tokens,
        violations=records.violations,
    )


def _parts(
    platform: Platform,
    records: Records,
    people: People,
    parties: Parties,
    authorization: AuthorizationServices,
) -> _Parts:
    context, keyring = records.context, platform.keyring
    requests = RequestRepository(
        context.database, context.clock, keyring.derive("counter-requests").hex()
    )
    terminals = Terminals(context, records.cases.permissions, parties.relying_parties)
    authentication = BackchannelAuthentication(
        context=context,
        keyring=keyring,
        issuer=platform.settings.issuer,
        one_time_tokens=records.one_time_tokens,
        accounts=people.accounts,
        notices=people.notices,
        requests=requests,
        number_key=keyring.derive("counter-number"),
    )
    views = RequestViews(
        clock=context.clock,
        requests=requests,
        terminals=terminals,
        relying_parties=parties.relying_parties,
        context_loader=authorization.context_loader,
        subjects=authorization.subject_loader,
    )
    notifications = Notifications(parties.relying_parties, people.notices, context.history)
    return _Parts(
        requests=requests,
        terminals=terminals,
        authentication=authentication,
        views=views,
        notifications=notifications,
        decisions=Decisions(context.database, requests, authentication, views, notifications),
    )
