"""How the sign-in pages are hung into the application; one line per page."""

from typing import Final

from flask import Flask

from idp.factors.biometrics.domain.pictures import MOST_BYTES
from idp.web.pages.routes import LONGEST_FORM, page_blueprint
from idp.web.signin import (
    account,
    chip_card,
    consent,
    face,
    identify,
    one_time_code,
    outcome,
    passkey,
    password_and_code,
    pin,
    recovery,
    waiting,
)
from idp.web.signin import (
    app as application,
)

PICTURES: Final = MOST_BYTES + LONGEST_FORM
"""Bytes of the one form that carries pictures."""


def mount(app: Flask) -> None:
    """Every page names its transaction; a name that is none is not found."""
    signin = page_blueprint("signin", __name__, takes={"signin.face_answer": PICTURES})
    page = "/signin/<uuid:transaction_id>"
    for path, name, ask, answer in (
        (page, "identify", identify.ask, identify.answer),
        (f"{page}/code", "code", one_time_code.ask, one_time_code.answer),
        (f"{page}/passkey", "passkey", passkey.ask, passkey.answer),
        (f"{page}/app", "app", application.ask, application.answer),
        (
            f"{page}/password-and-code",
            "password_and_code",
            password_and_code.ask,
            password_and_code.answer,
        ),
        (f"{page}/pin", "pin", pin.ask, pin.answer),
        (f"{page}/card", "chip_card", chip_card.ask, chip_card.answer),
        (f"{page}/face", "face", face.ask, face.answer),
        (f"{page}/recovery", "recovery", recovery.ask, recovery.answer),
        (f"{page}/account", "account", account.ask, account.answer),
        (f"{page}/waiting", "waiting", waiting.ask, waiting.answer),
        ("/consent/<uuid:transaction_id>", "consent", consent.ask, consent.answer),
    ):
        signin.add_url_rule(path, f"{name}_ask", ask, methods=("GET",))
        signin.add_url_rule(path, f"{name}_answer", answer, methods=("POST",))
    signin.add_url_rule(
        f"{page}/passkey/options", "passkey_options", passkey.options, methods=("POST",)
    )
    signin.add_url_rule(f"{page}/app/state", "app_state", application.state, methods=("GET",))
    signin.add_url_rule(f"{page}/app/return", "app_return", application.come_back, methods=("GET",))
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
