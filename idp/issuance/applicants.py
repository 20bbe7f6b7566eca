"""What each kind of applicant tells and shows at a counter, and what the registers say of it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, ClassVar, Final

from idp.accounts.shown_documents import DocumentData, is_document_of
from idp.casework.domain.procedure import Procedure
from idp.issuance.domain import (
    CardCheck,
    CitizenApplication,
    FieldRefused,
    ForeignerApplication,
    Integrated,
    LevelTwoApplication,
    TravelDocumentType,
    document_refusal,
    travel_document_number,
)
from idp.issuance.guardians import ShownPaper, StatedGuardian
from idp.issuance.procedures import (
    CITIZEN_LEVEL_2,
    CITIZEN_LEVEL_2_WITH_CARD,
    FOREIGNER_LEVEL_2,
)
from idp.issuance.sources import ApplicantRecord, ApplicantSources, document_of
from idp.kernel.ids import Id
from idp.kernel.number_patterns import is_citizens
from idp.kernel.refusals import Reason, Refused
from idp.kernel.rule_sets import RuleSetName
from idp.registries.domain import Differing
from idp.representation.domain import RepresentationKind
from idp.subjects.contact_values import email_address, phone_number
from idp.subjects.countries import country_of
from idp.subjects.domain import Identity, SubjectKind
from idp.subjects.service import Subjects


@dataclass(frozen=True, slots=True)
class Reached:
    """Telephone number and address in the spelling in which they are kept; none is empty."""

    phone: str
    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardianAtCounter:
    """Who comes along and acts for the applicant (D10.2d-1, D11.2dd-1).

    `identified`: by what they show, as anybody at a counter. `acts_as` is what they say they are,
    and `paper` what shows it where no register does.
    """

    identified: "Applicant"
    acts_as: RepresentationKind
    paper: ShownPaper | None = None

    def reached(self, phone: str, today: date) -> Refused | None:
        """What is wrong with what they showed, at its field, with the number they are reached at.

        Theirs is the number that is told, and it is needed (D10.2d-2, D11.2dd-2).
        """
        if not phone.strip():
            return FieldRefused(Reason.CONTACT_REQUIRED, field="phone")
        sound = replace(self.identified, phone=phone).reached(today)
        return of_guardian(sound) if isinstance(sound, Refused) else None

    def recorded(self, sources: ApplicantSources) -> ApplicantRecord | Refused:
        """Their record, which agrees with what they showed; refused at a field of theirs.

        Whether they reside here is not asked: they apply for nothing.
        """
        recorded = self.identified.recorded(sources, RuleSetName.DRAFT_2024)
        if isinstance(recorded, Refused):
            return of_guardian(recorded)
        refused = self.identified.more_refusal(sources, recorded.number)
        return recorded if refused is None else of_guardian(refused)

    @property
    def document(self) -> str:
        """The number of the card, or the key of the passport."""
        if isinstance(self.identified, CitizenAtCounter):
            return self.identified.card_number
        return self.identified.number


def of_guardian(refused: Refused) -> Refused:
    """The same refusal at the field of who comes along; a register that is silent is nobody's."""
    if isinstance(refused, FieldRefused):
        own = refused.field in _SHARED
        return refused if own else replace(refused, field=f"{_GUARDIANS}{refused.field}")
    if refused.reason in _ABOUT_A_PERSON:
        return FieldRefused(refused.reason, field=f"{_GUARDIANS}number")
    return refused


