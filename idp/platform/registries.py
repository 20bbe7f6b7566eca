"""The HTTP adapter of a State registry: signed questions, and answers bound to their question.

docs/registries.md is the contract. The question is a JWS of this issuer with a `jti` of its own;
the answer is a JWS of a key that the operator was given, and names the SHA-256 of the question, so
that an answer about another person, of another registry or of another day is none. Nothing a
registry says is believed before its signature is verified.
"""

import hashlib
import json
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final

from idp.kernel.clock import Clock
from idp.kernel.ids import new_id
from idp.kernel.refusals import Reason
from idp.kernel.registries import (
    NoAnswer,
    RegistryComparison,
    RegistryEvent,
    RegistryEvents,
    RegistryName,
    RegistryNumber,
    RegistryRecord,
)
from idp.platform.bulkhead import Bulkhead, Busy, TookTooLong
from idp.platform.jose import encode, verify_foreign
from idp.platform.keyring import Keyring
from idp.platform.logs import logger
from idp.platform.outbound import AnswerTooLong, Outbound, OutboundFailed, OutboundRefused

AT_ONCE: Final = 4
"""The most concurrent questions to one registry by one process."""

REQUEST_TYPE: Final = "registry-request+jwt"
ANSWER_TYPE: Final = "registry-answer+jwt"
_ALG: Final = "ES256"
_ALGORITHMS: Final = ("ES256", "ES384", "EdDSA", "PS256")
_MEDIA: Final = "application/jose"
_SECONDS: Final = 5.0
"""For the whole question, with its second try."""
_LEAST_SECONDS: Final = 0.2
"""Less than this is no time for a second try."""
_TRIES: Final = 2
_LIVES: Final = 60
"""Seconds a question is valid, and how far the clocks of both may differ."""
_MOST_BYTES: Final = 65_536
_PASSING: Final = frozenset(
    {HTTPStatus.BAD_GATEWAY, HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.GATEWAY_TIMEOUT}
)
"""What a proxy answers while the registry restarts."""
MOST_EVENTS: Final = 100
"""Of one page of a feed."""
_WORD: Final = re.compile(r"[A-Za-z0-9._:+/=-]{1,100}")
_CURSOR: Final = re.compile(r"[A-Za-z0-9._:+/=-]{0,100}")
_LOG: Final = logger(__name__)


@dataclass(frozen=True, slots=True)
class RegistryKeys:
    """The file with the public keys of every registry: one JWK Set for each name.

    It is read for each question, so that a change counts without a restart.
    """

    path: Path | None

    def of(self, name: RegistryName) -> Mapping[str, Any] | None:
        """The JWK Set of a registry; None without a readable one."""
        try:
            every = {} if self.path is None else json.loads(self.path.read_text("utf-8-sig"))
        except (OSError, ValueError, RecursionError):
            return None
        found = every.get(name) if isinstance(every, dict) else None
        return found if isinstance(found, dict) else None


class _Passing(Exception):
    """One try failed; another one may not."""


