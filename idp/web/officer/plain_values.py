"""JSON that a record keeps, said in words: one line for each member, never as JSON or a code."""

import functools
import json
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from idp.assurance.kinds import Means
from idp.kernel.accounts_mode import AccountsMode
from idp.kernel.ids import is_id
from idp.losses.domain import LossReason
from idp.platform import jose
from idp.subjects.datum_values import day_of
from idp.web.current import services, settings
from idp.web.officer.biometric_words import SIGNED
from idp.web.officer.case_words import (
    CHOICES,
    DECISIONS,
    EVENTS,
    FOUND,
    LINES,
    LOOK_PURPOSES,
    MISUSE,
    PROCEDURES,
    SOURCES,
)
from idp.web.officer.officer_names import OwnerNames, officer_name
from idp.web.officer.party_names import party_name
from idp.web.officer.registry_words import NAMES
from idp.web.officer.values import NONE, Kind, PlainLine, Said, Value, day, moment, word, words
from idp.web.pages.labels import ITEMS, MEANS, N_
from idp.web.pages.officer_roles import POWERS, ROLES, desk_words

LABELS: Final[Mapping[str, str]] = {
    "outcome": N_("Outcome and reasons"),
    "owner": N_("Officer in charge"),
    "family": N_("Chain of refresh tokens"),
    "reason": N_("Reason"),
    "document": N_("Document shown"),
    "switch": N_("Switch"),
    "before": N_("Value before"),
    "after": N_("Value after"),
    "level": N_("Level"),
    "client_id": N_("Relying party"),
    "allowed": N_("Allowed"),
    "demonstration": N_("Only a demonstration"),
    "lost": N_("What has to stop?"),
    "name": N_("Name"),
    "presented_by": N_("Shown by"),
    "client": N_("Relying party"),
    "token": N_("Token"),
    "issued_to": N_("Issued to"),
    "recipient": N_("Recipient"),
    "basis": N_("Legal basis"),
    "data": N_("Data"),
    "until": N_("Until"),
    "number": N_("Number"),
    "version": N_("Version of the case"),
    "shown_by": N_("Shown by"),
    "terms_version": N_("Agreement accepted"),
    "shares_name": N_("Passes the name on"),
    "appointment": N_("Appointment"),
    "officer": N_("Officer"),
    "decision": N_("Decision"),
    "procedure": N_("Procedure"),
    "event": N_("Event"),
    "digest": N_("Digest (SHA-256)"),
    "letter": N_("Letter"),
    "how": N_("How"),
    "purpose": N_("Purpose"),
    "desk": N_("Desk"),
    "desk_kind": N_("Kind of desk"),
    "state": N_("State"),
    "cases": N_("Cases"),
    "notice": N_("Notice"),
    "channel": N_("Channel"),
    "sha256": N_("SHA-256"),
    "ground": N_("Ground"),
    "body": N_("Body that locked it"),
    "remedy": N_("What the person can do"),
    "roles": N_("Roles"),
    "powers": N_("Powers"),
    "term": N_("Term"),
    "due_at": N_("Due"),
    "username": N_("User name"),
    "session": N_("Session"),
    "case_id": N_("Case"),
    "case": N_("Case"),
    "terminal": N_("Terminal id"),
    "branch": N_("Branch"),
    "address": N_("Address"),
    "provider": N_("Provider id"),
    "certificate_until": N_("End of the certificate"),
    "client_name": N_("Relying party"),
    "credential": N_("Id of the key"),
    "credential_id": N_("Id of the key"),
    "traits": N_("Traits"),
    "items": N_("Data"),
    "error": N_("Fault"),
    "record": N_("Case"),
    "endpoint": N_("Address"),
    "lab": N_("Laboratory"),
    "act": N_("Signed as"),
    "signature": N_("Id of the signature"),
    "signed": N_("Digest of what was signed (SHA-256)"),
    "delegation": N_("Delegation"),
    "since": N_("Since"),
    "ceremony": N_("Id of the ceremony"),
    "offline_keys": N_("Offline keys"),
    "exception": N_("Exception"),
    "datum": N_("Datum"),
    "was": N_("On record when it was asked"),
    "source": N_("Where it comes from"),
    "recorded_on": N_("Recorded on"),
    "wanted": N_("What it should be"),
    "why": N_("Why, as the person says"),
    "question": N_("What the person was asked"),
    "answer": N_("Answer of the person"),
    "by": N_("By"),
    "born": N_("Birth beside the name"),
    "asked": N_("What was typed, as a keyed digest"),
    "found": N_("People shown"),
    "search": N_("Id of the search"),
    "searches": N_("Searches that showed the person before"),
    "led_to": N_("Led to"),
    "status": N_("Status in the register"),
    "represents": N_("The person represents it by the register"),
}
"""Members of what records keep; a member without a label is said by its own name."""
WORDS: Final[Mapping[str, str]] = {
    **CHOICES,
    **SIGNED,
    **{kind.value: label for kind, label in MISUSE.items()},
    **{means.value: MEANS[means] for means in Means},
    "off": N_("Off"),
    "all": N_("Between all relying parties"),
    "same_client": N_("Only at the same relying party"),
    "propose": N_("Proposal"),
    "approve": N_("Approval"),
    **{name: each.title for name, each in PROCEDURES.items()},
    "appointment": N_("Appointment"),
    "installation": N_("Installation"),
    **{event: label for (_, event), label in DECISIONS.items() if event != "confirm"},
}
"""Values that are one of a few."""
YES: Final = Said(N_("Yes"), word=True)
NO: Final = Said(N_("No"), word=True)
NOTHING: Final = Said(N_("None"), word=True)


