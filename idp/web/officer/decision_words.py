"""Decisions that two officers sign, in words: what, about whom, and each line as it is signed.

Ids stand in what is signed, and the names of officers beside them, as the register has them now.
Anybody else is named by a recorded look alone: whom a case is about, and who is only proposed as an
officer, as anybody's user name can be typed there. Who may sign a decision reads whom it appoints.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from idp.casework.domain.cases import Case
from idp.kernel.ids import Id
from idp.officers.appointments import PROCEDURE
from idp.officers.domain.decisions import INSTALLATION, Decision
from idp.web.current import services
from idp.web.officer.case_contents import summary_of
from idp.web.officer.case_reads import CaseReads
from idp.web.officer.case_words import DECISIONS, LINES, PROCEDURES
from idp.web.officer.officer_names import OfficerNames, enrolled_name, officer_name, person_name
from idp.web.officer.plain_values import NOTHING, readable
from idp.web.officer.records import person_value
from idp.web.officer.values import NONE, Kind, Value, code, several, text, word
from idp.web.pages.labels import N_
from idp.web.pages.officer_roles import POWERS, ROLES

LABELS: Final[Mapping[str, str]] = {
    "person": N_("Person"),
    "person_1": N_("First officer"),
    "roles_1": N_("Roles of the first officer"),
    "person_2": N_("Second officer"),
    "roles_2": N_("Roles of the second officer"),
    "offline_key_1": N_("Fingerprint of the first offline key"),
    "offline_key_2": N_("Fingerprint of the second offline key"),
    "appointment": N_("Appointment"),
    "roles": N_("Roles"),
    "held": N_("Roles held already; they stay"),
    "desk": N_("Desk"),
    "desk_kind": N_("Kind of desk"),
    "from": N_("From"),
    "until": N_("Until"),
    "officer": N_("Officer"),
    "powers": N_("Powers"),
}
"""The lines of a decision, by their words in the signed bytes; a word without a label is shown."""
BY_A_COMMAND: Final = N_("A command or a program")
_IN_CASE: Final = N_("Not registered here: the case has the number")
_ROLES_AND_POWERS: Final[Mapping[str, str]] = {
    str(each): label for each, label in (*ROLES.items(), *POWERS.items())
}


def event_label(decision: Decision) -> str:
    """What is decided, a message id; the event's own word where it has none."""
    words = PROCEDURES.get(decision.procedure)
    named = decision.event if words is None else words.title
    return DECISIONS.get((decision.procedure, decision.event), named)


def label_of(line: str) -> str:
    """The label of a line of a decision, a message id."""
    return LABELS.get(line) or LINES.get(line, line)


def decision_value(decision_id: Id | None) -> Value:
    """A decision by what it decides, with the way to its page."""
    found = None if decision_id is None else services().decisions.find(decision_id)
    if found is None:
        return code(decision_id)
    link = f"/officer/decisions/{found.id}"
    return word(event_label(found), link=link, aside=found.id)


def title_of(decision: Decision) -> Value:
    """What is decided and whom or which case it is about, in two lines."""
    data = decision.document["data"]
    if decision.procedure == INSTALLATION:
        return several(word(event_label(decision)), about_of(decision, OfficerNames()))
    if decision.procedure != PROCEDURE:
        return several(word(event_label(decision)), code(data["number"]))
    name = enrolled_name(data["subject"])
    who = text(name) if name is not None else word(LABELS["person"], aside=data["subject"])
    return several(word(event_label(decision)), who)


def about_of(
    decision: Decision,
    names: OfficerNames,
    case: Case | None = None,
    reads: CaseReads | None = None,
) -> Value:
    """Whom or what it is about: an officer with roles and desk, or a case by number and subject.

    `case`: that of the decision, where it is about one; `reads`: what it says.
    """
    data = decision.document["data"]
    if decision.procedure == INSTALLATION:
        subjects = [each["subject"] for each in data["officers"]]
        return several(*(_said(each, names.enrolled(each)) for each in subjects))
    if decision.procedure == PROCEDURE:
        return _of_officer(decision, names)
    said = NONE if case is None or reads is None else summary_of(case, reads)
    return several(code(data["number"]), said)


def proposer_of(decision: Decision, names: OfficerNames) -> Value:
    """Who proposed it, by name; a command signs nothing, and has none."""
    proposer = decision.opened_by
    if proposer is None:
        return word(BY_A_COMMAND)
    return text(names.of(proposer.officer_id))


def line_to_sign(label: str, signed: str | None) -> Value | None:
    """As `line_value`, for who may sign it: it names whom the decision appoints."""
    if signed is None or label not in _PERSONS:
        return line_value(label, signed)
    return text(person_name(signed) or signed, aside=signed)


def line_value(label: str, signed: str | None) -> Value | None:
    """One value of a line in words, with the signed value beside them; None where there is none."""
    if signed is None:
        return None
    if not signed:
        return word(NOTHING.text)
    known = _BY_LABEL.get(label)
    said = readable(signed) if known is None else known(signed)
    if said is None or (said.text == signed and said.at is None):
        return text(signed)
    return replace(said, aside=signed)


def _of_officer(decision: Decision, names: OfficerNames) -> Value:
    lines = {each.label: each.after or each.before or "" for each in decision.shown}
    held = lines.get("roles") or lines.get("powers", "")
    labels = tuple(_ROLES_AND_POWERS.get(each, each) for each in held.split(", "))
    desk = lines.get("desk", "")
    subject_id = decision.document["data"]["subject"]
    name = names.enrolled(subject_id)
    if name is None:
        return several(person_value(subject_id), *map(word, labels), text(desk))
    return Value(Kind.OFFICER, name, words=labels, desk=desk)


def _person(subject_id: Id) -> Value:
    return _said(subject_id, enrolled_name(subject_id))


def _said(subject_id: Id, name: str | None) -> Value:
    """An officer by name, and the way to a look at anybody else."""
    return person_value(subject_id) if name is None else text(name)


def _officer(officer_id: Id) -> Value:
    return text(officer_name(officer_id) or officer_id)


def _appointment(appointment_id: Id) -> Value:
    held = services().officers.appointment(appointment_id)
    return text(appointment_id if held is None else held.desk)


def _agent(subject_id: Id) -> Value:
    """Who acts by a case; whoever is not registered here is named in the case alone."""
    return person_value(subject_id) if subject_id else word(_IN_CASE)


_BY_LABEL: Final[Mapping[str, Callable[[str], Value]]] = {
    "person": _person,
    "person_1": _person,
    "person_2": _person,
    "agent": _agent,
    "officer": _officer,
    "appointment": _appointment,
}
"""Lines whose value is the id of an officer, of who becomes one, or of an appointment."""
_PERSONS: Final = frozenset(label for label, said in _BY_LABEL.items() if said is _person)
