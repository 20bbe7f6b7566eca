"""Names of parties: allowed characters, and which look the same (review of attacks, row 20)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idp.kernel.names import are_sound, look_alike, speaks_for_the_provider
from idp.kernel.texts import is_plain, is_prose

BANK = "Ngân hàng Á Châu"


@pytest.mark.parametrize(
    "name",
    [
        "Cổng dịch vụ công quốc gia (minh họa)",
        "Công ty CP Đầu tư & Phát triển 24/7",
        "Société Générale – Hà Nội",
        "Škoda",
        "C\u0302\u0309",
    ],
)
def test_a_name_as_parties_have_them_is_sound(name: str) -> None:
    assert are_sound({"vi": name, "en": "Portal"})


@pytest.mark.parametrize(
    "name",
    [
        "",
        " ",
        "Portal ",
        "Por  tal",
        "\u200b",
        "Por\u200btal",
        "Por\u202etal",
        "\u2066Portal\u2069",
        "Por\u00adtal",
        "Por\x00tal",
        "Por\ntal",
        "Por\u2028tal",
        "Por\u3164tal",
        "Por\u2800tal",
        "Por\ufe0ftal",
        "Por\U000e0041tal",
        "Por\u00a0tal",
        "Portal\ud800",
        "Por\ue000tal",
        "P\u0302\u0309\u0323ortal",
        "\u0421ổng",
        "\u03a1ortal",
        "\uff30ortal",
        "\U0001d40fortal",
        "Port\u0251l",
        "Port\u2113",
        "!!!",
        "a" * 101,
        "a" * 10_000,
    ],
)
def test_a_name_that_hides_turns_or_borrows_letters_is_refused(name: str) -> None:
    assert not are_sound({"vi": name})
    assert not are_sound({"vi": "Portal", "en": name})


@pytest.mark.parametrize("language", ["", "VI", "vi\x00", "vi_VN", "x" * 40])
def test_a_name_is_filed_under_a_language(language: str) -> None:
    assert not are_sound({"vi": "Portal", language: "Portal"})
    assert not are_sound({"en": "Portal"})


@pytest.mark.parametrize(
    "twin",
    [
        BANK,
        "NGÂN HÀNG Á CHÂU",
        "Ngân-hàng Á.Châu",
        "Ngan hang A Chau",
        "Ngân hàng Ã Châu",
        "Nga\u0302n ha\u0300ng A\u0301 Cha\u0302u",
    ],
)
def test_a_name_that_reads_the_same_looks_alike(twin: str) -> None:
    assert look_alike([twin], ["Khác", BANK])
    assert look_alike(["Khác", BANK], [twin])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Savvy", "Sawy"),
        ("Vietcombank", "Vietcornbank"),
        ("Vietinbank", "V1etinbank"),
        ("Portal", "PortaI"),
        ("Zalo", "Zal0"),
        ("Đông Á", "Dong A"),
    ],
)
def test_twins_inside_ascii_look_alike(one: str, other: str) -> None:
    assert look_alike([one], [other])


@pytest.mark.parametrize(
    ("one", "other"),
    [("Công ty Má", "Công ty Mát"), ("Sở Y tế", "Sở Kế hoạch"), ("Bank A", "Bank B")],
)
def test_names_that_differ_to_a_reader_differ(one: str, other: str) -> None:
    assert not look_alike([one], [other])


@given(st.text(max_size=40))
def test_any_text_is_judged(text: str) -> None:
    assert look_alike([text], [text])
    if is_plain(text, 40):
        assert text.encode()
        assert "\x00" not in text


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("Sai ngày\n---\n\nGiấy khai sinh số 12 \u2714\ufe0f", True),
        ("Gia đình \U0001f468\u200d\U0001f469\u200d\U0001f467, \u2764\ufe0f\u200d\U0001f525", True),
        ("\u0639\u0644\u06cc\u200c\u0631\u0636\u0627", True),
        ("---", False),
        ("a\ufe0f", False),
        ("\ufe0fa", False),
        ("Tr\u200dần", False),
        ("a\n\u202eb", False),
        ("a\rb", False),
        ("a" + "\u0301" * 3, False),
        ("x" * 101, False),
    ],
)
def test_a_reason_may_be_as_people_write_it_and_hides_nothing(text: str, *, taken: bool) -> None:
    assert is_prose(text, 100) is taken


@pytest.mark.parametrize(
    "name",
    [
        *("Minh Danh", "MINH DANH", "Mĩnh Đành", "Minh-Danh", "M1nh Danh", "Mình Danh - Hỗ trợ"),
        *("MinhDanh ID", "rninh danh", "Minh Danh Support", "(Minh Danh)"),
    ],
)
def test_no_party_speaks_for_the_provider(name: str) -> None:
    assert speaks_for_the_provider(["Cổng", name], provider="Minh Danh")
    assert speaks_for_the_provider(["Cổng", name], provider="Bưu điện Số")


@pytest.mark.parametrize("name", ["Công ty Minh Danh", "Danh Minh", "Minh Khai", BANK])
def test_other_names_are_their_own(name: str) -> None:
    assert not speaks_for_the_provider([name], provider="Minh Danh")


@pytest.mark.parametrize("name", ["Bưu điện Số", "BUU DIEN SO 24/7", "Bưu-điện-Số: hỗ trợ"])
def test_no_party_speaks_for_the_deployment(name: str) -> None:
    assert speaks_for_the_provider([name], provider="Bưu điện Số")
    assert not speaks_for_the_provider([name], provider="Minh Danh")
