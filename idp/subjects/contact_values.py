"""Canonical spelling of e-mail addresses and telephone numbers.

A mail address is RFC 5321 section 4.1.2 without quoting, a telephone number E.164.
"""

import re
from typing import Final

_LONGEST_ADDRESS: Final = 254
_LONGEST_NAME: Final = 64
_NAME: Final = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_HOST: Final = re.compile(r"([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")
_BETWEEN_DIGITS: Final = str.maketrans("", "", " .-()")
_HOME: Final = "+84"
_AT_HOME: Final = re.compile(r"\+84[35789][0-9]{8}")
"""Mobile numbers of Viet Nam: nine digits after the country's."""
_ABROAD: Final = re.compile(r"\+[1-9][0-9]{7,14}")
_VISIBLE: Final = 2


def email_address(typed: str) -> str | None:
    """The canonical address; None for a malformed or unreachable one.

    The domain becomes lower case and, where it is written in another script, its A-labels (RFC
    5890). A local part outside ASCII is refused: few mail servers take it (RFC 6531).
    """
    name, at, domain = typed.strip(" ").rpartition("@")
    host = _ascii(domain)
    if not at or host is None or not _NAME.fullmatch(name) or not _HOST.fullmatch(host):
        return None
    fits = len(name) <= _LONGEST_NAME and len(name) + 1 + len(host) <= _LONGEST_ADDRESS
    return f"{name}@{host}" if fits else None


def phone_number(typed: str) -> str | None:
    """The number in E.164, `0…` read as a number of Viet Nam; None for a malformed one.

    Of Viet Nam only mobile numbers: nothing else receives a text message there.
    """
    digits = typed.translate(_BETWEEN_DIGITS)
    if not digits.isascii():
        return None
    if digits.startswith("00"):
        digits = f"+{digits[2:]}"
    elif digits.startswith("0"):
        digits = f"{_HOME}{digits[1:]}"
    whole = _AT_HOME if digits.startswith(_HOME) else _ABROAD
    return digits if whole.fullmatch(digits) else None


def masked(address: str) -> str:
    """An address or a number, masked: enough for its owner to recognise it."""
    name, at, domain = address.rpartition("@")
    if at:
        return f"{name[:1]}…@{domain}"
    return f"{address[:3]}…{address[-_VISIBLE:]}"


def _ascii(domain: str) -> str | None:
    try:
        return domain.encode("idna").decode().lower()
    except UnicodeError:
        return None
