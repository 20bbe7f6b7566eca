"""Public pages without an account: levels, parties, providers, terms, help, receipts.

Owns the information site; shows no personal data and needs no session. The figures of the levels
page are computed by `assurance`.
"""

from idp.web.public.routes import mount

__all__ = ["mount"]
