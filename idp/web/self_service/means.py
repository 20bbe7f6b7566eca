"""The person's credentials: list and remove."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from flask import Response, request

from idp.assurance.binding import may_change
from idp.assurance.kinds import EVIDENCE_RULES, EvidenceKind
from idp.assurance.levels import Level, level_of_pieces, reachable
from idp.assurance.pieces import Piece, Pieces, at_best
from idp.authorization.credential_loss import RevocationResult
from idp.authorization.domain.credential_change import Act, levels_for_change, purpose_of
from idp.factors.credential_types import (
    OPENS_ALONE,
    leaves_a_way_in,
    shortest_sign_in,
    type_of,
    usable_pieces,
)
from idp.factors.domain import Binding, Credential, CredentialKind
from idp.factors.evidence_rules import available_evidence
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused
from idp.web.current import services
from idp.web.pages.labels import CREDENTIALS, EVIDENCE, MEANS, N_
from idp.web.pages.language import Lang
from idp.web.pages.rendering import see_other
from idp.web.self_service.account_labels import BINDINGS
from idp.web.self_service.guards import (
    AccountHolder,
    acts_without_guardian,
    evidence_of,
    is_strongly_authenticated,
    login_required,
    own_query,
    redirect_to_sign_in,
    refusal_in_query,
    refusal_message,
    require_recent_authentication,
    show,
    show_with_problem,
)
from idp.web.self_service.losses import (
    credential_name,
    retraction_barred,
    whether_retractable,
)
from idp.web.self_service.onward import Onward, onward

PATH: Final = "/me/means"
DONE: Final = {
    "added": N_("Done: the new way to sign in is ready."),
    "changed": N_("Done: the new password holds from now on."),
    "pin": N_("Done: the new PIN holds from now on."),
    "removed": N_("Done: this way to sign in is gone."),
    "stopped-for-now": N_(
        "Done: this no longer signs anybody in, and every other session was ended."
    ),
    "stopped": N_("Done: this way to sign in was stopped, and every other session was ended."),
    "cancelled": N_("Done: the addition was cancelled, and every other session was ended."),
}

WAITS: Final = {
    "added": N_("Done: it was added. It does not count in full yet; from when it does is below."),
    "changed": N_(
        "Done: the new password opens your account. It does not count in full yet; from when it "
        "does is below."
    ),
    "pin": N_("Done: the new PIN was set. It does not count in full yet; from when is below."),
}
"""The same messages where the credential is pending."""
_WAYS: Final = (
    (CredentialKind.APP_KEY, "app", N_("Add the identification application")),
    (CredentialKind.PASSKEY, "passkey", N_("Add a passkey")),
    (CredentialKind.CHIP_CARD, "card", N_("Add your identity card")),
    (CredentialKind.TOTP, "code-app", N_("Add a code application")),
    (CredentialKind.PASSWORD, "password", N_("Set a password")),
    (CredentialKind.PIN, "pin", N_("Set a PIN")),
)
"""The kind, the last part of the address of its page, and what its link says, a message id."""
_CHANGED: Final = {
    CredentialKind.PASSWORD: N_("Change the password"),
    CredentialKind.PIN: N_("Change the PIN"),
}
"""The same of those of which a person has one: another takes its place."""
CODES_ASKED: Final = "recovery-codes"
"""The value of `asked` where new recovery codes wait for confirmation."""
LAST_STANDS: Final = N_(
    "This is the last way to sign in that works, so it is not stopped here. If somebody else may "
    "have it, report that instead."
)
YOUNGER: Final = N_("Only a way to sign in that is older can take this back. Sign in with that.")


STOP_IS_FINAL: Final = N_("You have proven strongly that it is you, so this is for good.")
STOP_STAYS: Final = N_(
    "With what is left you cannot take that back yourself: call the help line then, it tells you "
    "what can be done."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AfterStop:
    """What would hold if one credential were stopped.

    `lower`: the level that a sign-in would still reach, None where it stays the same. `stays`: the
    message id of why the person could not take it back; where they could, the names of the
    credentials of which a new sign-in would have to show one are in `ways`.
    """

    lower: int | None
    stays: str | None
    ways: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldMeans:
    """`synced`: kept by the device's maker and shared between devices. `stopped_at`: for good.

    `shows`: its strongest evidence, where two of one kind can differ in that. `how` it was
    bound last, a message id. `bound`: the highest level it can be part of, from `waits_until` on
    when that is set; `rises_to`: from `rises_at` on.
    `number`: of an application's key. `last`: without it nothing here opens the account by itself,
    so it cannot be removed. `stands`: why it is not stopped, a message id. `after_stop`: None where
    it is stopped already, or cannot be.
    """

    id: str
    kind: str
    label: str
    number: str | None
    enrolled_at: datetime
    last_used_at: datetime | None
    stopped_at: datetime | None
    synced: bool
    shows: str | None
    how: str | None
    bound: int
    waits_until: datetime | None
    rises_to: int | None
    rises_at: datetime | None
    last: bool
    stands: str | None
    after_stop: AfterStop | None


@dataclass(frozen=True, slots=True)
class MeansPage:
    """`reach`: the highest level a sign-in reaches with all this, the face included.

    `problem`, `done` and `then` are message ids about the last change. `ways`: the page of each
    kind that can be added or changed here, with its message id; `makes_codes`: recovery codes too.
    `asked`: the id of the credential whose removal waits for confirmation. `change_level`: the
    level that a sign-in for a change has to reach; None where the usable credentials cannot reach
    it, so no change is offered. `onward`: the relying party that waits until a passkey is made.
    `alone`: no guardian has to confirm what is changed. `codes_asked`: new recovery codes wait for
    confirmation; `codes`: there are some that still work.
    """

    reach: int
    by: tuple[str, ...]
    held: tuple[HeldMeans, ...]
    ways: tuple[tuple[str, str], ...]
    makes_codes: bool
    change_level: int | None
    alone: bool
    codes: bool
    codes_asked: bool
    problem: str | None = None
    done: str | None = None
    then: str | None = None
    asked: str | None = None
    onward: Onward | None = None


@login_required
def means(person: AccountHolder) -> Response:
    """GET /me/means."""
    refused = services().credentials.change_refusal(person.subject_id)
    # A link can be sent by anybody, so the account itself is asked.
    locked = refusal_message(refused) if refused and "locked" in request.args else None
    return _page(
        person,
        problem=locked or refusal_in_query(),
        done=_done(person, own_query("done")),
        then=_then(person, own_query("done")),
    )


def _done(person: AccountHolder, what: str) -> str | None:
    """The sentence about the last change; it calls no pending credential ready."""
    kinds = {"changed": CredentialKind.PASSWORD, "pin": CredentialKind.PIN}
    held = services().credentials.held(person.subject_id)
    newest = [each for each in held if each.kind is kinds.get(what, each.kind)][-1:]
    waits = any(each.pending(services().clock.now()) for each in newest)
    return WAITS.get(what, DONE.get(what)) if waits else DONE.get(what)


def _then(person: AccountHolder, what: str) -> str | None:
    """Whether the person can take back the stop just made, as far as the system then allows it."""
    cases = services().losses.cases.for_subject(person.subject_id)
    stopped = what == "stopped-for-now" and bool(cases) and cases[0].stopped_one
    return whether_retractable(cases[0], person) if stopped else None


def not_changed(person: AccountHolder, refused: Refused) -> Response:
    """The same page, with the reason why a change was refused."""
    return _page(person, problem=refusal_message(refused))


@login_required
def remove(person: AccountHolder, credential_id: UUID) -> Response:
    """POST: remove a credential, after a sign-in at the account's guard level."""
    back = f"{PATH}?asked={credential_id}"
    made = require_recent_authentication(
        person, purpose=purpose_of(Act.REMOVE, str(credential_id)), back=back
    )
    if not isinstance(made, Binding):
        return made
    refused = services().credentials.remove(
        person.subject_id, str(credential_id), by=person.session.basis
    )
    if isinstance(refused, Refused):
        return _page(person, problem=refusal_message(refused))
    return see_other(f"{PATH}?done=removed")


