"""Consents that were given for an organisation: seen and withdrawn by who represents it (X15.2).

They are given at a relying party, by whoever represents it alone (`consent_step`).
"""

from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from idp.accounts.domain import unusable_reason
from idp.accounts.locks import AccountLocks
from idp.accounts.service import Accounts
from idp.consent.domain.record import Consent
from idp.consent.service import Consents
from idp.history.context import ServiceContext
from idp.history.domain import EventType
from idp.kernel.actors import Person
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused
from idp.representation.domain import RepresentationKind, agents_of
from idp.representation.service import Representations
from idp.tokens.service import Tokens

_HEAD: Final = RepresentationKind.LEGAL_REPRESENTATIVE


class OrganisationConsent(NamedTuple):
    """`given_by`: the person, None where history does not say, or was altered."""

    consent: Consent
    given_by: Id | None


class OrganisationConsentList(NamedTuple):
    """The newest first; `acted`: who represents or represented the organisation."""

    given: tuple[OrganisationConsent, ...]
    acted: frozenset[Id]


@dataclass(frozen=True)
class OrganisationConsents:
    context: ServiceContext
    accounts: Accounts
    account_locks: AccountLocks
    representations: Representations
    consents: Consents
    tokens: Tokens

    def of(self, organisation: Id, person_id: Id) -> OrganisationConsentList | Refused:
        """The consents of an organisation for who represents it, ended ones too.

        Refused: NOT_REPRESENTATIVE.
        """
        if not self._represents(person_id, organisation):
            return Refused(Reason.NOT_REPRESENTATIVE)
        records = self.representations.of_principal(organisation)
        return OrganisationConsentList(
            tuple(
                OrganisationConsent(each, self.consents.giver(each))
                for each in self.consents.for_subject(organisation)
            ),
            frozenset(each.agent_id for each in records if each.agent_id is not None),
        )

    def withdraw(self, organisation: Id, consent_id: Id, *, actor: Person) -> Consent | Refused:
        """Withdraw one in the organisation's place, with every token that is based on it.

        Also by one of those who have to act jointly: it gives nobody anything. Histories of both
        tell who did. Refused: as `unusable_reason` of the person's account; NOT_REPRESENTATIVE,
        also of who was dropped meanwhile; NOT_FOUND of another's consent; PAGE_CHANGED where
        another one is in its place by now, which the page did not show; STATE_ALREADY_HOLDS.
        """
        by = replace(actor, acting_for=organisation)
        with self.context.database.transaction():
            self.account_locks.lock(organisation)
            reason = self._refusal(organisation, consent_id, actor.subject_id)
            if reason is not None:
                return Refused(reason)
            done = self.tokens.withdraw_consent(organisation, consent_id, actor=by)
            if not isinstance(done, Refused):
                self.context.history.append(
                    EventType.CONSENT_WITHDRAWN_FOR_ANOTHER,
                    subject_id=actor.subject_id,
                    actor=by,
                    client_id=done.client_id,
                    facts={"other": organisation, "part": "agent", "items": list(done.items)},
                )
            return done

    def _refusal(self, organisation: Id, consent_id: Id, person_id: Id) -> Reason | None:
        status = self.accounts.status_of(person_id)
        unusable = unusable_reason(status, self.context.clock.now())
        if unusable is not None:
            return unusable
        if not self._represents(person_id, organisation):
            return Reason.NOT_REPRESENTATIVE
        consent = self.consents.by_id(consent_id)
        if consent is None or consent.subject_id != organisation:
            return Reason.NOT_FOUND
        live = self.consents.live(organisation, consent.client_id)
        if live is not None and live.id != consent.id:
            return Reason.PAGE_CHANGED
        return Reason.STATE_ALREADY_HOLDS if live is None else None

    def _represents(self, person_id: Id, organisation: Id) -> bool:
        held = self.representations.in_force(organisation)
        return person_id in agents_of(each for each in held if each.kind is _HEAD)
