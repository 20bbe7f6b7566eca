"""What helps against an entry of the history that was not the person's own."""

import pytest

from idp.factors.domain import BY_LINK
from idp.history.domain import Entry, EventType
from idp.kernel.actors import Actor, Operator, Person, System, Through, Unproven
from idp.kernel.ids import new_id
from idp.web.self_service.entry_advice import ADVICE, Concern, concern_in
from idp.web.self_service.history import told_by
from tests.support.frozen_clock import START
from tests.support.officers import AN

ME = new_id()
I_DID = Person(subject_id=ME)
SOMEBODY = Unproven(through=Through.BROWSER)


def entry(happening: EventType, actor: Actor) -> Entry:
    return Entry(new_id(), START, happening, ME, actor, None, None)


@pytest.mark.parametrize(
    ("happened", "concern"),
    [
        ([(EventType.SIGNED_IN, I_DID), (EventType.FACTOR_REFUSED, SOMEBODY)], Concern.SIGN_IN),
        ([(EventType.SIGN_IN_CONTINUED, I_DID)], Concern.SIGN_IN),
        ([(EventType.FACTOR_REFUSED, SOMEBODY)], Concern.TRY),
        (
            [(EventType.FACTOR_REFUSED, SOMEBODY), (EventType.FACTOR_PROVEN, I_DID)],
            Concern.TRY_AFTER_A_PROOF,
        ),
        ([(EventType.CONSENT_GIVEN, I_DID)], Concern.CONSENT),
        ([(EventType.CONTACT_CHANGED, I_DID)], Concern.CONTACT),
        ([(EventType.PASSKEY_ENROLLED, I_DID)], Concern.CHANGE),
        ([(EventType.LOSS_LINK_ASKED, SOMEBODY)], Concern.TRY),
        ([(EventType.USERNAME_ASKED, SOMEBODY)], Concern.TRY),
        ([(EventType.PASSWORD_LINK_ASKED, SOMEBODY)], Concern.TRY),
        ([(EventType.PASSWORD_LINK_REFUSED, SOMEBODY)], Concern.LINK_IN_OTHER_HANDS),
        ([(EventType.ACTIVATION_REFUSED, BY_LINK)], Concern.ACTIVATION_BY_OTHERS),
        ([(EventType.ACTIVATION_REFUSED, SOMEBODY)], Concern.TRY),  # printed, at the installation
        ([(EventType.CONTACT_UNDONE, SOMEBODY)], Concern.CHANGE),
        ([(EventType.LOSS_REPORTED, AN)], Concern.REPORT),
        ([(EventType.PERSON_LOOKED_AT, AN)], Concern.OFFICE),
        ([(EventType.ACCOUNT_LOCKED, Operator(user="root", host="here"))], Concern.OFFICE),
        ([(EventType.ACTS_ALONE, System(rule="D14.2-1"))], None),
    ],
)
def test_the_concern_decides_what_helps(
    happened: list[tuple[EventType, Actor]], concern: Concern | None
) -> None:
    group = [entry(*each) for each in happened]
    assert concern_in(told_by(group), group) is concern


@pytest.mark.parametrize("concern", [Concern.LINK_IN_OTHER_HANDS, Concern.ACTIVATION_BY_OTHERS])
def test_who_had_a_link_gets_nobody_to_stop_their_own_means(concern: Concern) -> None:
    assert "mailbox" in ADVICE[concern].text
    assert "/me/report-loss" not in dict(ADVICE[concern].links)


def test_each_concern_has_advice() -> None:
    assert set(ADVICE) == set(Concern)
