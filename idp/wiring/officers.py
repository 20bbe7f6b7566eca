"""Officers: who they are, their appointments, and what they sign."""

from typing import NamedTuple

from idp.accounts.finding import PersonFinder
from idp.factors.app_keys.repository import AppKeyRepository
from idp.factors.app_keys.signatures import AppKeySignatures
from idp.factors.passkey_records import PasskeyRecords
from idp.factors.passkey_signatures import PasskeySignatures
from idp.factors.webauthn_ceremony import WebAuthnCeremony
from idp.officers.abandoned_cases import AbandonedCases
from idp.officers.appointments import Appointments
from idp.officers.case_contents import ContentsOfCases
from idp.officers.case_decisions import CaseDecisions
from idp.officers.deadline_letters import DeadlineLetters
from idp.officers.decision_signatures import DecisionSignatures
from idp.officers.decisions import SignedDecisions
from idp.officers.domain.sign_in import RULES
from idp.officers.installation import Installation
from idp.officers.looks import Looks
from idp.officers.phone_requests import PhoneRequests
from idp.officers.phone_signing import PhoneSigning
from idp.officers.ports import FaceComparison, OpenedDesks
from idp.officers.searches import PersonSearches
from idp.officers.service import Officers
from idp.wiring.credentials import CredentialServices
from idp.wiring.devices import Devices
from idp.wiring.pending import Pending
from idp.wiring.people import People
from idp.wiring.platform import Platform
from idp.wiring.procedures import PROCEDURES
from idp.wiring.records import Records


class OfficerServices(NamedTuple):
    officers: Officers
    looks: Looks
    searches: PersonSearches
    installation: Installation
    appointments: Appointments
    decisions: SignedDecisions
    phone_signing: PhoneSigning
    case_decisions: CaseDecisions
    deadline_letters: DeadlineLetters
    abandoned_cases: AbandonedCases


def build_officers(
    platform: Platform,
    records: Records,
    people: People,
    pending: Pending,
    *,
    credential_services: CredentialServices,
    devices: Devices,
    faces: FaceComparison,
    desks: OpenedDesks,
) -> OfficerServices:
    context, issuer = records.context, platform.settings.issuer
    officers = Officers(
        database=context.database,
        clock=context.clock,
        accounts=people.accounts,
        rule=RULES[platform.settings.accounts_mode],
        faces=faces,
        desks=desks,
    )
    passkeys = PasskeySignatures(
        database=context.database,
        clock=context.clock,
        credentials=credential_services.credentials,
        endings=pending.endings,
        records=PasskeyRecords(context.database, context.clock),
        webauthn=WebAuthnCeremony(issuer, platform.settings.brand_name),
    )
    app_keys = AppKeySignatures(
        database=context.database,
        clock=context.clock,
        credentials=credential_services.credentials,
        records=AppKeyRepository(
            context.database, context.clock, credential_services.attestation_status
        ),
        issuer=issuer,
    )
    phones = PhoneRequests(devices.approval_requests, issuer)
    proofs = DecisionSignatures(context.database, context.clock, passkeys, app_keys, phones)
    decisions = SignedDecisions(
        context=context,
        officers=officers,
        proofs=proofs,
        issuer=issuer,
    )
    abandoned = AbandonedCases(records.cases, officers)
    appointments = Appointments(
        context=context,
        officers=officers,
        accounts=people.accounts,
        decisions=decisions,
        notices=people.notices,
        cases=abandoned,
        mode=platform.settings.accounts_mode,
    )
    installation = Installation(
        context=context,
        officers=officers,
        accounts=people.accounts,
        decisions=decisions,
        appointments=appointments,
        one_time_tokens=records.one_time_tokens,
    )
    contents = ContentsOfCases(
        database=context.database,
        procedures=PROCEDURES,
        cases=records.cases,
        policy=records.policy,
        trust_anchors=records.trust_anchors,
        mode=platform.settings.accounts_mode,
    )
    records.approvals.bind(decisions, contents)
    finding = PersonFinder(
        context.database, people.subjects, people.accounts, people.contact_book, people.name_index
    )
    return OfficerServices(
        officers=officers,
        looks=Looks(context, people.accounts, records.cases, people.notices),
        searches=PersonSearches(context, people.accounts, finding, records.cases, platform.sealing),
        installation=installation,
        appointments=appointments,
        decisions=decisions,
        phone_signing=PhoneSigning(officers, app_keys, phones, decisions, proofs),
        case_decisions=CaseDecisions(
            database=context.database,
            clock=context.clock,
            permissions=records.cases.permissions,
            procedures=PROCEDURES,
            cases=records.cases,
            decisions=decisions,
            contents=contents,
        ),
        deadline_letters=DeadlineLetters(
            records.deadlines, records.cases, officers, people.notices, context.clock
        ),
        abandoned_cases=abandoned,
    )
