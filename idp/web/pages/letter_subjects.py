"""What letters to people are called: the subject line of each kind, in a page's language."""

from functools import cache
from pathlib import Path

from babel.support import Translations

import idp.notices
from idp.kernel import catalogues
from idp.notices.domain import NoticeKind
from idp.notices.domain.letter_texts import LETTER_TEXTS

CATALOGUES = Path(idp.notices.__file__).parent / "translations"


def letter_subject(kind: str, lang: str) -> str:
    """The subject line of letters of a kind (`NoticeKind`), its places still open."""
    return str(_translations(lang).gettext(LETTER_TEXTS[NoticeKind(kind)].subject))


@cache
def _translations(lang: str) -> Translations:
    return catalogues.translations(lang, sorted(CATALOGUES.glob(f"{lang}.po")))
