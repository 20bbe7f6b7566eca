"""The binding of a credential limits its level: the eight properties, generated and exhaustive."""

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from idp.assurance.binding import (
    Bound,
    CeremonyKind,
    bind,
    bound_anew,
    level_for_change,
    may_change,
)
from idp.assurance.kinds import TAKES_BIOMETRIC_DATA, EvidenceKind
from idp.assurance.levels import Level, level_of_pieces
from idp.assurance.pieces import OF_THE_PERSON, Piece, Pieces, kinds_in
from idp.factors.domain import Credential, CredentialKind

E = EvidenceKind
NOW = datetime(2026, 11, 27, 8, 0, tzinfo=UTC)
COOL_OFF = timedelta(hours=24)
ADDED = (E.PASSWORD, E.PIN, E.TOTP, E.PASSKEY_VERIFIED, E.APP_KEY_VERIFIED, E.RECOVERY_CODE)
SHOWS = {
    E.PASSKEY_VERIFIED: (E.PASSKEY_PRESENT, E.PASSKEY_VERIFIED, E.PASSKEY_BIOMETRIC),
    E.APP_KEY_VERIFIED: (
        E.APP_KEY,
        E.APP_KEY_VERIFIED,
        E.APP_KEY_CROSS_DEVICE,
        E.APP_KEY_BIOMETRIC,
    ),
}
"""The kinds a new credential may turn out to be: the thief chooses."""


def pieces_of(kind: E) -> Iterator[Piece]:
    """Every way a piece of this kind can be bound."""
    if kind in TAKES_BIOMETRIC_DATA:
        yield Piece(kind, 4, identity=True)
        return
    lowest = 4 if kind is E.CHIP_CARD else 1
    for bound, resistant in itertools.product(range(lowest, 5), (False, True)):
        yield Piece(kind, bound, identity=kind in OF_THE_PERSON and bound > 1, resistant=resistant)


def new_pieces(gives: E, bound: Bound) -> Iterator[Piece]:
    for kind in SHOWS.get(gives, (gives,)):
        yield Piece(kind, bound.bound, identity=False, resistant=bound.resistant)
    if bound.identity:
        yield Piece(E.APP_KEY_IDENTITY_BOUND, bound.bound, identity=True, resistant=bound.resistant)


def after(held: Pieces, proven: Pieces, gives: E, guard: Level) -> Pieces:
    """The evidence of a person after adding a credential, once every cool-off is over."""
    bound = bind(CeremonyKind.OWN_ACCOUNT, proven, gives=gives, guard=guard)
    least = bound_anew(proven, guard).bound
    raised = frozenset(
        piece._replace(bound=max(piece.bound, least)) if piece in proven else piece
        for piece in held
    )
    return raised | frozenset(new_pieces(gives, bound))


def whatever_can_be_added(held: Pieces) -> Pieces:
    """Everything a thief holds in the end: showing all of it is the best there is."""
    while True:
        more = held
        for gives in ADDED:
            more = after(more, more, gives, Level.FOUR)
        if more == held:
            return held
        held = more


def cards_aside(kinds: Iterable[E]) -> list[Piece]:
    return [piece for kind in kinds for piece in pieces_of(kind)]


SEARCHED = cards_aside(
    (
        E.PASSWORD,
        E.RECOVERY_CODE,
        E.TOTP,
        E.SMS_CODE,
        E.PASSKEY_PRESENT,
        E.PASSKEY_VERIFIED,
        E.APP_KEY_CROSS_DEVICE,
        E.APP_KEY_BIOMETRIC,
        E.APP_KEY_IDENTITY_BOUND,
        E.CHIP_CARD,
    )
)
FEW = [piece for piece in SEARCHED if not piece.resistant]


def starting_sets(pieces: list[Piece], most: int = 3) -> Iterator[Pieces]:
    for size in range(1, most + 1):
        yield from map(frozenset, itertools.combinations(pieces, size))


def test_1_no_thief_rises_by_enrolling_whatever_three_pieces_they_hold() -> None:
    searched = 0
    for held in starting_sets(FEW):
        searched += 1
        assert level_of_pieces(whatever_can_be_added(held)) == level_of_pieces(held), held
    for held in starting_sets(SEARCHED, 2):
        searched += 1
        assert level_of_pieces(whatever_can_be_added(held)) == level_of_pieces(held), held
    assert searched > 9_000


def test_2_a_compared_body_without_a_card_gives_level_3_at_most_and_no_identity() -> None:
    faces = [Piece(E.FACE, 4, identity=True), Piece(E.FACE_ON_PAGE, 4, identity=True)]
    for face, held in itertools.product(faces, starting_sets(FEW, 2)):
        if E.CHIP_CARD in kinds_in(held):
            continue
        start = held | {face}
        end = whatever_can_be_added(start)
        assert level_of_pieces(end) <= max(level_of_pieces(start), Level.THREE), start
        assert {piece for piece in end - start if piece.identity} <= {
            piece._replace(bound=more.bound) for piece in start if piece.identity for more in end
        }, start


