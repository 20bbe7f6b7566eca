"""Words and rules of the slice: the grant, its lifetimes, its rotation, its claims."""

from idp.tokens.domain.claims import MoreThanConsented
from idp.tokens.domain.grant import CodeSeen, Grant, Granted, Minted

__all__ = ["CodeSeen", "Grant", "Granted", "Minted", "MoreThanConsented"]
