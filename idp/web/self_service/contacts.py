"""Email addresses and telephone numbers: the registered ones, and setting another."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from flask import Response, request

from idp.assurance.contacts import ContactFacts, is_confirmed
from idp.factors.domain import Binding, is_six_digits
from idp.kernel.refusals import Reason, Refused
from idp.subjects.domain import Contact, ContactKind
from idp.web.current import services
from idp.web.pages.labels import ITEMS, N_
from idp.web.pages.rendering import see_other
from idp.web.self_service.guards import (
    ACTS,
    CONTACTS,
    AccountHolder,
    acts_without_guardian,
    login_required,
    own_query,
    redirect_to_sign_in,
    refusal_in_query,
    refusal_message,
    require_recent_authentication,
    show,
    show_with_problem,
)

PATH: Final = CONTACTS
EMAIL: Final = f"{PATH}/email"
PHONE: Final = f"{PATH}/phone"
PATHS: Final = {ContactKind.EMAIL: EMAIL, ContactKind.PHONE: PHONE}
DONE: Final = {
    "set": N_("Done: the code was right. What is on record below holds now."),
    "cancelled": N_("Done: the change was taken back. What was on record before stays."),
}
SET_WAITS: Final = N_(
    "Done: the code was right. The new one does not hold yet: from when it does is below, and "
    "until then what was on record goes on."
)
SIX_DIGITS: Final = N_("The code has six digits. This was not counted as a try.")
WRONG_CODE: Final = N_("This code is not right. Type the one that was sent last.")
MALFORMED: Final = {
    ContactKind.EMAIL: N_("This is not an e-mail address that mail can be sent to."),
    ContactKind.PHONE: N_("This is not a mobile number that a text message can be sent to."),
}
_SENTENCES: Final = {
    Reason.TOO_MANY_TRIES: N_(
        "Too many codes were sent lately, for your account or to this address. Please try again "
        "later."
    ),
    Reason.EXPIRED: N_("That code can be used no more. Ask for a new one."),
    Reason.OLDER_MEANS_NEEDED: N_(
        "You signed in with something that was added after this change, so you cannot take it "
        "back. Use the link in the letter about it, or sign in with something older."
    ),
    Reason.PAGE_CHANGED: N_(
        "This was changed meanwhile. Look at what is on record now, and go on."
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactLine:
    """One contact of the person; `kind` is a message id, `path` the page to set another one.

    `holds` and `comes` are values, the second from `comes_at` on. `confirmed_at`: when the person
    last confirmed it; `lapsed`: too long ago for it to count. `lost_at`: since when it counts as
    lost. `shown`: the mark of the contact set last.
    """

    kind: str
    path: str
    holds: str | None
    proven: bool
    confirmed_at: datetime | None
    lapsed: bool
    lost_at: datetime | None
    comes: str | None
    comes_at: datetime | None
    shown: str


@dataclass(frozen=True, slots=True)
class ContactsPage:
    reached: tuple[ContactLine, ...]
    alone: bool
    done: str | None = None
    problem: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewContactPage:
    """`shown` is the mark of the contact on record, `holds` its value; `typed` the input before.

    With a `handle` a code was sent to `sent_to`, and is asked for. The answer to a form may be
    stored in the browser, so there `holds` is left out.
    """

    email: bool
    path: str
    shown: str
    holds: str | None
    typed: str = ""
    handle: str | None = None
    sent_to: str = ""
    problem: str | None = None


@login_required
def contacts(person: AccountHolder) -> Response:
    """GET /me/contacts."""
    return _room(person, done=_done(person), problem=refusal_in_query())


def _done(person: AccountHolder) -> str | None:
    """The sentence about the last change; it may become effective only later."""
    which = [each for each in ContactKind if each.value == request.args.get("which")]
    pending = services().contacts.repository.now_and_next
    waits = any(pending(person.subject_id, kind)[1] is not None for kind in which)
    done = own_query("done")
    return SET_WAITS if done == "set" and waits else DONE.get(done)


def _room(
    person: AccountHolder, *, done: str | None = None, problem: str | None = None
) -> Response:
    reached = tuple(_reached(person, kind) for kind in ContactKind)
    view = ContactsPage(reached, acts_without_guardian(person), done, problem)
    return show_with_problem(person, "contacts", view, path=PATH)


def _reached(person: AccountHolder, kind: ContactKind) -> ContactLine:
    holds, comes = services().contacts.repository.now_and_next(person.subject_id, kind)
    return ContactLine(
        kind=ITEMS[kind],
        path=PATHS[kind],
        holds=None if holds is None else holds.value,
        proven=holds is not None and holds.proven,
        confirmed_at=None if holds is None else holds.facts.confirmed_at,
        lapsed=holds is not None and _lapsed(holds.facts),
        lost_at=None if holds is None else holds.facts.lost_at,
        comes=None if comes is None else comes.value,
        comes_at=None if comes is None else comes.facts.effective_at,
        shown=services().contacts.version(person.subject_id, kind),
    )


def _lapsed(facts: ContactFacts) -> bool:
    now = services().clock.now()
    return facts.confirmed_at is not None and not is_confirmed(facts.confirmed_at, None, now)


def _changing(
    page: Callable[[AccountHolder, ContactKind, Binding], Response], kind: ContactKind
) -> Callable[[], Response]:
    @login_required
    def answer(person: AccountHolder) -> Response:
        path = PATHS[kind]
        if request.method == "GET" and (asked := _code_page(person, kind)) is not None:
            return asked
        made = require_recent_authentication(person, purpose=ACTS[path], back=path)
        return page(person, kind, made) if isinstance(made, Binding) else made

    return answer


def _sent_to(person: AccountHolder, kind: ContactKind, handle: str) -> str | None:
    by = person.session.basis
    return services().contacts.sent_to(person.subject_id, kind, handle, by=by)


def _code_page(person: AccountHolder, kind: ContactKind) -> Response | None:
    """The page that asks for the code, for a valid handle; else None."""
    handle = request.args.get("sent", "")
    there = _sent_to(person, kind, handle)
    if there is None:
        return None
    wrong = request.args.get("wrong")
    problem = None if wrong is None else SIX_DIGITS if wrong == "length" else WRONG_CODE
    return _page(person, kind, handle=handle, sent_to=there, problem=problem)


def _ask(person: AccountHolder, kind: ContactKind, _: Binding) -> Response:
    return _page(person, kind, problem=refusal_in_query())


def _send(person: AccountHolder, kind: ContactKind, made: Binding) -> Response:
    typed = request.form.get("address", "")
    begun = services().contacts.begin(
        person.subject_id,
        kind,
        typed,
        version=request.form.get("shown", ""),
        binding=made,
        by=person.session.basis,
    )
    if isinstance(begun, Refused):
        return _page(person, kind, typed=typed, problem=_sentence(begun, kind))
    return see_other(f"{PATHS[kind]}?sent={begun.handle}")


def _confirming(kind: ContactKind) -> Callable[[], Response]:
    @login_required
    def answer(person: AccountHolder) -> Response:
        """The handle names the sign-in in which it was issued, so that mail has time to arrive."""
        handle = request.form.get("handle", "")
        code = "".join(request.form.get("code", "").split())
        there = _sent_to(person, kind, handle)
        if there is not None and not is_six_digits(code):
            return see_other(f"{PATHS[kind]}?sent={handle}&wrong=length")
        made = services().contacts.confirm(person.subject_id, kind, handle=handle, code=code)
        if isinstance(made, Contact):
            return see_other(f"{PATH}?done=set&which={kind.value}")
        if made.reason is Reason.NOT_PROVEN and there is not None:
            return see_other(f"{PATHS[kind]}?sent={handle}&wrong=1")
        return _page(person, kind, problem=_sentence(made, kind))

    return answer


def _cancelling(kind: ContactKind) -> Callable[[], Response]:
    @login_required
    def answer(person: AccountHolder) -> Response:
        """POST: cancel a pending change, with an older credential."""
        if not person.session.continues:
            return redirect_to_sign_in(PATH, fresh=True)
        taken = services().contacts.cancel(
            person.subject_id,
            kind,
            version=request.form.get("shown", ""),
            older_than=_oldest(person),
            by=person.session.basis,
        )
        if isinstance(taken, Refused):
            return _room(person, problem=_sentence(taken, kind))
        return see_other(f"{PATH}?done=cancelled")

    return answer


def _oldest(person: AccountHolder) -> datetime | None:
    """When the oldest credential of this session's sign-in was enrolled."""
    used = {each.credential_id for each in person.session.event.shown}
    held = services().credentials.held(person.subject_id)
    return min((each.enrolled_at for each in held if each.id in used), default=None)


