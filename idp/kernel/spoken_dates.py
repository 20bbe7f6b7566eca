"""Dates and times as people in Viet Nam read them: on pages, in letters and in notices.

What programs read (JSON, CSV, `datetime` of an element) stays ISO 8601. The forms are those of the
CLDR; those of which a list has one to a row are put together here, as a formatter that reads its
pattern anew for each took a fifth of the page.
"""

from datetime import date, datetime, time, timedelta
from typing import Final

from babel import Locale
from babel.dates import format_date, get_month_names

from idp.kernel.clock import VIET_NAM

_DATED: Final = {"vi": "d 'tháng' M 'năm' y", "en": "d MMMM y"}
_MONTH: Final = {"vi": "'Tháng' M/y", "en": "MMMM y"}
_LOCALES: Final = {lang: Locale(lang) for lang in ("vi", "en")}
"""Given its name alone, each format would look for the file of the locale again."""
_MONTHS: Final = get_month_names("wide", locale=_LOCALES["en"])
_WHOLE_DAY: Final = {"vi": "đến hết ngày {}", "en": "to the end of {}"}
_BEFORE: Final = {"vi": "trước {}", "en": "before {}"}


def moment(instant: datetime, lang: str) -> str:
    """An instant to the minute, in the country's time."""
    local = instant.astimezone(VIET_NAM)
    if lang == "vi":
        return f"{local.hour:02}:{local.minute:02} ngày {_said(local, lang)}"
    return f"{_said(local, lang)}, {local.hour:02}:{local.minute:02}"


def clock_time(instant: datetime, lang: str) -> str:  # noqa: ARG001 - the same in each language
    """The time of day of an instant to the second, in the country's time."""
    return f"{instant.astimezone(VIET_NAM):%H:%M:%S}"


def short_moment(instant: datetime) -> str:
    """An instant of these days where each letter counts, as in a text message: without a year."""
    return f"{instant.astimezone(VIET_NAM):%H:%M %d/%m}"


def machine_time(instant: datetime, lang: str) -> str:  # noqa: ARG001 - the same in each language
    """An instant as scripts read it (RFC 3339)."""
    return instant.isoformat()


def due(instant: datetime, lang: str) -> str:
    """The first instant that is too late, as the law says it: a whole day where it ends one."""
    local = instant.astimezone(VIET_NAM)
    if local.time() == time():
        return _WHOLE_DAY[lang].format(day(local.date() - timedelta(days=1), lang))
    return _BEFORE[lang].format(moment(instant, lang))


def month(value: date, lang: str) -> str:
    """The month of a calendar day."""
    return format_date(value, _MONTH[lang], locale=_LOCALES[lang])


def day(value: date, lang: str) -> str:
    """A calendar day; of an instant, the day it was in the country."""
    local = value.astimezone(VIET_NAM) if isinstance(value, datetime) else value
    return _said(local, lang)


def dated(value: date, lang: str) -> str:
    """The day of an official document, its month in words."""
    return format_date(value, _DATED[lang], locale=_LOCALES[lang])


def _said(local: date, lang: str) -> str:
    if lang == "vi":
        return f"{local.day:02}/{local.month:02}/{local.year}"
    return f"{local.day} {_MONTHS[local.month]} {local.year}"
