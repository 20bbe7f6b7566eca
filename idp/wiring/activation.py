"""Activation of granted accounts, by the link of a letter or one of the installation."""

from typing import NamedTuple

from idp.activation.installing import InstallingAccounts
from idp.activation.service import Activations
from idp.wiring.credentials import CredentialServices
from idp.wiring.devices import Devices
from idp.wiring.officers import OfficerServices
from idp.wiring.people import People
from idp.wiring.records import Records
from idp.wiring.secrets import Secrets


class ActivationServices(NamedTuple):
    activations: Activations
    installing: InstallingAccounts


def build_activation(
    records: Records,
    people: People,
    credential_services: CredentialServices,
    secrets: Secrets,
    devices: Devices,
    officers: OfficerServices,
) -> ActivationServices:
    activations = Activations(
        context=records.context,
        permissions=records.cases.permissions,
        accounts=people.accounts,
        account_locks=people.account_locks,
        subjects=people.subjects,
        contacts=people.contact_book,
        own_contacts=people.own_contacts,
        throttle=people.throttle,
        one_time_tokens=records.one_time_tokens,
        credentials=credential_services.credentials,
        passwords=secrets.passwords,
        passkeys=devices.passkeys,
        notices=people.notices,
        legal_time=records.deadlines.legal_time,
        first_officers=officers.installation,
    )
    installing = InstallingAccounts(
        context=records.context,
        accounts=people.accounts,
        activations=activations,
        credentials=credential_services.credentials,
        bindings=people.bindings,
        first_officers=officers.installation,
        account_level=officers.officers.rule.account_level,
    )
    return ActivationServices(activations, installing)
