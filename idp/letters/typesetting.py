"""A letter as an archival and accessible PDF. The only module that imports typst.

PDF/A-2a (ISO 19005-2) with PDF/UA-1 (ISO 14289-1) in one pass: tagged, with title and language,
its typeface embedded. The words of a letter are data of the template and never its source, so no
text of a person is markup.
"""

import json
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final

import typst

from idp.letters.domain.content import LetterContent
from idp.platform.qr_codes import qr_code_file

_HERE: Final = Path(__file__).parent
_TEMPLATE: Final = _HERE / "letter.typ"
_STANDARDS: Final = ("a-2a", "ua-1")


@dataclass(frozen=True)
class Typesetter:
    """Made once by a worker: it reads the typeface and the template."""

    compiler: typst.Compiler = field(repr=False)
    template: bytes = field(repr=False)

    def pdf(self, content: LetterContent, *, at: datetime) -> bytes:
        """The letter; `at` is its time of creation, so that the same letter is the same file."""
        made = self.compiler.compile(
            input=self.template,
            format="pdf",
            sys_inputs={"letter": json.dumps(_data_of(content))},
            pdf_standards=[*_STANDARDS],
            timestamp=int(at.timestamp()),
        )
        if not isinstance(made, bytes):
            raise TypeError("typst made no PDF")
        return made


def open_typesetter() -> Typesetter:
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[_HERE / "fonts"],
    )
    compiler = typst.Compiler(root=_HERE, font_paths=fonts, ignore_system_fonts=True)
    return Typesetter(compiler, _TEMPLATE.read_bytes())


def _data_of(content: LetterContent) -> dict[str, object]:
    day = content.dated_on
    return {
        "language": content.language,
        "title": content.title,
        "day": [day.year, day.month, day.day],
        "author": content.author,
        "sender": content.sender,
        "facts": [list(each) for each in content.facts],
        "opening": list(content.opening),
        "reasons_title": content.reasons_title,
        "reasons": list(content.reasons),
        "closing": list(content.closing),
        "signer_title": content.signer_title,
        "signer": content.signer,
        "check": content.check,
        "check_link": content.check_link,
        "footer": content.footer,
        "code": qr_code_file(content.check_link),
    }
