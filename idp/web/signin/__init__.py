"""A person inside a transaction: identify, prove a factor, choose an account, consent, cancel.

Owns the pages; refuses to decide anything. Every form asks a service one question, and then the
one dispatcher how to answer: with 303 to the next page, or to the relying party.
"""

from idp.web.signin.routes import mount

__all__ = ["mount"]
