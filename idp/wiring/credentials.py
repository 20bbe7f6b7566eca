"""The credentials of people, and the attestations of devices."""

from typing import NamedTuple

from idp.factors.attestations.attestation_status import AttestationStatus
from idp.factors.metadata.service import AuthenticatorMetadata
from idp.factors.retired import RetiredCredentials
from idp.factors.service import Credentials
from idp.factors.unknown_names import UnknownNames
from idp.factors.validity import Validity
from idp.platform.cached import Cached
from idp.wiring.pending import Pending
from idp.wiring.people import People
from idp.wiring.platform import Platform
from idp.wiring.records import Records


class CredentialServices(NamedTuple):
    credentials: Credentials
    metadata: AuthenticatorMetadata
    attestation_status: AttestationStatus
    retired: RetiredCredentials
    validity: Validity


def build_credentials(
    platform: Platform, records: Records, people: People, pending: Pending
) -> CredentialServices:
    context = records.context
    clock = context.clock
    metadata = AuthenticatorMetadata(context, Cached(clock))
    status = AttestationStatus(records.trust_anchors, platform.settings.applications, Cached(clock))
    retired = RetiredCredentials(context.database, clock)
    credentials = Credentials(
        context=context,
        notices=people.notices,
        policy=records.policy,
        metadata=metadata,
        attestation_status=status,
        endings=pending.endings,
        accounts=people.accounts,
        cool_off=people.cool_off,
        bindings=people.bindings,
        retired=retired,
        unknown_names=UnknownNames(context.database, clock),
        cards_elsewhere=platform.settings.cards_for_other_screens,
    )
    return CredentialServices(
        credentials=credentials,
        metadata=metadata,
        attestation_status=status,
        retired=retired,
        validity=Validity(context.database, clock, people.account_locks, people.accounts),
    )
