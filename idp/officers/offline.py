"""Verification of signed decisions without a database, a secret or the keys of anybody.

An export has one JSON object for each decision (`SignedDecisions.export`), with everything that two
signatures need: the canonical bytes, the public key, and what it signed: of a passkey the
authenticator's and the browser's part, of a key of the application a JWS. Nothing of it is
believed: each digest, challenge and signature is computed again, and what the entries of history
say of the decision must agree: that it was executed, each signature, and whose key made it. Imports
the standard library, `cryptography` and our canonical JSON alone.

What a signature proves is what was sent to the page, not what a screen showed.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any, Final
from urllib.parse import urlsplit

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_der_public_key

from idp.kernel.canonical_json import NotCanonical, canonical, parse

FORMAT: Final = "minhdanh-decision/1"
PEOPLE: Final = 2
APPOINTMENT: Final = "appointment"
"""The procedure of appointments and delegations, whose person may not sign them."""
EXECUTED: Final = "decision_executed"
"""The event of an entry about a decision that was executed."""
SIGNED: Final = "decision_signed"
"""The event of an entry about a signature that was kept."""
_ES256, _EDDSA, _RS256 = -7, -8, -257
_SHORTEST: Final = 37
"""Authenticator data: the hash of the relying party id, flags, counter (WebAuthn section 6.1)."""
_PRESENT, _VERIFIED = 0x01, 0x04
PASSKEY: Final = "passkey"
APP_KEY: Final = "app_key"
"""The kinds of signatures: a verifier of an earlier release knows the first one alone."""
_JWS_TYPE: Final = "minhdanh-signature+jwt"
_LONGEST_LIFE: Final = 120
"""Seconds: the longest life of what a telephone signs."""
_BEFORE, _BEHIND = 120, 330
"""Seconds: how much earlier or later than its page a telephone can say that it signed.

