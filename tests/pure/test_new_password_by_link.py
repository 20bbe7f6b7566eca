"""What a link for a new password may change, for every account (docs/binding.md)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from idp.assurance.binding import CeremonyKind, bind, level_for_change, may_change
from idp.assurance.kinds import EvidenceKind
from idp.assurance.levels import level_of_pieces
from idp.assurance.pieces import Piece
from idp.factors.domain import Credential, CredentialKind
from idp.factors.seniority import contact_outranks

PASSWORD = EvidenceKind.PASSWORD
OTHERS = sorted(set(EvidenceKind) - {PASSWORD, EvidenceKind.RECOVERY_CODE, EvidenceKind.SMS_CODE})
PROOFS = st.sampled_from([Piece(EvidenceKind.SMS_CODE, 2), Piece(EvidenceKind.RECOVERY_CODE, 1)])
pieces = st.builds(Piece, st.sampled_from(OTHERS), st.integers(1, 4))


@given(shown=PROOFS, old=st.integers(1, 4), others=st.frozensets(pieces, max_size=3))
def test_it_is_bound_at_1_and_changes_no_account_that_asks_for_more(
    shown: Piece, old: int, others: frozenset[Piece]
) -> None:
    enrolled = others | {Piece(PASSWORD, old)}
    guard = level_for_change(enrolled)
    assert may_change({shown}, enrolled) <= (guard == 1)
    made = bind(CeremonyKind.OWN_ACCOUNT, {shown}, gives=PASSWORD, guard=guard)
    assert (made.bound, made.identity, made.waits) == (1, False, False)
    if may_change({shown}, enrolled):
        after = others | {Piece(PASSWORD, made.bound)}
        assert level_of_pieces(after) <= 1
        assert level_of_pieces(enrolled) <= 1


def test_an_account_with_a_password_alone_may_be_changed_by_it() -> None:
    for shown in (Piece(EvidenceKind.SMS_CODE, 2), Piece(EvidenceKind.RECOVERY_CODE, 1)):
        assert may_change({shown}, frozenset({Piece(PASSWORD, 2)}))


def test_a_contact_replaces_no_older_password_that_is_bound_higher() -> None:
    then = datetime(2026, 11, 27, tzinfo=UTC)
    password = Credential("a", "b", CredentialKind.PASSWORD, "", then, bound=2)
    earlier, later = then - timedelta(days=1), then + timedelta(days=1)
    assert contact_outranks(password, set_at=later, bound=2)
    assert not contact_outranks(password, set_at=later, bound=1)
    higher = replace(password, bound=4)
    assert not contact_outranks(higher, set_at=later, bound=2)
    assert contact_outranks(higher, set_at=earlier, bound=2)
