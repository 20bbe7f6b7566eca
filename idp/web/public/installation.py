"""The page of an installation link: one of the first two officers reads and signs with a passkey.

No sign-in: the link names the person, and the signature of their own passkey proves them. Opening
the page uses nothing up. Everything on it is made from the bytes that are signed; names stand
beside the ids as the register has them.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from flask import Response, jsonify, request

from idp.kernel.refusals import Reason, Refused
from idp.officers.domain.decisions import Decision, DecisionState
from idp.officers.domain.installation import fingerprint, officers_in
from idp.officers.installation import CeremonyPage
from idp.web.current import services
from idp.web.pages.data_errors import problem
from idp.web.pages.labels import N_, named
from idp.web.pages.language import negotiate_language
from idp.web.pages.rendering import render

PATH: Final = "/officer/install"
GONE: Final = N_("This link was used, is too old, or never was one of ours.")
OVER: Final = N_("Officers were installed already: this link does nothing any more.")
SENTENCES: Final[dict[Reason, str]] = {
    Reason.NOT_FOUND: GONE,
    Reason.STATE_ALREADY_HOLDS: OVER,
    Reason.USED_BEFORE: OVER,
    Reason.EXPIRED: N_("That took too long, so nothing was signed. Please try again."),
    Reason.FOUR_EYES: N_("You have signed this already, so the other person has to sign it."),
    Reason.UNMET_LEVEL: N_(
        "This passkey was added too lately or too weakly to sign with. Use one that was added "
        "earlier, or wait until it counts."
    ),
    Reason.ACCOUNT_LOCKED: N_("Your account is locked, so you cannot sign."),
}
NOT_SIGNED: Final = N_(
    "Nothing was signed. The passkey has to be one of your own account, and the device has to make "
    "sure that it is you."
)
_ROLES: Final = {"director": N_("Director"), "operator": N_("Operator")}
_WRONG: Final = 422
_GONE: Final = 404


@dataclass(frozen=True, slots=True)
class FutureOfficer:
    """One of the two: the name of the register, the id that is signed, and roles (message ids)."""

    name: str
    subject_id: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InstallationPage:
    """`mine`: the person of the link. `keys`: fingerprints of the offline keys.

    `recovers`: officers were lost before. `digest`: SHA-256 of what is signed, in hexadecimal.
    """

    action: str
    mine: str = ""
    people: tuple[FutureOfficer, ...] = ()
    desk: str = ""
    until: datetime | None = None
    keys: tuple[str, ...] = ()
    digest: str = ""
    recovers: bool = False
    signed: bool = False
    done: bool = False
    problem: str | None = None


def ask(handle: str) -> Response:
    """GET: what is signed."""
    found = services().installation.look(handle)
    return _gone() if found is None else _page(found)


def options(handle: str) -> Response:
    """POST from the script: a challenge for the person of this link."""
    page = services().installation.page(handle)
    if isinstance(page, Refused):
        return problem(page.reason, _WRONG)
    response = jsonify(page.options)
    response.headers["Cache-Control"] = "no-store"
    return response


def sign(handle: str) -> Response:
    """POST: keep the signature; the second one appoints both."""
    found = services().installation.look(handle)
    if found is None:
        return _gone()
    state = services().installation.sign(handle, request.form.get("response", ""))
    if isinstance(state, Refused):
        return _page(found, problem=SENTENCES.get(state.reason, NOT_SIGNED))
    done = state.decision.state is DecisionState.EXECUTED
    return _page(found, signed=True, done=done)


def _page(
    found: CeremonyPage, *, signed: bool = False, done: bool = False, problem: str | None = None
) -> Response:
    decision = found.decision
    over = decision.state is not DecisionState.OPEN and not done
    view = InstallationPage(
        action=request.path,
        mine=_name(found.subject_id),
        people=_people(decision),
        desk=decision.document["data"]["desk"],
        until=datetime.fromisoformat(decision.document["data"]["until"]),
        keys=tuple(map(fingerprint, decision.document["data"]["keys"])),
        digest=decision.digest.hex(),
        recovers=decision.event == "recover",
        signed=signed or found.signed,
        done=done,
        problem=OVER if over else problem,
    )
    status = _WRONG if view.problem and request.method == "POST" else 200
    return render("public/installation", view, lang=negotiate_language(), status=status)


def _people(decision: Decision) -> tuple[FutureOfficer, ...]:
    return tuple(
        FutureOfficer(
            name=_name(each.signer.subject_id),
            subject_id=each.signer.subject_id,
            roles=tuple(_ROLES[role] for role in each.roles),
        )
        for each in officers_in(decision.document["data"])
    )


def _name(subject_id: str) -> str:
    account = services().accounts.by_subject(subject_id)
    if account is None:
        return ""
    return named(account, services().subjects.identity(subject_id).data)


def _gone() -> Response:
    view = InstallationPage(action=request.path, problem=GONE)
    return render("public/installation", view, lang=negotiate_language(), status=_GONE)
