"""Who acts for the person of an account: what the records say, and what a body decided (X9.1)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Final

from idp.access.powers import Power
from idp.kernel.actors import Officer
from idp.kernel.ids import Id
from idp.kernel.refusals import Refused
from idp.notices.domain import NoticeKind
from idp.representation.domain import Representation, RepresentationKind, StatedAgent
from idp.representation.service import REGISTRIES
from idp.web.current import services
from idp.web.officer.forms import NOT_A_CHOICE, NOT_A_DAY, Ask, Problems
from idp.web.officer.records import ActDone, ActTarget, DeskAct, Outcome
from idp.web.officer.registry_words import NAMES
from idp.web.officer.values import Fact, Value, day, several, text, word
from idp.web.pages.labels import N_, REPRESENTATIONS

_UNREGISTERED: Final = N_("Not registered here")
_JOINTLY: Final = N_("Only together with the others")
_NUMBER: Final = N_("Digits alone.")
_APPOINTED: Final = {
    each: REPRESENTATIONS[each]
    for each in (RepresentationKind.GUARDIAN, RepresentationKind.REPRESENTATIVE)
}


@dataclass(frozen=True, slots=True)
class NamingAgent:
    """Whom a body appointed, and from when to when."""

    number: Annotated[str, Ask(N_("Identification number of who acts"), hint=_NUMBER)]
    kind: Annotated[RepresentationKind, Ask(N_("Acts as"), choices=_APPOINTED)]
    body: Annotated[str, Ask(N_("Body that decided"))]
    starts_on: Annotated[date, Ask(N_("First day"))]
    ends_on: Annotated[
        str, Ask(N_("Last day"), hint=N_("As YYYY-MM-DD; empty where the decision names none."))
    ] = ""
    jointly: Annotated[bool, Ask(_JOINTLY)] = False


@dataclass(frozen=True, slots=True)
class EndingAgent:
    """Who acts no more, and by whose decision."""

    record: Annotated[str, Ask(N_("Who acts no more"), of_record=True)]
    body: Annotated[str, Ask(N_("Body that decided"))]


def agent_facts(subject_id: Id) -> Iterable[Fact]:
    """A line for each record that has not ended, of either side."""
    records = services().representations
    for each in records.of_principal(subject_id):
        if each.ended_at is None:
            yield Fact(N_("Acts for this person"), _told(each, each.agent_id))
    for each in records.of_agent(subject_id):
        if each.ended_at is None:
            yield Fact(N_("This person acts for"), _told(each, each.principal_id))


def agents_by_decision(subject_id: Id) -> dict[str, Value]:
    """The records of a body that have not ended, to choose one from."""
    found = services().representations.of_principal(subject_id)
    return {
        each.id: _told(each, each.agent_id)
        for each in found
        if each.ended_at is None and each.source not in REGISTRIES
    }


def _told(record: Representation, other: Id | None) -> Value:
    known = None if other is None else services().accounts.by_subject(other)
    who = word(_UNREGISTERED) if known is None else text(known.username, aside=known.subject_id)
    registry = next((each for each in NAMES if each.value == record.source), None)
    return several(
        who,
        word(REPRESENTATIONS[record.kind]),
        text(record.source) if registry is None else word(NAMES[registry]),
        day(record.starts_on),
        *(() if record.ends_on is None else (day(record.ends_on),)),
        *((word(_JOINTLY),) if record.jointly else ()),
    )


def _name(officer: Officer, on: ActTarget, facts: NamingAgent) -> Outcome:
    problems = {}
    try:
        ends_on = date.fromisoformat(facts.ends_on) if facts.ends_on else None
    except ValueError:
        ends_on, problems["ends_on"] = None, NOT_A_DAY
    if ends_on is not None and ends_on < facts.starts_on:
        problems["ends_on"] = N_("This is before the first day.")
    if not (facts.number.isascii() and facts.number.isdigit()):
        problems["number"] = _NUMBER
    if problems:
        return Problems(problems)
    stated = StatedAgent(
        number=facts.number,
        kind=facts.kind,
        starts_on=facts.starts_on,
        ends_on=ends_on,
        jointly=facts.jointly,
    )
    with services().database.transaction():
        refused = services().representations.record(on.key, stated, body=facts.body, actor=officer)
        if refused is not None:
            return refused
        services().notices.notify(
            on.key, text_key=NoticeKind.GUARDIANSHIP_RECORDED, facts={"body": facts.body}
        )
    return ActDone(key=on.key)


def _end(officer: Officer, on: ActTarget, facts: EndingAgent) -> Outcome:
    if facts.record not in agents_by_decision(on.key):
        return Problems({"record": NOT_A_CHOICE})
    ended = services().representations.end(on.key, facts.record, body=facts.body, actor=officer)
    return ended if isinstance(ended, Refused) else ActDone(key=on.key)


NAME: Final = "name-agent"
END: Final = "end-agent"
AGENT_ACTS: Final = (
    DeskAct(
        event=NAME,
        label=N_("Record who acts for this person"),
        power=Power.GUARDIANSHIP_RECORD,
        facts=NamingAgent,
        hint=N_("Only by a decision. What a register says of it comes from the register."),
        question=N_("That person can then confirm uses of this account, and act for its person."),
        does=_name,
    ),
    DeskAct(
        event=END,
        label=N_("Record that somebody acts for this person no more"),
        power=Power.GUARDIANSHIP_RECORD,
        facts=EndingAgent,
        question=N_("It ends at once, with what that person had open in this one's place."),
        choices=lambda key: {"record": agents_by_decision(key)},
        does=_end,
    ),
)
NO_AGENT: Final = N_("No decision names anybody who acts for this person.")
