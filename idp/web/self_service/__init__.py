"""A person with their own account: data, means, sessions, consents, history, language.

Owns the pages under `/me`; refuses to decide how strong a sign-in must be for a change. Nobody
sees a page without a live session of their own, and no change is made without a fresh sign-in:
both send the person to a transaction that has no relying party.
"""

from idp.web.self_service.routes import mount

__all__ = ["mount"]
