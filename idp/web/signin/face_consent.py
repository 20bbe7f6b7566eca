"""The text of the consent to face comparison; its digest is put on record.

A change of them is a new `CONSENT_TEXT_VERSION`: everybody is asked again.
"""

import hashlib
from collections.abc import Mapping
from typing import Final

from idp.factors.biometrics.domain import BiometricPurpose
from idp.kernel.accounts_mode import AccountsMode
from idp.web.current import settings
from idp.web.pages.labels import N_
from idp.web.pages.language import Lang
from idp.web.pages.rendering import words

PURPOSES: Final[Mapping[BiometricPurpose, str]] = {
    BiometricPurpose.LOGIN_L3: N_("To sign in at level 3 with your face"),
    BiometricPurpose.LOGIN_L4: N_("To sign in at level 4 with your face"),
}
_COMPARED: Final = N_(
    "They are checked for imitation and compared once with the picture of you that the State "
    "holds, by services this system has under contract."
)
_COMPARED_OF_OWN: Final = N_(
    "They are checked for imitation and compared once with the picture of you that is on record, "
    "by services this system has under contract."
)
"""Where the accounts are an operator's own: whose picture it is, its records say."""
_CONSENT_WORDS: Final = (
    N_("Your camera takes four pictures while you turn your head as the page asks."),
    _COMPARED,
    N_(
        "The pictures are not kept. What stays is a check number of the files, the answer and "
        "the time, so that you can see in your history what was done."
    ),
    N_(
        "Levels 1 and 2 never need your face. If you say no, no picture is taken and every way "
        "without your face stays as it is."
    ),
    N_("You can withdraw this consent in your account at any time; it ends at once."),
)


def consent_words() -> tuple[str, ...]:
    """What the person agrees to in this installation, as message ids."""
    if settings().accounts_mode is AccountsMode.STATE_SYSTEM:
        return _CONSENT_WORDS
    return tuple(_COMPARED_OF_OWN if each is _COMPARED else each for each in _CONSENT_WORDS)


def text_digest(purpose: BiometricPurpose, lang: Lang) -> str:
    """SHA-256 (hexadecimal) of the page's text in this language."""
    shown = "\n".join(words(lang, each) for each in (PURPOSES[purpose], *consent_words()))
    return hashlib.sha256(shown.encode()).hexdigest()
