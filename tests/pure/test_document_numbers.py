"""By which numbers of documents a subject is found."""

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from idp.subjects.document_numbers import document_term, document_terms, documents_in
from idp.subjects.domain import Datum, ScheduledChange, Source
from idp.subjects.name_prefixes import terms_of

numbers = st.from_regex(r"[A-Z]{0,2}[0-9]{6,8}", fullmatch=True)


def holding(number: str, symbol: str = "") -> dict[str, Datum]:
    said = {"type": "passport", "number": number, **({"symbol": symbol} if symbol else {})}
    return {"travel_document": Datum(said, Source.IMMIGRATION_DB, date(2026, 1, 1))}


@given(number=numbers, symbol=st.sampled_from(["", "P", "PC"]))
def test_a_document_is_found_with_its_symbol_and_without_in_any_spelling(
    number: str, symbol: str
) -> None:
    terms = document_terms(holding(number, symbol))
    spaced = f" {symbol.lower()} {number.lower()[:3]}-{number[3:]}"
    for typed in (number, f"{symbol}{number}", spaced):
        assert document_term(typed) in terms
    assert document_term(f"{number}0") not in terms


@given(number=numbers, other=numbers)
def test_a_later_document_is_found_beside_the_present_one(number: str, other: str) -> None:
    change = ScheduledChange(datetime(2027, 1, 1, tzinfo=UTC), holding(other))
    terms = document_terms(holding(number), (change,))
    assert terms == {document_term(number), document_term(other)}


@given(number=numbers)
def test_no_name_has_the_term_of_a_document(number: str) -> None:
    named = {"name": Datum(f"n {number}", Source.SELF_DECLARED, date(2026, 1, 1))}
    assert not terms_of(named) & document_terms(holding(number))


def test_who_has_no_document_is_found_by_none() -> None:
    assert documents_in({}) == frozenset()
    assert documents_in({"travel_document": None}) == frozenset()
    assert document_terms({}) == frozenset()
