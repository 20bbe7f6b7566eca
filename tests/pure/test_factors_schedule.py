from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from idp.assurance.kinds import EVIDENCE_RULES, EvidenceKind, Means
from idp.assurance.pieces import Piece, kinds_in
from idp.factors.credential_types import (
    CREDENTIAL_TYPES,
    leaves_a_way_in,
    lost_with_a_phone,
    opens_without_a_phone,
)
from idp.factors.domain import (
    WAITS,
    Credential,
    CredentialKind,
    ThrottledSecret,
    VerificationContext,
    enrolled_in_this_sign_in,
    wait_after,
)
from idp.factors.evidence_rules import available_evidence, enrolled_evidence

THEN = datetime(2026, 1, 1, tzinfo=UTC)


OTHERWISE = {
    ThrottledSecret.LETTER,
    ThrottledSecret.LOSS_LINK,
    ThrottledSecret.FORGOTTEN,
    ThrottledSecret.FORGOTTEN_DAILY,
    ThrottledSecret.SECOND_STEP_LETTER,
    ThrottledSecret.OWN_CHANGE_LETTER,
    ThrottledSecret.CONTACT_CODE,
    ThrottledSecret.CONTACT_TRY,
    ThrottledSecret.PASSWORD_WITH_CODE,
    ThrottledSecret.ACTIVATION_LETTER,
    ThrottledSecret.DATA_COPY,
    ThrottledSecret.SIGN_UP,
    ThrottledSecret.SIGN_UP_NETWORK,
    ThrottledSecret.SIGN_UP_DAY,
    ThrottledSecret.APPLICATION,
    ThrottledSecret.APPLICATION_NETWORK,
    ThrottledSecret.GUARDIAN_ASKED,
}
"""No guesses but letters and copies; and tries of one code, which ends instead of waiting."""


def held(
    kind: CredentialKind, *, flagged_at: datetime | None = None, verifies_user: bool | None = None
) -> Credential:
    return Credential(
        kind.value, "anna", kind, "", THEN, disabled_at=flagged_at, verifies_user=verifies_user
    )


def test_each_factor_has_a_schedule() -> None:
    assert set(WAITS) == set(ThrottledSecret)


@pytest.mark.norm("D3.8", limb="each credential belongs to one means")
def test_each_kind_of_credential_has_its_means_and_what_it_proves() -> None:
    assert set(CREDENTIAL_TYPES) == set(CredentialKind)
    for each in CREDENTIAL_TYPES.values():
        assert {EVIDENCE_RULES[kind].means for kind in each.evidence} == {each.means}
        assert each.binds_as in each.evidence


@pytest.mark.parametrize("factor", sorted(set(ThrottledSecret) - OTHERWISE))
def test_five_tries_are_free_and_the_next_ones_wait(factor: ThrottledSecret) -> None:
    assert [wait_after(factor, tries) for tries in range(1, 5)] == [timedelta(0)] * 4
    assert wait_after(factor, 5) == timedelta(seconds=30)


@pytest.mark.parametrize("factor", ThrottledSecret)
def test_a_wait_never_gets_shorter(factor: ThrottledSecret) -> None:
    waits = [wait_after(factor, tries) for tries in range(1, 200)]
    assert waits == sorted(waits)


def test_a_stranger_brings_about_two_letters_and_then_few() -> None:
    waits = [wait_after(ThrottledSecret.LETTER, letters) for letters in (1, 2, 3, 4, 100)]
    assert [wait.total_seconds() / 3600 for wait in waits] == [0, 6, 6, 24, 24]


@pytest.mark.parametrize("factor", [ThrottledSecret.LOSS_LINK, ThrottledSecret.FORGOTTEN])
def test_links_that_anybody_asks_for_are_bounded_by_the_day(factor: ThrottledSecret) -> None:
    waits = [wait_after(factor, links) for links in (4, 5, 6, 7, 8, 100)]
    assert [wait.total_seconds() / 3600 for wait in waits] == [0, 1, 2, 4, 6, 6]


def test_one_kind_of_change_brings_about_five_letters_and_then_one_a_day() -> None:
    waits = [wait_after(ThrottledSecret.OWN_CHANGE_LETTER, letters) for letters in range(1, 8)]
    assert [wait.days for wait in waits] == [0, 0, 0, 0, 1, 1, 1]


def test_a_guesser_at_the_second_step_brings_about_one_letter_a_day() -> None:
    assert {wait_after(ThrottledSecret.SECOND_STEP_LETTER, each) for each in (1, 100)} == {
        timedelta(days=1)
    }


def test_five_codes_are_sent_to_a_new_address_and_then_few() -> None:
    waits = [wait_after(ThrottledSecret.CONTACT_CODE, codes) for codes in (4, 5, 6, 7, 100)]
    assert [wait.total_seconds() / 3600 for wait in waits] == [0, 1, 6, 24, 24]


@pytest.mark.parametrize(
    "factor", [ThrottledSecret.TOTP, ThrottledSecret.PIN, ThrottledSecret.PASSWORD_LINK_CODE]
)
@pytest.mark.parametrize("tries", [10, 11, 1000])
def test_what_has_six_digits_stops_hard_at_ten(factor: ThrottledSecret, tries: int) -> None:
    assert wait_after(factor, tries) == timedelta(days=1)


