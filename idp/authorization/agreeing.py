"""The person's yes: put on record, and told to them outside of this browser."""

from dataclasses import dataclass

from idp.authorization.domain.steps import AskConsent, Notify
from idp.authorization.visit import Visit
from idp.consent.domain.asking import Ask, Item
from idp.consent.domain.record import Consent
from idp.consent.service import Consents
from idp.kernel.ids import Id
from idp.notices.domain import NoticeKind
from idp.notices.service import Notices
from idp.relying_parties.domain.client import Client


@dataclass(frozen=True, slots=True)
class Setting:
    """Who agrees, in which transaction, proven to which level."""

    subject_id: Id
    transaction_id: Id
    level: int


@dataclass(frozen=True, slots=True)
class Answer:
    """A yes to the items `shown`; `chosen` are the optional ones that were ticked."""

    shown: tuple[Item, ...]
    chosen: frozenset[str]
    days: int
    lang: str
    statutory: bool = False


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
        where = Setting(visit.subject_id, visit.transaction.id, _level(visit))
        answer = Answer(step.missing, chosen, days, lang, statutory=isinstance(step, Notify))
        self.record(where, client, answer)

    def record(self, where: Setting, client: Client, answer: Answer) -> Consent:
        """Put an answer on record, wherever the question was asked, and write to the person."""
        self._tell(where.subject_id, client)
        return self.consents.give(
            where.subject_id,
            Ask(client.client_id, answer.shown),
            chosen=answer.chosen,
            days=answer.days,
            lang=answer.lang,
            level=where.level,
            transaction_id=where.transaction_id,
            provider=client.provider_name,
            statutory=answer.statutory,
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
