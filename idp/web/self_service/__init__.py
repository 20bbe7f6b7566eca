"""The person's own account: data, credentials, sessions, consents, history, language.

Owns the pages under `/me`. A page needs a live session of its person, and a change a recent
sign-in, whose level `authorization` decides: both redirect to a transaction without a relying
party.
"""

from idp.web.self_service.routes import mount

__all__ = ["mount"]
