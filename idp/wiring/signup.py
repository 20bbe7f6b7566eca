"""Accounts that people make of their own."""

from idp.signup.service import SignUps
from idp.wiring.devices import Devices
from idp.wiring.people import People
from idp.wiring.platform import Platform
from idp.wiring.records import Records
from idp.wiring.secrets import Secrets


def build_sign_ups(
    platform: Platform, records: Records, people: People, secrets: Secrets, devices: Devices
) -> SignUps:
    return SignUps(
        context=records.context,
        allowed=platform.settings.sign_up,
        phones=bool(platform.settings.sms_url),
        sealing=platform.sealing,
        accounts=people.accounts,
        subjects=people.subjects,
        contacts=people.contact_book,
        throttle=people.throttle,
        one_time_tokens=records.one_time_tokens,
        passwords=secrets.passwords,
        passkeys=devices.passkeys,
        notices=people.notices,
    )
