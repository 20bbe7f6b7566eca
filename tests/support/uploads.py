"""Sending the file of a form as a browser does (RFC 7578)."""

import secrets

from tests.support.http import Answer, Visitor


def with_file(
    visitor: Visitor, path: str, content: bytes, *, name: str = "a.bin", on: str = ""
) -> Answer:
    """Send this content as the field `file` of the form at `path`, or `on` another page."""
    proof = dict(visitor.get(on or path).form("csrf").fields)["csrf"]
    edge = f"edge{secrets.token_hex(8)}"
    head = 'Content-Disposition: form-data; name="{}"'
    body = (
        f"--{edge}\r\n{head.format('csrf')}\r\n\r\n{proof}\r\n"
        f'--{edge}\r\n{head.format("file")}; filename="{name}"\r\n'
        "Content-Type: application/octet-stream\r\n\r\n"
    ).encode()
    body += content + f"\r\n--{edge}--\r\n".encode()
    kind = {"Content-Type": f"multipart/form-data; boundary={edge}", "Origin": visitor.origin}
    return visitor.send("POST", path, body=body, headers=kind)
