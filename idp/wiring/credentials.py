"""The list of what people hold, and what says whether a device in it is what it claims to be."""

from dataclasses import dataclass

from idp.factors.attestations.attestation_status import AttestationStatus
from idp.factors.endings import ChangeEndings
from idp.factors.metadata.service import AuthenticatorMetadata
from idp.factors.retired import Retired
from idp.factors.service import Credentials
from idp.factors.validity import Validity
from idp.wiring.people import People
from idp.wiring.platform import Platform
from idp.wiring.records import Records


@dataclass(frozen=True, slots=True, kw_only=True)
class CredentialServices:
    credentials: Credentials
    metadata: AuthenticatorMetadata
    attestation_status: AttestationStatus
    retired: Retired
    validity: Validity


def build_credentials(
    platform: Platform, records: Records, people: People, endings: ChangeEndings
) -> CredentialServices:
    context = records.context
    metadata = AuthenticatorMetadata(context.database, context.clock, context.history)
    status = AttestationStatus(records.trust_anchors, context.clock, platform.settings.applications)
    credentials = Credentials(
        database=context.database,
        clock=context.clock,
        history=context.history,
        notices=people.notices,
        policy=records.policy,
        metadata=metadata,
        standing=status,
        endings=endings,
        accounts=people.accounts,
        cool_off=people.cool_off,
    )
    return CredentialServices(
        credentials=credentials,
        metadata=metadata,
        attestation_status=status,
        retired=Retired(context.database, context.clock),
        validity=Validity(context.database, context.clock, people.turns),
    )
