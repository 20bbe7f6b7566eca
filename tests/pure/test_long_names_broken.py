"""Where a long name may go on in the next line."""

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from idp.web.pages.long_names import LONGEST_WHOLE, breakable

TEXTS = st.text("ab@._- <&ế", max_size=80)


def test_a_long_name_breaks_after_the_signs_between_its_pieces() -> None:
    told = breakable("thư tới nguyen.thi-hoa@thu-dien-tu.example nhé")
    assert told == Markup(
        "thư tới nguyen.<wbr>thi-<wbr>hoa@<wbr>thu-<wbr>dien-<wbr>tu.<wbr>example nhé"
    )


@given(TEXTS)
def test_nothing_is_added_but_places_to_break_and_all_is_escaped(text: str) -> None:
    assert breakable(text).replace("<wbr>", "") == escape(text)


@given(TEXTS)
def test_what_fits_in_a_line_is_left_as_it_is(text: str) -> None:
    if all(len(word) <= LONGEST_WHOLE for word in text.split()):
        assert breakable(text) == escape(text)
