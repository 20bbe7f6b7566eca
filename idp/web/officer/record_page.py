"""The page of a record: facts, where it stands, its history, and the acts this officer has now.

A form carries the officer it was made for and the digest of what the page showed. Before the verb
is called the record is read again and the digests compared. Of two officers who press at once one
writes: by the verb's own conditional write where it moves a state, and where it replaces what was
shown by comparing under the record's lock, in the same unit of work (`HeldRegister`). The other
reads what changed, with what was typed still there.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urlencode

from flask import Response, abort, request
from werkzeug.datastructures import MultiDict

from idp.kernel.ids import is_id
from idp.kernel.refusals import Reason, Refused
from idp.web.current import services
from idp.web.officer.forms import FAULTY, NO_PROBLEMS, FieldLook, Filled, Problems, filled, read
from idp.web.officer.guards import at_desk, kept_page, refused_page
from idp.web.officer.history_page import HistoryLine, lines_of
from idp.web.officer.kept_text import WayOut, kept_form
from idp.web.officer.page import HOME, AtDesk, show, why_not
from idp.web.officer.paper_lists import CasePapers, papers_of
from idp.web.officer.party_names import offered_parties
from idp.web.officer.records import (
    SIGN,
    ActDone,
    ActTarget,
    DeskAct,
    HeldRegister,
    Outcome,
    Record,
    Register,
    act_named,
)
from idp.web.officer.registers import register_at
from idp.web.officer.signers import NotTheirs, roles_with
from idp.web.pages import headers
from idp.web.pages.labels import N_
from idp.web.pages.rendering import see_other

SHOWN: Final = "shown"
_CONFLICT: Final = 409
_WRONG: Final = 422
_FORBIDDEN: Final = 403
_GONE: Final = 404
LOOK_OVER: Final = N_(
    "Nothing was done: your look at this person is over. Look at them again first, for which case "
    "and purpose."
)
_CHANGES: Final = frozenset({Reason.STATE_ALREADY_HOLDS, Reason.PAGE_CHANGED, Reason.CASE_MOVED})
"""Refusals that mean that the record is not what the page showed."""
WAS_DONE: Final = N_("Done. The page shows how it is now.")
WAS_MADE: Final = N_("Done. This is the new record.")
WAS_GIVEN: Final = N_("Done. Under “Give it to a colleague” it can be given back.")
_TOLD: Final[Mapping[str, str]] = {"done": WAS_DONE, "made": WAS_MADE, "given": WAS_GIVEN}


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedAct:
    """An act as the page offers it: its form, or why it cannot be done now.

    `open`: the form was sent and is shown again. `fresh`: it takes a new sign-in first. `who`: the
    roles that may do what this officer may not (message ids).
    """

    event: str
    label: str
    action: str
    fields: tuple[Filled, ...]
    question: str | None
    hint: str | None
    why_not: str | None
    who: tuple[str, ...]
    fresh: str | None
    open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPage:
    """`kept`: what was typed into a form that the page does not offer any more.

    `closed`: what cannot be done now; `of_others`: what other roles do, folded.
    `giving`: the page that gives a case to a colleague, for who may.
    """

    record: Record
    onward: tuple[tuple[str, str], ...]
    giving: str | None
    register: str
    path: str
    title: str
    acts: tuple[OfferedAct, ...]
    closed: tuple[OfferedAct, ...]
    of_others: tuple[OfferedAct, ...]
    history: tuple[HistoryLine, ...]
    kept: tuple[Filled, ...]
    papers: CasePapers | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPage:
    """The form that makes a record. `parties`: what its fields for one offer, by client id."""

    act: OfferedAct
    register: str
    path: str
    parties: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SecretPage:
    """A secret that is shown this once."""

    secret: str
    path: str


@dataclass(frozen=True, slots=True)
class Sent:
    """A form that was sent and is shown again: what was typed, and what is wrong with it."""

    event: str
    form: MultiDict[str, str]
    problems: Problems = NO_PROBLEMS


def _register(path: str) -> Register:
    found = register_at(path)
    if found is None:
        abort(404)
    return found


@at_desk
def show_record(at: AtDesk, register: str, key: str) -> Response:
    """GET /officer/<register>/<key>."""
    place = _register(register)
    refused = at.closed(place.reads)
    if refused is not None:
        return refused_page(at, refused)
    if place.looks and not services().looks.has_looked(at.officer, key):
        return _to_look(key)
    record = place.record(key)
    if record is None:
        abort(404)
    if not at.sees(record.apart):
        return refused_page(at, Reason.DOSSIER_NOT_SENT)
    return _page(at, place, record, done=_TOLD.get(request.args.get("told", "")))


@at_desk
def do_act(at: AtDesk, register: str, key: str, event: str) -> Response:
    """POST /officer/<register>/<key>/<event>."""
    place = _register(register)
    closed = at.closed(place.reads)
    if closed is not None:  # who may not read the record is not shown it with the refusal either
        return refused_page(at, closed)
    act = act_named(place.acts, event)
    if act is None:
        abort(404)
    if place.looks and not services().looks.has_looked(at.officer, key):
        return _look_is_over(at, key)
    record = place.record(key)
    if record is None:
        return kept_page(at, why_not(Reason.NOT_FOUND), status=_GONE)
    if not at.sees(record.apart):
        return refused_page(at, Reason.DOSSIER_NOT_SENT)
    return _done(at, place, act, record)


def _done(at: AtDesk, place: Register, act: DeskAct, record: Record) -> Response:
    """Do the act on a record that the officer may read, if it is what the page showed."""
    form = Sent(act.event, request.form)
    refused = at.refusal_of_all(act.powers) or _own_matter(at, act, record)
    if refused is Reason.FRESH_SIGN_IN_REQUIRED:
        return refused_page(at, refused)
    if refused is None and request.form.get(SHOWN) != record.digest:
        refused = Reason.PAGE_CHANGED
    if refused is not None:
        return _refused(at, place, record, form, refused)
    facts = read(act.facts, request.form)
    if isinstance(facts, Problems):
        return _again(at, place, record, Sent(act.event, request.form, facts))
    return _answered(at, place, record, form, _outcome(at, place, act, record, facts))


def _own_matter(at: AtDesk, act: DeskAct, record: Record) -> Reason | None:
    """Nobody decides about themself; everything else that is closed to an officer says its verb."""
    theirs = record.closed_to(at.officer).get(act.event)
    own = theirs is not None and theirs.reason is Reason.OWN_MATTER
    return Reason.OWN_MATTER if own else None


def _outcome(at: AtDesk, place: Register, act: DeskAct, record: Record, facts: object) -> Outcome:
    on = ActTarget(record.key, record.version)
    if not isinstance(place, HeldRegister):
        return act.does(at.officer, on, facts)
    with services().database.transaction():
        now = place.held(record.key)
        if now is None or now.digest != record.digest:
            return Refused(Reason.PAGE_CHANGED)
        return act.does(at.officer, on, facts)


def _answered(
    at: AtDesk, place: Register, record: Record, form: Sent, outcome: Outcome
) -> Response:
    match outcome:
        case ActDone(secret=None) as done:
            return see_other(done.then or _after(at, place, record, done.key))
        case ActDone(key=key, secret=secret):
            return _secret(at, place, key, secret or "")
        case Refused(reason=reason):
            now = place.record(record.key)
            return _refused(at, place, now or record, form, reason)
        case Problems() as problems:
            return _again(at, place, record, Sent(form.event, form.form, problems))


def _to_look(key: str) -> Response:
    """To the look that is missing, before anything is read: whether there is such a person too."""
    return see_other(_look(key))


def _look_is_over(at: AtDesk, key: str) -> Response:
    """The same for a form; one into which something was typed is kept until after the look."""
    way = WayOut(_look(key), N_("Look at this person"))
    if kept_form(way) is None:
        return _to_look(key)
    return kept_page(at, LOOK_OVER, status=_CONFLICT, way=way)


def _look(key: str) -> str:
    return f"{HOME}/people?{urlencode({'who': key})}"


@at_desk
def show_new(at: AtDesk, register: str, event: str) -> Response:
    """GET /officer/<register>/new/<event>."""
    place = _register(register)
    act = act_named(place.begins, event)
    if act is None:
        abort(404)
    refused = at.refusal_of_all(act.powers)
    return refused_page(at, refused) if refused is not None else _new(at, place, act, None)


@at_desk
def make_new(at: AtDesk, register: str, event: str) -> Response:
    """POST /officer/<register>/new/<event>."""
    place = _register(register)
    act = act_named(place.begins, event)
    if act is None:
        abort(404)
    refused = at.refusal_of_all(act.powers)
    if refused is not None:
        return refused_page(at, refused)
    facts = read(act.facts, request.form)
    if isinstance(facts, Problems):
        return _new(at, place, act, Sent(event, request.form, facts))
    return _made(at, place, act, act.does(at.officer, ActTarget(), facts))


def _made(at: AtDesk, place: Register, act: DeskAct, outcome: Outcome) -> Response:
    """The record that was made, or the form with what was typed and why not."""
    match outcome:
        case ActDone(secret=None) as done:
            return see_other(done.then or f"{HOME}/{place.path}/{done.key}?told=made")
        case ActDone(key=key, secret=secret):
            return _secret(at, place, key, secret or "")
        case Refused(reason=reason):
            sent = Sent(act.event, request.form)
            return _new(at, place, act, sent, problem=why_not(reason))
        case Problems() as problems:
            return _new(at, place, act, Sent(act.event, request.form, problems))


def _secret(at: AtDesk, place: Register, key: str, secret: str) -> Response:
    """The one page that shows a new secret; it is kept nowhere, and a reload does nothing."""
    view = SecretPage(secret, f"{HOME}/{place.path}/{key}")
    return headers.kept_nowhere(show(at, "secret", view, address=view.path))


def _refused(at: AtDesk, place: Register, record: Record, form: Sent, reason: Reason) -> Response:
    conflict = reason in _CHANGES or reason is Reason.LAST_APPROVER
    status = _CONFLICT if conflict else _FORBIDDEN
    return _page(at, place, record, sent=form, problem=why_not(reason), status=status)


def _again(at: AtDesk, place: Register, record: Record, form: Sent) -> Response:
    return _page(at, place, record, sent=form, problem=FAULTY, status=_WRONG)


def shown_again(
    at: AtDesk, place: Register, record: Record, problem: str, *, status: int
) -> Response:
    """The page of a record, with what was wrong with what was sent from it (a message id)."""
    path = f"{HOME}/{place.path}/{record.key}"
    return _page(at, place, record, problem=problem, status=status, address=path)


def _after(at: AtDesk, place: Register, before: Record, key: str) -> str:
    """Where an act leads: to the record; to the list where its officer sees a case no more."""
    case = None if before.papers is None else services().cases.by_number(before.papers.case_number)
    unseen = case is not None and not at.sees(services().work_list.apart_for(case))
    return f"{HOME}/{place.path}?told=done" if unseen else f"{HOME}/{place.path}/{key}?told=done"


def _page(
    at: AtDesk,
    place: Register,
    record: Record,
    *,
    sent: Sent | None = None,
    status: int = 200,
    problem: str | None = None,
    done: str | None = None,
    address: str | None = None,
) -> Response:
    path = f"{HOME}/{place.path}/{record.key}"
    theirs = record.closed_to(at.officer)
    acts = [
        _offered(at, act, record, path, sent, theirs.get(act.event))
        for act in place.acts
        if at.holds(*act.powers)
    ]
    view = RecordPage(
        record=record,
        register=f"{HOME}/people" if place.looks else f"{HOME}/{place.path}",
        onward=tuple(
            (path, label)
            for path, label in record.onward
            if not (SIGN in theirs and path.endswith(f"/{SIGN}"))
        ),
        giving=_giving(at, record),
        path=path,
        title=place.title,
        acts=tuple(act for act in acts if act.why_not is None),
        closed=() if record.over else tuple(_all_closed(record, theirs, acts)),
        of_others=() if record.over else tuple(_of_others(at, place)),
        history=lines_of(at, record),
        kept=_kept(place, record, acts, sent),
        papers=None if record.papers is None else papers_of(at, record.papers),
    )
    return show(
        at,
        "record",
        view,
        status=status,
        problem=problem,
        done=done,
        address=path if sent else address,
    )


def _kept(
    place: Register, record: Record, acts: Iterable[OfferedAct], sent: Sent | None
) -> tuple[Filled, ...]:
    """What was typed into a form that the page does not offer, or not any more."""
    act = None if sent is None else act_named(place.acts, sent.event)
    if sent is None or act is None or any(each.open and not each.why_not for each in acts):
        return ()
    return _of_record(act, record, filled(act.facts, sent.form))


def _giving(at: AtDesk, record: Record) -> str | None:
    """The page that gives a case to a colleague, for who may work on it."""
    if record.papers is None or not at.holds(*record.given_by):
        return None
    return f"{HOME}/assign/{record.papers.case_number}"


def _all_closed(
    record: Record, theirs: Mapping[str, NotTheirs], acts: Iterable[OfferedAct]
) -> Iterator[OfferedAct]:
    """What cannot be done now though the officer has the power: signing, then the acts."""
    yield from _not_theirs(record, theirs)
    yield from (act for act in acts if act.why_not is not None)


def _of_others(at: AtDesk, place: Register) -> Iterator[OfferedAct]:
    """What takes a power that none of the officer's roles has."""
    return (_closed(at, act) for act in place.acts if not at.holds(*act.powers))


