"""A real SMTP server that keeps what arrives."""

import contextlib
import email
import email.policy
import socket
from collections.abc import Iterator
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class Inbox:
    """Letters in the order of arrival; `refuses` makes the server turn every letter away."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.refuses = False
        self.url = ""

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: ARG002, N802
        if self.refuses:
            return "451 later, please"
        assert isinstance(envelope.content, bytes)
        self.letters.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        return "250 taken"


@contextlib.contextmanager
def receiving_mail() -> Iterator[Inbox]:
    inbox = Inbox()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    controller = Controller(inbox, hostname="127.0.0.1", port=port)
    controller.start()
    inbox.url = f"smtp://127.0.0.1:{port}"
    try:
        yield inbox
    finally:
        controller.stop()
