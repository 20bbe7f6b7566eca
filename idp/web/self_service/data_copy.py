"""A copy of everything that is held about the person, as one file (D17.3)."""

from dataclasses import dataclass
from typing import Final

from flask import Response, stream_with_context

from idp.kernel.clock import civil_day
from idp.kernel.refusals import Reason, Refused
from idp.web.current import services
from idp.web.pages.labels import N_
from idp.web.pages.rendering import error_page
from idp.web.self_service.guards import (
    ACTS,
    DATA_COPY,
    AccountHolder,
    login_required,
    require_sign_in_for,
    show,
)

PATH: Final = DATA_COPY
TOO_MANY: Final = N_(
    "Several copies were made just now, and each is complete. The next one can be made within an "
    "hour."
)
_TOO_MANY_REQUESTS: Final = 429
NO_ACCOUNT: Final = N_("There is no such account any more.")


@dataclass(frozen=True, slots=True)
class DataCopyPage:
    """The page has the same text for everybody."""


@login_required
def ask(person: AccountHolder) -> Response:
    """GET: what is in the copy, and the button that makes it; after a sign-in for this alone."""
    elsewhere = require_sign_in_for(person, purpose=ACTS[PATH], back=PATH)
    return elsewhere or show(person, "data_copy", DataCopyPage())


@login_required
def download(person: AccountHolder) -> Response:
    """POST: the copy, sent while it is read. History and a letter tell of each.

    429 after three, until an hour after the last.
    """
    elsewhere = require_sign_in_for(person, purpose=ACTS[PATH], back=PATH)
    if elsewhere is not None:
        return elsewhere
    parts = services().personal_data.copy(person.subject_id, actor=person.actor)
    if isinstance(parts, Refused):
        if parts.reason is Reason.TOO_MANY_TRIES:
            return error_page(_TOO_MANY_REQUESTS, TOO_MANY)
        return error_page(404, NO_ACCOUNT)
    day = civil_day(services().clock.now()).isoformat()
    response = Response(stream_with_context(parts), mimetype="application/json")
    response.headers["Content-Disposition"] = f'attachment; filename="data-copy-{day}.json"'
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