def _not_theirs(record: Record, theirs: Mapping[str, NotTheirs]) -> Iterator[OfferedAct]:
    """The page of signing, for who may not sign."""
    found = theirs.get(SIGN)
    if found is not None:
        for _, label in record.onward[:1]:
            yield _closed_act(SIGN, label, found.reason, found.roles)


def _offered(
    at: AtDesk,
    act: DeskAct,
    record: Record,
    path: str,
    sent: Sent | None,
    not_theirs: NotTheirs | None,
) -> OfferedAct:
    mine = sent if sent is not None and sent.event == act.event else None
    shut = record.shut.get(act.event)
    if shut is None and not_theirs is not None:
        shut = not_theirs.reason
    return OfferedAct(
        event=act.event,
        label=act.label,
        action=f"{path}/{act.event}",
        fields=_of_record(act, record, _filled(act, mine)),
        question=act.question,
        hint=act.hint,
        why_not=None if shut is None else record.why.get(act.event, why_not(shut)),
        who=not_theirs.roles if not_theirs is not None and act.event not in record.shut else (),
        fresh=_fresh(at, act, path),
        open=mine is not None,
    )


def _filled(act: DeskAct, sent: Sent | None) -> tuple[Filled, ...]:
    if sent is None:
        return filled(act.facts, MultiDict(act.begins_with()))
    return filled(act.facts, sent.form, sent.problems)


