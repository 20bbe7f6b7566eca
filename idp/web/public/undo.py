"""The link of a letter: undo the change it tells, without a sign-in, once.

Opening the page undoes nothing, because mail programs open links. It names the change, and of the
account only a masked user name.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from flask import Response, request

from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused
from idp.losses.domain import UndoTarget
from idp.web.current import services
from idp.web.pages import language_links
from idp.web.pages.device_names import device_name
from idp.web.pages.labels import CREDENTIALS, ITEMS, N_
from idp.web.pages.language import negotiate_language
from idp.web.pages.rendering import render, see_other

PATH: Final = "/public/undo"
GONE: Final = N_("This link was used, is too old, or never was one of ours.")
LOCKED: Final = N_(
    "This account is locked, and nothing about it changes before it is unlocked. The link works "
    "again then, until it is 7 days old."
)
_NOT_FOUND: Final = 404
_CONFLICT: Final = 409


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoPage:
    """`means`: message ids of what would stop; `contact`: of what would be restored.

    Neither for the letter about a `sign_in`: its sessions end. `restores`: the previous credential
    works again instead, with `stays_stopped` only after the report that stopped it is retracted;
    `stops`: the credential works so far. `account`: the user name with most of it hidden. `number`:
    of the case once it is done.
    """

    action: str
    at: datetime | None = None
    means: str | None = None
    contact: str | None = None
    label: str = ""
    device: str = ""
    restores: bool = False
    stays_stopped: bool = False
    stops: bool = False
    account: str = ""
    number: str | None = None
    sign_in: bool = False
    can_be_taken_back: bool = False
    problem: str | None = None


def ask(link: str) -> Response:
    """GET: the change that the link undoes; after that, that it was undone."""
    said = language_links.parameters(lasts=language_links.LASTS_WHEN_DONE)
    if said is not None:
        return _undone(*said)
    found = services().losses.peek_undo(link)
    if found is None:
        return _gone()
    return _locked() if found.locked else _show(_question(found))


def undo(link: str) -> Response:
    """POST: use the link up, undo the change, and end every session."""
    found = services().losses.peek_undo(link)
    done = services().losses.undo(link)
    if isinstance(done, Refused):
        return _locked() if done.reason is Reason.ACCOUNT_LOCKED else _gone()
    sign_in = found is not None and found.is_sign_in
    return see_other(_told(done.number, done.can_be_retracted, sign_in))


def masked(username: str) -> str:
    """A masked user name: the first and the last letter of a longer one."""
    return f"{username[:1]}…{username[-1:]}" if len(username) > 3 else f"{username[:1]}…"  # noqa: PLR2004 - letters


def _question(found: UndoTarget) -> UndoPage:
    return UndoPage(
        action=request.path,
        at=found.at,
        sign_in=found.is_sign_in,
        means=None if found.kind is None else CREDENTIALS[found.kind],
        contact=None if found.contact_kind is None else ITEMS[found.contact_kind],
        label=found.label,
        device=device_name(found.device, negotiate_language()),
        restores=found.restores,
        stays_stopped=found.stays_stopped,
        stops=found.stops,
        account=masked_account(found.subject_id),
    )


def _undone(number: str, can_be_taken_back: bool, sign_in: bool) -> Response:  # noqa: FBT001 - read from the link in this order
    """The page after the change was undone."""
    view = UndoPage(
        action=PATH, number=number, can_be_taken_back=can_be_taken_back, sign_in=sign_in
    )
    return _show(view, at=_told(number, can_be_taken_back, sign_in))


def _told(number: str, can_be_taken_back: bool, sign_in: bool) -> str:  # noqa: FBT001 - as above
    """Where this browser is told again: the link is used up, and telephones reload their pages."""
    return language_links.address(request.path, [number, can_be_taken_back, sign_in])


def masked_account(subject_id: Id) -> str:
    """The masked user name of a person, "" without an account."""
    account = services().accounts.by_subject(subject_id)
    return "" if account is None else masked(account.username)


def _gone() -> Response:
    return _show(UndoPage(action=PATH, problem=GONE), status=_NOT_FOUND)


def _locked() -> Response:
    return _show(UndoPage(action=PATH, problem=LOCKED), status=_CONFLICT)


def _show(view: UndoPage, *, status: int = 200, at: str | None = None) -> Response:
    return render("public/undo", view, lang=negotiate_language(), status=status, at=at)
