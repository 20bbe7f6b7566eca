"""The configuration agreed on with the provider's operator at registration."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Config:
    """`key` is the terminal's private key as a JWK; `branch` and `desk` are shown to people."""

    issuer: str
    client_id: str
    key: Mapping[str, str]
    port: int
    cookie_key: str
    branch: str
    desk: str
    phone: str

    @classmethod
    def read(cls, path: Path) -> "Config":
        return cls(**json.loads(path.read_text("utf-8-sig")))

    def acr(self, level: int) -> str:
        return f"{self.issuer}/loa/{level}"

    def level_of(self, acr: object) -> int:
        """The level of an acr of the provider; 0 for an unknown one."""
        return next((each for each in range(1, 5) if self.acr(each) == acr), 0)
