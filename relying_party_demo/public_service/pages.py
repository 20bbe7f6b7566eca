"""The pages of the portal."""

from collections.abc import Mapping
from typing import Any

import requests
from flask import Blueprint, abort, redirect, render_template, request, session
from werkzeug import Response
from werkzeug.datastructures import WWWAuthenticate

from relying_party_demo.kept_pages import KeptPages, Page
from relying_party_demo.public_service.explain import why
from relying_party_demo.public_service.provider import Provider
from relying_party_demo.public_service.raw import decoded
from relying_party_demo.public_service.sign_in import (
    Arrived,
    Failed,
    Wish,
    arrive,
    send_for_api,
    send_to_sign_in,
)
from relying_party_demo.public_service.texts import WORDS
from relying_party_demo.public_service.visits import Visit, Visits
from relying_party_demo.texts import LANGUAGES, Words
from relying_party_demo.visitors import language

_OFFERED = (1, 2, 3, 4)
_INNER_PAGES = ("/", "/dossiers", "/why", "/tokens")


def create_pages(provider: Provider, visits: Visits, kept: KeptPages) -> Blueprint:
    """The portal's pages over one provider and one store of visits."""
    pages = Blueprint("pages", __name__)
    views = _Views(provider, visits, kept)
    for path, view in (
        ("/", views.home),
        ("/sign-in", views.sign_in),
        ("/callback", views.callback),
        ("/why", views.why),
        ("/tokens", views.tokens),
        ("/dossiers", views.dossiers),
        ("/signed-out", views.signed_out),
        ("/unreachable", views.unreachable),
        ("/privacy", views.privacy),
        ("/terms", views.terms),
    ):
        pages.add_url_rule(path, view_func=view, methods=["GET"])
    pages.add_url_rule("/sign-out", view_func=views.sign_out, methods=["POST"])
    return pages


class _Views:
    def __init__(self, provider: Provider, visits: Visits, kept: KeptPages) -> None:
        self._provider = provider
        self._visits = visits
        self._kept = kept

    def home(self) -> Page:
        ended = self._visits.was_ended_by_provider(session.get("visit"))
        if ended:  # it is said once
            return self._kept.keep(lambda name: self._home(ended=True, kept=name))
        return self._home(ended=False)

    def _home(self, **view: object) -> str:
        return self._page("home.html", offered=_OFFERED, **view)

    def sign_in(self) -> Response:
        level = request.args.get("level", default=_OFFERED[0], type=int)
        if level not in _OFFERED:
            abort(404)
        return send_to_sign_in(self._provider, Wish(level, _inner("/why")), lang=_words().lang)

    def callback(self) -> Page:
        match arrive(self._provider):
            case Arrived(visit, wish):
                self._settle(visit, wish)
                return redirect(wish.next, 303)
            case Failed(code, wish):
                return self._failed(code, wish, status=400)

    def why(self) -> Response | str:
        visit = self._visit()
        if visit is None:
            return redirect("/", 303)
        lines = why(visit.claims, config=self._provider.config, words=_words())
        return self._page("why.html", lines=lines)

    def tokens(self) -> Response | str:
        visit = self._visit()
        return (
            redirect("/", 303) if visit is None else self._page("tokens.html", raw=decoded(visit))
        )

    def dossiers(self) -> Page:
        """Ask the API; follow its challenge to the provider, once (RFC 9470 section 5)."""
        visit, lang = self._visit(), _words().lang
        if visit is None:
            return send_to_sign_in(self._provider, Wish(_OFFERED[0], "/dossiers"), lang=lang)
        if visit.api_token is None:
            wish = Wish(_OFFERED[0], "/dossiers", for_api=True)
            return send_for_api(self._provider, wish, lang=lang, challenge={}, visit=visit)
        answer = self._ask_api(visit.api_token)
        if answer.ok:
            return self._page("dossiers.html", dossiers=answer.json()["dossiers"])
        return self._follow(_challenge(answer), visit)

    def _follow(self, challenge: Mapping[str, Any], visit: Visit) -> Page:
        visit.api_token = None
        if challenge.get("error") != "insufficient_user_authentication":
            return self._failed("other", None, status=502)
        if visit.stepped_up:
            return self._failed("level_not_reached", None, status=403)
        config, acr = self._provider.config, challenge.get("acr_values", "")
        level = max(map(config.level_of, acr.split()), default=_OFFERED[0])
        wish = Wish(level, "/dossiers", for_api=True, stepping_up=True)
        return send_for_api(
            self._provider, wish, lang=_words().lang, challenge=challenge, visit=visit
        )

    def sign_out(self) -> Response:
        visit = self._visit()
        if visit is None:
            return redirect("/signed-out", 303)
        if request.form.get("anti_forgery") != visit.anti_forgery:
            abort(400)
        self._visits.end(session.pop("visit", None))
        leaving: Response = self._provider.client.logout_redirect(
            post_logout_redirect_uri=f"{self._provider.config.address}/signed-out",
            id_token_hint=visit.id_token,
            client_id=self._provider.config.client_id,
            ui_locales=_words().lang,
        )
        leaving.status_code = 303
        return leaving

    def signed_out(self) -> str:
        return self._page("signed_out.html")

    def unreachable(self) -> Page:
        return self._failed("provider_unreachable", None, status=502)

    def privacy(self) -> str:
        return self._page("legal.html", topic="privacy")

    def terms(self) -> str:
        return self._page("legal.html", topic="terms")

    def _visit(self) -> Visit | None:
        return self._visits.of(session.get("visit"))

    def _settle(self, visit: Visit, wish: Wish) -> None:
        """A token for the API joins the visit of the same person; anything else begins anew."""
        present = self._visit()
        if wish.for_api and present is not None and present.claims["sub"] == visit.claims["sub"]:
            visit.person, visit.access_token = present.person, present.access_token
        visit.stepped_up = wish.stepping_up
        self._visits.end(session.get("visit"))
        session["visit"] = self._visits.begin(visit)

    def _ask_api(self, token: str) -> requests.Response:
        address = f"{self._provider.config.resource}/dossiers"
        return requests.get(address, headers={"Authorization": f"Bearer {token}"}, timeout=10)

    def _failed(self, code: str, wish: Wish | None, *, status: int) -> Page:
        """Kept, because the answer of the provider counts once."""
        known = f"failed.{code}" in _words().names
        again = Wish(_OFFERED[0], "/why") if wish is None else wish
        view = {"code": code, "sentence": code if known else "other", "again": again}
        return self._kept.keep(lambda name: (self._page("failed.html", kept=name, **view), status))

    def _page(self, template: str, **view: object) -> str:
        visit = self._visit()
        return render_template(
            template,
            t=_words(),
            visit=visit,
            level=self._provider.config.level_of(visit.claims.get("acr")) if visit else 0,
            config=self._provider.config,
            **view,
        )


def _words() -> Words:
    return WORDS[language(LANGUAGES)]


def error_page(word: str) -> str:
    """A plain error page; it does not name the visitor."""
    return render_template("error.html", t=_words(), visit=None, level=0, word=word)


def _inner(default: str) -> str:
    """Where to go after signing in: only pages of this portal."""
    asked = request.args.get("next", "")
    return asked if asked in _INNER_PAGES else default


def _challenge(answer: requests.Response) -> Mapping[str, Any]:
    """The parameters of a Bearer challenge (RFC 6750 section 3)."""
    parsed = WWWAuthenticate.from_header(answer.headers.get("WWW-Authenticate", ""))
    return {} if parsed is None or parsed.type != "bearer" else parsed.parameters
