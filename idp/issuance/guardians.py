"""Who comes along with a child or ward that applies at a desk, and by what they act. Pure.

A person from 6 to under 14, a ward or a represented person comes together with a parent, guardian
or representative (D10.2d, D11.2dd), who is identified with a document of their own.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Annotated, Final, NamedTuple

from idp.accounts.domain import alone_from
from idp.casework.domain.facts import PersonalDayField, PlainField, TextField
from idp.issuance.domain import (
    LONGEST_LINE,
    CitizenApplication,
    ForeignerApplication,
    LevelTwoApplication,
)
from idp.kernel.catalogues import N_
from idp.kernel.refusals import Reason
from idp.representation.domain import OF_WARDS, RepresentationKind, StatedAgent


class AuthorityToAct(StrEnum):
    """What says that somebody acts for the person of an application."""

    REGISTER = "by_register"
    RECORD = "by_record"
    """A decision of a body that is on record here."""
    PAPER = "by_paper"
    """Shown at the desk, and kept with the case; no register says who acts."""


class GuardianPaper(StrEnum):
    """A paper that shows who acts for a person."""

    NONE = "no_paper"
    """A register or a record says it."""
    BIRTH_CERTIFICATE = "birth_certificate"
    ADOPTION_DECISION = "adoption_decision"
    GUARDIAN_RECOGNITION = "guardian_recognition"
    COURT_DECISION = "court_decision"


OF_PARENTS: Final = frozenset({GuardianPaper.BIRTH_CERTIFICATE, GuardianPaper.ADOPTION_DECISION})
"""What shows a parent, and never a guardian."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPaper:
    """A paper as the officer typed it from the original."""

    kind: GuardianPaper
    number: str
    issuer: str
    issued_on: date


@dataclass(frozen=True, kw_only=True)
class StatedGuardian:
    """Who acts for the person of an application, apart from that person's own data.

    `guardian_number`: the identification number by a register. `guardian_document`: the number of
    the identity card, or the key of a passport (`travel_document_number`). `authority_source`: the
    register or body that says so, the issuer of a paper. The paper's day is ISO 8601, empty with
    its number where there is no paper.
    """

    guardian_number: Annotated[str, TextField(N_("Number of who acts"), LONGEST_LINE)]
    guardian_name: Annotated[str, TextField(N_("Name of who acts"), LONGEST_LINE)]
    guardian_document: Annotated[str, TextField(N_("Document of who acts"), LONGEST_LINE)]
    acts_as: Annotated[RepresentationKind, PlainField(N_("Acts as"))]
    authority: Annotated[AuthorityToAct, PlainField(N_("By what they act"))]
    authority_source: Annotated[str, TextField(N_("Who says so"), LONGEST_LINE)]
    paper_kind: Annotated[GuardianPaper, PlainField(N_("Paper shown"))]
    paper_number: Annotated[str, TextField(N_("Number of the paper"), LONGEST_LINE)]
    paper_issued_on: Annotated[str, PersonalDayField(N_("Day of the paper"))]


@dataclass(frozen=True, kw_only=True)
class GuardedCitizenApplication(StatedGuardian, CitizenApplication):
    """Of a citizen who came together with who acts for them."""


@dataclass(frozen=True, kw_only=True)
class GuardedForeignerApplication(StatedGuardian, ForeignerApplication):
    """Of a foreigner who came together with who acts for them."""


class ActsBy(NamedTuple):
    """As what somebody acts, and by what. `source`: the register, empty for anything else."""

    kind: RepresentationKind
    authority: AuthorityToAct
    source: str = ""


def with_guardian(asked: LevelTwoApplication, guardian: StatedGuardian) -> LevelTwoApplication:
    """The same application with who acts for its person."""
    own = {each.name: getattr(asked, each.name) for each in fields(asked)}
    if isinstance(asked, ForeignerApplication):
        return GuardedForeignerApplication(**own, **asdict(guardian))
    return GuardedCitizenApplication(**own, **asdict(guardian))


def acts_by(
    number: str,
    *,
    stated: Iterable[tuple[str, StatedAgent]],
    recorded: RepresentationKind | None,
    paper: ShownPaper | None,
    claimed: RepresentationKind,
    born: str,
    on: date,
) -> ActsBy | Reason:
    """By what who has this number acts alone for a person who was born then, on a civil day.

    `stated`: what registers say of that person now, each with the name of the register. Where one
    names somebody who acts, nobody else does by a paper. `recorded`: as what a body's decision on
    record here has them act. `paper` and `claimed`: what they show, and as what. NO_GUARDIANSHIP
    where nothing says so.
    """
    child = on < alone_from(born)
    held = [(source, each) for source, each in stated if each.acts_on(on, child=child)]
    for source, each in held:
        if each.number == number and not each.jointly:
            return ActsBy(each.kind, AuthorityToAct.REGISTER, source)
    if recorded is not None:
        return ActsBy(recorded, AuthorityToAct.RECORD)
    shown = not held and paper is not None and paper.issued_on <= on
    if shown and paper is not None and _shows(paper.kind, claimed, child=child):
        return ActsBy(claimed, AuthorityToAct.PAPER)
    return Reason.NO_GUARDIANSHIP


def _shows(paper: GuardianPaper, claimed: RepresentationKind, *, child: bool) -> bool:
    """Whether a paper of this kind can show what is claimed."""
    if paper is GuardianPaper.NONE:
        return False
    if claimed is RepresentationKind.PARENT:
        return child and paper in OF_PARENTS
    return claimed in OF_WARDS and paper not in OF_PARENTS
