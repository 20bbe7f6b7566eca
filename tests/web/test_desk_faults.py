"""What is wrong with what an officer typed is said at its field, in the language of the page."""

import json
import re
from datetime import date, timedelta
from typing import Any, Final

import pytest

from idp.access.desks import DeskKind
from idp.history.domain import EventType
from idp.kernel.actors import OfficerRole
from idp.relying_parties.domain.client import CURRENT_PARTY_TERMS
from idp.relying_parties.domain.registration import Fault
from idp.relying_parties.registration_document import (
    DocumentFault,
    FaultyMember,
    NotARegistration,
    registration_from,
)
from idp.web.officer.registration_words import faulty_registration
from idp.web.pages.rendering import words
from tests.support.at_desk import AtDesk, at_desk
from tests.support.http import Answer
from tests.support.live import House
from tests.support.representing import made_ward
from tests.web.test_desk_people import looks
from tests.web.test_desk_signing import APPOINT

WHOLE: Final[dict[str, Any]] = {
    "name": {"vi": "Cổng", "en": "Portal"},
    "kind": "public_service",
    "redirect_uris": ["https://a.example/cb"],
}
ODD: Final[dict[str, tuple[dict[str, Any], str]]] = {
    "a list for a text": ({"name": {"vi": ["Cổng"]}}, "Cần một đoạn chữ cho mỗi ngôn ngữ"),
    "a number for a text": ({"sector": 5}, "<code>sector</code>: Cần một đoạn chữ"),
    "a text for a list": ({"redirect_uris": "https://a.example"}, "Cần một danh sách"),
    "a list for an object": ({"claims": []}, "<code>claims</code>: Cần một đối tượng JSON"),
    "a word for a number": ({"default_max_age": "soon"}, "Cần một số nguyên"),
    "half a number": ({"default_max_age": 1.5}, "Cần một số nguyên"),
    "a word for a yes": ({"sso": "maybe"}, "Cần giá trị true hoặc false"),
    "no kind there is": ({"kind": "shop"}, "Cần một trong các giá trị: state_agency, "),
    "no level": ({"minimum_level": 9}, "Giá trị này là 1, 2, 3 hoặc 4."),
    "no day": (
        {"pkce_exemption": {"reason": "cũ", "until": "mai", "without_nonce": True}},
        "Ngày theo dạng",
    ),
    "half an exemption": ({"pkce_exemption": {}}, "<code>pkce_exemption.reason</code>: "),
    "a claim nobody gets": (
        {"claims": {"shoe_size": {"text": {"vi": "Giày"}}}},
        "Không duyệt cho ứng dụng nào: shoe_size.",
    ),
    "an address of this machine": (
        {"redirect_uris": ["http://localhost/cb"]},
        'Địa chỉ http của chính máy này cần có "loopback": true.',
    ),
    "a member nobody knows": ({"nmae": "x"}, "<code>nmae</code>: Không có thành phần nào"),
    "the members there are": ({"nmae": "x"}, "Các thành phần có thể khai: name, kind, "),
    "two names": ({"client_name": "Cổng"}, "<code>name</code>: Thành phần này được khai hai lần"),
    "another response type": (
        {"response_types": ["token"]},
        "<code>response_types</code>: Ở đây chỉ được là",
    ),
}


VALUES: Final[tuple[Any, ...]] = (5, 1.5, True, "x", ["x"], [5], {"x": "y"}, {"x": {}})


def registering(there: AtDesk, document: object) -> Answer:
    page = there.get("/officer/parties/new/register?lang=vi")
    return there.press(page, "register", registration=json.dumps(document))


@pytest.mark.parametrize("odd", list(ODD))
def test_what_is_wrong_with_a_registration_is_said_at_the_field(house: House, odd: str) -> None:
    changed, told = ODD[odd]
    there = at_desk(house, OfficerRole.OPERATOR)
    answer = registering(there, {**WHOLE, **changed})
    assert answer.status == 422
    wrong = answer.text.split('id="register-registration-wrong">')[1].split("</div>")[0]
    assert answer.text.count('id="told"') == 1
    assert '<ul id="told">' in wrong
    assert told in wrong
    assert "Không thể đăng ký ứng dụng như thế này:" in wrong
    main = answer.text.split("<main")[1].split("</main>")[0]
    assert not re.search(r"[Ii]nput should|is needed|[Ff]aulty|lang=\"en\"", main)
    assert 'aria-describedby="register-registration-hint register-registration-wrong"' in main


@pytest.mark.parametrize("fault", [*Fault, *DocumentFault])
def test_every_fault_of_a_registration_has_words_in_both_languages(
    fault: Fault | DocumentFault,
) -> None:
    problems = faulty_registration("x", NotARegistration("", FaultyMember(fault)))
    (said,) = problems.faults["x"]
    assert words("vi", said.message) != words("en", said.message)


def refused(document: object) -> list[Fault | DocumentFault] | None:
    """The faults that a document is refused for; None where it is taken."""
    try:
        registration_from(document)
    except NotARegistration as error:
        return [each.fault for each in error.faults]
    return None


def test_no_type_of_a_member_is_refused_without_saying_what_is_needed() -> None:
    """Each member with a value of each kind of JSON: none leaves only that it cannot be read."""
    for member in ("name", *WHOLE, "claims", "jwks", "sso", "default_max_age", "pkce_exemption"):
        for value in VALUES:
            found = refused({**WHOLE, member: value})
            assert found is None or found, (member, value)
            assert DocumentFault.UNREADABLE not in (found or ()), (member, value)


