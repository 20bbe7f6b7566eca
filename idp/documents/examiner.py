"""The process that opens what people sent: `python -m idp.documents.examiner`.

It has no settings, no database and no network of ours, little memory and a few seconds: a file that
exhausts or breaks it is refused, and nothing else is harmed. Standard input: one file. Standard
output: one line of JSON, then the content to be kept.
"""

import json
import resource
import sys
from collections.abc import Mapping
from typing import Final

from idp.documents.domain import MediaType, is_polyglot, sniffed
from idp.documents.pictures import UnreadablePicture, encoded_anew
from idp.platform.pdf_content import UnreadablePdf, is_active

MEMORY_BYTES: Final = 1024 * 2**20
CPU_SECONDS: Final = 10
REFUSED: Final = "refused"
MEDIA_TYPE: Final = "media_type"


def examine(content: bytes) -> tuple[Mapping[str, str], bytes]:
    """The finding, and the content to be kept.

    Refused: `document_type`, `document_active`, `document_unreadable`.
    """
    media_type = sniffed(content)
    if media_type is None:
        return {REFUSED: "document_type"}, b""
    try:
        if media_type is not MediaType.PDF:
            return {MEDIA_TYPE: media_type}, encoded_anew(content, media_type)
        if is_polyglot(content):
            return {REFUSED: "document_type"}, b""
        if is_active(content):
            return {REFUSED: "document_active"}, b""
    except (MemoryError, UnreadablePdf, UnreadablePicture):
        return {REFUSED: "document_unreadable"}, b""
    return {MEDIA_TYPE: media_type}, content


def main() -> None:
    """Examine standard input within the limits."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    finding, content = examine(sys.stdin.buffer.read())
    sys.stdout.buffer.write(json.dumps(finding).encode() + b"\n" + content)


if __name__ == "__main__":
    main()
