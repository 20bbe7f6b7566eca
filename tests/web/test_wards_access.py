"""A parent gives a child another password on a page, and stops what is lost."""

from dataclasses import replace
from datetime import timedelta

import pytest

from idp.factors.domain import CredentialKind
from tests.support.families import CHILD, at_home, told, waits
from tests.support.http import Answer
from tests.support.live import House
from tests.support.officers import themself
from tests.support.walks import Walk
from tests.support.world import Person

NEW = "con trâu đi trước cái cày 47"


def at_level_2(house: House, parent: Person, child: Person) -> tuple[Walk, Answer]:
    walk = house.walk()
    walk.sign_in(walk.visitor.arrive(walk.visitor.get("/me")), parent)
    path = f"/me/wards/means/{child.subject_id}"
    return walk, walk.sign_in(walk.visitor.arrive(walk.visitor.get(path)), parent)


def sends(walk: Walk, page: Answer, ending: str, **typed: str) -> Answer:
    """The form whose address ends so, with what is typed beside its own fields."""
    form = next(each for each in page.forms if each.action.endswith(ending))
    fields = [each for each in form.fields if each[0] not in typed]
    return walk.visitor.arrive(walk.visitor.post(form.action, [*fields, *typed.items()]))


@pytest.mark.norm("D14.2-1", limb="who acts for a ward gives it a new password on a page")
def test_parents_help_a_child_that_forgot_its_password(house: House) -> None:
    world = house.world
    names = ("Trần Thị Mẹ", "Lê Văn Cha", "Vũ Thị Lạ")
    mother, father, stranger = (world.person(data={"name": each}) for each in names)
    child = world.person(level=1, data=CHILD)
    other = world.person(level=1, data=CHILD)
    told(world, child, mother, father, jointly=True)
    told(world, other, stranger)
    me = child.subject_id
    hers, page = at_level_2(house, mother, child)
    assert all(each in page.text for each in (CHILD["name"], child.username))
    assert {"ward-agree", "ward-held", "ward-sessions"} <= set(page.ids)
    assert "ward-password" not in page.ids
    assert "in-use" in at_home(house, father).get("/me/wards").ids
    # Of nobody else; nor with the form of this page for the means of another ward.
    his, open_before = at_level_2(house, father, child)
    foreign, strange = at_level_2(house, stranger, child)
    assert strange.status == 404
    foreign_page = foreign.visitor.get(f"/me/wards/means/{other.subject_id}")
    form = next(it for it in foreign_page.forms if it.action.endswith("/stop"))
    stolen = foreign.visitor.post(form.action.replace(other.subject_id, me), form.fields)
    assert foreign.visitor.arrive(stolen).status == 404
    (totp,) = (
        each.id for each in world.services.credentials.held(me) if each.kind is CredentialKind.TOTP
    )
    # One agrees; what the other had open before shows less.
    done = sends(hers, page, "/agreement", decision="agree")
    assert "done=agreed" in done.url
    assert "own-agreement" in done.ids
    stale = sends(his, open_before, "/agreement", decision="agree")
    assert "has changed" in stale.text
    twice = {"password": NEW, "password_again": NEW}
    assert sends(his, stale, me, password=NEW, password_again="another").status == 422
    assert sends(his, stale, me, password="123456", password_again="123456").status == 422
    # He stops the lost phone alone, which his page shows then.
    stopped = sends(his, stale, f"{totp}/stop")
    assert "done=stopped" in stopped.url
    assert "has changed" in sends(his, stale, me, **twice).text
    assert "was nothing to end" in sends(his, stopped, "/sessions").text
    done = sends(his, stopped, me, **twice)
    assert "done=password" in done.url
    world.clock.advance(timedelta(minutes=1))
    assert "waiting" in waits(house.walk(), replace(child, password=NEW, totp_secret=None)).ids
    for visitor in (hers.visitor, his.visitor):
        history = visitor.get("/me/history").text
        assert "A new password was set for a child or ward" in history
        assert "A way to sign in was stopped for a child or ward" in history
        assert CHILD["name"] in history
    # Each reads who did it, as their letter says.
    assert names[1] in hers.visitor.get("/me/history").text
    assert names[0] in his.visitor.get("/me/history").text
    named = world.services.representations.named_to
    assert stranger.subject_id not in named(mother.subject_id)
    told(world, child, mother)
    assert father.subject_id not in named(mother.subject_id)
    assert "for-a-ward" in house.walk().visitor.get("/public/forgotten").ids


def test_a_session_that_was_left_open_chooses_no_password(house: House) -> None:
    """Nor does one that rests on a means which was stopped since; both sign in anew."""
    world, mother = house.world, house.world.person()
    child = world.person(level=1, data=CHILD)
    told(world, child, mother)
    hers, page = at_level_2(house, mother, child)
    twice = {"password": NEW, "password_again": NEW}
    world.clock.advance(timedelta(minutes=6))
    asked = sends(hers, page, child.subject_id, **twice)
    assert "username" in asked.ids
    again = hers.sign_in(asked, mother)
    assert "no recent sign-in for this change" in again.text
    revocation, sessions = world.services.credential_revocation, world.services.sessions
    (own,) = sessions.for_subject(mother.subject_id)
    revocation.stop(
        mother.subject_id, (CredentialKind.TOTP,), keeps=own.id, actor=themself(mother.subject_id)
    )
    for ending in (child.subject_id, "/sessions"):
        assert "username" in sends(hers, again, ending, **twice).ids
    held = world.services.credentials.held(child.subject_id)
    assert all(each.last_used_at is None and each.disabled_at is None for each in held)
    world.clock.advance(timedelta(minutes=1))
    assert "waiting" in waits(house.walk(), replace(child, totp_secret=None)).ids
