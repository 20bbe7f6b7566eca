"""Countries by their names in the language of a page."""

from babel import Locale

from idp.subjects.countries import two_letters
from idp.web.pages.language import Lang


def country(code: str, lang: Lang) -> str:
    """The name of a country that is kept with three letters; the code where it names none."""
    return Locale(lang).territories.get(two_letters(code) or code) or code
