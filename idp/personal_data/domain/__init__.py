"""The copy of a person's data: its shape, in JSON, version by version."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from idp.accounts.domain import Account
from idp.activation.domain import ActivationLink
from idp.casework.domain.cases import Case, CaseEvent
from idp.consent.domain.record import Consent
from idp.documents.domain import StoredDocument
from idp.factors.biometrics.domain import BiometricConsent
from idp.factors.domain import Credential
from idp.history.domain import role_of
from idp.kernel.ids import Id
from idp.letters.domain import Delivery, NumberedLetter
from idp.letters.domain.content import LetterContent
from idp.losses.domain import LossCase
from idp.notices.domain import PersonNotice
from idp.notices.domain.messages import AccountMessage, MessageWords, plain
from idp.registries.domain import KnownEvent, WaitingMatch
from idp.representation.domain import Representation
from idp.sessions.domain import Session
from idp.subjects.domain import Contact, Datum, ScheduledChange, SubjectRecord

FORMAT: Final = "minh-danh-personal-data"
VERSION: Final = 1
"""Raised with every change that a reader of the version before would not understand."""
SCHEMA_PATH: Final = "/public/personal-data.schema.json"
WITHHELD: Final = (
    "secrets_of_means",
    "words_of_officers",
    "names_of_officers",
    "content_of_documents",
    "letters_to_others",
)
"""What is held and not in the copy; the published schema says of each why."""
Json = dict[str, Any]


def instant(at: datetime | None) -> str | None:
    """An instant as ISO 8601 with its offset."""
    return None if at is None else at.isoformat()


def datum(name: str, value: Datum) -> Json:
    """One datum of the identity, with its source and the day it was recorded there."""
    return {
        "name": name,
        "value": value.value,
        "source": value.source,
        "recorded_on": value.recorded_on.isoformat(),
    }


def data(of: Mapping[str, Datum]) -> list[Json]:
    """The data of an identity, in the order of their names."""
    return [datum(name, of[name]) for name in sorted(of)]


def coming(change: ScheduledChange) -> Json:
    """Data that hold from an instant on; `ends` names what is removed then."""
    kept = {name: value for name, value in change.data.items() if value is not None}
    ends = sorted(name for name, value in change.data.items() if value is None)
    return {"from": instant(change.from_then), "data": data(kept), "ends": ends}


def account(of: Account) -> Json:
    """The account; `lock` is None while it is not locked."""
    lock = of.lock
    return {
        "user_name": of.username,
        "state": of.state,
        "level": of.level,
        "language": of.locale,
        "terms_version": of.terms_version,
        "lock": None
        if lock is None
        else {
            "ground": lock.ground,
            "body": lock.body,
            "remedy": lock.remedy,
            "at": instant(lock.at),
        },
    }


def subject(of: SubjectRecord, subject_id: Id) -> Json:
    """The registration, and the register that the identity was compared with."""
    return {
        "id": subject_id,
        "kind": of.identity.kind,
        "registered_at": instant(of.registered_at),
        "matched_with": of.matched_source,
        "matched_at": instant(of.matched_at),
    }


def contact(of: Contact) -> Json:
    """An address or number, also one that was replaced within the last year."""
    value, facts = of.data[of.kind], of.facts
    return {
        "kind": of.kind,
        "value": of.value,
        "source": value.source,
        "recorded_on": value.recorded_on.isoformat(),
        "set_at": instant(facts.set_at),
        "effective_at": instant(facts.effective_at),
        "confirmed_at": instant(facts.confirmed_at),
        "lost_at": instant(facts.lost_at),
        "replaced_at": instant(facts.replaced_at),
        "undone_at": instant(of.undone_at),
    }


def means(of: Credential, *, removed: bool) -> Json:
    """A means of authentication without its secret; `removed`: a letter could still restore it."""
    return {
        "id": of.id,
        "kind": of.kind,
        "label": of.label,
        "enrolled_at": instant(of.enrolled_at),
        "effective_at": instant(of.effective_at),
        "last_used_at": instant(of.last_used_at),
        "stopped_at": instant(of.disabled_at),
        "bound_at_level": of.bound,
        "removed": removed,
    }


def session(of: Session) -> Json:
    """An open session."""
    return {
        "id": of.id,
        "device": of.device,
        "begun_at": instant(of.begun_at),
        "expires_at": instant(of.expires_at),
        "level": int(of.event.level),
        "means": [kind.value for kind in of.event.kinds],
    }


def representation(of: Representation) -> Json:
    """A record of who acts for whom; its last day, and since when it has ended."""
    return {
        "id": of.id,
        "kind": of.kind,
        "principal": of.principal_id,
        "agent": of.agent_id,
        "source": of.source,
        "starts_on": of.starts_on.isoformat(),
        "ends_on": None if of.ends_on is None else of.ends_on.isoformat(),
        "ended_at": instant(of.ended_at),
        "jointly": of.jointly,
    }


def consent(of: Consent) -> Json:
    """A consent: the items, each for its purpose, and those that were not agreed to."""
    return {
        "id": of.id,
        "client_id": of.client_id,
        "provider": of.provider,
        "items": {name: of.purposes[name] for name in of.items},
        "declined": list(of.declined),
        "legal_basis": of.legal_basis,
        "language": of.lang,
        "text_version": of.text_version,
        "text_digest": of.text_digest,
        "level": of.level,
        "transaction_id": of.transaction_id,
        "given_at": instant(of.given_at),
        "expires_at": instant(of.expires_at),
        "withdrawn_at": instant(of.withdrawn_at),
    }


def biometric_consent(of: BiometricConsent) -> Json:
    """A consent to sign in by a biometric trait."""
    return {
        "id": of.id,
        "purpose": of.purpose,
        "channel": of.channel,
        "language": of.lang,
        "text_version": of.text_version,
        "text_digest": of.text_digest,
        "transaction_id": of.transaction_id,
        "given_at": instant(of.given_at),
        "withdrawn_at": instant(of.withdrawn_at),
    }


def letter(
    of: NumberedLetter, content: LetterContent | None, deliveries: Iterable[Delivery]
) -> Json:
    """A numbered letter to the person; `text` is None where it cannot be opened any more."""
    return {
        "number": of.number,
        "kind": of.kind,
        "dated_at": instant(of.dated_at),
        "language": of.language,
        "text": None if content is None else _text(content),
        "pdf_sha256": None if of.digest is None else of.digest.hex(),
        "deliveries": [
            {"how": each.how, "detail": each.detail, "at": instant(each.at)} for each in deliveries
        ],
    }


def _text(content: LetterContent) -> Json:
    return {
        "title": content.title,
        "facts": [{"name": name, "value": value} for name, value in content.facts],
        "opening": list(content.opening),
        "reasons": list(content.reasons),
        "closing": list(content.closing),
    }


def case(of: Case, events: Iterable[CaseEvent], documents: Iterable[StoredDocument]) -> Json:
    """A case about the person: its states and who moved it, without what officers typed."""
    return {
        "number": of.number,
        "procedure": of.procedure,
        "state": of.state,
        "opened_at": instant(of.opened_at),
        "closed_at": instant(of.closed_at),
        "events": [
            {
                "event": each.event,
                "state": each.state,
                "by": role_of(each.actor, subject_id=of.subject_id, client_id=of.client_id),
                "at": instant(each.at),
            }
            for each in events
        ],
        "documents": [
            {
                "id": each.id,
                "kind": each.kind,
                "media_type": each.media_type,
                "size": each.size,
                "sha256": each.digest.hex(),
                "stored_at": instant(each.stored_at),
            }
            for each in documents
        ],
    }


def notice(of: PersonNotice) -> Json:
    """That something was sent, without its words: those are deleted when they were handed over."""
    return {
        "kind": of.kind,
        "channel": of.channel,
        "state": of.state,
        "queued_at": instant(of.queued_at),
        "settled_at": instant(of.settled_at),
        "letter": of.letter,
    }


def message(of: AccountMessage, words: MessageWords | None, issuer: str) -> Json:
    """A message of the account; without words where it is of a later release."""
    text = None if words is None else [plain(each, issuer) for each in words.paragraphs]
    return {
        "id": of.id,
        "kind": of.kind,
        "told_at": instant(of.told_at),
        "read_at": instant(of.read_at),
        "subject": None if words is None else words.subject,
        "text": text,
        "sent": [{"channel": each.channel, "to": each.to, "state": each.state} for each in of.sent],
    }


def loss(of: LossCase) -> Json:
    """A report of a loss or misuse; its case has the same number. `outcome` was written to them."""
    return {
        "number": of.number,
        "reason": of.reason,
        "lost": list(of.lost),
        "reported_by": of.reported_by,
        "reported_at": instant(of.reported_at),
        "state": of.state,
        "outcome": of.outcome,
        "closed_at": instant(of.closed_at),
        "final_at": instant(of.final_at),
        "taken_back_at": instant(of.taken_back_at),
    }


def activation_link(of: ActivationLink) -> Json:
    """A link that activates the account, without its digest; `printed`: at the installation."""
    return {
        "sent_at": instant(of.sent_at),
        "received_at": instant(of.received_at),
        "printed": of.printed_by is not None,
        "ends_at": instant(of.ends_at),
        "used_at": instant(of.used_at),
        "replaced_at": instant(of.replaced_at),
    }


def waiting_match(of: WaitingMatch) -> Json:
    """A comparison that a register has not answered yet."""
    return {
        "register": of.registry,
        "reason": of.reason,
        "since": instant(of.since),
        "asked_again_at": instant(of.due_at),
    }


def registry_event(of: KnownEvent) -> Json:
    """What a register told of the person."""
    return {
        "register": of.registry,
        "id": of.event_id,
        "came_at": instant(of.came_at),
        "reason": of.reason,
        "settled_at": instant(of.settled_at),
    }
