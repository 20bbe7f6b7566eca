"""A child or a ward gets nothing through alone, at any door and whenever they became one."""

from dataclasses import replace
from datetime import timedelta

import pytest

from idp.assurance.kinds import EvidenceKind
from idp.factors.domain import ACTIVATING
from idp.history.domain import EventType
from idp.kernel.ids import new_id
from idp.kernel.refusals import Reason, Refused
from tests.support.at_best import shown
from tests.support.counters import Teller, desk, hand
from tests.support.http import Answer, bearer
from tests.support.live import House
from tests.support.officers import OPERATOR
from tests.support.walks import Walk
from tests.support.world import Person

OWN = "ve nha an com voi ba me 83"
CHILD = {"birthdate": "2015-06-01"}
WHY = "a parent, guardian or representative has to confirm each use"


def ends_in(page: Answer, walk: Walk) -> str:
    """The error the relying party gets once the page was left by its one button."""
    sent = walk.visitor.arrive(walk.visitor.submit(page, "decision", decision="deny"))
    return str(sent.query["error"])


@pytest.mark.norm("D14.2-1", limb="nobody under 14 and no ward alone")
@pytest.mark.norm("X15.1", limb="a child gives no consent alone")
@pytest.mark.parametrize("data", [CHILD, {"birthdate": "2026"}, {"birthdate": "unknown"}])
def test_a_child_reads_why_and_the_party_gets_no_code(
    house: House, data: dict[str, object]
) -> None:
    walk, person = house.walk(), house.world.person(totp=False, level=1, data=data)
    page = walk.sign_in(walk.ask(), person)
    assert "op-error" in page.ids
    assert WHY in page.text
    transaction = page.path.split("/")[2]
    forged = walk.visitor.submit(page, "decision", decision="allow")
    posted = walk.visitor.post(f"/consent/{transaction}", {"decision": "allow"})
    assert not {"code"} & {*forged.query, *posted.query}
    assert house.world.services.consents.for_subject(person.subject_id) == []
    assert ends_in(walk.ask(), walk) == "access_denied"


@pytest.mark.norm("D14.2-1", limb="nobody under 14 and no ward alone")
def test_a_session_of_a_child_answers_nobody(house: House) -> None:
    walk, person = house.walk(), house.world.person(totp=False, level=1, data=CHILD)
    own = walk.visitor.arrive(walk.visitor.get("/me"))
    assert "guarded" in walk.sign_in(own, person).ids
    silent = walk.ask(prompt="none")
    assert silent.query["error"] == "access_denied"
    assert "state" in silent.query
    assert WHY in walk.ask().text


@pytest.mark.norm("D14.2-1", limb="nobody under 14 and no ward alone")
def test_the_14th_birthday_opens_the_account_that_day(house: House) -> None:
    clock = house.world.clock
    today = (clock.now() + timedelta(hours=7)).date()
    tomorrow = today + timedelta(days=1)
    born = f"{tomorrow.year - 14}-{tomorrow:%m-%d}"
    person = house.world.person(totp=False, level=1, data={"birthdate": born})
    walk = house.walk()
    assert WHY in walk.sign_in(walk.ask(), person).text
    clock.advance(timedelta(days=1))
    walk = house.walk()
    stopped = walk.sign_in(walk.ask(), person)
    assert "stopped" in stopped.text, "what was chosen for the child"
    binding = replace(ACTIVATING, officers=(OPERATOR,), place="a counter")
    chosen = house.world.services.passwords.set(person.subject_id, OWN, binding=binding)
    assert not isinstance(chosen, Refused)
    clock.advance(timedelta(minutes=1))
    walk = house.walk()
    assert walk.complete(replace(person, password=OWN)).query["code"]


@pytest.mark.norm("D14.2-1", limb="nobody under 14 and no ward alone")
def test_who_becomes_a_ward_loses_what_was_given_before(house: House) -> None:
    walk, person = house.walk(), house.world.person()
    page = walk.sign_in(walk.ask(scope="openid offline_access", prompt="consent"), person)
    tokens = walk.redeem(walk.decide(page, "allow").query["code"]).json
    code = walk.ask(scope="openid offline_access").query["code"]
    accounts = house.world.services.accounts
    assert accounts.place_under_guardian(person.subject_id, body="Court", actor=OPERATOR) is None
    assert walk.redeem(code).json["error"] == "invalid_grant"
    assert walk.refresh(tokens["refresh_token"]).json["error"] == "invalid_grant"
    shown = walk.visitor.get("/userinfo", headers=bearer(tokens["access_token"]))
    assert shown.status == 401
    told = walk.as_client("/introspect", {"token": tokens["access_token"]})
    assert told.json == {"active": False}


@pytest.mark.norm("D14.2-1", limb="nobody under 14 and no ward alone")
def test_an_ended_guardianship_gives_an_adult_the_account_back(house: House) -> None:
    accounts, person = house.world.services.accounts, house.world.person()
    again = Refused(Reason.STATE_ALREADY_HOLDS)
    assert accounts.end_guardianship(person.subject_id, body="Court", actor=OPERATOR) == again
    assert accounts.place_under_guardian(person.subject_id, body="Court", actor=OPERATOR) is None
    assert accounts.place_under_guardian(person.subject_id, body="Court", actor=OPERATOR) == again
    assert accounts.end_guardianship(person.subject_id, body="Court", actor=OPERATOR) is None
    assert house.walk().complete(person).query["code"]
    told = [each.happening for each in house.world.services.history.for_subject(person.subject_id)]
    assert EventType.GUARDIANSHIP_RECORDED in told
    assert EventType.GUARDIANSHIP_ENDED in told


