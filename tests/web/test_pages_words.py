"""Both languages say everything: no message id without Vietnamese, no value without a word."""

import re
from collections.abc import Mapping
from dataclasses import astuple
from enum import Enum
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir

from idp.accounts.domain import AccountState
from idp.assurance.kinds import Category, EvidenceKind, Means
from idp.assurance.levels import Level
from idp.consent.domain.request import AUTHENTICATION, OFFLINE_ACCESS
from idp.factors.domain import CredentialKind
from idp.history.domain import EventType
from idp.kernel.catalogues import read
from idp.kernel.names import PRODUCT
from idp.losses.domain import LossReason, LossState, LostItem
from idp.notices.domain.letter_texts import LETTER_TEXTS
from idp.notices.domain.letters import CATALOGUES
from idp.relying_parties.domain.client import PartyKind
from idp.relying_parties.domain.disclosure import APPROVABLE
from idp.subjects.domain import Source
from idp.web.pages import labels
from idp.web.pages.rendering import WEB, make_environment
from idp.web.self_service import account_labels as own_words

METHODS = [("**/templates/**.html", "jinja2.ext:babel_extract"), ("**.py", "python")]
KEYWORDS = {**DEFAULT_KEYWORDS, "error_page": (2,)}


def message_ids() -> set[str]:
    found: set[str] = set()
    for _, _, message, _, _ in extract_from_dir(WEB, method_map=METHODS, keywords=KEYWORDS):
        found |= {message} if isinstance(message, str) else set(message)
    return {message for message in found if message}


def vietnamese() -> dict[str, str]:
    """Each message id, and each plural of one, with its text; there is one form for all numbers."""
    entries = read("vi", sorted(WEB.glob("*/translations/vi.po")))
    said: dict[str, str] = {}
    for entry in entries:
        ids = entry.id if isinstance(entry.id, (list, tuple)) else (entry.id,)
        (text,) = entry.string if isinstance(entry.string, (list, tuple)) else (entry.string,)
        said |= {str(each): str(text) for each in ids if each}
    return said


def test_every_message_has_vietnamese() -> None:
    said = vietnamese()
    assert message_ids() - said.keys() == set()
    assert all(said.values())


def test_no_translation_is_left_over() -> None:
    assert vietnamese().keys() - message_ids() == set()


def test_no_message_stands_in_two_catalogues_with_two_meanings() -> None:
    said: dict[object, object] = {}
    for path in sorted(WEB.glob("*/translations/vi.po")):
        for entry in read("vi", [path]):
            assert said.setdefault(entry.id, entry.string) == entry.string, entry.id


def test_translations_name_the_same_values() -> None:
    for message, text in vietnamese().items():
        assert placeholders(message) in (placeholders(text), placeholders(text) - {"num"}), message


@pytest.mark.parametrize(
    ("number", "vi", "en"),
    [(1, "1 ngày", "One day"), (2, "2 ngày", "2 days"), (21, "21 ngày", "21 days")],
)
def test_a_count_has_the_form_of_its_language(number: int, vi: str, en: str) -> None:
    template = '{{ ngettext("One day", "%(num)s days", number) }}'
    for lang, said in (("vi", vi), ("en", en)):
        spoken = make_environment("vi" if lang == "vi" else "en", PRODUCT).from_string(template)
        assert spoken.render(number=number) == said


@pytest.mark.parametrize(
    ("template", "says"),
    [
        ('{{ _("Cancel") }}', "Hủy"),
        ('<b>{{ _("Cancel") }}</b> {{_("Cancel")}}', "<b>Hủy</b> Hủy"),
        ('{{ _("Cancel") | upper }}', "HỦY"),
        ('{% set text = _("Cancel") %}{{ text }}', "Hủy"),
        ('{{ _("no message, a & b, 100%%") }}', "no message, a & b, 100%"),
        ('{{ _("%(what)s", what="<b>") }}', "&lt;b&gt;"),
        ("{{ _(message) }}{{ message }}", "HủyCancel"),
        ('{{ other("Cancel") }}', "cancel"),
    ],
)
def test_a_text_is_the_same_fixed_in_its_template_or_looked_up(template: str, says: str) -> None:
    spoken = make_environment("vi", PRODUCT).from_string(template)
    assert spoken.render(message="Cancel", other=str.lower) == says


def test_a_text_without_values_is_looked_up_when_its_template_is_compiled() -> None:
    environment = make_environment("vi", PRODUCT)
    template = environment.from_string('{{ _("Cancel") }}')
    environment.globals["_"] = None
    assert template.render() == "Hủy"


