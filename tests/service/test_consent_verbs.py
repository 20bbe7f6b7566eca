from datetime import timedelta

import pytest

from idp.consent.domain.page import ConsentText
from idp.consent.domain.questions import MOST_QUESTIONS
from idp.consent.domain.record import Consent, missing
from idp.consent.domain.request import AUTHENTICATION, TEXT_VERSION, ConsentRequest, Item
from idp.consent.service import RECEIPT_TYPE, Consents
from idp.history.context import ServiceContext
from idp.history.domain import EventType
from idp.kernel.ids import new_id
from idp.kernel.refusals import Reason, Refused
from idp.platform.keyring import Keyring
from tests.support.frozen_clock import FrozenClock
from tests.support.officers import themself
from tests.support.races import race

ISSUER = "https://id.test"
SIGN_IN = Item(AUTHENTICATION, "", essential=True)
EMAIL = Item("email", "Gửi kết quả", essential=True)
PHONE = Item("phone_number", "Nhắc lịch hẹn", essential=False)
ASK = ConsentRequest("rp", (SIGN_IN, EMAIL, PHONE))
ANNA, BINH = new_id(), new_id()


def page(ask: ConsentRequest = ASK, *, statutory: bool = False) -> ConsentText:
    return ConsentText(
        client_id=ask.client_id,
        party="Cổng",
        kind="private",
        connection="via_provider",
        provider="Nhà cung cấp",
        lang="vi",
        statutory=statutory,
        items=ask.items,
        kept=(),
        kept_until=None,
        durations=(1, 90, 365),
        text_version=TEXT_VERSION,
    )


@pytest.fixture
def consents(context: ServiceContext, keyring: Keyring) -> Consents:
    return Consents(context, keyring, ISSUER)


def give(
    consents: Consents, ask: ConsentRequest = ASK, *chosen: str, subject: str = ANNA, days: int = 90
) -> Consent:
    return consents.record(
        subject,
        ask,
        page(ask),
        chosen=frozenset(chosen),
        days=days,
        level=2,
        transaction_id=new_id(),
    )


@pytest.mark.norm("D19.3-2", "X15.1", limb="a consent is on record with what was shown")
def test_a_consent_is_on_record_with_what_was_shown(consents: Consents, clock: FrozenClock) -> None:
    given = give(consents, ASK, "phone_number")
    assert consents.live(ANNA, "rp") == given == consents.by_id(given.id)
    assert given.items == (AUTHENTICATION, "email", "phone_number")
    assert given.text_digest == page().digest
    assert given.expires_at == clock.now() + timedelta(days=90)
    entry = consents.context.history.for_subject(ANNA)[0]
    assert (entry.happening, entry.client_id) == (EventType.CONSENT_GIVEN, "rp")
    assert entry.facts["declined"] == []
    assert entry.facts["provider"] == "Nhà cung cấp"


def test_a_consent_is_between_two(consents: Consents) -> None:
    give(consents)
    assert consents.live(BINH, "rp") is None
    assert consents.live(ANNA, "other") is None


def test_a_consent_ends_by_itself(consents: Consents, clock: FrozenClock) -> None:
    given = give(consents, days=1)
    clock.advance(timedelta(days=1))
    assert consents.live(ANNA, "rp") is None
    assert missing(ASK, given, clock.now()) == ASK.items
    assert consents.for_subject(ANNA) == [given]


def test_a_new_consent_takes_the_place_of_the_last(consents: Consents) -> None:
    give(consents, ASK, "phone_number")
    second = give(consents)
    assert consents.live(ANNA, "rp") == second
    assert second.declined == ("phone_number",)
    assert consents.for_subject(ANNA) == [second]


def test_what_another_page_asked_is_kept(consents: Consents, clock: FrozenClock) -> None:
    first = give(consents, days=1)
    grown = give(consents, ConsentRequest("rp", (PHONE,)), "phone_number", days=365)
    assert set(grown.items) == {*first.items, "phone_number"}
    assert grown.expires_at == clock.now() + timedelta(days=1)


@pytest.mark.norm("D19.3-2", limb="a no stores nothing but that it was said")
def test_a_no_stores_nothing_but_that_it_was_said(consents: Consents) -> None:
    consents.decline(ANNA, ASK, transaction_id=new_id())
    assert consents.live(ANNA, "rp") is None
    assert consents.for_subject(ANNA) == []
    assert [entry.happening for entry in consents.context.history.for_subject(ANNA)] == [
        EventType.CONSENT_DECLINED
    ]