_GUARDIANS: Final = "guardian_"
"""What the names of their fields begin with."""
_SHARED: Final = frozenset({"phone", "email", "username"})
_ABOUT_A_PERSON: Final = frozenset(
    {Reason.MATCH_MISSING, Reason.REGISTRY_HAS_NO_RECORD, Reason.NOT_ENTERED}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AtCounter:
    """What anybody tells and shows at a counter, as the officer types it.

    `shown`: of the document. `key`: of an application key that the person holds and has unlocked,
    to be bound to them; empty for none. `guardian`: who comes along, None of who applies alone.
    """

    shown: DocumentData
    phone: str = ""
    email: str = ""
    username: str = ""
    key: str = ""
    integrate: tuple[Integrated, ...] = ()
    guardian: GuardianAtCounter | None = None

    def shared_facts(self, reached: Reached, identity: str, username: str) -> dict[str, Any]:
        """The facts of every application, of a version of the identity."""
        return {
            "identity": identity,
            "phone": reached.phone,
            "email": reached.email,
            "username": username,
            "key": self.key,
            "integrate": self.integrate,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class CitizenAtCounter(AtCounter):
    """A citizen.

    `card_number` is empty without a card: then `card_application` is the number of the application
    for one.
    """

    kind: ClassVar = SubjectKind.CITIZEN
    card_number: str = ""
    card_application: str = ""
    checked: CardCheck = CardCheck.SHOWN

    @property
    def procedure(self) -> Procedure:
        return CITIZEN_LEVEL_2 if self.card_number else CITIZEN_LEVEL_2_WITH_CARD

    @property
    def number(self) -> str:
        return self.shown.number.strip()

    def reached(self, _: date) -> Reached | Refused:
        """Where they are reached, if what was typed is sound.

        Refused, at its field: as `reached_by`, NUMBER_MISSING; IDENTITY_CARD_REQUIRED without a
        card and an application for one (D7.1-3).
        """
        if not (self.card_number or self.card_application):
            return FieldRefused(Reason.IDENTITY_CARD_REQUIRED, field="card_number")
        if not is_citizens(self.number):
            return FieldRefused(Reason.NUMBER_MISSING, field="number")
        return reached_by(self.kind, self.phone, self.email)

    def recorded(self, sources: ApplicantSources, _: RuleSetName) -> ApplicantRecord | Refused:
        recorded = sources.citizen(self.number)
        if isinstance(recorded, Refused) or is_document_of(recorded.said(), self.shown):
            return recorded
        return Refused(Reason.MATCH_MISSING)

    def more_refusal(self, sources: ApplicantSources, number: str) -> Refused | None:
        return sources.card_refusal(number, self.card_number) if self.card_number else None

    def facts(self, reached: Reached, identity: str, username: str) -> LevelTwoApplication:
        return CitizenApplication(
            **self.shared_facts(reached, identity, username),
            card_number=self.card_number,
            card_application="" if self.card_number else self.card_application,
            checked=self.checked,
        )

    def known_as(self, subjects: Subjects) -> Id | None:
        return subjects.of_kind(self.kind, self.number)


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignerAtCounter(AtCounter):
    """A foreigner at immigration.

    The number of what was `shown` is that of the document, with its symbol; `nationality` a code of
    two or three letters; `expires_on` the last valid day.
    """

    kind: ClassVar = SubjectKind.FOREIGNER
    nationality: str
    document: TravelDocumentType
    expires_on: date

    @property
    def procedure(self) -> Procedure:
        return FOREIGNER_LEVEL_2

    @property
    def number(self) -> str:
        country = country_of(self.nationality.strip().upper())
        return travel_document_number(country or "", self.shown.number)

    def reached(self, today: date) -> Reached | Refused:
        """Where they are reached, if what was typed is sound.

        Refused, at its field: as `reached_by`, NUMBER_MISSING; TRAVEL_DOCUMENT_EXPIRED (D11.2a-2).
        """
        if country_of(self.nationality.strip().upper()) in (None, _VIET_NAM):
            return FieldRefused(Reason.NUMBER_MISSING, field="nationality")
        if not any(map(str.isalnum, self.shown.number)):
            return FieldRefused(Reason.NUMBER_MISSING, field="number")
        expired = document_refusal(self.expires_on.isoformat(), today)
        if expired is not None:
            return FieldRefused(expired, field="expires_on")
        return reached_by(self.kind, self.phone, self.email)

    def recorded(
        self, sources: ApplicantSources, rule_set: RuleSetName
    ) -> ApplicantRecord | Refused:
        recorded = sources.foreigner(self.number, rule_set)
        if isinstance(recorded, Refused):
            return recorded
        document = recorded.data["travel_document"].value
        told = (self.document, self.expires_on.isoformat())
        known = {**recorded.said(), "number": document_of(recorded.data)}
        same = is_document_of(known, replace(self.shown, number=self.number))
        agree = same and told == (document["type"], document["expires_on"])
        return recorded if agree else Refused(Reason.MATCH_MISSING)

    def more_refusal(self, _: ApplicantSources, __: str) -> Refused | None:
        return None

    def facts(self, reached: Reached, identity: str, username: str) -> LevelTwoApplication:
        return ForeignerApplication(
            **self.shared_facts(reached, identity, username),
            document=self.number,
            expires_on=self.expires_on.isoformat(),
        )

    def known_as(self, subjects: Subjects) -> Id | None:
        return subjects.by_document(self.document, self.number)


Applicant = CitizenAtCounter | ForeignerAtCounter
_VIET_NAM: Final = "VNM"


def reached_by(kind: SubjectKind, phone: str, email: str) -> Reached | FieldRefused:
    """Where somebody is reached: a citizen by their own number, a foreigner by any of the two.

    Refused: CONTACT_REQUIRED, ADDRESS_MALFORMED, at the field.
    """
    if not phone.strip() and not (kind is SubjectKind.FOREIGNER and email.strip()):
        return FieldRefused(Reason.CONTACT_REQUIRED, field="phone")
    number = phone_number(phone) if phone.strip() else ""
    if number is None:
        return FieldRefused(Reason.ADDRESS_MALFORMED, field="phone")
    address = email_address(email) if email.strip() else ""
    if address is None:
        return FieldRefused(Reason.ADDRESS_MALFORMED, field="email")
    return Reached(number, address)


def contradictions(
    sources: ApplicantSources,
    asked: LevelTwoApplication,
    identity: Identity,
    guardian: StatedGuardian | None,
) -> Iterator[Refused]:
    """What the registers of telephones and cards say now against what was told."""
    phone = card = None
    if asked.phone:
        owner = identity.number if guardian is None else guardian.guardian_number
        phone = sources.phone_refusal(owner, asked.phone)
    if isinstance(asked, CitizenApplication) and asked.card_number:
        card = sources.card_refusal(identity.number, asked.card_number)
    yield from (each for each in (phone, card) if each is not None)


def asked_again(
    sources: ApplicantSources,
    asked: LevelTwoApplication,
    identity: Identity,
    rule_set: RuleSetName,
) -> ApplicantRecord | Refused:
    """The record of the applicant as it is now, refused where it is not what is on record here."""
    recorded = (
        sources.foreigner(asked.document, rule_set)
        if isinstance(asked, ForeignerApplication)
        else sources.citizen(identity.number)
    )
    if isinstance(recorded, Refused):
        return recorded
    faults = recorded.faults(identity)
    return Differing(Reason.REGISTRY_DIFFERS, data=faults) if faults else recorded


def guardian_again(sources: ApplicantSources, guardian: StatedGuardian) -> Refused | None:
    """Why who comes along is not who they showed they are, by the registers of now."""
    foreign = ":" in guardian.guardian_document
    recorded = (
        sources.foreigner(guardian.guardian_document, RuleSetName.DRAFT_2024)
        if foreign
        else sources.citizen(guardian.guardian_number)
    )
    if isinstance(recorded, Refused):
        return recorded
    if recorded.number != guardian.guardian_number:
        return Refused(Reason.MATCH_MISSING)
    if foreign:
        return None
    return sources.card_refusal(guardian.guardian_number, guardian.guardian_document)
