"""Words and rules of the slice: the grant, its lifetimes, its rotation, its claims."""

from idp.tokens.domain.claims import MoreThanConsented
from idp.tokens.domain.grant import CodeBinding, Grant, Granted, TokenResponse

__all__ = ["CodeBinding", "Grant", "Granted", "MoreThanConsented", "TokenResponse"]
