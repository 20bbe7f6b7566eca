"""An application for an organisation's account: what it holds, and who has to agree to it. Pure."""

import hashlib
import json
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any, Final

from idp.casework.domain.facts import PlainField, TextField
from idp.issuance.domain import LONGEST_LINE, LONGEST_TEXT
from idp.kernel.catalogues import N_
from idp.kernel.ids import Id
from idp.representation.domain import AgreementRequest, AgreementState, Representation
from idp.subjects.domain import Identity

LEAST_LEVEL: Final = 2
"""Of the sign-in in which an application is filed, answered or withdrawn (D12.1-2)."""


class OrganisationDatum(StrEnum):
    """What is told of an organisation, and compared with its register (D6.1, D12.2-1)."""

    NAME = "name"
    SHORT_NAME = "short_name"
    FOREIGN_NAME = "foreign_name"
    ESTABLISHED_ON = "established_on"
    ADDRESS = "address"
    TAX_CODE = "tax_code"
    ENTERPRISE_CODE = "enterprise_code"
    BODY_CODE = "body_code"


TOLD: Final = tuple(each.value for each in OrganisationDatum)


class OrganisationState(StrEnum):
    """Where an application for an organisation's account stands (requirements S1)."""

    AWAITING = "awaiting_co_representatives"
    """The other representatives were asked; no term runs."""
    COMPLETE_VALID = "complete_valid"
    """All agreed, and a register has what was told: the shorter term runs (D13.4a)."""
    VERIFYING = "verifying"
    """All agreed, and no register has all that was told: an officer verifies it (D13.4b)."""
    VERIFIED = "verified"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    """Somebody who was asked never answered."""


class LegalRole(StrEnum):
    """As what somebody applies for an organisation (D6.1h)."""

    LEGAL_REPRESENTATIVE = "legal_representative"
    HEAD = "head"
    AUTHORISED = "authorised_person"
    """By a written authorisation of one of them; at a desk, under Decree 69/2024."""


