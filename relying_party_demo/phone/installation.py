"""The installed application of somebody without an account: its attested key, and its receipts."""

import base64
import hashlib
import json
import secrets
import threading
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TypeVar

from relying_party_demo.phone.attestation import Unlock
from relying_party_demo.phone.camera import picture
from relying_party_demo.phone.keystore import keep, load_key, new_key, pem_of, sign
from relying_party_demo.phone.phone import Phone
from relying_party_demo.phone.provider import No

APPLICATION = "minhdanh-application+jwt"
APPLICATION_STATE = "minhdanh-application-state+jwt"
DECLARATION = "2026-11"
"""The version of the text by which the applicant declares that what they sent is true."""
_NOT_ATTESTED = "channel_not_allowed"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was applied for: whose name, and the number of the receipt."""

    number: str
    name: str


class Installation:
    """One key for all applications from this telephone, in one file; it needs no finger."""

    def __init__(self, phone: Phone, file: Path) -> None:
        self._phone, self._file = phone, file
        self._lock = threading.Lock()
        stored = json.loads(file.read_text("utf-8-sig")) if file.exists() else {}
        self._pem: str | None = stored.get("key")
        self._receipts = [Receipt(**each) for each in stored.get("receipts", ())]

    def receipts(self) -> list[Receipt]:
        """Newest first."""
        with self._lock:
            return self._receipts[::-1]

    def apply(self, declared: Mapping[str, str], lang: str) -> Receipt:
        """Take a picture and send the application, once for this call. Raises No."""
        face = picture(secrets.token_bytes(16))
        said = {name: value for name, value in declared.items() if value} | {
            "idempotency_key": secrets.token_urlsafe(16),
            "face_sha256": hashlib.sha256(face).hexdigest(),
            "declaration": DECLARATION,
            "locale": lang,
        }
        image = base64.b64encode(face).decode()
        told = self._attested(lambda: self._sent(said, image))
        made = Receipt(told["receipt"], declared["name"])
        with self._lock:
            self._receipts.append(made)
            self._keep()
        return made

    def state(self, receipt: str, lang: str) -> Mapping[str, Any]:
        """What came of an application. Raises No."""
        return self._attested(lambda: self._asked(receipt, lang))

    def letter(self, receipt: str) -> bytes:
        """The PDF by which an application was refused. Raises No."""
        return self._attested(lambda: self._letter(receipt))

    def _attested(self, ask: Callable[[], T]) -> T:
        """The answer; with a new attestation the first time, and when that is too old."""
        try:
            return ask()
        except No as no:
            if no.word != _NOT_ATTESTED:
                raise
        self._attest()
        return ask()

    def _sent(self, said: Mapping[str, str], image: str) -> Mapping[str, Any]:
        word = self._signed(APPLICATION, said)
        told: Mapping[str, Any] = self._phone.provider.tell(
            "/app/applications", {"application": word, "face": image}
        )
        return told

    def _letter(self, receipt: str) -> bytes:
        word = self._signed(APPLICATION_STATE, {"receipt": receipt})
        return self._phone.provider.file("/app/applications/letter", word)

    def _asked(self, receipt: str, lang: str) -> Mapping[str, Any]:
        word = self._signed(APPLICATION_STATE, {"receipt": receipt})
        told: Mapping[str, Any] = self._phone.provider.say(
            "/app/applications/state", word, lang=lang
        )
        return told

    def _signed(self, typ: str, said: Mapping[str, str]) -> str:
        with self._lock:
            if self._pem is None:
                self._pem = pem_of(new_key())
                self._keep()
            key = load_key(self._pem)
        return sign(key, typ, self._phone.provider.issuer, said)

    def _attest(self) -> None:
        """Let the maker attest the key, as of the application that is installed here."""
        with self._lock:
            key = load_key(str(self._pem))
        provider = self._phone.provider
        handle = str(provider.tell("/app/instances/challenges", {})["handle"])
        chain = self._phone.attested(key, handle, Unlock.NOTHING)
        provider.tell("/app/instances", {"handle": handle, "chain": chain})

    def _keep(self) -> None:
        keep(
            self._file,
            {"key": self._pem, "receipts": [asdict(each) for each in self._receipts]},
        )
