"""What letters to people are called on pages: in words, without the places of one letter."""

import pytest

from idp.notices.domain import NoticeKind
from idp.web.pages.letter_subjects import letter_subject


@pytest.mark.parametrize("kind", list(NoticeKind))
def test_every_kind_of_letter_has_a_subject_in_both_languages(kind: NoticeKind) -> None:
    said = [letter_subject(kind.value, lang) for lang in ("vi", "en")]
    assert said[0] != said[1]
    assert not any(sign in text for text in said for sign in "{}")
