"""People, their accounts, and the letters they are owed."""

from dataclasses import dataclass
from datetime import timedelta

from idp.accounts.service import Accounts
from idp.accounts.turns import Turns
from idp.contacts.bring_forward import BringForward
from idp.factors.bindings import Bindings, CoolOff
from idp.factors.own_change_letters import OwnChangeLetters
from idp.factors.throttling import AttemptThrottle
from idp.notices.service import Notices
from idp.platform.mail import Mail
from idp.platform.sms import Sms
from idp.subjects.contacts import ContactBook
from idp.subjects.service import Subjects
from idp.wiring.platform import Platform
from idp.wiring.records import Records


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    subjects: Subjects
    accounts: Accounts
    turns: Turns
    throttle: AttemptThrottle
    cool_off: CoolOff
    notices: Notices


def build_people(platform: Platform, records: Records) -> People:
    settings, context = platform.settings, records.context
    subjects = Subjects(context, platform.sealing)
    accounts = Accounts(context, subjects, platform.sealing)
    turns = Turns(context.database)
    throttle = AttemptThrottle(context.database, context.clock)
    own_change_letters = OwnChangeLetters(throttle)
    cool_off = CoolOff(
        lettered=timedelta(hours=settings.cool_off_hours),
        unlettered=timedelta(hours=settings.cool_off_hours_unlettered),
    )
    notices = Notices(
        database=context.database,
        clock=context.clock,
        subjects=subjects,
        one_time_tokens=records.one_time_tokens,
        keyring=platform.keyring,
        outbound=platform.to_relying_parties,
        mail=Mail(
            settings.mail_url, sender=settings.mail_from, ca_bundle=settings.outbound_ca_bundle
        ),
        sms=Sms(settings.sms_url, platform.to_services),
        issuer=settings.issuer,
        help_line=settings.help_line,
        language_of=accounts.locale_of,
        fourteen_from=accounts.fourteen_from,
        handed=BringForward(
            turns=turns,
            bindings=Bindings(context.database, context.clock),
            book=ContactBook(context.database, context.clock, subjects),
            cool_off=cool_off,
        ).handed,
        admit=own_change_letters.admit,
        paused=own_change_letters.quiet_until,
    )
    return People(
        subjects=subjects,
        accounts=accounts,
        turns=turns,
        throttle=throttle,
        cool_off=cool_off,
        notices=notices,
    )
