"""The page of the sign-in for each means of authentication, and the label of its link."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from idp.assurance.kinds import EVIDENCE_RULES, EvidenceKind, Means
from idp.web.pages.labels import N_


@dataclass(frozen=True, slots=True)
class SignInPage:
    """`path` follows `/signin/<transaction>`; `link` is a message id.

    `rank`: of several possible means the one of the lowest rank is asked for first. `added_at`: the
    page of the own account that adds such a credential, where one does.
    """

    path: str
    link: str
    rank: int
    added_at: str | None = None


MEANS_PAGES: Final[Mapping[Means, SignInPage]] = {
    Means.PASSWORD: SignInPage("", N_("Use your password"), rank=5, added_at="/me/means/password"),
    Means.PIN: SignInPage("/pin", N_("Use your PIN"), rank=3, added_at="/me/means/pin"),
    Means.TOTP: SignInPage(
        "/code", N_("Use a one-time code"), rank=1, added_at="/me/means/code-app"
    ),
    Means.PASSKEY: SignInPage(
        "/passkey", N_("Use a passkey"), rank=2, added_at="/me/means/passkey"
    ),
    Means.CHIP_CARD: SignInPage(
        "/card", N_("Use your identity card"), rank=6, added_at="/me/means/card"
    ),
    Means.APP_KEY: SignInPage(
        "/app", N_("Approve in the application"), rank=4, added_at="/me/means/app"
    ),
    Means.RECOVERY_CODE: SignInPage("/recovery", N_("Use a recovery code"), rank=7),
    Means.FACE: SignInPage("/face", N_("Show your face to the camera"), rank=8),
}
"""In the order of the links below a page. Pages without a script have the lower ranks."""


def pages_for(kinds: Collection[EvidenceKind]) -> tuple[SignInPage, ...]:
    """The pages that ask for any of these kinds of evidence, in the order of their links."""
    means = {EVIDENCE_RULES[kind].means for kind in kinds}
    return tuple(page for each, page in MEANS_PAGES.items() if each in means)


def first_page(kinds: Collection[EvidenceKind]) -> SignInPage:
    """The page for the first of these kinds. Raises ValueError where none has a page."""
    return min(pages_for(kinds), key=lambda page: page.rank)
