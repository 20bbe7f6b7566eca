"""The camera page over HTTP: consent, question, pictures, and everything that is not a picture."""

import base64
import html
import os
import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from werkzeug import formparser

from idp.accounts.domain import AccountStatus
from idp.assurance.binding import CeremonyKind
from idp.factors.biometrics.captures import CAPTURE_FOR
from idp.factors.biometrics.domain import BiometricPurpose
from idp.factors.domain import Binding
from idp.kernel.biometrics import Modality
from idp.kernel.refusals import Reason
from idp.web.signin.transaction import SENTENCES
from tests.support.authenticator import Authenticator
from tests.support.biometric_services import NO_MATCH, Script, serving
from tests.support.biometrics import consent, enter_both, show_face, standing
from tests.support.faces import csrf_of, multipart, question, send_pictures
from tests.support.http import Answer
from tests.support.live import House
from tests.support.officers import AN, BINH, themself
from tests.support.passkeys import Holder, holder_of
from tests.support.photographs import photograph, photographs
from tests.support.walks import Walk, contents


@pytest.fixture
def script() -> Script:
    return Script()


@pytest.fixture(autouse=True)
def desks(script: Script, house: House) -> Iterator[None]:
    with serving(script) as services:
        enter_both(house.world, services.origin)
        yield


@dataclass
class Visit:
    """A person with a passkey, in a sign-in to a level."""

    house: House
    holder: Holder
    walk: Walk

    @property
    def account(self) -> AccountStatus:
        return standing(self.house.world, self.holder.person)

    def touch(self, page: Answer) -> Answer:
        form = page.form("response", "csrf")
        options = self.walk.visitor.post(
            f"{form.action}/options", headers={"X-CSRF": csrf_of(page)}
        )
        answer = self.holder.device.get(options.json, origin=self.holder.origin)
        sent = self.walk.visitor.submit(page, "response", response=answer)
        return self.walk.visitor.arrive(sent)

    def to_the_camera(self, level: int = 3) -> Answer:
        """Ask for a level, prove everything else, agree, and stand before the camera."""
        page = self.walk.ask(acr_values=self.house.acr(level))
        if level == 4:
            page = self.walk.password(page, self.holder.person)
        page = self.touch(page)
        return self.agree(page)

    def agree(self, page: Answer, decision: str = "allow") -> Answer:
        sent = self.walk.visitor.submit(page, "decision", decision=decision)
        return self.walk.visitor.arrive(sent)

    def show(self, page: Answer, **more: object) -> Answer:
        sent = send_pictures(self.walk.visitor, page, **more)  # type: ignore[arg-type] # passed on
        return self.walk.visitor.arrive(sent)

    def claims(self, page: Answer) -> dict[str, object]:
        done = self.walk.decide(page, "allow") if "consent-allow" in page.ids else page
        return contents(self.walk.redeem(done.query["code"]).json["id_token"])


@pytest.fixture
def visit(house: House) -> Visit:
    holder = holder_of(house.world, Authenticator())
    return Visit(house, holder, house.walk())


@pytest.mark.norm("D20.1c", limb="a passkey and a face, told to a relying party")
def test_a_passkey_and_a_face_reach_level_3(visit: Visit) -> None:
    claims = visit.claims(visit.show(visit.to_the_camera()))
    assert claims["acr"] == visit.house.acr(3)
    assert "face" in claims["amr"]  # type: ignore[operator] # a list of texts