def _sentence(refused: Refused, kind: ContactKind) -> str:
    if refused.reason is Reason.ADDRESS_MALFORMED:
        return MALFORMED[kind]
    return _SENTENCES.get(refused.reason) or refusal_message(refused)


def _page(
    person: AccountHolder,
    kind: ContactKind,
    *,
    typed: str = "",
    handle: str | None = None,
    sent_to: str = "",
    problem: str | None = None,
) -> Response:
    answers = request.method == "POST"
    holds, _ = services().contacts.repository.now_and_next(person.subject_id, kind)
    view = NewContactPage(
        email=kind is ContactKind.EMAIL,
        path=PATHS[kind],
        shown=services().contacts.version(person.subject_id, kind),
        holds=None if holds is None or answers else holds.value,
        typed=typed,
        handle=handle,
        sent_to=sent_to,
        problem=problem,
    )
    if problem is None or handle is not None:
        return show(person, "new_contact", view)
    return show_with_problem(person, "new_contact", view, path=PATHS[kind])


ask_email = _changing(_ask, ContactKind.EMAIL)
ask_phone = _changing(_ask, ContactKind.PHONE)
send_to_email = _changing(_send, ContactKind.EMAIL)
send_to_phone = _changing(_send, ContactKind.PHONE)
cancel_email = _cancelling(ContactKind.EMAIL)
cancel_phone = _cancelling(ContactKind.PHONE)
confirm_email = _confirming(ContactKind.EMAIL)
confirm_phone = _confirming(ContactKind.PHONE)