@pytest.mark.norm("X15.2", limb="it ends all there is with that party")
def test_withdrawal_ends_all_there_is_with_that_party(consents: Consents) -> None:
    first = give(consents, ASK, "phone_number")
    second = give(consents)
    withdrawn = consents.withdraw(ANNA, second.id, actor=themself(ANNA))
    assert isinstance(withdrawn, Consent)
    assert withdrawn.withdrawn_at is not None
    assert consents.live(ANNA, "rp") is None
    assert consents.withdraw(ANNA, first.id, actor=themself(ANNA)) == Refused(
        Reason.STATE_ALREADY_HOLDS
    )
    entry = consents.context.history.for_subject(ANNA)[0]
    assert entry.happening is EventType.CONSENT_WITHDRAWN
    assert entry.facts["items"] == [AUTHENTICATION, "email"]


def test_nobody_withdraws_for_another(consents: Consents) -> None:
    given = give(consents)
    assert consents.withdraw(BINH, given.id, actor=themself(BINH)) == Refused(Reason.NOT_FOUND)
    assert consents.withdraw(ANNA, new_id(), actor=themself(ANNA)) == Refused(Reason.NOT_FOUND)
    assert consents.live(ANNA, "rp") == given


def test_an_old_page_does_not_withdraw_a_newer_consent(consents: Consents) -> None:
    old = give(consents)
    consents.withdraw(ANNA, old.id, actor=themself(ANNA))
    new = give(consents)
    assert consents.withdraw(ANNA, old.id, actor=themself(ANNA)) == Refused(
        Reason.STATE_ALREADY_HOLDS
    )
    assert consents.live(ANNA, "rp") == new


def test_parallel_answers_leave_one_consent(consents: Consents) -> None:
    race(lambda: give(consents, ASK, "phone_number"), times=8)
    live = consents.live(ANNA, "rp")
    assert live is not None
    consents.withdraw(ANNA, live.id, actor=themself(ANNA))
    assert consents.live(ANNA, "rp") is None


@pytest.mark.norm("D19.3-3", limb="a notice is on record as one")
def test_a_statutory_notice_is_on_record_as_such(consents: Consents) -> None:
    noticed = consents.record(
        ANNA,
        ASK,
        page(statutory=True),
        chosen=frozenset(),
        days=1,
        level=1,
        transaction_id=new_id(),
    )
    assert noticed.legal_basis == "statutory"
    assert consents.context.history.for_subject(ANNA)[0].facts["legal_basis"] == "statutory"


@pytest.mark.norm("X15.1", limb="a receipt is signed and says what was agreed")
def test_a_receipt_is_signed_and_says_what_was_agreed(consents: Consents) -> None:
    given = give(consents)
    receipt = consents.receipt(given)
    claims = consents.keyring.verify(receipt, typ=RECEIPT_TYPE)
    assert claims is not None
    assert claims["items"] == {AUTHENTICATION: "", "email": "Gửi kết quả"}
    assert claims["declined"] == ["phone_number"]
    assert (claims["jti"], claims["iss"]) == (given.id, ISSUER)
    assert consents.keyring.verify(receipt[:-8] + "AAAAAAAA", typ=RECEIPT_TYPE) is None


@pytest.mark.norm("X15.3", limb="questions are counted")
def test_parallel_questions_pass_no_more_than_the_consent_answers(consents: Consents) -> None:
    given = give(consents)
    passed = race(lambda: consents.count_answers(given.id, 2), times=8)
    assert sum(passed) == MOST_QUESTIONS // 2
    live = consents.live(ANNA, "rp")
    assert live is not None
    assert live.questions == MOST_QUESTIONS // 2 * 2


@pytest.mark.norm("X15.3", limb="questions are counted")
def test_a_consent_that_ended_answers_nothing(consents: Consents) -> None:
    first = give(consents)
    second = give(consents)
    assert not consents.count_answers(first.id, 1)
    assert consents.count_answers(second.id, 1)
    consents.withdraw(ANNA, second.id, actor=themself(ANNA))
    assert not consents.count_answers(second.id, 1)


WHETHER = Item("birthdate_matches", "Tuổi", essential=True)


@pytest.mark.norm("X15.3", limb="questions are counted")
def test_answered_questions_stay_counted_as_long_as_they_are_kept(consents: Consents) -> None:
    given = give(consents, ConsentRequest("rp", (SIGN_IN, WHETHER)))
    assert consents.count_answers(given.id, 3)
    beside = give(consents, ConsentRequest("rp", (EMAIL,)))
    assert (beside.questions, "birthdate_matches" in beside.items) == (3, True)
    anew = give(consents, ConsentRequest("rp", (WHETHER,)))
    assert anew.questions == 0
    assert set(anew.items) == {AUTHENTICATION, "email", "birthdate_matches"}


def test_questions_of_an_earlier_page_lapse_with_the_next_page_that_asks_one(
    consents: Consents,
) -> None:
    give(consents, ConsentRequest("rp", (SIGN_IN, WHETHER)))
    other = Item("gender_matches", "Khác", essential=True)
    assert "birthdate_matches" not in give(consents, ConsentRequest("rp", (other,))).items
