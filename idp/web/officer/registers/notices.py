"""Notices that could not be delivered, and trying them again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from idp.access.powers import Power
from idp.casework.domain.facts import NoFacts
from idp.kernel.actors import Officer
from idp.kernel.refusals import Reason, Refused
from idp.notices.domain import Channel
from idp.notices.failures import FailingNotice
from idp.web.current import services
from idp.web.officer.party_names import party
from idp.web.officer.records import (
    ActDone,
    ActTarget,
    Column,
    DeskAct,
    Outcome,
    Record,
    Row,
    person_value,
    subject_link,
)
from idp.web.officer.values import NONE, Fact, Kind, Value, code, moment, text, word
from idp.web.pages.labels import N_

STATES: Final[Mapping[str, str]] = {
    "failed": N_("Given up"),
    "tried": N_("Tried in vain so far"),
}
CHANNELS: Final[Mapping[Channel, str]] = {
    Channel.MAIL: N_("Letter by mail"),
    Channel.SMS: N_("Text message"),
    Channel.PROVIDER: N_("Letter to a provider"),
    Channel.LOGOUT: N_("Sign-out at a relying party"),
    Channel.PING: N_("Ping to a relying party"),
}
KEPT: Final[Mapping[bool, str]] = {
    True: N_("Yes"),
    False: N_("No: the text of a letter is deleted when it is given up"),
}


@dataclass(frozen=True, slots=True)
class NoticeRegister:
    path: str = "notices"
    title: str = N_("Failed notices")
    about: str = N_("Letters and messages that did not reach their address, and what to do then.")
    reads: tuple[Power, ...] = (Power.NOTICE_RETRY,)
    looks: bool = False
    waits_in: tuple[str, ...] = ("failed",)
    columns: tuple[Column, ...] = (
        Column("queued", N_("Written")),
        Column("channel", N_("Kind")),
        Column("what", N_("Kind of letter")),
        Column("to", N_("To")),
        Column("tries", N_("Tries")),
        Column("state", N_("State")),
    )
    begins: tuple[DeskAct, ...] = ()

    @property
    def states(self) -> Mapping[str, str]:
        return STATES

    @property
    def acts(self) -> tuple[DeskAct, ...]:
        return (
            DeskAct(
                event="retry", label=N_("Try again now"), power=Power.NOTICE_RETRY, does=_retry
            ),
        )

    def rows(self, state: str | None) -> Iterable[Row]:
        for each in services().failing_notices.all():
            if state is None or _state(each) == state:
                yield _row(each)

    def record(self, key: str) -> Record | None:
        found = services().failing_notices.one(key)
        return None if found is None else _record(found)


def _state(notice: FailingNotice) -> str:
    return "failed" if notice.given_up else "tried"


def _kind(notice: FailingNotice) -> Value:
    return NONE if notice.kind is None else Value(Kind.NOTICE, notice.kind)


def _to(notice: FailingNotice) -> Value:
    if notice.client_id is not None:
        return party(notice.client_id)
    if notice.subject_id is not None:
        return person_value(notice.subject_id)
    return text(notice.to)


def _otherwise(notice: FailingNotice) -> Value:
    """The page with the other ways to reach who did not get it."""
    if notice.client_id is not None:
        link = f"/officer/parties/{notice.client_id}"
        return Value(Kind.WORD, N_("The contacts in the registration of the party"), link=link)
    if notice.subject_id is not None:
        person = subject_link(notice.subject_id)
        return Value(Kind.WORD, N_("Other addresses of the person, and a call"), link=person)
    return word(N_("By another address of the provider, or by post"))


def _row(notice: FailingNotice) -> Row:
    cells = (
        moment(notice.queued_at),
        word(CHANNELS[notice.channel]),
        _kind(notice),
        _to(notice),
        text(str(notice.attempts)),
        word(STATES[_state(notice)]),
    )
    return Row(key=notice.id, cells=cells, waits=notice.given_up and notice.kept)


def _record(notice: FailingNotice) -> Record:
    state = _state(notice)
    return Record(
        key=notice.id,
        title=word(CHANNELS[notice.channel]),
        state=state,
        state_label=STATES[state],
        facts=(
            Fact(N_("Written"), moment(notice.queued_at)),
            Fact(N_("To"), _to(notice)),
            Fact(N_("Address"), NONE if notice.subject_id else code(notice.to)),
            Fact(N_("Kind of letter"), _kind(notice)),
            Fact(N_("Tries"), text(str(notice.attempts))),
            Fact(N_("Can be tried again"), word(KEPT[notice.kept])),
            Fact(N_("Reach otherwise"), _otherwise(notice)),
        ),
        shut={} if notice.kept else {"retry": Reason.EXPIRED},
    )


def _retry(officer: Officer, on: ActTarget, _: NoFacts) -> Outcome:
    tried = services().failing_notices.retry(on.key, actor=officer)
    return tried if isinstance(tried, Refused) else ActDone(key=on.key)
