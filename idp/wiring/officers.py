"""Officers: who they are, their appointments, and what they sign."""

from typing import NamedTuple

from idp.casework.domain.cases import OwnerKind
from idp.casework.service import Cases
from idp.factors.passkey_records import PasskeyRecords
from idp.factors.passkey_signatures import PasskeySignatures
from idp.factors.webauthn_ceremony import WebAuthnCeremony
from idp.kernel.actors import Actor
from idp.kernel.ids import Id
from idp.officers.appointments import Appointments
from idp.officers.case_contents import ContentsOfCases
from idp.officers.case_decisions import CaseDecisions
from idp.officers.deadline_letters import DeadlineLetters
from idp.officers.decisions import SignedDecisions
from idp.officers.domain.sign_in import RULES
from idp.officers.installation import Installation
from idp.officers.service import Officers
from idp.wiring.credentials import CredentialServices
from idp.wiring.pending import Pending
from idp.wiring.people import People
from idp.wiring.platform import Platform
from idp.wiring.procedures import PROCEDURES
from idp.wiring.records import Records


class OfficerServices(NamedTuple):
    officers: Officers
    installation: Installation
    appointments: Appointments
    decisions: SignedDecisions
    case_decisions: CaseDecisions
    deadline_letters: DeadlineLetters


class _OwnedCases:
    """The open cases of an officer, in every engine."""

    def __init__(self, *engines: Cases) -> None:
        self._engines = engines

    def rehome(self, officer_id: Id, *, actor: Actor) -> int:
        """Put them back into the queues of their desks; returns how many."""
        owner = f"{OwnerKind.OFFICER}:{officer_id}"
        return sum(each.release(owner, actor) for each in self._engines)


def build_officers(
    platform: Platform,
    records: Records,
    people: People,
    pending: Pending,
    credential_services: CredentialServices,
) -> OfficerServices:
    context, issuer = records.context, platform.settings.issuer
    officers = Officers(context, people.accounts, RULES[platform.settings.accounts_mode])
    passkeys = PasskeySignatures(
        database=context.database,
        clock=context.clock,
        credentials=credential_services.credentials,
        endings=pending.endings,
        records=PasskeyRecords(context.database, context.clock),
        webauthn=WebAuthnCeremony(issuer),
    )
    decisions = SignedDecisions(context, officers, passkeys, issuer)
    appointments = Appointments(
        context=context,
        officers=officers,
        accounts=people.accounts,
        decisions=decisions,
        notices=people.notices,
        cases=_OwnedCases(records.cases),
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
    )
    records.approvals.bind(decisions, contents)
    return OfficerServices(
        officers=officers,
        installation=installation,
        appointments=appointments,
        decisions=decisions,
        case_decisions=CaseDecisions(
            database=context.database,
            clock=context.clock,
            procedures=PROCEDURES,
            cases=records.cases,
            decisions=decisions,
            contents=contents,
        ),
        deadline_letters=DeadlineLetters(
            records.deadlines, records.cases, officers, people.notices, context.clock
        ),
    )