any_piece = st.sampled_from(SEARCHED)
any_set = st.frozensets(any_piece, min_size=1, max_size=5)


@given(any_set, st.lists(st.tuples(st.sampled_from(ADDED), st.integers(0, 255)), max_size=6))
def test_1_nor_by_any_sequence_of_changes_with_any_part_of_what_they_hold(
    held: Pieces, changes: list[tuple[E, int]]
) -> None:
    start = level_of_pieces(held)
    for gives, mask in changes:
        part = frozenset(piece for at, piece in enumerate(sorted(held)) if mask >> (at % 8) & 1)
        if part:
            held = after(held, part, gives, Level.FOUR)
    assert level_of_pieces(held) == start


@given(any_set, st.sampled_from(ADDED), st.sampled_from(Level))
def test_3_identity_comes_from_a_desk_or_from_card_and_face_alone(
    proven: Pieces, gives: E, guard: Level
) -> None:
    assert not bind(CeremonyKind.OWN_ACCOUNT, proven, gives=gives, guard=guard).identity
    assert not bind(CeremonyKind.ACTIVATION, proven, gives=gives, guard=guard).identity
    shown = proven | {Piece(E.FACE_ON_PAGE, 4, identity=True), Piece(E.CHIP_CARD, 4)}
    both = bind(CeremonyKind.OWN_ACCOUNT, shown, gives=gives, guard=guard)
    assert both.identity == (gives is E.APP_KEY_VERIFIED)
    desk = bind(CeremonyKind.DESK, proven, gives=gives, guard=guard)
    assert desk.identity == (gives is E.APP_KEY_VERIFIED)


@given(st.integers(1, 4), st.timedeltas(timedelta(seconds=1), timedelta(hours=72)))
def test_4_before_it_is_effective_a_means_acts_as_bound_at_1(bound: int, left: timedelta) -> None:
    held = Held(E.APP_KEY, bound, NOW + left)
    assert held.piece(NOW).bound == 1
    assert held.piece(NOW + left).bound == bound


@given(st.frozensets(st.sampled_from(cards_aside((E.PASSWORD, E.PIN, E.RECOVERY_CODE)))))
def test_7_knowledge_and_recovery_codes_sign_in_and_bind_at_most_1(known: Pieces) -> None:
    assert level_of_pieces(known) <= Level.ONE
    for gives in (E.TOTP, E.PASSKEY_VERIFIED, E.APP_KEY_VERIFIED, E.RECOVERY_CODE):
        assert bind(CeremonyKind.OWN_ACCOUNT, known, gives=gives).bound == 1


def test_7_yet_what_is_known_at_2_and_held_at_2_is_level_2() -> None:
    for gives in (E.TOTP, E.PASSKEY_PRESENT):
        word = bind(CeremonyKind.ACTIVATION, (), gives=E.PASSWORD)
        thing = bind(CeremonyKind.ACTIVATION, (), gives=gives)
        assert (word.bound, thing.bound, thing.waits) == (2, 2, False)
        assert level_of_pieces({Piece(E.PASSWORD, 2), Piece(gives, 2)}) is Level.TWO


@pytest.mark.parametrize("gives", EvidenceKind)
def test_who_used_the_link_to_a_contact_gets_what_counts_for_the_least(gives: EvidenceKind) -> None:
    assert bind(CeremonyKind.INVITATION, (), gives=gives) == Bound(1)


def test_a_code_app_added_by_the_password_alone_lifts_nothing() -> None:
    bound = bind(CeremonyKind.OWN_ACCOUNT, [Piece(E.PASSWORD, 2)], gives=E.TOTP, guard=Level.ONE)
    assert bound == Bound(1)
    assert level_of_pieces({Piece(E.PASSWORD, 2), Piece(E.TOTP, 1)}) is Level.ONE


def test_with_a_code_sent_to_the_registered_phone_it_is_level_2_from_tomorrow() -> None:
    proven = [Piece(E.PASSWORD, 2), Piece(E.SMS_CODE, 2)]
    bound = bind(CeremonyKind.OWN_ACCOUNT, proven, gives=E.TOTP, guard=Level.ONE)
    assert bound == Bound(2, waits=True)


@pytest.mark.parametrize("gives", [E.PASSWORD, E.PIN])
def test_what_is_known_is_replaced_at_once_and_is_worth_what_it_was(gives: E) -> None:
    both = [Piece(E.PASSWORD, 2), Piece(E.TOTP, 2)]
    for proven in (both, both[:1]):
        bound = bind(CeremonyKind.OWN_ACCOUNT, proven, gives=gives, guard=Level.TWO)
        assert (bound.bound, bound.waits) == (2, False)


