"""What who acts for a child or ward does in the account of that person."""

from typing import NamedTuple

from idp.activation.service import Activations
from idp.authorization.credential_loss import CredentialRevocation
from idp.wards.access import WardAccesses
from idp.wards.acting import ActingForWards
from idp.wards.activation import ActivationsByGuardian
from idp.wiring.credentials import CredentialServices
from idp.wiring.granting import Granting
from idp.wiring.pending import Pending
from idp.wiring.people import People
from idp.wiring.records import Records
from idp.wiring.secrets import Secrets


class Wards(NamedTuple):
    activations: ActivationsByGuardian
    accesses: WardAccesses


def build_wards(
    records: Records,
    people: People,
    granting: Granting,
    pending: Pending,
    *,
    credential_services: CredentialServices,
    secrets: Secrets,
    activations: Activations,
    credential_revocation: CredentialRevocation,
) -> Wards:
    acting = ActingForWards(
        clock=records.context.clock,
        subjects=people.subjects,
        accounts=people.accounts,
        account_locks=people.account_locks,
        representations=people.representations,
        agreements=people.agreements,
        sessions=granting.sessions,
        notices=people.notices,
    )
    by_guardian = ActivationsByGuardian(
        context=records.context,
        acting=acting,
        subjects=people.subjects,
        accounts=people.accounts,
        representations=people.representations,
        agreements=people.agreements,
        activations=activations,
        credentials=credential_services.credentials,
        passwords=secrets.passwords,
        notices=people.notices,
        legal_time=records.deadlines.legal_time,
    )
    accesses = WardAccesses(
        database=records.context.database,
        history=records.context.history,
        acting=acting,
        subjects=people.subjects,
        accounts=people.accounts,
        representations=people.representations,
        agreements=people.agreements,
        credentials=credential_services.credentials,
        passwords=secrets.passwords,
        credential_revocation=credential_revocation,
        endings=pending.endings,
        sessions=granting.sessions,
        notices=people.notices,
    )
    return Wards(by_guardian, accesses)
