"""The tools prove themselves."""

from sqlalchemy import func, select

from idp.platform.database import Base, Database


def test_a_database_has_every_table_and_no_row(database: Database) -> None:
    with database.transaction() as connection:
        for table in Base.metadata.sorted_tables:
            assert connection.execute(select(func.count()).select_from(table)).scalar() == 0