def test_a_key_that_was_only_touched_hands_nothing_down() -> None:
    touched = [Piece(E.PASSKEY_PRESENT, 4, resistant=True)]
    assert bind(CeremonyKind.OWN_ACCOUNT, touched, gives=E.PASSKEY_VERIFIED).bound == 1


def test_the_identity_card_is_bound_at_4_and_waits_where_that_is_more_than_there_was() -> None:
    assert bind(CeremonyKind.CARD, (), gives=E.CHIP_CARD, guard=Level.TWO) == Bound(
        4, resistant=True, waits=True
    )
    assert not bind(CeremonyKind.CARD, (), gives=E.CHIP_CARD, guard=Level.FOUR).waits


def test_card_and_face_bind_the_application_to_the_person() -> None:
    proven = [
        Piece(E.PASSWORD, 2),
        Piece(E.CHIP_CARD, 4, resistant=True),
        Piece(E.FACE_ON_PAGE, 4, identity=True),
    ]
    bound = bind(CeremonyKind.OWN_ACCOUNT, proven, gives=E.APP_KEY_VERIFIED, guard=Level.TWO)
    assert bound == Bound(4, identity=True, resistant=True, waits=True)


# -- an account over time: what its owner and a thief may do to it


@dataclass(frozen=True)
class Held:
    kind: E
    bound: int
    effective_at: datetime
    stopped: bool = False

    def piece(self, now: datetime) -> Piece:
        credential = Credential(
            id="credential",
            subject_id="person",
            kind=CredentialKind.PASSWORD,
            label="",
            enrolled_at=NOW,
            bound=self.bound,
            effective_at=self.effective_at,
        )
        return credential.piece(self.kind, now)

    def enrolled(self) -> Piece:
        return Piece(self.kind, self.bound)


@dataclass
class Account:
    now: datetime = NOW
    held: list[Held] = field(default_factory=lambda: [Held(E.PASSWORD, 2, NOW)])
    off: frozenset[E] = frozenset()

    @property
    def guard(self) -> Level:
        return level_for_change(self.settled)

    @property
    def settled(self) -> Pieces:
        return frozenset(each.enrolled() for each in self.held if each.effective_at <= self.now)

    def usable(self) -> list[Held]:
        return [each for each in self.held if not each.stopped and each.kind not in self.off]

    def shown(self, mask: int) -> Pieces:
        chosen = (each for at, each in enumerate(self.usable()) if mask >> (at % 8) & 1)
        return frozenset(each.piece(self.now) for each in chosen)


ACTS = st.one_of(
    st.tuples(st.just("add"), st.sampled_from(ADDED), st.integers(0, 255)),
    st.tuples(st.just("remove"), st.integers(0, 7), st.integers(0, 255)),
    st.tuples(st.just("stop"), st.integers(0, 7), st.just(0)),
    st.tuples(st.just("switch"), st.sampled_from(ADDED), st.just(0)),
    st.tuples(st.just("wait"), st.integers(1, 80), st.just(0)),
    st.tuples(st.just("desk"), st.sampled_from(ADDED), st.just(0)),
)


def act(account: Account, what: str, which: object, mask: int) -> bool:
    """Do it if the rules let it; whether they did."""
    held, proven = account.held, account.shown(mask)
    match what:
        case "wait":
            assert isinstance(which, int)
            account.now += timedelta(hours=which)
        case "switch":
            assert isinstance(which, EvidenceKind)
            account.off = account.off ^ {which}
        case "stop" | "remove":
            assert isinstance(which, int)
            if which >= len(held) or (what == "remove" and not may_change(proven, account.settled)):
                return False
            if what == "stop":
                held[which] = replace(held[which], stopped=True)
            else:
                del held[which]
        case _:
            assert isinstance(which, EvidenceKind)
            if what == "add" and not may_change(proven, account.settled):
                return False
            kind = CeremonyKind.DESK if what == "desk" else CeremonyKind.OWN_ACCOUNT
            bound = bind(kind, proven, gives=which, guard=account.guard)
            at = account.now + COOL_OFF if bound.waits else account.now
            held.append(Held(which, bound.bound, at))
    return True


@settings(max_examples=300)
@given(st.lists(ACTS, max_size=12))
def test_5_and_6_only_a_removal_lowers_the_guard_and_nothing_new_shuts_out_the_old(
    acts: list[tuple[str, object, int]],
) -> None:
    account = Account()
    for what, which, mask in acts:
        guard, before = account.guard, list(account.held)
        reach = level_of_pieces(each.piece(account.now) for each in before)
        done = act(account, what, which, mask)
        if done and what == "remove":
            continue
        assert account.guard >= guard, (what, which)
        if what == "add" and done:
            assert account.guard == guard, (what, which)
            old = account.held[: len(before)]
            assert level_of_pieces(each.piece(account.now) for each in old) == reach
