"""Renders a view model as a page, with one Jinja environment per language.

A template is named `<surface>/<page>` and lies in `idp/web/<surface>/templates/<page>.html`; its
words are English message ids, with Vietnamese in `idp/web/<surface>/translations/vi.po`. An
undefined name raises: a page shows all of its view or nothing.
"""

import functools
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote, unquote

from babel.support import Translations
from flask import Response, request
from flask.globals import request_ctx
from jinja2 import Environment, FileSystemLoader, PrefixLoader, StrictUndefined
from jinja2.ext import Extension
from jinja2.lexer import (
    TOKEN_DATA,
    TOKEN_LPAREN,
    TOKEN_NAME,
    TOKEN_RPAREN,
    TOKEN_STRING,
    TOKEN_VARIABLE_BEGIN,
    TOKEN_VARIABLE_END,
    Token,
    TokenStream,
)
from markupsafe import Markup

from idp.kernel import catalogues, spoken_dates
from idp.kernel.accounts_mode import AccountsMode
from idp.kernel.catalogues import N_
from idp.kernel.ids import Id, new_id
from idp.law.citations import legal_basis
from idp.platform.logs import logger
from idp.web.current import settings
from idp.web.pages import cookies, csrf, headers
from idp.web.pages.assets import assets_of
from idp.web.pages.country_names import country
from idp.web.pages.language import LANGUAGES, NAMES, Lang, negotiate_language
from idp.web.pages.letter_subjects import letter_subject
from idp.web.pages.long_names import breakable
from idp.web.pages.repeated import apart_from, rendered_once
from idp.web.pages.views import ErrorAction, ErrorPage

