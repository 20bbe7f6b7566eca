"""Accounts that people made: whose a contact is, a forgotten password, and what no counter does."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from idp.accounts.shown_documents import DocumentData
from idp.assurance.contacts import CHANGED_LATELY, CONFIRMED_FOR
from idp.factors.domain import BY_CODE, CredentialKind
from idp.history.domain import EventType
from idp.kernel.refusals import Reason, Refused
from idp.losses.forgotten import Forgotten
from idp.notices.domain import NoticeKind
from idp.subjects.domain import Datum, Source, SubjectKind
from tests.service.test_forgotten import code_for
from tests.support.anchorings import anchor
from tests.support.contact_changes import EMAIL, PHONE, UNLETTERED, change
from tests.support.letters import letters
from tests.support.officers import AN
from tests.support.sign_ins import reason
from tests.support.sign_ups import self_created, signed_up
from tests.support.telephones import believe, telephone_of
from tests.support.visits import now_at
from tests.support.world import Person, World, sure

MAIL, OTHER_MAIL, NUMBER = "lan.moi@mail.example", "lan.khac@mail.example", "+84912345677"
NEW = "bảy con mèo ngủ 47 ngày"


@pytest.fixture
def own(world: World) -> Iterator[World]:
    made = self_created(world)
    yield made
    made.services.passwords.hashing.close()


def asked(world: World, person: Person, typed: str) -> tuple[str, str]:
    """The link for a new password and its code; empty where none was sent."""
    forgotten = world.services.forgotten
    assert forgotten.request(Forgotten.PASSWORD, username=typed) is None
    forgotten.send_due()
    links = letters(world, person, NoticeKind.PASSWORD_LINK)
    link = str(links[-1]["path"]).rsplit("/", 1)[1] if links else ""
    return link, code_for(world, person, link)


def use(world: World, link: str, proof: str) -> Refused | None:
    links = world.services.forgotten.links
    return links.set_password(link, proof=proof, password=NEW, audience="")


def meant(world: World, typed: str) -> str | None:
    return world.services.passwords.account(typed).subject_id


@pytest.mark.parametrize("contact", [MAIL, NUMBER])
def test_the_contact_of_a_sign_up_and_a_recovery_code_set_a_password(
    own: World, contact: str
) -> None:
    one = signed_up(own, contact)
    codes = sure(own.services.recovery_codes.renew(one.subject_id))
    own.clock.advance(timedelta(seconds=1))
    link, code = asked(own, one, contact)
    assert code == ""
    assert reason(use(own, link, "0000-0000-0000-0000")) is Reason.NOT_PROVEN
    assert use(own, link, codes[0]) is None
    (password,) = (
        each
        for each in own.services.credentials.held(one.subject_id)
        if each.kind is CredentialKind.PASSWORD
    )
    assert (password.bound, password.utmost, password.identity) == (1, 1, False)


def test_so_does_a_code_to_a_telephone_that_was_set_since(own: World) -> None:
    one = signed_up(own, MAIL)
    sure(change(own, one, NUMBER, PHONE))
    own.clock.advance(UNLETTERED)
    assert asked(own, one, MAIL) == ("", "")
    own.clock.advance(CHANGED_LATELY)
    link, code = asked(own, one, MAIL)
    assert use(own, link, code) is None


def test_without_a_second_proof_or_with_another_address_there_is_no_link(own: World) -> None:
    one = signed_up(own, MAIL)
    assert asked(own, one, MAIL) == ("", "")
    (letter,) = letters(own, one, NoticeKind.PASSWORD_LINK_REFUSED_OWN)
    assert letter["to"] == MAIL
    sure(own.services.recovery_codes.renew(one.subject_id))
    sure(change(own, one, OTHER_MAIL, EMAIL))
    own.clock.advance(UNLETTERED + CHANGED_LATELY)
    assert asked(own, one, OTHER_MAIL) == ("", "")
    assert letters(own, one, NoticeKind.PASSWORD_LINK_REFUSED_OWN)[-1]["to"] == OTHER_MAIL


@pytest.mark.parametrize("contact", [MAIL, NUMBER])
def test_who_has_a_contact_now_signs_up_with_it_and_is_meant_by_it(
    own: World, contact: str
) -> None:
    before = signed_up(own, contact)
    assert before.username == contact
    own.clock.advance(CONFIRMED_FOR)
    assert meant(own, contact) == before.subject_id
    now = signed_up(own, contact)
    assert now.username.startswith("u-")
    assert meant(own, contact) == now.subject_id
    assert meant(own, now.username) == now.subject_id
    happened = [each.happening for each in own.services.history.for_subject(before.subject_id)]
    assert EventType.SIGN_UP_TRIED not in happened
    codes = sure(own.services.recovery_codes.renew(now.subject_id))
    own.clock.advance(timedelta(seconds=1))
    link, _ = asked(own, now, contact)
    assert use(own, link, codes[0]) is None, "whoever had it before does not share it"


def test_a_number_means_its_account_in_any_spelling_after_a_year_too(own: World) -> None:
    one = signed_up(own, NUMBER)
    own.clock.advance(CONFIRMED_FOR)
    assert meant(own, "0912 345 677") == one.subject_id


def test_no_user_name_is_a_contact_but_the_one_that_was_proven(own: World) -> None:
    today = own.clock.now().date()
    said = {"account_number": "SC0000000001", "name": "Lan", "birthdate": "1990-03-08"}
    data = {name: Datum(value, Source.SELF_DECLARED, today) for name, value in said.items()}
    registered = sure(
        own.services.subjects.register(SubjectKind.PERSON, data, actor=BY_CODE)
    ).subject_id
    for typed in ("je\u00dfica\uff20example.com", "jessica@example.com", NUMBER):
        answer = own.services.accounts.create_own(registered, username=typed, actor=BY_CODE)
        assert reason(answer) is Reason.USERNAME_IS_IDENTIFIER


def test_no_counter_binds_a_key_to_who_was_never_examined(own: World) -> None:
    one = signed_up(own, MAIL)
    believe(own)
    telephone_of(own, one.subject_id)
    (key,) = (
        each.id
        for each in own.services.credentials.held(one.subject_id)
        if each.kind is CredentialKind.APP_KEY
    )
    assert reason(anchor(own.services, key)) is Reason.IDENTITY_NOT_EXAMINED
    refused = own.services.app_keys.anchoring_refusal(key, officers=(AN,))
    assert reason(refused) is Reason.IDENTITY_NOT_EXAMINED
    shown = DocumentData(**own.services.accounts.registered(one.subject_id))
    visit = own.services.counter_visits.begin(
        one.username, shown, document="identity card", actor=now_at(own.services, AN)
    )
    assert reason(visit) is Reason.IDENTITY_NOT_EXAMINED
