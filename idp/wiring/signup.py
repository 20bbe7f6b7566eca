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
    settings = platform.settings
    return SignUps(
        context=records.context,
        allowed=settings.sign_up,
        phones=bool(settings.sms_url and settings.sign_up_countries),
        countries=settings.sign_up_countries,
        daily=settings.sign_up_daily,
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
