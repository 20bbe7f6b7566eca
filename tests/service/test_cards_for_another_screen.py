"""A card read by a telephone for another screen, on both databases: number, term, level, once."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from idp.assurance.kinds import EvidenceKind, Means
from idp.assurance.pieces import kinds_in
from idp.factors.app_keys.request import FINISH_WITHIN, SCAN_WITHIN, Stage
from idp.factors.app_keys.signed_messages import DeviceContext
from idp.factors.chip_card.hand_overs import READ_WITHIN
from idp.factors.chip_card.service import PresentedCard
from idp.factors.domain import VerificationContext, VerifiedFactor
from idp.history.domain import EventType
from idp.kernel.actors import Through, Unproven
from idp.kernel.refusals import Reason, Refused
from tests.support import cards
from tests.support.card_holders import SHOWN, Holder, State, connected, write_answer
from tests.support.card_registry import Registry, registering
from tests.support.cards import Card
from tests.support.races import race
from tests.support.sign_ins import reason, sign_in, switch_off
from tests.support.world import World, sure

COUNTRY = cards.country()


@pytest.fixture
def registry() -> Iterator[Registry]:
    with registering() as registry:
        yield registry


@pytest.fixture
def state(world: World, registry: Registry) -> State:
    return State(connected(world, registry), registry, COUNTRY).open()


@pytest.fixture
def holder(state: State) -> Holder:
    return state.holder()


def offered(holder: Holder, context: VerificationContext) -> tuple[str, str]:
    """The handle in the picture, and the number beside it."""
    offer = holder.service.hand_overs.offer(context, subject_id=holder.subject_id, shown=SHOWN)
    assert offer.number is not None
    return offer.handle, offer.number


def read(holder: Holder, handle: str, number: str, card: Card | None = None) -> Refused | None:
    """The telephone scans, the card signs, and the number is typed."""
    asked = holder.service.request(handle)
    if asked is None:
        return Refused(Reason.NOT_FOUND)
    answer = write_answer(handle, (card or holder.card).answer(asked.challenge))
    return holder.service.accept_for_other_screen(answer, number)


def finish(holder: Holder, context: VerificationContext) -> VerifiedFactor | Refused:
    presented = PresentedCard(subject_id=holder.subject_id, arrival=None)
    return holder.service.verify(context, presented)


def stage(holder: Holder, context: VerificationContext) -> Stage:
    return holder.service.hand_overs.stage(context)


def other_than(number: str) -> str:
    return "10" if number != "10" else "11"


@pytest.mark.norm("D3.8", limb="a chip card is a means")
def test_what_was_read_beside_a_screen_is_evidence_of_its_own_kind(holder: Holder) -> None:
    ceremony = sign_in(holder.world)
    handle, number = offered(holder, ceremony)
    assert stage(holder, ceremony) is Stage.OFFERED
    asked = holder.service.request(handle)
    assert asked is not None
    assert (asked.way, asked.with_files, asked.shown) == (DeviceContext.OTHER_DEVICE, False, SHOWN)
    assert holder.service.request(handle) == asked
    assert stage(holder, ceremony) is Stage.SCANNED
    assert read(holder, handle, number) is None
    assert stage(holder, ceremony) is Stage.APPROVED
    proven = sure(finish(holder, ceremony))
    assert proven.piece.kind is EvidenceKind.CHIP_CARD_CROSS_DEVICE
    assert stage(holder, ceremony) is Stage.OVER


@pytest.mark.norm("D19.4-2", limb="a proof counts once")
def test_of_browsers_that_finish_at_once_one_does(holder: Holder) -> None:
    ceremony = sign_in(holder.world)
    assert read(holder, *offered(holder, ceremony)) is None
    done = race(lambda: finish(holder, ceremony), times=4)
    assert sum(isinstance(each, VerifiedFactor) for each in done) == 1


@pytest.mark.norm("D19.4-2", limb="a proof counts once")
def test_of_answers_at_once_one_is_taken(holder: Holder) -> None:
    handle, number = offered(holder, sign_in(holder.world))
    asked = holder.service.request(handle)
    assert asked is not None
    answer = write_answer(handle, holder.card.answer(asked.challenge))
    taken = race(lambda: holder.service.accept_for_other_screen(answer, number), times=4)
    assert taken.count(None) == 1


def test_the_third_wrong_number_ends_the_request_and_each_is_in_the_history(
    holder: Holder,
) -> None:
    ceremony = sign_in(holder.world)
    handle, number = offered(holder, ceremony)
    told = [read(holder, handle, other_than(number)) for _ in range(3)]
    assert [each and each.reason for each in told] == [
        Reason.WRONG_NUMBER,
        Reason.WRONG_NUMBER,
        Reason.TOO_MANY_TRIES,
    ]
    assert read(holder, handle, number) == Refused(Reason.NOT_FOUND)
    assert reason(finish(holder, ceremony)) is Reason.NOT_PROVEN
    history = holder.world.services.history.for_subject(holder.subject_id)
    refused = [each for each in history if each.happening is EventType.FACTOR_REFUSED]
    assert [each.facts["reason"] for each in refused].count("wrong_number") == 2


def test_what_is_no_try_leaves_nothing_in_the_history_however_often_it_comes(
    holder: Holder,
) -> None:
    handle, number = offered(holder, sign_in(holder.world))
    history, answer = holder.world.services.history, write_answer(handle, b"signed by nobody")
    before = history.for_subject(holder.subject_id)
    for _ in range(4):
        refused = holder.service.accept_for_other_screen(answer, number)
        assert refused == Refused(Reason.NOT_FOUND)
    assert read(holder, handle, number) is None
    for _ in range(4):
        refused = holder.service.accept_for_other_screen(answer, other_than(number))
        assert refused == Refused(Reason.USED_BEFORE)
    assert history.for_subject(holder.subject_id) == before


def test_a_denial_on_the_telephone_ends_what_it_scanned_and_is_in_the_history_once(
    holder: Holder,
) -> None:
    ceremony, service = sign_in(holder.world), holder.service
    handle, number = offered(holder, ceremony)
    assert service.deny_for_other_screen(handle) == Refused(Reason.NOT_FOUND)
    assert service.request(handle) is not None
    assert service.deny_for_other_screen(handle) is None
    assert service.deny_for_other_screen(handle) == Refused(Reason.NOT_FOUND)
    assert stage(holder, ceremony) is Stage.DENIED
    assert read(holder, handle, number) == Refused(Reason.NOT_FOUND)
    assert reason(finish(holder, ceremony)) is Reason.NOT_PROVEN
    history = holder.world.services.history.for_subject(holder.subject_id)
    told = [each for each in history if each.happening is EventType.FACTOR_REFUSED]
    assert [each.facts["reason"] for each in told] == ["declined"]
    assert told[0].actor == Unproven(through=Through.APPLICATION)


def test_nothing_but_a_denial_is_told_as_one(holder: Holder) -> None:
    ceremony = sign_in(holder.world)
    handle, number = offered(holder, ceremony)
    for _ in range(3):
        read(holder, handle, other_than(number))
    assert stage(holder, ceremony) is Stage.OVER
    handle, number = offered(holder, ceremony)
    assert read(holder, handle, number) is None
    assert holder.service.deny_for_other_screen(handle) == Refused(Reason.NOT_FOUND)
    sure(finish(holder, ceremony))
    assert stage(holder, ceremony) is Stage.OVER


@pytest.mark.parametrize("number", ["", "\ud800", "1" * 5000, " 42"])
def test_no_other_text_is_the_number(holder: Holder, number: str) -> None:
    handle, _ = offered(holder, sign_in(holder.world))
    assert read(holder, handle, number) == Refused(Reason.WRONG_NUMBER)


def test_a_copy_and_the_card_of_another_count_as_tries(state: State, holder: Holder) -> None:
    copy, other = replace(holder.card, chip=cards.curve_key()), state.holder().card
    ceremony = sign_in(holder.world)
    handle, number = offered(holder, ceremony)
    for wrong in (copy, other):
        assert read(holder, handle, number, wrong) == Refused(Reason.NOT_PROVEN)
    assert read(holder, handle, number, copy) == Refused(Reason.TOO_MANY_TRIES)
    assert reason(finish(holder, ceremony)) is Reason.NOT_PROVEN


def test_it_counts_in_the_browser_and_for_the_person_of_its_screen(
    state: State, holder: Holder
) -> None:
    ceremony, other = sign_in(holder.world), state.holder()
    assert read(holder, *offered(holder, ceremony)) is None
    elsewhere = replace(ceremony, audience="of another browser")
    assert reason(finish(holder, elsewhere)) is Reason.NOT_PROVEN
    assert reason(finish(other, ceremony)) is Reason.NOT_PROVEN
    assert reason(finish(holder, sign_in(holder.world))) is Reason.NOT_PROVEN
    sure(finish(holder, ceremony))


def test_a_picture_is_good_for_a_minute_and_what_it_began_for_a_while(holder: Holder) -> None:
    clock, ceremony = holder.world.clock, sign_in(holder.world)
    handle, number = offered(holder, ceremony)
    clock.advance(SCAN_WITHIN)
    assert holder.service.request(handle) is None
    handle, number = offered(holder, ceremony)
    assert holder.service.request(handle) is not None
    clock.advance(READ_WITHIN - timedelta(seconds=1))
    assert read(holder, handle, number) is None
    clock.advance(FINISH_WITHIN)
    assert reason(finish(holder, ceremony)) is Reason.NOT_PROVEN
    assert holder.service.hand_overs.purge_expired() == 2


def test_a_new_picture_takes_the_place_of_the_last(holder: Holder) -> None:
    ceremony = sign_in(holder.world)
    first, second = offered(holder, ceremony), offered(holder, ceremony)
    assert read(holder, *first) == Refused(Reason.NOT_FOUND)
    assert read(holder, *second) is None


def test_an_answer_before_the_scan_and_one_without_a_number_are_nothing(holder: Holder) -> None:
    handle, number = offered(holder, sign_in(holder.world))
    answer = write_answer(handle, b"signed by nobody")
    refused = holder.service.accept_for_other_screen(answer, number)
    assert refused == Refused(Reason.NOT_FOUND)
    assert holder.service.accept_answer(answer) == Refused(Reason.NOT_FOUND)


def test_a_card_lost_meanwhile_is_refused_and_a_silent_register_is_asked_again(
    state: State, holder: Holder
) -> None:
    ceremony = sign_in(holder.world)
    assert read(holder, *offered(holder, ceremony)) is None
    state.registry.code = 500
    assert reason(finish(holder, ceremony)) is Reason.SERVICE_UNAVAILABLE
    state.registry.code, state.registry.status = 200, "lost"
    assert reason(finish(holder, ceremony)) is Reason.CARD_NOT_VALID
    state.registry.status = "valid"
    assert reason(finish(holder, ceremony)) is Reason.NOT_PROVEN


def test_switched_off_it_is_refused_on_both_devices(holder: Holder) -> None:
    ceremony = sign_in(holder.world)
    handle, number = offered(holder, ceremony)
    assert holder.service.request(handle) is not None
    switch_off(holder.world, Means.CHIP_CARD)
    holder.world.clock.advance(timedelta(seconds=6))
    assert read(holder, handle, number) == Refused(Reason.MEANS_DISABLED)
    assert reason(finish(holder, ceremony)) is Reason.MEANS_DISABLED


def test_where_it_is_not_switched_on_a_card_is_no_evidence_for_another_screen(
    holder: Holder,
) -> None:
    """A process of the release before could not read it."""
    ceremony, service = sign_in(holder.world), holder.service
    first, second = offered(holder, ceremony), sign_in(holder.world)
    assert read(holder, *first) is None
    off = replace(service.credentials, cards_elsewhere=False)
    holder.world = replace(
        holder.world,
        services=replace(
            holder.world.services, credentials=off, chip_cards=replace(service, credentials=off)
        ),
    )
    kind = EvidenceKind.CHIP_CARD_CROSS_DEVICE
    assert kind in kinds_in(service.credentials.pieces(holder.subject_id))
    assert kinds_in(off.pieces(holder.subject_id)) >= {EvidenceKind.CHIP_CARD}
    assert kind not in kinds_in(off.pieces(holder.subject_id)) | off.offered_pieces()
    assert reason(finish(holder, ceremony)) is Reason.MEANS_DISABLED
    assert read(holder, *offered(holder, second)) == Refused(Reason.MEANS_DISABLED)
