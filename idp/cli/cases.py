"""Commands for cases: of losses (D32.3), at the counter, and of every procedure."""

from collections.abc import Iterator
from dataclasses import asdict

import click

from idp.accounts.shown_documents import DocumentData
from idp.casework.domain.cases import Case
from idp.casework.work_list import WorkList
from idp.cli.context import granted, needs_a_desk, plays_both, services, show
from idp.losses.domain import LossReason, LossState, LostItem, report_from
from idp.platform.operating_system import operator
from idp.subjects.contact_values import masked
from idp.subjects.domain import Contact, ContactKind

_BY = click.option("--by", "said", required=True, help="A remark: who does this.")


@click.group()
def cases() -> None:
    """Report losses for people who call, and list, take and close the cases.

    \b
    Example:  idp cases list --state open
    """


@cases.command("report")
@click.argument("username")
@click.option("--reason", type=click.Choice([each.value for each in LossReason]), required=True)
@click.option(
    "--lost",
    multiple=True,
    type=click.Choice([each.value for each in LostItem]),
    help="What stops.",
)
@_BY
def report_loss(username: str, reason: str, lost: tuple[str, ...], said: str) -> None:
    """Stop what a caller lost, after making sure on the telephone who calls.

    \b
    Example:  idp cases report an.nguyen --reason lost_control --lost phone --by binh.tran
    """
    asked = report_from(reason, lost)
    if asked is None:
        raise click.ClickException("lost_control needs --lost: the thing that was lost")
    with services() as opened:
        account = opened.accounts.by_username(username)
        if account is None:
            raise click.ClickException("no such account")
        by = operator(said)
        show(granted(opened.losses.report_for_caller(account.subject_id, asked, actor=by)))


@cases.command("list")
@click.option("--state", type=click.Choice([each.value for each in LossState]), default=None)
def list_cases(state: str | None) -> None:
    """Show cases as JSON lines.

    `lettered` false means that the person needs a letter on paper; `cleared` are the kinds of means
    that an officer removed for good meanwhile.

    \b
    Example:  idp cases list --state open
    """
    with services(reads_only=True) as opened:
        for case in opened.losses.cases.iterate(None if state is None else LossState(state)):
            show({**asdict(case), "cleared": opened.losses.cases.removed_kinds(case.id)})


@cases.command("take")
@click.argument("number")
@_BY
def take(number: str, said: str) -> None:
    """Take an open case.

    \b
    Example:  idp cases take BM-7K4Q-9XTD --by an.nguyen
    """
    with services() as opened:
        show(granted(opened.losses.cases.take(number, actor=operator(said))))


@cases.command("close")
@click.argument("number")
@click.option("--outcome", required=True, help="What was found and done.")
@click.option("--by", "said", default="", help="A remark: who closes it.")
def close(number: str, outcome: str, said: str) -> None:
    """Close a taken case with its outcome, which the person reads in a letter.

    \b
    Example:  idp cases close BM-7K4Q-9XTD --outcome "new phone added at level 2"
    """
    with services() as opened:
        closed = opened.losses.cases.close(number, outcome=outcome, actor=operator(said))
        case = granted(closed)
        letter = opened.letters.of_person(case.subject_id)[0]
        show({**asdict(case), "letter": letter.number})


@cases.command("take-back")
@click.argument("number")
@click.option("--document", required=True, help="Which document the person showed.")
@_BY
def take_back(number: str, document: str, said: str) -> None:
    """Retract a report on weak proof, for a person at the counter.

    Nothing new is given, so one officer is enough. A report that was strongly proven stays. The
    production profile refuses it, where an officer does it at the desk: a thief who holds the
    reported phone would ask for it too.

    \b
    Example:  idp cases take-back BM-7K4Q-9XTD --document "identity card" --by an.nguyen
    """
    needs_a_desk("Giving back what a report stopped")
    with services() as opened:
        by = operator(said)
        taken = opened.losses.retraction.at_counter(number, document=document, actor=by)
        show(granted(taken))


@cases.command("work")
@click.option("--desk", default=None, help="Only the cases of this desk.")
@click.option("--untaken", is_flag=True, help="Only those that nobody has taken; needs --desk.")
def list_work(desk: str | None, *, untaken: bool) -> None:
    """Show the cases of every procedure that owe work as JSON lines, what is due first.

    \b
    Example:  idp cases work --desk review --untaken
    """
    if untaken and desk is None:
        raise click.UsageError("--untaken needs --desk")
    with services(reads_only=True) as opened:
        for case in _pages(opened.work_list, desk, untaken=untaken):
            show(case)