@pytest.mark.norm("D20.1a-2", limb="a sign-in with a biometric alone ends nowhere")
def test_a_face_without_anything_before_it_is_not_even_asked_for(
    visit: Visit, script: Script
) -> None:
    """The pages and addresses of the camera, reached with nothing proven in this sign-in."""
    known = Visit(visit.house, visit.holder, visit.house.walk())
    camera = known.to_the_camera()
    page = visit.walk.ask(acr_values=visit.house.acr(3))
    begun = page.path
    handle = question(known.walk.visitor, camera).json["handle"]
    script.asked.clear()
    landed = visit.walk.visitor.arrive(visit.walk.visitor.get(f"{begun}/face"))
    assert {"face-start", "face-allow"} & landed.ids == set()
    asked = visit.walk.visitor.post(f"{begun}/face/question", headers={"X-CSRF": csrf_of(page)})
    assert asked.status >= 400 or "handle" not in asked.text
    kind, body = multipart(
        [("csrf", csrf_of(page)), ("handle", handle)],
        [("picture", f"{number}.jpg", each) for number, each in enumerate(photographs())],
    )
    headers = {"Content-Type": kind, "Origin": visit.walk.visitor.origin}
    sent = visit.walk.visitor.send("POST", f"{begun}/face", body=body, headers=headers)
    assert {"username", "password"} <= visit.walk.visitor.arrive(sent).ids
    assert script.asked == []
    assert visit.walk.ask(prompt="none").query["error"] == "login_required"


@pytest.mark.norm("D21.1")
def test_a_service_of_level_3_after_a_sign_in_at_level_2_asks_for_a_face_and_all_the_rest(
    visit: Visit,
) -> None:
    first = visit.claims(visit.touch(visit.walk.ask(acr_values=visit.house.acr(2))))
    assert first["acr"] == visit.house.acr(2)
    page = visit.walk.ask(acr_values=visit.house.acr(3))
    assert {"response", "csrf"} <= page.form("response").names
    page = visit.agree(visit.touch(page))
    assert "face-start" in page.ids
    second = visit.claims(visit.show(page))
    assert second["acr"] == visit.house.acr(3)
    assert second["auth_time"] >= first["auth_time"]  # type: ignore[operator]


def officers_saw_them(visit: Visit) -> None:
    """Let the credentials of this person be bound at a desk."""
    world, whose = visit.house.world, visit.holder.subject_id
    mine = {each.id for each in world.services.credentials.held(whose)}
    with world.services.database.transaction():
        desk = Binding(CeremonyKind.DESK, officers=(AN, BINH))
        world.services.credentials.rebind(whose, mine, desk)


@pytest.mark.norm("D20.1d", limb="a password, a passkey and a face, told to a relying party")
def test_a_password_a_passkey_and_a_face_reach_level_4_when_officers_saw_them(
    visit: Visit,
) -> None:
    officers_saw_them(visit)
    claims = visit.claims(visit.show(visit.to_the_camera(4)))
    assert claims["acr"] == visit.house.acr(4)


@pytest.mark.parametrize(("level", "things"), [(3, "two"), (4, "three")])
def test_a_high_level_says_what_to_have_at_hand_before_anything_is_typed(
    visit: Visit, level: int, things: str
) -> None:
    page = visit.walk.ask(acr_values=visit.house.acr(level))
    assert f"You will be asked for {things} things" in page.text


def test_the_camera_is_asked_for_only_after_a_consent_of_its_own(visit: Visit) -> None:
    page = visit.touch(visit.walk.ask(acr_values=visit.house.acr(3)))
    assert "face-allow" in page.ids
    assert "face-deny" in page.ids
    assert "face-start" not in page.ids
    assert "level 3" in page.text
    (agreed,) = [visit.agree(page)]
    assert "face-start" in agreed.ids
    (kept,) = visit.house.world.services.biometric_consents.for_subject(visit.holder.subject_id)
    assert kept.purpose is BiometricPurpose.LOGIN_L3
    assert len(kept.text_digest) == 64


def test_a_consent_to_the_camera_is_one_to_the_page_that_was_shown(visit: Visit) -> None:
    page = visit.touch(visit.walk.ask(acr_values=visit.house.acr(3)))
    consents, subject_id = visit.house.world.services.biometric_consents, visit.holder.subject_id
    visit.walk.visitor.get(f"{page.path}?lang=vi")
    again = visit.agree(page)
    assert (again.status, "face-allow" in again.ids) == (200, True)
    assert consents.for_subject(subject_id) == []
    assert "face-start" in visit.agree(again).ids
    (kept,) = consents.for_subject(subject_id)
    shown = dict(again.form("decision", "shown").fields)["shown"]
    assert (kept.lang, kept.text_digest) == ("vi", shown)


