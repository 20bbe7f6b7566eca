"""PDF files made by hand, as harmless and as hostile as a test wants them."""

import zlib
from collections.abc import Sequence

PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] %b >>"


def pdf_of(*more: bytes, catalogue: bytes = b"", page: bytes = b"", trailer: bytes = b"") -> bytes:
    """A file of one page; `more` are further objects, from number 4 on."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R %b >>" % catalogue,
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        PAGE % page,
        *more,
    ]
    return _file(objects, trailer)


def stream(content: bytes, extra: bytes = b"") -> bytes:
    """A compressed stream, as an object."""
    packed = zlib.compress(content, 9)
    head = b"<< /Length %d /Filter /FlateDecode %b >>" % (len(packed), extra)
    return head + b"\nstream\n" + packed + b"\nendstream"


def packed(content: bytes, *, blanks: int = 0) -> bytes:
    """Deflated, with so many mebibytes of blanks behind it."""
    packer, block = zlib.compressobj(9), b" " * 2**20
    begun = packer.compress(content)
    return begun + b"".join(packer.compress(block) for _ in range(blanks)) + packer.flush()


def pdf_with_hidden(inside: bytes, *, catalogue: bytes, blanks: int = 0) -> bytes:
    """A file whose object 5 is only inside the object stream 4, listed by a reference stream.

    An object stream is in ISO 32000-1 section 7.5.7. `blanks`: mebibytes it would unpack to.
    """
    held = packed(b"5 0 " + inside, blanks=blanks)
    head = b"<< /Type /ObjStm /N 1 /First 4 /Length %d /Filter /FlateDecode >>" % len(held)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R %b >>" % catalogue,
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        PAGE % b"",
        head + b"\nstream\n" + held + b"\nendstream",
    ]
    body, places = _body(objects)
    start = len(body)
    rows = b"\x00\x00\x00\x00\xff" + b"".join(
        b"\x01" + place.to_bytes(3, "big") + b"\x00" for place in places
    )
    rows += b"\x02" + (4).to_bytes(3, "big") + b"\x00"
    rows += b"\x01" + start.to_bytes(3, "big") + b"\x00"
    listed = stream(rows, b"/Type /XRef /W [1 3 1] /Size 7 /Root 1 0 R")
    body += b"6 0 obj\n" + listed + b"\nendobj\n"
    return body + b"startxref\n%d\n%%%%EOF\n" % start


def _body(objects: Sequence[bytes]) -> tuple[bytes, list[int]]:
    body, places = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    return body, places


def _file(objects: Sequence[bytes], trailer: bytes) -> bytes:
    body, places = _body(objects)
    start = len(body)
    body += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    body += b"".join(b"%010d 00000 n \n" % place for place in places)
    root = b"<< /Size %d /Root 1 0 R %b >>" % (len(objects) + 1, trailer)
    return body + b"trailer\n%b\nstartxref\n%d\n%%%%EOF\n" % (root, start)
