"""Decoded tokens for display. They were verified when they arrived."""

import base64
import json
from dataclasses import dataclass

from relying_party_demo.public_service.visits import Visit


@dataclass(frozen=True, slots=True)
class Raw:
    """The key of its title, and its parts as indented JSON by the key of their names."""

    title: str
    parts: tuple[tuple[str, str], ...]


def decoded(visit: Visit) -> list[Raw]:
    """All tokens of a visit, then the userinfo response."""
    tokens = {
        "tokens.id_token": visit.id_token,
        "tokens.access_token": visit.access_token,
        "tokens.api_token": visit.api_token,
    }
    opened = [Raw(title, _parts(token)) for title, token in tokens.items() if token]
    if visit.person:
        opened.append(Raw("tokens.userinfo", (("tokens.claims", _pretty(dict(visit.person))),)))
    return opened


def _parts(token: str) -> tuple[tuple[str, str], ...]:
    header, claims, _ = token.split(".")
    return (("tokens.header", _pretty(_open(header))), ("tokens.claims", _pretty(_open(claims))))


def _open(segment: str) -> object:
    padded = segment + "=" * (-len(segment) % 4)
    return json.loads(base64.urlsafe_b64decode(padded))


def _pretty(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)
