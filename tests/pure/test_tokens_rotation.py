import pytest
from hypothesis import given
from hypothesis import strategies as st

from idp.tokens.domain.rotation import family_of, first_token, is_ancestor, successor, token_digest

KEY = b"k" * 32
FAMILY = "01a201e0-e9d5-7907-acda-e67dfa7e822e"
FIRST = first_token(FAMILY, "A" * 43)


def chain(length: int, *, start: str = FIRST) -> list[str]:
    tokens = [start]
    for _ in range(length):
        tokens.append(successor(KEY, tokens[-1]))
    return tokens


def test_a_token_has_one_successor() -> None:
    assert successor(KEY, FIRST) == successor(KEY, FIRST)
    assert successor(KEY, FIRST) != successor(b"other", FIRST)
    assert len(set(chain(50))) == 51
    assert {family_of(token) for token in chain(3)} == {FAMILY}


@given(st.integers(1, 30), st.data())
def test_every_ancestor_leads_to_the_last(length: int, data: st.DataObject) -> None:
    tokens = chain(length)
    last = token_digest(tokens[-1])
    older = data.draw(st.integers(0, length - 1))
    assert is_ancestor(KEY, tokens[older], last, generation=length)
    assert not is_ancestor(KEY, tokens[-1], last, generation=length)


def test_an_invention_leads_nowhere() -> None:
    last = token_digest(chain(5)[-1])
    assert not is_ancestor(KEY, first_token(FAMILY, "B" * 43), last, generation=5)
    assert not is_ancestor(b"other", FIRST, last, generation=5)


@pytest.mark.parametrize(
    "text",
    ["", ".", FAMILY, FAMILY + ".", FAMILY + "." + "A" * 44, "x" + FIRST, FIRST + "\n",
     FAMILY.upper() + "." + "A" * 43, "é" * 80],
)  # fmt: skip
def test_what_cannot_be_a_refresh_token_names_no_family(text: str) -> None:
    assert family_of(text) is None
