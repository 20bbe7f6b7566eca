"""What anybody may read without an account: levels, parties, providers, terms, help, receipts.

Owns the information site; shows no personal data and needs no session. The figures of the levels
page come from `assurance` itself, so the page cannot say anything else than the engine does.
"""

from idp.web.public.routes import mount

__all__ = ["mount"]
