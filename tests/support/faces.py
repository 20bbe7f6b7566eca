"""A browser that answers the camera page: the question, the pictures, the form."""

import secrets
from collections.abc import Sequence

from tests.support.http import Answer, Visitor
from tests.support.photographs import photographs

Part = tuple[str, str, bytes]


def multipart(fields: Sequence[tuple[str, str]], files: Sequence[Part]) -> tuple[str, bytes]:
    """Content type and body of a form with files (RFC 7578); a part is name, file name, bytes."""
    line = secrets.token_hex(16)
    body = bytearray()
    for name, value in fields:
        body += f'--{line}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'.encode()
        body += value.encode() + b"\r\n"
    for name, file, content in files:
        head = f'Content-Disposition: form-data; name="{name}"; filename="{file}"'
        body += f"--{line}\r\n{head}\r\nContent-Type: image/jpeg\r\n\r\n".encode()
        body += content + b"\r\n"
    body += f"--{line}--\r\n".encode()
    return f"multipart/form-data; boundary={line}", bytes(body)


def csrf_of(page: Answer) -> str:
    return dict(page.form("csrf").fields)["csrf"]


def question(visitor: Visitor, page: Answer) -> Answer:
    """The question of the page's script when the camera runs."""
    form = page.form("handle", "csrf")
    return visitor.post(f"{form.action}/question", headers={"X-CSRF": csrf_of(page)})


def send_pictures(
    visitor: Visitor,
    page: Answer,
    *,
    images: Sequence[bytes] | None = None,
    handle: str | None = None,
    **fields: str,
) -> Answer:
    """Answer a fresh question, unless a handle is given; the redirect is not followed."""
    form = page.form("handle", "csrf")
    if handle is None:
        handle = question(visitor, page).json["handle"]
    shown = photographs() if images is None else images
    kind, body = multipart(
        [("csrf", csrf_of(page)), ("handle", handle), *fields.items()],
        [("picture", f"{number}.jpg", image) for number, image in enumerate(shown)],
    )
    headers = {"Content-Type": kind, "Origin": visitor.origin}
    return visitor.send("POST", form.action, body=body, headers=headers)
