"""People who do not exist, with the data their registers would hold."""

from datetime import date

from idp.subjects.domain import Datum, Source


def recorded(source: Source, **values: object) -> dict[str, Datum]:
    """Each value as a datum of this source."""
    return {name: Datum(value, source, date(2024, 7, 1)) for name, value in values.items()}


CITIZEN = {
    **recorded(
        Source.NATIONAL_POPULATION_DB,
        personal_number="001190000017",
        name="Trần Thị Bích Hạnh",
        given_name="Hạnh",
        family_name="Trần",
        middle_name="Thị Bích",
        birthdate="1990-01-01",
        gender="female",
        address={"formatted": "36 Phố Hàng Đào, Hà Nội"},
    ),
    **recorded(
        Source.SELF_DECLARED,
        email="bich.hanh@example.test",
        email_verified=True,
        phone_number="+84900000017",
        phone_number_verified=True,
    ),
}
FOREIGNER = recorded(
    Source.IMMIGRATION_DB,
    personal_number="900000000023",
    name="Alice Martin",
    nationality="FRA",
    birthdate="1992-05-17",
)
ORGANISATION = recorded(
    Source.NATIONAL_ORGANISATION_DB, organisation_number="500000000031", name="Công ty Sen Vàng"
)
