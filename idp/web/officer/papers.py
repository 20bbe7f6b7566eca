"""Documents of a case at the desk: added through the examination, opened for a purpose (D17.3)."""

from flask import Response, abort, request

from idp.access.powers import Power
from idp.casework.domain.cases import Case
from idp.documents.domain import DocumentKind
from idp.kernel.refusals import Reason, Refused
from idp.web.current import services
from idp.web.officer.guards import refused_page, with_power
from idp.web.officer.page import HOME, AtDesk, why_not
from idp.web.officer.record_page import shown_again
from idp.web.officer.records import Register
from idp.web.officer.registers import case_and_register
from idp.web.pages.kept_files import as_file
from idp.web.pages.labels import N_
from idp.web.pages.rendering import see_other

_WRONG = 422
NO_KIND = N_("Nothing was added: say what the document is.")
NO_FILE = N_("Nothing was added: choose a file.")
NO_PURPOSE = N_(
    "Nothing was opened: say what you need the document for, in at most 200 characters."
)
_WHY_NOT = {
    Reason.DOCUMENT_TOO_LARGE: N_("Nothing was added: the file is too large."),
    Reason.DOCUMENT_TYPE: N_("Nothing was added: only a PDF, a JPEG or a PNG is taken."),
    Reason.DOCUMENT_ACTIVE: N_(
        "Nothing was added: the file holds scripts, attachments or actions."
    ),
    Reason.DOCUMENT_UNREADABLE: N_("Nothing was added: the file is damaged or locked."),
    Reason.DOCUMENT_INFECTED: N_("Nothing was added: the scanner found something harmful in it."),
    Reason.SERVICE_UNAVAILABLE: N_("The store of documents cannot be reached. Try again later."),
    Reason.REGISTRATION_FAULTY: NO_PURPOSE,
}


@with_power(Power.DOCUMENT_ADD)
def add(at: AtDesk, case: str) -> Response:
    """POST /officer/documents/<case>/add: take a file for a case that the officer may read."""
    found, register = _case(case)
    closed = at.closed_case(found, register.reads)
    if closed is not None:
        return refused_page(at, closed)
    if found.subject_id is None:
        abort(404)
    asked, sent = request.form.get("kind", ""), request.files.get("file")
    if asked not in set(DocumentKind):
        return _again(at, register, found, NO_KIND)
    if sent is None or not sent.filename:
        return _again(at, register, found, NO_FILE)
    added = services().documents.add(
        found.subject_id, found.number, DocumentKind(asked), sent.stream, actor=at.officer
    )
    if isinstance(added, Refused):
        return _again(at, register, found, _sentence(added.reason))
    return see_other(f"{HOME}/{register.path}/{found.number}?told=done#papers-head")


@with_power(Power.DOCUMENT_OPEN)
def open_document(at: AtDesk, case: str, document: str) -> Response:
    """POST /officer/documents/<case>/<document>/open: the file; the person is told the purpose."""
    found, register = _case(case)
    closed = at.closed_case(found, register.reads)
    if closed is not None:
        return refused_page(at, closed)
    if document not in {each.id for each in services().documents.of_case(found.number)}:
        abort(404)
    purpose = request.form.get("purpose", "")
    opened = services().documents.open(document, purpose=purpose, actor=at.officer)
    if isinstance(opened, Refused):
        return _again(at, register, found, _sentence(opened.reason))
    stored, content = opened
    return as_file(content, stored.media_type, stored.file_name)


def _case(number: str) -> tuple[Case, Register]:
    found = case_and_register(number)
    if found is None:
        abort(404)
    return found


def _again(at: AtDesk, register: Register, case: Case, problem: str) -> Response:
    """The page of the case, with what was wrong."""
    record = register.record(case.number)
    if record is None:
        abort(404)
    return shown_again(at, register, record, problem, status=_WRONG)


def _sentence(reason: Reason) -> str:
    return _WHY_NOT.get(reason, why_not(reason))
