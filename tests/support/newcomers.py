"""Lines of files of people who do not exist."""

from collections.abc import Mapping
from datetime import date

from idp.intake.domain.line import PersonLine
from idp.intake.domain.person import Defaults
from idp.subjects.domain import Source

CITIZEN_CELLS = {
    "kind": "citizen",
    "number": "001190000017",
    "name": "Trần Thị Bích Hạnh",
    "birthdate": "1990-01-01",
    "gender": "female",
}
FOREIGNER_CELLS = {
    "kind": "foreigner",
    "name": "Alice O'Hara",
    "birthdate": "1992-05-17",
    "gender": "female",
    "nationality": "FRA",
    "travel_document.type": "passport",
    "travel_document.number": "12AB34567",
    "travel_document.issued_on": "2020-02-29",
    "travel_document.issued_at": "Paris",
    "face_image": "abis:1",
    "fingerprints": "abis:2",
}
ORGANISATION_CELLS = {
    "kind": "organisation",
    "name": "Công ty Cổ phần Sen Vàng",
    "established_on": "2001-01-02",
    "address": "88 Lê Lợi, Huế",
    "tax_code": "0100000004",
}
REPRESENTATIVE_CELLS = {
    "representative.number": "001190000017",
    "representative.name": "Trần Thị Bích Hạnh",
    "representative.role": "head",
}
RECORDED = Defaults(None, Source.NATIONAL_POPULATION_DB, date(2024, 7, 1))


def line(cells: Mapping[str, str], at: int = 2, /, **more: str) -> PersonLine:
    """A line with these cells; an empty one leaves its column out."""
    said = {**cells, **{name.replace("__", "."): cell for name, cell in more.items()}}
    return PersonLine(at, {name: cell for name, cell in said.items() if cell})


def citizen(number: int, **more: str) -> PersonLine:
    """The line of one of many citizens."""
    return line(CITIZEN_CELLS, number, **{"number": f"001{number:09}", **more})
