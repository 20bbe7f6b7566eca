"""What goes wrong with means and addresses: changes, losses, visits to a counter, fraud."""

from dataclasses import dataclass

from idp.authorization.credential_loss import CredentialRevocation
from idp.authorization.endings import Endings
from idp.authorization.frauds import Frauds
from idp.contacts.service import ContactChanges
from idp.factors.service import Credentials
from idp.losses.service import Losses
from idp.losses.visits import CounterVisits
from idp.wiring.granting import Granting
from idp.wiring.parties import Parties
from idp.wiring.people import People
from idp.wiring.records import Records
from idp.wiring.secrets import Secrets


@dataclass(frozen=True, slots=True, kw_only=True)
class Casework:
    credential_revocation: CredentialRevocation
    contacts: ContactChanges
    frauds: Frauds
    losses: Losses
    counter_visits: CounterVisits


def build_casework(
    records: Records,
    people: People,
    parties: Parties,
    granting: Granting,
    *,
    endings: Endings,
    credentials: Credentials,
    secrets: Secrets,
) -> Casework:
    context, notices = records.context, people.notices
    database, clock, history = context.database, context.clock, context.history
    credential_revocation = CredentialRevocation(database, credentials, endings)
    contacts = ContactChanges(
        database=database,
        clock=clock,
        credentials=credentials,
        one_time_tokens=records.one_time_tokens,
        throttle=people.throttle,
        notices=notices,
        history=history,
    )
    losses = Losses(
        database=database,
        clock=clock,
        accounts=people.accounts,
        passwords=secrets.passwords,
        recovery_codes=secrets.recovery_codes,
        throttle=people.throttle,
        one_time_tokens=records.one_time_tokens,
        credential_revocation=credential_revocation,
        contacts=contacts,
        consents=granting.consents,
        relying_parties=parties.relying_parties,
        licensing=parties.licensing,
        tokens=granting.tokens,
        notices=notices,
        history=history,
    )
    counter_visits = CounterVisits(
        database=database,
        clock=clock,
        accounts=people.accounts,
        credentials=credentials,
        recovery_codes=secrets.recovery_codes,
        credential_revocation=credential_revocation,
        contacts=contacts,
        notices=notices,
        history=history,
    )
    return Casework(
        credential_revocation=credential_revocation,
        contacts=contacts,
        frauds=Frauds(database, credentials, endings, notices, history, contacts),
        losses=losses,
        counter_visits=counter_visits,
    )