def key_words(jwk: Mapping[str, Any]) -> str:
    """A public key by its type and its thumbprint (RFC 7638), by which two people compare it."""
    kind = " ".join(str(jwk[name]) for name in ("kty", "crv", "alg") if name in jwk)
    found = jose.thumbprint(jwk)
    return kind if found is None else f"{kind}, {found}"


def plain(value: Any) -> Value:  # noqa: ANN401 - any JSON
    """A JSON value in words. Members of objects are lines with labels, others lines without."""
    lines = tuple(_lines(value))
    if not lines:
        return NONE
    return Value(
        Kind.PLAIN, " ".join(part.text for each in lines for part in each.said), lines=lines
    )


@functools.cache
def _of_officers(mode: AccountsMode) -> Mapping[str, str]:
    """Roles, kinds of desks and powers, as a decision about an appointment signs them."""
    desks = desk_words(mode)
    return {str(code): label for code, label in (*ROLES.items(), *desks.items(), *POWERS.items())}


@functools.cache
def _words_and_officers(mode: AccountsMode) -> Mapping[str, str]:
    return {**_of_officers(mode), **WORDS}


def readable(signed: str | None) -> Value | None:
    """A value of the signed bytes in words; None where it says itself."""
    if signed is None:
        return None
    if signed in WORDS:
        return word(WORDS[signed])
    codes = signed.split(", ")
    known = _of_officers(settings().accounts_mode)
    if all(each in known for each in codes):
        return words(known[each] for each in codes)
    at, on = _instant(signed), day_of(signed)
    if at is not None:
        return moment(at)
    if on is not None:
        return day(on)
    return _of_json(signed) if signed[:1] in "[{tf" else None


def _of_json(signed: str) -> Value | None:
    try:
        return plain(json.loads(signed))
    except ValueError:
        return None


def _instant(signed: str) -> datetime | None:
    """An instant as it is signed or kept: RFC 3339 with its zone."""
    try:
        found = datetime.fromisoformat(signed)
    except ValueError:
        return None
    return found if found.tzinfo is not None else None


def _lines(value: Any) -> Iterable[PlainLine]:  # noqa: ANN401 - any JSON
    if isinstance(value, Mapping):
        for name, each in value.items():
            yield PlainLine(_label(name), tuple(_parts(name, each)))
    elif isinstance(value, list) and any(isinstance(each, Mapping) for each in value):
        for each in value:
            yield PlainLine(None, tuple(_parts("", each)))
    else:
        yield PlainLine(None, tuple(_parts("", value)))


def _label(name: str) -> Said:
    known = LABELS.get(name) or LINES.get(name)
    return Said(name.replace("_", " ")) if known is None else Said(known, word=True)


def _parts(name: str, value: Any) -> Iterable[Said]:  # noqa: ANN401 - any JSON
    """What a member says, in parts that stand beside each other."""
    if isinstance(value, Mapping):
        for inner, each in value.items():
            said = list(_parts(inner, each))
            label = _label(inner)
            yield Said(label.text, word=label.word, label=True)
            yield from said
    elif isinstance(value, list):
        if not value:
            yield NOTHING
        for each in value:
            yield from _parts(name, each)
    elif isinstance(value, bool):
        yield YES if value else NO
    elif value is None:
        yield NOTHING
    else:
        yield _scalar(name, str(value))


def _scalar(name: str, text: str) -> Said:
    if name == "owner":
        return Said(OwnerNames().of(text))
    if name in _NAMED and text:
        return _NAMED[name](text)
    known = _words_of(name).get(text)
    if known is not None:
        return Said(known, word=True)
    return Said(text, on=day_of(text), at=_instant(text))


