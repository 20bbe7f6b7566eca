"""Where a datum came from is kept as it is, also what this system recorded itself."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest

from idp.subjects.domain import Datum, Source, amended, deserialize, serialize

NOW = datetime(2026, 3, 1, tzinfo=UTC)
WORDS_OF_THE_RELEASE_BEFORE = {
    "national_population_db",
    "identity_db",
    "immigration_db",
    "national_organisation_db",
    "self_declared",
}


def datum(source: Source, value: object = "x") -> Datum:
    return Datum(value, source, date(2026, 1, 2))


@pytest.mark.parametrize("source", list(Source))
@pytest.mark.norm("D3.6", limb="the source of a datum is kept, whichever it is")
def test_every_source_is_kept(source: Source) -> None:
    data = {"organisation_number": datum(source), "name": datum(Source.NATIONAL_ORGANISATION_DB)}
    assert deserialize(serialize(data), NOW) == data


@pytest.mark.parametrize("source", list(Source))
@pytest.mark.parametrize("name", ["email_verified", "phone_number_verified"])
@pytest.mark.norm("D3.6", limb="the source of a datum is kept, whichever it is")
def test_whoever_told_that_a_contact_is_verified_stays_its_source(
    name: str, source: Source
) -> None:
    """Also the Identity Database, whose word stands for what an earlier release recorded itself."""
    stored = serialize({name: datum(source, value=True)})
    assert deserialize(stored, NOW)[name].source is source
    other = amended(stored, {"locale": datum(Source.SELF_DECLARED)}, from_then=NOW, now=NOW)
    assert deserialize(other, NOW)[name].source is source


def test_a_contact_that_is_verified_here_later_is_of_this_system_from_then_on() -> None:
    stored = serialize({"email_verified": datum(Source.IDENTITY_DB, value=True)})
    then = NOW + timedelta(days=1)
    change = {"email_verified": datum(Source.SYSTEM, value=True)}
    text = amended(stored, change, from_then=then, now=NOW)
    assert deserialize(text, NOW)["email_verified"].source is Source.IDENTITY_DB
    assert deserialize(text, then)["email_verified"].source is Source.SYSTEM
    done = amended(text, change, from_then=then, now=then)
    assert deserialize(done, then)["email_verified"].source is Source.SYSTEM


def test_an_assigned_number_stays_assigned_when_something_else_changes() -> None:
    data = {"organisation_number": datum(Source.SYSTEM), "email": datum(Source.SELF_DECLARED)}
    text = amended(
        serialize(data), {"email": datum(Source.SELF_DECLARED, "y")}, from_then=NOW, now=NOW
    )
    assert deserialize(text, NOW)["organisation_number"].source is Source.SYSTEM


def test_what_an_earlier_release_recorded_itself_is_not_of_the_identity_database() -> None:
    stored = json.dumps(
        {
            "updated_at": [1, "identity_db", "2026-01-02"],
            "personal_number": ["1", "identity_db", "2026-01-02"],
        }
    )
    data = deserialize(stored, NOW)
    assert data["updated_at"].source is Source.SYSTEM
    assert data["personal_number"].source is Source.IDENTITY_DB


def test_processes_of_the_release_before_can_read_what_is_stored() -> None:
    stored = json.loads(
        serialize(
            {
                "updated_at": datum(Source.SYSTEM),
                "personal_number": datum(Source.SYSTEM),
                "email_verified": datum(Source.IDENTITY_DB),
            }
        )
    )
    for _, word, day in stored.values():
        assert word in WORDS_OF_THE_RELEASE_BEFORE
        assert date.fromisoformat(day) <= date(2026, 3, 1)
