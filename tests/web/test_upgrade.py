"""The first release's database under today's code: everybody goes on where they stopped."""

import json
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import select

from idp.accounts.shown_documents import DocumentData
from idp.accounts.tables import ACCOUNT
from idp.assurance.binding import CeremonyKind
from idp.assurance.tainting import Fraud, bound_again
from idp.documents.domain import DocumentKind
from idp.factors.domain import Binding
from idp.factors.pins import PresentedPin
from idp.factors.recovery import PresentedRecoveryCode
from idp.history.domain import Entry, EventType, Sealed
from idp.kernel.actors import ActingClient, Operator, Person, Unproven
from idp.kernel.refusals import Reason, Refused
from idp.letters.domain import LetterKind, ToPerson
from idp.losses.domain import LossState
from idp.notices.tables import NOTICE
from idp.platform.clock import SystemClock
from idp.policy.domain import Switch
from idp.schema.models import models
from idp.subjects.tables import SUBJECT
from idp.tokens.tables import FAMILY
from tests.support import databases, released
from tests.support.applications import Application, handle_here
from tests.support.card_holders import Holder as CardHolder
from tests.support.card_holders import connected
from tests.support.card_registry import registering
from tests.support.counters import Handset, Teller
from tests.support.http import Answer, bearer
from tests.support.officers import AN, BINH
from tests.support.passkeys import Holder
from tests.support.pdf_files import pdf_of
from tests.support.released import Released, Told
from tests.support.seals import seal_files
from tests.support.sign_ins import proven, sign_in
from tests.support.visits import recovered
from tests.support.walks import Walk, contents
from tests.support.world import sure

SCOPE = "openid profile email offline_access"


@pytest.fixture(scope="module")
def upgraded_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("released") / "upgraded.db"
    released.restore(f"sqlite:///{file}")
    released.migrate(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="module")
def upgraded_database(postgresql_server: str) -> Iterator[str]:
    with databases.empty_postgresql_database(postgresql_server) as url:
        released.restore(url)
        released.migrate(url)
        yield url


@pytest.fixture(params=["upgraded_file", "upgraded_database"], ids=["sqlite", "postgresql"])
def upgraded(
    request: pytest.FixtureRequest, postgresql_server: str, tmp_path: Path
) -> Iterator[Released]:
    """The installation after the upgrade, once on each database."""
    like = request.getfixturevalue(request.param)
    with (
        released.upgraded(like, postgresql_server, tmp_path) as (backend, url),
        released.live_again(Told(backend), url, tmp_path) as installation,
    ):
        yield installation


def level_of(walk: Walk, page: Answer) -> int:
    """The level in the ID token at the end of a walk."""
    done = walk.decide(page, "allow") if "consent-allow" in page.ids else page
    assert done.query.get("code"), (done.status, done.url, done.text[:2000])
    answer = walk.redeem(done.query["code"])
    assert answer.status == 200, answer.text
    found: int = contents(answer.json["id_token"])["assurance_level"]
    return found


def insisting(upgraded: Released, level: int) -> dict[str, str]:
    values = {"essential": True, "values": [upgraded.house.acr(level)]}
    return {"claims": json.dumps({"id_token": {"acr": values}})}


# what was written reads as before


def test_the_models_equal_the_upgraded_schema(upgraded: Released) -> None:
    with upgraded.services.database.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), models()) == []


def test_history_reads_as_before(upgraded: Released) -> None:
    for subject_id, before in upgraded.told.all["histories"].items():
        entries = upgraded.services.history.for_subject(subject_id, limit=500)
        assert [
            [each.id, each.happening, _recorded(each), dict(each.facts)] for each in entries
        ] == before
        assert {each.sealed for each in entries} == {Sealed.AT_UPGRADE}


def _recorded(entry: Entry) -> str:
    """The word that the release wrote: none proves an operator, an officer or a rule."""
    match entry.actor:
        case ActingClient(client_id=client_id) if entry.happening is EventType.RESULT_SHOWN_AGAIN:
            return client_id
        case ActingClient():
            return "relying_party" if entry.happening is EventType.COUNTER_ASKED else "subject"
        case Unproven(said=said):
            return said
        case actor:
            assert actor == Person(subject_id=entry.subject_id or "")
            return "subject"