@pytest.mark.norm("D14.2-1", limb="nobody under 14 and no ward alone")
def test_the_end_of_a_guardianship_makes_no_child_older(house: House) -> None:
    accounts = house.world.services.accounts
    person = house.world.person(totp=False, level=1, data=CHILD)
    assert accounts.place_under_guardian(person.subject_id, body="Court", actor=OPERATOR) is None
    assert accounts.end_guardianship(person.subject_id, body="Court", actor=OPERATOR) is None
    walk = house.walk()
    assert WHY in walk.sign_in(walk.ask(), person).text


@pytest.mark.norm("D14.2-1", limb="nobody under 14 and no ward alone")
def test_a_counter_gets_nothing_of_a_ward(house: House) -> None:
    citizen, teller = hand(house.world), Teller(desk(house.world), house.visitor())
    code, pending = citizen.code(), teller.ask(citizen.code()).json["auth_req_id"]
    citizen.type_number()
    accounts = house.world.services.accounts
    assert (
        accounts.place_under_guardian(citizen.phone.subject_id, body="Court", actor=OPERATOR)
        is None
    )
    assert teller.ask(code).json["error"] == "access_denied"
    assert citizen.approve() == Refused(Reason.GUARDIAN_NEEDED)
    assert teller.fetch(pending).json["error"] == "access_denied"
    shown = citizen.counter.show_code(citizen.phone)
    assert shown == Refused(Reason.GUARDIAN_NEEDED)


@pytest.mark.norm("D14.2-1", limb="nobody under 14 and no ward alone")
def test_a_counter_fetches_no_result_of_who_became_a_ward_after_the_yes(house: House) -> None:
    citizen, teller = hand(house.world), Teller(desk(house.world), house.visitor())
    pending = teller.ask(citizen.code()).json["auth_req_id"]
    citizen.type_number()
    citizen.approve()
    accounts = house.world.services.accounts
    assert (
        accounts.place_under_guardian(citizen.phone.subject_id, body="Court", actor=OPERATOR)
        is None
    )
    assert teller.fetch(pending).json["error"] == "access_denied"


CHANGES = (
    "/me/means/password",
    "/me/means/pin",
    "/me/means/code-app",
    "/me/means/passkey",
    "/me/means/app",
    "/me/means/card",
)
READS = ("/me", "/me/means", "/me/sessions", "/me/consents", "/me/history", "/me/report-loss")


def child_at_home(house: House) -> tuple[Walk, Person]:
    walk, person = house.walk(), house.world.person(totp=False, level=1, data=CHILD)
    walk.sign_in(walk.visitor.arrive(walk.visitor.get("/me")), person)
    return walk, person


@pytest.mark.norm("D14.2-1", limb="nobody under 14 and no ward alone")
def test_a_child_reads_the_own_account_and_changes_no_means(house: House) -> None:
    walk, _ = child_at_home(house)
    for path in READS:
        assert walk.visitor.get(path).status == 200, path
    for path in ("/me/means", "/me/contacts"):
        page = walk.visitor.get(path)
        assert "guarded" in page.ids
        assert "too-little-left" not in page.ids
        offered = [each for each in (*CHANGES, "/remove") if f'{each}"' in page.text]
        assert offered == [], (path, offered)
    for path in CHANGES:
        page = walk.visitor.get(path)
        expected = (303, False) if path == "/me/means/card" else (403, True)  # no card here
        assert (page.status, "op-error" in page.ids) == expected, path


@pytest.mark.norm("D14.2-1", limb="nobody under 14 and no ward alone")
def test_a_form_opened_before_does_not_help_who_became_a_ward(house: House) -> None:
    walk, person = house.walk(), house.world.person(totp=False, level=1)
    page = walk.sign_in(walk.visitor.arrive(walk.visitor.get("/me/means/password")), person)
    assert "password" in page.ids
    accounts = house.world.services.accounts
    assert accounts.place_under_guardian(person.subject_id, body="Court", actor=OPERATOR) is None
    sent = walk.visitor.submit(page, "password", password="correct horse battery 9")
    assert sent.status == 403
    stays = house.walk()
    assert "op-error" in stays.sign_in(stays.ask(), person).ids


def test_a_child_still_reports_a_loss_alone(house: House) -> None:
    walk, person = child_at_home(house)
    page = walk.visitor.get("/me/report-loss")
    form = {"reason": "unauthorised_use", "lost": "secrets"}
    assert walk.visitor.submit(page, "reason", **form).status == 303
    assert house.world.services.losses.cases.for_subject(person.subject_id)


def test_a_ward_does_not_open_stopped_biometrics_again(house: House) -> None:
    walk, _ = child_at_home(house)
    page = walk.visitor.get("/me/settings")
    proof = dict(page.form("language").fields)["csrf"]
    sent = walk.visitor.post("/me/biometrics/open-again", {"csrf": proof})
    assert (sent.status, "op-error" in sent.ids) == (403, True)


@pytest.mark.norm("D14.2-1", limb="nobody under 14 and no ward alone")
def test_a_handle_from_before_adds_nothing_to_the_account_of_a_ward(house: House) -> None:
    services, person = house.world.services, house.world.person()
    started = services.sessions.start(
        new_id(),
        subject_id=person.subject_id,
        shown=shown([EvidenceKind.PASSWORD, EvidenceKind.TOTP]),
        client_id=None,
        device="",
        replaces=None,
    )
    by = started.session.basis
    assert services.endings.begin_change(by) is None
    assert (
        services.endings.place_under_guardian(person.subject_id, body="Court", actor=OPERATOR)
        is None
    )
    assert services.endings.begin_change(by) == Refused(Reason.GUARDIAN_NEEDED)
    assert services.sessions.for_subject(person.subject_id) == []
