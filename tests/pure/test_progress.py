"""Which step of a sign-in a page is, and what is certain to come."""

import pytest

from idp.assurance.kinds import EvidenceKind, Means
from idp.assurance.levels import Level
from idp.authorization.domain.context import AuthorizationContext, ClientPolicy
from idp.authorization.domain.next_step import next_step
from idp.authorization.domain.progress import Progress, progress_of
from tests.pure.test_next_step import account, asked, context, proven

E = EvidenceKind


def at(level: Level, available: set[E], *shown: E) -> AuthorizationContext:
    """A sign-in at a party that takes this level, after some evidence."""
    policy = ClientPolicy(may_ask=True, minimum_level=level)
    known = {"account": account(), "evidence": proven(*shown)} if shown else {}
    return context(asked(), client_policy=policy, available=frozenset(available), **known)


def told(made: AuthorizationContext, *asks: E) -> Progress | None:
    return progress_of(made, next_step(made), asks)


def certain(step: int, total: int, *later: Means, more: int = 0) -> Progress:
    return Progress(step, total, certain=True, later=later, more=more)


def test_the_second_of_two_is_the_last() -> None:
    made = at(Level.TWO, {E.PASSWORD, E.TOTP}, E.PASSWORD)
    assert told(made, E.TOTP) == certain(2, 2)


def test_before_anybody_is_known_only_what_every_account_needs_is_told() -> None:
    offered = {E.PASSWORD, E.TOTP, E.PASSKEY_VERIFIED, E.APP_KEY_VERIFIED}
    assert told(at(Level.TWO, offered), E.PASSWORD) == certain(1, 2, more=1)
    assert told(at(Level.ONE, offered), E.PASSWORD) is None


def test_the_third_is_named_where_every_way_takes_it() -> None:
    held = {E.PASSWORD, E.CHIP_CARD, E.FACE}
    made = at(Level.FOUR, held, E.PASSWORD)
    assert told(made, E.CHIP_CARD) == certain(2, 3, Means.FACE)
    assert told(made, E.FACE) == certain(2, 3, Means.CHIP_CARD)
    both = at(Level.FOUR, held, E.PASSWORD, E.CHIP_CARD)
    assert told(both, E.FACE) == certain(3, 3)


def test_where_ways_branch_only_what_is_certain_is_said() -> None:
    held = {E.PASSWORD, E.CHIP_CARD, E.APP_KEY_VERIFIED, E.FACE}
    face_first = told(at(Level.FOUR, held, E.PASSWORD), E.FACE)
    assert face_first == certain(2, 3, more=1)
    short = {E.PASSWORD, E.APP_KEY_IDENTITY_BOUND, E.CHIP_CARD, E.FACE}
    start = told(at(Level.FOUR, short), E.PASSWORD)
    assert start is not None
    assert (start.step, start.total, start.certain, start.more) == (1, 2, False, 0)


@pytest.mark.parametrize("level", [Level.TWO, Level.THREE, Level.FOUR])
def test_what_leads_nowhere_has_no_steps(level: Level) -> None:
    assert told(at(level, {E.PASSWORD}, E.PASSWORD), E.TOTP) is None
