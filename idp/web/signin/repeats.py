"""Repeated forms: a double click, or a form sent again because its answer was lost.

A session token is derived from the form that began the session, and an authorization code from the
form that ended the transaction, so the same form of the same page derives the same ones again and
nothing has to be stored. A form carries the salt of its page (`csrf.page_salt`): without the page,
the browser's cookie and the typed secret other values are derived, which are not valid. Where no
page was shown, as for an answer that an address brings, they are random.
"""

import functools
import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from flask import request

from idp.authorization.interaction import Interaction
from idp.kernel.ids import Id
from idp.platform.jose import encode
from idp.platform.keyring import Keyring
from idp.platform.secrets import keyed_digest, random_token
from idp.web.current import services
from idp.web.pages import csrf
from idp.web.route_access import FORM_BINDINGS, FormBinding

ALLOW: Final = "allow"
"""The value of `decision` for consent; any other declines."""
REPEATED_WITHIN: Final = timedelta(seconds=60)
"""How long after a sign-in its form may be sent again, as long as an authorization code lives."""
_SESSION: Final = "session of a form"
_CODE: Final = "authorization code of a form"


@functools.lru_cache(maxsize=8)
def _key(keyring: Keyring, purpose: str) -> bytes:
    return keyring.derive(purpose)


def session_token(interaction: Interaction) -> str:
    """The token of the session this form begins: 43 characters of base64url, 256 bits."""
    return _made(interaction, _SESSION, of_page=True)


def authorization_code(interaction: Interaction) -> str:
    """The code this form is answered with if it ends the transaction; as long as a session's.

    Two copies of a page that is bound to a person say the same, so they are one form.
    """
    binding = FORM_BINDINGS.get(str(request.url_rule))
    of_person = binding in {FormBinding.PERSON, FormBinding.PAGE}
    return _made(interaction, _CODE, of_page=not of_person)


def _made(interaction: Interaction, purpose: str, *, of_page: bool) -> str:
    """`of_page`: another value for each page, and a random one where no page was shown."""
    if request.method != "POST" or (of_page and csrf.page_salt() is None):
        return random_token()
    form = sorted(
        each for each in request.form.items(multi=True) if of_page or each[0] != csrf.FIELD
    )
    said = json.dumps([interaction.browser, interaction.transaction.id, request.path, form])
    return encode(keyed_digest(_key(services().keyring, purpose), said))


def declines() -> bool:
    """Whether this form declines: `cancel` of any page, or a consent that is not allowed."""
    rule, decision = str(request.url_rule), request.form.get("decision")
    return rule.endswith("/cancel") or (rule.startswith("/consent/") and decision != ALLOW)


@dataclass(frozen=True, slots=True)
class BegunSession:
    """The session that a form began, and its transaction."""

    token: str
    transaction: Id


def begun_before(interaction: Interaction) -> BegunSession | None:
    """The live session that this form (POST) began when it was sent before; None without one.

    Only for `REPEATED_WITHIN`: whoever sends it later may have found the page in a shared browser.
    The session is of another transaction where another person had signed in in this one before.
    """
    if csrf.page_salt() is None:
        return None
    token = session_token(interaction)
    session = services().sessions.by_token(token)
    if session is None:
        return None
    age = services().clock.now() - session.event.authenticated_at
    return BegunSession(token, session.event.transaction_id) if age < REPEATED_WITHIN else None