@login_required
def stop(person: AccountHolder, credential_id: UUID) -> Response:
    """POST: stop a credential; any session of the person may, while removing needs a stronger one.

    Final only after a sign-in at the account's own level: a password alone may be a thief's.
    """
    if not is_strongly_authenticated(person):
        stopped = services().losses.stop_one(
            person.subject_id, str(credential_id), keeps=person.session.id, actor=person.actor
        )
        if isinstance(stopped, Refused):
            return _page(person, problem=_not_stopped(stopped))
        return see_other(f"{PATH}?done=stopped-for-now")
    revoked = services().credential_revocation.stop_one(
        person.subject_id, str(credential_id), keeps=person.session.id, actor=person.actor
    )
    if isinstance(revoked, Refused):
        return _page(person, problem=_not_stopped(revoked))
    return _taken_away(person, revoked, done="stopped")


def _not_stopped(refused: Refused) -> str:
    return LAST_STANDS if refused.reason is Reason.LAST_MEANS else refusal_message(refused)


@login_required
def cancel(person: AccountHolder, credential_id: UUID) -> Response:
    """POST: cancel a credential that is not effective yet, by evidence of an older one."""
    if not person.session.continues:
        return redirect_to_sign_in(PATH, fresh=True)
    revoked = services().credential_revocation.cancel_pending(
        person.subject_id,
        str(credential_id),
        keeps=person.session.id,
        by=person.session.basis,
        shown=person.session.event.shown,
    )
    if isinstance(revoked, Refused) and revoked.reason is Reason.OLDER_MEANS_NEEDED:
        return _page(person, problem=YOUNGER)
    return _taken_away(person, revoked, done="cancelled")


