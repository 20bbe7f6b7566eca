"""What the provider's operator and this post office agreed on when the terminal was registered."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Config:
    """`key` is the terminal's private key as a JWK; `branch` and `desk` are what people read."""

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
        """The level an acr of the provider names; 0 for anything else."""
        return next((each for each in range(1, 5) if self.acr(each) == acr), 0)
