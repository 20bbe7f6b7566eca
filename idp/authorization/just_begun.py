"""Transactions that this process began a moment ago, for their first page.

`/authorize` redirects to the page that asks who signs in (docs/decisions/0004), and the browser
follows at once, mostly on the same connection, so to the same process. What the redirect was
decided from is then still as it was: a form that could change it comes from that page. Where
another process showed the page first, Back or a reload within `SEEN_FOR` may show it here once more
as it was; its form is read and decided like any other.
"""

import threading
from collections import OrderedDict

from idp.authorization.domain.request import AuthorizationRequest, Request
from idp.authorization.domain.steps import Authenticate
from idp.authorization.interaction import Interaction
from idp.kernel.clock import Clock
from idp.kernel.ids import Id
from idp.platform.cached import SEEN_FOR


class JustBegun:
    """Hands an interaction over once, within `SEEN_FOR`, to the browser that began it.

    Only one without a session, a person, or a hint of one in its request, so that nothing of a
    person outlives its request here.
    Thread-safe; the oldest of more than `most` is dropped.
    """

    def __init__(self, clock: Clock, *, most: int = 1_000) -> None:
        self._clock = clock
        self._most = most
        self._kept: OrderedDict[Id, Interaction] = OrderedDict()
        self._lock = threading.Lock()

    def keep(self, interaction: Interaction) -> None:
        """Keep an interaction whose row is committed and whose person is to be asked for."""
        known = interaction.session_token is not None or interaction.subject_id is not None
        if (
            known
            or _names_somebody(interaction.transaction.request)
            or not isinstance(interaction.step, Authenticate)
        ):
            return
        with self._lock:
            self._drop_old()
            self._kept[interaction.transaction.id] = interaction

    def take(
        self, transaction_id: Id, *, browser: str | None, session_token: str | None
    ) -> Interaction | None:
        """The interaction that this browser just began without a session; each one once."""
        with self._lock:
            found = self._kept.get(transaction_id)
            if found is None or found.browser != browser or session_token is not None:
                return None
            del self._kept[transaction_id]
        return found if self._is_new(found) else None

    def forget(self, transaction_id: Id) -> None:
        """Keep it no longer: from now on it is read."""
        with self._lock:
            self._kept.pop(transaction_id, None)

    def _drop_old(self) -> None:
        while self._kept:
            oldest = next(iter(self._kept.values()))
            if self._is_new(oldest) and len(self._kept) < self._most:
                return
            self._kept.popitem(last=False)

    def _is_new(self, interaction: Interaction) -> bool:
        begun = interaction.transaction.begun_at
        return begun <= self._clock.now() < begun + SEEN_FOR


def _names_somebody(asked: Request) -> bool:
    """Whether the request says something of a person: a hint, or values to compare."""
    return isinstance(asked, AuthorizationRequest) and bool(
        asked.login_hint or asked.hinted_sub or asked.matches
    )
