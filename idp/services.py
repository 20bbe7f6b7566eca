"""The system on one screen: every service, from the flow down to the platform."""

from dataclasses import dataclass
from typing import Any

from idp.accounts.service import Accounts
from idp.activation.installing import InstallingAccounts
from idp.activation.service import Activations
from idp.authorization.coming_of_age import ComingOfAge
from idp.authorization.credential_loss import CredentialRevocation
from idp.authorization.endings import Endings
from idp.authorization.frauds import Frauds
from idp.authorization.guardian_requests import GuardianRequests
from idp.authorization.organisation_consents import OrganisationConsents
from idp.authorization.organisation_means import OrganisationMeans
from idp.authorization.service import Authorization
from idp.casework.checks import CaseChecks
from idp.casework.service import Cases
from idp.casework.term_reports import TermReports
from idp.casework.work_list import WorkList
from idp.ciba.service import Ciba
from idp.consent.service import Consents
from idp.contacts.service import ContactChanges
from idp.corrections.service import Corrections
from idp.deadlines.service import Deadlines
from idp.documents.service import Documents
from idp.factors.address_limits import AddressLimits, RequestLimits
from idp.factors.app_keys.anchorings import KeyAnchorings
from idp.factors.app_keys.approval_requests import ApprovalRequests
from idp.factors.app_keys.service import AppKeys
from idp.factors.biometrics.consents import BiometricConsents
from idp.factors.biometrics.providers import BiometricProviders
from idp.factors.biometrics.service import Biometrics
from idp.factors.chip_card.service import ChipCards
from idp.factors.factor import Factor
from idp.factors.metadata.service import AuthenticatorMetadata
from idp.factors.passkeys import Passkeys
from idp.factors.password_with_code import PasswordWithCode
from idp.factors.passwords import Passwords
from idp.factors.pins import Pins
from idp.factors.recovery import RecoveryCodes
from idp.factors.service import Credentials
from idp.factors.totp import OneTimeCodes
from idp.history.service import History
from idp.intake.service import Intake
from idp.issuance.level_one.service import LevelOneApplications
from idp.issuance.organisations.desk import OrganisationDesk
from idp.issuance.organisations.service import OrganisationIssuance
from idp.issuance.own_numbers import OwnNumbers
from idp.issuance.service import Issuance
from idp.kernel.clock import Clock
from idp.ledger.service import Ledger
from idp.letters.decisions import DecisionLetters
from idp.letters.service import Letters
from idp.licensing.service import Licensing
from idp.losses.forgotten import ForgottenSecrets
from idp.losses.service import Losses
from idp.losses.visits import CounterVisits
from idp.notices.failures import FailingNotices
from idp.notices.messages import AccountMessages
from idp.notices.service import Notices
from idp.officers.abandoned_cases import AbandonedCases
from idp.officers.appointments import Appointments
from idp.officers.case_decisions import CaseDecisions
from idp.officers.deadline_letters import DeadlineLetters
from idp.officers.decisions import SignedDecisions
from idp.officers.installation import Installation
from idp.officers.looks import Looks
from idp.officers.phone_signing import PhoneSigning
from idp.officers.searches import PersonSearches
from idp.officers.service import Officers
from idp.one_time.service import OneTimeTokens
from idp.personal_data.erasures import Erasures
from idp.personal_data.service import PersonalData
from idp.platform.database import Database
from idp.platform.keyring import Keyring
from idp.platform.sealing import Sealing
from idp.policy.service import Policy
from idp.policy.trust_anchors import TrustAnchors
from idp.registries.merging import RegistryMerges
from idp.registries.overview import RegistryOverview
from idp.registries.service import RegistryMatching
from idp.registries.updates import RegistryUpdates
from idp.relying_parties.service import RelyingParties
from idp.representation.deciding import GuardianshipProposals
from idp.representation.service import Representations
from idp.sessions.desk import DeskSessions
from idp.sessions.service import Sessions
from idp.signup.service import SignUps
from idp.subjects.name_index import NameIndex
from idp.subjects.service import Subjects
from idp.tokens.logout_confirmation import LogoutConfirmation
from idp.tokens.service import Tokens
from idp.violations.service import Violations
from idp.wards.access import WardAccesses
from idp.wards.activation import ActivationsByGuardian


@dataclass(frozen=True, kw_only=True)
class Services:
    # the flow
    authorization: Authorization
    guardian_requests: GuardianRequests
    endings: Endings
    organisation_consents: OrganisationConsents
    organisation_means: OrganisationMeans
    coming_of_age: ComingOfAge
    credential_revocation: CredentialRevocation
    contacts: ContactChanges
    guardianship_proposals: GuardianshipProposals
    corrections: Corrections
    frauds: Frauds
    losses: Losses
    forgotten: ForgottenSecrets
    counter_visits: CounterVisits
    ward_accesses: WardAccesses
    ciba: Ciba
    tokens: Tokens
    sessions: Sessions
    desk_sessions: DeskSessions
    consents: Consents
    logout_confirmation: LogoutConfirmation
    # means of authentication
    credentials: Credentials
    address_limits: AddressLimits
    request_limits: RequestLimits
    passwords: Passwords
    pins: Pins
    one_time_codes: OneTimeCodes
    password_with_code: PasswordWithCode
    passkeys: Passkeys
    app_keys: AppKeys
    key_anchorings: KeyAnchorings
    approval_requests: ApprovalRequests
    chip_cards: ChipCards
    authenticator_metadata: AuthenticatorMetadata
    recovery_codes: RecoveryCodes
    biometrics: Biometrics
    biometric_consents: BiometricConsents
    biometric_providers: BiometricProviders
    # officers, and what they sign
    officers: Officers
    looks: Looks
    person_searches: PersonSearches
    name_index: NameIndex
    appointments: Appointments
    decisions: SignedDecisions
    phone_signing: PhoneSigning
    case_decisions: CaseDecisions
    installation: Installation
    # registers
    relying_parties: RelyingParties
    licensing: Licensing
    accounts: Accounts
    representations: Representations
    activations: Activations
    activations_by_guardian: ActivationsByGuardian
    sign_ups: SignUps
    installing: InstallingAccounts
    subjects: Subjects
    registry_matching: RegistryMatching
    registry_updates: RegistryUpdates
    registry_overview: RegistryOverview
    registry_merges: RegistryMerges
    intake: Intake
    issuance: Issuance
    own_numbers: OwnNumbers
    level_one: LevelOneApplications
    organisation_issuance: OrganisationIssuance
    organisation_desk: OrganisationDesk
    policy: Policy
    trust_anchors: TrustAnchors
    violations: Violations
    # cases of every procedure
    cases: Cases
    work_list: WorkList
    deadlines: Deadlines
    deadline_letters: DeadlineLetters
    term_reports: TermReports
    abandoned_cases: AbandonedCases
    case_checks: CaseChecks
    # due deliveries and retention
    personal_data: PersonalData
    erasures: Erasures
    letters: Letters
    decision_letters: DecisionLetters
    documents: Documents
    notices: Notices
    messages: AccountMessages
    failing_notices: FailingNotices
    history: History
    ledger: Ledger
    one_time_tokens: OneTimeTokens
    # platform
    database: Database
    clock: Clock
    keyring: Keyring
    sealing: Sealing

    @property
    def factors(self) -> tuple[Factor[Any], ...]:
        """One service for each factor of a sign-in; all biometrics together are one."""
        return (
            self.passwords,
            self.pins,
            self.one_time_codes,
            self.password_with_code,
            self.passkeys,
            self.approval_requests,
            self.chip_cards,
            self.recovery_codes,
            self.biometrics,
        )
