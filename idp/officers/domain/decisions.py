"""A decision that waits for two people, and the signatures on it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from idp.kernel.canonical_json import canonical, parse
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason
from idp.officers.domain.signing import (
    DecisionContent,
    ShownValue,
    Signer,
    SigningAct,
    same_person,
    second_person_refusal,
    signer_document,
    signer_from,
)

INSTALLATION: Final = "installation"
"""The procedure of the first two officers, the only one whose signers hold no appointment yet."""
APPOINTMENT: Final = "appointment"
"""The procedure of appointments and delegations, whose person may not sign them."""
PEOPLE: Final = 2
"""How many people sign a decision of weight."""


class DecisionState(StrEnum):
    OPEN = "open"
    EXECUTED = "executed"
    REFUSED = "refused"
    VOID = "void"
    """Its content was edited, or the case moved on."""


class SignatureMeans(StrEnum):
    """What a signature was made with."""

    PASSKEY = "passkey"
    APP_KEY = "app_key"
    """The key of the application on the officer's telephone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """`content` are the canonical bytes that are signed and executed, `digest` their SHA-256."""

    id: Id
    case_id: Id
    version: int
    procedure: str
    event: str
    content: bytes
    digest: bytes
    state: DecisionState
    opened_at: datetime
    expires_at: datetime
    closed_at: datetime | None = None

    @property
    def document(self) -> dict[str, Any]:
        """The content as JSON (`signing.decision_document`)."""
        document: dict[str, Any] = parse(self.content)
        return document

    @property
    def shown(self) -> tuple[ShownValue, ...]:
        """The lines of its page, made from the bytes that are signed."""
        return tuple(
            ShownValue(each["label"], each["before"], each["after"])
            for each in self.document["shown"]
        )

    @property
    def opened_by(self) -> Signer | None:
        """The officer who proposes it; None where a command did."""
        opened_by = self.document["opened_by"]
        return None if opened_by is None else signer_from(opened_by)

    @property
    def excluded(self) -> tuple[Signer, ...]:
        """Who requested or edited it before, and may not sign it."""
        return tuple(map(signer_from, self.document["excluded"]))

    def concerns(self, signer: Signer) -> bool:
        """Whether it is about this person's own appointment or delegation, with any account."""
        if self.procedure != APPOINTMENT:
            return False
        data, mine = self.document["data"], signer_document(signer)
        return any(data.get(name) == mine[name] for name in ("officer", "subject", "identity"))

    def is_about(self, content: DecisionContent) -> bool:
        """Whether it decides exactly this, whoever may not sign it."""
        same = (self.case_id, self.version, self.procedure, self.event) == (
            content.case_id,
            content.version,
            content.procedure,
            content.event,
        )
        return same and canonical(self.document["data"]) == canonical(content.data)

    def open_at(self, now: datetime) -> bool:
        """Whether it can still be signed; an expired one counts as refused."""
        return self.state is DecisionState.OPEN and now < self.expires_at


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedDecision:
    """One person's signature on a decision; see `tables.SignedDecisionRow`."""

    id: Id
    decision_id: Id
    act: SigningAct
    signer: Signer
    statement: bytes
    digest: bytes
    means: SignatureMeans
    credential_id: Id
    public_key: bytes
    algorithm: int
    authenticator_data: bytes
    client_data: bytes
    signature: bytes
    signed_at: datetime


def people_in(signatures: Collection[SignedDecision]) -> int:
    """How many different people signed: neither account nor identity is the same."""
    people: list[Signer] = []
    for each in signatures:
        if not any(same_person(each.signer, other) for other in people):
            people.append(each.signer)
    return len(people)


def act_of(
    decision: Decision, signer: Signer, signatures: Collection[SignedDecision]
) -> SigningAct | Reason:
    """What this person would do by signing it.

    FOUR_EYES for one who signed it already, who requested or edited it, whose own appointment or
    delegation it is, or who proposed it and comes back as another officer: in every role, with any
    account. OTHER_APPOINTMENT for who proposed it in another of their appointments.
    PROPOSAL_UNSIGNED while the officer who proposed it has not signed.
    """
    signed = tuple(each.signer for each in signatures)
    refused = second_person_refusal(signer, (*signed, *decision.excluded))
    if refused is not None or decision.concerns(signer):
        return Reason.FOUR_EYES
    opened_by = decision.opened_by
    if opened_by is None:
        return SigningAct.APPROVE
    if opened_by.officer_id == signer.officer_id:
        same = opened_by.appointment_id == signer.appointment_id
        return SigningAct.PROPOSE if same else Reason.OTHER_APPOINTMENT
    if same_person(opened_by, signer):
        return Reason.FOUR_EYES
    proposed = any(each.act is SigningAct.PROPOSE for each in signatures)
    return SigningAct.APPROVE if proposed else Reason.PROPOSAL_UNSIGNED
