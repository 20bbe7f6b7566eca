"""What a sign-in says about its steps, and whom it tells that a level is out of reach."""

import json
from datetime import timedelta

from tests.support.live import House

OUT_OF_REACH = "do not reach it at present"


def test_each_page_says_which_step_it_is(house: House) -> None:
    person, walk = house.world.person(), house.walk()
    page = walk.ask(acr_values=house.acr(2), claims=essential(house, 2))
    assert "With your password: step 1 of 2." in page.text
    page = walk.password(page, person)
    assert "Step 2 of 2." in page.text
    assert "no-phone" in page.ids


def test_where_one_is_enough_nothing_is_counted(house: House) -> None:
    page = house.walk().ask()
    assert "steps" not in page.ids


def test_the_four_levels_are_said_in_words(house: House) -> None:
    page = house.walk().ask()
    for word in ("Basic", "Raised", "High", "Highest"):
        assert f'<span class="word">{word}</span>' in page.text
    assert 'Level 1 of 4<span class="visually-hidden">, basic</span>' in page.text


def test_who_is_signed_in_learns_before_the_password_that_a_level_is_out_of_reach(
    house: House,
) -> None:
    person, walk = house.world.person(totp=False), house.walk()
    walk.complete(person)
    asked = essential(house, 2)
    assert OUT_OF_REACH in walk.ask(claims=asked).text
    stranger = house.walk(walk.party)
    page = stranger.ask(claims=asked)
    assert OUT_OF_REACH not in page.text
    assert "leave" in stranger.password(page, person).ids


def test_who_has_what_a_level_takes_is_not_told_otherwise(house: House) -> None:
    person, walk = house.world.person(), house.walk()
    walk.complete(person)
    page = walk.ask(claims=essential(house, 2))
    assert "you enter everything again from the start" in page.text
    assert OUT_OF_REACH not in page.text


def essential(house: House, level: int) -> str:
    """The claims parameter of a request that takes nothing below this level."""
    return json.dumps({"id_token": {"acr": {"essential": True, "value": house.acr(level)}}})


def test_a_form_that_came_too_late_is_told_after_the_new_sign_in(house: House) -> None:
    person, walk = house.world.person(totp=False), house.walk()
    form = walk.sign_in(walk.visitor.arrive(walk.visitor.get("/me/means/password")), person)
    assert "problem" not in form.ids
    house.world.clock.advance(timedelta(minutes=6))
    late = walk.visitor.submit(form, "password", password="x" * 20, password_again="x" * 20)
    again = walk.sign_in(walk.visitor.arrive(late), person)
    assert again.path == "/me/means/password"
    assert "problem" in again.ids
    assert "What you typed was not kept" in again.text
