"""The portal's words and its explanation of a level."""

import re

import pytest

from relying_party_demo.public_service.config import Config
from relying_party_demo.public_service.explain import why
from relying_party_demo.public_service.texts import WORDS
from relying_party_demo.public_service.visits import Visit, Visits
from relying_party_demo.texts import LANGUAGES

CONFIG = Config("https://id.example", "portal", "x", "https://portal.example", 1, "k", "")
CLAIMS = {
    "sub": "s",
    "sid": "1",
    "acr": "https://id.example/loa/2",
    "amr": ["pwd", "otp", "new-one"],
    "auth_time": 1_795_000_000,
    "account_level": 2,
    "txn": "t",
}


def test_both_languages_say_the_same_things() -> None:
    assert WORDS["vi"].names == WORDS["en"].names
    for key in WORDS["vi"].names:
        holes, others = (
            re.findall(r"\{\w+\}", WORDS[each].spoken.gettext(key)) for each in LANGUAGES
        )
        assert sorted(holes) == sorted(others), key


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_statement_that_carries_the_level_has_a_meaning(lang: str) -> None:
    lines = why(CLAIMS, config=CONFIG, words=WORDS[lang])
    assert [line.claim for line in lines] == [
        "acr",
        "amr",
        "amr",
        "amr",
        "auth_time",
        "account_level",
        "txn",
    ]
    assert lines[0].meaning == WORDS[lang]("level.2.meaning")
    assert lines[3].meaning == "new-one"


@pytest.mark.parametrize(
    "acr", [None, "", "https://evil.example/loa/4", "https://id.example/loa/5"]
)
def test_an_acr_of_nobody_we_trust_is_no_level(acr: str | None) -> None:
    assert CONFIG.level_of(acr) == 0


@pytest.mark.parametrize(
    ("named", "ended"),
    [
        ({"subject": "s", "sid": None}, 1),
        ({"subject": None, "sid": "1"}, 1),
        ({"subject": "s", "sid": "1"}, 1),
        ({"subject": "s", "sid": "2"}, 0),
        ({"subject": "x", "sid": "1"}, 0),
    ],
)
def test_the_provider_ends_exactly_the_visits_it_names(
    named: dict[str, str | None], ended: int
) -> None:
    visits = Visits()
    key = visits.begin(Visit("", CLAIMS, {}, ""))
    assert visits.end_by_provider(subject=named["subject"], sid=named["sid"]) == ended
    assert visits.was_ended_by_provider(key) is bool(ended)
    assert not visits.was_ended_by_provider(key)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_sentence_is_said_with_the_facts_it_names(lang: str) -> None:
    words = WORDS[lang]
    for name in words.names:
        holes = re.findall(r"\{(\w+)\}", words.spoken.gettext(name))
        said = words(name, **dict.fromkeys(holes, "fact"))
        assert said.count("fact") >= len(holes), name
        assert not set("{}") & set(said), name


@pytest.mark.parametrize(
    ("lang", "either", "helps"),
    [
        ("vi", "bạn hoặc nhà cung cấp", "Nếu nhà cung cấp từ chối, trang của họ đã nói lý do"),
        ("en", "you or the", "If it was the provider, its page said why"),
    ],
)
def test_who_was_refused_is_not_told_to_have_said_no(lang: str, either: str, helps: str) -> None:
    """A child who needs a guardian is sent back with the same code (RFC 6749 4.1.2.1)."""
    said = WORDS[lang]("failed.access_denied")
    assert either in said
    assert helps in said  # another try alone would be refused again


@pytest.mark.parametrize(
    ("lang", "written"),
    [("vi", "18:06:40 18/11/2026 (UTC+7)"), ("en", "18:06:40 18 November 2026 (UTC+7)")],
)
def test_the_time_of_the_proof_is_written_as_the_language_does(lang: str, written: str) -> None:
    lines = why(CLAIMS, config=CONFIG, words=WORDS[lang])
    assert [written in line.meaning for line in lines if line.claim == "auth_time"] == [True]


@pytest.mark.parametrize(
    ("lang", "said", "written"),
    [
        ("vi", "1988-12-05", "05/12/1988"),
        ("en", "1988-12-05", "5 December 1988"),
        ("vi", "1988", "1988"),
        ("vi", "0000-12-05", "0000-12-05"),
    ],
)
def test_a_date_of_birth_is_written_as_the_language_does(
    lang: str, said: str, written: str
) -> None:
    assert WORDS[lang].value("birthdate", said) == written
    assert WORDS[lang].value("phone_number", said) == said
