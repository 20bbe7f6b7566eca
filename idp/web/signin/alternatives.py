"""The other ways that still lead on from where a person stands."""

from collections.abc import Mapping
from typing import Final

from idp.assurance.kinds import EvidenceKind
from idp.authorization.domain.steps import StepUp
from idp.authorization.interaction import Interaction
from idp.web.pages.labels import N_
from idp.web.signin.transaction import Alternative, path_of

PAGES: Final[Mapping[EvidenceKind, tuple[str, str]]] = {
    EvidenceKind.PASSWORD: ("", N_("Use your password")),
    EvidenceKind.PIN: ("/pin", N_("Use your PIN")),
    EvidenceKind.TOTP: ("/code", N_("Use a one-time code")),
    EvidenceKind.PASSKEY_PRESENT: ("/passkey", N_("Use a passkey")),
    EvidenceKind.PASSKEY_VERIFIED: ("/passkey", N_("Use a passkey")),
    EvidenceKind.PASSKEY_BIOMETRIC: ("/passkey", N_("Use a passkey")),
    EvidenceKind.CHIP_CARD: ("/card", N_("Use your identity card")),
    EvidenceKind.APP_KEY: ("/app", N_("Approve in the application")),
    EvidenceKind.APP_KEY_VERIFIED: ("/app", N_("Approve in the application")),
    EvidenceKind.APP_KEY_BIOMETRIC: ("/app", N_("Approve in the application")),
    EvidenceKind.APP_KEY_ANCHORED: ("/app", N_("Approve in the application")),
    EvidenceKind.APP_KEY_ELSEWHERE: ("/app", N_("Approve in the application")),
    EvidenceKind.RECOVERY_CODE: ("/recovery", N_("Use a recovery code")),
    EvidenceKind.FACE_ON_PAGE: ("/face", N_("Show your face to the camera")),
}
"""Kind of evidence -> page and what its link says; a kind without a page is not asked here."""


def alternatives_of(
    interaction: Interaction, *, but: frozenset[EvidenceKind]
) -> tuple[Alternative, ...]:
    """Links to the pages that lead on, without the one the person is on."""
    if not isinstance(interaction.step, StepUp):
        return (Alternative(path_of(interaction), N_("Sign in with user name and password")),)
    pages = dict.fromkeys(PAGES[kind] for kind in PAGES if kind in interaction.step.taken - but)
    return tuple(Alternative(path_of(interaction, page), label) for page, label in pages)
