"""The letter that each decision owes, with the notice that it is there: one call for who decides.

Each verb belongs inside the unit of work of its decision, and raises ReasonMissing where the letter
would state no reason: then neither is made.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from idp.casework.domain.moves import Done, Move
from idp.kernel.actors import Actor
from idp.kernel.ids import Id
from idp.letters.domain import LetterKind, NumberedLetter, ToBody, ToPerson, ToSender, signer_of
from idp.letters.domain.texts import (
    DATA,
    DOCUMENT_DISAGREES,
    NOT_INTEGRATED,
    OWN_REASONS,
    REGISTERS,
    SEXES,
)
from idp.letters.service import NO_DATA, Letters
from idp.notices.domain import NoticeKind
from idp.notices.service import Notices
from idp.subjects.domain import Source
from idp.violations.service import MisuseEffects


@dataclass(frozen=True)
class DecisionLetters:
    letters: Letters
    notices: Notices

    def can_reach(self, subject_id: Id) -> bool:
        """Whether the person can be written to: not after they were erased."""
        return self.letters.can_be_to(subject_id)

    def account_locked(
        self, subject_id: Id, *, ground: str, body: str, remedy: str, actor: Actor
    ) -> NumberedLetter:
        """To the person: the ground is the reason (D15)."""
        return self._to_person(
            LetterKind.ACCOUNT_LOCKED,
            subject_id,
            actor,
            reasons=(ground,),
            data={"body": body, "remedy": remedy},
            notice=NoticeKind.ACCOUNT_LOCKED,
            told={"ground": ground, "remedy": remedy},
        )

    def account_unlocked(self, subject_id: Id, *, actor: Actor) -> NumberedLetter:
        """To the person."""
        kind = LetterKind.ACCOUNT_UNLOCKED
        return self._to_person(kind, subject_id, actor, notice=NoticeKind.ACCOUNT_UNLOCKED)

    def loss_case_closed(
        self,
        subject_id: Id,
        *,
        number: str,
        outcome: str,
        digests: Sequence[str] = (),
        actor: Actor,
    ) -> NumberedLetter:
        """To the person of the case; `digests` (SHA-256) of its documents."""
        kind, kept = LetterKind.LOSS_CASE_CLOSED, ", ".join(digests)
        data = {"case": number, "document": kept}
        return self._to_person(kind, subject_id, actor, reasons=(outcome,), data=data)

    def recovery_refused(self, subject_id: Id, *, document: str, actor: Actor) -> NumberedLetter:
        """To the holder of the account, whoever came to the counter with this document."""
        kind, reasons = LetterKind.RECOVERY_REFUSED, (DOCUMENT_DISAGREES,)
        data = {"document": document}
        return self._to_person(kind, subject_id, actor, reasons=reasons, data=data)

    def misuse_closed(
        self, subject_id: Id, *, number: str, party: str, outcome: str, actor: Actor
    ) -> NumberedLetter:
        """To the person whose result was passed on or used again."""
        kind, data = LetterKind.VIOLATION_CLOSED, {"case": number, "party": party}
        return self._to_person(kind, subject_id, actor, reasons=(outcome,), data=data)

    def correction_decided(
        self,
        kind: LetterKind,
        subject_id: Id,
        *,
        number: str,
        datum: str,
        value: str,
        source: Source,
        ground: str,
        actor: Actor,
    ) -> NumberedLetter:
        """To the person who asked for a correction; `kind` is that of the decision."""
        data = {
            "case": number,
            "datum": DATA[datum],
            "value": SEXES[value] if datum == "gender" else value,
            "register": REGISTERS.get(source, ""),
        }
        return self._to_person(kind, subject_id, actor, reasons=(ground,), data=data)

    def registrations_merged(
        self, subject_id: Id, *, number: str, ground: str, actor: Actor
    ) -> NumberedLetter:
        """To the person who goes on with this registration; the other gets `account_locked`."""
        kind, data = LetterKind.REGISTRATIONS_MERGED, {"case": number}
        return self._to_person(kind, subject_id, actor, reasons=(ground,), data=data)

    def merge_refused(
        self, subject_id: Id, *, number: str, ground: str, actor: Actor
    ) -> NumberedLetter:
        """To the holder of one of two registrations that stay as they are."""
        kind, data = LetterKind.MERGE_REFUSED, {"case": number}
        return self._to_person(kind, subject_id, actor, reasons=(ground,), data=data)

    def account_granted(
        self,
        subject_id: Id,
        *,
        number: str,
        level: int,
        left_out: Sequence[str],
        told: bool,
        basis: str = "",
        actor: Actor,
    ) -> NumberedLetter:
        """To the person whose account was granted, or raised to a level (D10.2c).

        `left_out`: what they asked to have integrated, and no register here tells.
        `told`: whether a notice of its own says so; else the link by which they activate it does.
        `basis`: the legal basis, empty for that of citizens.
        """
        data = {"case": number, "level": f"{level:02}", **dict.fromkeys(left_out, NOT_INTEGRATED)}
        kind, signer = LetterKind.ACCOUNT_GRANTED, signer_of(actor)
        letter = self.letters.issue(
            kind, ToPerson(subject_id), reasons=(), signer=signer, data=data, basis=basis
        )
        if told:
            facts = {"number": number, "letter": letter.number}
            self.notices.notify(subject_id, text_key=NoticeKind.ACCOUNT_GRANTED, facts=facts)
        return letter

    def account_refused(
        self, subject_id: Id, *, number: str, ground: str, basis: str = "", actor: Actor
    ) -> NumberedLetter:
        """To the person who applied for an account, who may have none to read the letter with.

        `basis`: as of `account_granted`.
        """
        return self._to_person(
            LetterKind.ACCOUNT_REFUSED,
            subject_id,
            actor,
            reasons=(ground,),
            data={"case": number},
            notice=NoticeKind.ACCOUNT_REFUSED,
            told={"number": number, "ground": ground},
            basis=basis,
        )

    def application_refused(
        self, *, number: str, ground: str, basis: str, language: str, actor: Actor
    ) -> NumberedLetter:
        """To whoever sent an application that made no case; `ground` is in this language."""
        return self.letters.issue(
            LetterKind.ACCOUNT_REFUSED,
            ToSender(number),
            reasons=(ground,),
            signer=signer_of(actor),
            data={"case": number},
            basis=basis,
            language=language,
        )

    def organisation_decided(
        self,
        kind: LetterKind,
        filer: Id,
        *,
        notice: NoticeKind,
        told: Mapping[str, str],
        ground: str | None = None,
        actor: Actor,
    ) -> NumberedLetter:
        """To who applied for an organisation's account (D12.4).

        `told`: `number` of the case, `body` (the name of the organisation), and with a grant its
        `organisation_number`. `ground`: None where a representative did not agree.
        """
        data = {"case": told["number"], "organisation": told["body"]}
        said = {"number": told["number"], "body": told["body"]}
        if "organisation_number" in told:
            data["organisation_number"] = said["label"] = told["organisation_number"]
        why = OWN_REASONS.get(kind) if ground is None else ground
        reasons = () if why is None else (why,)
        if ground is not None:
            said["ground"] = ground
        return self._to_person(
            kind, filer, actor, reasons=reasons, data=data, notice=notice, told=said
        )

    def client_suspended(
        self, *, name: str, client_id: str, reason: str, actor: Actor
    ) -> NumberedLetter:
        """To the relying party."""
        return self.letters.issue(
            LetterKind.CLIENT_SUSPENDED,
            ToBody(name),
            reasons=(reason,),
            signer=signer_of(actor),
            data={"party": name, "client_id": client_id},
        )

    def provider_revoked(self, *, name: str, reason: str, actor: Actor) -> str:
        """To the provider; returns the number."""
        letter = self.letters.issue(
            LetterKind.PROVIDER_REVOKED,
            ToBody(name),
            reasons=(reason,),
            signer=signer_of(actor),
            data={"provider": name},
        )
        return letter.number

    def _to_person(
        self,
        kind: LetterKind,
        subject_id: Id,
        actor: Actor,
        *,
        reasons: Sequence[str] = (),
        data: Mapping[str, str] = NO_DATA,
        notice: NoticeKind = NoticeKind.LETTER_ISSUED,
        basis: str = "",
        told: Mapping[str, str] = NO_DATA,
    ) -> NumberedLetter:
        letter = self.letters.issue(
            kind,
            ToPerson(subject_id),
            reasons=reasons,
            signer=signer_of(actor),
            data=data,
            basis=basis,
        )
        facts = {**told, "letter": letter.number}
        self.notices.notify(subject_id, text_key=notice, facts=facts)
        return letter


@dataclass(frozen=True)
class LetteredMisuse:
    """What changes beside a misuse case, and the letter to the person it concerns."""

    effects: MisuseEffects
    letters: DecisionLetters

    def close(self, move: Move) -> Done:
        """The engine's effect of the end of a case; its result is the letter, None without one."""
        done, case = self.effects.close(move), move.case
        if case.subject_id is None or not self.letters.can_reach(case.subject_id):
            return done
        letter = self.letters.misuse_closed(
            case.subject_id,
            number=case.number,
            party=case.client_id or "",
            outcome=move.facts.outcome,
            actor=move.actor,
        )
        return Done({**done.told, "letter": letter.number}, letter)
