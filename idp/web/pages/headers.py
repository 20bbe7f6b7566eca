"""Security headers of pages: CSP, framing, caching, permissions, referrer.

Chromium applies `form-action` to every redirect that follows a form, also to those of a relying
party behind its callback. A page whose form may end at a relying party therefore restricts none
(conformance D18); every other page names us alone. Referrers stay on the site: with none at all,
browsers would send `Origin: null` with our own forms.
"""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from flask import Response

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_HOST: Final = re.compile(r"[A-Za-z0-9.-]+(:[0-9]{1,5})?")
_FIXED: Final = (
    "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; "
    "connect-src 'self'; frame-ancestors 'none'; base-uri 'none'"
)
_FEATURES: Final = (
    "accelerometer=(), display-capture=(), geolocation=(), gyroscope=(), "
    "magnetometer=(), microphone=(), midi=(), payment=(), usb=(), "
    "publickey-credentials-get=(self), publickey-credentials-create=(self)"
)


def source_of(uri: str) -> str | None:
    """The origin of a registered address as a CSP source.

    None when it has no form a policy can hold; the policy then stays closed.
    """
    parts = urlsplit(uri)
    plain = parts.scheme in {"http", "https"} and _HOST.fullmatch(parts.netloc)
    return f"{parts.scheme}://{parts.netloc}" if plain else None


def _sources(uris: Iterable[str]) -> str:
    found = dict.fromkeys(source for uri in uris if (source := source_of(uri)) is not None)
    return " ".join(("'self'", *found))


def content_policy(*, leaves: bool = False, images: Iterable[str] = ()) -> str:
    """The Content-Security-Policy of one page.

    `leaves`: a form of the page may end at a relying party, wherever that one sends it on.
    `images`: registered addresses.
    """
    policy = f"{_FIXED}; img-src {_sources(images)}"
    return policy if leaves else f"{policy}; form-action 'self'"


def _features(*, camera: bool) -> str:
    """The one page that uses the camera may; every other may not, nor may what it embeds."""
    return f"camera={'(self)' if camera else '()'}, {_FEATURES}"


def protect(response: Response, *, policy: str, camera: bool = False) -> Response:
    """Add the security headers to a page (hostile cases S06, I02)."""
    response.headers.update(
        {
            "Content-Security-Policy": policy,
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "same-origin",
            "Permissions-Policy": _features(camera=camera),
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
            "X-Frame-Options": "DENY",
            "Vary": "Cookie, Accept-Language",
        }
    )
    return response


def for_back(response: Response) -> Response:
    """The answer to a form, with no secret and no identity data, kept for the browser's Back.

    Going back to an unstored answer of a POST shows the browser's own error page, and so does one
    that varies with cookies that changed since; so this answer is stored and has no `Vary`. It is
    deleted at sign-out: `forget_pages`.
    """
    response.headers["Cache-Control"] = "private, no-cache"
    del response.headers["Vary"]
    return response


def kept_nowhere(response: Response) -> Response:
    """`no-store`: the answer to a form with a secret in its redirect."""
    response.headers["Cache-Control"] = "no-store"
    return response


def forget_pages(response: Response) -> Response:
    """Delete this browser's stored pages of ours at sign-out.

    W3C Clear Site Data section 3.1, with `cache` alone: `cookies` would also delete the browser id
    and the cookies of sibling hosts, `executionContexts` would reload other tabs and lose their
    input, and `storage` holds nothing of ours.
    """
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


_ALWAYS_TLS: Final = ("Strict-Transport-Security", "max-age=63072000")


def strictly_secure(application: "WSGIApplication") -> "WSGIApplication":
    """HSTS for an application behind TLS (RFC 6797).

    For two years, without subdomains, which may not have TLS.
    """

    def answer(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        def begun(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:  # noqa: ANN401
            return start_response(status, [*headers, _ALWAYS_TLS], *more)

        return application(environ, begun)

    return answer