def _of_record(act: DeskAct, record: Record, fields: tuple[Filled, ...]) -> tuple[Filled, ...]:
    """The fields with what this record lets choose from."""
    choices = act.choices(record.key)
    return tuple(
        replace(each, field=replace(each.field, choices=choices[each.field.name]))
        if each.field.name in choices
        else each
        for each in fields
    )


def _fresh(at: AtDesk, act: DeskAct, path: str) -> str | None:
    """The address of the fresh sign-in that the act takes; None where this one is fresh enough."""
    return f"{HOME}/again?next={path}" if at.refusal_of_all(act.powers) is not None else None


def _closed(at: AtDesk, act: DeskAct) -> OfferedAct:
    reason = at.refusal_of_all(act.powers) or Reason.NOT_AUTHORISED
    roles = roles_with(*act.powers) if reason is Reason.NOT_AUTHORISED else ()
    return _closed_act(act.event, act.label, reason, roles)


def _closed_act(event: str, label: str, reason: Reason, roles: tuple[str, ...]) -> OfferedAct:
    return OfferedAct(
        event=event,
        label=label,
        action="",
        fields=(),
        question=None,
        hint=None,
        why_not=why_not(reason),
        who=roles,
        fresh=None,
        open=False,
    )


def _asks_for_party(fields: Iterable[Filled]) -> bool:
    return any(each.field.look is FieldLook.PARTY for each in fields)


def _begun(act: DeskAct) -> MultiDict[str, str]:
    """What a form begins with, and the id of the person for whom a search led here.

    A link fills nothing else in.
    """
    begun: MultiDict[str, str] = MultiDict(act.begins_with())
    who = request.args.get("who", "")
    if is_id(who):
        begun["who"] = who
    return begun


def _new(
    at: AtDesk, place: Register, act: DeskAct, sent: Sent | None, *, problem: str | None = None
) -> Response:
    path = f"{HOME}/{place.path}/new/{act.event}"
    offered = OfferedAct(
        event=act.event,
        label=act.label,
        action=path,
        fields=_filled(act, sent or Sent(act.event, _begun(act))),
        question=act.question,
        hint=act.hint,
        why_not=None,
        who=(),
        fresh=None,
        open=True,
    )
    view = NewPage(
        act=offered,
        register=f"{HOME}/{place.path}",
        path=path,
        parties=offered_parties() if _asks_for_party(offered.fields) else {},
    )
    said = problem or (None if sent is None else FAULTY)
    status = 200 if sent is None else _WRONG
    return show(at, "new", view, status=status, problem=said, address=path if sent else None)