def test_a_change_and_an_agreement_are_explained_at_their_fields(house: House) -> None:
    there, party = at_desk(house, OfficerRole.OPERATOR), house.world.party("Kho bạc")
    house.world.party("Thư viện")
    page = there.get(f"/officer/parties/{party.client_id}?lang=vi")
    answer = there.press(page, "edit", changes='{"client_id": "khac"}')
    wrong = answer.text.split('id="edit-changes-wrong">')[1].split("</div>")[0]
    assert "<code>client_id</code>: Mã của ứng dụng không bao giờ thay đổi." in wrong
    alike = there.press(page, "edit", changes='{"name": {"vi": "Cổng Thư viện"}}')
    wrong = alike.text.split('id="edit-changes-wrong">')[1].split("</div>")[0]
    assert "Người dân có thể nhầm với Cổng Thư viện (" in wrong
    fresh = house.world.registered("Bảo tàng").client
    page = there.get(f"/officer/parties/{fresh.client_id}")
    other = there.press(page, "activate", terms="1999-1")
    wrong = other.text.split('id="activate-terms-wrong">')[1].split("</div>")[0]
    assert f"Phiên bản hiện hành là {CURRENT_PARTY_TERMS}." in wrong


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("roles", {}, "Mục này là bắt buộc."),
        ("desk", {"desk": "x" * 121}, "quá dài"),
        ("last", {"days": -1}, "Cần một ngày sau hôm nay"),
        ("last", {"days": 365 * 6}, "hơn năm năm"),
    ],
)
def test_what_is_wrong_with_an_appointment_is_said_at_its_field(
    house: House, field: str, typed: dict[str, str | int], told: str
) -> None:
    there, person = at_desk(house, OfficerRole.DIRECTOR), house.world.person()
    today: date = house.world.clock.now().date()
    page = there.get(f"{APPOINT}?lang=vi")
    days = int(typed.pop("days", 100))
    whole = {
        "username": person.username,
        "roles": "reviewer",
        "desk": "Tổ thẩm định",
        "desk_kind": DeskKind.AUTHORITY.value,
        "first": today.isoformat(),
        "last": (today + timedelta(days=days)).isoformat(),
    }
    filled = {**whole, **{name: str(value) for name, value in typed.items()}}
    form = page.form("username")
    fields = [
        pair for pair in form.filled(**filled) if not (field == "roles" and pair[0] == "roles")
    ]
    answer = there.visitor.post(form.action, fields)
    assert answer.status == 422
    wrong = answer.text.split(f'id="appoint-{field}-wrong">')[1].split("</div>")[0]
    assert told in wrong
    assert person.username in answer.text, "what was typed stays"


def test_whom_a_form_names_in_vain_is_said_at_the_field_and_recorded(house: House) -> None:
    there = at_desk(house, OfficerRole.HOTLINE, OfficerRole.DIRECTOR, kind=DeskKind.COMMUNE_POLICE)
    today: date = house.world.clock.now().date()
    for path, event, field, typed in (
        ("losses/new/report", "report", "username", {"reason": "lost_control", "lost": "phone"}),
        ("person-request/new/open", "open", "who", {"ground": "gọi điện"}),
        (
            "officers/new/appoint",
            "appoint",
            "username",
            {
                "roles": "reviewer",
                "desk": "Tổ",
                "desk_kind": "authority",
                "first": today.isoformat(),
                "last": (today + timedelta(days=9)).isoformat(),
            },
        ),
    ):
        page = there.get(f"/officer/{path}?lang=vi")
        answer = there.press(page, event, **{field: "khong.co.ai", **typed})
        assert answer.status == 422
        wrong = answer.text.split(f'id="{event}-{field}-wrong">')[1].split("</div>")[0]
        assert "Việc bạn tìm đã được ghi lại." in wrong
    kept = house.world.services.history.search(there.desk.officer.officer_id)
    assert [each.happening for each in kept].count(EventType.PERSON_LOOK_REFUSED) == 3


@pytest.mark.parametrize("path", ["counter-recovery", "key-anchoring"])
def test_a_number_that_nobody_has_is_said_at_its_field_at_the_counter(
    house: House, path: str
) -> None:
    there = at_desk(house, OfficerRole.RECEIVING_OFFICER, kind=DeskKind.COMMUNE_POLICE)
    page = there.get(f"/officer/{path}/new/begin?lang=vi")
    typed = {"document": "căn cước", "name": "Ai", "birthdate": "1990-01-01"}
    more = {"key": "AAAA-BBBB-CCCC"} if path == "key-anchoring" else {}
    answer = there.press(page, "begin", number="000000000000", **typed, **more)
    assert answer.status == 422
    wrong = answer.text.split('id="begin-number-wrong">')[1].split("</div>")[0]
    assert "Không có tài khoản nào mang số này" in wrong


def test_what_there_is_nothing_to_do_for_is_not_offered(house: House) -> None:
    there = at_desk(house, OfficerRole.IDENTITY_OFFICER, kind=DeskKind.COMMUNE_POLICE)
    person = house.world.person()
    there.visitor.arrive(looks(there, person))
    page = there.get(f"/officer/accounts/{person.subject_id}")
    offered = {each.action.rpartition("/")[2] for each in page.forms}
    assert "record-guardianship" in offered
    assert not offered & {"end-guardianship", "open-biometrics-again", "clear-lost"}
    for why in ("No guardianship is recorded.", "No biometrics are stopped."):
        assert why in page.text
    made_ward(house.world, person)
    ward = there.get(page.url)
    assert any(each.action.endswith("/end-guardianship") for each in ward.forms)
