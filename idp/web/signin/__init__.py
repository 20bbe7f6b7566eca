"""The pages of a transaction: identify, prove a factor, choose an account, consent, cancel.

Owns the pages; decides nothing. Every form calls a service, and the dispatcher answers with 303 to
the next page or to the relying party.
"""

from idp.web.signin.routes import mount

__all__ = ["mount"]
