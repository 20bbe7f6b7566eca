"""What a PDF that came in would do where it is opened. Runs in the process of an examiner alone."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader

_MOST_OBJECTS: Final = 200_000
_ACTIVE_KEYS: Final = frozenset(
    {"/JavaScript", "/JS", "/AA", "/XFA", "/RichMedia", "/EmbeddedFiles", "/EF", "/Launch"}
)
_ACTIVE_ACTIONS: Final = frozenset(
    {
        *("/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE"),
        *("/Rendition", "/Movie", "/Sound", "/RichMediaExecute"),
    }
)
"""Actions that run a program, send something, or open another file (ISO 32000-1 section 12.6)."""
_NEVER_WRITTEN: Final = (b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/RichMedia")
"""Looked for in the bytes as well: a reader that repairs a file may find what no table lists."""


class UnreadablePdf(Exception):
    """It is no PDF, encrypted, or too large."""


def is_active(content: bytes) -> bool:
    """Whether a PDF has scripts, attachments or actions that do more than move in it.

    Every object that it holds is looked at, also those that no page shows. Raises UnreadablePdf.
    """
    if any(name in content for name in _NEVER_WRITTEN):
        return True
    try:
        reader = PdfFileReader(BytesIO(content), strict=True)
        open_to_all = not reader.encrypted
        active = open_to_all and any(map(_acts, _dictionaries(reader)))
    except Exception as error:  # pyHanko raises whatever a damaged file breaks in it
        raise UnreadablePdf("not readable") from error
    if not open_to_all:
        raise UnreadablePdf("encrypted")
    return active


def _acts(found: generic.DictionaryObject) -> bool:
    if any(str(key) in _ACTIVE_KEYS for key in found):
        return True
    kind = found.raw_get("/S") if "/S" in found else None
    return isinstance(kind, generic.NameObject) and str(kind) in _ACTIVE_ACTIONS


def _dictionaries(reader: PdfFileReader) -> Iterator[generic.DictionaryObject]:
    """Every dictionary of the file as it is last revised, also those of streams."""
    xrefs = reader.xrefs
    revisions = range(xrefs.total_revisions)
    written = {each for place in revisions for each in xrefs.explicit_refs_in_revision(place)}
    open_objects: list[Any] = [reader.trailer.flatten(), *map(reader.get_object, written)]
    seen: set[tuple[int, int]] = set()
    count = 0
    while open_objects:
        count += 1
        if count > _MOST_OBJECTS:
            raise UnreadablePdf("too many objects")
        each = open_objects.pop()
        if isinstance(each, generic.IndirectObject):
            if (each.idnum, each.generation) not in seen:
                seen.add((each.idnum, each.generation))
                open_objects.append(reader.get_object(each.reference))  # type: ignore[no-untyped-call]
        elif isinstance(each, generic.DictionaryObject):
            yield each
            open_objects += [each.raw_get(key) for key in each]
        elif isinstance(each, generic.ArrayObject):
            open_objects += [each.raw_get(place) for place in range(len(each))]
