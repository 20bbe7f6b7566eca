"""Routes of the application's API; one line per endpoint."""

from flask import Flask

from idp.web.phone import applications, cards, ciba, keys, requests
from idp.web.phone.json_api import app_blueprint, json_endpoint, jws_endpoint


def mount(app: Flask) -> None:
    takes = {"phone.post /app/applications": applications.LONGEST}
    phone = app_blueprint("phone", __name__, takes=takes)
    for path, answer in (
        ("/app/keys", json_endpoint(keys.enrol)),
        ("/app/keys/retire", json_endpoint(keys.retire)),
        ("/app/instances/challenges", json_endpoint(applications.challenge)),
        ("/app/instances", json_endpoint(applications.register)),
        ("/app/applications", json_endpoint(applications.apply)),
        ("/app/applications/state", jws_endpoint(applications.state)),
        ("/app/applications/letter", jws_endpoint(applications.letter)),
        ("/app/applications/withdrawal", jws_endpoint(applications.withdraw)),
        ("/app/cards", json_endpoint(cards.asked)),
        ("/app/cards/answers", json_endpoint(cards.answered)),
        ("/app/cards/denials", json_endpoint(cards.denied)),
        ("/app/requests", jws_endpoint(requests.scan)),
        ("/app/approvals", jws_endpoint(requests.approve)),
        ("/app/signatures", jws_endpoint(requests.sign)),
        ("/app/denials", jws_endpoint(requests.deny)),
        ("/app/counter-code", jws_endpoint(ciba.code)),
        ("/app/counter/requests", jws_endpoint(ciba.waiting)),
        ("/app/counter/numbers", jws_endpoint(ciba.number)),
        ("/app/counter/approvals", jws_endpoint(ciba.approve)),
        ("/app/counter/pins", jws_endpoint(ciba.pin)),
        ("/app/counter/denials", jws_endpoint(ciba.deny)),
    ):
        phone.add_url_rule(path, f"post {path}", answer, methods=("POST",))
    app.register_blueprint(phone)
