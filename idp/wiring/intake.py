"""Bringing people in from files."""

from idp.accounts.creation import AccountCreations
from idp.factors.imported_passwords import ImportedPasswords
from idp.intake.service import Intake
from idp.kernel.number_patterns import number_pattern
from idp.subjects.domain import SubjectKind
from idp.subjects.registration import Registrations
from idp.wiring.credentials import CredentialServices
from idp.wiring.people import People
from idp.wiring.platform import Platform
from idp.wiring.records import Records


def build_intake(
    platform: Platform, records: Records, people: People, credential_services: CredentialServices
) -> Intake:
    settings, context = platform.settings, records.context
    return Intake(
        database=context.database,
        clock=context.clock,
        registrations=Registrations(context, platform.sealing, people.subjects),
        accounts=people.accounts,
        creations=AccountCreations(context, people.accounts),
        passwords=ImportedPasswords(context, credential_services.credentials),
        patterns={
            SubjectKind.FOREIGNER: number_pattern(settings.foreigner_numbers),
            SubjectKind.ORGANISATION: number_pattern(settings.organisation_numbers),
        },
    )