def test_a_no_takes_no_picture_and_can_be_changed(visit: Visit, script: Script) -> None:
    page = visit.touch(visit.walk.ask(acr_values=visit.house.acr(3)))
    refused = visit.agree(page, "deny")
    assert "declined" in refused.ids
    assert "cancel" in refused.ids
    assert visit.house.world.services.biometric_consents.for_subject(visit.holder.subject_id) == []
    assert script.asked == []
    assert "face-start" in visit.agree(refused).ids


def test_pictures_without_a_consent_lead_back_to_it(visit: Visit, script: Script) -> None:
    page = visit.to_the_camera()
    withdrawn = visit.house.world.services.biometric_consents.withdraw(
        visit.holder.subject_id, BiometricPurpose.LOGIN_L3, actor=themself(visit.holder.subject_id)
    )
    assert withdrawn is None
    assert "face-allow" in visit.show(page).ids
    assert script.asked == []


@pytest.mark.norm("D20.1b", limb="no biometric is asked for")
def test_level_2_asks_for_no_face(visit: Visit) -> None:
    page = visit.walk.ask(acr_values=visit.house.acr(2))
    page = visit.walk.password(page, visit.holder.person)
    assert "/face" not in page.text
    face = visit.walk.visitor.get(page.path.rpartition("/")[0] + "/face")
    assert visit.walk.visitor.arrive(face).path != face.path


def test_only_this_page_may_use_the_camera(visit: Visit) -> None:
    page = visit.walk.ask(acr_values=visit.house.acr(3))
    assert "camera=()" in page.headers["Permissions-Policy"]
    page = visit.touch(page)
    assert "camera=()" in page.headers["Permissions-Policy"]
    page = visit.agree(page)
    assert "camera=(self)" in page.headers["Permissions-Policy"]
    assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]
    assert "unsafe-inline" not in page.headers["Content-Security-Policy"]
    assert re.search(r"<script(?! src=)", page.text) is None


def test_a_no_of_the_service_is_told_calmly(visit: Visit, script: Script) -> None:
    page = visit.to_the_camera()
    script.abis = NO_MATCH
    refused = visit.show(page)
    assert refused.status == 422
    assert "could not be confirmed" in refused.text
    script.liveness = "ATTACK"
    again = visit.show(refused)
    assert problem_of(again) == problem_of(refused)


def test_what_is_needed_besides_is_not_called_another_way(visit: Visit) -> None:
    """At level 4 both the passkey and the face follow the password."""
    officers_saw_them(visit)
    page = visit.walk.password(visit.walk.ask(acr_values=visit.house.acr(4)), visit.holder.person)
    assert page.path.endswith("/passkey")
    assert "Other ways" not in page.text
    assert "another way" not in page.text
    needed = page.text.split('id="needed-too"')[1].split("</ul>")[0]
    assert "/face" in needed


def test_where_the_face_is_the_only_way_no_other_is_spoken_of(visit: Visit, script: Script) -> None:
    """A passkey was shown, and nothing else of this person leads to level 3."""
    page = visit.to_the_camera()
    script.abis = NO_MATCH
    for shown in (page, visit.show(page)):
        assert "face-start" in shown.ids
        assert "another way" not in shown.text
        assert "other ways" not in shown.text


def problem_of(page: Answer) -> str:
    found = re.search(r'id="problem".*?</div>', page.text, re.DOTALL)
    assert found
    return found.group()


def test_a_service_that_is_down_is_503_and_says_when_to_come_back(
    visit: Visit, script: Script
) -> None:
    page = visit.to_the_camera()
    script.abis = (500, {})
    answer = visit.show(page)
    assert answer.status == 503
    assert int(answer.headers["Retry-After"]) >= 1
    assert "Nothing was counted" in answer.text


def test_too_many_failures_are_429_with_the_time(visit: Visit, script: Script) -> None:
    page = visit.to_the_camera()
    script.abis = NO_MATCH
    for _ in range(10):
        page = visit.show(page)
    answer = visit.show(page)
    assert answer.status == 429
    assert 1 <= int(answer.headers["Retry-After"]) <= 30


