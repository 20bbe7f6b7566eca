"""Licensed providers and their certificates (D18.4, D19.3-1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Annotated, Final

from idp.access.powers import Power
from idp.kernel.actors import Officer
from idp.kernel.clock import instant_of
from idp.kernel.ids import is_id
from idp.kernel.refusals import Reason, Refused
from idp.licensing.domain import LicensedProvider, is_valid
from idp.platform.database import ReadOrder
from idp.web.current import services
from idp.web.officer.forms import Ask, Because
from idp.web.officer.records import (
    ActDone,
    ActTarget,
    Column,
    DeskAct,
    ListEntry,
    Outcome,
    Record,
    Row,
)
from idp.web.officer.values import Fact, code, moment, text, word
from idp.web.pages.labels import N_

STATES: Final[Mapping[str, str]] = {
    "valid": N_("Certificate valid"),
    "expired": N_("Certificate expired"),
    "revoked": N_("Certificate revoked"),
}


@dataclass(frozen=True, slots=True)
class Licence:
    """A provider and its certificate of eligibility."""

    name: Annotated[str, Ask(N_("Name"), hint=N_("As people read it beside the name of a party."))]
    until: Annotated[
        date,
        Ask(
            N_("End of the certificate"),
            hint=N_("The first day, in Viet Nam, on which it no longer holds."),
        ),
    ]
    help_line: Annotated[str, Ask(N_("Help line of the provider"))]
    mail: Annotated[str, Ask(N_("Mail address for reports of losses"))] = ""


@dataclass(frozen=True, slots=True)
class ProviderRegister:
    path: str = "providers"
    title: str = N_("Licensed providers")
    about: str = N_("The providers through which other organisations connect.")
    reads: tuple[Power, ...] = (Power.WORK_SEE,)
    looks: bool = False
    columns: tuple[Column, ...] = (
        Column("name", N_("Name")),
        Column("until", N_("End of the certificate")),
        Column("state", N_("State")),
        Column("help", N_("Help line of the provider")),
    )
    orders: tuple[str, ...] = ("name", "until")
    hidden: tuple[str, ...] = ()
    waits_in: tuple[str, ...] = ()

    @property
    def states(self) -> Mapping[str, str]:
        return STATES

    @property
    def begins(self) -> tuple[DeskAct, ...]:
        return (
            DeskAct(
                event="register",
                label=N_("Register a provider"),
                power=Power.PROVIDER_REGISTER,
                facts=Licence,
                does=_register,
            ),
        )

    @property
    def acts(self) -> tuple[DeskAct, ...]:
        return (
            DeskAct(
                event="revoke",
                label=N_("Revoke the certificate"),
                power=Power.PROVIDER_REVOKE,
                question=N_("No client of this provider can ask anything from then on."),
                facts=Because,
                does=_revoke,
            ),
        )

    def entries(self, order: ReadOrder, *, after: str | None, limit: int) -> list[ListEntry]:
        found = services().licensing.in_order(order, after=after, limit=limit)
        return [_entry(mark, each) for mark, each in found]

    def exact(self, words: str) -> ListEntry | None:
        found = services().licensing.provider(words) if is_id(words) else None
        return None if found is None else _entry("", found)

    def record(self, key: str) -> Record | None:
        found = services().licensing.provider(key) if is_id(key) else None
        return None if found is None else _record(found)


def _state(provider: LicensedProvider) -> str:
    if provider.revoked_at is not None:
        return "revoked"
    return "valid" if is_valid(provider, services().clock.now()) else "expired"


def _entry(mark: str, provider: LicensedProvider) -> ListEntry:
    return ListEntry(mark, _state(provider), partial(_row, provider))


def _row(provider: LicensedProvider) -> Row:
    cells = (
        text(provider.name),
        moment(provider.certificate_until),
        word(STATES[_state(provider)]),
        text(provider.help_line),
    )
    return Row(key=provider.id, cells=cells)


def _record(provider: LicensedProvider) -> Record:
    state = _state(provider)
    return Record(
        key=provider.id,
        title=text(provider.name),
        state=state,
        state_label=STATES[state],
        facts=(
            Fact(N_("Provider id"), code(provider.id)),
            Fact(N_("End of the certificate"), moment(provider.certificate_until)),
            Fact(N_("Revoked"), moment(provider.revoked_at)),
            Fact(N_("Help line of the provider"), text(provider.help_line)),
            Fact(N_("Mail address for reports of losses"), text(provider.mail)),
        ),
        shut={"revoke": Reason.STATE_ALREADY_HOLDS} if state == "revoked" else {},
        over=state == "revoked",
    )


def _register(officer: Officer, _: ActTarget, facts: Licence) -> Outcome:
    made = services().licensing.register(
        name=facts.name,
        certificate_until=instant_of(facts.until),
        help_line=facts.help_line,
        mail=facts.mail or None,
        actor=officer,
    )
    return made if isinstance(made, Refused) else ActDone(key=made.id)


def _revoke(officer: Officer, on: ActTarget, facts: Because) -> Outcome:
    revoked = services().licensing.revoke(on.key, reason=facts.reason, actor=officer)
    return revoked if isinstance(revoked, Refused) else ActDone(key=on.key)
