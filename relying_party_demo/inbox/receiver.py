"""The SMTP server: accepts and keeps every mail."""

from email.parser import BytesParser
from email.policy import default

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from relying_party_demo.inbox.letters import Letters


class Receiver:
    """The hook aiosmtpd calls for each complete mail (RFC 5321)."""

    def __init__(self, letters: Letters) -> None:
        self._letters = letters

    async def handle_DATA(self, _: SMTP, __: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        mail = BytesParser(policy=default).parsebytes(envelope.original_content or b"")
        body = mail.get_body(("plain", "html"))
        self._letters.keep(
            "mail",
            to=", ".join(envelope.rcpt_tos),
            subject=str(mail.get("subject", "")),
            text="" if body is None else str(body.get_content()),
        )
        return "250 kept"


def start(letters: Letters, *, port: int) -> Controller:
    """Listen on loopback in a separate thread."""
    controller = Controller(Receiver(letters), hostname="127.0.0.1", port=port)
    controller.start()
    return controller
