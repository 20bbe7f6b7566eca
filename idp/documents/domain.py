"""A document: what it proves, in which formats it is taken, and what makes a file refused."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from idp.kernel.ids import Id

LONGEST_PURPOSE: Final = 200
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x06\x06")
"""The signatures of an archive, which may stand anywhere in a file (APPNOTE.TXT 4.3)."""
_TRAILER: Final = 1_024
"""Where the end of a PDF is looked for (ISO 32000-1 annex H.3)."""


class DocumentKind(StrEnum):
    """What a document proves."""

    IDENTITY_DOCUMENT = "identity_document"
    """Who a person is, as shown to an officer."""
    WRITTEN_REQUEST = "written_request"
    """That a body or a person asked, in writing."""
    AUTHORISATION = "authorisation"
    """That somebody may act for another."""
    EVIDENCE = "evidence"
    """A fact of the case, such as a report of a theft."""
    SIGNED_CONFIRMATION = "signed_confirmation"
    """That a person asks for what the case is about, with their signature (D10.2b-3)."""


class MediaType(StrEnum):
    """The formats that are taken. SVG, office files and archives are not: they carry programs."""

    PDF = "application/pdf"
    JPEG = "image/jpeg"
    PNG = "image/png"


ENDINGS: Final = {MediaType.PDF: "pdf", MediaType.JPEG: "jpg", MediaType.PNG: "png"}
_BEGINNINGS: Final = {
    b"%PDF-1.": MediaType.PDF,
    b"%PDF-2.": MediaType.PDF,
    b"\xff\xd8\xff": MediaType.JPEG,
    b"\x89PNG\r\n\x1a\n": MediaType.PNG,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDocument:
    """A document without its content.

    `digest`: SHA-256 of what is stored; `sent_digest`: of what was sent, which for a picture is
    another, as it is encoded anew. `case_number`: the case that it belongs to.
    """

    id: Id
    subject_id: Id
    case_number: str
    kind: DocumentKind
    media_type: MediaType
    size: int
    digest: bytes
    sent_digest: bytes
    stored_at: datetime

    @property
    def file_name(self) -> str:
        """The name under which it is given out: never one that somebody sent."""
        return f"{self.id}.{ENDINGS[self.media_type]}"


def sniffed(content: bytes) -> MediaType | None:
    """The format of a file by its first bytes, None for one that is not taken.

    Its name and the type that the sender says do not count.
    """
    return next((kind for begin, kind in _BEGINNINGS.items() if content.startswith(begin)), None)


def is_polyglot(content: bytes) -> bool:
    """Whether a PDF is another file as well: an archive inside, or something behind its end.

    A picture cannot be: it is encoded anew.
    """
    if any(signature in content for signature in _ZIP):
        return True
    end = content.rfind(b"%%EOF", max(0, len(content) - _TRAILER))
    return end < 0 or bool(content[end + 5 :].strip(b"\r\n\t \x00"))