@pytest.mark.parametrize("factor", [ThrottledSecret.PASSWORD, ThrottledSecret.RECOVERY_CODE])
def test_a_stranger_cannot_close_a_password_for_longer_than_an_hour(
    factor: ThrottledSecret,
) -> None:
    assert wait_after(factor, 10_000) == timedelta(hours=1)


def test_credentials_prove_their_kinds() -> None:
    both = [held(CredentialKind.PASSWORD), held(CredentialKind.TOTP)]
    assert kinds_in(available_evidence(both, (), THEN)) == {
        EvidenceKind.PASSWORD,
        EvidenceKind.TOTP,
    }


def test_a_passkey_enrolled_without_verifying_its_user_only_shows_presence() -> None:
    touched = held(CredentialKind.PASSKEY, verifies_user=False)
    verified = held(CredentialKind.PASSKEY, verifies_user=True)
    assert kinds_in(available_evidence([touched], (), THEN)) == {EvidenceKind.PASSKEY_PRESENT}
    assert kinds_in(available_evidence([verified], (), THEN)) == {
        EvidenceKind.PASSKEY_PRESENT,
        EvidenceKind.PASSKEY_VERIFIED,
    }


@pytest.mark.norm("D3.8", limb="a means switched off proves nothing")
def test_a_means_switched_off_proves_nothing() -> None:
    assert (
        kinds_in(available_evidence([held(CredentialKind.PASSWORD)], {Means.PASSWORD}, THEN))
        == frozenset()
    )


def test_a_flagged_credential_proves_nothing() -> None:
    assert (
        kinds_in(available_evidence([held(CredentialKind.PASSKEY, flagged_at=THEN)], (), THEN))
        == frozenset()
    )


@pytest.mark.norm("D3.5", limb="the last means that opens an account stays")
def test_an_account_keeps_a_means_that_opens_it() -> None:
    password, code = held(CredentialKind.PASSWORD), held(CredentialKind.TOTP)
    assert leaves_a_way_in([password, code], code.id)
    assert not leaves_a_way_in([password, code], password.id)


def test_a_flagged_passkey_is_no_way_in() -> None:
    password = held(CredentialKind.PASSWORD)
    copied = held(CredentialKind.PASSKEY, flagged_at=THEN)
    assert not leaves_a_way_in([password, copied], password.id)


@pytest.mark.norm("D32.3", limb="a stopped means still says how strong the account was made")
def test_a_stopped_means_still_says_how_strong_the_account_was_made() -> None:
    stopped = held(CredentialKind.TOTP, flagged_at=THEN)
    assert kinds_in(enrolled_evidence([stopped], THEN)) == {EvidenceKind.TOTP}


def test_what_was_stopped_while_it_waited_never_settles_anything() -> None:
    later = THEN + timedelta(hours=1)
    waiting = replace(held(CredentialKind.TOTP, flagged_at=THEN), bound=2, effective_at=later)
    assert enrolled_evidence([waiting], later + timedelta(days=1)) == frozenset()


def test_what_waits_says_nothing_of_how_strong_the_account_is() -> None:
    later = THEN + timedelta(hours=1)
    waiting = replace(held(CredentialKind.TOTP), bound=2, effective_at=later)
    assert enrolled_evidence([waiting], THEN) == frozenset()
    assert enrolled_evidence([waiting], later) == {Piece(EvidenceKind.TOTP, 2)}
    assert available_evidence([waiting], (), THEN) == {Piece(EvidenceKind.TOTP, 1)}


@pytest.mark.norm("D32.3", limb="what is on a phone is lost with it")
@pytest.mark.parametrize(
    ("kind", "lost"),
    [
        (CredentialKind.PASSWORD, False),
        (CredentialKind.PIN, False),
        (CredentialKind.TOTP, True),
        (CredentialKind.PASSKEY, True),
        (CredentialKind.RECOVERY_CODES, False),
    ],
)
def test_what_is_on_a_phone_is_lost_with_it_once(
    kind: CredentialKind,
    lost: bool,  # noqa: FBT001 - a column of the table above
) -> None:
    assert bool(lost_with_a_phone([held(kind)])) is lost
    assert lost_with_a_phone([held(kind, flagged_at=THEN)]) == ()


@pytest.mark.norm("D32.3", limb="what is left after a loss is known")
def test_only_a_password_opens_the_account_when_every_phone_is_gone() -> None:
    opening = [kind for kind in CredentialKind if opens_without_a_phone([held(kind)])]
    assert opening == [CredentialKind.PASSWORD]
    assert not opens_without_a_phone([held(CredentialKind.PASSWORD, flagged_at=THEN)])


@pytest.mark.parametrize(("seconds", "inside"), [(-1, False), (0, True), (1, True)])
def test_a_credential_enrolled_since_the_sign_in_began_is_inside_it(
    seconds: int,
    inside: bool,  # noqa: FBT001 - a column of the table above
) -> None:
    ceremony = VerificationContext("txn", THEN, "browser")
    assert enrolled_in_this_sign_in(THEN + timedelta(seconds=seconds), ceremony) is inside