WEB: Final = Path(__file__).parents[1]
_OPENS: Final = {"GET", "HEAD"}
_QUERY: Final = "!$%&'()*+,/:;=?@[]"
"""Characters that stay unescaped in a query (RFC 3986 section 3.4), `%` included."""
_MOST_TEXTS: Final = 2_048
_FAULT_OF_OURS: Final = 500
_IT_DID_NOT_WORK: Final = N_("It did not work")
_FIXED_TEXT: Final = (
    *(TOKEN_VARIABLE_BEGIN, TOKEN_NAME, TOKEN_LPAREN),
    *(TOKEN_STRING, TOKEN_RPAREN, TOKEN_VARIABLE_END),
)
_LOG: Final = logger(__name__)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Whose account a page of the own account is about; `leave`: the path of a form to sign out."""

    name: str
    leave: str


@dataclass(frozen=True, slots=True)
class Frame:
    """The layout's part of a page: `other_languages` are (tag, own name, link).

    `help_number`: the digits of the help line, to be dialled. `logo`: its name, empty for none.
    `signed_in`: on pages of the own account. `own`: whether the accounts are the
    operator's own, of which nothing may claim to be of the State (Art. 9(4)); `sign_up`: whether
    people make them.
    """

    lang: Lang
    csrf: str
    static: str
    path: str
    other_languages: tuple[tuple[Lang, str, str], ...]
    help_line: str
    help_number: str
    help_mail: str
    provider: str
    logo: str
    icon: str
    signed_in: SignedIn | None
    own: bool
    sign_up: bool


@functools.cache
def translations(lang: Lang) -> Translations:
    """The catalogues of all surfaces in one language, as one."""
    return catalogues.translations(lang, sorted(WEB.glob(f"*/translations/{lang}.po")))


def make_environment(lang: Lang, provider: str) -> Environment:
    """The environment with the templates of all surfaces, in one language.

    `provider`: the name of the deployment, which every text may hold as `%(provider)s`.
    """
    surfaces = {path.parent.name: FileSystemLoader(path) for path in WEB.glob("*/templates")}
    environment = Environment(
        loader=PrefixLoader(surfaces),
        undefined=StrictUndefined,
        autoescape=True,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n", FixedTexts],
    )
    spoken = translations(lang)
    one = _translator(spoken, provider)
    environment.globals.update(
        _=one, gettext=one, ngettext=_counting(spoken, provider), provider=provider
    )
    forms = (
        spoken_dates.moment,
        spoken_dates.clock_time,
        spoken_dates.day,
        spoken_dates.month,
        spoken_dates.due,
        spoken_dates.machine_time,
    )
    for form in (*forms, country, legal_basis, letter_subject):
        environment.filters[form.__name__] = functools.partial(form, lang=lang)
    environment.filters[breakable.__name__] = breakable
    environment.filters["translate"] = one
    return environment


class FixedTexts(Extension):
    """Puts the text of `{{ _("…") }}` into the template when that is compiled.

    A page has dozens of texts without a value in them, and an environment has one language.
    """

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """The tokens of a template, with the tokens of each fixed text joined to one."""
        held: list[Token] = []
        for token in stream:
            fits = token.type == _FIXED_TEXT[len(held)]
            held.append(token)
            if not fits:
                yield from held
                held = []
            elif len(held) == len(_FIXED_TEXT):
                yield from self._said(held)
                held = []
        yield from held

    def _said(self, held: list[Token]) -> list[Token]:
        begin, function, _, message, *_ = held
        if function.value != "_":
            return held
        said: Any = self.environment.globals["_"]
        return [Token(begin.lineno, TOKEN_DATA, str(said(message.value)))]


def _translator(spoken: Translations, provider: str) -> Callable[..., Markup]:
    """`_("… %(name)s …", name=…)` of the templates: a translated text around escaped values.

    A page has dozens of texts; almost all have no value to fill in and are made once.
    """
    ours = {"provider": provider}

    @functools.lru_cache(maxsize=_MOST_TEXTS)
    def text(message: str) -> Markup:
        return Markup(spoken.gettext(message))  # noqa: S704 - message ids are ours

    @functools.lru_cache(maxsize=_MOST_TEXTS)
    def whole(message: str) -> Markup:
        return text(message) % ours

    return lambda message, **values: text(message) % (ours | values) if values else whole(message)


def _counting(spoken: Translations, provider: str) -> Callable[..., Markup]:
    """`ngettext("One …", "%(num)s …", number)` of the templates, in the form for this number."""

    def text(one: str, many: str, number: int, **values: object) -> Markup:
        said = Markup(spoken.ngettext(one, many, number))  # noqa: S704 - message ids are ours
        return said % {"num": number, "provider": provider, **values}

    return text


_environment = functools.cache(make_environment)


def words(lang: Lang, message: str) -> str:
    """The translation of a message id, for text outside of a template."""
    return translations(lang).gettext(message)


def _in_language(lang: Lang, at: str | None) -> str:
    """The link that shows this page in a language: the address of the request, or `at`.

    For the answer to a form it is the page's address without a query.
    """
    query = quote(request.query_string, safe=_QUERY) if request.method in _OPENS else ""
    path, _, query = (f"?{query}" if at is None else at).partition("?")
    rest = (each for each in query.split("&") if each and not each.startswith("lang="))
    return f"{path}?{'&'.join((f'lang={lang}', *rest))}"


def _other_languages(lang: Lang, at: str | None) -> tuple[tuple[Lang, str, str], ...]:
    """The page's other languages; none where no address can be opened for it."""
    if at is None and request.method not in _OPENS and not _answers_get(request.path):
        at = _page_above(request.path)
        if at is None:
            return ()
    return tuple(
        (other, NAMES[other], _in_language(other, at)) for other in LANGUAGES if other != lang
    )


def _page_above(path: str) -> str | None:
    """The page above a path that accepts forms only."""
    above, _, _ = path.rpartition("/")
    if not above or _answers_get(above):
        return quote(above) or None
    return _page_above(above)


def _frame(lang: Lang, whom: Id | None, at: str | None, signed_in: SignedIn | None) -> Frame:
    known = settings()
    assets = assets_of(known)
    return Frame(
        lang=lang,
        csrf=csrf.token_for(cookies.browser(), whom),
        static=assets.path,
        path=request.path,
        other_languages=_other_languages(lang, at),
        help_line=known.help_line,
        help_number="".join(re.findall(r"^\+|[0-9]", known.help_line.strip())),
        help_mail=known.help_mail,
        provider=known.brand_name,
        logo=assets.logo,
        icon=assets.icon,
        signed_in=signed_in,
        own=known.accounts_mode is AccountsMode.SELF_CREATED,
        sign_up=known.sign_up,
    )


