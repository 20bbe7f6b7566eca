"""Factors that are devices: passkeys, application keys, identity cards."""

from typing import NamedTuple

from idp.casework.domain.moves import Effect
from idp.factors.app_keys.anchorings import AnchoringEffects, KeyAnchorings
from idp.factors.app_keys.approval_requests import ApprovalRequests
from idp.factors.app_keys.procedures import KEY_ANCHORING, AnchoringEvent
from idp.factors.app_keys.repository import AppKeyRepository
from idp.factors.app_keys.request_repository import ApprovalRequestRepository
from idp.factors.app_keys.service import AppKeys
from idp.factors.attestations.revoked_attestations import Revocations
from idp.factors.chip_card.card_validity import CardValidity
from idp.factors.chip_card.hand_over_repository import HandOverRepository
from idp.factors.chip_card.hand_overs import CardHandOvers
from idp.factors.chip_card.repository import CardRepository
from idp.factors.chip_card.requests import CardRequests
from idp.factors.chip_card.service import ChipCards
from idp.factors.chip_card.signers import CardSigners
from idp.factors.passkey_records import PasskeyRecords
from idp.factors.passkeys import Passkeys
from idp.factors.service import Credentials
from idp.factors.webauthn_ceremony import WebAuthnCeremony
from idp.platform.card_registry import CardRegistry
from idp.wiring.credentials import CredentialServices
from idp.wiring.pending import Pending
from idp.wiring.people import People
from idp.wiring.platform import Platform
from idp.wiring.records import Records


class Devices(NamedTuple):
    passkeys: Passkeys
    app_keys: AppKeys
    key_anchorings: KeyAnchorings
    approval_requests: ApprovalRequests
    chip_cards: ChipCards


def build_devices(
    platform: Platform,
    records: Records,
    people: People,
    pending: Pending,
    credential_services: CredentialServices,
) -> Devices:
    context, issuer = records.context, platform.settings.issuer
    database, clock = context.database, context.clock
    app_keys = AppKeys(
        context=context,
        one_time_tokens=records.one_time_tokens,
        credentials=credential_services.credentials,
        bindings=people.bindings,
        attestation_status=credential_services.attestation_status,
        records=AppKeyRepository(database, clock, credential_services.attestation_status),
        revocations=Revocations(database, context.history),
        notices=people.notices,
        issuer=issuer,
    )
    anchoring = AnchoringEffects(records.cases, app_keys)
    records.effects.add(
        KEY_ANCHORING, {AnchoringEvent.CONFIRM: Effect(anchoring.confirm, anchoring.check)}
    )
    approval_requests = ApprovalRequests(
        database=database,
        clock=clock,
        keys=app_keys,
        credentials=credential_services.credentials,
        records=ApprovalRequestRepository(database, clock),
        issuer=issuer,
    )
    passkeys = Passkeys(
        database=database,
        clock=clock,
        one_time_tokens=records.one_time_tokens,
        credentials=credential_services.credentials,
        metadata=credential_services.metadata,
        endings=pending.endings,
        records=PasskeyRecords(database, clock),
        webauthn=WebAuthnCeremony(issuer, platform.settings.brand_name),
    )
    return Devices(
        passkeys=passkeys,
        app_keys=app_keys,
        key_anchorings=KeyAnchorings(
            database, context.history, people.accounts, records.cases, app_keys
        ),
        approval_requests=approval_requests,
        chip_cards=_chip_cards(platform, records, people, credential_services.credentials),
    )


def _chip_cards(
    platform: Platform, records: Records, people: People, credentials: Credentials
) -> ChipCards:
    context, subjects = records.context, people.subjects
    database, clock = context.database, context.clock
    registry = CardRegistry(platform.settings.card_registry_url, platform.to_services)
    signers = CardSigners(context, records.trust_anchors)
    return ChipCards(
        context=context,
        credentials=credentials,
        signers=signers,
        validity=CardValidity(clock, subjects, signers, registry),
        requests=CardRequests(database, records.one_time_tokens),
        hand_overs=CardHandOvers(database, clock, HandOverRepository(database, clock)),
        records=CardRepository(database, subjects),
    )
