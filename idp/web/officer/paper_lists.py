"""The papers of a case as its page lists them: documents, and letters to the person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from idp.access.powers import Power
from idp.documents.domain import DocumentKind, MediaType
from idp.kernel.ids import Id
from idp.web.current import services
from idp.web.officer.letter_words import called, delivered
from idp.web.officer.page import HOME, AtDesk
from idp.web.officer.records import PapersOf
from idp.web.pages.labels import N_

DOCUMENTS: Final = f"{HOME}/documents"
KINDS: Final[Mapping[DocumentKind, str]] = {
    DocumentKind.IDENTITY_DOCUMENT: N_("Identity document of a person"),
    DocumentKind.WRITTEN_REQUEST: N_("Written request of a body or person"),
    DocumentKind.AUTHORISATION: N_("Authorisation to act for somebody"),
    DocumentKind.EVIDENCE: N_("Evidence of a fact of the case"),
    DocumentKind.SIGNED_CONFIRMATION: N_("Confirmation that the person signed"),
}
MEDIA: Final[Mapping[MediaType, str]] = {
    MediaType.PDF: "PDF",
    MediaType.JPEG: "JPEG",
    MediaType.PNG: "PNG",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentLine:
    """A document of a case, without its content. `kilobytes`: rounded up. `action` opens it."""

    id: Id
    kind: str
    media: str
    kilobytes: int
    stored_at: datetime
    digest: str
    action: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterLine:
    """A letter of a case; `deliveries` are message ids."""

    number: str
    kind: str
    dated_at: datetime
    deliveries: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePapers:
    """`add`: the address that takes a document, None for who may not add one.

    `letters` is None for who may not read any; `opens`: whether the officer may open documents.
    """

    documents: tuple[DocumentLine, ...]
    letters: tuple[LetterLine, ...] | None
    add: str | None
    opens: bool
    kinds: Mapping[DocumentKind, str]


def papers_of(at: AtDesk, case: PapersOf) -> CasePapers:
    """What this officer may see of the papers of a case, and do about them."""
    subject_id, number = case.subject_id, case.case_number
    adds = subject_id is not None and at.holds(Power.DOCUMENT_ADD)
    return CasePapers(
        documents=tuple(
            DocumentLine(
                id=each.id,
                kind=KINDS[each.kind],
                media=MEDIA[each.media_type],
                kilobytes=-(-each.size // 1024),
                stored_at=each.stored_at,
                digest=each.digest.hex(),
                action=f"{DOCUMENTS}/{number}/{each.id}/open",
            )
            for each in services().documents.of_case(number)
        ),
        letters=_letters(number, subject_id) if at.holds(Power.LETTER_READ) else None,
        add=f"{DOCUMENTS}/{number}/add" if adds else None,
        opens=at.holds(Power.DOCUMENT_OPEN),
        kinds=KINDS,
    )


def _letters(case_number: str, subject_id: Id | None) -> tuple[LetterLine, ...]:
    if subject_id is None:
        return ()
    found = services().letters.of_case(case_number, subject_id)
    proofs = services().letters.deliveries.of_letters([each.id for each in found])
    return tuple(
        LetterLine(
            number=each.number,
            kind=called(each.kind),
            dated_at=each.dated_at,
            deliveries=delivered(proofs[each.id]),
        )
        for each in found
    )
