"""The machine-readable zone of an identity card (ICAO Doc 9303 part 5)."""

from datetime import date

import pytest

from idp.factors.chip_card.machine_readable import check_digit, read_zone
from idp.factors.der import MalformedDer
from tests.support import cards


@pytest.mark.parametrize(
    "zone",
    [
        cards.zone("00119000001X"),
        cards.zone("001190000017", name="TRAN<<thi"),
        cards.zone("00119000001"),
        cards.zone().replace(b"IDVNM", b"IDUTO"),
        cards.zone().replace(b"IDVNM", b"P<VNM"),
        cards.zone().replace(b"001190000017", b"001190000018"),
        cards.zone().replace(b"190000017", b"190000018", 1),
        cards.zone()[:-1] + b"\xc4",
    ],
    ids=range(8),
)
def test_a_zone_that_is_not_a_citizens_card_is_refused(zone: bytes) -> None:
    with pytest.raises(MalformedDer):
        read_zone(zone)


@pytest.mark.parametrize("at", [14, 36, 44], ids=["number", "birth", "last day"])
def test_each_check_digit_is_checked_on_its_own(at: int) -> None:
    """With a composite digit that fits the wrong one."""
    whole = bytearray(cards.zone())
    begins = whole.index(b"IDVNM")
    digit = int(whole[begins + at : begins + at + 1])
    whole[begins + at : begins + at + 1] = str((digit + 1) % 10).encode()
    text = whole[begins : begins + 60].decode()
    first, second = text[:30], text[30:]
    checked = first[5:] + second[0:7] + second[8:15] + second[18:29]
    whole[begins + 59 : begins + 60] = str(check_digit(checked)).encode()
    with pytest.raises(MalformedDer, match="check digit"):
        read_zone(bytes(whole))


def test_a_date_that_does_not_exist_is_refused() -> None:
    whole = bytearray(cards.zone())
    first = whole.index(b"IDVNM")
    over = b"360231" + str(check_digit("360231")).encode()
    whole[first + 38 : first + 45] = over
    second = whole[first + 30 : first + 60].decode()
    line = whole[first : first + 30].decode()
    checked = line[5:] + second[0:7] + second[8:15] + second[18:29]
    whole[first + 59 : first + 60] = str(check_digit(checked)).encode()
    with pytest.raises(MalformedDer, match="date"):
        read_zone(bytes(whole))


def test_check_digits_are_those_of_the_standard() -> None:
    """The examples of ICAO Doc 9303 part 3, appendix A."""
    assert [check_digit(each) for each in ("520727", "AB2134<<<", "HA672242<")] == [3, 5, 6]


def test_the_last_day_is_read_from_the_zone() -> None:
    assert read_zone(cards.zone(expires_on=date(2031, 12, 31))).expires_on == date(2031, 12, 31)
