"""Which of the two languages a page speaks; Vietnamese unless the request asks otherwise.

In this order: the language link of a page, `ui_locales` of the relying party (OpenID Connect Core
3.1.2.1), the setting of the person's account, `Accept-Language`.
"""

from typing import Final, Literal

from flask import Response, request

from idp.web.pages import cookies

Lang = Literal["vi", "en"]
LANGUAGES: Final[tuple[Lang, ...]] = ("vi", "en")
NAMES: Final[dict[Lang, str]] = {"vi": "Tiếng Việt", "en": "English"}
_MOST_TAGS: Final = 16  # an attacker's list of a hundred thousand tags costs no more than this


def known(tag: str | None) -> Lang | None:
    """The language of a BCP 47 tag by its primary subtag, or None."""
    primary = (tag or "")[:8].replace("_", "-").partition("-")[0].strip().lower()
    return next((lang for lang in LANGUAGES if lang == primary), None)


def first_known(tags: str | None, *, separator: str | None = None) -> Lang | None:
    """The first language we speak in a list of tags, best first; only the start is read."""
    parts = (tags or "")[:400].split(separator)[:_MOST_TAGS]
    return next((lang for part in parts if (lang := known(part.partition(";")[0].strip()))), None)


def choose(
    *, chosen: str | None, ui_locales: str | None, account: str | None, accept: str | None
) -> Lang:
    """The language of a page, by the order above."""
    return (
        known(chosen)
        or first_known(ui_locales)
        or known(account)
        or first_known(accept, separator=",")
        or "vi"
    )


def picked() -> Lang | None:
    """The language the person just chose with the language link of a page."""
    if b"lang" not in request.query_string:
        return None  # only for pages, which few answers are
    return known(request.args.get("lang"))


def negotiate_language(*, ui_locales: str | None = None, account: str | None = None) -> Lang:
    """The language of the present request."""
    return choose(
        chosen=picked() or cookies.language(),
        ui_locales=ui_locales or request.args.get("ui_locales"),
        account=account,
        accept=request.headers.get("Accept-Language"),
    )


def remember_picked(response: Response) -> Response:
    """After each request: store the choice made with the language link."""
    chosen = picked()
    if chosen is not None:
        cookies.keep_language(response, chosen)
    return response
