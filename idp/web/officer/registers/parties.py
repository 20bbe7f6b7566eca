"""Relying parties with their clients and keys: connected, changed, stopped (D4.4, D19.2, D19.3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Annotated, Final

from idp.access.powers import Power
from idp.assurance.levels import Level
from idp.kernel.actors import Officer
from idp.kernel.refusals import Reason, Refused
from idp.platform.database import ReadOrder
from idp.relying_parties.domain.client import (
    CURRENT_PARTY_TERMS,
    ClaimPurpose,
    Client,
    ClientState,
    Connection,
    text_in,
)
from idp.relying_parties.domain.registration import HAVE_A_SECRET, Registration
from idp.relying_parties.registration_document import NotARegistration, edited, registration_from
from idp.relying_parties.service import Registered
from idp.web.current import services
from idp.web.officer.forms import Ask, Because, FaultInDocument, Json, Problems
from idp.web.officer.plain_values import key_words
from idp.web.officer.records import (
    ActDone,
    ActTarget,
    Column,
    DeskAct,
    HistoryOf,
    ListEntry,
    Outcome,
    Record,
    Row,
)
from idp.web.officer.registration_words import FAULTY_REGISTRATION, faulty_registration
from idp.web.officer.values import NONE, Fact, Value, code, moment, text, word, words
from idp.web.pages.labels import N_, PARTY_KINDS

STATES: Final[Mapping[str, str]] = {
    ClientState.REGISTERED: N_("Registered, not active"),
    ClientState.ACTIVE: N_("Active"),
    ClientState.SUSPENDED: N_("Suspended"),
    ClientState.REMOVED: N_("Removed"),
}
CONNECTIONS: Final[Mapping[Connection, str]] = {
    Connection.DIRECT: N_("Direct"),
    Connection.VIA_PROVIDER: N_("Through a licensed provider"),
}
OTHER_TERMS: Final = N_("This is another version of the agreement.")
YES_NO: Final[Mapping[bool, str]] = {True: N_("Yes"), False: N_("No")}
OVERLAPS: Final[Mapping[str, str]] = {
    "0": N_("At once, as after a leak"),
    "24": N_("After a day"),
    "168": N_("After a week"),
}


@dataclass(frozen=True, slots=True)
class Connecting:
    """A new client."""

    registration: Annotated[
        Json,
        Ask(
            N_("Registration, as JSON"),
            hint=N_(
                "The same document as for the command, or the client metadata of OpenID Connect."
            ),
        ),
    ]
    shares_name: Annotated[
        bool, Ask(N_("It has the same name as another client of the same party"))
    ]


@dataclass(frozen=True, slots=True)
class Changing:
    """Members of a registration that take the place of those it has."""

    changes: Annotated[
        Json,
        Ask(
            N_("Changed members, as JSON"),
            hint=N_("A member that is null goes back to what it is when left out."),
        ),
    ]
    shares_name: Annotated[
        bool, Ask(N_("It has the same name as another client of the same party"))
    ]


@dataclass(frozen=True, slots=True)
class Agreement:
    """The agreement that the party accepted."""

    terms: Annotated[str, Ask(N_("Version of the agreement that the party accepted"))]


@dataclass(frozen=True, slots=True)
class Rotation:
    """When the secret before ends."""

    overlap: Annotated[str, Ask(N_("When does the present secret end?"), choices=OVERLAPS)]


@dataclass(frozen=True, slots=True)
class PartyRegister:
    path: str = "parties"
    title: str = N_("Relying parties")
    about: str = N_("The clients of relying parties, with their addresses, keys and state.")
    reads: tuple[Power, ...] = (Power.WORK_SEE,)
    looks: bool = False
    columns: tuple[Column, ...] = (
        Column("name", N_("Name")),
        Column("id", N_("Client id")),
        Column("kind", N_("Kind")),
        Column("connection", N_("Connection")),
        Column("state", N_("State")),
        Column("since", N_("Registered")),
    )
    orders: tuple[str, ...] = ("id", "since")
    hidden: tuple[str, ...] = (ClientState.REMOVED,)
    waits_in: tuple[str, ...] = (ClientState.REGISTERED,)

    @property
    def states(self) -> Mapping[str, str]:
        return STATES

    @property
    def begins(self) -> tuple[DeskAct, ...]:
        return (
            DeskAct(
                event="register",
                label=N_("Register a client"),
                power=Power.CLIENT_REGISTER,
                facts=Connecting,
                hint=N_("It may ask once it is active. A secret is shown once, after this form."),
                does=_register,
            ),
        )

    @property
    def acts(self) -> tuple[DeskAct, ...]:
        return (
            DeskAct(
                event="activate",
                label=N_("Activate"),
                power=Power.CLIENT_ACTIVATE,
                facts=Agreement,
                does=_activate,
            ),
            DeskAct(
                event="suspend",
                label=N_("Suspend"),
                power=Power.CLIENT_SUSPEND,
                facts=Because,
                question=N_("Its people cannot sign in there until it is activated again."),
                does=_suspend,
            ),
            DeskAct(
                event="edit",
                label=N_("Change the registration"),
                power=Power.CLIENT_REGISTER,
                facts=Changing,
                does=_edit,
            ),
            DeskAct(
                event="rotate-secret",
                label=N_("Give it a new secret"),
                power=Power.CLIENT_KEY_CHANGE,
                facts=Rotation,
                question=N_("The new secret is shown once. Is somebody of the party ready for it?"),
                does=_rotate,
            ),
            DeskAct(
                event="remove",
                label=N_("Remove for good"),
                power=Power.CLIENT_SUSPEND,
                facts=Because,
                question=N_(
                    "Every sign-in and token it holds ends, and its id is never given again."
                ),
                does=_remove,
            ),
        )

    def entries(self, order: ReadOrder, *, after: str | None, limit: int) -> list[ListEntry]:
        found = services().relying_parties.in_order(order, after=after, limit=limit)
        return [_entry(mark, each) for mark, each in found]

    def exact(self, words: str) -> ListEntry | None:
        found = services().relying_parties.client(words)
        return None if found is None else _entry("", found)

    def record(self, key: str) -> Record | None:
        found = services().relying_parties.as_stored(key)
        return None if found is None else _record(*found)

    def held(self, key: str) -> Record | None:
        """The same, locked until the open unit of work ends."""
        services().relying_parties.hold(key)
        return self.record(key)


BASES: Final[Mapping[str, str]] = {
    "consent": N_("The consent of the person"),
    "statutory": N_("A basis in the law, told in a notice"),
}


def _entry(mark: str, client: Client) -> ListEntry:
    return ListEntry(mark, client.state, partial(_row, client))


def _row(client: Client) -> Row:
    cells = (
        text(text_in(client.name, "vi")),
        code(client.client_id),
        word(PARTY_KINDS[client.kind]),
        word(CONNECTIONS[client.connection]),
        word(STATES[client.state]),
        moment(client.created_at),
    )
    return Row(key=client.client_id, cells=cells, waits=client.state is ClientState.REGISTERED)


def _record(client: Client, secrets: str) -> Record:
    terminals = services().ciba.terminals.for_client(client.client_id)
    provider = client.provider_id
    return Record(
        key=client.client_id,
        title=text(text_in(client.name, "vi")),
        state=client.state,
        state_label=STATES[client.state],
        facts=(
            Fact(N_("Name"), words(f"{lang}: {name}" for lang, name in client.name.items())),
            Fact(N_("Client id"), code(client.client_id)),
            Fact(N_("Kind"), word(PARTY_KINDS[client.kind])),
            Fact(N_("Connection"), word(CONNECTIONS[client.connection])),
            Fact(
                N_("Licensed provider"),
                NONE
                if provider is None
                else text(client.provider_name, link=f"/officer/providers/{provider}"),
            ),
            Fact(N_("Agreement accepted"), text(client.terms_version)),
            Fact(N_("Registered"), moment(client.created_at)),
            Fact(N_("Redirect URIs"), words(client.redirect_uris)),
            Fact(N_("Return addresses after a sign-out"), words(client.post_logout_redirect_uris)),
            Fact(N_("Grant types"), words(sorted(client.grant_types))),
            Fact(N_("Authentication"), code(client.auth_method)),
            Fact(N_("Keys"), _keys(client)),
            Fact(N_("Scopes"), words(sorted(client.scopes))),
            Fact(
                N_("Approved claims and their purposes (* essential)"),
                words(_purpose(name, each) for name, each in sorted(client.claims.items())),
            ),
            Fact(N_("Lowest level"), text(str(int(client.minimum_level or Level.NONE)))),
            Fact(N_("Pushed requests only"), word(YES_NO[client.require_pushed])),
            Fact(N_("Single sign-on"), word(YES_NO[client.sso])),
            Fact(
                N_("Basis of disclosure"), word(BASES.get(client.legal_basis, client.legal_basis))
            ),
            Fact(N_("Group of clients with the same sub"), code(client.sector)),
            Fact(N_("Terminals"), words(f"{each.branch}, {each.desk}" for each in terminals)),
        ),
        shut=_shut(client),
        unseen=secrets,
        history=HistoryOf(client.client_id),
    )


def _purpose(claim: str, purpose: ClaimPurpose) -> str:
    needed = "*" if purpose.essential else ""
    return f"{claim}{needed}: {text_in(purpose.text, 'vi')}"


def _keys(client: Client) -> Value:
    if client.jwks is not None:
        return words(key_words(each) for each in client.jwks["keys"])
    return code(client.jwks_uri)


def _shut(client: Client) -> Mapping[str, Reason]:
    shut: dict[str, Reason] = {}
    if client.state is ClientState.REMOVED:
        every = ("activate", "suspend", "edit", "rotate-secret", "remove")
        return dict.fromkeys(every, Reason.STATE_ALREADY_HOLDS)
    if client.state is ClientState.ACTIVE:
        shut["activate"] = Reason.STATE_ALREADY_HOLDS
    if client.state is ClientState.SUSPENDED:
        shut["suspend"] = Reason.STATE_ALREADY_HOLDS
    if client.auth_method not in HAVE_A_SECRET:
        shut["rotate-secret"] = Reason.MEANS_NOT_ALLOWED
    return shut


def _activate(officer: Officer, on: ActTarget, facts: Agreement) -> Outcome:
    if facts.terms != CURRENT_PARTY_TERMS:
        present = FaultInDocument(
            N_("The present version is %(about)s."), about=CURRENT_PARTY_TERMS
        )
        return Problems({"terms": OTHER_TERMS}, {"terms": (present,)})
    changed = services().relying_parties.activate(on.key, terms_version=facts.terms, actor=officer)
    return changed if isinstance(changed, Refused) else ActDone(key=on.key)


def _suspend(officer: Officer, on: ActTarget, facts: Because) -> Outcome:
    changed = services().relying_parties.suspend(on.key, reason=facts.reason, actor=officer)
    return changed if isinstance(changed, Refused) else ActDone(key=on.key)


def _remove(officer: Officer, on: ActTarget, facts: Because) -> Outcome:
    with services().database.transaction():
        removed = services().relying_parties.remove(on.key, reason=facts.reason, actor=officer)
        if isinstance(removed, Refused):
            return removed
        services().tokens.end_client(on.key, actor=officer)
        return ActDone(key=on.key)


def _rotate(officer: Officer, on: ActTarget, facts: Rotation) -> Outcome:
    overlap = timedelta(hours=int(facts.overlap))
    answer = services().relying_parties.rotate_secret(on.key, overlap=overlap, actor=officer)
    return answer if isinstance(answer, Refused) else ActDone(key=on.key, secret=answer.secret)


def _register(officer: Officer, _: ActTarget, facts: Connecting) -> Outcome:
    try:
        wanted = registration_from(facts.registration)
    except NotARegistration as error:
        return faulty_registration("registration", error)
    answer = services().relying_parties.register(
        wanted, actor=officer, shares_name=facts.shares_name
    )
    return _registered("registration", wanted, answer)


def _edit(officer: Officer, on: ActTarget, facts: Changing) -> Outcome:
    wanted: list[Registration] = []

    def change(registration: Registration) -> Registration:
        wanted.append(edited(registration, facts.changes))
        return wanted[-1]

    try:
        answer = services().relying_parties.edit(
            on.key, change, actor=officer, shares_name=facts.shares_name
        )
    except NotARegistration as error:
        return faulty_registration("changes", error)
    return _registered("changes", wanted[-1] if wanted else None, answer)


def _registered(field: str, wanted: Registration | None, answer: Registered | Refused) -> Outcome:
    if isinstance(answer, Registered):
        return ActDone(key=answer.client.client_id, secret=answer.secret)
    if answer.reason is Reason.NAME_LOOKS_ALIKE and wanted is not None:
        other = services().relying_parties.look_alike(wanted)
        if other is not None:
            other_name = f"{text_in(other.name, 'vi')} ({other.client_id})"
            alike = FaultInDocument(
                N_("People could take it for %(about)s."), place="name", about=other_name
            )
            return Problems({field: FAULTY_REGISTRATION}, {field: (alike,)})
    return answer