def _taken_away(
    person: AccountHolder, revoked: RevocationResult | Refused, *, done: str
) -> Response:
    if isinstance(revoked, Refused):
        return _page(person, problem=refusal_message(revoked))
    services().notices.deliver_now(revoked.logouts)
    return see_other(f"{PATH}?done={done}")


def _page(
    person: AccountHolder,
    *,
    problem: str | None = None,
    done: str | None = None,
    then: str | None = None,
) -> Response:
    credentials = services().credentials.held(person.subject_id)
    works = {each.kind for each in credentials if each.disabled_at is None}
    acts = acts_without_guardian(person)
    now = evidence_of(person)
    barred = STOP_IS_FINAL if is_strongly_authenticated(person) else retraction_barred(person)
    how = _how_bound(person.subject_id, credentials)
    view = MeansPage(
        reach=int(reachable(usable_pieces(now))),
        by=tuple(_asked(piece.kind) for piece in shortest_sign_in(now)),
        held=tuple(
            _held(
                each,
                how=how.get(each.id),
                last=not leaves_a_way_in(credentials, each.id),
                after_stop=_after_stop(credentials, each, now, barred, person.lang),
            )
            for each in credentials
        ),
        ways=_ways(person, works),
        makes_codes=services().credentials.allowed(CredentialKind.RECOVERY_CODES),
        change_level=_change_level(person) if acts else None,
        alone=acts,
        codes=CredentialKind.RECOVERY_CODES in works,
        codes_asked=request.args.get("asked") == CODES_ASKED,
        problem=problem,
        done=done,
        then=then,
        asked=request.args.get("asked"),
        onward=onward(person),
    )
    if problem is None or "locked" in request.args:
        return show(person, "means", view, status=200 if problem is None else 422)
    return show_with_problem(person, "means", view, path=PATH)


def _ways(person: AccountHolder, works: Container[CredentialKind]) -> tuple[tuple[str, str], ...]:
    """The kinds that nothing here refuses: switched on, and connected with what they need."""
    return tuple(
        (f"{PATH}/{page}", _CHANGED.get(kind, said) if kind in works else said)
        for kind, page, said in _WAYS
        if services().credentials.allowed(kind) and _in_use(kind, person)
    )


