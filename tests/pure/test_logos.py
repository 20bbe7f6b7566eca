"""A logo draws, and does nothing else: it is refused with the reason before anything is served."""

import struct
import zlib
from pathlib import Path

import pytest

from idp.platform.logos import LARGEST, UnusableLogo, read_logo

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink" {}>{}</svg>'
PNG = b"\x89PNG\r\n\x1a\n"


def _file(folder: Path, content: str | bytes) -> Path:
    path = folder / "logo"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def _png(width: int, height: int) -> bytes:
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return PNG + struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header))


@pytest.mark.parametrize(
    "drawing",
    [
        '<path d="M8 24V16a8 8 0 1 1 8 8z" fill="#0b4a63"/>',
        '<linearGradient id="a"><stop offset="0"/></linearGradient><rect fill="url(#a)"/>',
        '<defs><g id="a"/></defs><use x:href="#a"/>',
        "<title>Bưu điện</title><text>Bưu điện</text>",
    ],
)
def test_a_drawing_is_taken(tmp_path: Path, drawing: str) -> None:
    logo = read_logo(_file(tmp_path, SVG.format('viewBox="0 0 32 32"', drawing)))
    assert logo.name == "logo.svg"
    assert drawing.encode() in logo.content


@pytest.mark.parametrize(
    ("attributes", "drawing", "told"),
    [
        ("", "<script>alert(1)</script>", "without <script>"),
        ("", '<a x:href="https://evil.example"><path/></a>', "without <a>"),
        ("", "<foreignObject/>", "without <foreignObject>"),
        ("", '<image x:href="https://evil.example/i.png"/>', "without <image>"),
        ("", "<style>*{}</style>", "without <style>"),
        ("", '<animate attributeName="href"/>', "without <animate>"),
        ("", '<script xmlns="http://www.w3.org/1999/xhtml"/>', "without <script>"),
        ('onload="alert(1)"', "", "without onload="),
        ('ONLOAD="alert(1)"', "", "without onload="),
        ("", '<use x:href="https://evil.example/#a"/>', "names a part of itself only"),
        ("", '<use href=" javascript:alert(1)"/>', "names a part of itself only"),
        ("", '<rect fill="url(https://evil.example/#a)"/>', "names no other file"),
        ("", "<rect fill=\"url( '//evil.example')\"/>", "names no other file"),
        ("", '<rect fill="u\\72l(//evil.example)"/>', "names no other file"),
        ("", "<rect mask=\"image-set('//evil.example' 1x)\"/>", "names no other file"),
        ("", "<rect style=\"fill:image-set('//evil.example' 1x)\"/>", "without style="),
        ('style="fill:#0b4a63"', "", "without style="),
    ],
)
def test_what_acts_or_asks_elsewhere_is_refused(
    tmp_path: Path, attributes: str, drawing: str, told: str
) -> None:
    with pytest.raises(UnusableLogo, match=told):
        read_logo(_file(tmp_path, SVG.format(attributes, drawing)))


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ('<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG.format("", ""), "without <!DOCTYPE>"),
        (('<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG.format("", "")).encode("utf-16"), "DOCTYPE"),
        ('<?xml-stylesheet href="a.css"?>' + SVG.format("", ""), "without <.xml-stylesheet"),
        ("<html><body/></html>", "neither a PNG nor an SVG"),
        ("<svg><path/></svg>", "neither a PNG nor an SVG"),
        (SVG.format("", "<path>"), "well-formed"),
        (b"GIF89a" + bytes(100), "well-formed"),
        (b"", "well-formed"),
        ('<?xml version="1.0" encoding="ebcdic-zz"?><svg/>', "well-formed"),
        (SVG.format("", "<path/>" * LARGEST), f"at most {LARGEST}"),
        (_png(2049, 10), "2048 pixels"),
        (_png(10, 0), "2048 pixels"),
        (_png(1, 1)[:18], "whole PNG"),
    ],
)
def test_a_file_that_is_no_small_picture_is_refused(
    tmp_path: Path, content: str | bytes, told: str
) -> None:
    with pytest.raises(UnusableLogo, match=told):
        read_logo(_file(tmp_path, content))


def test_a_png_of_a_usual_size_is_taken(tmp_path: Path) -> None:
    assert read_logo(_file(tmp_path, _png(512, 512))).name == "logo.png"


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnusableLogo, match="cannot be read"):
        read_logo(tmp_path / "none.svg")
