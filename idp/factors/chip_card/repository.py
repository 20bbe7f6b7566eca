"""The enrolled cards: stored columns and look-ups."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import bindparam, select

from idp.factors.chip_card.active_authentication import ChipKey
from idp.factors.chip_card.passive import ReadCard
from idp.factors.domain import Credential, StoredCredential, credential_from
from idp.factors.tables import CHIP_CARD, CREDENTIAL
from idp.kernel.ids import Id
from idp.platform.database import Database, Row, insert_new
from idp.subjects.service import Subjects

_OF: Final = (
    select(
        *CREDENTIAL.c,
        *(column for column in CHIP_CARD.c if column.name not in {"credential_id", "subject_id"}),
    )
    .join(CHIP_CARD, CHIP_CARD.c.credential_id == CREDENTIAL.c.id)
    .where(CHIP_CARD.c.subject_id == bindparam("subject"))
    .order_by(CREDENTIAL.c.enrolled_at, CREDENTIAL.c.id)
)
_INSERT: Final = insert_new(CHIP_CARD)


@dataclass(frozen=True, slots=True)
class HeldCard:
    """`signer` is the document signer's certificate (DER), checked again at each sign-in."""

    credential: Credential
    key: ChipKey
    signer: bytes
    document_number: str
    expires_on: date


@dataclass(frozen=True)
class CardRepository:
    database: Database
    subjects: Subjects

    def for_subject(self, subject_id: Id) -> list[HeldCard]:
        """A person's cards, stopped ones too, oldest first."""
        return [self._held(row) for row in self.database.all(_OF, subject=subject_id)]

    def add(self, credential: Credential, card: ReadCard) -> bool:
        """Insert a new card; False when its chip's key is on record already, for any person."""
        sealed = self.subjects.seal(
            credential.subject_id, card.facts.document_number, context=_context(credential.id)
        )
        with self.database.transaction():
            added = self.database.execute(
                _INSERT,
                credential_id=credential.id,
                subject_id=credential.subject_id,
                key_digest=card.key.fingerprint,
                key_info=card.key.info,
                key_hash=card.key.digest,
                signer=card.signer.encoded,
                document_sealed=sealed,
                expires_on=card.facts.expires_on,
            )
        return added == 1

    def _held(self, row: Row) -> HeldCard:
        credential = credential_from(StoredCredential(*row[: len(StoredCredential._fields)]))
        number = self.subjects.open(
            credential.subject_id, row.document_sealed, context=_context(credential.id)
        )
        return HeldCard(
            credential=credential,
            key=ChipKey(bytes(row.key_info), row.key_hash),
            signer=bytes(row.signer),
            document_number=number,
            expires_on=row.expires_on,
        )


def _context(credential_id: Id) -> str:
    return f"chip_card:{credential_id}"
