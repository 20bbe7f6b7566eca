"""Who acts for the person of an application: found, asked about again, read anew, put on record."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from idp.accounts.domain import alone_from
from idp.accounts.service import Accounts
from idp.authorization.endings import Endings
from idp.casework.permissions import Permissions
from idp.issuance.applicants import GuardianAtCounter, guardian_again, of_guardian
from idp.issuance.domain import FieldRefused
from idp.issuance.guardians import (
    AuthorityToAct,
    GuardianPaper,
    ShownPaper,
    StatedGuardian,
    acts_by,
)
from idp.issuance.sources import ApplicantRecord, ApplicantSources
from idp.kernel.actors import Actor
from idp.kernel.clock import Clock, civil_day
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused
from idp.registries.records import BODIES
from idp.representation.domain import OF_WARDS, RepresentationKind, StatedAgent
from idp.representation.service import REGISTRIES, Representations

_FIELD: Final = "guardian_number"


@dataclass(frozen=True)
class Accompanying:
    """Of applications at a desk (D10.2d, D11.2dd)."""

    clock: Clock
    accounts: Accounts
    representations: Representations
    permissions: Permissions
    sources: ApplicantSources
    endings: Endings

    def stated(
        self,
        along: GuardianAtCounter,
        recorded: ApplicantRecord,
        whose: Id | None,
        *,
        on: date,
        actor: Actor,
    ) -> StatedGuardian | Refused:
        """Who comes along with the person of this record, as the registers say it on this day.

        `whose`: the person, where they are here. Asks a register: not inside a transaction.
        Refused, mostly at a field of theirs: as `GuardianAtCounter.recorded`; OWN_MATTER where the
        officer is that person; NO_GUARDIANSHIP where nothing says that they act for the other one
        alone, they need somebody themself, or they are that one, or where a paper was issued by
        what is called as a registry here.
        """
        if along.paper is not None and along.paper.issuer in REGISTRIES:
            return FieldRefused(Reason.NO_GUARDIANSHIP, field="paper_issuer")
        found = along.recorded(self.sources)
        if isinstance(found, Refused):
            return found
        if self.permissions.is_own(actor, self.representations.person_with(found.number)):
            return Refused(Reason.OWN_MATTER)
        held = None if whose is None else self._decided(found.number, whose)
        told = acts_by(
            found.number,
            stated=recorded.agents(),
            recorded=held,
            paper=along.paper,
            claimed=along.acts_as,
            born=recorded.birthdate,
            on=on,
        )
        if isinstance(told, Reason) or not self._may_guard(found, recorded, on):
            return FieldRefused(Reason.NO_GUARDIANSHIP, field=_FIELD)
        paper = along.paper if told.authority is AuthorityToAct.PAPER else None
        return StatedGuardian(
            guardian_number=found.number,
            guardian_name=str(found.data["name"].value),
            guardian_document=along.document,
            acts_as=told.kind,
            authority=told.authority,
            authority_source=told.source if paper is None else paper.issuer,
            paper_kind=GuardianPaper.NONE if paper is None else paper.kind,
            paper_number="" if paper is None else paper.number,
            paper_issued_on="" if paper is None else paper.issued_on.isoformat(),
        )

    def again(
        self, guardian: StatedGuardian, recorded: ApplicantRecord, whose: Id, *, on: date
    ) -> Refused | None:
        """Why, by the registers of now, this one does not act for the person of the record.

        `on`: the day of receipt, by which the age counts. Not inside a transaction. Refused: as
        `guardian_again`, NO_GUARDIANSHIP.
        """
        refused = guardian_again(self.sources, guardian)
        if refused is not None:
            return of_guardian(refused)
        told = acts_by(
            guardian.guardian_number,
            stated=recorded.agents(),
            recorded=self._decided(guardian.guardian_number, whose),
            paper=_paper_of(guardian),
            claimed=guardian.acts_as,
            born=recorded.birthdate,
            on=on,
        )
        return Refused(told) if isinstance(told, Reason) else None

    def keep_stated(self, whose: Id, recorded: ApplicantRecord, actor: Actor) -> None:
        """Put on record what registers say of who acts; joins the transaction of the caller."""
        for register, agents in recorded.stated.items():
            self.representations.reconcile(whose, register, agents, actor=actor)

    def is_ward(self, whose: Id) -> bool:
        """Whether the person is a ward or represented by anything that is on record."""
        return self.representations.guarding_register(whose) is not None or self.accounts.is_ward(
            whose
        )

    def refusal(self, whose: Id, guardian: StatedGuardian) -> Reason | None:
        """Why this one does not act for the person by what is on record now; None where they do.

        A paper shows it as long as no register names anybody. The child of a parent who has come of
        age since it was received, and is no ward, has nobody who could act. NO_GUARDIANSHIP. Inside
        the transaction of the caller, who has locked the person.
        """
        if self.representations.names_alone(guardian.guardian_number, whose) is not None:
            return None
        if guardian.authority is AuthorityToAct.PAPER:
            shown = not self.representations.of_registers(whose)
        else:
            shown = guardian.acts_as is RepresentationKind.PARENT and self.has_grown(whose)
        return None if shown else Reason.NO_GUARDIANSHIP

    def acts(self, person_id: Id, whose: Id, guardian: StatedGuardian) -> bool:
        """Whether this person is who came along, and acts for the other alone by a record."""
        number = guardian.guardian_number
        known = self.representations.person_with(number)
        return known == person_id and self.representations.names_alone(number, whose) is not None

    def has_grown(self, whose: Id) -> bool:
        """Whether the person is 14 by now, and no ward."""
        day = self.accounts.fourteen_from(whose)
        grown = day is not None and civil_day(self.clock.now()) >= day
        return grown and not self.is_ward(whose)

    def is_of(self, actor: Actor, whose: Id, guardian: StatedGuardian | None) -> bool:
        """Whether the officer came along with the person, or acts for them by a record."""
        theirs = set(self.representations.agents(whose))
        theirs |= {
            each.agent_id
            for each in self.representations.of_registers(whose)
            if each.agent_id is not None
        }
        if guardian is not None:
            along = self.representations.person_with(guardian.guardian_number)
            theirs |= set() if along is None else {along}
        return any(self.permissions.is_own(actor, each) for each in theirs)

    def place(self, whose: Id, guardian: StatedGuardian, actor: Actor) -> None:
        """Have the account used with who acts for its person, as two officers decided.

        What a paper shows goes on record, with its issuer as the body that decided. Who becomes a
        ward has nothing open any more that was begun alone (D14.2-1). Who has come of age since is
        placed under nobody. Joins the transaction of the caller.
        """
        register = self.representations.guarding_register(whose)
        ward = guardian.acts_as in OF_WARDS
        if register is not None:
            body = BODIES[register]
            placed = self.accounts.follow_register(whose, ward=True, body=body, actor=actor)
        elif ward and guardian.authority is AuthorityToAct.PAPER:
            body = guardian.authority_source
            placed = self.accounts.place_with_account(whose, body=body, actor=actor)
        else:
            placed = False
        if guardian.authority is AuthorityToAct.PAPER and not self.has_grown(whose):
            stated = StatedAgent(
                number=guardian.guardian_number,
                kind=guardian.acts_as,
                starts_on=date.fromisoformat(guardian.paper_issued_on),
            )
            body = guardian.authority_source
            self.representations.record_shown(whose, stated, body=body, actor=actor)
        if placed:
            self.endings.end(whose, actor=actor, reason="guardianship_recorded")

    def _decided(self, number: str, whose: Id) -> RepresentationKind | None:
        """As what a body's decision has this one act for the person, whatever registers said."""
        return self.representations.names_alone(number, whose, registers=False)

    def _may_guard(self, found: ApplicantRecord, of: ApplicantRecord, on: date) -> bool:
        """Whether somebody may act for another: 14 by then, no ward, and not that one."""
        known = self.representations.person_with(found.number)
        ward = found.is_ward(on) or (known is not None and self.is_ward(known))
        return found.number != of.number and on >= alone_from(found.birthdate) and not ward


def _paper_of(guardian: StatedGuardian) -> ShownPaper | None:
    if guardian.authority is not AuthorityToAct.PAPER:
        return None
    return ShownPaper(
        kind=guardian.paper_kind,
        number=guardian.paper_number,
        issuer=guardian.authority_source,
        issued_on=date.fromisoformat(guardian.paper_issued_on),
    )
