"""A lost phone: one page with one button, which stops all credentials on it (D32.3)."""

from dataclasses import dataclass
from typing import Final

from flask import Response

from idp.assurance.binding import may_change
from idp.factors.credential_types import (
    ON_A_PHONE,
    lost_with_a_phone,
    opens_without_a_phone,
    usable_pieces,
)
from idp.factors.domain import Credential, CredentialKind
from idp.losses.domain import LOST_PHONE_REPORT, ReportedBy
from idp.web.current import services
from idp.web.pages.labels import CREDENTIALS
from idp.web.pages.rendering import see_other
from idp.web.self_service.guards import (
    AccountHolder,
    acts_without_guardian,
    evidence_of,
    is_strongly_authenticated,
    login_required,
    own_query,
    show,
    step_up_if_requested,
    step_up_needed,
)
from idp.web.self_service.losses import whether_retractable

PATH: Final = "/me/lost-phone"


@dataclass(frozen=True, slots=True)
class Stopping:
    """`kind` is a message id, `label` what the person called it."""

    kind: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LostPhonePage:
    """`opens`: the password is left, which opens the account without any phone.

    `codes`: recovery codes are, which do so at level 1. `adds`: a sign-in with what is left can add
    a new way to sign in; it cannot where the account had more than that. `final`: what this sign-in
    stops cannot be taken back; `more`: a stronger one would make it so. `then`: the message id of
    whether the person can take back what was done. `number` is of the newest case. `idle`: there is
    nothing to stop or to end.
    """

    stopping: tuple[Stopping, ...]
    elsewhere: int
    idle: bool
    opens: bool
    adds: bool
    done: bool
    final: bool
    then: str | None
    more: bool
    codes: bool
    number: str | None


@login_required
def ask(person: AccountHolder) -> Response:
    """GET: the credentials that would stop and those left; after the report, the next steps."""
    asked = step_up_if_requested(person, PATH)
    if asked is not None:
        return asked
    held = services().credentials.held(person.subject_id)
    open_sessions = services().sessions.for_subject(person.subject_id)
    stopping = lost_with_a_phone(held)
    elsewhere = sum(each.id != person.session.id for each in open_sessions)
    cases = services().losses.cases.for_subject(person.subject_id)
    works = {each.kind for each in held if each.disabled_at is None}
    # A link sent by an attacker must not show a success that did not happen.
    done = own_query("done") != "" and not stopping and not elsewhere
    view = LostPhonePage(
        stopping=tuple(Stopping(CREDENTIALS[each.kind], each.label) for each in stopping),
        elsewhere=elsewhere,
        idle=not (stopping or elsewhere or _has_grants_elsewhere(person)),
        opens=opens_without_a_phone(held),
        adds=_adds(person, held),
        done=done,
        final=is_strongly_authenticated(person),
        then=whether_retractable(cases[0], person) if done and cases else None,
        more=step_up_needed(person) is not None,
        codes=CredentialKind.RECOVERY_CODES in works,
        number=cases[0].number if cases else None,
    )
    return show(person, "lost_phone", view)


def _has_grants_elsewhere(person: AccountHolder) -> bool:
    return services().tokens.has_grants(person.subject_id, but_of=person.session.id)


def _adds(person: AccountHolder, held: tuple[Credential, ...]) -> bool:
    """Whether what is left without a phone, and the face, is enough to add a way to sign in."""
    credentials = services().credentials
    if not acts_without_guardian(person) or credentials.change_refusal(person.subject_id):
        return False
    of_the_body = evidence_of(person) - credentials.available_pieces(held)
    kept = [each for each in held if each.kind not in ON_A_PHONE]
    left = usable_pieces(credentials.available_pieces(kept) | of_the_body)
    return may_change(left, credentials.enrolled_pieces(person.subject_id))


@login_required
def report(person: AccountHolder) -> Response:
    """POST: report. No step-up: the credential it needs may be the lost one."""
    services().losses.report(
        person.subject_id,
        LOST_PHONE_REPORT,
        reported_by=ReportedBy.ACCOUNT,
        keeps=person.session.id,
        final=is_strongly_authenticated(person),
        actor=person.actor,
    )
    return see_other(f"{PATH}?done=1")