def _words_of(name: str) -> Mapping[str, str]:
    """The words of a member's codes; none where people type what it holds."""
    if name == "reason":
        return _LOSS_REASONS
    if name in _OF_SEARCHES:
        return _OF_SEARCHES[name]
    if name in _OF_ONE_REGISTER:
        return _OF_ONE_REGISTER[name]
    if name == "event":
        return {**_words_and_officers(settings().accounts_mode), **EVENTS}
    return _words_and_officers(settings().accounts_mode) if name in CODED else {}


_LOSS_REASONS: Final[Mapping[str, str]] = {each.value: CHOICES[each.value] for each in LossReason}
"""A refusal or a person says other reasons, in words of their own."""
_OF_SEARCHES: Final[Mapping[str, Mapping[str, str]]] = {
    "purpose": {each.value: label for each, label in LOOK_PURPOSES.items()},
    "by": {
        "name": N_("Name, user name or document"),
        "number": N_("Number"),
        "phone": N_("Telephone number"),
        "email": N_("E-mail address"),
    },
    "born": {"day": N_("Day"), "year": N_("Year")},
}
"""What a search for people, or a look at one, keeps; a document is opened for a typed purpose."""
_OF_ONE_REGISTER: Final[Mapping[str, Mapping[str, str]]] = {
    "datum": ITEMS,
    "source": SOURCES,
    "registry": {each.value: label for each, label in NAMES.items()},
    "found": {each.value: label for each, label in FOUND.items()},
    "status": {
        "operating": N_("Operates"),
        "suspended": N_("Suspended"),
        "dissolved": N_("Dissolved"),
        "bankrupt": N_("Bankrupt"),
        "terminated": N_("Ended its work"),
    },
}
CODED: Final = frozenset(
    {
        *("", "act", "desk_kind", "held", "lost", "means", "powers", "procedure", "role", "roles"),
        *("before", "after", "value", "kind", "items", "level", "state"),
        *("interface", "modalities", "person_reference", "provenance", "profile", "protocol"),
        *("allowed", "from", "modality", "switch", "to"),
        *("checked", "checks", "differing", "differs", "face", "fingers", "integrate", "keeps"),
        *("acts_as", "authority", "change", "paper_kind"),
        *("report", "service_state", "traits", "disabled_means", "sso", "data", "goes_on"),
    }
)
"""Members that hold one of a few codes, or several; nobody types into them. "" is of no member."""


def changed(before: Any, after: Any) -> Value:  # noqa: ANN401 - any JSON
    """What is different after: of lists what comes and what goes, of anything else the value."""
    if not isinstance(before, list) or not isinstance(after, list):
        return plain(after)
    lines = [
        PlainLine(Said(label, word=True), tuple(_parts("", each)))
        for label, those, others in ((_COMES, after, before), (_GOES, before, after))
        for each in those
        if each not in others
    ]
    said = " ".join(part.text for line in lines for part in line.said)
    return Value(Kind.PLAIN, said, lines=tuple(lines)) if lines else NONE


_COMES: Final = N_("Added")
_GOES: Final = N_("Removed from it")


def _officer(officer_id: str) -> Said:
    name = officer_name(officer_id) if is_id(officer_id) else None
    return Said(officer_id) if name is None else Said(name, aside=officer_id)


def _client(client_id: str) -> Said:
    name = party_name(client_id)
    return Said(client_id) if name is None else Said(name, aside=client_id)


def _case(case_id: str) -> Said:
    case = services().work_list.by_id(case_id) if is_id(case_id) else None
    return Said(case_id) if case is None else Said(case.number, aside=case_id)


def _decision(decision_id: str) -> Said:
    found = services().decisions.find(decision_id)
    label = None if found is None else DECISIONS.get((found.procedure, found.event))
    if found is not None and label is None and found.procedure in PROCEDURES:
        label = PROCEDURES[found.procedure].title
    return Said(decision_id) if label is None else Said(label, word=True, aside=decision_id)


def _appointment(appointment_id: str) -> Said:
    held = services().officers.appointment(appointment_id) if is_id(appointment_id) else None
    return Said(appointment_id) if held is None else Said(held.desk, aside=appointment_id)


def _hidden_number(number: str) -> Said:
    """The end of a person's number: a step of a case is read without a recorded look."""
    return Said(f"…{number[-3:]}")


_NAMED: Final[Mapping[str, Callable[[str], Said]]] = {
    "agent_number": _hidden_number,
    "officer": _officer,
    "client": _client,
    "client_id": _client,
    "shown_by": _client,
    "presented_by": _client,
    "issued_to": _client,
    "recipient": _client,
    "case": _case,
    "case_id": _case,
    "led_to": _case,
    "record": _case,
    "decision": _decision,
    "appointment": _appointment,
}
"""Members that hold an id: what it is called, with the id beside it."""
