"""`idp accounts invite`: one account or all of them, and nobody twice."""

import pytest

from idp.cli.context import services
from idp.kernel.ids import new_id
from idp.subjects.domain import Datum, Identity, Source
from tests.support.commands import Idp
from tests.support.officers import OPERATOR
from tests.support.people import CITIZEN


def granted(username: str, number: str, **data: object) -> str:
    with services() as opened:
        day = CITIZEN["name"].recorded_on
        more = {"personal_number": number, **data}
        changed = {
            name: Datum(value, Source.NATIONAL_POPULATION_DB, day) for name, value in more.items()
        }
        identity = opened.subjects.register("citizen", {**CITIZEN, **changed}, actor=OPERATOR)
        assert isinstance(identity, Identity)
        subject_id = identity.subject_id
        opened.subjects.match(subject_id, Source.NATIONAL_POPULATION_DB, actor=OPERATOR)
        opened.accounts.create(subject_id, username=username, level=2, actor=OPERATOR)
    return subject_id


@pytest.mark.norm("D14.1-1", limb="every granted account gets its link")
def test_everybody_granted_is_invited_once(idp: Idp) -> None:
    grown = [granted(f"nguoi.{each}", f"07909000000{each}") for each in range(3)]
    child = granted("em.be", "079220000009", birthdate="2018-02-02")
    first = idp("accounts", "invite", "--all")
    assert (first.stdout, first.stderr) == (
        "4 links are on their way; 0 people could get none\n",
        "",
    )
    again = idp("accounts", "invite", "--all")
    assert again.stdout == "0 links are on their way; 0 people could get none\n"
    with services() as opened:
        assert all(opened.activations.newest(each) is not None for each in (*grown, child))


def test_one_is_invited_once(idp: Idp) -> None:
    granted("nguoi.nao", "079090000001")
    assert idp("accounts", "invite", "nguoi.nao").stdout == "nguoi.nao: a link is on its way\n"
    again = idp("accounts", "invite", "nguoi.nao")
    assert (again.exit_code, "state_already_holds" in again.output) == (1, True)
    assert idp("accounts", "invite", new_id()).exit_code == 1


@pytest.mark.parametrize("words", [(), ("an.nguyen", "--all")])
def test_it_is_said_whom(idp: Idp, words: tuple[str, ...]) -> None:
    assert idp("accounts", "invite", *words).exit_code == 2