def _in_use(kind: CredentialKind, person: AccountHolder) -> bool:
    """Whether an application, or a register of cards, is connected; a citizen alone has a card."""
    if kind is CredentialKind.APP_KEY:
        return services().app_keys.attestation_status.offered()
    if kind is CredentialKind.CHIP_CARD:
        cards = services().chip_cards
        return cards.available() and cards.validity.personal_number(person.subject_id) is not None
    return True


def _asked(kind: EvidenceKind) -> str:
    """The label of a means on the shortest way, where user verification is not certain.

    A touch and more count there, so the page names the means only.
    """
    touched = kind in {EvidenceKind.PASSKEY_PRESENT, EvidenceKind.APP_KEY}
    return MEANS[EVIDENCE_RULES[kind].means] if touched else EVIDENCE[kind]


def _change_level(person: AccountHolder) -> int | None:
    """The level that a change has to reach; stopped credentials still count for it."""
    settled = services().credentials.enrolled_pieces(person.subject_id)
    possible = may_change(evidence_of(person), settled)
    return int(levels_for_change(settled).level) if possible else None


def _shows(credential: Credential) -> str | None:
    """The evidence of this credential, where others of its kind may give other evidence."""
    if len(type_of(credential).evidence) == 1:
        return None
    pieces = available_evidence([credential], (), services().clock.now())
    best = max(sorted(pieces), key=_worth, default=None)
    return None if best is None else EVIDENCE[best.kind]


def _worth(piece: Piece) -> tuple[Level, Level]:
    """Sort key: the level it is bound at, then the level its kind can reach."""
    return level_of_pieces((piece,)), level_of_pieces(at_best((piece.kind,)))


def _after_stop(
    credentials: tuple[Credential, ...],
    credential: Credential,
    now: Pieces,
    barred: str | None,
    lang: Lang,
) -> AfterStop | None:
    """`now`: the evidence of the person; `barred`: why no stop of theirs can be retracted."""
    others = [each for each in credentials if each.id != credential.id]
    if credential.disabled_at is not None or not leaves_a_way_in(credentials, credential.id):
        return None
    of_the_body = now - services().credentials.available_pieces(credentials)
    level = reachable(usable_pieces(services().credentials.available_pieces(others) | of_the_body))
    retraction = services().losses.retraction
    ways = retraction.accepted_after_stop(credentials, credential.id)
    return AfterStop(
        lower=int(level) if level < reachable(usable_pieces(now)) else None,
        stays=barred or (None if ways else STOP_STAYS),
        ways=tuple(credential_name(each, lang) for each in ways),
    )


def _number(credential: Credential) -> str | None:
    """By which an officer at a counter finds an application's key."""
    held = credential.kind is CredentialKind.APP_KEY
    return services().app_keys.number(credential.id) if held else None


def _how_bound(subject_id: Id, held: tuple[Credential, ...]) -> dict[Id, str]:
    """How each credential was bound, by the newest ceremony that was no fraud; a message id."""
    made = services().credentials.bindings.for_subject(subject_id, held)
    return {
        credential_id: BINDINGS[ceremony.kind]
        for ceremony in made
        if not ceremony.tainted
        for credential_id in ceremony.made
    }


def _held(
    credential: Credential, *, how: str | None, last: bool, after_stop: AfterStop | None
) -> HeldMeans:
    return HeldMeans(
        id=credential.id,
        kind=CREDENTIALS[credential.kind],
        label=credential.label,
        number=_number(credential),
        enrolled_at=credential.enrolled_at,
        last_used_at=credential.last_used_at,
        stopped_at=credential.disabled_at,
        synced=bool(credential.backup_eligible),
        shows=_shows(credential),
        how=how,
        bound=credential.bound,
        waits_until=credential.effective_at if credential.pending(services().clock.now()) else None,
        rises_to=credential.rises_to,
        rises_at=credential.rises_at,
        last=last,
        stands=LAST_STANDS if last and credential.kind in OPENS_ALONE else None,
        after_stop=after_stop,
    )