def test_receipts_and_statements_of_before_are_genuine(upgraded: Released) -> None:
    for signed in ("receipt", "statement"):
        told = upgraded.told.open[signed]
        visitor = upgraded.house.visitor()
        page = visitor.submit(visitor.get("/public/receipt"), "receipt", receipt=told)
        assert "Genuine: signed by Minh Danh" in page.text, page.text


def test_cases_visits_registers_and_switches_are_there(upgraded: Released) -> None:
    services, told = upgraded.services, upgraded.told
    (case,) = services.losses.cases.all()
    assert (case.number, case.state) == (told.open["case"], LossState.OPEN)
    (misuse,) = services.violations.cases()
    (waiting,) = services.work_list.queue("review").cases
    assert (waiting.id, waiting.state) == (misuse.id, "open")
    assert [*services.case_checks.faults()] == []
    assert services.policy.value(Switch.BIOMETRIC_PASSKEYS) is True
    # The name that proposed it was typed and proves nobody, so nobody is a second person.
    pending = told.open["policy_change"]
    assert services.policy.approve(pending, actor=BINH) == Refused(Reason.NOT_AUTHORISED)
    sure(services.policy.withdraw(pending, actor=BINH))
    assert [each.name for each in services.licensing.all()] == ["Nhà cung cấp Sen"]
    assert services.biometric_consents.for_subject(told.of("face")["subject_id"])
    locked = services.accounts.status_of(told.of("locked")["subject_id"])
    assert locked is not None
    assert locked.state == "locked"


# people sign in with what they have


def test_a_password_signs_in(upgraded: Released) -> None:
    walk = upgraded.walk("portal")
    page = walk.password(walk.ask(), upgraded.told.person("binh"))
    assert level_of(walk, page) == 1


def test_a_password_and_a_code_sign_in_at_level_2(upgraded: Released) -> None:
    walk = upgraded.walk("portal")
    page = walk.sign_in(walk.ask(**insisting(upgraded, 2)), upgraded.told.person("hanh"))
    assert level_of(walk, page) == 2


def test_recovery_codes_sign_in(upgraded: Released) -> None:
    told = upgraded.told.of("hanh")
    code, ceremony = told["recovery_codes"][0], sign_in(upgraded.world)
    codes = upgraded.services.recovery_codes
    proven(codes.verify(ceremony, PresentedRecoveryCode(username=told["username"], code=code)))
    given_back = upgraded.told.of("recovered")
    code, name = given_back["recovery_codes"][0], given_back["username"]
    proven(codes.verify(sign_in(upgraded.world), PresentedRecoveryCode(username=name, code=code)))


@pytest.mark.parametrize("key", ["lan", "mai"])
def test_passkeys_sign_in(upgraded: Released, key: str) -> None:
    holder = Holder(upgraded.world, upgraded.told.person(key), upgraded.told.authenticator(key))
    assert proven(holder.sign_in()).subject_id == holder.subject_id
    walk = upgraded.walk("portal")
    page = walk.ask()
    form = page.form("response", "csrf")
    options = walk.visitor.post(
        f"{form.action}/options", headers={"X-CSRF": dict(form.fields)["csrf"]}
    )
    answer = holder.device.get(options.json, origin=holder.origin)
    page = walk.visitor.arrive(walk.visitor.submit(page, "response", response=answer))
    assert level_of(walk, page) >= 2


@pytest.mark.parametrize("key", ["yen", "tam"])
def test_keys_of_the_application_sign_in(upgraded: Released, key: str) -> None:
    app = Application(upgraded.house, upgraded.told.telephone(key))
    walk = upgraded.walk("portal")
    page = walk.password(walk.ask(**insisting(upgraded, 2)), upgraded.told.person(key))
    asked = app.scan(handle_here(page)).json
    approved = app.approve(asked)
    assert approved.status == 200, approved.text


