"""An S3-compatible store of objects: PUT, GET, DELETE and ListObjectsV2, by Signature Version 4.

Through the outbound client, so that the address is checked and the time is bounded. What names a
person is sealed before it is sent.
"""

import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, Protocol
from urllib.parse import parse_qs, quote, unquote, urlsplit

from idp.kernel.clock import Clock
from idp.platform.outbound import AnswerTooLong, OutboundFailed, OutboundRefused, Reply

_REGION: Final = "us-east-1"
"""What stores take that have no regions."""
_PLAIN: Final = "-_.~"
"""Besides letters and digits what is not percent-encoded (RFC 3986 section 2.3)."""
_FOUND: Final = 200
_REMOVED: Final = (200, 204, 404)
_NONE: Final = 404
_THERE_ALREADY: Final = 412
"""Precondition Failed, of `If-None-Match: *` (RFC 9110 section 13.1.2)."""
_LONGEST_LIST: Final = 4_194_304
"""Bytes of a list: 1000 keys, each of 1024 bytes at most."""
_NO_MORE: Final[Mapping[str, str]] = MappingProxyType({})
_KEY: Final = re.compile("<Key>([^<>&]+)</Key>")


class ObjectStoreFailed(Exception):
    """The store did not answer, or refused."""


class ObjectTooLong(ObjectStoreFailed):
    """The object has more bytes than were asked for."""


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

    @property
    def place(self) -> str:
        """The address of the bucket, without its credentials."""
        return f"{self.origin}/{self.bucket}"

    def put(self, key: str, content: bytes) -> None:
        """Raises ObjectStoreFailed."""
        reply = self._asked("PUT", key, content)
        if reply.status != _FOUND:
            raise ObjectStoreFailed(f"answered {reply.status}")

    def create(self, key: str, content: bytes) -> bool:
        """Write it where there is no object yet; False where there is one.

        Raises ObjectStoreFailed.
        """
        reply = self._asked("PUT", key, content, more={"if-none-match": "*"})
        if reply.status not in {_FOUND, _THERE_ALREADY}:
            raise ObjectStoreFailed(f"answered {reply.status}")
        return reply.status == _FOUND

    def keys_after(self, after: str, *, prefix: str) -> tuple[list[str], bool]:
        """Keys that begin with the prefix, sorted, and whether there are more (ListObjectsV2).

        `after` need not be a key that exists. Raises ObjectStoreFailed.
        """
        query = {"list-type": "2", "prefix": prefix, "start-after": after}
        written = "&".join(f"{name}={quote(value, safe=_PLAIN)}" for name, value in query.items())
        reply = self._sent("GET", f"/{self.bucket}", written, most=_LONGEST_LIST)
        text = reply.body.decode("utf-8", "replace")
        if reply.status != _FOUND or "<ListBucketResult" not in text:
            raise ObjectStoreFailed(f"answered {reply.status} to a list")
        return _KEY.findall(text), "<IsTruncated>true</IsTruncated>" in text

    def get(self, key: str, *, most: int | None = None) -> bytes | None:
        """The content, None where there is none. `most` instead of the store's.

        Raises ObjectStoreFailed, and as such ObjectTooLong.
        """
        reply = self._asked("GET", key, None, most=most)
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

    def _asked(
        self,
        method: str,
        key: str,
        body: bytes | None,
        *,
        most: int | None = None,
        more: Mapping[str, str] = _NO_MORE,
    ) -> Reply:
        path = f"/{self.bucket}/{quote(key, safe='/' + _PLAIN)}"
        return self._sent(method, path, body=body, most=most, more=more)

    def _sent(
        self,
        method: str,
        path: str,
        query: str = "",
        *,
        body: bytes | None = None,
        most: int | None = None,
        more: Mapping[str, str] = _NO_MORE,
    ) -> Reply:
        """The answer of any status. `query` is in the canonical form, `more` headers are signed."""
        headers = self._signed(method, path, query, body or b"", more)
        url = f"{self.origin}{path}?{query}" if query else f"{self.origin}{path}"
        read = self.most if most is None else most
        try:
            return self.outbound.exchange(method, url, headers=headers, body=body, most=read)
        except AnswerTooLong as error:
            raise ObjectTooLong(f"more than {read} bytes") from error
        except (OutboundFailed, OutboundRefused) as error:
            raise ObjectStoreFailed(type(error).__name__) from error

    def _signed(
        self, method: str, path: str, query: str, body: bytes, more: Mapping[str, str]
    ) -> dict[str, str]:
        """The headers of a request (Signature Version 4, Authorization header)."""
        now = self.clock.now()
        at, day = f"{now:%Y%m%dT%H%M%SZ}", f"{now:%Y%m%d}"
        digest = hashlib.sha256(body).hexdigest()
        given = {
            "host": urlsplit(self.origin).netloc,
            "x-amz-content-sha256": digest,
            "x-amz-date": at,
            **more,
        }
        signed = dict(sorted(given.items()))
        names = ";".join(signed)
        lines = "".join(f"{name}:{value}\n" for name, value in signed.items())
        canonical = f"{method}\n{path}\n{query}\n{lines}\n{names}\n{digest}"
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

    @property
    def place(self) -> str:
        """The address of the bucket, without its credentials."""
        return f"{self.origin}/{self.bucket}"


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
