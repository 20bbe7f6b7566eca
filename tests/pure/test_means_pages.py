"""The page of each means: one table for the dispatcher and for the links."""

from idp.assurance.kinds import EvidenceKind, Means, kinds_of
from idp.factors.credential_types import evidence_of
from idp.factors.domain import CredentialKind
from idp.web.pages.means_pages import MEANS_PAGES, first_page, pages_for

ASKED = evidence_of(CredentialKind) | {EvidenceKind.FACE_ON_PAGE}
"""The kinds of credentials, and the face, which has none."""


def test_every_kind_that_is_asked_for_has_one_page() -> None:
    for kind in ASKED:
        assert pages_for({kind}) == (first_page({kind}),), kind


def test_each_page_has_an_address_and_a_rank_of_its_own() -> None:
    pages = MEANS_PAGES.values()
    assert len({page.path for page in pages}) == len(pages)
    assert len({page.rank for page in pages}) == len(pages)


def test_what_needs_no_script_is_asked_for_first() -> None:
    both = kinds_of(Means.PASSKEY) | kinds_of(Means.TOTP)
    assert first_page(both).path == "/code"
    assert [page.path for page in pages_for(both)] == ["/code", "/passkey"]
    assert first_page(ASKED).path == "/code"
    assert pages_for(ASKED) == tuple(MEANS_PAGES.values())