def test_a_value_in_a_counted_text_is_escaped() -> None:
    template = '{{ ngettext("one %(name)s", "%(num)s %(name)s", 2, name="<b>") }}'
    assert make_environment("en", PRODUCT).from_string(template).render() == "2 &lt;b&gt;"


def test_no_text_of_a_page_counts_without_a_plural() -> None:
    """`1 days`: a number before a noun that changes with it goes through `ngettext`."""
    counted = re.compile(r"%\((?!num\))\w+\)s (more )?(days?|hours?|minutes?|tries|times|codes?)\b")
    assert {each for each in message_ids() if counted.search(each)} == set()


_TO_A_COUNTER = re.compile(
    r"(come|visit|take|bring)\b[^.:]*\b(counter|desk)|done at a counter|by an officer|"
    r"officers give|(hãy|cần)[^.]* (đến|tại) quầy|(hoặc|làm) (đến|tại) quầy|bởi cán bộ",
    re.IGNORECASE,
)


@pytest.mark.parametrize(
    "sentence",
    [
        "If nothing is left, come to a counter with your identity card.",
        "You can cancel, or visit a counter.",
        "Nếu không phải bạn báo, hãy mang thẻ căn cước đến quầy.",
    ],
)
def test_a_sentence_that_sends_to_a_counter_is_found(sentence: str) -> None:
    assert _TO_A_COUNTER.search(sentence)


def test_neither_page_nor_letter_sends_people_to_a_counter() -> None:
    """In production no officer can do anything there yet: the help line is named instead."""
    english = {each for words in LETTER_TEXTS.values() for each in astuple(words)}
    said = message_ids() | set(vietnamese().values()) | english | set(letters())
    assert {each for each in said if _TO_A_COUNTER.search(each)} == set()


def letters() -> list[str]:
    """Everything that letters say in Vietnamese."""
    return [str(entry.string) for entry in read("vi", [CATALOGUES / "vi.po"]) if entry.id]


def placeholders(text: str) -> set[str]:
    return {part.split(")")[0] for part in text.split("%(")[1:]} | {
        name for _, name, _, _ in Formatter().parse(text.replace("%(", "(")) if name
    }


@pytest.mark.parametrize(
    ("table", "members"),
    [
        (labels.LEVELS, Level),
        (labels.CATEGORIES, Category),
        (labels.MEANS, Means),
        (labels.LOSS_REASONS, LossReason),
        (labels.LOST, LostItem),
        (own_words.LOSS_STATES, LossState),
        (labels.EVIDENCE, EvidenceKind),
        (labels.PARTY_KINDS, PartyKind),
        (own_words.SOURCES, Source),
        (own_words.STATES, AccountState),
        (labels.CREDENTIALS, CredentialKind),
        (own_words.EVENT_LABELS, EventType),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_every_value_has_a_word(table: Mapping[object, str], members: type[Enum]) -> None:
    assert set(table) == set(members)


def test_every_item_that_can_be_asked_has_a_label() -> None:
    for name in (*APPROVABLE, AUTHENTICATION, OFFLINE_ACCESS):
        assert labels.item_label(name)


EACH_TEMPLATE = pytest.mark.parametrize(
    "path",
    sorted(WEB.glob("*/templates/*.html")),
    ids=lambda path: f"{path.parent.parent.name}-{path.name}",
)


@EACH_TEMPLATE
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_template_compiles_in_both_languages(path: Path, lang: str) -> None:
    name = f"{path.parent.parent.name}/{path.name}"
    template = make_environment("vi" if lang == "vi" else "en", PRODUCT).get_template(name)
    assert template.name == path.name


@EACH_TEMPLATE
def test_no_template_holds_inline_script_or_style(path: Path) -> None:
    text = path.read_text().lower()
    assert " style=" not in text
    assert "<style" not in text
    assert " on" not in {word[:3] for word in text.split('"') if word.endswith("=")}
    assert text.count("<script") == text.count("<script src=")


TONE_ON_THE_SECOND_VOWEL = re.compile(r"o[áàảãạéèẻẽẹ]\b|(?<!q)u[ýỳỷỹỵ]\b", re.IGNORECASE)


def test_vietnamese_is_spelled_one_way() -> None:
    """Khóa, xóa, hủy, thỏa: both ways are right, and a page that mixes them looks careless."""
    for text in (*vietnamese().values(), *letters()):
        assert not TONE_ON_THE_SECOND_VOWEL.search(text), text


def test_the_help_line_and_the_levels_have_one_name() -> None:
    for text in (*vietnamese().values(), *letters()):
        assert "đường dây" not in text, text
        assert text.count("tổng đài") == text.count("tổng đài hỗ trợ"), text
        assert not re.search(r"mức (\d|%\(level|cao|thấp)", text), text
