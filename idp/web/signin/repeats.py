"""The same form sent twice: a double click, or an answer that never arrived.

The token of a session is made from the very form that began it, so the same form of the same
browser makes the same token again and nothing has to be kept. Whoever lacks one of them, the
browser's cookie or what was typed, makes another token, which opens nothing.
"""

import base64
import functools
import json

from flask import request

from idp.authorization.interaction import Interaction
from idp.platform.keyring import Keyring
from idp.platform.secrets import keyed_digest
from idp.web.current import services


@functools.lru_cache(maxsize=4)
def _key(keyring: Keyring) -> bytes:
    return keyring.derive("session of a form")


def session_token(interaction: Interaction) -> str:
    """The token of the session this form begins: 43 characters of base64url, 256 bits."""
    form = sorted(request.form.items(multi=True))
    said = json.dumps([interaction.browser, interaction.transaction.id, form])
    made = keyed_digest(_key(services().keyring), said)
    return base64.urlsafe_b64encode(made).rstrip(b"=").decode()


def begun_before(interaction: Interaction) -> str | None:
    """The token of the live session this very form began in this transaction; None without one."""
    if request.method != "POST":
        return None
    token = session_token(interaction)
    session = services().sessions.present(token)
    mine = session is not None and session.event.transaction_id == interaction.transaction.id
    return token if mine else None