def test_a_lying_service_lifts_nothing(visit: Visit, script: Script) -> None:
    page = visit.to_the_camera()
    script.abis = (200, {"decision": "true"})
    assert visit.show(page).status == 503


@pytest.mark.norm("D19.4-2", limb="a proof counts in the browser that began")
def test_a_question_is_answered_once_and_in_its_own_browser(visit: Visit) -> None:
    page = visit.to_the_camera()
    handle = question(visit.walk.visitor, page).json["handle"]
    visit.house.world.clock.advance(CAPTURE_FOR)
    assert "too long" in visit.show(page, handle=handle).text
    assert "too long" in visit.show(page, handle="made up").text
    other = Visit(visit.house, holder_of(visit.house.world, Authenticator()), visit.house.walk())
    theirs = other.to_the_camera()
    stolen = question(other.walk.visitor, theirs).json["handle"]
    assert "too long" in visit.show(page, handle=stolen).text


@pytest.mark.parametrize(
    "images",
    [
        (),
        photographs(3),
        photographs(6),
        (b"", *photographs(3)),
        (b"<svg/>", *photographs(3)),
        (photograph()[:1000], *photographs(3)),
        (photograph() + b"%PDF", *photographs(3)),
        (photograph(width=5000), *photographs(3)),
        tuple(photograph() for _ in range(30)),
    ],
    ids=range(9),
)
def test_what_is_no_capture_is_refused_clearly(
    visit: Visit, script: Script, images: tuple[bytes, ...]
) -> None:
    answer = visit.show(visit.to_the_camera(), images=images)
    assert answer.status in {413, 422}
    assert script.asked == []


def test_more_than_two_megabytes_are_not_read(visit: Visit, script: Script) -> None:
    page = visit.to_the_camera()
    large = photograph()[:-2] + b"\0" * 3_000_000 + b"\xff\xd9"
    assert visit.show(page, images=(large, *photographs(3))).status == 413
    assert script.asked == []


def test_no_other_form_takes_so_much(visit: Visit) -> None:
    page = visit.walk.ask(acr_values=visit.house.acr(3))
    kind, body = multipart(
        [("csrf", csrf_of(page)), ("username", "x" * 100_000), ("password", "y")], []
    )
    headers = {"Content-Type": kind, "Origin": visit.walk.visitor.origin}
    answer = visit.walk.visitor.send("POST", page.path, body=body, headers=headers)
    assert answer.status == 413


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data", b"--x"),
        ("multipart/form-data; boundary=x", b"--x\r\nnonsense"),
        ("application/json", b'{"picture": []}'),
        ("image/jpeg", photograph(seed=3)),
        ("", b""),
    ],
    ids=range(5),
)
def test_another_content_type_is_no_form_of_ours(visit: Visit, kind: str, body: bytes) -> None:
    page = visit.to_the_camera()
    form = page.form("handle", "csrf")
    for more in ({}, {"X-CSRF": csrf_of(page)}):
        headers = {"Content-Type": kind, "Origin": visit.walk.visitor.origin, **more}
        answer = visit.walk.visitor.send("POST", form.action, body=body, headers=headers)
        assert answer.status in {400, 403, 422}


@pytest.mark.norm("X16.4")
def test_an_account_of_level_01_is_told_why(house: House, script: Script) -> None:
    person = house.world.person(totp=True, level=1)
    consent(house.world, person)
    walk = house.walk()
    values = {"claims": '{"id_token": {"acr": {"essential": true, "values": ["%s"]}}}'}
    page = walk.ask(claims=values["claims"] % house.acr(3))
    page = walk.password(page, person)
    assert "account of level 2" in page.text
    assert script.asked == []
    page = walk.visitor.get(page.path.rpartition("/")[0] + "/face")
    assert "face-start" not in page.ids


def test_a_stopped_face_says_how_to_open_it_again(visit: Visit, script: Script) -> None:
    world = visit.house.world
    consent(world, visit.holder.person)
    script.abis = NO_MATCH
    for _ in range(100):
        show_face(world, visit.holder.person)
        world.clock.advance(timedelta(hours=1))
    assert world.services.biometrics.disabled(visit.holder.subject_id) == (Modality.FACE,)
    walk = visit.walk
    page = walk.password(walk.ask(acr_values=visit.house.acr(2)), visit.holder.person)
    face = walk.visitor.get(page.path.rpartition("/")[0] + "/face")
    assert "face-start" not in face.ids
    assert SENTENCES[Reason.BIOMETRIC_DISABLED] in html.unescape(face.text)


