"""The register of root certificates: two persons add one, one person withdraws it."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import Encoding
from sqlalchemy import Update, and_, bindparam, insert, select, update

from idp.history.actors import from_text, to_document, to_text
from idp.history.context import ServiceContext
from idp.history.domain import EventType
from idp.kernel.actors import Actor, SecondPerson
from idp.kernel.ids import Id, new_id
from idp.kernel.refusals import Reason, Refused
from idp.platform.database import Row
from idp.policy.anchors import Anchor, AnchorKind, AnchorState
from idp.policy.tables import TRUST_ANCHOR

LARGEST: Final = 16_384
"""The longest certificate file in bytes; a real one has two thousand."""

_BROKEN: Final = (
    ValueError,
    TypeError,
    x509.DuplicateExtension,
    x509.InvalidVersion,
    x509.UnsupportedGeneralNameType,
    UnsupportedAlgorithm,
)
_T: Final = TRUST_ANCHOR.c
_COLUMNS: Final = [column for column in _T if column.name != "certificate"]
_PROPOSING: Final = "the proposal of an anchor"
_INSERT: Final = insert(TRUST_ANCHOR)
_ANCHOR: Final = select(*_COLUMNS).where(_T.id == bindparam("id"))
_ANCHORS: Final = select(*_COLUMNS).order_by(_T.id)
_IN_FORCE: Final = (
    select(_T.certificate)
    .where(
        _T.kind == bindparam("kind"),
        _T.profile == bindparam("profile"),
        _T.state == AnchorState.IN_FORCE,
        _T.not_after > bindparam("now"),
    )
    .order_by(_T.id)
)
_APPROVE: Final = (
    update(TRUST_ANCHOR)
    .where(and_(_T.id == bindparam("anchor"), _T.state == AnchorState.PENDING))
    .values(state=AnchorState.IN_FORCE, approved_by=bindparam("by"))
)
_WITHDRAW: Final = (
    update(TRUST_ANCHOR)
    .where(and_(_T.id == bindparam("anchor"), _T.state != AnchorState.WITHDRAWN))
    .values(state=AnchorState.WITHDRAWN, withdrawn_by=bindparam("by"))
)


class NotACertificate(ValueError):
    """The bytes are no valid root certificate (PEM or DER)."""


@dataclass(frozen=True)
class TrustAnchors:
    """`profile` is this installation's: anchors of another profile are ignored."""

    context: ServiceContext
    profile: str
    second_person: SecondPerson

    def in_force(self, kind: AnchorKind) -> tuple[bytes, ...]:
        """The certificates (DER) in force now, oldest first."""
        rows = self.context.database.all(
            _IN_FORCE, kind=kind, profile=self.profile, now=self.context.clock.now()
        )
        return tuple(row.certificate for row in rows)

    def propose(self, kind: AnchorKind, certificate: bytes, actor: Actor) -> Anchor:
        """Propose a certificate (PEM or DER), for a second person's approval (D4.8).

        One that the same person proposed, and that waits still, is returned as it is.

        Raises NotACertificate.
        """
        root = self._read(certificate, kind)
        der = root.public_bytes(Encoding.DER)
        anchor = Anchor(
            id=new_id(),
            kind=kind,
            subject=root.subject.rfc4514_string(),
            fingerprint=sha256(der).hexdigest(),
            not_after=root.not_valid_after_utc,
            profile=self.profile,
            state=AnchorState.PENDING,
            proposed_by=actor,
        )
        with self.context.database.transaction():
            self.context.database.advisory_lock(_PROPOSING)
            waits = next((each for each in self.all() if _is_same(each, anchor)), None)
            if waits is not None:
                return waits
            self.context.database.execute(
                _INSERT,
                id=anchor.id,
                kind=kind,
                subject=anchor.subject,
                fingerprint=anchor.fingerprint,
                certificate=der,
                not_after=anchor.not_after,
                profile=anchor.profile,
                state=anchor.state,
                proposed_by=to_text(actor),
                approved_by=None,
                withdrawn_by=None,
            )
            self._record(EventType.ANCHOR_PROPOSED, anchor, actor)
        return anchor

    def approve(self, anchor_id: Id, actor: Actor) -> Anchor | Refused:
        """Put an anchor in force, as a second person.

        Refused: FOUR_EYES for its own proposer and NOT_AUTHORISED where one of both is not proven,
        which the history tells; NOT_FOUND, also for an anchor of another profile;
        STATE_ALREADY_HOLDS.
        """
        with self.context.database.transaction():
            anchor = self._find(anchor_id)
            if anchor is None or anchor.profile != self.profile:
                return Refused(Reason.NOT_FOUND)
            not_a_second = self.second_person.refusal(anchor.proposed_by, actor)
            if not_a_second is not None:
                self._record(EventType.ANCHOR_APPROVAL_REFUSED, anchor, actor)
                return Refused(not_a_second)
            return self._move(_APPROVE, EventType.ANCHOR_APPROVED, anchor, actor)

    def withdraw(self, anchor_id: Id, actor: Actor) -> Anchor | Refused:
        """Withdraw an anchor at once: restricting needs no second person.

        Refused: NOT_FOUND, STATE_ALREADY_HOLDS.
        """
        with self.context.database.transaction():
            anchor = self._find(anchor_id)
            if anchor is None:
                return Refused(Reason.NOT_FOUND)
            return self._move(_WITHDRAW, EventType.ANCHOR_WITHDRAWN, anchor, actor)

    def all(self) -> list[Anchor]:
        """All anchors, oldest first."""
        return [_anchor(row) for row in self.context.database.all(_ANCHORS)]

    def _read(self, certificate: bytes, kind: AnchorKind) -> x509.Certificate:
        if len(certificate) > LARGEST:
            raise NotACertificate("the file is too large for a certificate")
        try:
            root = _loaded(certificate, kind)
            issues = root.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
        except x509.ExtensionNotFound as error:
            raise NotACertificate("this certificate may not issue others") from error
        except _BROKEN as error:
            raise NotACertificate("this is not a certificate that can be read") from error
        if not issues:
            raise NotACertificate("this certificate may not issue others")
        if root.not_valid_after_utc <= self.context.clock.now():
            raise NotACertificate("this certificate has expired")
        return root

    def _find(self, anchor_id: Id) -> Anchor | None:
        row = self.context.database.one(_ANCHOR, id=anchor_id)
        return None if row is None else _anchor(row)

    def _move(
        self, move: Update, happening: EventType, anchor: Anchor, actor: Actor
    ) -> Anchor | Refused:
        """A conditional change of state: of two at once only one succeeds."""
        if self.context.database.execute(move, anchor=anchor.id, by=to_text(actor)) != 1:
            return Refused(Reason.STATE_ALREADY_HOLDS)
        moved = self._find(anchor.id) or anchor
        self._record(happening, moved, actor)
        return moved

    def _record(self, happening: EventType, anchor: Anchor, actor: Actor) -> None:
        facts = {
            "anchor": anchor.id,
            "kind": anchor.kind,
            "fingerprint": anchor.fingerprint,
            "subject": anchor.subject,
            "profile": anchor.profile,
            "proposed_by": to_document(anchor.proposed_by),
        }
        self.context.history.append(happening, actor=actor, facts=facts)


def _loaded(certificate: bytes, kind: AnchorKind) -> x509.Certificate:
    pem = certificate.lstrip().startswith(b"-----BEGIN")
    read = x509.load_pem_x509_certificate if pem else x509.load_der_x509_certificate
    root = read(certificate)
    if kind is not AnchorKind.CSCA:
        # It is parsed lazily: a key that cannot be read is found out now and not at a sign-in.
        # States spell out the curves of theirs, which only who verifies cards reads.
        root.public_key()
    return root


def _anchor(row: Row) -> Anchor:
    kind, state = AnchorKind(row.kind), AnchorState(row.state)
    acted = ("proposed_by", "approved_by", "withdrawn_by")
    who = {
        name: None if getattr(row, name) is None else from_text(getattr(row, name))
        for name in acted
    }
    return Anchor(**row._asdict() | {"kind": kind, "state": state} | who)


def _is_same(one: Anchor, other: Anchor) -> bool:
    """Whether both are pending proposals of one person for one certificate and use."""
    names = ("kind", "fingerprint", "profile", "state", "proposed_by")
    return all(getattr(one, name) == getattr(other, name) for name in names)
