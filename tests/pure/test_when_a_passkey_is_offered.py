"""After which sign-ins a passkey is offered, and to whom."""

from dataclasses import replace

import pytest

from idp.assurance.kinds import EvidenceKind
from idp.assurance.levels import Level
from idp.assurance.pieces import Pieces, at_best
from idp.authorization.domain.context import AuthorizationContext
from idp.authorization.domain.passkey_offer import ends_with_a_password, is_worth_making
from idp.authorization.domain.steps import Authenticate, IssueCode
from tests.pure.test_next_step import account, asked, context, event

E = EvidenceKind


def signed_in_with(*kinds: EvidenceKind) -> AuthorizationContext:
    return replace(context(asked()), event=event(*kinds, transaction="t"), account=account())


def ends(made: AuthorizationContext) -> bool:
    assert made.event is not None
    return ends_with_a_password(made, IssueCode(made.event, Level.ONE, continued=False))


@pytest.mark.parametrize(
    ("kinds", "offered"),
    [
        ((E.PASSWORD,), True),
        ((E.PASSWORD, E.TOTP), True),
        ((E.PASSWORD, E.CHIP_CARD, E.FACE), False),
        ((E.PASSWORD, E.APP_KEY_VERIFIED), False),
        ((E.PASSKEY_VERIFIED,), False),
        ((E.RECOVERY_CODE,), False),
    ],
)
def test_only_after_what_was_typed(kinds: tuple[EvidenceKind, ...], *, offered: bool) -> None:
    assert ends(signed_in_with(*kinds)) is offered


def test_not_while_anything_is_open_nor_for_a_session_that_answers_by_itself() -> None:
    made = signed_in_with(E.PASSWORD)
    assert not ends_with_a_password(made, Authenticate(Level.ONE))
    assert made.event is not None
    again = IssueCode(made.event, Level.ONE, continued=True)
    assert not ends_with_a_password(replace(made, event=None), again)


@pytest.mark.parametrize(
    ("available", "enrolled", "worth"),
    [
        ({E.PASSWORD}, {E.PASSWORD}, True),
        ({E.PASSWORD, E.TOTP}, {E.PASSWORD, E.TOTP}, True),
        ({E.PASSWORD, E.PASSKEY_PRESENT}, {E.PASSWORD, E.PASSKEY_PRESENT}, False),
        # A stopped code application guards the change, which a password alone then cannot make.
        ({E.PASSWORD}, {E.PASSWORD, E.TOTP}, False),
        # A stopped passkey does as well, and where it does not, a new one helps.
        ({E.PASSWORD, E.TOTP}, {E.PASSWORD, E.TOTP, E.PASSKEY_PRESENT}, True),
        ({E.PASSWORD, E.CHIP_CARD, E.FACE}, {E.PASSWORD, E.CHIP_CARD, E.FACE}, False),
    ],
)
def test_only_to_those_who_can_make_it_and_have_none(
    available: set[EvidenceKind], enrolled: set[EvidenceKind], *, worth: bool
) -> None:
    assert is_worth_making(_pieces(available), _pieces(enrolled)) is worth


def _pieces(kinds: set[EvidenceKind]) -> Pieces:
    return frozenset(at_best(kinds))
