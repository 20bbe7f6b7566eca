"""Mail over SMTP: plain text, one recipient, a few seconds. No other module uses smtplib."""

import contextlib
import smtplib
import socket
import ssl
import time
from email.header import Header
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import formatdate, make_msgid, parseaddr
from functools import cached_property
from pathlib import Path
from typing import Any, Final
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from idp.platform.deadlines import abort_at, connected, seconds_left
from idp.platform.delivery import DeliveryFailed
from idp.platform.outbound_addresses import NAMES_OF_THE_OPERATOR, OutboundFailed

__all__ = ["DeliveryFailed", "Mail"]

_SECONDS: Final = 10.0
_READY: Final = 220
_PORTS: Final = {"smtp": 25, "smtps": 465}


class _WholeSubjects(EmailPolicy):
    """Header folding that keeps every space of a subject.

    The folding of the standard library puts a space between two encoded words at some places of a
    long subject, where a reader drops it (RFC 2047 section 6.2). Here the spaces are inside them.
    """

    def fold(self, name: str, value: Any) -> str:  # noqa: ANN401 - the signature of the base class
        """The lines of one header field."""
        if name.lower() != "subject" or str(value).isascii():
            return str(super().fold(name, value))
        written = Header(str(value), "utf-8", header_name=name).encode(linesep=self.linesep)
        return f"{name}: {written}{self.linesep}"

    def fold_binary(self, name: str, value: Any) -> bytes:  # noqa: ANN401 - as above
        """The same as bytes, which a message is sent as."""
        if name.lower() != "subject":
            return super().fold_binary(name, value)
        return self.fold(name, value).encode()


_POLICY: Final = _WholeSubjects()


class Mail:
    """Sends through smtp://host:port, the same with ?starttls=1, or smtps://user:password@host."""

    def __init__(
        self,
        url: str,
        *,
        sender: str,
        ca_bundle: Path | None = None,
        seconds: float = _SECONDS,
    ) -> None:
        self._server = urlsplit(url)
        self._seconds = seconds
        self._sender = sender
        self._ca_bundle = ca_bundle

    @cached_property
    def _trust(self) -> ssl.SSLContext:
        """Created at the first use: loading the certificate authorities is slow."""
        trust = ssl.create_default_context()
        if self._ca_bundle is not None:
            trust.load_verify_locations(self._ca_bundle)
        return trust

    def send(self, *, to: str, subject: str, text: str) -> None:
        """Send one message. Raises DeliveryFailed unless the server accepted it (RFC 5321 3.3)."""
        if not self._server.hostname:
            raise DeliveryFailed("no mail server")
        if not parseaddr(self._sender)[1] or not parseaddr(to)[1]:
            raise DeliveryFailed("no sender or no recipient")
        accepted = False
        try:
            message = self.composed(to=to, subject=subject, text=text)
            with contextlib.ExitStack() as lines, self._connected(lines) as server:
                server.send_message(message)
                accepted = True
        except (OSError, OutboundFailed, smtplib.SMTPException, ValueError) as error:
            if not accepted:  # once it is, a failing QUIT must not have it sent again
                raise DeliveryFailed(type(error).__name__) from error

    def composed(self, *, to: str, subject: str, text: str) -> EmailMessage:
        """The message as it is sent. Raises ValueError for header text with line breaks."""
        message = EmailMessage(policy=_POLICY)
        message["From"] = self._sender
        message["To"] = to
        message["Subject"] = subject
        message["Date"] = formatdate(localtime=True)
        message["Message-ID"] = make_msgid(domain=parseaddr(self._sender)[1].rpartition("@")[2])
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(text)
        return message

    def _connected(self, lines: contextlib.ExitStack) -> smtplib.SMTP:
        """A greeted server; `lines` holds the connection that is cut in the end."""
        port, until = self._server.port or _PORTS[self._server.scheme], _deadline(self._seconds)
        server = _Server(until, lines)
        if self._server.scheme == "smtps":
            server = _SecureServer(until, lines, self._trust)
        try:
            server.greeted(*server.connect(self._server.hostname or "", port))
            _secure(server, self._server, self._trust)
        except BaseException:
            server.close()
            raise
        return server


class _Server(smtplib.SMTP):
    """An SMTP conversation that ends at `until`, however slow the server is."""

    def __init__(self, until: float, lines: contextlib.ExitStack) -> None:
        self._until = until
        self._lines = lines
        super().__init__(timeout=seconds_left(until))

    def greeted(self, code: int, _: bytes) -> None:
        """Raises SMTPConnectError unless the server greets with 220."""
        if code != _READY:
            raise smtplib.SMTPConnectError(code, b"")

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:  # noqa: ARG002
        """The hook of smtplib for making the connection."""
        left = seconds_left(self._until)
        found = NAMES_OF_THE_OPERATOR.addresses(host, port, seconds=left)
        line = connected([str(each) for each in found], port, until=self._until)
        self._lines.enter_context(abort_at(self._until, line))
        return line


class _SecureServer(_Server):
    """The same with TLS from the start."""

    def __init__(self, until: float, lines: contextlib.ExitStack, trust: ssl.SSLContext) -> None:
        self._trust = trust
        super().__init__(until, lines)

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        line = super()._get_socket(host, port, timeout)
        return self._trust.wrap_socket(line, server_hostname=host)


def _deadline(seconds: float) -> float:
    return time.monotonic() + seconds


def _secure(server: smtplib.SMTP, url: SplitResult, trust: ssl.SSLContext) -> None:
    if parse_qs(url.query).get("starttls") == ["1"]:
        server.starttls(context=trust)
    if url.username:
        server.login(unquote(url.username), unquote(url.password or ""))
