"""Grants, their lifetimes, rotation and claims. Pure."""

from idp.tokens.domain.claims import MoreThanConsented
from idp.tokens.domain.grant import CodeBinding, Grant, Granted, TokenResponse

__all__ = ["CodeBinding", "Grant", "Granted", "MoreThanConsented", "TokenResponse"]