class OrganisationCheck(StrEnum):
    """What an officer verifies where no register has it (D12.2-2); each of them, every time."""

    ESTABLISHED = "founding_papers"
    """The decision of establishment, or the registration."""
    NAMES = "names_as_founded"
    HEAD_OFFICE = "head_office_found"
    CODES = "codes_with_issuer"
    """Each code that was told, with the body that gave it."""
    REPRESENTATION = "representation_proven"
    """Who applies represents it, and who else does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationApplication:
    """What was told of the organisation, each "" where it has none; days are ISO 8601.

    `identity` is the version of what was on record then (`organisation_version`). `differing`: what
    the register has otherwise, or not at all. `filer`: who stood at the desk, "" in self-service,
    where who filed it opened the case. `authorised_by`: the representative by whose authorisation
    they file. Both by the ids of people.
    """

    identity: Annotated[
        str, TextField(N_("Version of what is on record"), LONGEST_LINE, names_nobody=True)
    ]
    role: Annotated[LegalRole, PlainField(N_("As what they apply"))]
    name: Annotated[str, TextField(N_("Name"), LONGEST_LINE)]
    short_name: Annotated[str, TextField(N_("Abbreviated name"), LONGEST_LINE)]
    foreign_name: Annotated[str, TextField(N_("Name in a foreign language"), LONGEST_LINE)]
    established_on: Annotated[str, TextField(N_("Established"), LONGEST_LINE)]
    address: Annotated[str, TextField(N_("Address of the head office"), LONGEST_TEXT)]
    tax_code: Annotated[str, TextField(N_("Tax code"), LONGEST_LINE)]
    enterprise_code: Annotated[str, TextField(N_("Enterprise code"), LONGEST_LINE)]
    body_code: Annotated[str, TextField(N_("Code of the body"), LONGEST_LINE)]
    differing: Annotated[
        tuple[OrganisationDatum, ...], PlainField(N_("Not in the register as told"))
    ]
    filer: Annotated[str, TextField(N_("Filed by"), LONGEST_LINE)] = ""
    authorised_by: Annotated[str, TextField(N_("Authorised by"), LONGEST_LINE)] = ""

    def said(self) -> dict[str, str]:
        """What was told, by name of the datum."""
        return {name: getattr(self, name) for name in TOLD}

    @property
    def in_no_register(self) -> bool:
        """Whether the register had nothing at all of what was told."""
        return set(self.differing) == {name for name, value in self.said().items() if value}


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationDossier:
    """The papers of an application at a desk, each by the SHA-256 of the kept document.

    `authorisation`: "" of who needs none. `agreements`: whether each other representative agreed in
    writing, by papers among the documents.
    """

    form: Annotated[str, TextField(N_("Signed form (SHA-256)"), LONGEST_LINE, names_nobody=True)]
    authorisation: Annotated[
        str, TextField(N_("Authorisation (SHA-256)"), LONGEST_LINE, names_nobody=True)
    ]
    agreements: Annotated[bool, PlainField(N_("The others agreed in writing"))]


@dataclass(frozen=True, slots=True)
class OrganisationConclusion:
    """What an officer verified, by which papers, and concludes (D12.2-2)."""

    checks: Annotated[tuple[OrganisationCheck, ...], PlainField(N_("What was verified"))]
    conclusion: Annotated[
        str, TextField(N_("What was found, by which papers"), LONGEST_TEXT, lines=True)
    ]

    @property
    def is_whole(self) -> bool:
        return set(self.checks) == set(OrganisationCheck)


_AGREED: Final = frozenset({AgreementState.AGREED, AgreementState.ON_PAPER})


def said_of(data: Mapping[str, Any]) -> dict[str, str]:
    """What is on record of an organisation as its form shows it, "" for what it has not."""
    return {name: _line(data.get(name)) for name in TOLD}


def differing_from(
    told: Mapping[str, str], recorded: Mapping[str, Any]
) -> tuple[OrganisationDatum, ...]:
    """What a register has otherwise than it was told, or not at all.

    What it has not and nobody told is nothing that could be verified (D6.1: "if any").
    """
    has = said_of(recorded)
    return tuple(each for each in OrganisationDatum if _alike(told[each]) != _alike(has[each]))


def organisation_version(identity: Identity, held: Iterable[Representation]) -> str:
    """The version of what is on record and who represents it, 64 hexadecimal digits."""
    said = {name: _line(datum.value) for name, datum in identity.data.items() if name in TOLD}
    records = sorted(each.id for each in held)
    words = json.dumps([identity.number, said, records], sort_keys=True)
    return hashlib.sha256(words.encode()).hexdigest()


def asked_version(asked: OrganisationApplication) -> str:
    """The version of an application that a representative is asked about, 64 hexadecimal digits."""
    words = json.dumps({**asked.said(), "role": str(asked.role)}, sort_keys=True)
    return hashlib.sha256(words.encode()).hexdigest()


def unanswered(
    held: Iterable[Representation], requests: Collection[AgreementRequest], filer: Id
) -> tuple[Representation, ...]:
    """Whose agreement is missing: of every representative now, but the one who filed (D12.3-2).

    Somebody with two records agrees once, by any of them, also by one that ended: a register that
    changes the days of an office makes another record of it.
    """
    agreed = [each for each in requests if each.state in _AGREED]
    records = {each.record_id for each in agreed}
    agents = {filer, *(each.agent_id for each in agreed if each.agent_id is not None)}
    return tuple(each for each in held if each.id not in records and each.agent_id not in agents)


def unasked(
    missing: Iterable[Representation], requests: Iterable[AgreementRequest]
) -> tuple[Representation, ...]:
    """Whose agreement is missing, and who was not asked by the record that holds now."""
    records = {each.record_id for each in requests}
    return tuple(each for each in missing if each.id not in records)


def _line(value: object) -> str:
    """A datum on one line; of an address its text, or its parts."""
    if isinstance(value, dict):
        parts = ("street_address", "locality", "region", "postal_code", "country")
        whole = value.get("formatted")
        value = whole or ", ".join(str(value[each]) for each in parts if value.get(each))
    return "" if value is None else " ".join(unicodedata.normalize("NFC", str(value)).split())


def _alike(text: str) -> str:
    return _line(text).casefold()
