"""A server with one bucket that verifies each signature anew (AWS Signature Version 4).

It is written from the specification and not from our client: what it hashes is what came over the
wire.
"""

import contextlib
import hashlib
import hmac
import re
import threading
from collections.abc import Iterator
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, quote

KEY_ID, SECRET, REGION, BUCKET = "AKIDEXAMPLE", "wJalrXUt/nFEMI+bPxRfi", "hanoi-1", "minh-danh"
_PROOF = re.compile(
    r"AWS4-HMAC-SHA256 Credential=([^/]+)/(\d{8})/([^/]+)/s3/aws4_request, "
    r"SignedHeaders=([a-z0-9;-]+), Signature=([0-9a-f]{64})"
)


class Bucket:
    """`objects`: path -> content; `refuses`: it answers 503 to everything.

    `conditions`: it knows `If-None-Match: *`, which older stores do not. `page`: keys in a list.
    """

    def __init__(self) -> None:
        self.objects: dict[str, bytes] = {}
        self.refuses = False
        self.conditions = True
        self.page = 1000
        self.asked: list[tuple[str, str, int]] = []
        self.url = ""


class _Server(ThreadingHTTPServer):
    bucket: Bucket


class _Asked(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_PUT(self) -> None:
        self._answer(self.rfile.read(int(self.headers["Content-Length"])))

    def do_GET(self) -> None:
        self._answer(b"")

    def do_DELETE(self) -> None:
        self._answer(b"")

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    @property
    def _bucket(self) -> Bucket:
        assert isinstance(self.server, _Server)
        return self.server.bucket

    def _answer(self, body: bytes) -> None:
        status, content = self._done(body)
        self._bucket.asked.append((self.command, self.path, status))
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _done(self, body: bytes) -> tuple[int, bytes]:
        objects = self._bucket.objects
        path, _, query = self.path.partition("?")
        if self._bucket.refuses:
            return 503, b""
        if not self._signed(body) or not f"{path}/".startswith(f"/{BUCKET}/"):
            return 403, b"<Error><Code>SignatureDoesNotMatch</Code></Error>"
        if self.command == "GET" and path == f"/{BUCKET}":
            return self._listed(dict(parse_qsl(query, keep_blank_values=True)))
        if self.command == "PUT":
            return self._put(body)
        if self.command == "DELETE":
            objects.pop(self.path, None)
            return 204, b""
        return (200, objects[self.path]) if self.path in objects else (404, b"")

    def _put(self, body: bytes) -> tuple[int, bytes]:
        objects = self._bucket.objects
        once = self.headers.get("If-None-Match") == "*" and self._bucket.conditions
        if once and self.path in objects:
            return 412, b"<Error><Code>PreconditionFailed</Code></Error>"
        objects[self.path] = body
        return 200, b""

    def _listed(self, asked: dict[str, str]) -> tuple[int, bytes]:
        """ListObjectsV2: sorted by the bytes of their names, those after `start-after`."""
        if asked.get("list-type") != "2":
            return 501, b"<Error><Code>NotImplemented</Code></Error>"
        keys = sorted(path.removeprefix(f"/{BUCKET}/") for path in self._bucket.objects)
        keys = [each for each in keys if each.startswith(asked.get("prefix", ""))]
        keys = [each for each in keys if each > asked.get("start-after", "")]
        page = keys[: self._bucket.page]
        items = "".join(f"<Contents><Key>{escape(key)}</Key></Contents>" for key in page)
        more = str(len(page) < len(keys)).lower()
        text = f"<IsTruncated>{more}</IsTruncated><KeyCount>{len(page)}</KeyCount>{items}"
        head = '<?xml version="1.0" encoding="UTF-8"?>'
        return 200, f"{head}<ListBucketResult>{text}</ListBucketResult>".encode()

    def _signed(self, body: bytes) -> bool:
        proof = _PROOF.fullmatch(self.headers.get("Authorization", ""))
        if proof is None or proof[1] != KEY_ID or proof[3] != REGION:
            return False
        names, digest = proof[4].split(";"), self.headers["x-amz-content-sha256"]
        complete = {"host", "x-amz-content-sha256", "x-amz-date"} <= set(names)
        if not complete or digest != hashlib.sha256(body).hexdigest():
            return False
        path, _, query = self.path.partition("?")
        pairs = sorted(parse_qsl(query, keep_blank_values=True))
        query = "&".join(f"{quote(name, safe='')}={quote(value, safe='')}" for name, value in pairs)
        lines = [f"{name}:{' '.join(self.headers[name].split())}" for name in names]
        text = "\n".join([self.command, path, query, *lines, "", proof[4], digest])
        day, at = proof[2], self.headers["x-amz-date"]
        hashed = hashlib.sha256(text.encode()).hexdigest()
        signed = f"AWS4-HMAC-SHA256\n{at}\n{day}/{REGION}/s3/aws4_request\n{hashed}"
        key = f"AWS4{SECRET}".encode()
        for part in (day, REGION, "s3", "aws4_request", signed):
            key = hmac.new(key, part.encode(), hashlib.sha256).digest()
        return at.startswith(day) and hmac.compare_digest(key.hex(), proof[5])


@contextlib.contextmanager
def storing() -> Iterator[Bucket]:
    server = _Server(("127.0.0.1", 0), _Asked)
    server.bucket = Bucket()
    place = f"127.0.0.1:{server.server_address[1]}"
    secret = SECRET.replace("/", "%2F").replace("+", "%2B")
    server.bucket.url = f"http://{KEY_ID}:{secret}@{place}/{BUCKET}?region={REGION}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield server.bucket
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
