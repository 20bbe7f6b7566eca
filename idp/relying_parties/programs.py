"""Clients of the admin API: who may give a program its powers, and that it takes two people."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from idp.access.powers import Power, may
from idp.casework.permissions import Permissions
from idp.history.domain import EventType
from idp.history.service import History
from idp.kernel.actors import Actor, Officer, Operator, SecondPerson, person_of
from idp.kernel.clock import Clock
from idp.kernel.refusals import Reason
from idp.relying_parties.domain.client import Client, ClientState
from idp.relying_parties.domain.registration import ADMIN_SCOPE

_MADE: Final = frozenset({EventType.CLIENT_REGISTERED, EventType.CLIENT_EDITED})
_KNOWN: Final = frozenset(Power)


def hands_out(scopes: Iterable[str]) -> bool:
    """Whether a client with these scopes is one of the admin API."""
    return any(each.startswith(ADMIN_SCOPE) for each in scopes)


@dataclass(frozen=True)
class ProgramPowers:
    """No officer alone gets by a program what their roles do not give them (requirement D4.8)."""

    clock: Clock
    history: History
    permissions: Permissions
    second_person: SecondPerson

    def refusal(self, actor: Actor, scopes: Iterable[str]) -> Reason | None:
        """Why this actor may not make a client with these scopes, which need powers of their own.

        As `may` says of the first power that the actor does not have: NOT_AUTHORISED, UNMET_LEVEL
        or FRESH_SIGN_IN_REQUIRED. None where the scopes are none of the admin API.
        """
        asked = sorted(each for each in scopes if each.startswith(ADMIN_SCOPE))
        for power in (each.removeprefix(ADMIN_SCOPE) for each in asked):
            if power not in _KNOWN:
                return Reason.NOT_AUTHORISED
            reason = may(actor, Power(power), self.clock.now())
            if reason is not None:
                return reason
        return None

    def activation_refusal(self, actor: Actor, client: Client) -> Reason | None:
        """Why this actor may not activate the locked client; None for others than the admin API's.

        COMMANDS_PROPOSE for everybody but an officer: a command only in the demonstration. Then as
        `refusal`; FOUR_EYES for whoever registered or changed it since it was last activated, with
        any account, and where the history does not tell who did.
        """
        if not hands_out(client.scopes):
            return None
        in_demo = self.second_person.demo and isinstance(actor, Operator)
        if not (in_demo or isinstance(actor, Officer)):
            return Reason.COMMANDS_PROPOSE
        reason = self.refusal(actor, client.scopes)
        if reason is not None:
            return reason
        authors = self._authors(client.client_id)
        if not authors and client.state is ClientState.REGISTERED:
            return Reason.FOUR_EYES
        told = (self._not_another(author, actor) for author in authors)
        return next((each for each in told if each is not None), None)

    def _authors(self, client_id: str) -> list[Actor]:
        """Who registered or changed it since it was last activated."""
        authors: list[Actor] = []
        kinds = _MADE | {EventType.CLIENT_ACTIVATED}
        for entry in self.history.about_client(client_id, kinds):
            if entry.happening is EventType.CLIENT_ACTIVATED:
                break
            authors.append(entry.actor)
        return authors

    def _not_another(self, author: Actor, actor: Actor) -> Reason | None:
        if not isinstance(actor, Officer):
            return self.second_person.refusal(author, actor)
        same = isinstance(author, Officer) and author.officer_id == actor.officer_id
        own = same or self.permissions.is_own(actor, person_of(author))
        return Reason.FOUR_EYES if own else None
