"""The ways a person can sign in: what there is, and removing one."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from flask import Response, request

from idp.accounts.domain import Standing
from idp.assurance.levels import level_of_kinds, reachable
from idp.factors.domain import Credential, CredentialKind
from idp.factors.showing import provable
from idp.kernel.refusals import Refused
from idp.web.current import services
from idp.web.pages.rendering import see_other
from idp.web.pages.words import EVIDENCE, N_
from idp.web.self_service.presence import Person, barred, own, sentence_of, show
from idp.web.self_service.words import CREDENTIALS

PATH: Final = "/me/means"
DONE: Final = {
    "added": N_("Done: the new way to sign in is ready."),
    "changed": N_("Done: the new password holds from now on."),
    "pin": N_("Done: the new PIN holds from now on."),
    "removed": N_("Done: this way to sign in is gone."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """`synced`: kept by the device's maker and shared between devices. `stopped_at`: for good.

    `shows`: what it shows at best, where two of one kind can differ in that.
    """

    id: str
    kind: str
    label: str
    enrolled_at: datetime
    last_used_at: datetime | None
    stopped_at: datetime | None
    synced: bool
    shows: str | None


@dataclass(frozen=True, slots=True)
class Means:
    """`reach`: the highest level a sign-in reaches with all this, the face included.

    `problem` and `done` are message ids about the last change; `cards`: one can be added.
    `asked`: the id of the means whose removal waits for a last yes.
    """

    reach: int
    held: tuple[Held, ...]
    cards: bool
    problem: str | None = None
    done: str | None = None
    asked: str | None = None


@own
def means(person: Person) -> Response:
    """GET /me/means."""
    return _page(person, done=DONE.get(request.args.get("done", "")))


@own
def remove(person: Person, credential_id: UUID) -> Response:
    """POST: a means goes, after a sign-in as strong as the account's strongest."""
    elsewhere = barred(person, back=f"{PATH}?asked={credential_id}")
    if elsewhere is not None:
        return elsewhere
    refused = services().credentials.remove(
        person.subject_id, str(credential_id), by=person.session.basis
    )
    if isinstance(refused, Refused):
        return _page(person, problem=sentence_of(refused))
    return see_other(f"{PATH}?done=removed")


def _page(person: Person, *, problem: str | None = None, done: str | None = None) -> Response:
    held = tuple(map(_held, services().credentials.held(person.subject_id)))
    view = Means(
        reach=_reach(person),
        held=held,
        cards=services().chip_cards.available(),
        problem=problem,
        done=done,
        asked=request.args.get("asked"),
    )
    return show(person, "means", view, status=200 if problem is None else 422)


def _reach(person: Person) -> int:
    account = person.account
    standing = Standing(account.subject_id, account.state, account.level)
    face = services().biometrics.gates.kinds(standing)
    return int(reachable(services().credentials.kinds(account.subject_id) | face))


_DIFFERING: Final = {CredentialKind.PASSKEY, CredentialKind.APP_KEY}


def _shows(credential: Credential) -> str | None:
    kinds = provable([credential], ()) if credential.kind in _DIFFERING else ()
    best = max(kinds, key=lambda kind: level_of_kinds((kind,)), default=None)
    return None if best is None else EVIDENCE[best]


def _held(credential: Credential) -> Held:
    return Held(
        id=credential.id,
        kind=CREDENTIALS[credential.kind],
        label=credential.label,
        enrolled_at=credential.enrolled_at,
        last_used_at=credential.last_used_at,
        stopped_at=credential.flagged_at,
        synced=bool(credential.backup_eligible),
        shows=_shows(credential),
    )
