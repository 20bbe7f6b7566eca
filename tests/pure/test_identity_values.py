"""Items of an identity as text of a page."""

import pytest

from idp.corrections.domain import Correctable
from idp.web.officer.identity_values import identity_value
from idp.web.officer.values import NONE
from idp.web.pages.labels import ITEMS
from idp.web.pages.language import Lang
from idp.web.pages.values import value_text
from idp.web.self_service.account_labels import OWN_ITEMS


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        (
            "travel_document",
            {"type": "passport", "number": "12AB34567", "issued_at": "Paris"},
            "12AB34567",
        ),
        (
            "representative",
            {"number": "001190000017", "name": "Trần Thị Hạnh", "role": "head"},
            "Trần Thị Hạnh",
        ),
        ("address", {"formatted": "88 Lê Lợi, Huế"}, "88 Lê Lợi, Huế"),
        ("established_on", "2001-02-03", "3 February 2001"),
        ("tax_code", "0100000004", "0100000004"),
    ],
)
def test_a_record_is_told_by_what_names_it(name: str, value: object, text: str) -> None:
    lang: Lang = "en"
    assert value_text(name, value, lang) == text
    assert name in {**ITEMS, **OWN_ITEMS}


@pytest.mark.parametrize("datum", Correctable)
def test_a_datum_whose_key_was_erased_says_nothing(datum: Correctable) -> None:
    assert identity_value(datum, None) == NONE
