"""Commands for the documents of a case, from the file of an officer to the file of another one."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from idp.cli.context import services
from idp.history.domain import EventType
from tests.support.commands import Idp, json_lines
from tests.support.pdf_files import pdf_of


@pytest.fixture
def case(idp: Idp, an: str) -> str:  # noqa: ARG001 - the person is there
    """The number of the case of a person."""
    words = ("--reason", "lost_control", "--by", "binh", "--lost", "secrets")
    (reported,) = json_lines(idp("cases", "report", "an.nguyen", *words))
    return str(reported["number"])


def test_a_scan_is_added_listed_and_given_out(idp: Idp, an: str, case: str, tmp_path: Path) -> None:
    picture = BytesIO()
    Image.new("RGB", (30, 20), "blue").save(picture, "JPEG", comment=b"at home")
    scan, out = tmp_path / "scan.pdf", tmp_path / "out.jpg"
    scan.write_bytes(picture.getvalue())
    kind = ("--kind", "identity_document")
    (added,) = json_lines(idp("documents", "add", case, str(scan), *kind))
    assert (added["case"], added["media_type"]) == (case, "image/jpeg")
    assert added["sha256"] != added["sent_sha256"]
    assert json_lines(idp("documents", "list", case)) == [added]
    look = ("--purpose", "the report of a loss", "--into", str(out))
    json_lines(idp("documents", "show", added["id"], *look))
    assert out.read_bytes().startswith(b"\xff\xd8\xff")
    assert b"at home" not in out.read_bytes()
    assert idp("documents", "show", added["id"], *look).exit_code == 1
    with services(reads_only=True) as opened:
        happened = [each.happening for each in opened.history.for_subject(an, limit=20)]
    assert happened.count(EventType.DOCUMENT_OPENED) == 2


@pytest.mark.parametrize("name", ["..pdf", "a; rm -rf.pdf", "<script>.pdf", "tên có dấu.pdf"])
def test_a_name_that_was_sent_is_kept_nowhere(
    idp: Idp, case: str, tmp_path: Path, name: str
) -> None:
    (tmp_path / "x").mkdir()
    (tmp_path / name).write_bytes(pdf_of())
    path = f"{tmp_path}/x/../{name}"
    (added,) = json_lines(idp("documents", "add", case, path, "--kind", "evidence"))
    assert name not in str(added)
    with services(reads_only=True) as opened:
        (document,) = opened.documents.of_case(case)
    assert document.file_name == f"{document.id}.pdf"


def test_what_is_refused_is_told_by_its_reason(idp: Idp, case: str, tmp_path: Path) -> None:
    file = tmp_path / "scan.pdf"
    file.write_bytes(b"<svg/>")
    refused = idp("documents", "add", case, str(file), "--kind", "evidence")
    assert (refused.exit_code, "document_type" in refused.output) == (1, True)
    unknown = idp("documents", "add", "BM-0000-0000", str(file), "--kind", "evidence")
    assert "no such case" in unknown.output
    look = ("--purpose", "x", "--into", str(tmp_path / "out"))
    for asked in ("no id", "00000000-0000-7000-8000-000000000000"):
        assert "not_found" in idp("documents", "show", asked, *look).output
    assert not (tmp_path / "out").exists()


def test_the_letter_about_the_end_of_a_case_names_its_documents(
    idp: Idp, case: str, tmp_path: Path
) -> None:
    file = tmp_path / "scan.pdf"
    file.write_bytes(pdf_of())
    (added,) = json_lines(idp("documents", "add", case, str(file), "--kind", "evidence"))
    json_lines(idp("cases", "take", case, "--by", "chi"))
    (closed,) = json_lines(idp("cases", "close", case, "--outcome", "done"))
    with services(reads_only=True) as opened:
        letter = opened.letters.by_number(closed["letter"])
        assert letter is not None
        facts = dict(opened.letters.content(letter).facts)
    assert facts["Tài liệu lưu cùng hồ sơ (SHA-256)"] == added["sha256"]
