"""Every claim about a person that can be disclosed, and its scope (D18.1a, X15.3).

The table is complete: a claim that is not in it cannot be approved for a client, and so not
requested, consented to or released. Biometrics are not in it (X15.3).
"""

from collections.abc import Mapping
from typing import Final

CLAIMS_BY_SCOPE: Final[Mapping[str, tuple[str, ...]]] = {
    "profile": (
        "name",
        "family_name",
        "given_name",
        "middle_name",
        "nickname",
        "preferred_username",
        "profile",
        "picture",
        "website",
        "gender",
        "birthdate",
        "zoneinfo",
        "locale",
        "updated_at",
    ),
    "email": ("email", "email_verified"),
    "phone": ("phone_number", "phone_number_verified"),
    "address": ("address",),
}
"""OpenID Connect Core section 5.4."""

PROTOCOL_SCOPES: Final = frozenset({"openid", "offline_access"})
"""Scopes without claims about a person."""

OF_ORGANISATIONS: Final = (
    "organisation_number",
    "tax_code",
    "enterprise_code",
    "short_name",
    "foreign_name",
)
"""Claims that only an organisation has; its `name` and `address` are those of the scopes (D6.1)."""

OF_PERSONS: Final = (
    "family_name",
    "given_name",
    "middle_name",
    "nickname",
    "gender",
    "birthdate",
    "personal_number",
    "nationality",
)
"""Claims that no organisation has."""

_ONLY_BY_NAME: Final = ("personal_number", "nationality", *OF_ORGANISATIONS)

DISCLOSABLE: Final = frozenset(
    {name for names in CLAIMS_BY_SCOPE.values() for name in names} | set(_ONLY_BY_NAME)
)

ABOUT_THE_SIGN_IN: Final = frozenset(
    {"sub", "acr", "amr", "auth_time", "assurance_level", "account_level", "sid", "txn"}
)
"""Claims about the authentication itself: the first item covers them (D19.3-2)."""

ACT: Final = "act"
"""Who acts for the subject (RFC 8693 section 4.1): in every answer of a delegated sign-in."""

MATCHES: Final = "_matches"


def match_item(claim: str) -> str:
    """The name by which a yes/no verification of a claim is approved and consented to (D3.6)."""
    return claim + MATCHES


APPROVABLE: Final = DISCLOSABLE | {match_item(claim) for claim in DISCLOSABLE}
"""The names an approval may have: a claim, or only the question whether it matches."""
