"""The installed application of somebody without an account: its attested key, and its receipts."""

import base64
import hashlib
import json
import secrets
import threading
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from relying_party_demo.phone.attestation import Unlock
from relying_party_demo.phone.camera import picture
from relying_party_demo.phone.keystore import keep, load_key, new_key, pem_of, sign
from relying_party_demo.phone.phone import Phone
from relying_party_demo.phone.provider import No

APPLICATION = "minhdanh-application+jwt"
APPLICATION_STATE = "minhdanh-application-state+jwt"
APPLICATION_WITHDRAWAL = "minhdanh-application-withdrawal+jwt"
DECLARATION = "2026-11"
"""The version of the text by which the applicant declares that what they sent is true."""
_NOT_ATTESTED = "channel_not_allowed"
_UNANSWERED = frozenset({"unreadable", "busy", "service_unavailable"})
"""Refusals after which nobody knows whether the application was received."""
_MOST_WAITING = 10
_AGE_OF_FACE = 6
_HERE = ZoneInfo("Asia/Ho_Chi_Minh")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was applied for: whose name, and the number of the receipt.

    `filer`: the name of the key of this telephone that filed it for another; empty of the
    installed application. `idempotency_key`: under which it was sent.
    """

    number: str
    name: str
    filer: str = ""
    idempotency_key: str = ""


class Installation:
    """One key for all applications from this telephone, in one file; it needs no finger."""

    def __init__(self, phone: Phone, file: Path) -> None:
        self._phone, self._file = phone, file
        self._lock = threading.Lock()
        stored = json.loads(file.read_text("utf-8-sig")) if file.exists() else {}
        self._pem: str | None = stored.get("key")
        self._receipts = [Receipt(**each) for each in stored.get("receipts", ())]
        self._waiting: dict[str, str] = stored.get("waiting", {})

    def receipts(self) -> list[Receipt]:
        """Newest first."""
        with self._lock:
            return self._receipts[::-1]

    def apply(
        self, declared: Mapping[str, str], lang: str, *, idempotency_key: str, filer: str = ""
    ) -> Receipt:
        """Take a picture and send the application, once for each idempotency key.

        Until it is answered the picture is kept, so that it is sent again as it was. `filer`: the
        name of a key of this telephone, whose holder files for another. Raises No, and
        RequestException when there is no answer.
        """
        with self._lock:
            sent = [each for each in self._receipts if each.idempotency_key == idempotency_key]
            if sent:
                return sent[0]
            if idempotency_key not in self._waiting:
                self._waiting[idempotency_key] = "" if _below_six(declared) else _taken()
            image = self._waiting[idempotency_key]
            while len(self._waiting) > _MOST_WAITING:
                del self._waiting[next(iter(self._waiting))]
            self._keep()
        said: dict[str, object] = {name: value for name, value in declared.items() if value}
        said |= {"idempotency_key": idempotency_key, "declaration": DECLARATION, "locale": lang}
        if image:
            said["face_sha256"] = hashlib.sha256(base64.b64decode(image)).hexdigest()
        if filer:
            said["on_behalf"] = True
        try:
            told = self._attested(lambda: self._sent(said, image, filer), filer)
        except No as no:
            if no.word not in _UNANSWERED:
                self._answered(idempotency_key, None)
            raise
        made = Receipt(told["receipt"], declared["name"], filer, idempotency_key)
        self._answered(idempotency_key, made)
        return made

    def state(self, receipt: Receipt, lang: str) -> Mapping[str, Any]:
        """What came of an application. Raises No."""
        return self._asked(receipt, APPLICATION_STATE, "state", lang)

    def withdraw(self, receipt: Receipt, lang: str) -> Mapping[str, Any]:
        """Withdraw an application, as often as it is asked; its state. Raises No."""
        return self._asked(receipt, APPLICATION_WITHDRAWAL, "withdrawal", lang)

    def letter(self, receipt: Receipt) -> bytes:
        """The PDF by which an application was refused. Raises No."""
        return self._attested(lambda: self._letter(receipt), receipt.filer)

    def _answered(self, idempotency_key: str, made: Receipt | None) -> None:
        with self._lock:
            self._waiting.pop(idempotency_key, None)
            if made is not None and made not in self._receipts:
                self._receipts.append(made)
            self._keep()

    def _attested(self, ask: Callable[[], T], filer: str) -> T:
        """The answer; with a new attestation the first time, and when that is too old.

        The key of an account is attested when it is enrolled, and never anew.
        """
        try:
            return ask()
        except No as no:
            if no.word != _NOT_ATTESTED or filer:
                raise
        self._attest()
        return ask()

    def _sent(self, said: Mapping[str, object], image: str, filer: str) -> Mapping[str, Any]:
        word = self._signed(APPLICATION, said, filer)
        told: Mapping[str, Any] = self._phone.provider.tell(
            "/app/applications", {"application": word} | ({"face": image} if image else {})
        )
        return told

    def _letter(self, receipt: Receipt) -> bytes:
        word = self._signed(APPLICATION_STATE, {"receipt": receipt.number}, receipt.filer)
        return self._phone.provider.file("/app/applications/letter", word)

    def _asked(self, receipt: Receipt, typ: str, verb: str, lang: str) -> Mapping[str, Any]:
        def ask() -> Mapping[str, Any]:
            word = self._signed(typ, {"receipt": receipt.number}, receipt.filer)
            path = f"/app/applications/{verb}"
            told: Mapping[str, Any] = self._phone.provider.say(path, word, lang=lang)
            return told

        return self._attested(ask, receipt.filer)

    def _signed(self, typ: str, said: Mapping[str, object], filer: str) -> str:
        """By the key of who files for another, whom the lock of the telephone let in, or ours."""
        if filer:
            own = self._phone.keys.get(filer)
            if own is None:
                raise No("not_found")
            return own.sign(typ, self._phone.provider.issuer, said, Unlock(own.unlock))
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
            {
                "key": self._pem,
                "receipts": [asdict(each) for each in self._receipts],
                "waiting": self._waiting,
            },
        )


def _below_six(declared: Mapping[str, str]) -> bool:
    """Whether a citizen's face is not captured yet, by the day of birth that was typed."""
    try:
        born = date.fromisoformat(declared.get("birthdate", ""))
    except ValueError:
        return False
    today = datetime.now(_HERE).date()  # noqa: TID251 - a telephone has its own clock
    years = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    return declared.get("kind") == "citizen" and years < _AGE_OF_FACE


def _taken() -> str:
    """A new picture, in base64."""
    return base64.b64encode(picture(secrets.token_bytes(16))).decode()