def test_pins_are_known(upgraded: Released) -> None:
    told = upgraded.told.of("yen")
    ceremony = sign_in(upgraded.world)
    pins = upgraded.services.pins
    proven(pins.verify(ceremony, PresentedPin(subject_id=told["subject_id"], pin=told["pin"])))


def test_an_identity_card_signs_in(upgraded: Released) -> None:
    with registering() as registry:
        world = connected(upgraded.world, registry)
        holder = CardHolder(world, upgraded.told.person("khoa"), upgraded.told.card("khoa"))
        assert proven(holder.sign_in()).subject_id == holder.subject_id


# sessions, codes and tokens live on


def test_a_session_answers(upgraded: Released) -> None:
    cookies = upgraded.told.visit("hanh at the portal")["cookies"]
    assert upgraded.browser(cookies).get("/me").status == 200
    walk = upgraded.walk("portal", cookies)
    # The consent of before did not name all that leaves, so it is asked for once more.
    assert walk.ask(scope=SCOPE, prompt="none").query["error"] == "consent_required"
    assert level_of(walk, walk.ask(scope=SCOPE)) == 2
    assert walk.ask(scope=SCOPE, prompt="none").query["code"]


def test_values_named_in_requests_of_before_are_forgotten(upgraded: Released) -> None:
    with upgraded.services.database.engine.connect() as connection:
        for granted in connection.execute(select(FAMILY.c.granted)).scalars():
            wishes = {**granted["id_token_claims"], **granted["userinfo_claims"]}
            assert not any("values" in (wish or {}) for wish in wishes.values())


@pytest.mark.parametrize(
    ("party", "visit"),
    [("portal", "hanh at the portal"), ("application", "hanh in the application")],
)
def test_access_and_refresh_tokens_live_on(upgraded: Released, party: str, visit: str) -> None:
    tokens = upgraded.told.visit(visit)["tokens"]
    walk = upgraded.walk(party)
    answer = walk.visitor.get("/userinfo", headers=bearer(tokens["access_token"]))
    assert answer.json["name"] == "Trần Thị Thử Nghiệm"
    first = walk.refresh(tokens["refresh_token"])
    assert first.status == 200, first.text
    assert walk.refresh(first.json["refresh_token"]).status == 200


def test_what_was_held_keeps_its_worth_when_a_later_binding_was_a_fraud(upgraded: Released) -> None:
    credentials = upgraded.services.credentials
    for key in ("hanh", "yen", "khoa"):
        subject_id = upgraded.told.of(key)["subject_id"]
        held = credentials.held(subject_id)
        with upgraded.services.database.transaction():
            credentials.rebind(
                subject_id,
                {each.id for each in held},
                Binding(CeremonyKind.DESK, officers=(AN, BINH), place="Hà Nội 01"),
            )
        release, desk = credentials.bindings.for_subject(subject_id, held)
        assert release.kind is CeremonyKind.RELEASE
        left = bound_again([release, desk], Fraud(ceremonies=frozenset({desk.id})))
        assert {each.id: each.bound for each in held} == {
            name: bound.bound for name, bound in left.items()
        }


def test_only_who_may_be_young_is_looked_at(upgraded: Released) -> None:
    """An organisation has no age, so no guardian is asked about for it."""
    with upgraded.services.database.engine.connect() as connection:
        rows = connection.execute(
            select(SUBJECT.c.kind, ACCOUNT.c.guarded).join_from(
                SUBJECT, ACCOUNT, SUBJECT.c.subject_id == ACCOUNT.c.subject_id
            )
        ).all()
    assert {row.guarded for row in rows if row.kind == "organisation"} <= {None}
    assert {row.guarded for row in rows if row.kind != "organisation"} == {"by_age"}


def test_what_had_ended_stays_ended(upgraded: Released) -> None:
    told = upgraded.told.open
    assert upgraded.walk("replaying").refresh(told["replayed"]).status == 400
    withdrawn = told["withdrawn"]["tokens"]
    assert upgraded.walk("left").refresh(withdrawn["refresh_token"]).status == 400
    for token in (told["revoked"], withdrawn["access_token"]):
        answer = upgraded.house.visitor().get("/userinfo", headers=bearer(token))
        assert answer.status == 401


