"""What the national application sent, until it was checked, and what its receipt leads to."""

import base64
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from sqlalchemy import and_, bindparam, func, not_, or_, select, update

from idp.issuance.level_one.domain import LevelOneDeclaration
from idp.issuance.level_one.tables import LEVEL_ONE_REQUEST
from idp.kernel.clock import Clock
from idp.kernel.ids import Id, new_id
from idp.kernel.refusals import Reason
from idp.notices.domain import Channel
from idp.platform.database import Database, Row, insert_new, purge
from idp.platform.sealing import Sealing
from idp.subjects.domain import SubjectKind

CLAIMED_FOR: Final = timedelta(minutes=2)
"""How long one worker has for one application; a worker that dies gives it back by that."""
KEPT_FOR: Final = timedelta(days=90)
"""How long a receipt is answered; what came of it is a case, with its own term."""
_CONTENT: Final = "level one request"
_FIRST_WAIT: Final = timedelta(seconds=30)
_LONGEST_WAIT: Final = timedelta(minutes=15)
_MOST_DOUBLINGS: Final = 6
_AT_ONCE: Final = 20
_NOTHING_DUE: Final = datetime(9000, 1, 1, tzinfo=UTC)
_R: Final = LEVEL_ONE_REQUEST.c
_ADD: Final = insert_new(LEVEL_ONE_REQUEST)
_THIS: Final = _R.id == bindparam("request")
_RECEIPT: Final = select(
    _R.id,
    _R.number,
    _R.thumbprint,
    _R.content_digest,
    _R.received_at,
    _R.tries,
    _R.reason,
    _R.case_id,
    _R.told_at,
    _R.withdrawn_at,
    _R.letter,
    _R.content_sealed.is_not(None).label("kept"),
)
"""Without the content: a telephone asks each second, and a picture is two megabytes."""
_BY_ID: Final = _RECEIPT.where(_THIS)
_BY_NUMBER: Final = _RECEIPT.where(_R.number == bindparam("asked"))
_BY_IDEMPOTENCY: Final = _RECEIPT.where(_R.idempotency == bindparam("key"))
_DUE: Final = (
    select(_R.id, _R.due_at)
    .where(_R.due_at <= bindparam("now"))
    .order_by(_R.due_at, _R.id)
    .limit(_AT_ONCE)
)
_UNCHECKED: Final = and_(_R.reason.is_(None), _R.case_id.is_(None), _R.withdrawn_at.is_(None))
_WAITS: Final = and_(_R.case_id.is_not(None), _R.content_sealed.is_not(None))
"""It is a case that waits for a card: of every other one nothing is kept of what was sent."""
_TO_CHECK: Final = or_(_UNCHECKED, _WAITS)
_CONTENT_OF: Final = select(_R.data_key, _R.content_sealed, not_(_TO_CHECK).label("checked")).where(
    _THIS
)
_OLDEST_UNCHECKED: Final = select(func.min(_R.received_at).label("since")).where(
    _R.due_at < _NOTHING_DUE, _UNCHECKED
)
_CLAIM: Final = (
    update(LEVEL_ONE_REQUEST)
    .where(_THIS, _R.due_at == bindparam("before"))
    .values(due_at=bindparam("until"), tries=_R.tries + 1)
)
_CHECKED: Final = (
    update(LEVEL_ONE_REQUEST)
    .where(_THIS, _TO_CHECK)
    .values(
        due_at=bindparam("at"),
        reason=bindparam("why"),
        letter=bindparam("written"),
        case_id=bindparam("case"),
        content_sealed=bindparam("content"),
    )
)
_AGAIN: Final = update(LEVEL_ONE_REQUEST).where(_THIS, _TO_CHECK).values(due_at=bindparam("at"))
_WAITING: Final = (
    update(LEVEL_ONE_REQUEST)
    .where(_THIS, _UNCHECKED)
    .values(due_at=bindparam("at"), case_id=bindparam("case"))
)
_WITHDRAWN: Final = (
    update(LEVEL_ONE_REQUEST)
    .where(_THIS, _UNCHECKED)
    .values(
        due_at=_NOTHING_DUE,
        withdrawn_at=bindparam("at"),
        told_at=bindparam("at"),
        data_key=None,
        content_sealed=None,
    )
)
_FINISHED: Final = (
    update(LEVEL_ONE_REQUEST)
    .where(_THIS)
    .values(due_at=_NOTHING_DUE, data_key=None, content_sealed=None)
)
_REFUSED_BY: Final = (
    update(LEVEL_ONE_REQUEST)
    .where(_R.number == bindparam("asked"))
    .values(letter=bindparam("written"))
)
_FORGOTTEN: Final = (
    update(LEVEL_ONE_REQUEST)
    .where(_R.number == bindparam("asked"), _WAITS)
    .values(due_at=_NOTHING_DUE, data_key=None, content_sealed=None)
)
_TOLD: Final = (
    update(LEVEL_ONE_REQUEST).where(_THIS, _R.told_at.is_(None)).values(told_at=bindparam("at"))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SentApplication:
    """What was sent: the declaration, the picture of the face, and who files it for another."""

    declared: LevelOneDeclaration
    face: bytes | None
    filer: Id | None


@dataclass(frozen=True, slots=True)
class AnswerAddress:
    """Where a refusal is told that the telephone did not ask for; `locale` of its words."""

    channel: Channel
    address: str
    locale: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelOneRequest:
    """One application by its receipt.

    `tries`: how often a worker took it up. `reason`: why it made no case. `letter`: the number of
    the letter that states the refusal, of the case too. `told_at`: when the telephone, or a
    message, told the result. `withdrawn_at`: when the telephone withdrew it before it was checked.
    `waits`: it is a case that waits for a card, with everything that was sent.
    """

    id: Id
    number: str
    key: bytes
    content_digest: bytes
    received_at: datetime
    tries: int
    reason: Reason | None
    case_id: Id | None
    told_at: datetime | None
    withdrawn_at: datetime | None
    letter: str | None
    waits: bool

    @property
    def checked(self) -> bool:
        """Whether it is a case, refused or withdrawn: what was sent is gone, unless it `waits`."""
        ended = self.reason is not None or self.withdrawn_at is not None
        return ended or self.case_id is not None


def unchecked_since(database: Database) -> datetime | None:
    """When the oldest application was received that no register has answered for; by its index."""
    oldest = database.one(_OLDEST_UNCHECKED)
    return None if oldest is None else oldest.since


@dataclass(frozen=True)
class LevelOneRequests:
    database: Database
    clock: Clock
    sealing: Sealing

    def add(
        self, number: str, *, key: bytes, idempotency: bytes, sent: SentApplication
    ) -> LevelOneRequest:
        """Keep what was sent, once for each idempotency key; returns what is kept under it."""
        made, data_key, now = new_id(), self.sealing.new_data_key(), self.clock.now()
        content = _to_text(sent)
        with self.database.transaction():
            self.database.execute(
                _ADD,
                id=made,
                number=number,
                thumbprint=key,
                idempotency=idempotency,
                content_digest=self._digest(content),
                data_key=data_key,
                content_sealed=self.sealing.seal(data_key, content, context=_context(made)),
                received_at=now,
                due_at=now,
                tries=0,
                reason=None,
                case_id=None,
                told_at=None,
                withdrawn_at=None,
                letter=None,
            )
            kept = self.database.one(_BY_IDEMPOTENCY, key=idempotency)
        if kept is None:
            raise LookupError(number)
        return _read(kept)

    def is_of(self, kept: LevelOneRequest, sent: SentApplication) -> bool:
        """Whether a receipt is for exactly this content."""
        return kept.content_digest == self._digest(_to_text(sent))

    def of_idempotency(self, idempotency: bytes) -> LevelOneRequest | None:
        row = self.database.one(_BY_IDEMPOTENCY, key=idempotency)
        return None if row is None else _read(row)

    def by_number(self, number: str) -> LevelOneRequest | None:
        row = self.database.one(_BY_NUMBER, asked=number)
        return None if row is None else _read(row)

    def claim_due(self) -> Iterator[LevelOneRequest]:
        """Those that are due now, each for one worker, and as it is when its turn comes."""
        for due in self.database.all(_DUE, now=self.clock.now()):
            until = self.clock.now() + CLAIMED_FOR
            with self.database.transaction():
                mine = self.database.execute(_CLAIM, request=due.id, before=due.due_at, until=until)
            row = self.database.one(_BY_ID, request=due.id) if mine == 1 else None
            if row is not None:
                yield _read(row)

    def sent(self, request: LevelOneRequest) -> SentApplication | None:
        """What is still to be checked, or to be checked again; None afterwards."""
        text = self._content(request, checked=False)
        return None if text is None else _from_text(text)

    def address(self, request: LevelOneRequest) -> AnswerAddress | None:
        """Where a refusal is to be told; None of anything else, and once that is finished."""
        text = self._content(request, checked=True)
        return None if text is None else _address(text)

    def put_off(self, request: LevelOneRequest) -> None:
        """Somebody did not answer: they are asked again, after a quarter of an hour at most."""
        with self.database.transaction():
            self.database.execute(_AGAIN, request=request.id, at=self._later(request))

    def wait(self, request: LevelOneRequest, case_id: Id) -> bool:
        """It is a case that waits for a card: everything that was sent stays, to be checked again.

        Asked as often as `put_off`. False where it was checked before. Joins the transaction.
        """
        at = self._later(request)
        return self.database.execute(_WAITING, request=request.id, case=case_id, at=at) == 1

    def forget(self, number: str) -> None:
        """Nothing is waited for any more: what was sent is gone. Joins the transaction."""
        self.database.execute(_FORGOTTEN, asked=number)

    def settle(
        self,
        request: LevelOneRequest,
        *,
        reason: Reason | None = None,
        letter: str | None = None,
        case_id: Id | None = None,
        address: AnswerAddress | None = None,
        look_again: datetime | None = None,
    ) -> bool:
        """It was checked: of what was sent only `address` is kept; False where it was before.

        `look_again`: when to see whether the result was told. Joins the transaction.
        """
        content = None
        if address is not None:
            content = self._sealed(request.id, _address_text(address))
            if content is None:  # it was withdrawn while registers were asked
                return False
        touched = self.database.execute(
            _CHECKED,
            request=request.id,
            at=look_again or _NOTHING_DUE,
            why=reason,
            written=letter,
            case=case_id,
            content=content,
        )
        return touched == 1

    def refused_by(self, number: str, letter: str) -> None:
        """An officer refused the case of this receipt, by this letter. Joins the transaction."""
        self.database.execute(_REFUSED_BY, asked=number, written=letter)

    def withdraw(self, request: LevelOneRequest) -> bool:
        """Nobody checks it any more, and what was sent is gone; False where it was checked before.

        Joins the transaction.
        """
        now = self.clock.now()
        return self.database.execute(_WITHDRAWN, request=request.id, at=now) == 1

    def finish(self, request: LevelOneRequest) -> None:
        """Nothing is to be done for it any more."""
        with self.database.transaction():
            self.database.execute(_FINISHED, request=request.id)

    def told(self, request: LevelOneRequest) -> bool:
        """The result was told now; False where it was before. Joins the transaction."""
        now = self.clock.now()
        return self.database.execute(_TOLD, request=request.id, at=now) == 1

    def purge_old(self) -> int:
        """Delete the receipts that are not answered any more; how many."""
        old = _R.received_at <= self.clock.now() - KEPT_FOR
        checked = not_(_UNCHECKED)
        return purge(self.database, LEVEL_ONE_REQUEST, old, checked, by=_R.received_at)

    def _later(self, request: LevelOneRequest) -> datetime:
        doubled: int = 2 ** min(request.tries - 1, _MOST_DOUBLINGS)
        wait = min(_FIRST_WAIT * doubled, _LONGEST_WAIT)
        return self.clock.now() + wait

    def _sealed(self, request_id: Id, text: str) -> bytes | None:
        """Under the key of the row; None where that is gone, with what was sent."""
        row = self.database.one(_CONTENT_OF, request=request_id)
        if row is None or row.data_key is None:
            return None
        return self.sealing.seal(bytes(row.data_key), text, context=_context(request_id))

    def _digest(self, content: str) -> bytes:
        """Keyed, as it stays where the content is gone: few texts are possible."""
        return self.sealing.blind_index(_CONTENT, content)

    def _content(self, request: LevelOneRequest, *, checked: bool) -> str | None:
        """What the row has now: another unit of work may have checked it since it was read."""
        row = self.database.one(_CONTENT_OF, request=request.id)
        if row is None or row.content_sealed is None or bool(row.checked) is not checked:
            return None
        key, sealed = bytes(row.data_key), bytes(row.content_sealed)
        return self.sealing.open(key, sealed, context=_context(request.id))


def _read(row: Row) -> LevelOneRequest:
    return LevelOneRequest(
        id=row.id,
        number=row.number,
        key=bytes(row.thumbprint),
        content_digest=bytes(row.content_digest),
        received_at=row.received_at,
        tries=row.tries,
        reason=None if row.reason is None else Reason(row.reason),
        case_id=row.case_id,
        told_at=row.told_at,
        withdrawn_at=row.withdrawn_at,
        letter=row.letter,
        waits=row.case_id is not None and bool(row.kept),
    )


def _address_text(address: AnswerAddress) -> str:
    return json.dumps([address.channel, address.address, address.locale])


def _address(text: str) -> AnswerAddress:
    channel, address, locale = json.loads(text)
    return AnswerAddress(Channel(channel), address, locale)


def _context(request_id: Id) -> str:
    return f"level one request:{request_id}"


def _to_text(sent: SentApplication) -> str:
    """As it is kept; a member that came later is left out where it is empty, for the digest."""
    face = None if sent.face is None else base64.b64encode(sent.face).decode()
    declared = asdict(sent.declared)
    if not sent.declared.card_application:
        del declared["card_application"]
    said = {"declared": declared, "face": face, "filer": sent.filer}
    return json.dumps(said, sort_keys=True)


def _from_text(text: str) -> SentApplication:
    said: dict[str, Any] = json.loads(text)
    declared = {**said["declared"], "kind": SubjectKind(said["declared"]["kind"])}
    face = None if said["face"] is None else base64.b64decode(said["face"])
    return SentApplication(declared=LevelOneDeclaration(**declared), face=face, filer=said["filer"])
