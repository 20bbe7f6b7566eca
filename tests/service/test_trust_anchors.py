from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from idp.history.context import ServiceContext
from idp.kernel.ids import new_id
from idp.kernel.refusals import Reason, Refused
from idp.platform.database import Database
from idp.policy.anchors import Anchor, AnchorKind, AnchorState
from idp.policy.trust_anchors import LARGEST, NotACertificate, TrustAnchors
from tests.support.engines import anchors_of
from tests.support.frozen_clock import FrozenClock
from tests.support.makers import authority
from tests.support.officers import AN, BINH
from tests.support.races import race
from tests.support.world import sure

ROOT = authority("A root")
DER = ROOT.certificate.public_bytes(Encoding.DER)


@pytest.fixture
def anchors(context: ServiceContext) -> TrustAnchors:
    return anchors_of(context, "production")


TOLD = """
    SELECT happening, actor_id FROM history WHERE substr(happening, 1, 8) <> 'deadline' ORDER BY id
"""
"""Without the terms of the cases, which run by themselves."""


def told(database: Database) -> list[tuple[str, str]]:
    with database.transaction() as connection:
        rows = connection.exec_driver_sql(TOLD).all()
    return [(row.happening, row.actor_id) for row in rows]


@pytest.mark.norm("D4.8", limb="a trust anchor needs two persons")
def test_a_root_counts_once_a_second_person_agreed(
    anchors: TrustAnchors, database: Database
) -> None:
    proposed = sure(anchors.propose(AnchorKind.CSCA, ROOT.pem, AN))
    assert anchors.in_force(AnchorKind.CSCA) == ()
    assert anchors.approve(proposed.id, AN) == Refused(Reason.FOUR_EYES)
    assert anchors.in_force(AnchorKind.CSCA) == ()
    approved = anchors.approve(proposed.id, BINH)
    assert isinstance(approved, Anchor)
    assert (approved.state, approved.approved_by) == (AnchorState.IN_FORCE, BINH)
    assert anchors.in_force(AnchorKind.CSCA) == (DER,)
    assert told(database) == [
        ("anchor_proposed", AN.officer_id),
        ("anchor_approval_refused", AN.officer_id),
        ("anchor_approved", BINH.officer_id),
    ]


def in_force(anchors: TrustAnchors, kind: AnchorKind = AnchorKind.CSCA) -> Anchor:
    approved = anchors.approve(sure(anchors.propose(kind, DER, AN)).id, BINH)
    assert isinstance(approved, Anchor)
    return approved


def test_a_root_of_one_kind_vouches_for_no_other(anchors: TrustAnchors) -> None:
    in_force(anchors, AnchorKind.ANDROID)
    assert anchors.in_force(AnchorKind.CSCA) == ()


@pytest.mark.parametrize("here", ["demo", "production"])
def test_a_root_of_another_profile_is_as_good_as_absent(context: ServiceContext, here: str) -> None:
    elsewhere = "production" if here == "demo" else "demo"
    theirs = anchors_of(context, elsewhere)
    in_force(theirs)
    pending = sure(theirs.propose(AnchorKind.CSCA, DER, AN))
    ours = anchors_of(context, here)
    assert ours.in_force(AnchorKind.CSCA) == ()
    assert ours.approve(pending.id, BINH) == Refused(Reason.NOT_FOUND)


def test_one_person_withdraws_a_root_at_once_and_for_good(anchors: TrustAnchors) -> None:
    anchor = in_force(anchors)
    withdrawn = anchors.withdraw(anchor.id, AN)
    assert isinstance(withdrawn, Anchor)
    assert anchors.in_force(AnchorKind.CSCA) == ()
    assert anchors.withdraw(anchor.id, AN) == Refused(Reason.STATE_ALREADY_HOLDS)
    assert anchors.approve(anchor.id, BINH) == Refused(Reason.STATE_ALREADY_HOLDS)


def test_a_root_that_expired_is_believed_no_longer(
    anchors: TrustAnchors, clock: FrozenClock
) -> None:
    in_force(anchors)
    clock.advance(ROOT.certificate.not_valid_after_utc - clock.now() + timedelta(seconds=1))
    assert anchors.in_force(AnchorKind.CSCA) == ()
    with pytest.raises(NotACertificate, match="expired"):
        anchors.propose(AnchorKind.CSCA, DER, AN)


@pytest.mark.parametrize(
    "junk",
    [
        b"",
        b"\x30\x82",
        DER[:-1],
        DER.replace(b"\xa0\x03\x02\x01\x02", b"\xa0\x03\x02\x01\x06", 1),
        b"-----BEGIN CERTIFICATE-----",
        b"0" * (LARGEST + 1),
    ],
    ids=["empty", "begun", "cut off", "of version 7", "PEM begun", "too large"],
)
def test_what_is_no_certificate_is_refused(anchors: TrustAnchors, junk: bytes) -> None:
    with pytest.raises(NotACertificate):
        anchors.propose(AnchorKind.CSCA, junk, AN)
    assert anchors.all() == []


def test_a_certificate_that_may_not_issue_is_no_root(anchors: TrustAnchors) -> None:
    with pytest.raises(NotACertificate, match="may not issue"):
        anchors.propose(AnchorKind.ANDROID, authority("A leaf", by=ROOT, ca=False).pem, AN)


def test_an_anchor_nobody_proposed_is_not_found(anchors: TrustAnchors) -> None:
    assert anchors.approve(new_id(), AN) == Refused(Reason.NOT_FOUND)
    assert anchors.withdraw(new_id(), AN) == Refused(Reason.NOT_FOUND)


def test_of_two_approving_at_once_only_one_does(anchors: TrustAnchors) -> None:
    anchor = sure(anchors.propose(AnchorKind.CSCA, DER, AN))
    answers = race(lambda: anchors.approve(anchor.id, BINH), times=2)
    assert sum(isinstance(answer, Anchor) for answer in answers) == 1
