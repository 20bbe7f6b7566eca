"""A file that came in is examined by another process, which may break."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from idp.documents.domain import MediaType
from idp.kernel.refusals import Reason, Refused

_SECONDS: Final = 30
_REASONS: Final = {
    "document_type": Reason.DOCUMENT_TYPE,
    "document_active": Reason.DOCUMENT_ACTIVE,
    "document_unreadable": Reason.DOCUMENT_UNREADABLE,
}
_ROOT: Final = Path(__file__).parents[2]
"""Where the package is: the process is given no environment that tells it."""
_MODULE: Final = "idp.documents.examiner"


@dataclass(frozen=True, slots=True)
class Examined:
    """A file that may be kept; a picture was encoded anew."""

    media_type: MediaType
    content: bytes


class Examiner:
    """Starts a process for each file: hostile content meets no key and no connection of ours."""

    def examine(self, content: bytes) -> Examined | Refused:
        """The content to be kept.

        Refused: DOCUMENT_TYPE, DOCUMENT_ACTIVE, DOCUMENT_UNREADABLE, also where the process ended
        or took too long.
        """
        words = [sys.executable, "-m", _MODULE]
        try:
            done = subprocess.run(  # noqa: S603 - our own module
                words,
                input=content,
                capture_output=True,
                timeout=_SECONDS,
                check=False,
                cwd=_ROOT,
                env={},
            )
        except subprocess.TimeoutExpired:
            return Refused(Reason.DOCUMENT_UNREADABLE)
        if done.returncode != 0:
            return Refused(Reason.DOCUMENT_UNREADABLE)
        line, _, kept = done.stdout.partition(b"\n")
        finding = json.loads(line)
        if "media_type" not in finding:
            return Refused(_REASONS[finding["refused"]])
        return Examined(MediaType(finding["media_type"]), kept)