def render(  # noqa: PLR0913 - all that makes one page differ from another
    template: str,
    view: object,
    *,
    lang: Lang,
    status: int = 200,
    whom: Id | None = None,
    signed_in: SignedIn | None = None,
    leaves: bool = False,
    images: Iterable[str] = (),
    camera: bool = False,
    at: str | None = None,
    identifier: str | None = None,
) -> Response:
    """One page. `leaves`: its form may end at a relying party; `images`: registered addresses.

    `whom`: the person the page is about; its forms are bound to them. The answer to a form is
    stored for the browser's Back, so pages with a secret or personal data are redirected to
    instead. `at`: the path that opens this page again, where the address of the request would not.
    `identifier`: the one value of this page, beside the CSRF token, that no other visitor's has.
    """
    text = _text(template, view, _frame(lang, whom, at, signed_in), identifier)
    response = Response(text, status, mimetype="text/html")
    policy = headers.content_policy(leaves=leaves, images=images)
    headers.protect(response, policy=policy, camera=camera)
    return headers.for_back(response) if request.method == "POST" else response


def part_of_page(template: str, view: object, *, lang: Lang) -> Markup:
    """A part of a page in a language of its own, such as that of whoever takes a sheet home."""
    environment = _environment(lang, settings().brand_name)
    made = environment.get_template(f"{template}.html").render(view=view)
    return Markup(made)  # noqa: S704 - rendered by our template, which escapes


def _text(template: str, view: object, frame: Frame, identifier: str | None) -> str:
    def made() -> str:
        page = _environment(frame.lang, frame.provider).get_template(f"{template}.html")
        return page.render(view=view, page=frame)

    if identifier is None:
        return made()
    key = template, apart_from(identifier, (view, replace(frame, csrf="")))
    return rendered_once(key, made, identifier=identifier, csrf=frame.csrf)


def error_page(
    status: int,
    sentence: str,
    reference: str | None = None,
    *,
    out: ErrorAction | None = None,
    entrance: bool = False,
    at: str = "",
    heading: str = _IT_DID_NOT_WORK,
) -> Response:
    """An error page: a heading and a sentence (message ids), a link, and a reference number.

    The log has the number too. Without `out` the link leads to the page the browser came from, if
    it is one of ours. At an `entrance` a browser may have no cookie yet, so the page does not
    mention cookies; nor where the fault is ours. `at`: as `render`; by default this address
    without its query.
    """
    if reference is None:
        reference = new_id()
        _LOG.info("page refused", reference=reference, status=status, route=str(request.url_rule))
    out = out or _page_before()
    view = ErrorPage(
        status=status,
        heading=heading,
        sentence=sentence,
        reference=reference,
        out=out,
        cookies=not request.cookies and not entrance and status < _FAULT_OF_OURS,
        tongues=_where_to_ask(out),
    )
    # A page that refuses a request repeats nothing of it, also not in a link (hostile case R07).
    return render("pages/error", view, lang=negotiate_language(), status=status, at=at)


def _page_before() -> ErrorAction | None:
    """The page of ours that linked here or whose form was sent here.

    Never this path with another query: that is a request which was refused here.
    """
    issuer, before = settings().issuer, request.headers.get("Referer", "")
    link = before.removeprefix(issuer)
    path = unquote(link.partition("?")[0])
    ours = before.startswith(f"{issuer}/") and not link.startswith(("//", "/\\"))
    if ours and path != request.path and _answers_get(path):
        return ErrorAction(link)
    posted = request.method == "POST"
    return ErrorAction(request.path) if posted and _answers_get(request.path) else None


def _answers_get(path: str) -> bool:
    """Whether a path can be opened by GET."""
    adapter = request_ctx.url_adapter
    return adapter is not None and adapter.test(path, "GET")


def _where_to_ask(out: ErrorAction | None) -> str | None:
    """The address of ours that opens in another language: this one, or the page above it."""
    if request.method == "GET":
        return ""
    again = out is not None and out.name is None and "?" not in out.link
    return out.link if out is not None and again else None


def see_other(path: str) -> Response:
    """303 to a path of ours, so that a browser never repeats a posted password (R14)."""
    response = Response(status=303)
    response.headers["Location"] = path
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "same-origin"
    return response
