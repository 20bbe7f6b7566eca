"""An S3-compatible store of objects: PUT, GET and DELETE, signed by AWS Signature Version 4.

Through the outbound client, so that the address is checked and the time is bounded. Only what is
sealed is sent.
"""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Protocol
from urllib.parse import parse_qs, quote, unquote, urlsplit

from idp.kernel.clock import Clock
from idp.platform.outbound import OutboundFailed, OutboundRefused, Reply

_REGION: Final = "us-east-1"
"""What stores take that have no regions."""
_FOUND: Final = 200
_REMOVED: Final = (200, 204, 404)
_NONE: Final = 404


class ObjectStoreFailed(Exception):
    """The store did not answer, or refused."""


class SendsRequests(Protocol):
    def exchange(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str],
        body: bytes | None,
        most: int,
    ) -> Reply:
        """The answer of any status; its body has at most `most` bytes."""
        ...


@dataclass(frozen=True)
class ObjectStore:
    """One bucket. `most` bytes are read of an object."""

    outbound: SendsRequests
    clock: Clock
    origin: str
    bucket: str
    region: str
    key_id: str
    secret: str = field(repr=False)
    most: int

    def put(self, key: str, content: bytes) -> None:
        """Raises ObjectStoreFailed."""
        reply = self._asked("PUT", key, content)
        if reply.status != _FOUND:
            raise ObjectStoreFailed(f"answered {reply.status}")

    def get(self, key: str) -> bytes | None:
        """The content, None where there is none. Raises ObjectStoreFailed."""
        reply = self._asked("GET", key, None)
        if reply.status == _NONE:
            return None
        if reply.status != _FOUND:
            raise ObjectStoreFailed(f"answered {reply.status}")
        return reply.body

    def delete(self, key: str) -> None:
        """Raises ObjectStoreFailed."""
        reply = self._asked("DELETE", key, None)
        if reply.status not in _REMOVED:
            raise ObjectStoreFailed(f"answered {reply.status}")

    def _asked(self, method: str, key: str, body: bytes | None) -> Reply:
        path = f"/{self.bucket}/{quote(key, safe='/-_.~')}"
        headers = self._signed(method, path, body or b"")
        try:
            return self.outbound.exchange(
                method, f"{self.origin}{path}", headers=headers, body=body, most=self.most
            )
        except (OutboundFailed, OutboundRefused) as error:
            raise ObjectStoreFailed(type(error).__name__) from error

    def _signed(self, method: str, path: str, body: bytes) -> dict[str, str]:
        """The headers of a request (Signature Version 4, Authorization header)."""
        now = self.clock.now()
        at, day = f"{now:%Y%m%dT%H%M%SZ}", f"{now:%Y%m%d}"
        digest = hashlib.sha256(body).hexdigest()
        signed = {
            "host": urlsplit(self.origin).netloc,
            "x-amz-content-sha256": digest,
            "x-amz-date": at,
        }
        names = ";".join(signed)
        lines = "".join(f"{name}:{value}\n" for name, value in signed.items())
        canonical = f"{method}\n{path}\n\n{lines}\n{names}\n{digest}"
        scope = f"{day}/{self.region}/s3/aws4_request"
        text = "\n".join(
            ["AWS4-HMAC-SHA256", at, scope, hashlib.sha256(canonical.encode()).hexdigest()]
        )
        signature = hmac.new(self._signing_key(day), text.encode(), hashlib.sha256).hexdigest()
        proof = (
            f"AWS4-HMAC-SHA256 Credential={self.key_id}/{scope}, SignedHeaders={names}, "
            f"Signature={signature}"
        )
        del signed["host"]
        return {**signed, "Authorization": proof}

    def _signing_key(self, day: str) -> bytes:
        key = f"AWS4{self.secret}".encode()
        for part in (day, self.region, "s3", "aws4_request"):
            key = hmac.new(key, part.encode(), hashlib.sha256).digest()
        return key


@dataclass(frozen=True, slots=True)
class ObjectStoreAddress:
    """The parts of `https://key:secret@host/bucket?region=name`."""

    origin: str
    bucket: str
    region: str
    key_id: str
    secret: str = field(repr=False)


def object_store_address(url: str) -> ObjectStoreAddress | None:
    """The parts of an address; None where one is missing."""
    try:
        parts = urlsplit(url)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return None
    bucket = parts.path.strip("/")
    complete = parts.hostname and parts.username and parts.password and bucket
    if parts.scheme not in {"https", "http"} or not complete or "/" in bucket:
        return None
    return ObjectStoreAddress(
        origin=f"{parts.scheme}://{parts.hostname}{port}",
        bucket=bucket,
        region=parse_qs(parts.query).get("region", [_REGION])[0],
        key_id=unquote(parts.username or ""),
        secret=unquote(parts.password or ""),
    )
