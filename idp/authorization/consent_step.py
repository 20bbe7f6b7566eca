"""The consent step: record the decision, and notify the person outside of this browser."""

from dataclasses import dataclass

from idp.authorization.domain.steps import RequestConsent, ShowNotice
from idp.authorization.interaction import Interaction
from idp.consent.domain.page import ConsentText, page_of
from idp.consent.domain.record import DEFAULT_DAYS, Consent, changes
from idp.consent.domain.request import ConsentRequest, Item
from idp.consent.service import Consents
from idp.kernel.actors import Person
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused
from idp.notices.domain import NoticeKind
from idp.notices.service import Notices
from idp.platform.secrets import constant_time_equal
from idp.relying_parties.domain.client import Client


@dataclass(frozen=True, slots=True)
class ConsentContext:
    """The person who consents, the transaction, and the level of the sign-in.

    `given_by`: who acts for the person, where it is given in their place.
    """

    subject_id: Id
    transaction_id: Id
    level: int
    given_by: Person | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentDecision:
    """Consent given on a page in `lang`; `chosen` are the optional items that were ticked.

    `shown` is the digest of the page that the person saw. It is compared only: the record is made
    from the page as it would be shown now, and only if its digest is the same.
    """

    shown: str
    chosen: frozenset[str]
    days: int
    lang: str


@dataclass(frozen=True)
class ConsentRecorder:
    """Joins the caller's transaction."""

    consents: Consents
    notices: Notices

    def record_step(
        self,
        interaction: Interaction,
        client: Client,
        step: RequestConsent | ShowNotice,
        answer: ConsentDecision,
    ) -> Consent | Refused:
        """Consent to what the page of `step` shows. Raises ValueError while the person is unknown.

        Refused: PAGE_CHANGED when the page's content has changed since.
        """
        principal_id = interaction.principal_id
        if principal_id is None:
            raise ValueError("the person who consents is not known")
        page = consent_page(interaction, client, step, lang=answer.lang)
        where = ConsentContext(
            principal_id,
            interaction.transaction.id,
            _level(interaction),
            given_by=interaction.person,
        )
        return self.record(where, client, step.missing, page, answer)

    def record(
        self,
        where: ConsentContext,
        client: Client,
        items: tuple[Item, ...],
        page: ConsentText,
        answer: ConsentDecision,
    ) -> Consent | Refused:
        """Record a consent, for a sign-in in the browser or at a counter.

        The person gets a letter, unless the same consent was on record before. Refused:
        PAGE_CHANGED.
        """
        if not constant_time_equal(
            answer.shown.encode("utf-8", "surrogatepass"), page.digest.encode()
        ):
            return Refused(Reason.PAGE_CHANGED)
        earlier = [
            each
            for each in self.consents.for_subject(where.subject_id)
            if each.client_id == client.client_id
        ]
        days = answer.days if answer.days in page.durations else DEFAULT_DAYS
        given = self.consents.record(
            where.subject_id,
            ConsentRequest(client.client_id, items),
            page,
            chosen=answer.chosen,
            days=days,
            level=where.level,
            transaction_id=where.transaction_id,
            given_by=where.given_by,
        )
        before = next((each for each in earlier if each.is_live(given.given_at)), None)
        if changes(before, given):
            self._notify(where.subject_id, client, known=bool(earlier))
        return given

    def _notify(self, subject_id: Id, client: Client, *, known: bool) -> None:
        """A letter outside this browser, where an attacker may have taken the person's place."""
        self.notices.notify(
            subject_id,
            text_key=NoticeKind.CONSENT_GIVEN if known else NoticeKind.FIRST_SIGN_IN,
            facts={"client_id": client.client_id, "client_name": dict(client.name)},
        )


def consent_page(
    interaction: Interaction, client: Client, step: RequestConsent | ShowNotice, *, lang: str
) -> ConsentText:
    """The content of the consent page now, in a language."""
    context = interaction.context
    return page_of(
        client,
        step.missing,
        context.consent,
        lang=lang,
        now=context.now,
        statutory=isinstance(step, ShowNotice),
    )


def _level(interaction: Interaction) -> int:
    event, session = interaction.context.event, interaction.context.session
    if event is None and session is not None:
        event = session.event
    return 0 if event is None else int(event.level)
