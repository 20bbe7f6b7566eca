"""The last landing's database under today's code: what waited goes on, and nothing is lost."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from idp.accounts.domain import AccountState
from idp.factors.passwords import PresentedPassword
from idp.factors.recovery import PresentedRecoveryCode
from idp.history.actors import to_text
from idp.losses.domain import MISUSE_REPORT, LossCase
from idp.notices.domain import NoticeKind
from idp.schema.models import models
from tests.hostile.test_t_acting_for_others import HEAD, acting, portal
from tests.service.test_forgotten import code_for
from tests.support import databases, ledgers, released
from tests.support.activations import Holder
from tests.support.contact_changes import PHONE, claims
from tests.support.desks import Desk
from tests.support.families import told as heads
from tests.support.letters import letters
from tests.support.released import LANDED, Released, Told
from tests.support.sign_ins import proven, sign_in
from tests.support.walks import contents
from tests.support.world import sure

NEW = "bảy con mèo ngủ 47 ngày"


@pytest.fixture(scope="module")
def landed_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("landed") / "upgraded.db"
    released.restore(f"sqlite:///{file}", LANDED)
    released.migrate(f"sqlite:///{file}", LANDED)
    return file


@pytest.fixture(scope="module")
def landed_database(postgresql_server: str) -> Iterator[str]:
    with databases.empty_postgresql_database(postgresql_server) as url:
        released.restore(url, LANDED)
        released.migrate(url, LANDED)
        yield url


@pytest.fixture(params=["landed_file", "landed_database"], ids=["sqlite", "postgresql"])
def landed(
    request: pytest.FixtureRequest, postgresql_server: str, tmp_path: Path
) -> Iterator[Released]:
    """The installation after the upgrade, once on each database."""
    like = request.getfixturevalue(request.param)
    with (
        released.upgraded(like, postgresql_server, tmp_path) as (backend, url),
        released.live_again(Told(backend, LANDED), url, tmp_path) as installation,
    ):
        yield installation


def desk(landed: Released, key: str) -> Desk:
    return Desk(landed.world, landed.told.person(key), landed.told.authenticator(key))


def opens(landed: Released, key: str, password: str) -> None:
    typed = PresentedPassword(username=landed.told.of(key)["username"], password=password)
    proven(landed.services.passwords.verify_at_once(sign_in(landed.world), typed))


def test_schema_history_and_ledger_are_as_before(landed: Released) -> None:
    with landed.services.database.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), models()) == []
    for subject_id, before in landed.told.all["histories"].items():
        entries = landed.services.history.for_subject(subject_id, limit=500)
        read = [
            [each.id, each.happening, to_text(each.actor), dict(each.facts)] for each in entries
        ]
        assert read == before
    then = landed.told.open["ledger"]
    database = landed.services.database
    assert (len(ledgers.chained(database)), ledgers.root_of(database).hex()) == (
        then["size"],
        then["root"],
    )


def test_sessions_tokens_and_passwords_live_on(landed: Released) -> None:
    opens(landed, "hanh", landed.told.person("hanh").password)
    visit = landed.told.visit("hanh at the portal")
    walk = landed.walk("portal", visit["cookies"])
    assert "code" in walk.ask(scope="openid").query
    first = walk.refresh(visit["tokens"]["refresh_token"])
    assert walk.refresh(first.json["refresh_token"]).status == 200


def test_links_that_activate_are_used(landed: Released) -> None:
    for key in ("invited", "imported"):
        told = landed.told.of(key)
        holder = Holder(landed.world, landed.told.person(key), told["link"])
        assert sure(holder.activate()).state is AccountState.ACTIVE


def test_letters_of_before_do_what_they_say(landed: Released) -> None:
    services, pending = landed.services, landed.told.open
    moved = landed.told.person("moved")
    link, forgot = pending["password link"]["link"], landed.told.person("forgot")
    links = services.forgotten.links
    code = code_for(landed.world, forgot, link)
    assert links.set_password(link, proof=code, password=NEW, audience="") is None
    landed.world.clock.advance(timedelta(minutes=5))
    opens(landed, "forgot", NEW)
    typed = pending["code of the number"]
    sure(
        services.contacts.confirm(
            moved.subject_id, PHONE, handle=typed["handle"], code=typed["code"]
        )
    )
    assert isinstance(services.losses.undo(pending["undo of the address"]), LossCase)
    assert claims(landed.world, moved)["email"] == "cu@mail.example"
    assert isinstance(services.losses.report_by_link(pending["loss link"], MISUSE_REPORT), LossCase)


def test_recovery_codes_of_a_person_with_a_lost_telephone_sign_in(landed: Released) -> None:
    lost, code = landed.told.person("lost"), landed.told.open["loss"]["recovery_codes"][0]
    typed = PresentedRecoveryCode(username=lost.username, code=code)
    proven(landed.services.recovery_codes.verify(sign_in(landed.world), typed))


def test_officers_go_on_with_what_they_had_begun(landed: Released) -> None:
    services, pending = landed.services, landed.told.open
    decision = services.decisions.find(pending["decision"])
    assert decision is not None
    made = sure(desk(landed, "operator").decide(decision)).appointment
    assert made is not None
    browser = landed.browser(landed.told.visit("hotline at the desk")["cookies"])
    page = browser.arrive(browser.get("/officer"))
    assert page.status == 200
    assert pending["request"] in page.text


@pytest.mark.norm("D7.3", limb="the level that an earlier release gave an organisation is taken")
@pytest.mark.norm("X6.1", limb="means of an organisation of before are withdrawn")
def test_an_organisation_signs_in_no_more_and_who_heads_it_acts_for_it(landed: Released) -> None:
    """The release gave it a password, a code and, against the law, a level."""
    services, told = landed.services, landed.told
    body, head = told.person("organisation"), told.person("head")
    account = services.accounts.by_subject(body.subject_id)
    assert account is not None
    assert account.level is None
    visit = told.visit("organisation at the firm")
    before = landed.walk("firm", visit["cookies"])
    for withdrawn in (False, True):
        assert before.refresh(visit["tokens"]["refresh_token"]).json["error"] == "invalid_grant"
        assert "username" in before.ask().ids
        anew = landed.walk("firm")
        page = anew.password(anew.ask(), body)
        assert ("Nobody signs in as an organisation" in page.text) is not withdrawn
        assert "password" in page.ids or not withdrawn
        if not withdrawn:
            heads(landed.world, body, head, kind=HEAD, source="business")
            withdrawn_now = services.organisation_means.withdraw_due()
            assert withdrawn_now == 1
    assert services.credentials.held(body.subject_id) == ()
    (said,) = letters(landed.world, head, NoticeKind.ORGANISATION_MEANS_WITHDRAWN)
    assert said["body"] == "Công ty Sen Vàng"
    walk = landed.house.walk(portal(landed.world))
    code = acting(walk, head, body).query["code"]
    assert contents(walk.redeem(code).json["id_token"])["act"]["sub"]
