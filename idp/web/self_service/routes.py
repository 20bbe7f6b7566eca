"""Routes of the own account; one line per page."""

from flask import Flask

from idp.web.pages.routes import LONGEST_DOCUMENT, page_blueprint
from idp.web.self_service import (
    biometrics,
    consents,
    contacts,
    correction,
    data_copy,
    erasure,
    history,
    looks,
    losses,
    lost_phone,
    means,
    messages,
    new_app_key,
    new_card,
    new_means,
    numbered_letters,
    overview,
    preferences,
    requests,
    sessions,
)


def mount(app: Flask) -> None:
    """Reads are GET, changes are POST from a page of ours (hostile case S02)."""
    answering = f"{requests.PATH}/<number>/answer"
    takes = {f"self_service.post {answering}": LONGEST_DOCUMENT}
    me = page_blueprint("self_service", __name__, takes=takes)
    for path, page in (
        ("/me", overview.overview),
        (means.PATH, means.means),
        (new_means.PASSWORD, new_means.ask_password),
        (new_means.PIN, new_means.ask_pin),
        (new_app_key.PATH, new_app_key.ask),
        (new_means.CODE_APP, new_means.ask_code_app),
        (new_means.PASSKEY, new_means.ask_passkey),
        (new_card.PATH, new_card.ask),
        (new_card.RETURN, new_card.come_back),
        (new_means.RECOVERY_SHEET, new_means.show_recovery_codes),
        (new_means.RECOVERY_FILE, new_means.recovery_codes_file),
        (lost_phone.PATH, lost_phone.ask),
        (losses.PATH, losses.ask),
        (contacts.PATH, contacts.contacts),
        (contacts.EMAIL, contacts.ask_email),
        (contacts.PHONE, contacts.ask_phone),
        (data_copy.PATH, data_copy.ask),
        (correction.PATH, correction.ask),
        (requests.PATH, requests.requests),
        (erasure.PATH, erasure.look),
        (erasure.ASK, erasure.ask),
        ("/me/sessions", sessions.sessions),
        ("/me/consents", consents.consents),
        ("/me/consents/<uuid:consent_id>", consents.one),
        ("/me/consents/<uuid:consent_id>/receipt", consents.receipt),
        (biometrics.PATH, biometrics.biometrics),
        (numbered_letters.PATH, numbered_letters.letters),
        (f"{numbered_letters.PATH}/<number>", numbered_letters.one),
        (f"{numbered_letters.PATH}/<number>/pdf", numbered_letters.pdf),
        (messages.PATH, messages.messages),
        (history.PATH, history.history),
        (history.FILE, history.download),
        ("/me/history/<uuid:transaction_id>/statement", history.statement),
        (looks.PATH, looks.looks),
        ("/me/settings", preferences.ask),
    ):
        me.add_url_rule(path, f"get {path}", page, methods=("GET",))
    for path, act in (
        (f"{means.PATH}/<uuid:credential_id>/remove", means.remove),
        (f"{means.PATH}/<uuid:credential_id>/stop", means.stop),
        (f"{means.PATH}/<uuid:credential_id>/cancel", means.cancel),
        (new_means.PASSWORD, new_means.set_password),
        (new_means.PIN, new_means.set_pin),
        (new_means.CODE_APP, new_means.confirm_code_app),
        (new_means.PASSKEY, new_means.add_passkey),
        (f"{new_means.PASSKEY}/options", new_means.passkey_options),
        (new_means.RECOVERY_CODES, new_means.renew_recovery_codes),
        (new_card.PATH, new_card.add),
        (contacts.EMAIL, contacts.send_to_email),
        (f"{contacts.EMAIL}/code", contacts.confirm_email),
        (f"{contacts.EMAIL}/cancel", contacts.cancel_email),
        (contacts.PHONE, contacts.send_to_phone),
        (f"{contacts.PHONE}/code", contacts.confirm_phone),
        (f"{contacts.PHONE}/cancel", contacts.cancel_phone),
        (data_copy.PATH, data_copy.download),
        (correction.PATH, correction.send),
        (erasure.ASK, erasure.begin),
        (f"{erasure.PATH}/withdraw", erasure.withdraw),
        (lost_phone.PATH, lost_phone.report),
        (losses.PATH, losses.report),
        (messages.READ, messages.mark_read),
        (f"{losses.PATH}/<number>/take-back", losses.take_back),
        (f"{requests.PATH}/<number>/withdraw", requests.withdraw),
        (answering, requests.answer),
        ("/me/sessions/<uuid:session_id>/end", sessions.end),
        ("/me/sessions/end-all", sessions.end_all),
        ("/me/consents/<uuid:consent_id>/withdraw", consents.withdraw),
        ("/me/consents/<uuid:consent_id>/paper", consents.paper),
        (f"{biometrics.PATH}/<purpose>/withdraw", biometrics.withdraw),
        (f"{biometrics.PATH}/open-again", biometrics.open_again),
        ("/me/settings", preferences.choose),
    ):
        me.add_url_rule(path, f"post {path}", act, methods=("POST",))
    app.register_blueprint(me)
