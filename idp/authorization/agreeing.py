"""The person's yes: put on record, and told to them outside of this browser."""

from dataclasses import dataclass

from idp.authorization.domain.steps import AskConsent, Notify
from idp.authorization.visit import Visit
from idp.consent.domain.asking import Ask
from idp.consent.service import Consents
from idp.kernel.ids import Id
from idp.notices.domain import NoticeKind
from idp.notices.service import Notices
from idp.relying_parties.domain.client import Client


@dataclass(frozen=True)
class Agreeing:
    """Joins the verb that calls it."""

    consents: Consents
    notices: Notices

    def put_on_record(
        self,
        visit: Visit,
        client: Client,
        step: AskConsent | Notify,
        *,
        chosen: frozenset[str],
        days: int,
        lang: str,
    ) -> None:
        """What the page of `step` showed is agreed to. Raises ValueError while nobody is known."""
        if visit.subject_id is None:
            raise ValueError("nobody is there to agree")
        self._tell(visit.subject_id, client)
        self.consents.give(
            visit.subject_id,
            Ask(client.client_id, step.missing),
            chosen=chosen,
            days=days,
            lang=lang,
            level=_level(visit),
            transaction_id=visit.transaction.id,
            provider=client.provider_name,
            statutory=isinstance(step, Notify),
        )

    def _tell(self, subject_id: Id, client: Client) -> None:
        """A letter that somebody who took the person's place in this browser does not read."""
        known = any(each.client_id == client.client_id for each in self.consents.of(subject_id))
        self.notices.tell(
            subject_id,
            text_key=NoticeKind.CONSENT_GIVEN if known else NoticeKind.FIRST_SIGN_IN,
            facts={"client_id": client.client_id, "client_name": dict(client.name)},
        )


def _level(visit: Visit) -> int:
    event, presence = visit.situation.event, visit.situation.presence
    if event is None and presence is not None:
        event = presence.event
    return 0 if event is None else int(event.level)
