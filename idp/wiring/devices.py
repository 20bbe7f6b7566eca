"""The means that are a device: passkeys, keys of the application, the chip of the identity card."""

from dataclasses import dataclass

from idp.factors.app_keys.approval_requests import ApprovalRequests
from idp.factors.app_keys.request_repository import ApprovalRequestRepository
from idp.factors.app_keys.service import AppKeys
from idp.factors.attestations.revocations import Revocations
from idp.factors.chip_card.service import ChipCards
from idp.factors.passkeys import Passkeys
from idp.platform.card_registry import CardRegistry
from idp.wiring.credentials import CredentialServices
from idp.wiring.people import People
from idp.wiring.platform import Platform
from idp.wiring.records import Records


@dataclass(frozen=True, slots=True, kw_only=True)
class Devices:
    passkeys: Passkeys
    app_keys: AppKeys
    approval_requests: ApprovalRequests
    chip_cards: ChipCards


def build_devices(
    platform: Platform, records: Records, people: People, held: CredentialServices
) -> Devices:
    context, issuer = records.context, platform.settings.issuer
    database, clock = context.database, context.clock
    app_keys = AppKeys(
        database=database,
        clock=clock,
        one_time_tokens=records.one_time_tokens,
        credentials=held.credentials,
        attestation_status=held.attestation_status,
        revocations=Revocations(database, context.history),
        history=context.history,
        notices=people.notices,
        issuer=issuer,
    )
    passkeys = Passkeys(
        database=database,
        clock=clock,
        one_time_tokens=records.one_time_tokens,
        credentials=held.credentials,
        metadata=held.metadata,
        issuer=issuer,
    )
    chip_cards = ChipCards(
        database=database,
        clock=clock,
        one_time_tokens=records.one_time_tokens,
        credentials=held.credentials,
        subjects=people.subjects,
        history=context.history,
        trust_anchors=records.trust_anchors,
        registry=CardRegistry(platform.settings.card_registry_url, platform.to_services),
    )
    requests = ApprovalRequestRepository(database, clock)
    return Devices(
        passkeys=passkeys,
        app_keys=app_keys,
        approval_requests=ApprovalRequests(database, clock, app_keys, requests),
        chip_cards=chip_cards,
    )
