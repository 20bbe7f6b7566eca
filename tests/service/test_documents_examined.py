"""What people send is taken only where it is harmless; the process that opens it may break."""

import io
import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from idp.documents.domain import MediaType, sniffed
from idp.documents.examination import Examined, Examiner
from idp.documents.examiner import examine
from idp.kernel.refusals import Reason, Refused
from tests.support.pdf_files import packed, pdf_of, pdf_with_hidden, stream

ZIP = b"PK\x03\x04" + b"\x00" * 26 + b"x" + b"PK\x05\x06" + b"\x00" * 18
SCRIPT = b"<< /S /JavaScript /JS (app.alert(1)) >>"
ESCAPED = b"<< /S /J#61vaScript /J#53 (app.alert(1)) >>"
HARMLESS = {
    "plain": pdf_of(),
    "with a picture": pdf_of(stream(b"\x00" * 300, b"/Subtype /Image"), page=b"/Contents 4 0 R"),
    "opens at a page": pdf_of(catalogue=b"/OpenAction [3 0 R /Fit]"),
    "with a link": pdf_of(
        page=b"/Annots [<< /Subtype /Link /A << /S /URI /URI (https://a.example) >> >>]"
    ),
    "with an object stream": pdf_with_hidden(b"<< /A 1 >>", catalogue=b"/X 5 0 R"),
}
ACTIVE = {
    "a script at the opening": pdf_of(catalogue=b"/OpenAction " + SCRIPT),
    "a script by an escaped name": pdf_of(
        catalogue=b"/OpenAction << /S /J#61vaScript /J#53 (1) >>"
    ),
    "a script by reference": pdf_of(
        SCRIPT.replace(b"JavaScript", b"J#61vaScript"), page=b"/A 4 0 R"
    ),
    "a script that nothing refers to": pdf_of(ESCAPED),
    "a script inside an object stream": pdf_with_hidden(SCRIPT, catalogue=b"/OpenAction 5 0 R"),
    "a script that no table lists": pdf_of()[:-6] + b"7 0 obj\n" + SCRIPT + b"\n%%EOF\n",
    "additional actions": pdf_of(page=b"/AA << /O << /S /Named /N /Print >> >>"),
    "a program is started": pdf_of(catalogue=b"/OpenAction << /S /Launch /F (cmd.exe) >>"),
    "a form is sent": pdf_of(page=b"/Annots [<< /A << /S /SubmitForm /F (https://a) >> >>]"),
    "another file is opened": pdf_of(catalogue=b"/OpenAction << /S /GoToR /F (a.pdf) >>"),
    "a file inside": pdf_of(catalogue=b"/Names << /EmbeddedFiles << /Names [] >> >>"),
    "an attachment": pdf_of(b"<< /Type /Filespec /EF << /F 3 0 R >> >>"),
    "a form of XML": pdf_of(catalogue=b"/AcroForm << /XFA (x) >>"),
    "a film": pdf_of(page=b"/Annots [<< /Subtype /RichMedia >>]"),
}
NOT_TAKEN = {
    "nothing": b"",
    "text": b"hello",
    "a program": b"MZ\x90\x00" + b"\x00" * 100,
    "an archive": ZIP,
    "a picture of vectors": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "a page": b"<!DOCTYPE html><script>alert(1)</script>",
    "GIF": b"GIF89a" + b"\x00" * 20,
    "TIFF": b"II*\x00" + b"\x00" * 20,
    "WebP": b"RIFF\x00\x00\x00\x00WEBPVP8 ",
    "a PDF behind a page": b"<html><script>alert(1)</script>" + pdf_of(),
    "a PDF behind a blank": b" " + pdf_of(),
    "a PDF and an archive": pdf_of() + ZIP,
    "an archive inside a PDF": pdf_of(b"(" + ZIP.replace(b")", b"") + b")"),
    "a PDF before a page": pdf_of() + b"<html><script>alert(1)</script>",
    "a PDF without an end": pdf_of()[:-6],
}
UNREADABLE = {
    "no table": b"%PDF-1.7\nnothing\n%%EOF\n",
    "encrypted": pdf_of(trailer=b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -1 /O (a) /U (b) >>"),
    "a JPEG of nothing": b"\xff\xd8\xff\xe0" + b"\x00" * 50,
    "a PNG of nothing": b"\x89PNG\r\n\x1a\n" + b"\x00" * 50,
}


def reason(content: bytes) -> Reason | None:
    found = Examiner().examine(content)
    return found.reason if isinstance(found, Refused) else None


@pytest.mark.parametrize("content", HARMLESS.values(), ids=HARMLESS)
def test_a_harmless_pdf_is_kept_as_it_is(content: bytes) -> None:
    assert examine(content) == ({"media_type": "application/pdf"}, content)


@pytest.mark.parametrize("content", ACTIVE.values(), ids=ACTIVE)
def test_a_pdf_that_would_act_is_refused(content: bytes) -> None:
    assert examine(content) == ({"refused": "document_active"}, b"")


@pytest.mark.parametrize("content", NOT_TAKEN.values(), ids=NOT_TAKEN)
def test_other_files_and_two_files_in_one_are_refused(content: bytes) -> None:
    assert examine(content) == ({"refused": "document_type"}, b"")


@pytest.mark.parametrize("content", UNREADABLE.values(), ids=UNREADABLE)
def test_a_file_that_cannot_be_read_is_refused(content: bytes) -> None:
    assert examine(content) == ({"refused": "document_unreadable"}, b"")


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_of_a_picture_only_the_picture_stays(kind: str) -> None:
    said = PngImagePlugin.PngInfo()
    said.add_text("Comment", "<script>alert(1)</script>")
    exif = Image.Exif()
    exif[0x010E] = "at home, 21.02 N 105.8 E"
    exif[0x0112] = 6  # turned by a quarter
    more = {"pnginfo": said} if kind == "PNG" else {"exif": exif, "comment": b"<script>"}
    made = io.BytesIO()
    Image.new("RGB", (40, 20), "red").save(made, kind, **more)
    kept = Examiner().examine(made.getvalue() + ZIP)
    assert isinstance(kept, Examined)
    assert kept.media_type == MediaType[kind]
    for gone in (b"script", b"at home", b"PK\x03\x04", b"Exif"):
        assert gone not in kept.content
    with Image.open(io.BytesIO(kept.content)) as opened:
        assert opened.size == ((20, 40) if kind == "JPEG" else (40, 20))
        assert opened.convert("RGB").getpixel((5, 5))[0] > 250  # type: ignore[index]


def chunk(name: bytes, content: bytes) -> bytes:
    check = struct.pack("!I", zlib.crc32(name + content))
    return struct.pack("!I", len(content)) + name + content + check


def png_of(width: int, height: int, packed: bytes) -> bytes:
    """A PNG of these measures; `packed`: its compressed lines, whatever they are."""
    head = struct.pack("!IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = chunk(b"IHDR", head), chunk(b"IDAT", packed), chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def test_a_bomb_of_pixels_is_refused() -> None:
    lines = packed(b"", blanks=128)
    assert reason(png_of(100, 100, packed(bytes(101 * 100)))) is None
    assert reason(png_of(100_000, 100_000, lines)) is Reason.DOCUMENT_UNREADABLE
    assert reason(png_of(8_000, 8_000, lines)) is Reason.DOCUMENT_UNREADABLE


def test_a_bomb_in_a_pdf_is_refused() -> None:
    """A stream that unpacks to a thousand times the file; a small one is read."""
    bomb, small = (
        pdf_with_hidden(b"<< /A 1 >>", catalogue=b"/X 5 0 R", blanks=mebibytes)
        for mebibytes in (256, 1)
    )
    assert len(bomb) < 2**19
    assert reason(small) is None
    assert reason(bomb) is Reason.DOCUMENT_UNREADABLE


def test_a_file_that_breaks_the_examiner_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if its memory or its time were used up: whatever ends the process refuses the file."""
    monkeypatch.setattr("idp.documents.examination._MODULE", "idp.no_such_module")
    assert reason(pdf_of()) is Reason.DOCUMENT_UNREADABLE


@settings(max_examples=60)
@given(data=st.data())
def test_a_damaged_file_is_refused_or_kept_and_never_an_error(data: st.DataObject) -> None:
    whole = bytearray(data.draw(st.sampled_from([*HARMLESS.values(), *ACTIVE.values()])))
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(9, len(whole) - 1))] = data.draw(st.integers(0, 255))
    finding, _ = examine(bytes(whole))
    assert finding.keys() in ({"media_type"}, {"refused"})


def test_no_single_wrong_byte_of_a_pdf_is_an_error() -> None:
    """Also where the reader itself falls over an object that is not what its place promises."""
    whole = pdf_with_hidden(b"<< /A 1 >>", catalogue=b"/X 5 0 R")
    for place in range(9, len(whole)):
        finding, _ = examine(whole[:place] + b"\0" + whole[place + 1 :])
        assert finding.keys() in ({"media_type"}, {"refused"}), place


@given(st.binary(max_size=64))
def test_the_first_bytes_alone_decide_what_a_file_is(content: bytes) -> None:
    assert sniffed(content) in {None, *MediaType}
