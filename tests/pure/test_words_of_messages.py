"""What an account keeps of a letter: its words, and nothing that is for one address alone."""

import ast
import inspect
import string
from collections.abc import Mapping
from dataclasses import astuple
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idp.kernel.ids import new_id
from idp.notices.domain import UNDO_LIFETIME, NoticeKind
from idp.notices.domain import letters as letters_module
from idp.notices.domain.letter_texts import LANGUAGES, LETTER_TEXTS
from idp.notices.domain.letters import NoticeContext, Sender, letter
from idp.notices.domain.messages import (
    INBOX,
    KEPT_FACTS,
    MESSAGES_KEPT_FOR,
    SECRET_FACTS,
    AccountMessage,
    MessageWords,
    OwnWay,
    kept_facts,
    plain,
    words_of,
)
from idp.web.self_service.messages import PLACES
from tests.pure.test_notices_letters import AT, FACTS

KEPT = [kind for kind, way in INBOX.items() if way is not None]
IN_TEXTS_OF_A_SECRET = {"code", "link", "undo"}
KINDS = st.sampled_from(KEPT)
SECRETS = st.fixed_dictionaries(
    {name: st.text(string.ascii_letters, min_size=43, max_size=43) for name in sorted(SECRET_FACTS)}
)


def message(kind: str, facts: Mapping[str, Any]) -> AccountMessage:
    return AccountMessage(id=new_id(), kind=kind, told_at=AT, read_at=None, facts=facts, sent=())


def said(notice: NoticeKind, facts: Mapping[str, object], language: str = "en") -> MessageWords:
    kept = kept_facts({**FACTS, **facts})
    words = words_of(message(notice, kept), language, provider="Minh Danh")
    assert words is not None
    return words


def text_of(words: MessageWords) -> str:
    return "\n".join(
        [words.subject, *(plain(each, "https://id.test") for each in words.paragraphs)]
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_ground_that_is_a_sentence_ends_once(language: str) -> None:
    told = text_of(said(NoticeKind.ACCOUNT_LOCKED, {"ground": "It was merged."}, language))
    assert "It was merged. " in told


@given(KINDS, SECRETS, st.sampled_from(LANGUAGES))
def test_no_secret_of_a_letter_is_kept_or_said(
    kind: NoticeKind, secrets: dict[str, str], language: str
) -> None:
    facts = {**FACTS, **secrets, "to": "somebody@example.test"}
    kept = kept_facts(facts)
    text = text_of(said(kind, facts, language))
    for secret in (*secrets.values(), "somebody@example.test"):
        assert secret not in str(kept)
        assert secret not in text


@pytest.mark.parametrize("kind", KEPT)
def test_a_kind_that_is_kept_has_no_place_for_a_secret(kind: NoticeKind) -> None:
    places = {
        name
        for text in astuple(LETTER_TEXTS[kind])
        for _, name, _, _ in string.Formatter().parse(text)
    }
    assert not places & IN_TEXTS_OF_A_SECRET


def test_what_is_not_kept_is_an_answer_a_code_a_link_or_of_an_office() -> None:
    left_out = {kind for kind, way in INBOX.items() if way is None}
    secret = {
        kind
        for kind, words in LETTER_TEXTS.items()
        if any(f"{{{name}}}" in words.what for name in ("code", "link"))
    }
    assert secret < left_out
    assert left_out - secret == {
        NoticeKind.USERNAME_ASKED,
        NoticeKind.PASSWORD_LINK_REFUSED,
        NoticeKind.PASSWORD_LINK_REFUSED_OWN,
        NoticeKind.ACTIVATION_LAPSED,
        NoticeKind.SIGN_UP_TRIED,
        NoticeKind.APPLICATION_REFUSED,
        NoticeKind.TERMS_NEARLY_OVER,
        NoticeKind.TERMS_NOT_KEPT,
    }


def test_each_fact_that_a_letter_reads_is_kept_or_is_a_secret() -> None:
    """A new fact is for the address alone until somebody says otherwise."""
    read = {
        node.args[0].value
        for node in ast.walk(ast.parse(inspect.getsource(letters_module)))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) in {"facts.get", "occasion.facts.get"}
        and isinstance(node.args[0], ast.Constant)
    }
    assert read == KEPT_FACTS | SECRET_FACTS
    assert not KEPT_FACTS & SECRET_FACTS


@pytest.mark.parametrize("kind", KEPT)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_message_says_what_its_letter_says(kind: NoticeKind, language: str) -> None:
    facts = {**FACTS, "letter": "VB-7K4Q-9XTD-M2PA", "body": "Công an tỉnh"}
    words = said(kind, facts, language)
    made = letter(NoticeContext(kind, AT, facts), Sender("https://id.test", ""), language)
    assert words.subject == made.subject
    assert plain(words.paragraphs[0], "https://id.test").rstrip(".") in made.text
    assert "09:00" in text_of(words)
    assert "{" not in text_of(words)


@pytest.mark.parametrize("kind", KEPT)
def test_a_message_names_pages_that_have_a_name(kind: NoticeKind) -> None:
    facts = {"letter": "VB-7K4Q-9XTD-M2PA", "quiet_until": AT.isoformat()}
    named = [piece.path for each in said(kind, facts).paragraphs for piece in each if piece.path]
    assert set(named) <= PLACES.keys()
    assert not {each for each in named if each.startswith("/public/report")}


@pytest.mark.parametrize("kind", KEPT)
def test_what_only_helps_who_is_not_signed_in_is_left_out(kind: NoticeKind) -> None:
    """Such words lead to a link by mail; a person who is signed in needs none."""
    words = LETTER_TEXTS[kind].otherwise
    if "a link that is sent to you" in words or "sign in at" in words:
        assert INBOX[kind] is not OwnWay.AS_WRITTEN


@given(KINDS, st.text(max_size=60))
def test_what_people_typed_is_never_a_link(kind: NoticeKind, typed: str) -> None:
    facts = {"label": f"{typed}\x02/me/sessions", "ground": "\x02/logout", "client_name": typed}
    words = said(kind, facts)
    found = {piece.path for each in words.paragraphs for piece in each}
    assert found <= {None, *PLACES}
    assert "\x02" not in text_of(words)


def test_a_kind_of_a_later_release_has_no_words_here() -> None:
    assert words_of(message("of_tomorrow", {}), "vi", provider="x") is None
    assert words_of(message(NoticeKind.LOSS_LINK, {}), "vi", provider="x") is None


def test_a_message_outlives_the_links_of_its_letters() -> None:
    assert MESSAGES_KEPT_FOR > UNDO_LIFETIME
