"""The request with which a transaction began, parsed and immutable."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Final

from idp.assurance.kinds import EvidenceKind
from idp.assurance.levels import Level
from idp.kernel.ids import Id

QUERY: Final = "query"
FORM_POST: Final = "form_post"


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorizationRequest:
    """A verified authorization request of a relying party (OpenID Connect Core section 3.1.2.1).

    The client and the redirect URI have been checked before one of these exists.
    `levels_preferred`: the levels `acr_values` names, in order. `levels_essential`: the levels an
    essential `acr` claim accepts; None when it was not asked, empty when it names none of ours.
    `id_token_claims`, `userinfo_claims`: known members of the `claims` parameter, name -> request.
    `matches`: claim name -> value to compare, the yes/no verification (D3.6). `hinted_sub`: the
    `sub` of a verified `id_token_hint`.
    """

    client_id: str
    redirect_uri: str
    scope: tuple[str, ...]
    code_challenge: str
    response_mode: str = QUERY
    state: str | None = None
    nonce: str | None = None
    prompt: frozenset[str] = frozenset()
    max_age: int | None = None
    levels_preferred: tuple[Level, ...] = ()
    levels_essential: tuple[Level, ...] | None = None
    id_token_claims: Mapping[str, Any] = field(default_factory=dict)
    userinfo_claims: Mapping[str, Any] = field(default_factory=dict)
    matches: Mapping[str, Any] = field(default_factory=dict)
    login_hint: str | None = None
    hinted_sub: str | None = None
    ui_locales: tuple[str, ...] = ()
    resource: str | None = None
    pushed_handle: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnAccountRequest:
    """A request of a person for their own account, without a relying party.

    `path` is the requested page. `level` is required there, `levels_preferred` are asked for when
    the person's credentials reach them; `fresh`: a sign-in older than this transaction does not
    count. `without_biometrics` is the level required with biometrics left out. `purpose` names the
    change it is for, None for reading. `one_of`: kinds of which one must be shown in any case; may
    be empty. `demanded_of`: the person from whose credentials these demands were derived; another
    person who signs in is led to `path`, whose demands are derived again.
    """

    path: str
    level: Level = Level.ONE
    levels_preferred: tuple[Level, ...] = ()
    fresh: bool = False
    without_biometrics: Level = Level.NONE
    purpose: str | None = None
    one_of: frozenset[EvidenceKind] = frozenset()
    demanded_of: Id | None = None
    ui_locales: tuple[str, ...] = ()


Request = AuthorizationRequest | OwnAccountRequest
_NAMES: Final[Mapping[type[Request], tuple[str, ...]]] = {
    kind: tuple(each.name for each in fields(kind))
    for kind in (AuthorizationRequest, OwnAccountRequest)
}


def to_document(request: Request) -> dict[str, Any]:
    """A JSON document that `from_document` reads back as an equal value."""
    document = {name: getattr(request, name) for name in _NAMES[type(request)]}
    if isinstance(request, AuthorizationRequest):
        document["prompt"] = sorted(request.prompt)
    else:
        document["bodiless"] = document.pop("without_biometrics")  # as stored by every release
        document["one_of"] = sorted(request.one_of)
    return document


def from_document(document: Mapping[str, Any]) -> Request:
    """The request a stored document holds."""
    if "path" in document:
        return OwnAccountRequest(
            path=document["path"],
            level=Level(document["level"]),
            levels_preferred=tuple(Level(each) for each in document["levels_preferred"]),
            fresh=document["fresh"],
            without_biometrics=Level(document.get("bodiless", Level.NONE)),
            purpose=document.get("purpose"),
            one_of=frozenset(map(EvidenceKind, document.get("one_of", ()))),
            demanded_of=document.get("demanded_of"),
            ui_locales=tuple(document["ui_locales"]),
        )
    known = _NAMES[AuthorizationRequest]
    values = {name: value for name, value in document.items() if name in known}
    essential = values["levels_essential"]
    values |= {
        "scope": tuple(values["scope"]),
        "prompt": frozenset(values["prompt"]),
        "ui_locales": tuple(values["ui_locales"]),
        "levels_preferred": tuple(Level(each) for each in values["levels_preferred"]),
        "levels_essential": None if essential is None else tuple(Level(each) for each in essential),
    }
    return AuthorizationRequest(**values)