def test_a_code_under_way_is_redeemed_once(upgraded: Released) -> None:
    told = upgraded.told.open["code"]
    walk = upgraded.walk("portal")
    answer = walk.redeem(told["code"], code_verifier=told["verifier"])
    assert answer.status == 200, answer.text
    assert walk.redeem(told["code"], code_verifier=told["verifier"]).status == 400


def test_a_sign_in_under_way_ends_in_words_and_a_new_one_is_as_good(upgraded: Released) -> None:
    """The authorization of its password is not on record, so a code alone does not finish it."""
    walk = upgraded.stopped("portal", "half a sign-in")
    page = walk.visitor.arrive(walk.visitor.get(upgraded.told.open["half a sign-in"]["url"]))
    assert page.status == 400
    assert "op-error" in page.ids
    anew = walk.sign_in(walk.ask(**insisting(upgraded, 2)), upgraded.told.person("hanh"))
    assert level_of(walk, anew) == 2


def test_a_consent_page_under_way_asks_and_is_answered(upgraded: Released) -> None:
    walk = upgraded.stopped("bank", "a consent page")
    page = walk.visitor.arrive(walk.visitor.get(upgraded.told.open["a consent page"]["url"]))
    assert "consent-allow" in page.ids, page.text
    assert level_of(walk, page) == 2


def test_a_counter_is_answered(upgraded: Released) -> None:
    told = upgraded.told.open["counter"]
    teller = Teller(upgraded.desk(), upgraded.house.visitor())
    telephone = upgraded.told.telephone("yen")
    visitor = upgraded.house.visitor()
    phone = Handset(upgraded.world, upgraded.told.person("yen"), telephone, visitor)
    (waiting,) = phone.waiting()
    answer = phone.approve(waiting)
    assert answer.status == 200, answer.text
    fetched = teller.fetch(told["auth_req_id"])
    assert fetched.status == 200, fetched.text
    assert contents(fetched.json["id_token"])["assurance_level"] >= 2


def test_a_visit_that_a_typed_name_began_is_begun_again_by_an_officer(upgraded: Released) -> None:
    """No case was opened for it, and its thirty minutes are over."""
    told, visits = upgraded.told.of("half"), upgraded.services.counter_visits
    by_a_name = visits.confirm(told["visit"], actor=BINH)
    assert by_a_name == Refused(Reason.NOT_FOUND)
    number = upgraded.services.subjects.identity(told["subject_id"]).number
    shown = DocumentData(number=number, name="Trần Thị Thử Nghiệm", birthdate="1990-02-03")
    codes = recovered(upgraded.services, told["username"], shown)
    upgraded.world.clock.advance(timedelta(minutes=1))
    ceremony = sign_in(upgraded.world)
    recovery = upgraded.services.recovery_codes
    proven(
        recovery.verify(ceremony, PresentedRecoveryCode(username=told["username"], code=codes[0]))
    )


def test_who_was_there_before_is_written_to_and_has_a_document(
    upgraded: Released, tmp_path: Path
) -> None:
    """And notices of the release, which name no letter, are handed over as before."""
    services, clock = upgraded.services, upgraded.world.clock
    clock.advance(SystemClock().now() - clock.now())
    whose, operator = upgraded.told.person("lan").subject_id, Operator(user="root", host="here")
    letter = services.letters.issue(
        LetterKind.ACCOUNT_LOCKED, ToPerson(whose), reasons=("x",), signer=operator
    )
    assert seal_files(tmp_path).press(upgraded.world).make_due() == 1
    found = services.letters.by_number(letter.number)
    assert found is not None
    assert services.letters.pdf(found) is not None
    sent, kind = BytesIO(pdf_of()), DocumentKind.EVIDENCE
    document = sure(services.documents.add(whose, "BM-1", kind, sent, actor=operator))
    assert services.documents.open(document.id, purpose="x", actor=operator) is not None
    before = select(NOTICE.c.letter)
    with services.database.transaction() as work:
        assert set(work.execute(before).scalars()) == {None}