class TestSelfService:
    def test_a_consent_is_seen_and_ended_where_it_is_seen(self, visit: Visit) -> None:
        visit.claims(visit.show(visit.to_the_camera()))
        page = visit.walk.visitor.get("/me/biometrics")
        assert "Sign-in at level 3 with your face" in page.text
        done = visit.walk.visitor.post(
            "/me/biometrics/login_l3/withdraw", [("csrf", csrf_of(page))]
        )
        page = visit.walk.visitor.arrive(done)
        assert "Withdrawn" in page.text
        account = visit.account
        assert (
            visit.house.world.services.biometric_consents.live(
                account.subject_id, BiometricPurpose.LOGIN_L3
            )
            is None
        )

    @pytest.mark.parametrize("purpose", ["login_l4", "nonsense", "enrol"])
    def test_what_was_never_given_is_not_withdrawn(self, visit: Visit, purpose: str) -> None:
        visit.claims(visit.show(visit.to_the_camera()))
        page = visit.walk.visitor.get("/me/biometrics")
        answer = visit.walk.visitor.post(
            f"/me/biometrics/{purpose}/withdraw", [("csrf", csrf_of(page))]
        )
        assert answer.status == 422

    def test_a_stopped_trait_is_opened_after_a_fresh_sign_in(
        self, visit: Visit, script: Script
    ) -> None:
        world = visit.house.world
        consent(world, visit.holder.person)
        script.abis = NO_MATCH
        for _ in range(100):
            show_face(world, visit.holder.person)
            world.clock.advance(timedelta(hours=1))
        visitor = visit.walk.visitor
        page = visit.walk.ask(acr_values=visit.house.acr(2))
        visit.walk.complete(visit.holder.person)
        page = visitor.get("/me/biometrics")
        assert "Let it be tried again" in page.text
        asked = visitor.post("/me/biometrics/open-again", [("csrf", csrf_of(page))])
        page = visit.touch(visitor.arrive(asked))
        assert page.path == "/me/biometrics"
        sent = visitor.post("/me/biometrics/open-again", [("csrf", csrf_of(page))])
        assert "it can be tried again" in visitor.arrive(sent).text
        again = visitor.post("/me/biometrics/open-again", [("csrf", csrf_of(page))])
        assert again.status == 422


class TestNothingIsKept:
    @pytest.mark.norm("D4.3", limb="no picture of a face is stored")
    def test_no_picture_is_left_anywhere(
        self,
        visit: Visit,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        caplog: pytest.LogCaptureFixture,
        capfd: pytest.CaptureFixture[str],
    ) -> None:
        """Database with its journal, temporary files, logs, and what was printed (Law 91/2025)."""
        monkeypatch.setattr(formparser, "SpooledTemporaryFile", no_file)
        images = tuple(large_photograph() for _ in range(4))
        visit.claims(visit.show(visit.to_the_camera(), images=images))
        printed = capfd.readouterr()
        kept = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
        kept += [caplog.text.encode(), printed.out.encode(), printed.err.encode()]
        assert any(visit.holder.subject_id.replace("-", "").encode() in each for each in kept) or (
            any(uuid.UUID(visit.holder.subject_id).bytes in each for each in kept)
        ), "the scan reads the database"
        for image in images:
            middle = image[len(image) // 2 :][:48]
            for trace in (middle, base64.b64encode(image)[600:660], middle.hex().encode()):
                assert not any(trace in each for each in kept)


def no_file(*_: object, **__: object) -> None:
    pytest.fail("a picture went to a temporary file")


def large_photograph() -> bytes:
    """Larger than what the framework by itself would keep in memory."""
    plain = photograph()
    noise = os.urandom(400_000).replace(b"\xff", b"\xfe")
    return plain[:-2] + noise + plain[-2:]
