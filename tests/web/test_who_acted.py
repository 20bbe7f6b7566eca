"""Who acted: kept by each page and endpoint, and told to the person in plain words."""

import pytest

from idp.history.domain import Entry, EventType
from idp.kernel.actors import ActingClient, Person, System, Through, Unproven
from tests.support.assertions import TYPE, ClientKey, claims_of
from tests.support.http import Answer
from tests.support.live import House
from tests.support.officers import AN, OPERATOR, themself
from tests.support.walks import Walk
from tests.support.world import Person as Holder


def entry(house: House, person: Holder, happening: EventType) -> Entry:
    """The newest entry of a kind."""
    entries = house.world.services.history.for_subject(person.subject_id)
    return next(each for each in entries if each.happening is happening)


def own_page(walk: Walk, person: Holder, path: str) -> Answer:
    return walk.sign_in(walk.visitor.arrive(walk.visitor.get(path)), person)


@pytest.mark.norm("D17.2-2", limb="a person acts in a session that is kept with its level and time")
def test_a_person_acts_in_their_session(house: House) -> None:
    person, services = house.world.person(), house.world.services
    walk = house.walk()
    page = own_page(walk, person, "/me/settings")
    (session,) = services.sessions.for_subject(person.subject_id)
    walk.visitor.submit(page, language="en")
    acted = entry(house, person, EventType.LANGUAGE_CHOSEN).actor
    assert acted == Person(
        subject_id=person.subject_id,
        session_id=session.id,
        level=int(session.event.level),
        authenticated_at=session.event.authenticated_at,
    )
    assert acted == session.actor


def test_a_sign_in_is_the_persons_and_a_failed_try_is_nobodys(house: House) -> None:
    person, walk = house.world.person(), house.walk()
    page = walk.password(walk.ask(), person, password="not the right one at all")
    walk.password(page, person)
    refused = entry(house, person, EventType.FACTOR_REFUSED)
    assert refused.actor == Unproven(through=Through.BROWSER)
    proven = entry(house, person, EventType.FACTOR_PROVEN)
    assert proven.actor == Person(subject_id=person.subject_id)


def test_tokens_are_fetched_by_the_client_with_its_method(house: House) -> None:
    person, walk = house.world.person(totp=False), house.walk()
    tokens = walk.tokens(person, scope="openid offline_access")
    who = ActingClient(client_id=walk.party.client_id, authenticated_by="client_secret")
    assert entry(house, person, EventType.TOKENS_ISSUED).actor == who
    walk.refresh(tokens["refresh_token"])
    assert entry(house, person, EventType.TOKENS_REFRESHED).actor == who


def test_a_key_that_signed_is_named(house: House) -> None:
    key = ClientKey("k-2026")
    party = house.world.party(auth_method="private_key_jwt", jwks=key.jwks)
    walk, person = house.walk(party), house.world.person(totp=False)
    answer = walk.complete(person)
    issuer, now = house.world.settings.issuer, house.world.clock.now().timestamp()
    assertion = key.sign(claims_of(party.client_id, issuer, now))
    redeemed = walk.redeem(
        answer.query["code"], client_assertion_type=TYPE, client_assertion=assertion
    )
    assert redeemed.status == 200, redeemed.text
    who = ActingClient(client_id=party.client_id, authenticated_by="private_key_jwt k-2026")
    assert entry(house, person, EventType.TOKENS_ISSUED).actor == who


TOLD = {
    "vi": (
        "bạn",
        "một cán bộ (nơi làm việc: Hà Nội 01)",
        "đơn vị vận hành dịch vụ đăng nhập này",
        "hệ thống tự động, vì có quá nhiều lần thử không thành công",
        "người đã dùng đường dẫn trong thư gửi cho bạn",
        "dịch vụ Cổng Portal",
    ),
    "en": (
        "you",
        "an officer (desk Hà Nội 01)",
        "the operator of this sign-in service",
        "the system by itself, because too many tries failed",
        "whoever used the link in a letter to you",
        "the service Portal",
    ),
}


@pytest.mark.parametrize("lang", TOLD)
@pytest.mark.norm("D17.3", limb="the history says who acted")
def test_the_history_page_says_who_and_no_more(house: House, lang: str) -> None:
    person, history = house.world.person(), house.world.services.history
    party = house.world.party()
    for actor in (
        AN,
        OPERATOR,
        System(rule="policy biometric_tries"),
        Unproven(through=Through.LETTER),
        ActingClient(client_id=party.client_id, authenticated_by="client_secret_basic"),
    ):
        history.append(EventType.CREDENTIAL_STOPPED, actor=actor, subject_id=person.subject_id)
    house.world.services.accounts.set_locale(
        person.subject_id, lang, actor=themself(person.subject_id)
    )
    page = own_page(house.walk(), person, "/me/history")
    for words in TOLD[lang]:
        assert f": {words}" in page.text
    hidden = (AN.officer_id, AN.subject_id, AN.session_id, OPERATOR.host, "client_secret")
    assert [each for each in hidden if each in page.text] == []
