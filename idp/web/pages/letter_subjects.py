"""What letters to people are called: the subject line of each kind, in a page's language."""

import re
from functools import cache
from pathlib import Path
from typing import Final

from babel.support import Translations

import idp.notices
from idp.kernel import catalogues
from idp.notices.domain import NoticeKind
from idp.notices.domain.letter_texts import LETTER_TEXTS

CATALOGUES: Final = Path(idp.notices.__file__).parent / "translations"
_PLACE: Final = re.compile(r"\{[^}]*\}")


def letter_subject(kind: str, lang: str) -> str:
    """The subject line of letters of a kind (`NoticeKind`), with … for what one of them names."""
    subject = str(_translations(lang).gettext(LETTER_TEXTS[NoticeKind(kind)].subject))
    return _PLACE.sub("…", subject)


@cache
def _translations(lang: str) -> Translations:
    return catalogues.translations(lang, sorted(CATALOGUES.glob(f"{lang}.po")))