Its clock counts while a message is alive: it may be late by that life, or thirty seconds ahead, and
a page can be signed for five minutes.
"""
_VERIFYING: Final = frozenset({"biometric", "passcode", "either"})
"""What an attestation says of a key that is not used without its telephone verifying its user."""
_P256_INFO: Final = bytes.fromhex("3059301306072a8648ce3d020106082a8648ce3d03010703420004")
"""SubjectPublicKeyInfo (RFC 5480) of a key on P-256, up to its two coordinates."""
_COORDINATE: Final = 32
"""Bytes of a coordinate of P-256, and of each half of its signatures (RFC 7518 section 3.4)."""
_KEY_FACTS: Final = ("credential", "key")
"""Facts of `decision_signed`: the id of the credential, and SHA-256 (hexadecimal) of its SPKI."""


@dataclass(frozen=True, slots=True)
class DecisionFault:
    """The first thing that is wrong with a decision: its place in the export, its id, what."""

    index: int
    decision_id: str
    what: str


_MALFORMED: Final = (
    AttributeError,
    KeyError,
    TypeError,
    ValueError,
    OverflowError,
    RecursionError,
)
"""What is raised by reading something that is not of the form it should have, at any depth."""


class _Wrong(Exception):
    """What is wrong with a decision, in a sentence."""


@dataclass
class DecisionEntries:
    """What the entries of history say of decisions.

    `executed`: the facts `decision` and `digest` of each entry `decision_executed`; `signed`: all
    facts of each entry `decision_signed`. `purged_until`: when the last entry happened that was
    purged after its term, whose facts are not there to compare; None when none was.
    """

    executed: list[tuple[str, str]] = field(default_factory=list)
    signed: list[Mapping[str, Any]] = field(default_factory=list)
    purged_until: datetime | None = None

    def read(self, said: Mapping[str, Any]) -> None:
        """One line of an export of the ledger."""
        row = said.get("row") or said.get("unchained")
        if not isinstance(row, dict):
            self._read_purged(said)
            return
        facts = row.get("facts")
        told = facts if isinstance(facts, dict) else {}
        if row.get("happening") == EXECUTED:
            self.executed.append((str(told.get("decision")), str(told.get("digest"))))
        elif row.get("happening") == SIGNED:
            self.signed.append(told)

    def _read_purged(self, said: Mapping[str, Any]) -> None:
        leaf = said.get("leaf")
        try:
            happened = _at(leaf["happened_at"]) if isinstance(leaf, dict) else None
        except (KeyError, TypeError, ValueError):
            return
        if happened is not None and (self.purged_until is None or happened > self.purged_until):
            self.purged_until = happened


def verify_decisions(
    decisions: Iterable[Mapping[str, Any]], *, issuer: str, entries: DecisionEntries | None = None
) -> Iterator[DecisionFault]:
    """What is wrong with the decisions of an export, each at its first fault; nothing if none.

    `entries`: what history says of them; None: only what each says of itself is verified.
    """
    executed = frozenset(each for each, _ in entries.executed) if entries else frozenset[str]()
    signed = _by_decision(entries.signed if entries else ())
    for index, exported in enumerate(decisions):
        try:
            is_executed = str(exported["id"]) in executed
            _verify(exported, issuer, is_executed=is_executed)
            if entries is not None:
                _compare(exported, signed.get(str(exported["id"]), ()), entries.purged_until)
        except _Wrong as wrong:
            yield DecisionFault(index, str(exported.get("id", "")), str(wrong))
        except _MALFORMED as error:
            yield DecisionFault(index, _id_of(exported), f"malformed: {error}")


@dataclass(frozen=True, slots=True)
class CheckedDecisions:
    """What was found in the lines of an export: how many decisions, and what is wrong.

    `remarks`: what could not be compared, because the entries of history do not have it.
    """

    count: int
    faults: tuple[str, ...]
    remarks: tuple[str, ...] = ()


@dataclass
class ExportedDecisions:
    """The decisions in an export of the ledger (docs/ledger.md), and what its entries say of them.

    Lines of anything else are left to the verifier of the ledger.
    """

    decisions: list[Mapping[str, Any]] = field(default_factory=list)
    entries: DecisionEntries = field(default_factory=DecisionEntries)

    def watch(self, lines: Iterable[bytes]) -> Iterator[bytes]:
        """The same lines, each looked at while it passes."""
        for line in lines:
            self._read(line)
            yield line

    def check(self, *, issuer: str | None = None) -> CheckedDecisions:
        """Verify all; `issuer` None: they have to be of one issuer, whichever."""
        of, entries = issuer or _issuer_of(self.decisions), self.entries
        faults = [
            f"decision {each.index} ({each.decision_id}): {each.what}"
            for each in verify_decisions(self.decisions, issuer=of, entries=entries)
        ]
        faults += [
            f"decision {each}: executed, as the history says, and missing or another"
            for each in unexplained(self.decisions, dict(entries.executed))
        ]
        twice = Counter(each for each, _ in entries.executed)
        faults += [
            f"decision {each}: executed more than once, as the history says"
            for each, times in sorted(twice.items())
            if times > 1
        ]
        here = {_id_of(each) for each in self.decisions}
        faults += [
            f"decision {each}: signed, as the history says, and missing"
            for each in sorted(_by_decision(entries.signed))
            if each not in here and each not in twice
        ]
        return CheckedDecisions(len(self.decisions), tuple(faults), tuple(self._remarks()))

    def _read(self, line: bytes) -> None:
        said = _object(line)
        if isinstance(said.get("decision"), dict):
            self.decisions.append(said["decision"])
        self.entries.read(said)

    def _remarks(self) -> Iterator[str]:
        keyless = sum(not any(name in each for name in _KEY_FACTS) for each in self.entries.signed)
        if keyless:
            yield (
                f"signatures whose entry of history names no key: {keyless}, made before entries"
                " did; that their keys were those of the signers is not verified"
            )
        unsaid = sum(len(each["signatures"]) for each in self.decisions if _signs(each)) - len(
            self.entries.signed
        )
        if unsaid > 0 and self.entries.purged_until is not None:
            yield f"signatures whose entry of history was purged after its term: {unsaid}"


def unexplained(
    decisions: Iterable[Mapping[str, Any]], executed: Mapping[str, str]
) -> Sequence[str]:
    """The ids of decisions that history says were executed and the export does not have like that.

    `executed`: the facts `decision` and `digest` of the entries `decision_executed`.
    """
    digests = {_id_of(each): _digest_of(each) for each in decisions}
    return sorted(each for each, digest in executed.items() if digests.get(each) != digest)


def _by_decision(signed: Iterable[Mapping[str, Any]]) -> dict[str, list[Mapping[str, Any]]]:
    found: dict[str, list[Mapping[str, Any]]] = {}
    for each in signed:
        found.setdefault(str(each.get("decision")), []).append(each)
    return found


def _signs(exported: Mapping[str, Any]) -> bool:
    """Whether there are signatures to count."""
    return isinstance(exported.get("signatures"), list)


def _object(line: bytes) -> Mapping[str, Any]:
    try:
        said = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def _issuer_of(decisions: Sequence[Mapping[str, Any]]) -> str:
    """The issuer of the first decision that says one."""
    for each in decisions:
        try:
            return str(_parsed(_bytes(each["content"]), "the content")["issuer"])
        except (_Wrong, AttributeError, KeyError, TypeError, ValueError):
            continue
    return ""


def _verify(exported: Mapping[str, Any], issuer: str, *, is_executed: bool) -> None:
    """`is_executed`: as the history says, whatever `state` does."""
    content = _bytes(exported["content"])
    decision = _parsed(content, "the content")
    _demand(decision["id"] == exported["id"], "the content is of another decision")
    _demand(decision["issuer"] == issuer, "it is of another issuer")
    signers = [_verify_signature(each, decision, content) for each in exported["signatures"]]
    about = _about(decision)
    _demand(
        not any(each[name] == value for each in signers for name, value in about.items()),
        "a person signed their own appointment or delegation",
    )
    for place, signer in enumerate(signers):
        before = [*signers[:place], *decision["excluded"]]
        _demand(not any(_same(signer, each) for each in before), "one person signed twice")
    says_executed = exported["state"] == "executed"
    if says_executed or is_executed:
        _demand(len(signers) >= PEOPLE, "it was executed without two people")
    _demand(says_executed or not is_executed, "the history says executed, and its state another")


def _about(decision: Mapping[str, Any]) -> Mapping[str, Any]:
    """The person whose appointment or delegation it is, as they stand in what is executed."""
    if decision["procedure"] != APPOINTMENT:
        return {}
    data = decision["data"]
    return {name: data[name] for name in ("officer", "subject", "identity") if name in data}


def _compare(
    exported: Mapping[str, Any],
    entries: Sequence[Mapping[str, Any]],
    purged_until: datetime | None,
) -> None:
    """One entry for each signature, about the same statement and made with the same key."""
    signatures = {_statement_digest(each): each for each in exported["signatures"]}
    told = Counter(str(each.get("signed")) for each in entries)
    _demand(all(times == 1 for times in told.values()), "the history has one signature twice")
    _demand(told.keys() <= signatures.keys(), "a signature that the history has is missing")
    for digest in signatures.keys() - told.keys():
        at = _at(_parsed(_bytes(signatures[digest]["statement"]), "a statement")["at"])
        is_purged = purged_until is not None and at <= purged_until
        _demand(is_purged, "a signature that the history does not have")
    for entry in entries:
        signed = signatures[str(entry["signed"])]
        key = {
            "credential": signed["credential"],
            "key": sha256(_bytes(signed["public_key"])).hexdigest(),
        }
        named = {name: entry[name] for name in _KEY_FACTS if name in entry}
        _demand(not named or named == key, "a signature of another key than the history has")
        _demand(
            entry.get("means", PASSKEY) == signed["means"],
            "a signature of another kind than the history has",
        )
        if signed["means"] == APP_KEY:
            attestation = sha256(_bytes(signed["authenticator_data"])).hexdigest()
            _demand(
                entry.get("attestation") == attestation,
                "a key with another attestation than the history has",
            )


def signature_fault(
    signed: Mapping[str, Any], decision: Mapping[str, Any], content: bytes
) -> str | None:
    """Why one signature would not verify, in words; None when it does.

    `signed`: as exported; `decision`: the document, `content` its canonical bytes. For the server,
    which keeps nothing for ever that it would have to deny later.
    """
    try:
        _verify_signature(signed, decision, content)
    except _Wrong as wrong:
        return str(wrong)
    except _MALFORMED:
        return "a signature is malformed"
    return None


def _verify_signature(
    signed: Mapping[str, Any], decision: Mapping[str, Any], content: bytes
) -> Mapping[str, Any]:
    words = _bytes(signed["statement"])
    said = _parsed(words, "a statement")
    _demand(said["format"] == FORMAT, "a statement has another format")
    _demand(canonical(said["decision"]) == content, "a signature is over other content")
    _demand(_at(said["at"]) < _at(decision["expires"]), "a signature is later than the decision")
    signer: Mapping[str, Any] = said["signer"]
    opened_by = decision["opened_by"]
    proposes = opened_by is not None and signer["officer"] == opened_by["officer"]
    _demand((said["act"] == "propose") is proposes, "a proposal counts as an approval")
    _demand(
        proposes or opened_by is None or not _same(signer, opened_by), "one person signed twice"
    )
    _demand(signed["means"] in {PASSKEY, APP_KEY}, "a signature of an unknown kind")
    verify = _verify_jws if signed["means"] == APP_KEY else _verify_assertion
    verify(signed, words, str(decision["issuer"]))
    return signer


def _verify_assertion(signed: Mapping[str, Any], words: bytes, issuer: str) -> None:
    """WebAuthn section 7.2, steps 11 to 21, over the digest of the statement."""
    parts, data = urlsplit(issuer), _bytes(signed["authenticator_data"])
    client_data = _bytes(signed["client_data"])
    client = json.loads(client_data)
    challenge = urlsafe_b64encode(sha256(words).digest()).rstrip(b"=").decode()
    _demand(client["type"] == "webauthn.get", "an assertion of another ceremony")
    _demand(client["challenge"] == challenge, "a signature is over another digest")
    _demand(client["origin"] == f"{parts.scheme}://{parts.netloc}", "a page of another origin")
    _demand(not client.get("crossOrigin"), "a page inside a page of another origin")
    _demand(len(data) >= _SHORTEST, "authenticator data are too short")
    host = sha256((parts.hostname or "").encode()).digest()
    _demand(data[:32] == host, "a key of another relying party")
    flags = data[32]
    _demand(bool(flags & _PRESENT and flags & _VERIFIED), "the device did not verify its user")
    _verify_bytes(signed, data + sha256(client_data).digest(), _bytes(signed["signature"]))


def _verify_jws(signed: Mapping[str, Any], words: bytes, issuer: str) -> None:
    """What a telephone signed (RFC 7515 section 5.2, ES256), and what its attestation said."""
    message = _bytes(signed["client_data"])
    header, claims = _halves(message)
    _demand(header == {"alg": "ES256", "typ": _JWS_TYPE}, "a message of another type")
    _demand(claims["aud"] == issuer, "a message for another issuer")
    digest = urlsafe_b64encode(sha256(words).digest()).rstrip(b"=").decode()
    _demand(claims["statement"] == digest, "a signature is over another digest")
    begun = _at(_parsed(words, "a statement")["at"]).timestamp()
    _demand(0 < claims["exp"] - claims["iat"] <= _LONGEST_LIFE, "a message that lives too long")
    timely = -_BEFORE <= claims["iat"] - begun <= _BEHIND
    _demand(timely, "a message of another time than its page")
    said = _parsed(_bytes(signed["authenticator_data"]), "an attestation")
    _demand(said["user_auth"] in _VERIFYING, "the device did not verify its user")
    info, made = _bytes(signed["public_key"]), _bytes(signed["signature"])
    point = info.removeprefix(_P256_INFO)
    _demand(len(point) == 2 * _COORDINATE, "a key that does not fit its algorithm")
    _demand(claims["iss"] == _thumbprint(point), "a message of another key")
    _demand(len(made) == 2 * _COORDINATE, "a signature does not verify")
    r, s = (int.from_bytes(each, "big") for each in (made[:_COORDINATE], made[_COORDINATE:]))
    _verify_bytes(signed, message, encode_dss_signature(r, s))


def _halves(message: bytes) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """Header and payload of a JWS, as they were signed; no name stands twice in either."""
    parts = message.decode("ascii").split(".")
    _demand(len(parts) == 2, "a message is no JWS")  # noqa: PLR2004 - header and payload
    header, claims = (json.loads(_bytes(each), object_pairs_hook=_each_once) for each in parts)
    _demand(isinstance(header, dict) and isinstance(claims, dict), "a message is no JWS")
    return header, claims


def _each_once(members: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    read = dict(members)
    _demand(len(read) == len(members), "a name stands twice in a message")
    return read


def _thumbprint(point: bytes) -> str:
    """The thumbprint of a key on P-256 (RFC 7638), of its two coordinates."""
    x, y = (
        urlsafe_b64encode(each).rstrip(b"=").decode()
        for each in (point[:_COORDINATE], point[_COORDINATE:])
    )
    jwk = canonical({"crv": "P-256", "kty": "EC", "x": x, "y": y})
    return urlsafe_b64encode(sha256(jwk).digest()).rstrip(b"=").decode()


def _verify_bytes(signed: Mapping[str, Any], message: bytes, signature: bytes) -> None:
    algorithm = signed["algorithm"]
    try:
        key = load_der_public_key(_bytes(signed["public_key"]))
        if isinstance(key, ec.EllipticCurvePublicKey) and algorithm == _ES256:
            key.verify(signature, message, ec.ECDSA(SHA256()))
        elif isinstance(key, ed25519.Ed25519PublicKey) and algorithm == _EDDSA:
            key.verify(signature, message)
        elif isinstance(key, rsa.RSAPublicKey) and algorithm == _RS256:
            key.verify(signature, message, padding.PKCS1v15(), SHA256())
        else:
            raise _Wrong("a key that does not fit its algorithm")
    except InvalidSignature as error:
        raise _Wrong("a signature does not verify") from error
    except UnsupportedAlgorithm as error:
        raise _Wrong("a key of an unknown kind") from error


def _same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether both are one person: one officer, one account, or one identity."""
    return any(one[name] == other[name] for name in ("officer", "subject", "identity"))


def _parsed(data: bytes, what: str) -> Mapping[str, Any]:
    try:
        value = parse(data)
    except NotCanonical as error:
        raise _Wrong(f"{what} is not canonical: {error}") from error
    _demand(isinstance(value, dict), f"{what} is no object")
    document: Mapping[str, Any] = value
    return document


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _bytes(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _statement_digest(signed: Mapping[str, Any]) -> str:
    """SHA-256 of the statement, as the fact `signed` of its entry has it."""
    return sha256(_bytes(signed["statement"])).hexdigest()


def _digest_of(exported: Mapping[str, Any]) -> str:
    """SHA-256 of the content; empty where there is none to read."""
    try:
        return sha256(_bytes(exported["content"])).hexdigest()
    except (AttributeError, KeyError, TypeError, ValueError):
        return ""


def _id_of(exported: object) -> str:
    return str(exported.get("id", "")) if isinstance(exported, Mapping) else ""


def _demand(holds: bool, what: str) -> None:  # noqa: FBT001 - a condition is the point
    if not holds:
        raise _Wrong(what)
