"""Places in the decree, as Vietnamese law is cited and in English; never an id of ours."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idp.casework.domain.procedure import Procedure
from idp.law.citations import INTEGRITY, citation_in, cited, legal_basis
from idp.letters.domain import LetterKind
from idp.letters.domain.texts import LETTER_FORMS
from idp.wiring.procedures import PROCEDURES

NUMBERS = st.integers(1, 199)
PLACES = st.lists(st.tuples(NUMBERS, st.none() | NUMBERS), min_size=1, max_size=4)


def test_a_citation_is_said_as_the_law_is_cited() -> None:
    assert cited((17, 1), (20, None)).vi.startswith("Điều 17 khoản 1, Điều 20, Dự thảo Nghị định")
    assert cited((17, 1), (20, None)).en.startswith("Article 17(1), Article 20, Draft decree")


@given(places=PLACES)
def test_what_was_signed_in_vietnamese_is_read_in_english(
    places: list[tuple[int, int | None]],
) -> None:
    citation = cited(*places)
    assert citation_in(citation.vi) == citation
    assert legal_basis(citation.vi, "en") == citation.en
    assert legal_basis(citation.vi, "vi") == citation.vi


@pytest.mark.parametrize(
    "signed",
    ["003 Art. 4(8)", "D4.8: a switch of the whole installation", "", "Điều 4", "Điều 4, khác"],
)
def test_what_was_signed_before_reads_as_it_was(signed: str) -> None:
    assert [legal_basis(signed, lang) for lang in ("vi", "en")] == [signed, signed]


@pytest.mark.parametrize("procedure", PROCEDURES.values(), ids=lambda each: each.name)
def test_no_procedure_cites_an_id_of_ours(procedure: Procedure) -> None:
    assert not re.search(r"\b[A-Z]\d|\b003\b", procedure.citation.vi + procedure.citation.en)
    assert citation_in(procedure.citation.vi) == procedure.citation
    assert citation_in(INTEGRITY.vi) == INTEGRITY


DECREE = "Draft decree of 2024 on electronic identification and authentication"
IN_LETTERS = {
    cited((15, None)): (
        "Dự thảo Nghị định năm 2024 về định danh và xác thực điện tử, Điều 15",
        f"{DECREE}, Article 15",
    ),
    cited((19, None)): (
        "Dự thảo Nghị định năm 2024 về định danh và xác thực điện tử, Điều 19",
        f"{DECREE}, Article 19",
    ),
    cited((32, 3)): (
        "Dự thảo Nghị định năm 2024 về định danh và xác thực điện tử, khoản 3 Điều 32",
        f"{DECREE}, Article 32, clause 3",
    ),
    cited((19, 3)): (
        "Dự thảo Nghị định năm 2024 về định danh và xác thực điện tử, khoản 3 Điều 19",
        f"{DECREE}, Article 19, clause 3",
    ),
    cited((10, None)): (
        "Dự thảo Nghị định năm 2024 về định danh và xác thực điện tử, Điều 10",
        f"{DECREE}, Article 10",
    ),
    cited((12, None)): (
        "Dự thảo Nghị định năm 2024 về định danh và xác thực điện tử, Điều 12",
        f"{DECREE}, Article 12",
    ),
    cited((8, 1)): (
        "Dự thảo Nghị định năm 2024 về định danh và xác thực điện tử, khoản 1 Điều 8",
        f"{DECREE}, Article 8, clause 1",
    ),
}
"""What letters were issued with before their basis was a citation: it is not stored with them."""
GIVEN_BACK, LOCKED, OTHERS = cited((32, 3)), cited((15, None)), cited((19, None))
OF_DATA = cited((8, 1))
OF_KIND = {
    LetterKind.ACCOUNT_LOCKED: LOCKED,
    LetterKind.ACCOUNT_UNLOCKED: LOCKED,
    LetterKind.LOSS_CASE_CLOSED: GIVEN_BACK,
    LetterKind.RECOVERY_REFUSED: GIVEN_BACK,
    LetterKind.VIOLATION_CLOSED: OTHERS,
    LetterKind.CLIENT_SUSPENDED: OTHERS,
    LetterKind.PROVIDER_REVOKED: OTHERS,
    LetterKind.CORRECTION_MADE: OF_DATA,
    LetterKind.CORRECTION_REFERRED: OF_DATA,
    LetterKind.CORRECTION_REFUSED: OF_DATA,
    LetterKind.REGISTRATIONS_MERGED: OF_DATA,
    LetterKind.MERGE_REFUSED: OF_DATA,
    LetterKind.CONSENT_RECEIPT: cited((19, 3)),
    LetterKind.ACCOUNT_GRANTED: cited((10, None)),
    LetterKind.ACCOUNT_REFUSED: cited((10, None)),
    LetterKind.ORGANISATION_GRANTED: cited((12, None)),
    LetterKind.ORGANISATION_REFUSED: cited((12, None)),
    LetterKind.ORGANISATION_NOT_AGREED: cited((12, None)),
}


@pytest.mark.parametrize("kind", list(LetterKind))
def test_a_letter_that_was_issued_says_its_basis_as_it_did(kind: LetterKind) -> None:
    citation = LETTER_FORMS[kind].basis
    assert citation == OF_KIND[kind]
    said = tuple(citation.in_letter(language) for language in ("vi", "en"))
    assert said == IN_LETTERS[citation]


@given(places=PLACES)
def test_a_letter_and_a_page_cite_the_same_places(
    places: list[tuple[int, int | None]],
) -> None:
    citation = cited(*places)
    for language in ("vi", "en"):
        numbers = re.findall(r"\d+", citation.in_letter(language))
        cited_numbers = re.findall(r"\d+", legal_basis(citation.vi, language))
        assert sorted(numbers) == sorted(cited_numbers)
