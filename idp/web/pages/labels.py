"""Labels of enumerations: one message id per member, every enumeration complete.

A view model carries message ids from here; the template turns them into the page's language.
"""

from collections.abc import Mapping
from typing import Final

from idp.accounts.domain import Account
from idp.assurance.kinds import Category, EvidenceKind, Means
from idp.assurance.levels import Level
from idp.factors.domain import CredentialKind
from idp.kernel.refusals import Reason
from idp.losses.domain import LossReason, LostItem
from idp.relying_parties.domain.client import PartyKind, text_in
from idp.relying_parties.domain.disclosure import MATCHES
from idp.representation.domain import RepresentationKind
from idp.subjects.countries import REFUGEES, STATELESS
from idp.subjects.domain import Datum
from idp.web.pages.language import Lang


def N_(message: str) -> str:  # noqa: N802 - the name that extraction tools know
    """Mark a message id for translation where it is only stored."""
    return message


LEVELS: Final[Mapping[Level, str]] = {
    Level.NONE: N_("No level"),
    Level.ONE: N_("one proof, such as a password"),
    Level.TWO: N_("two different proofs, such as a password and a code"),
    Level.THREE: N_("two different proofs, one of them your fingerprint or face"),
    Level.FOUR: N_("a password or PIN, something you have, and your fingerprint or face"),
}

CATEGORIES: Final[Mapping[Category, str]] = {
    Category.KNOWLEDGE: N_("something you know"),
    Category.POSSESSION: N_("something you have"),
    Category.BIOMETRIC: N_("something you are (biometric)"),
}

MEANS: Final[Mapping[Means, str]] = {
    Means.PASSWORD: N_("Password"),
    Means.PIN: N_("PIN"),
    Means.TOTP: N_("One-time code from an application"),
    Means.SMS_CODE: N_("One-time code by text message"),
    Means.PASSKEY: N_("Passkey"),
    Means.APP_KEY: N_("Key in the identification application"),
    Means.CHIP_CARD: N_("Identity card held to a phone"),
    Means.FACE: N_("Face image"),
    Means.FINGERPRINT: N_("Fingerprint"),
    Means.VOICE: N_("Voice"),
    Means.IRIS: N_("Iris"),
    Means.PRINTED_QR: N_("Two-dimensional barcode"),
    Means.RECOVERY_CODE: N_("Recovery code"),
}

PARTY_KINDS: Final[Mapping[PartyKind, str]] = {
    PartyKind.STATE_AGENCY: N_("State agency"),
    PartyKind.POLITICAL_ORGANISATION: N_("Political or socio-political organisation"),
    PartyKind.PUBLIC_SERVICE: N_("Public-service provider"),
    PartyKind.PRIVATE: N_("Other organisation or individual"),
}

REPRESENTATIONS: Final[Mapping[RepresentationKind, str]] = {
    RepresentationKind.PARENT: N_("Parent"),
    RepresentationKind.GUARDIAN: N_("Guardian"),
    RepresentationKind.REPRESENTATIVE: N_("Representative"),
    RepresentationKind.LEGAL_REPRESENTATIVE: N_("Legal representative"),
}

EVIDENCE: Final[Mapping[EvidenceKind, str]] = {
    EvidenceKind.PASSWORD: MEANS[Means.PASSWORD],
    EvidenceKind.PIN: MEANS[Means.PIN],
    EvidenceKind.TOTP: MEANS[Means.TOTP],
    EvidenceKind.SMS_CODE: MEANS[Means.SMS_CODE],
    EvidenceKind.PASSKEY_PRESENT: N_("Passkey, only touched"),
    EvidenceKind.PASSKEY_VERIFIED: N_("Passkey, with the device's PIN or biometric"),
    EvidenceKind.PASSKEY_BIOMETRIC: N_("Passkey, with an attested biometric"),
    EvidenceKind.APP_KEY: N_("Application key, only touched"),
    EvidenceKind.APP_KEY_VERIFIED: N_("Application key, with the device's PIN or biometric"),
    EvidenceKind.APP_KEY_BIOMETRIC: N_("Application key, with an attested biometric"),
    EvidenceKind.APP_KEY_IDENTITY_BOUND: N_(
        "Application key, with a finger or face that is known to be the person's"
    ),
    EvidenceKind.APP_KEY_CROSS_DEVICE: N_("Application key, on a phone for another device"),
    EvidenceKind.CHIP_CARD: MEANS[Means.CHIP_CARD],
    EvidenceKind.CHIP_CARD_CROSS_DEVICE: N_("Identity card held to a phone, for another device"),
    EvidenceKind.FACE: N_("Face image, from a registered capture device"),
    EvidenceKind.FACE_ON_PAGE: N_("Face image, from the camera of a page"),
    EvidenceKind.FINGERPRINT: MEANS[Means.FINGERPRINT],
    EvidenceKind.VOICE: MEANS[Means.VOICE],
    EvidenceKind.IRIS: MEANS[Means.IRIS],
    EvidenceKind.PRINTED_QR: MEANS[Means.PRINTED_QR],
    EvidenceKind.RECOVERY_CODE: MEANS[Means.RECOVERY_CODE],
}
"""The factor a ceremony showed, where the means alone is ambiguous."""

