"""The messages of the own account as pages: read, marked, and never those of another person."""

import re

import pytest
from sqlalchemy import update

from idp.kernel.ids import Id, new_id
from idp.notices.domain import NoticeKind
from idp.notices.domain.messages import INBOX, AccountMessage
from idp.notices.messages import MOST_COUNTED
from idp.notices.tables import ACCOUNT_MESSAGE
from tests.support.counting import counted
from tests.support.http import Answer
from tests.support.live import House
from tests.support.walks import Walk
from tests.support.world import Person
from tests.web.test_weight_of_pages import FIRST_VISIT

BROWSER = NoticeKind.NEW_BROWSER
ON_A_PAGE = 10
TITLE = "Sign-in from a new browser"


def entered(
    house: House, person: Person, path: str = "/me/messages", language: str = "en"
) -> tuple[Walk, Answer]:
    walk = house.walk(visitor=house.visitor(language=language))
    return walk, walk.sign_in(walk.visitor.arrive(walk.visitor.get(path)), person)


def someone(house: House, *, reached: bool = True) -> Person:
    """A person without messages, whose next sign-in tells of no new browser."""
    person = house.world.person(totp=False, data={"email_verified": reached})
    forget(house, person.subject_id)
    return person


def forget(house: House, subject_id: Id) -> None:
    with house.world.services.database.transaction():
        house.world.services.messages.forget(subject_id)


def tell(house: House, person: Person, told: NoticeKind = BROWSER, **facts: str) -> None:
    house.world.services.notices.notify(person.subject_id, text_key=told, facts=facts)


def kept(house: House, person: Person) -> list[AccountMessage]:
    return house.world.services.messages.of_person(person.subject_id, limit=500)


def test_a_person_reads_what_they_were_told_and_marks_it_as_read(house: House) -> None:
    person = someone(house)
    tell(house, person, NoticeKind.LOSS_REPORTED, number="BM-7K4Q-9XTD")
    tell(house, person, NoticeKind.CONTACT_CHANGED, contact="email", label="a…@b.example")
    walk, page = entered(house, person)
    assert page.status == 200
    for said in (
        "Your report of a loss: BM-7K4Q-9XTD",
        "the e-mail address of your account was changed to a…@b.example",
        "Was this not you?",
        '<a href="/me/contacts">',
    ):
        assert said in page.text, said
    assert page.text.count(">Unread<") == 2
    assert re.search(r'E-mail, being sent: <span class="whole">\d…@people\.example<', page.text)
    assert {each.read_at for each in kept(house, person)} == {None}, "looking marks nothing"
    at = house.world.clock.now()
    done = walk.visitor.arrive(walk.visitor.submit(page, "message"))
    assert "Done: these messages are marked as read." in done.text
    assert (done.text.count(">Unread<"), done.text.count("Read it again")) == (0, 2)
    assert 'id="mark-read"' not in done.text
    assert {each.read_at for each in kept(house, person)} == {at}


def test_only_what_the_page_showed_is_marked(house: House) -> None:
    person = someone(house)
    tell(house, person)
    walk, page = entered(house, person)
    shown = {each.id for each in kept(house, person)}
    tell(house, person)
    walk.visitor.submit(page, "message")
    assert {each.id for each in kept(house, person) if each.read_at} == shown
    assert len(kept(house, person)) == len(shown) + 1


def test_a_message_of_another_person_is_not_there(house: House) -> None:
    person, other = someone(house), someone(house)
    tell(house, other, NoticeKind.ACCOUNT_LOCKED, ground="chỉ của người kia")
    tell(house, person)
    walk, page = entered(house, person)
    assert "chỉ của người kia" not in page.text
    theirs = kept(house, other)[0].id
    assert "chỉ của người kia" not in walk.visitor.get(f"/me/messages?before={new_id()}").text
    csrf = dict(page.form("message").fields)["csrf"]
    for named in ([theirs], [theirs, kept(house, person)[0].id], [new_id()], ["x"], [""], []):
        fields = [("csrf", csrf), *(("message", each) for each in named)]
        answer = walk.visitor.post("/me/messages/read", fields)
        assert (answer.status, "There is no such message." in answer.text) == (404, True), named
    many = [("csrf", csrf), *(("message", new_id()) for _ in range(ON_A_PAGE + 1))]
    assert walk.visitor.post("/me/messages/read", many).status == 404
    assert {each.read_at for each in (*kept(house, person), *kept(house, other))} == {None}


