"""Report a loss, from one's account, from the public form, or by telephone (D32.3)."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

from idp.accounts.service import Accounts
from idp.authorization.losing import Halted, LostDevices
from idp.consent.service import Consents
from idp.factors.domain import Ceremony, Factor, Proven
from idp.factors.limits import Limits
from idp.factors.passwords import Passwords
from idp.factors.recovery import RecoveryCodes
from idp.history.domain import Happening
from idp.history.service import History
from idp.kernel.clock import Clock
from idp.kernel.ids import Id, new_id
from idp.kernel.refusals import Reason, Refused
from idp.licensing.service import Licensing
from idp.losses.cases import LossCases, new_number
from idp.losses.domain import (
    LINK_FOR,
    LossCase,
    LossState,
    Lost,
    Report,
    ReportedBy,
    report_from,
)
from idp.notices.domain import NoticeKind
from idp.notices.service import Notices
from idp.platform.database import Database
from idp.proofs.domain import ProofKind
from idp.proofs.service import Proofs
from idp.relying_parties.domain.client import Client
from idp.relying_parties.service import RelyingParties
from idp.tokens.service import Tokens

_ANYWHERE: Final = "report-loss"
"""The audience of a link: it is mailed, so no browser can be named beforehand."""


@dataclass(frozen=True)
class Losses:
    database: Database
    clock: Clock
    accounts: Accounts
    passwords: Passwords
    recovery_codes: RecoveryCodes
    limits: Limits
    proofs: Proofs
    lost_devices: LostDevices
    consents: Consents
    relying_parties: RelyingParties
    licensing: Licensing
    tokens: Tokens
    notices: Notices
    history: History

    @cached_property
    def cases(self) -> LossCases:
        """What was reported, for officers and for the person."""
        return LossCases(self.database, self.clock, self.history)

    def report(
        self,
        subject_id: Id,
        report: Report,
        *,
        reported_by: ReportedBy,
        keeps: Id | None = None,
        actor: str = "subject",
    ) -> LossCase:
        """Stop what is lost, end sessions and tokens, open a case and tell everybody concerned.

        `keeps` is the session reported from. Pressed twice, or in two tabs at once, it is one
        case: the second report stops nothing and gets the first one's number. Relying parties are
        told before this returns. Not to be called inside a transaction.
        """
        with self.database.transaction():
            halted = self.lost_devices.stop(subject_id, report.kinds, keeps=keeps)
            case = None if halted.anything else self._open_case(subject_id, report)
            if case is None:
                case = self._begin(subject_id, report, reported_by, halted, actor)
        if halted.logouts:
            self.notices.deliver(halted.logouts)
        return case

    def report_with_secret(
        self, report: Report, *, username: str, secret: str, audience: str
    ) -> LossCase | Refused:
        """The same, for somebody who is not signed in but knows the password or a recovery code.

        Tries count where those of the sign-in do. Refused as `Passwords.verify` and
        `RecoveryCodes.verify`; a name that does not exist is answered like a wrong secret.
        """
        ceremony = Ceremony(new_id(), self.clock.now(), audience)
        proven = self._prove(ceremony, username=username, secret=secret)
        if isinstance(proven, Refused):
            return proven
        return self.report(proven.subject_id, report, reported_by=ReportedBy.FORM)

    def ask_link(self, report: Report, *, username: str) -> Refused | None:
        """Send a link to the e-mail address on record; whether there is one is not told.

        Nothing stops before the link is used. Refused TOO_MANY_TRIES (`retry_at`), for names that
        do not exist too: nobody's mailbox is filled by a stranger.
        """
        admission = self.limits.admit(self.accounts.username_key(username), Factor.LOSS_LINK)
        if isinstance(admission, Refused):
            return admission
        account = self.accounts.by_username(username)
        subject_id = None if account is None else account.subject_id
        with self.database.transaction():
            link = self.proofs.issue(
                ProofKind.LOSS_LINK,
                audience=_ANYWHERE,
                valid_for=LINK_FOR,
                subject_id=subject_id,
                content={"reason": report.reason, "lost": sorted(report.lost)},
            )
            self.history.append(Happening.LOSS_LINK_ASKED, subject_id=subject_id)
            if subject_id is not None:
                self.notices.tell(
                    subject_id,
                    text_key=NoticeKind.LOSS_LINK,
                    facts={"path": f"/public/report-loss/{link}"},
                    by_mail=True,
                )
        return None

    def linked(self, link: str) -> Report | None:
        """What a link would report; looking does not use it."""
        proof = self.proofs.look(ProofKind.LOSS_LINK, link, audience=_ANYWHERE)
        if proof is None or proof.subject_id is None:
            return None
        return report_from(proof.content["reason"], proof.content["lost"])

    def report_by_link(self, link: str) -> LossCase | Refused:
        """Use a link up. Refused NOT_FOUND when it is none, was used, or is too old."""
        proof = self.proofs.look(ProofKind.LOSS_LINK, link, audience=_ANYWHERE)
        report = self.linked(link)
        if proof is None or report is None or proof.subject_id is None:
            return Refused(Reason.NOT_FOUND)
        used = self.proofs.consume(
            ProofKind.LOSS_LINK, link, audience=_ANYWHERE, subject_id=proof.subject_id
        )
        if isinstance(used, Refused):
            return Refused(Reason.NOT_FOUND)
        return self.report(proof.subject_id, report, reported_by=ReportedBy.LINK)

    def _prove(self, ceremony: Ceremony, *, username: str, secret: str) -> Proven | Refused:
        if self.recovery_codes.could_be(secret):
            return self.recovery_codes.verify(ceremony, username=username, code=secret)
        return self.passwords.verify(ceremony, username=username, password=secret)

    def _open_case(self, subject_id: Id, report: Report) -> LossCase | None:
        """The case of this very report that nobody closed yet."""
        mine = self.cases.of(subject_id)
        return next(
            (
                case
                for case in mine
                if case.state is not LossState.CLOSED
                and (case.reason, frozenset(case.lost)) == (report.reason, report.lost)
            ),
            None,
        )

    def _begin(
        self,
        subject_id: Id,
        report: Report,
        reported_by: ReportedBy,
        halted: Halted,
        actor: str,
    ) -> LossCase:
        number = new_number()
        lettered = self.notices.tell(
            subject_id,
            text_key=NoticeKind.LOSS_REPORTED,
            facts={"number": number},
            # A text message would be read by whoever has the phone, and perhaps by nobody else.
            by_mail=Lost.PHONE in report.lost,
        )
        providers = self._tell_providers(subject_id, number)
        case = self.cases.open(
            subject_id,
            report,
            reported_by,
            lettered=lettered,
            providers=providers,
            number=number,
        )
        facts = {
            "case": number,
            "reason": report.reason,
            "lost": sorted(report.lost),
            "by": reported_by,
            "stopped": len(halted.stopped),
            "sessions": halted.sessions,
        }
        self.history.append(
            Happening.LOSS_REPORTED, subject_id=subject_id, actor=actor, facts=facts
        )
        return case

    def _tell_providers(self, subject_id: Id, number: str) -> tuple[str, ...]:
        """Owe each provider concerned a letter; their names, for the officer who calls them.

        A provider learns the pairwise names that its own clients know, and nothing else.
        """
        concerned: dict[Id, list[Client]] = {}
        for consent in self.consents.of(subject_id):
            client = self.relying_parties.client(consent.client_id)
            if consent.withdrawn_at is None and client is not None and client.provider_id:
                concerned.setdefault(client.provider_id, []).append(client)
        names = []
        for provider_id, clients in concerned.items():
            provider = self.licensing.provider(provider_id)
            if provider is not None:
                names.append(provider.name)
                subs = {each.client_id: self.tokens.sub(subject_id, each) for each in clients}
                self.notices.queue_provider(mail=provider.mail, number=number, subs=subs)
        return tuple(sorted(names))
