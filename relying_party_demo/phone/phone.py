"""The application: add a key, look at a request, approve or deny it, retire a key."""

import base64
import hashlib
import secrets
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

from cryptography.hazmat.primitives.asymmetric import ec

from relying_party_demo.kept_pages import KeptPages
from relying_party_demo.phone.attestation import Maker, Unlock
from relying_party_demo.phone.config import Config
from relying_party_demo.phone.keystore import Keystore, StoredKey, name_of, new_key, pem_of
from relying_party_demo.phone.provider import Provider
from relying_party_demo.phone.statements import Statement, statement_in

REQUEST = "minhdanh-request+jwt"
APPROVAL = "minhdanh-approval+jwt"
DENIAL = "minhdanh-denial+jwt"
SIGNATURE = "minhdanh-signature+jwt"


@dataclass(frozen=True, slots=True)
class Link:
    """The content of a link or a scanned code.

    `kind`: `h` to approve a request, `e` to enrol a key, `c` to read an identity card.
    """

    kind: str
    handle: str


@dataclass(frozen=True, slots=True)
class Pending:
    """A pending request, and the key with which it was read."""

    name: str
    key: StoredKey
    asked: Mapping[str, Any]

    @property
    def texts(self) -> Mapping[str, Mapping[str, Any]]:
        """What the provider says about the request, by language."""
        texts: Mapping[str, Mapping[str, Any]] = self.asked["translations"]
        return texts

    @property
    def types_number(self) -> bool:
        return str(self.asked["way"]) != "same_device"

    @property
    def statement(self) -> Statement | None:
        """What is to be signed; None where an approval is asked for. Raises No."""
        text = self.asked.get("statement")
        return None if text is None else statement_in(text)


class Phone:
    """`keys`, `provider` and `pages` are there for every section of the page."""

    def __init__(self, config: Config) -> None:
        self.config = config
        self.provider = Provider(config.issuer)
        self.keys = Keystore(config.state_file)
        self.pages = KeptPages()
        self._maker = Maker(
            config.maker_key, config.maker_certificate, config.package, config.signer
        )
        self._pending: dict[str, Pending] = {}
        self._lock = threading.Lock()

    def add_key(self, handle: str, *, label: str, unlock: Unlock) -> StoredKey:
        """Make a key and enrol it at the provider. Raises No."""
        key = new_key()
        chain = self.attested(key, handle, unlock)
        told = self.provider.tell("/app/keys", {"handle": handle, "chain": chain, "label": label})
        stored = StoredKey(
            name=name_of(key),
            pem=pem_of(key),
            unlock=unlock,
            label=label,
            account=told["account"],
            anchored=told["anchored"],
            retire=told["retire"],
        )
        self.keys.add(stored)
        return stored

    def attested(self, key: ec.EllipticCurvePrivateKey, handle: str, unlock: Unlock) -> list[str]:
        """The chain by which the maker attests a new key for this handle: base64 of DER."""
        challenge = hashlib.sha256(f"minh-danh-app-key:{handle}".encode()).digest()
        chain = self._maker.attest(key.public_key(), challenge, unlock)
        return [base64.b64encode(each).decode() for each in chain]

    def give_up(self, name: str) -> None:
        """Delete a key, and retire it at the provider. Raises No."""
        key = self.keys.get(name)
        if key is not None:
            self.provider.tell("/app/keys/retire", {"retire": key.retire})
            self.keys.forget(name)

    def look(self, handle: str, key: StoredKey) -> Pending:
        """Read the request behind a handle; it can be read once. Raises No.

        No finger is asked for: this message only identifies the device.
        """
        word = key.sign(REQUEST, self.provider.issuer, {"handle": handle}, Unlock(key.unlock))
        pending = Pending(secrets.token_urlsafe(16), key, self.provider.say("/app/requests", word))
        if pending.statement is not None:
            for shown in pending.texts.values():
                pending.statement.compare(shown)
        with self._lock:
            self._pending[pending.name] = pending
        return pending

    def pending(self, name: str) -> Pending | None:
        with self._lock:
            return self._pending.get(name)

    def approve(self, pending: Pending, *, unlock: Unlock, number: str = "") -> str | None:
        """Sign the request; returns the address for the browser. Raises No, Locked."""
        asked = pending.asked
        claims = {name: asked[name] for name in ("txn", "client_id", "acr", "nonce", "way")}
        if pending.types_number:
            claims["number"] = number
        if pending.statement is not None:
            claims["statement"] = pending.statement.digest
            word = pending.key.sign(SIGNATURE, self.provider.issuer, claims, unlock)
            self.provider.say("/app/signatures", word)
            self._over(pending)
            return None
        word = pending.key.sign(APPROVAL, self.provider.issuer, claims, unlock)
        told = self.provider.say("/app/approvals", word)
        self._over(pending)
        back = told.get("return_to")
        return back if isinstance(back, str) and self._is_of_provider(back) else None

    def deny(self, pending: Pending) -> None:
        """Deny the request. Raises No."""
        claims = {"nonce": pending.asked["nonce"]}
        key = pending.key
        self._over(pending)
        word = key.sign(DENIAL, self.provider.issuer, claims, Unlock(key.unlock))
        self.provider.say("/app/denials", word)

    def _over(self, pending: Pending) -> None:
        with self._lock:
            self._pending.pop(pending.name, None)

    def _is_of_provider(self, address: str) -> bool:
        return address.startswith(self.provider.issuer + "/")


def link_in(text: str) -> Link | None:
    """The content of a scanned code or an opened link; None for any other text."""
    try:
        query = parse_qs(urlsplit(text.strip()).query)
    except ValueError:
        return None
    for kind in ("h", "e", "c"):
        found = query.get(kind)
        if found:
            return Link(kind, found[0])
    return None