def test_pages_lead_to_earlier_messages_and_back_to_where_they_were_marked(house: House) -> None:
    person = someone(house)
    for number in range(ON_A_PAGE + 3):
        tell(house, person, NoticeKind.LOSS_REPORTED, number=f"BM-{number:04}")
    walk, page = entered(house, person)
    forms = [page]
    (older,) = re.findall(r'href="(/me/messages\?before=[^"]+)"', page.text)
    forms.append(walk.visitor.get(older))
    newest = [re.findall(r"<h3[^>]*>[^<]*(BM-\d{4})", each.text) for each in forms]
    shown = [number for each in newest for number in each]
    told = [f"BM-{number:04}" for number in range(ON_A_PAGE + 3)]
    assert [each for each in shown if each in told] == told[::-1]
    assert "Earlier messages" not in forms[1].text
    done = walk.visitor.arrive(walk.visitor.submit(forms[1], "message"))
    assert done.url.endswith(f"{older}&done=read")
    assert "Done: these messages are marked as read." in done.text
    assert len([each for each in kept(house, person) if each.read_at is None]) == ON_A_PAGE
    beyond = walk.visitor.get(f"/me/messages?before={kept(house, person)[-1].id}")
    assert "There are no earlier messages." in beyond.text
    assert walk.visitor.get("/me/messages?before='x").status == 200


def test_the_overview_says_how_many_are_unread(house: House) -> None:
    person = someone(house)
    walk, page = entered(house, person, "/me")
    forget(house, person.subject_id)
    page = walk.visitor.get("/me")
    assert 'id="unread"' not in page.text
    assert page.text.count('href="/me/messages"') == 2, "the room, and a link"
    tell(house, person)
    assert "One message is not marked as read." in walk.visitor.get("/me").text
    tell(house, person)
    assert "2 messages are not marked as read." in walk.visitor.get("/me").text
    with house.world.services.database.transaction():
        for _ in range(MOST_COUNTED):
            house.world.services.messages.add(person.subject_id, BROWSER, {}, sent=())
    assert f"{MOST_COUNTED} messages or more are not" in walk.visitor.get("/me").text


def test_who_has_no_message_reads_why(house: House) -> None:
    person = someone(house)
    walk, _ = entered(house, person, "/me")
    forget(house, person.subject_id)
    page = walk.visitor.get("/me/messages")
    assert "There is no message yet. What happened before messages were kept" in page.text


def test_a_person_whom_no_letter_reaches_reads_that_it_went_nowhere_else(house: House) -> None:
    person = someone(house, reached=False)
    tell(house, person, NoticeKind.ACCOUNT_UNLOCKED)
    _, page = entered(house, person, language="vi")
    assert "Tài khoản của bạn đã được mở khóa" in page.text
    assert "Không gửi đến nơi nào khác." in page.text


def test_a_message_of_a_later_release_breaks_no_page(house: House) -> None:
    person = someone(house)
    tell(house, person)
    with house.world.services.database.transaction() as work:
        mine = ACCOUNT_MESSAGE.c.subject_id == person.subject_id
        work.execute(update(ACCOUNT_MESSAGE).where(mine).values(kind="of_tomorrow"))
    walk, page = entered(house, person)
    assert (page.status, "A message of a new kind" in page.text) == (200, True)
    assert walk.visitor.submit(page, "message").status == 303


def test_what_somebody_typed_is_text_on_the_page(house: House) -> None:
    person = someone(house)
    typed = "<script>alert(1)</script> https://evil.example/me"
    tell(house, person, NoticeKind.CREDENTIAL_ADDED, kind="passkey", label=typed)
    _, page = entered(house, person)
    assert "&lt;script&gt;alert(1)" in page.text
    assert 'href="https://evil.example' not in page.text


def test_a_full_page_of_messages_is_not_heavy(house: House) -> None:
    person = someone(house)
    told = [kind for kind, way in INBOX.items() if way is not None]
    for kind in told[:ON_A_PAGE]:
        tell(house, person, kind, label="Điện thoại của tôi", number="BM-7K4Q-9XTD")
    walk, _ = entered(house, person, language="vi")
    page = walk.visitor.get("/me/messages")
    assert page.text.count("<article") == ON_A_PAGE
    assert len(page.body) <= FIRST_VISIT / 3


def test_a_page_of_messages_asks_no_more_for_more_of_them(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = someone(house)
    tell(house, person)
    walk, _ = entered(house, person)
    asked = list[list[str]]()
    for _ in range(2):
        walk.visitor.get("/me/messages")
        with counted(house.world.services.database, monkeypatch) as cost:
            walk.visitor.get("/me/messages")
        asked.append(list(cost.statements))
        for _ in range(ON_A_PAGE):
            tell(house, person)
    assert len(asked[0]) == len(asked[1]), asked
