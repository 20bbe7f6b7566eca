"""Mail over SMTP: plain text, one recipient, a few seconds. The only door to smtplib."""

import smtplib
import ssl
from email.message import EmailMessage
from email.utils import formatdate, make_msgid, parseaddr
from pathlib import Path
from typing import Final
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from idp.platform.delivery import DeliveryFailed

__all__ = ["DeliveryFailed", "Mail"]

_SECONDS: Final = 10.0
_PORTS: Final = {"smtp": 25, "smtps": 465}


class Mail:
    """Sends through smtp://host:port, the same with ?starttls=1, or smtps://user:password@host."""

    def __init__(self, url: str, *, sender: str, ca_bundle: Path | None = None) -> None:
        self._server = urlsplit(url)
        self._sender = sender
        self._trust = ssl.create_default_context()
        if ca_bundle is not None:
            self._trust.load_verify_locations(ca_bundle)

    def send(self, *, to: str, subject: str, text: str) -> None:
        """Hand one message over. Raises DeliveryFailed unless the server took it."""
        if not self._server.hostname:
            raise DeliveryFailed("no mail server")
        try:
            message = self._message(to=to, subject=subject, text=text)
            with self._connected() as server:
                server.send_message(message)
        except (OSError, smtplib.SMTPException, ValueError) as error:
            raise DeliveryFailed(type(error).__name__) from error

    def _message(self, *, to: str, subject: str, text: str) -> EmailMessage:
        """Raises ValueError for header text with line breaks."""
        message = EmailMessage()
        message["From"] = self._sender
        message["To"] = to
        message["Subject"] = subject
        message["Date"] = formatdate(localtime=True)
        message["Message-ID"] = make_msgid(domain=parseaddr(self._sender)[1].rpartition("@")[2])
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(text)
        return message

    def _connected(self) -> smtplib.SMTP:
        host, port = self._server.hostname or "", self._server.port or _PORTS[self._server.scheme]
        if self._server.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                host, port, timeout=_SECONDS, context=self._trust
            )
        else:
            server = smtplib.SMTP(host, port, timeout=_SECONDS)
        try:
            _secure(server, self._server, self._trust)
        except BaseException:
            server.close()
            raise
        return server


def _secure(server: smtplib.SMTP, url: SplitResult, trust: ssl.SSLContext) -> None:
    if parse_qs(url.query).get("starttls") == ["1"]:
        server.starttls(context=trust)
    if url.username:
        server.login(unquote(url.username), unquote(url.password or ""))
