"""Adding or replacing a credential, in a sign-in for that change (A09)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import quote

from flask import Response, jsonify, request
from markupsafe import Markup

from idp.authorization.domain.credential_change import Act, purpose_of
from idp.factors.domain import Binding, Credential, Enrolment
from idp.kernel import spoken_dates
from idp.kernel.refusals import Reason, Refused
from idp.platform.qr_codes import qr_code
from idp.web.current import services, settings
from idp.web.pages import cookies
from idp.web.pages.ip_rate_limit import remember
from idp.web.pages.labels import N_
from idp.web.pages.language import Lang
from idp.web.pages.rendering import see_other, words
from idp.web.pages.waiting_party import with_party
from idp.web.self_service.guards import (
    ACTS,
    AccountHolder,
    address_telling,
    display_name,
    login_required,
    refusal_in_query,
    refusal_message,
    require_recent_authentication,
    show,
    show_with_problem,
    status_refused,
)
from idp.web.self_service.means import CODES_ASKED, PATH, not_changed
from idp.web.self_service.onward import Onward, onward, party_waiting

PASSWORD: Final = f"{PATH}/password"
PIN: Final = f"{PATH}/pin"
CODE_APP: Final = f"{PATH}/code-app"
PASSKEY: Final = f"{PATH}/passkey"
RECOVERY_CODES: Final = f"{PATH}/recovery-codes"
RECOVERY_SHEET: Final = f"{RECOVERY_CODES}/sheet"
RECOVERY_FILE: Final = f"{RECOVERY_CODES}/file"

TWO_PASSWORDS: Final = N_("The two passwords are not the same. Type the new password twice.")
TWO_PINS: Final = N_("The two PINs are not the same. Type the new PIN twice.")
CODES_OF: Final = N_("Recovery codes of %(provider)s")
FOR_THE_ACCOUNT: Final = N_("For the account of")
MADE_ON: Final = N_("Made on")
KEEP_THE_FILE: Final = N_(
    "Each code works once. Print this file or move it to where only you can read it, and delete it "
    "from this device: not on the phone with which you sign in. Nobody from %(provider)s or from "
    "any office ever asks for a code."
)
WRONG_CODE: Final = N_(
    "This code is not right. Type the one the application shows now. If every code is refused, "
    "let the phone set its clock by itself."
)


@dataclass(frozen=True, slots=True)
class NewPasswordPage:
    username: str
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class NewPinPage:
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class NewCodeAppPage:
    """`qr`, `secret` and `link` (`otpauth:`) are the same key; None after a wrong code."""

    handle: str
    secret: str | None
    qr: Markup | None
    link: str | None
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class NewPasskeyPage:
    """`action`: where the form goes; `onward`: the relying party that waits until it is made."""

    action: str = PASSKEY
    onward: Onward | None = None
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class NewRecoveryCodesPage:
    """New codes to print or write down; `codes` is empty once they are not shown any more.

    `handle` names them in the address, `site` is the address at which they are used.
    """

    handle: str = ""
    codes: tuple[str, ...] = ()
    name: str = ""
    username: str = ""
    made_at: datetime | None = None
    until: datetime | None = None
    site: str = ""


def _changing(
    page: Callable[[AccountHolder, Binding], Response], *, path: str
) -> Callable[[], Response]:
    @login_required
    def answer(person: AccountHolder) -> Response:
        back = f"{PATH}?asked={CODES_ASKED}" if path == RECOVERY_CODES else path
        purpose = ACTS.get(path, purpose_of(Act.RENEW_CODES))
        if path == PASSKEY:
            back = with_party(path, party_waiting())
        made = require_recent_authentication(person, purpose=purpose, back=back)
        return page(person, made) if isinstance(made, Binding) else made

    return answer


def _ask_password(person: AccountHolder, _: Binding) -> Response:
    return _show_password(person, refusal_in_query())


def _show_password(person: AccountHolder, problem: str | None) -> Response:
    view = NewPasswordPage(person.account.username, problem)
    return show_with_problem(person, "new_password", view, path=PASSWORD)


def _set_password(person: AccountHolder, made: Binding) -> Response:
    if _typed_differently("password"):
        return _show_password(person, TWO_PASSWORDS)
    changed = services().passwords.set(
        person.subject_id,
        request.form.get("password", ""),
        binding=made,
        context_words=_what_others_know(person),
        by=person.session.basis,
    )
    if isinstance(changed, Refused):
        return _show_password(person, refusal_message(changed))
    return see_other(f"{PATH}?done=changed")


def _typed_differently(name: str) -> bool:
    """Whether the repeated password or PIN differs."""
    typed = request.form.get(name, "")
    return request.form.get(f"{name}_again", typed) != typed


def _ask_pin(person: AccountHolder, _: Binding) -> Response:
    return _show_pin(person, refusal_in_query())


def _show_pin(person: AccountHolder, problem: str | None) -> Response:
    return show_with_problem(person, "new_pin", NewPinPage(problem), path=PIN)


def _set_pin(person: AccountHolder, made: Binding) -> Response:
    if _typed_differently("pin"):
        return _show_pin(person, TWO_PINS)
    changed = services().pins.set(
        person.subject_id,
        "".join(request.form.get("pin", "").split()),
        binding=made,
        context_words=_what_others_know(person),
        by=person.session.basis,
    )
    if isinstance(changed, Refused):
        return _show_pin(person, refusal_message(changed))
    return _known_here(see_other(f"{PATH}?done=pin"), changed)


def _known_here(response: Response, made: Credential) -> Response:
    """Mark the browser as known for the new credential."""
    remember(response, made.subject_id, made.id)
    return response


def _what_others_know(person: AccountHolder) -> tuple[str, ...]:
    """Words a guesser would try first, which a password must not contain."""
    return services().accounts.known_words(person.account)


def _ask_code_app(person: AccountHolder, _: Binding) -> Response:
    """GET: a new key, or with `begun` the key made before, because a phone may hold it already."""
    handle, by = request.args.get("begun", ""), person.session.basis
    if not handle:
        return _show_code_app(
            person, services().one_time_codes.begin(person.subject_id, label="", by=by)
        )
    begun = services().one_time_codes.begun(person.subject_id, handle, by=by)
    if begun is None:
        return _code_app_refused(person, handle, Refused(Reason.EXPIRED))
    return _show_code_app(person, begun, refusal_in_query())


def _confirm_code_app(person: AccountHolder, made: Binding) -> Response:
    handle = request.form.get("handle", "")
    code = "".join(request.form.get("code", "").split())
    added = services().one_time_codes.confirm(
        person.subject_id, handle=handle, code=code, binding=made
    )
    if isinstance(added, Refused):
        return _code_app_refused(person, handle, added)
    return _known_here(see_other(f"{PATH}?done=added"), added)


def _show_code_app(person: AccountHolder, begun: Enrolment, problem: str | None = None) -> Response:
    """The page with the key; in the other language it has the same key and message."""
    view = NewCodeAppPage(begun.handle, begun.secret, qr_code(begun.uri), begun.uri, problem)
    return show(person, "new_code_app", view, at=_code_app(begun.handle, problem))


def _code_app_refused(person: AccountHolder, handle: str, refused: Refused) -> Response:
    wrong = refused.reason is Reason.NOT_PROVEN
    problem = WRONG_CODE if wrong else refusal_message(refused)
    view = NewCodeAppPage(handle, None, None, None, problem)
    at = _code_app(handle, problem)
    return show(person, "new_code_app", view, status=status_refused(), at=at)


def _code_app(handle: str, problem: str | None) -> str:
    """The address at which this session shows the key of this handle again."""
    told = f"{CODE_APP}?" if problem is None else f"{address_telling(CODE_APP, problem)}&"
    return f"{told}begun={quote(handle)}"


def _ask_passkey(person: AccountHolder, _: Binding) -> Response:
    return _show_passkey(person, refusal_in_query())


def _show_passkey(person: AccountHolder, problem: str | None) -> Response:
    party = party_waiting()
    view = NewPasskeyPage(with_party(PASSKEY, party), onward(person), problem)
    if problem is None:
        return show(person, "new_passkey", view)
    at = with_party(address_telling(PASSKEY, problem), party)
    return show(person, "new_passkey", view, status=status_refused(), at=at)


def _passkey_options(person: AccountHolder, _: Binding) -> Response:
    options = services().passkeys.registration(
        person.subject_id,
        audience=cookies.audience(),
        name=person.account.username,
        by=person.session.basis,
    )
    response = jsonify(options)
    response.headers["Cache-Control"] = "no-store"
    return response


def _add_passkey(person: AccountHolder, made: Binding) -> Response:
    added = services().passkeys.register(
        person.subject_id,
        audience=cookies.audience(),
        response=request.form.get("response", ""),
        label=request.form.get("label", "").strip(),
        binding=made,
        by=person.session.basis,
    )
    if isinstance(added, Refused):
        return _show_passkey(person, refusal_message(added))
    return see_other(with_party(f"{PATH}?done=added", party_waiting()))


def _renew_recovery_codes(person: AccountHolder, made: Binding) -> Response:
    handle = services().recovery_codes.renew_for_page(
        person.subject_id, audience=cookies.audience(), binding=made, by=person.session.basis
    )
    if isinstance(handle, Refused):
        return not_changed(person, handle)
    return see_other(f"{RECOVERY_SHEET}?made={handle}")


@login_required
def show_recovery_codes(person: AccountHolder) -> Response:
    """GET: the codes made a moment ago, in this session and for a few minutes only."""
    return show(person, "new_recovery_codes", _sheet(person))


@login_required
def recovery_codes_file(person: AccountHolder) -> Response:
    """GET: the same sheet as a file of text, for as long as the page shows it."""
    sheet = _sheet(person)
    if not sheet.codes:
        return see_other(RECOVERY_SHEET)
    response = Response("\r\n".join(_lines(sheet, person.lang)), mimetype="text/plain")
    response.headers["Content-Disposition"] = 'attachment; filename="recovery-codes.txt"'
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _lines(sheet: NewRecoveryCodesPage, lang: Lang) -> Iterator[str]:
    """What the sheet says, line by line."""
    made = "" if sheet.made_at is None else spoken_dates.moment(sheet.made_at, lang)
    provider = settings().brand_name
    yield words(lang, CODES_OF) % {"provider": provider}
    yield sheet.site
    yield f"{words(lang, FOR_THE_ACCOUNT)}: {sheet.name} ({sheet.username})"
    yield f"{words(lang, MADE_ON)}: {made}"
    yield ""
    yield from (f"{number:2}. {code}" for number, code in enumerate(sheet.codes, 1))
    yield ""
    yield words(lang, KEEP_THE_FILE) % {"provider": provider}
    yield ""


def _sheet(person: AccountHolder) -> NewRecoveryCodesPage:
    handle = request.args.get("made", "")
    shown = services().recovery_codes.shown(
        person.subject_id, handle, audience=cookies.audience(), by=person.session.basis
    )
    if shown is None:
        return NewRecoveryCodesPage()
    return NewRecoveryCodesPage(
        handle=handle,
        codes=shown.codes,
        name=display_name(person),
        username=person.account.username,
        made_at=shown.made_at,
        until=shown.until,
        site=f"{settings().issuer}/me",
    )


ask_password = _changing(_ask_password, path=PASSWORD)
set_password = _changing(_set_password, path=PASSWORD)
ask_pin = _changing(_ask_pin, path=PIN)
set_pin = _changing(_set_pin, path=PIN)
ask_code_app = _changing(_ask_code_app, path=CODE_APP)
confirm_code_app = _changing(_confirm_code_app, path=CODE_APP)
ask_passkey = _changing(_ask_passkey, path=PASSKEY)
passkey_options = _changing(_passkey_options, path=PASSKEY)
add_passkey = _changing(_add_passkey, path=PASSKEY)
renew_recovery_codes = _changing(_renew_recovery_codes, path=RECOVERY_CODES)
