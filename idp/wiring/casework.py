"""Changes of credentials and contacts, losses, visits to a counter, fraud."""

from collections.abc import Mapping
from typing import NamedTuple

from idp.activation.service import Activations
from idp.authorization.credential_loss import CredentialRevocation
from idp.authorization.endings import Endings
from idp.authorization.frauds import Frauds
from idp.casework.domain.moves import Effect
from idp.contacts.service import ContactChanges
from idp.losses.cases import LossCases, LossEffects
from idp.losses.forgotten import ForgottenSecrets
from idp.losses.links import LossLinks
from idp.losses.password_links import PasswordLinks
from idp.losses.procedures import COUNTER_RECOVERY, LOSS, LossEvent, VisitEvent
from idp.losses.provider_letters import ProviderLetters
from idp.losses.retraction import ReportRetraction
from idp.losses.service import Losses
from idp.losses.visits import CounterVisits, VisitEffects
from idp.wiring.credentials import CredentialServices
from idp.wiring.granting import Granting
from idp.wiring.parties import Parties
from idp.wiring.pending import Pending
from idp.wiring.people import People
from idp.wiring.records import Records
from idp.wiring.secrets import Secrets


class Casework(NamedTuple):
    credential_revocation: CredentialRevocation
    contacts: ContactChanges
    frauds: Frauds
    losses: Losses
    forgotten: ForgottenSecrets
    counter_visits: CounterVisits


class Ending(NamedTuple):
    """Revocation: of everything open, and of lost credentials."""

    endings: Endings
    credential_revocation: CredentialRevocation
    contacts: ContactChanges


def build_casework(
    records: Records,
    people: People,
    parties: Parties,
    granting: Granting,
    pending: Pending,
    *,
    credential_services: CredentialServices,
    secrets: Secrets,
    activations: Activations,
) -> Casework:
    endings = pending.endings
    context, notices, credentials = records.context, people.notices, credential_services.credentials
    contacts = _contact_changes(records, people, endings, credential_services)
    ending = Ending(
        endings=endings,
        credential_revocation=CredentialRevocation(context.database, credentials, endings),
        contacts=contacts,
    )
    visits = VisitEffects(
        database=context.database,
        engine=records.cases,
        credentials=credentials,
        bindings=people.bindings,
        recovery_codes=secrets.recovery_codes,
        credential_revocation=ending.credential_revocation,
        endings=endings,
        contacts=contacts,
        notices=notices,
    )
    records.effects.add(COUNTER_RECOVERY, visit_effects(visits))
    counter_visits = CounterVisits(
        context,
        people.accounts,
        records.cases,
        people.bindings,
        people.decision_letters,
        notices,
    )
    frauds = Frauds(
        database=context.database,
        permissions=records.cases.permissions,
        credentials=credentials,
        bindings=people.bindings,
        endings=endings,
        notices=notices,
        history=context.history,
        contacts=contacts,
    )
    provider_letters = ProviderLetters(
        granting.consents, parties.relying_parties, parties.licensing, granting.tokens, notices
    )
    return Casework(
        credential_revocation=ending.credential_revocation,
        contacts=contacts,
        frauds=frauds,
        losses=_losses(records, people, credential_services, secrets, ending, provider_letters),
        forgotten=_forgotten(records, people, credential_services, secrets, ending, activations),
        counter_visits=counter_visits,
    )


def visit_effects(made: VisitEffects) -> Mapping[str, Effect]:
    """The effects of a visit to a counter, by event."""
    return {
        VisitEvent.REVIEW: Effect(made.review),
        VisitEvent.CONFIRM: Effect(made.confirm, made.check),
        VisitEvent.WITHDRAW: Effect(made.withdraw),
    }


def _contact_changes(
    records: Records, people: People, endings: Endings, credential_services: CredentialServices
) -> ContactChanges:
    return ContactChanges(
        context=records.context,
        credentials=credential_services.credentials,
        bindings=people.bindings,
        cool_off=people.cool_off,
        endings=endings,
        accounts=people.accounts,
        repository=people.contact_book,
        one_time_tokens=records.one_time_tokens,
        throttle=people.throttle,
        notices=people.notices,
    )


def _losses(
    records: Records,
    people: People,
    credential_services: CredentialServices,
    secrets: Secrets,
    ending: Ending,
    provider_letters: ProviderLetters,
) -> Losses:
    context, notices = records.context, people.notices
    made = LossEffects(
        context.database, records.cases.texts, people.decision_letters, people.documents
    )
    records.effects.add(
        LOSS, {LossEvent.TAKE: Effect(made.take), LossEvent.CLOSE: Effect(made.close)}
    )
    cases = LossCases(context.database, context.clock, records.cases, records.cases.texts)
    links = LossLinks(
        context=context,
        accounts=people.accounts,
        throttle=people.throttle,
        passwords=secrets.passwords,
        credentials=credential_services.credentials,
        known_browsers=people.known_browsers,
        one_time_tokens=records.one_time_tokens,
        notices=notices,
    )
    retraction = ReportRetraction(
        context=context,
        permissions=records.cases.permissions,
        cases=cases,
        credentials=credential_services.credentials,
        retired=credential_services.retired,
        endings=ending.endings,
        contacts=ending.contacts,
        notices=notices,
    )
    return Losses(
        database=context.database,
        clock=context.clock,
        cases=cases,
        permissions=records.cases.permissions,
        links=links,
        retraction=retraction,
        provider_letters=provider_letters,
        passwords=secrets.passwords,
        recovery_codes=secrets.recovery_codes,
        credentials=credential_services.credentials,
        retired=credential_services.retired,
        endings=ending.endings,
        credential_revocation=ending.credential_revocation,
        contacts=ending.contacts,
        one_time_tokens=records.one_time_tokens,
        notices=notices,
    )


def _forgotten(
    records: Records,
    people: People,
    credential_services: CredentialServices,
    secrets: Secrets,
    ending: Ending,
    activations: Activations,
) -> ForgottenSecrets:
    links = PasswordLinks(
        context=records.context,
        accounts=people.accounts,
        contacts=ending.contacts,
        credentials=credential_services.credentials,
        passwords=secrets.passwords,
        recovery_codes=secrets.recovery_codes,
        throttle=people.throttle,
        one_time_tokens=records.one_time_tokens,
        notices=people.notices,
    )
    return ForgottenSecrets(
        context=records.context,
        accounts=people.accounts,
        subjects=people.subjects,
        throttle=people.throttle,
        passwords=secrets.passwords,
        known_browsers=people.known_browsers,
        contacts=ending.contacts,
        activations=activations,
        links=links,
        notices=people.notices,
    )
