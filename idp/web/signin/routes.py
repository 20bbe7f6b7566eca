"""Routes of the sign-in pages; one line per page."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from flask import Flask

from idp.assurance.kinds import Means
from idp.factors.biometrics.domain.jpeg import MOST_BYTES
from idp.web.body_limits import LONGEST_FORM
from idp.web.pages.means_pages import MEANS_PAGES
from idp.web.pages.routes import page_blueprint
from idp.web.signin import (
    account,
    chip_card,
    consent,
    face,
    guardian,
    outcome,
    passkey,
    passkey_offer,
    principal,
    waiting,
)
from idp.web.signin import app as application
from idp.web.signin.face import FaceFactorPage
from idp.web.signin.factor_page import FactorPage, View, view_of
from idp.web.signin.identify import TOGETHER, PasswordFactorPage
from idp.web.signin.one_time_code import OneTimeCodeFactorPage
from idp.web.signin.passkey import PasskeyFactorPage
from idp.web.signin.password_and_code import PasswordAndCodeFactorPage
from idp.web.signin.pin import PinFactorPage
from idp.web.signin.recovery import RecoveryFactorPage

PICTURES: Final = MOST_BYTES + LONGEST_FORM
"""Bytes of the one form that carries pictures."""

FACTOR_PAGES: Final[Mapping[Means, FactorPage[Any]]] = {
    Means.PASSWORD: PasswordFactorPage(),
    Means.PIN: PinFactorPage(),
    Means.TOTP: OneTimeCodeFactorPage(),
    Means.PASSKEY: PasskeyFactorPage(),
    Means.CHIP_CARD: chip_card.PAGE,
    Means.APP_KEY: application.PAGE,
    Means.RECOVERY_CODE: RecoveryFactorPage(),
    Means.FACE: FaceFactorPage(),
}
"""The factor pages, at the addresses that `pages.means_pages` gives them."""


def _factor_views(page: str) -> Iterator[tuple[str, str, View, View]]:
    """The address and the name of each view, and what answers GET and POST."""
    for means, each in FACTOR_PAGES.items():
        yield f"{page}{MEANS_PAGES[means].path}", means.value, *view_of(each)
    yield f"{page}{TOGETHER}", "password_and_code", *view_of(PasswordAndCodeFactorPage())


def mount(app: Flask) -> None:
    """Every path names its transaction; a malformed id is not found."""
    signin = page_blueprint("signin", __name__, takes={"signin.face_answer": PICTURES})
    page = "/signin/<uuid:transaction_id>"
    for path, name, ask, answer in (
        *_factor_views(page),
        (f"{page}/account", "account", account.ask, account.answer),
        (f"{page}/waiting", "waiting", waiting.ask, waiting.answer),
        (f"{page}/principal", "principal", principal.ask, principal.answer),
        (f"{page}/guardian", "guardian", guardian.ask, guardian.answer),
        (f"{page}/passkey-offer", "passkey_offer", passkey_offer.ask, passkey_offer.answer),
        ("/consent/<uuid:transaction_id>", "consent", consent.ask, consent.answer),
    ):
        signin.add_url_rule(path, f"{name}_ask", ask, methods=("GET",))
        signin.add_url_rule(path, f"{name}_answer", answer, methods=("POST",))
    signin.add_url_rule(
        f"{page}/passkey/options", "passkey_options", passkey.options, methods=("POST",)
    )
    signin.add_url_rule(
        f"{page}/guardian/state", "guardian_state", guardian.state, methods=("GET",)
    )
    signin.add_url_rule(f"{page}/app/state", "app_state", application.state, methods=("GET",))
    signin.add_url_rule(f"{page}/app/return", "app_return", application.come_back, methods=("GET",))
    signin.add_url_rule(f"{page}/card/state", "card_state", chip_card.state, methods=("GET",))
    signin.add_url_rule(f"{page}/card/return", "card_return", chip_card.come_back, methods=("GET",))
    for path, name, post in (
        (f"{page}/face/consent", "face_consent", face.agree),
        (f"{page}/face/question", "face_question", face.question),
    ):
        signin.add_url_rule(path, name, post, methods=("POST",))
    signin.add_url_rule(f"{page}/start-again", "not_me", account.not_me, methods=("POST",))
    signin.add_url_rule(f"{page}/stopped", "stopped", outcome.explain, methods=("GET",))
    signin.add_url_rule(f"{page}/cancel", "cancel", outcome.cancel, methods=("POST",))
    app.register_blueprint(signin)
