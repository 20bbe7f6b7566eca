"""How the application's endpoints are hung into the provider; one line per endpoint."""

from flask import Flask

from idp.web.phone import cards, counter, keys, requests
from idp.web.phone.wire import app_blueprint, spoken, written


def mount(app: Flask) -> None:
    phone = app_blueprint("phone", __name__)
    for path, answer in (
        ("/app/keys", written(keys.enrol)),
        ("/app/keys/retire", written(keys.retire)),
        ("/app/cards", written(cards.asked)),
        ("/app/cards/answers", written(cards.answered)),
        ("/app/requests", spoken(requests.scan)),
        ("/app/approvals", spoken(requests.approve)),
        ("/app/denials", spoken(requests.deny)),
        ("/app/counter-code", spoken(counter.code)),
        ("/app/counter/requests", spoken(counter.waiting)),
        ("/app/counter/numbers", spoken(counter.number)),
        ("/app/counter/approvals", spoken(counter.approve)),
        ("/app/counter/pins", spoken(counter.pin)),
        ("/app/counter/denials", spoken(counter.deny)),
    ):
        phone.add_url_rule(path, f"post {path}", answer, methods=("POST",))
    app.register_blueprint(phone)
