"""What is signed: a decision, and the statement of one officer about it; both are canonical JSON.

A statement is `{"act", "at", "decision", "format", "nonce", "signer"}`. Its SHA-256 is the WebAuthn
challenge (WebAuthn section 13.4.3 asks for 16 random bytes: `nonce` has 32). The `decision` is the
same in the statements of both people, byte for byte, so equal digests of it mean that the two
signed the same content.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Any, Final

from idp.kernel.actors import Officer
from idp.kernel.canonical_json import canonical
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason

FORMAT: Final = "minhdanh-decision/1"
SIGN_WITHIN: Final = timedelta(minutes=5)
"""How long a page that was shown can be signed."""
APPROVE_WITHIN: Final = timedelta(days=7)
"""How long a decision waits for its second person; then it counts as refused."""
LONGEST_DECISION: Final = 48 * 1024
"""The greatest length of a decision in bytes."""


class SigningAct(StrEnum):
    """What an officer does by signing."""

    PROPOSE = "propose"
    APPROVE = "approve"


@dataclass(frozen=True, slots=True)
class ShownValue:
    """One line of the page: what it is about, and its value before and after (None: none)."""

    label: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionContent:
    """What is decided. `data` is what is executed, and `shown` what the page shows of it.

    `case_id` and `version` are those of the case, `event` what happens to it in `procedure`;
    `legal_basis` its citation; `evidence` SHA-256 digests (hexadecimal) of documents. `excluded`:
    the officers who requested or edited it, as they acted, who may not approve it in any role.
    """

    case_id: Id
    version: int
    procedure: str
    event: str
    legal_basis: str
    shown: tuple[ShownValue, ...]
    data: Mapping[str, Any]
    evidence: tuple[str, ...] = ()
    excluded: tuple[Officer, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """Who signs. `identity` is the blind index of the person's identification number.

    Two accounts of one person have two subject ids and one identity.
    """

    officer_id: Id
    appointment_id: Id
    subject_id: Id
    identity: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionFrame:
    """What makes a decision this one and no other.

    `opened_by`: the officer who proposes it, None for a command. `excluded`: who requested or
    edited it before, and may not sign it.
    """

    decision_id: Id
    issuer: str
    nonce: str
    expires_at: datetime
    opened_by: Signer | None = None
    excluded: tuple[Signer, ...] = ()


def decision_document(content: DecisionContent, frame: DecisionFrame) -> dict[str, Any]:
    """The decision as JSON."""
    return {
        "id": frame.decision_id,
        "issuer": frame.issuer,
        "case": content.case_id,
        "version": content.version,
        "procedure": content.procedure,
        "event": content.event,
        "legal_basis": content.legal_basis,
        "shown": [
            {"label": each.label, "before": each.before, "after": each.after}
            for each in content.shown
        ],
        "data": dict(content.data),
        "evidence": list(content.evidence),
        "opened_by": None if frame.opened_by is None else signer_document(frame.opened_by),
        "excluded": [signer_document(each) for each in frame.excluded],
        "nonce": frame.nonce,
        "expires": instant_text(frame.expires_at),
    }


def signer_document(signer: Signer) -> dict[str, str]:
    """A signer as JSON."""
    return {
        "officer": signer.officer_id,
        "appointment": signer.appointment_id,
        "subject": signer.subject_id,
        "identity": signer.identity.hex(),
    }


def signer_from(document: Mapping[str, Any]) -> Signer:
    """The signer that `signer_document` wrote."""
    return Signer(
        officer_id=document["officer"],
        appointment_id=document["appointment"],
        subject_id=document["subject"],
        identity=bytes.fromhex(document["identity"]),
    )


def statement(
    decision: Mapping[str, Any], signer: Signer, act: SigningAct, *, nonce: str, at: datetime
) -> bytes:
    """The canonical bytes of one officer's statement about a decision."""
    return canonical(
        {
            "format": FORMAT,
            "act": act,
            "at": instant_text(at),
            "nonce": nonce,
            "decision": decision,
            "signer": signer_document(signer),
        }
    )


def digest_of(data: bytes) -> bytes:
    """SHA-256."""
    return sha256(data).digest()


def instant_text(at: datetime) -> str:
    """An instant as RFC 3339 text in UTC, with microseconds."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def same_person(one: Signer, other: Signer) -> bool:
    """Whether both are one person: one officer, one account, or one identity with two accounts."""
    return (
        one.officer_id == other.officer_id
        or one.subject_id == other.subject_id
        or one.identity == other.identity
    )


def second_person_refusal(signer: Signer, others: tuple[Signer, ...]) -> Reason | None:
    """FOUR_EYES when the signer is one of those who edited or signed it, in every role."""
    return Reason.FOUR_EYES if any(same_person(signer, each) for each in others) else None
