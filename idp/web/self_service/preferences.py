"""The language of the person's pages and messages."""

from dataclasses import dataclass

from flask import Response, request

from idp.web.current import services
from idp.web.pages import cookies
from idp.web.pages.language import LANGUAGES, NAMES, known
from idp.web.pages.rendering import see_other
from idp.web.self_service.guards import AccountHolder, login_required, show


@dataclass(frozen=True, slots=True)
class SettingsPage:
    """`languages` are (tag, own name)."""

    language: str
    languages: tuple[tuple[str, str], ...]


@login_required
def ask(person: AccountHolder) -> Response:
    """GET /me/settings."""
    languages = tuple((tag, NAMES[tag]) for tag in LANGUAGES)
    return show(person, "settings", SettingsPage(person.lang, languages))


@login_required
def choose(person: AccountHolder) -> Response:
    """POST: set the language of the account, and of this browser."""
    chosen = known(request.form.get("language"))
    response = see_other("/me/settings")
    if chosen is not None:
        services().accounts.set_locale(person.subject_id, chosen, actor=person.actor)
        cookies.keep_language(response, chosen)
    return response
