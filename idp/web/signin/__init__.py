"""A person inside a transaction: identify, prove a factor, choose an account, consent, cancel.

Owns the pages; refuses to decide anything. Every form asks a service one question and ends with
303 to `/authorize/<transaction>`, where the one dispatcher says what comes next.
"""

from idp.web.signin.mounting import mount

__all__ = ["mount"]