@cases.command("show")
@click.argument("number")
def show_case(number: str) -> None:
    """Show one case of any procedure with its events and the moves of its state.

    \b
    Example:  idp cases show HS-7K4Q-9XTD-M2PA
    """
    with services(reads_only=True) as opened:
        view = opened.work_list.show(number, operator())
    if view is None:
        raise click.ClickException("no such case")
    show(view.case)
    for event in view.events:
        show(event)
    for offer in view.offers:
        move = offer.transition
        show({"event": move.event, "leads_to": move.target, "refused": offer.refused})


@cases.command("check")
def check_cases() -> None:
    """Exit with an error and the cases that owe work and cannot go on, each with the reason.

    Each has an owner, or a queue with an officer, who can move it; the clocks that its procedure
    starts run; it lapsed when it had to; and its events say what is kept of it. `idp worker` does
    the same every night.

    \b
    Example:  idp cases check
    """
    with services(reads_only=True) as opened:
        found = [f"{each.number}: {each.fault}" for each in opened.case_checks.faults()]
    if found:
        raise click.ClickException("\n".join(found))
    click.echo("every case that owes work can be moved, and is what its events say")


def _pages(work: WorkList, desk: str | None, *, untaken: bool) -> Iterator[Case]:
    """All pages, one after the other."""
    after: str | None = ""
    while after is not None:
        if desk is None:
            page = work.everything(after=after)
        elif untaken:
            page = work.queue(desk, after=after)
        else:
            page = work.of_desk(desk, after=after)
        yield from page.cases
        after = page.next_after


@click.group()
def recoveries() -> None:
    """Give people back their account at a counter: two officers, one document, one register.

    The production profile refuses it, where two officers do it at the desk; the visits are shown.

    \b
    Example:  idp recoveries list
    """


@recoveries.command("begin")
@click.argument("username")
@click.option("--document", required=True, help="Which document the person showed.")
@click.option("--number", required=True, help="Identification number on it.")
@click.option("--name", required=True, help="Full name on it.")
@click.option("--birthdate", default="", help="Date of birth on it, as YYYY-MM-DD.")
@_BY
def begin_recovery(
    *, username: str, document: str, number: str, name: str, birthdate: str, said: str
) -> None:
    """Compare a person's document with the register, as the first officer.

    Go through the contacts that are shown with the person, and say with `review` which are theirs.

    \b
    Example:  idp recoveries begin an.nguyen --document "identity card" --number 001190000017 \\
                --name "Nguyễn Văn An" --birthdate 1990-01-01 --by binh.tran
    """
    needs_a_desk("Giving an account back")
    shown = DocumentData(number=number, name=name, birthdate=birthdate)
    with services() as opened:
        by = operator(said)
        begun = opened.counter_visits.begin(username, shown, document=document, actor=by)
        visit = granted(begun)
        contacts = [_contact(each) for each in opened.contacts.recipients(visit.subject_id)]
        show({**asdict(visit), "contacts": contacts})


def _contact(contact: Contact) -> dict[str, object]:
    """A masked contact, to be reviewed with the person."""
    return {
        "kind": contact.kind,
        "address": masked(contact.value),
        "set_on": contact.facts.set_at.date(),
        "registered": contact.ceremony_id is None,
    }


@recoveries.command("review")
@click.argument("visit_id")
@click.option(
    "--keeps",
    multiple=True,
    type=click.Choice([str(each) for each in ContactKind]),
    help="The kinds of contacts that the person named as theirs.",
)
@_BY
def review_contacts(visit_id: str, keeps: tuple[str, ...], said: str) -> None:
    """Say which contacts the person named as theirs, as the first officer.

    Others that were set in a sign-in are undone when the second officer confirms; the registered
    ones are in force again.

    \b
    Example:  idp recoveries review 0198… --keeps email --by binh.tran
    """
    needs_a_desk("Giving an account back")
    theirs, by = frozenset(map(ContactKind, keeps)), operator(said)
    with services() as opened:
        granted(opened.counter_visits.review(visit_id, theirs, actor=by))


@recoveries.command("confirm")
@click.argument("visit_id")
@_BY
def confirm_recovery(visit_id: str, said: str) -> None:
    """Confirm as the second officer: every old credential is erased, new codes are printed once.

    If the codes were not printed, begin again.

    \b
    Example:  idp recoveries confirm 0198… --by chi.le
    """
    needs_a_desk("Giving an account back")
    plays_both()
    with services() as opened:
        for code in granted(opened.counter_visits.confirm(visit_id, actor=operator(said))):
            click.echo(code)


@recoveries.command("list")
def list_recoveries() -> None:
    """Show every visit as a JSON line.

    \b
    Example:  idp recoveries list
    """
    with services(reads_only=True) as opened:
        for visit in opened.counter_visits.all():
            show(visit)
