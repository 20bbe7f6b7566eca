"""The authentication request of a terminal (CIBA Core 7.1) and the code that starts it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from idp.accounts.service import Accounts
from idp.authorization.domain.account_status import refusal_reason
from idp.ciba.domain.binding_message import BindingMessage
from idp.ciba.domain.polling import FIRST_INTERVAL
from idp.ciba.domain.request import CODE_LIFETIME, REQUEST_LIFETIME, RequestedAuthentication
from idp.ciba.domain.states import RequestState
from idp.ciba.domain.terminal import Terminal, TerminalState
from idp.ciba.repository import Device, RequestRepository
from idp.history.context import ServiceContext
from idp.history.domain import EventType
from idp.kernel.ids import Id, new_id
from idp.kernel.refusals import Reason, Refused
from idp.notices.service import Notices
from idp.one_time.domain import OneTimeTokenKind
from idp.one_time.service import OneTimeTokens
from idp.platform.jose import encode
from idp.platform.keyring import Keyring
from idp.platform.secrets import digest, keyed_digest, random_token
from idp.relying_parties.domain.client import Client

CODE_TYPE: Final = "counter-code+jwt"
_AUDIENCE: Final = "counter"
_ALG: Final = "ES256"


@dataclass(frozen=True, slots=True, kw_only=True)
class BackchannelRequest:
    """A terminal's request: `code` is the scanned one, `notification_token` is for the ping."""

    terminal: Terminal
    client: Client
    requested: RequestedAuthentication
    code: str
    binding: BindingMessage
    notification_token: str | None = None


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """The acknowledgement of a request (CIBA Core 7.3); durations in seconds."""

    auth_req_id: str
    expires_in: int
    interval: int


@dataclass(frozen=True)
class BackchannelAuthentication:
    context: ServiceContext
    keyring: Keyring
    issuer: str
    one_time_tokens: OneTimeTokens
    accounts: Accounts
    notices: Notices
    requests: RequestRepository
    number_key: bytes = field(repr=False)

    def show_code(self, device: Device) -> str | Refused:
        """The one-time code of a person at a counter, for a terminal to scan, for 60 seconds.

        Signed, so that a scanner recognises it, and opaque: it names no person. With a stolen code
        a registered terminal can only send a request. Refused: as `refusal_reason` says of the
        account.
        """
        account = self.accounts.status_of(device.subject_id)
        reason = refusal_reason(account, now=self.context.clock.now(), minimum_account_level=None)
        if account is None or reason is not None:
            return Refused(reason or Reason.NOT_FOUND)
        whose = {
            "subject": device.subject_id,
            "device": device.device_id,
            "security_stamp": account.security_stamp,
        }
        handle = self.one_time_tokens.issue(
            OneTimeTokenKind.COUNTER_CODE,
            audience=_AUDIENCE,
            valid_for=CODE_LIFETIME,
            content=whose,
        )
        ends = int((self.context.clock.now() + CODE_LIFETIME).timestamp())
        claims = {"iss": self.issuer, "aud": _AUDIENCE, "jti": handle, "exp": ends}
        return self.keyring.sign(claims, typ=CODE_TYPE, alg=_ALG)

    def authenticate(self, request: BackchannelRequest) -> Acknowledgement | Refused:
        """Accept a request for the person whose code was scanned; the code is used up.

        Refused: TERMINAL_SUSPENDED, NOT_FOUND (unknown code), EXPIRED (also when the person's
        credentials changed since it was issued), USED_BEFORE, and the account's `refusal_reason`.
        """
        if request.terminal.state is not TerminalState.ACTIVE:
            return Refused(Reason.TERMINAL_SUSPENDED)
        with self.context.database.transaction():
            shown = self._redeem_code(request.code)
            if isinstance(shown, Refused):
                return shown
            device = Device(shown["subject"], shown["device"])
            account = self.accounts.status_of(device.subject_id)
            minimum = request.client.minimum_account_level
            reason = refusal_reason(
                account, now=self.context.clock.now(), minimum_account_level=minimum
            )
            if reason is not None:
                return Refused(reason)
            if account is None or account.security_stamp != shown["security_stamp"]:
                return Refused(Reason.EXPIRED)
            return self._acknowledge(device, request)

    def number_digest(self, request_id: Id, number: str) -> bytes:
        return keyed_digest(self.number_key, f"{request_id} {number}")

    def nonce(self, request_id: Id, page: str) -> str:
        """The nonce the phone's approval must contain: for one request on one page.

        `page`: the digest of the phone's page. Two parts, so that an approval of the same request
        on an older page is recognised as such.
        """
        return f"{self._keyed(f'nonce {request_id}')}.{self._keyed(f'page {request_id} {page}')}"

    def _keyed(self, text: str) -> str:
        return encode(keyed_digest(self.number_key, text))

    def _redeem_code(self, code: str) -> Mapping[str, Any] | Refused:
        """The content of a one-time code, which is used up."""
        said = self.keyring.verify(code, typ=CODE_TYPE)
        if said is None or said.get("iss") != self.issuer:
            return Refused(Reason.NOT_FOUND)
        if self.context.clock.now().timestamp() >= said["exp"]:
            return Refused(Reason.EXPIRED)
        spent = self.one_time_tokens.consume(
            OneTimeTokenKind.COUNTER_CODE, said["jti"], audience=_AUDIENCE
        )
        if isinstance(spent, Refused):
            return spent
        return spent.content

    def _acknowledge(self, device: Device, request: BackchannelRequest) -> Acknowledgement:
        now, request_id, auth_req_id = self.context.clock.now(), new_id(), random_token()
        lives_for = min(request.requested.lives_for, REQUEST_LIFETIME)
        self.requests.add(
            request_id,
            request.requested,
            request.binding.words,
            auth_req_digest=digest(auth_req_id),
            client_id=request.client.client_id,
            terminal_id=request.terminal.id,
            subject_id=device.subject_id,
            device_id=device.device_id,
            number_digest=self.number_digest(request_id, request.binding.number),
            state=RequestState.ASKED,
            tries=0,
            interval_seconds=_seconds(FIRST_INTERVAL),
            polled_at=None,
            asked_at=now,
            touched_at=now,
            expires_at=now + lives_for,
            family_id=new_id(),
            grant=None,
            page=None,
            ping_id=self._ping(device, request, auth_req_id, now + lives_for),
        )
        self._record(device, request, request_id)
        return Acknowledgement(auth_req_id, _seconds(lives_for), _seconds(FIRST_INTERVAL))

    def _ping(
        self, device: Device, request: BackchannelRequest, auth_req_id: str, until: datetime
    ) -> Id | None:
        """Queue the ping for the end of the request; it is sent earlier if the person answers."""
        uri = request.client.backchannel_notification_uri
        if request.notification_token is None or uri is None:
            return None
        return self.notices.queue_ping(
            device.subject_id,
            client_id=request.client.client_id,
            uri=uri,
            content={"auth_req_id": auth_req_id, "token": request.notification_token},
            due_at=until,
        )

    def _record(self, device: Device, request: BackchannelRequest, request_id: Id) -> None:
        terminal = request.terminal
        self.context.history.append(
            EventType.COUNTER_ASKED,
            subject_id=device.subject_id,
            client_id=terminal.client_id,
            transaction_id=request_id,
            actor=request.client.acting,
            facts={
                "terminal": terminal.id,
                "branch": terminal.branch,
                "desk": terminal.desk,
                "asked_level": int(request.requested.level),
            },
        )


def _seconds(duration: timedelta) -> int:
    return int(duration.total_seconds())