LOSS_REASONS: Final[Mapping[LossReason, str]] = {
    LossReason.LOST_CONTROL: N_("I lost a way to sign in, or somebody else may have it"),
    LossReason.UNAUTHORISED_USE: N_("Somebody used my identity without my permission"),
    LossReason.OTHER_DANGER: N_("Something else makes my account unsafe"),
}

CREDENTIALS: Final[Mapping[CredentialKind, str]] = {
    CredentialKind.PASSWORD: N_("Password"),
    CredentialKind.PIN: N_("PIN"),
    CredentialKind.TOTP: N_("One-time code from an application"),
    CredentialKind.PASSKEY: N_("Passkey"),
    CredentialKind.APP_KEY: N_("Key in the identification application"),
    CredentialKind.CHIP_CARD: N_("Identity card"),
    CredentialKind.RECOVERY_CODES: N_("Recovery codes"),
}

LOST: Final[Mapping[LostItem, str]] = {
    LostItem.PHONE: N_("My phone: passkeys, application keys and code applications"),
    LostItem.SECRETS: N_("My password and my PIN"),
    LostItem.PAPERS: N_("My printed recovery codes"),
    LostItem.CARD: N_("My identity card"),
}

PASSWORD_REFUSALS: Final[Mapping[Reason, str]] = {
    Reason.PASSWORD_BREACHED: N_("This password is in a published list of leaked passwords."),
    Reason.PASSWORD_TOO_WEAK: N_("This password is too easy to guess."),
    Reason.PASSWORD_TOO_LONG: N_("This password is too long."),
    Reason.MEANS_DISABLED: N_("This way of signing in is switched off at present."),
}
"""Why a new password is refused, in every place where one is set."""

ITEMS: Final[Mapping[str, str]] = {
    "authentication": N_("That it is you, by a code made for this party alone"),
    "offline_access": N_("Access while you are away"),
    "name": N_("Full name"),
    "family_name": N_("Family name"),
    "given_name": N_("Given name"),
    "middle_name": N_("Middle name"),
    "nickname": N_("Other name"),
    "preferred_username": N_("Display name"),
    "profile": N_("Profile page"),
    "picture": N_("Profile picture"),
    "website": N_("Website"),
    "gender": N_("Sex"),
    "birthdate": N_("Date of birth"),
    "zoneinfo": N_("Time zone"),
    "locale": N_("Language"),
    "updated_at": N_("When your data last changed"),
    "email": N_("E-mail address"),
    "email_verified": N_("Whether the e-mail address was verified"),
    "phone_number": N_("Telephone number"),
    "phone_number_verified": N_("Whether the telephone number was verified"),
    "address": N_("Place of residence"),
    "personal_number": N_("Personal identification number"),
    "nationality": N_("Nationality"),
    "organisation_number": N_("Organisation identification number"),
    "tax_code": N_("Tax code"),
    "enterprise_code": N_("Enterprise code"),
    "short_name": N_("Abbreviated name"),
    "foreign_name": N_("Name in a foreign language"),
}

NO_COUNTRY: Final[Mapping[str, str]] = {
    STATELESS: N_("Without a nationality"),
    **dict.fromkeys(REFUGEES, N_("Refugee")),
}
"""Nationalities that name no country."""

OWN_PURPOSES: Final[Mapping[str, str]] = {
    "authentication": N_("To know that it is you who signs in"),
    "offline_access": N_("To look up what you allowed here until the consent ends"),
}
"""The purposes of the two items that have no text of the party."""

WITH_AUTHENTICATION: Final[Mapping[str, str]] = {
    "sub": N_("A code for you, made for this party alone"),
    "acr": N_("The level of the sign-in"),
    "assurance_level": N_("The level of the sign-in"),
    "amr": N_("The means you used"),
    "auth_time": N_("When you signed in"),
    "account_level": N_("The level of your account"),
    "txn": N_("The number of the transaction"),
    "sid": N_("A number of your session, made for this party alone"),
}
"""The data about the authentication itself in a token, each with its label."""

_ONLY_WHETHER: Final = N_("Only whether this is right, not the value: %(item)s")


def item_label(item: str) -> tuple[str, str | None]:
    """Message ids of an item: (frame or label, label inside the frame or None)."""
    if item.endswith(MATCHES):
        return _ONLY_WHETHER, ITEMS[item.removesuffix(MATCHES)]
    return ITEMS[item], None


def named(account: Account, data: Mapping[str, Datum]) -> str:
    """The name of a person on pages: as on record, or else the user name."""
    name = data.get("name")
    return account.username if name is None else str(name.value)


def in_language(texts: Mapping[str, str], lang: Lang) -> str:
    """A relying party's own text: in the page's language, else in the language of record."""
    return text_in(texts, lang)