@dataclass(frozen=True)
class HttpRegistry:
    """One registry at an address. Its methods raise NoAnswer; call them outside a transaction."""

    name: RegistryName
    address: str
    issuer: str
    keys: RegistryKeys
    keyring: Keyring = field(repr=False)
    outbound: Outbound
    clock: Clock
    bulkhead: Bulkhead
    seconds: float = _SECONDS

    def compare(self, number: RegistryNumber, data: Mapping[str, str]) -> RegistryComparison:
        """Which of these data differ from the record of that number."""
        said = self._answer("compare", number, {"data": dict(data)})
        found, matches = said.get("found"), said.get("matches", {})
        if found is False and matches == {}:
            return RegistryComparison(found=False)
        if found is not True or not _about_each(matches, data):
            raise self._refused("another shape")
        differing = frozenset(name for name, same in matches.items() if not same)
        return RegistryComparison(found=True, differing=differing)

    def look_up(self, number: RegistryNumber) -> RegistryRecord | None:
        """The record of that number; None where the registry has none."""
        said = self._answer("look-up", number, {})
        found, data = said.get("found"), said.get("record")
        if found is False and data is None:
            return None
        if found is not True or not isinstance(data, dict):
            raise self._refused("another shape")
        return RegistryRecord(number, data)

    def changes(self, cursor: str) -> RegistryEvents:
        """The records that changed after a cursor, of which the first is empty."""
        said = self._ask("changes", {"after": cursor, "most": MOST_EVENTS})
        events, following, more = said.get("events"), said.get("next"), said.get("more")
        if not isinstance(events, list) or len(events) > MOST_EVENTS or not isinstance(more, bool):
            raise self._refused("another shape")
        read = [_event(each) for each in events]
        if not isinstance(following, str) or not _CURSOR.fullmatch(following) or None in read:
            raise self._refused("another shape")
        return RegistryEvents([each for each in read if each is not None], following, more)

    def _answer(
        self, verb: str, number: RegistryNumber, more: Mapping[str, Any]
    ) -> Mapping[str, Any]:
        """The verified claims of an answer about this number."""
        about = {"number": number.value, "number_kind": number.kind}
        said = self._ask(verb, {**about, **more})
        if any(said.get(name) != value for name, value in about.items()):
            raise self._refused("about another record")
        return said

    def _ask(self, verb: str, question: Mapping[str, Any]) -> Mapping[str, Any]:
        keys = self.keys.of(self.name)
        if keys is None:
            raise self._silent("no key")
        until = time.monotonic() + self.seconds
        try:
            return self.bulkhead.run(
                lambda: self._tried(verb, question, keys, until), seconds=self.seconds
            )
        except (Busy, TookTooLong) as error:
            raise self._silent(type(error).__name__) from error

    def _tried(
        self, verb: str, question: Mapping[str, Any], keys: Mapping[str, Any], until: float
    ) -> Mapping[str, Any]:
        """Ask, and once more where that may help: reading twice changes nothing."""
        why = "no time"
        for _ in range(_TRIES):
            left = until - time.monotonic()
            if left < _LEAST_SECONDS:
                break
            try:
                return self._once(verb, question, keys, left)
            except _Passing as error:
                why = str(error)
        raise self._silent(why)

    def _once(
        self, verb: str, question: Mapping[str, Any], keys: Mapping[str, Any], seconds: float
    ) -> Mapping[str, Any]:
        now = int(self.clock.now().timestamp())
        sent = self.keyring.sign(
            {
                "iss": self.issuer,
                "aud": self.address,
                "iat": now,
                "exp": now + _LIVES,
                "jti": new_id(),
                "registry": self.name,
                **question,
            },
            typ=REQUEST_TYPE,
            alg=_ALG,
        )
        try:
            reply = self.outbound.exchange(
                "POST",
                f"{self.address}/v1/{verb}",
                headers={"Content-Type": _MEDIA, "Accept": _MEDIA},
                body=sent.encode(),
                most=_MOST_BYTES,
                seconds=seconds,
            )
        except AnswerTooLong as error:
            raise self._refused("too long") from error
        except OutboundRefused as error:
            raise self._silent("address refused") from error
        except OutboundFailed as error:
            raise _Passing(str(error)) from error
        if reply.status in _PASSING:
            raise _Passing("out of order")
        if reply.status != HTTPStatus.OK:
            raise self._silent("another status")
        return self._verified(reply.body, sent, keys, now)

    def _verified(
        self, body: bytes, sent: str, keys: Mapping[str, Any], asked_at: int
    ) -> Mapping[str, Any]:
        text = body.decode("ascii", errors="replace").strip()
        answer = verify_foreign(text, keys=keys, algorithms=_ALGORITHMS, longest=_MOST_BYTES)
        if answer is None:
            raise self._refused("no signature of this registry")
        said, typ = answer.claims, answer.header.get("typ")
        if not isinstance(typ, str) or typ.lower() != ANSWER_TYPE:
            raise self._refused("no answer")
        if said.get("iss") != self.address or said.get("aud") != self.issuer:
            raise self._refused("of another registry, or for somebody else")
        if said.get("request") != encode(hashlib.sha256(sent.encode()).digest()):
            raise self._refused("to another question")
        at = said.get("iat")
        if isinstance(at, bool) or not isinstance(at, int) or abs(at - asked_at) > _LIVES:
            raise self._refused("of another time")
        return said

    def _refused(self, why: str) -> NoAnswer:
        _LOG.error("answer of a registry was refused", kind=self.name, reason=why)
        return NoAnswer(Reason.REGISTRY_ANSWER_REFUSED)

    def _silent(self, why: str) -> NoAnswer:
        _LOG.warning("registry gave no answer", kind=self.name, reason=why)
        return NoAnswer(Reason.SERVICE_UNAVAILABLE)


def _event(said: object) -> RegistryEvent | None:
    """An event of a feed; None for another shape."""
    if not isinstance(said, dict):
        return None
    event_id, number, kind = (said.get(name) for name in ("event_id", "number", "number_kind"))
    if not (isinstance(event_id, str) and isinstance(number, str) and isinstance(kind, str)):
        return None
    if not all(_WORD.fullmatch(each) for each in (event_id, number, kind)):
        return None
    return RegistryEvent(event_id, RegistryNumber(kind, number))


def _about_each(matches: object, data: Mapping[str, str]) -> bool:
    """Whether there is a yes or a no for each datum that was sent, and for nothing else."""
    return (
        isinstance(matches, dict)
        and matches.keys() == data.keys()
        and all(isinstance(each, bool) for each in matches.values())
    )
