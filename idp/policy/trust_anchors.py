"""The register of root certificates: two persons add one, one person withdraws it."""

from collections.abc import Collection
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import Encoding
from sqlalchemy import bindparam, insert, select, update

from idp.casework.domain.moves import Done, Move, Moved
from idp.casework.service import Cases
from idp.history.actors import from_text, to_document, to_text
from idp.history.domain import EventType
from idp.kernel.actors import Actor
from idp.kernel.clock import Clock
from idp.kernel.ids import Id, new_id
from idp.kernel.refusals import Reason, Refused
from idp.platform.database import Database, Row, among
from idp.policy.anchors import Anchor, AnchorKind, AnchorState
from idp.policy.procedures import TRUST_ANCHOR as PROCEDURE
from idp.policy.procedures import AnchorEvent
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
_SOME: Final = select(*_COLUMNS).where(among(_T.id, "anchors"))
_BEFORE_ALL: Final[Id] = "00000000-0000-0000-0000-000000000000"
_PAGE: Final = (
    select(*_COLUMNS).where(_T.id > bindparam("after")).order_by(_T.id).limit(bindparam("limit"))
)
_OF_CERTIFICATE: Final = (
    select(*_COLUMNS).where(_T.fingerprint == bindparam("fingerprint")).order_by(_T.id)
)
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
_OF_PROFILE: Final = _ANCHOR.where(_T.profile == bindparam("profile"))


class NotACertificate(ValueError):
    """The bytes are no valid root certificate (PEM or DER)."""


@dataclass(frozen=True)
class AnchorEffects:
    """What changes beside the case of a trust anchor when it moves."""

    database: Database
    profile: str

    def check(self, move: Move) -> Refused | None:
        """NOT_FOUND for an anchor of another profile."""
        row = self.database.one(_OF_PROFILE, id=move.case.id, profile=self.profile)
        return Refused(Reason.NOT_FOUND) if row is None else None

    def approve(self, move: Move) -> Done:
        """It is believed from now on."""
        return self._set(move, state=AnchorState.IN_FORCE, approved_by=to_text(move.actor))

    def withdraw(self, move: Move) -> Done:
        """It is not believed any more."""
        return self._set(move, state=AnchorState.WITHDRAWN, withdrawn_by=to_text(move.actor))

    def _set(self, move: Move, **values: object) -> Done:
        mine = update(TRUST_ANCHOR).where(_T.id == move.case.id)
        self.database.execute(mine.values(**values))
        row = self.database.one(_ANCHOR, id=move.case.id)
        if row is None:
            raise LookupError(move.case.id)
        return Done(told=_facts_of(_anchor(row)), result=_anchor(row))


@dataclass(frozen=True)
class TrustAnchors:
    """`profile` is this installation's: anchors of another profile are ignored."""

    database: Database
    clock: Clock
    profile: str
    engine: Cases

    def in_force(self, kind: AnchorKind) -> tuple[bytes, ...]:
        """The certificates (DER) in force now, oldest first."""
        rows = self.database.all(_IN_FORCE, kind=kind, profile=self.profile, now=self.clock.now())
        return tuple(row.certificate for row in rows)

    def propose(self, kind: AnchorKind, certificate: bytes, actor: Actor) -> Anchor | Refused:
        """Propose a certificate (PEM or DER), for a second person's approval (D4.8).

        One that the same person proposed, and that waits still, is returned as it is.

        Refused: as `Cases.open`. Raises NotACertificate.
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
        with self.database.transaction():
            self.database.advisory_lock(_PROPOSING)
            known = map(_anchor, self.database.all(_OF_CERTIFICATE, fingerprint=anchor.fingerprint))
            waits = next((each for each in known if _is_same(each, anchor)), None)
            if waits is not None:
                return waits
            opened = self.engine.open(
                PROCEDURE,
                actor,
                EventType.ANCHOR_PROPOSED,
                told=_facts_of(anchor),
                case_id=anchor.id,
            )
            if isinstance(opened, Refused):
                return opened
            self.database.execute(
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
        return anchor

    def approve(self, anchor_id: Id, actor: Actor) -> Anchor | Refused:
        """Put an anchor in force, as a second person.

        Refused: NOT_FOUND, also for an anchor of another profile, and as `Cases.approve`.
        """
        return _result(self.engine.approve(anchor_id, actor))

    def withdraw(self, anchor_id: Id, actor: Actor) -> Anchor | Refused:
        """Withdraw an anchor at once: restricting needs no second person.

        Refused: as `Cases.fire`.
        """
        return _result(self.engine.fire(anchor_id, AnchorEvent.WITHDRAW, actor))

    def one(self, anchor_id: Id) -> Anchor | None:
        """The anchor with this id, which is that of its case."""
        row = self.database.one(_ANCHOR, id=anchor_id)
        return None if row is None else _anchor(row)

    def some(self, anchor_ids: Collection[Id]) -> dict[Id, Anchor]:
        """Those of these anchors that there are, by one statement."""
        rows = self.database.all(_SOME, anchors=list(anchor_ids))
        return {row.id: _anchor(row) for row in rows}

    def page(self, after: Id | None, limit: int) -> list[Anchor]:
        """Anchors, oldest first, that were proposed after this one."""
        last = after or _BEFORE_ALL
        return [_anchor(row) for row in self.database.all(_PAGE, after=last, limit=limit)]

    def all(self) -> list[Anchor]:
        """All anchors, oldest first."""
        return [_anchor(row) for row in self.database.all(_ANCHORS)]

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
        if root.not_valid_after_utc <= self.clock.now():
            raise NotACertificate("this certificate has expired")
        return root


def _facts_of(anchor: Anchor) -> dict[str, Any]:
    return {
        "anchor": anchor.id,
        "kind": anchor.kind,
        "fingerprint": anchor.fingerprint,
        "subject": anchor.subject,
        "profile": anchor.profile,
        "proposed_by": to_document(anchor.proposed_by),
    }


def _result(answer: Moved | Refused) -> Anchor | Refused:
    if isinstance(answer, Refused):
        return answer
    anchor: Anchor = answer.result
    return anchor


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
