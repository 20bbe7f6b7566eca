"""A person with their own account: data, means, sessions, consents, history, language.

Owns the pages under `/me`; refuses to decide how strong a sign-in must be for a change. A
page needs a live session of its person, and a change a fresh sign-in:
both send the person to a transaction that has no relying party.
"""

from idp.web.self_service.routes import mount

__all__ = ["mount"]
