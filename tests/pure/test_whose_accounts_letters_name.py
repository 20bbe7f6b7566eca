"""Letters about an operator's own accounts name no office and no law of the State as theirs."""

from dataclasses import astuple
from datetime import UTC, datetime
from typing import Any, Final

import pytest

from idp.access.desks import ROLES
from idp.kernel.accounts_mode import AccountsMode
from idp.kernel.actors import Operator, System
from idp.letters.domain import LetterKind, signer_as_data
from idp.letters.domain.content import LANGUAGES, LetterContent, Written, content_of, title_of
from idp.letters.domain.texts import DATA, DOCUMENT_DISAGREES, LETTER_FORMS, OWN_REASONS
from idp.notices.domain import NoticeKind
from idp.notices.domain.letter_texts import PURPOSES
from idp.notices.domain.letters import NoticeContext, Sender, letter, short_message
from tests.pure.test_letters_content import OFFICER
from tests.web.test_whose_accounts_pages_name import OF_THE_STATE

AT: Final = datetime(2026, 11, 23, 3, tzinfo=UTC)
SENDER: Final = Sender("https://id.example", "1900 0000", "Acme")
OWN_ROLES: Final = sorted(ROLES[AccountsMode.SELF_CREATED])
FACTS: Final[dict[str, Any]] = {
    "kind": "passkey",
    "label": "x",
    "client_name": "Shop",
    "ground": "g",
    "remedy": "r",
    "number": "BM-1",
    "body": "b",
    "letter": "VB-1",
    "role": OWN_ROLES,
    "path": "/p",
    "undo": "/u",
    "contact": "email",
    "code": "123456",
    "from": "2026-11-24T03:00:00+00:00",
    "quiet_until": "2026-11-25T03:00:00+00:00",
}
"""All that a notice can be told with, so that every sentence of ours is in it."""
OFFICER_HERE: Final = signer_as_data(OFFICER) | {"desk": "Quầy 1"}


def named(text: str) -> set[str]:
    return {found.group().lower() for found in OF_THE_STATE.finditer(text)}


def written_to(kind: LetterKind, language: str, signer: dict[str, Any], *, own: bool) -> str:
    """All words of a letter with every fact of its form, in one text."""
    facts = dict.fromkeys(LETTER_FORMS[kind].facts, "x") | {"datum": DATA["nickname"]}
    reasons = (OWN_REASONS.get(kind, DOCUMENT_DISAGREES),)
    written = Written("A", "", reasons, facts, "B", "Acme")
    content: LetterContent = content_of(
        kind,
        written,
        number="VB-1",
        dated_at=AT,
        signer=signer,
        language=language,
        issuer="https://id.example",
        own=own,
    )
    return f"{astuple(content)} {title_of(kind, language, own=own)}"


@pytest.mark.norm("D9.4-1", limb="no page of an operator's own accounts speaks as the State's")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(NoticeKind))
def test_no_notice_of_an_operator_speaks_as_the_states(kind: NoticeKind, language: str) -> None:
    for purpose in PURPOSES:
        occasion = NoticeContext(kind, AT, {**FACTS, "purpose": purpose})
        told = letter(occasion, SENDER, language)
        assert named(told.subject) == set()
        assert named(told.text) == set()
        assert named(short_message(occasion, SENDER, language)) == set()


@pytest.mark.norm("D9.4-1", limb="no page of an operator's own accounts speaks as the State's")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(LetterKind))
def test_no_letter_of_an_operator_speaks_as_the_states(kind: LetterKind, language: str) -> None:
    for signer in (
        OFFICER_HERE,
        signer_as_data(Operator(user="an", host="h")),
        signer_as_data(System(rule="X15.2")),
    ):
        assert named(written_to(kind, language, signer, own=True)) == set()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(LetterKind))
def test_each_letter_of_a_state_system_cites_the_decree(kind: LetterKind, language: str) -> None:
    said = named(written_to(kind, language, OFFICER_HERE, own=False))
    assert {"decree", "nghị định"} & said
