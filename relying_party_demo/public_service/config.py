"""The configuration agreed on with the provider's operator at registration."""

import json
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Config:
    """The portal's registration at the provider, and its own address."""

    issuer: str
    client_id: str
    client_secret: str
    address: str
    port: int
    cookie_key: str
    inbox: str
    phone: str = ""

    @classmethod
    def read(cls, path: Path) -> "Config":
        return cls(**json.loads(path.read_text("utf-8-sig")))

    @property
    def resource(self) -> str:
        """The audience of access tokens for the portal's own API (RFC 8707)."""
        return f"{self.address}/api"

    def acr(self, level: int) -> str:
        return f"{self.issuer}/loa/{level}"

    def acr_from(self, level: int) -> list[str]:
        """Every acr that is at least this level, the lowest first."""
        return [self.acr(each) for each in range(level, 5)]

    def level_of(self, acr: object) -> int:
        """The level of an acr of the provider; 0 for an unknown one."""
        return next((each for each in range(1, 5) if self.acr(each) == acr), 0)
