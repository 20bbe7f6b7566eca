"""Mail goes through a real SMTP conversation, SMS through a real HTTP gateway."""

import asyncio
import contextlib
import email
import email.policy
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from idp.notices.domain import NoticeKind
from idp.notices.domain.letter_texts import LANGUAGES
from idp.notices.domain.letters import NoticeContext, Sender, letter
from idp.platform.card_registry import RegistryUnavailable
from idp.platform.database import Database
from idp.platform.mail import DeliveryFailed, Mail
from idp.platform.outbound import Outbound, OutboundFailed
from idp.platform.settings import Settings
from idp.platform.sms import Sms
from idp.services import Services
from idp.wiring import build
from tests.support.frozen_clock import FrozenClock
from tests.support.serving import free_port

SENDER = "Minh Danh <no-reply@id.test>"


class _Inbox:
    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: ARG002, N802
        if envelope.rcpt_tos == ["refused@home.test"]:
            return "550 no such person"
        await asyncio.sleep(0)
        content = envelope.content
        assert isinstance(content, bytes)
        self.letters.append(email.message_from_bytes(content, policy=email.policy.default))
        return "250 taken"


def _login(*arguments: object) -> AuthResult:
    given = arguments[-1]
    assert isinstance(given, LoginPassword)
    return AuthResult(success=given == LoginPassword(b"user", b"p@ss"))


@pytest.fixture
def inbox() -> _Inbox:
    return _Inbox()


@pytest.fixture
def server(inbox: _Inbox) -> Iterator[str]:
    controller = Controller(
        inbox,
        hostname="127.0.0.1",
        port=free_port(),
        authenticator=_login,
        auth_require_tls=False,
    )
    controller.start()
    yield f"127.0.0.1:{controller.port}"
    controller.stop()


def _mail(url: str) -> Mail:
    return Mail(url, sender=SENDER)


def test_a_letter_arrives_as_written(server: str, inbox: _Inbox) -> None:
    _mail(f"smtp://{server}").send(
        to="anh@home.test", subject="Mã xác nhận của bạn", text="Mã của bạn là 123456.\nMinh Danh"
    )
    (letter,) = inbox.letters
    assert letter["To"] == "anh@home.test"
    assert letter["From"] == SENDER
    assert letter["Subject"] == "Mã xác nhận của bạn"
    assert letter["Date"].datetime.tzinfo
    assert letter["Message-ID"].endswith("@id.test>")
    assert letter.get_content().splitlines() == ["Mã của bạn là 123456.", "Minh Danh"]


def test_a_login_is_made_when_the_url_names_one(server: str, inbox: _Inbox) -> None:
    _mail(f"smtp://user:p%40ss@{server}").send(to="anh@home.test", subject="x", text="x")
    assert len(inbox.letters) == 1


def test_nothing_is_sent_unencrypted_when_encryption_was_asked_for(
    server: str, inbox: _Inbox
) -> None:
    with pytest.raises(DeliveryFailed):
        _mail(f"smtp://{server}?starttls=1").send(to="anh@home.test", subject="x", text="x")
    assert inbox.letters == []


def test_a_refused_recipient_is_a_failed_delivery(server: str) -> None:
    with pytest.raises(DeliveryFailed):
        _mail(f"smtp://{server}").send(to="refused@home.test", subject="x", text="x")


@pytest.mark.parametrize("sender", ["", " ", "<>", "Minh Danh <>"])
def test_without_a_sender_nothing_is_delivered(server: str, inbox: _Inbox, sender: str) -> None:
    with pytest.raises(DeliveryFailed):
        Mail(f"smtp://{server}", sender=sender).send(to="anh@home.test", subject="x", text="x")
    assert inbox.letters == []


@pytest.mark.parametrize("to", ["", " ", "<>"])
def test_without_a_recipient_nothing_is_delivered(server: str, inbox: _Inbox, to: str) -> None:
    with pytest.raises(DeliveryFailed):
        _mail(f"smtp://{server}").send(to=to, subject="x", text="x")
    assert inbox.letters == []


@pytest.mark.parametrize("field", ["to", "subject"])
def test_no_header_can_be_smuggled_in(server: str, inbox: _Inbox, field: str) -> None:
    letter = {"to": "anh@home.test", "subject": "x", "text": "x"}
    with pytest.raises(DeliveryFailed):
        _mail(f"smtp://{server}").send(**{**letter, field: "x\r\nBcc: all@home.test"})
    assert inbox.letters == []


@pytest.mark.parametrize("url", ["", "smtp://127.0.0.1:1"])
def test_no_server_is_a_failed_delivery(url: str) -> None:
    with pytest.raises(DeliveryFailed):
        _mail(url).send(to="anh@home.test", subject="x", text="x")


class _Gateway(BaseHTTPRequestHandler):
    messages: list[object]

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.messages.append(body)
        self.send_response(202 if self.path == "/sms" else 503)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Stay quiet."""


@pytest.fixture
def gateway() -> Iterator[str]:
    _Gateway.messages = []
    with HTTPServer(("127.0.0.1", 0), _Gateway) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_a_text_message_arrives_as_written(gateway: str) -> None:
    Sms(f"{gateway}/sms", Outbound(["127.0.0.1"])).send(to="+84901234567", text="Mã 12")
    assert _Gateway.messages == [{"to": "+84901234567", "text": "Mã 12"}]


def test_a_gateway_that_does_not_accept_is_a_failed_delivery(gateway: str) -> None:
    with pytest.raises(DeliveryFailed):
        Sms(f"{gateway}/broken", Outbound(["127.0.0.1"])).send(to="+849", text="x")


@pytest.mark.parametrize("url", ["", "http://127.0.0.1:1/", "http://10.0.0.1/"])
def test_no_gateway_is_a_failed_delivery(url: str) -> None:
    with pytest.raises(DeliveryFailed):
        Sms(url, Outbound(["127.0.0.1"])).send(to="+849", text="x")


def test_a_server_that_drips_has_one_deadline_for_the_whole_conversation() -> None:
    """Each byte would begin a timeout of the socket anew."""
    with socket.create_server(("127.0.0.1", 0)) as server, ThreadPoolExecutor(1) as other:
        dripping = other.submit(_drip, server)
        begun = time.monotonic()
        mail = Mail(f"smtp://127.0.0.1:{server.getsockname()[1]}", sender=SENDER, seconds=1.5)
        with pytest.raises(DeliveryFailed):
            mail.send(to="a@example.vn", subject="s", text="t")
        assert time.monotonic() - begun < 30
        dripping.result(60)


def _drip(server: socket.socket) -> None:
    """One byte of a greeting now and then, as long as the client listens."""
    line, _ = server.accept()
    with line, contextlib.suppress(OSError):
        for letter in b"220-" + b"x" * 2_000:
            line.sendall(bytes([letter]))
            time.sleep(0.05)  # each comes well before a timeout of the socket


@pytest.mark.parametrize("at_quit", [b"421 closing\r\n", b""], ids=["refused", "silent"])
def test_an_accepted_letter_is_sent_although_the_good_bye_fails(at_quit: bytes) -> None:
    """Else it would be sent again with each retry (RFC 5321 section 3.3: 250 after the data)."""
    with socket.create_server(("127.0.0.1", 0)) as server, ThreadPoolExecutor(1) as other:
        accepted = other.submit(_accept, server, at_quit)
        mail = Mail(f"smtp://127.0.0.1:{server.getsockname()[1]}", sender=SENDER, seconds=3)
        mail.send(to="a@example.vn", subject="s", text="t")
        assert accepted.result(60) == 1


def _accept(server: socket.socket, at_quit: bytes) -> int:
    """Accept one conversation and answer QUIT so; how many letters were accepted."""
    line, _ = server.accept()
    accepted, in_data = 0, False
    with line, line.makefile("rb") as lines, contextlib.suppress(OSError):
        line.sendall(b"220 ready\r\n")
        for said in lines:
            word = said.strip().upper()
            if in_data and word != b".":
                continue
            if word.startswith(b"DATA"):
                answer, in_data = b"354 go on\r\n", True
            elif word.startswith(b"QUIT"):
                answer = at_quit
            else:
                accepted, in_data, answer = accepted + in_data, False, b"250 ok\r\n"
            line.sendall(answer)
    return accepted


HANGING = [f"rp{number}.hangs.example" for number in range(4)]
"""Names of relying parties whose servers answer nothing."""


@pytest.fixture
def hung(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Semaphore]:
    """How many look-ups of those names have begun; none ends before the test does."""
    begun, over = threading.Semaphore(0), threading.Event()
    found = socket.getaddrinfo

    def getaddrinfo(host: str, *others: Any, **more: Any) -> list[Any]:  # noqa: ANN401
        if host not in HANGING:
            return found(host, *others, **more)
        begun.release()
        over.wait()
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    yield begun
    over.set()


def _letter(services: Services, _: str) -> None:
    services.notices.sending.mail.send(to="anh@home.test", subject="x", text="x")


def _text_message(services: Services, _: str) -> None:
    services.notices.sending.sms.send(to="+84901234567", text="x")


def _card(services: Services, _: str) -> None:
    with contextlib.suppress(RegistryUnavailable):
        services.chip_cards.validity.registry.status(personal_number="1", document_number="2")


def _portrait(services: Services, url: str) -> None:
    services.biometrics.verification.outbound.exchange_json(url, {}, headers={}, seconds=3)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("send", [_letter, _text_message, _card, _portrait])
def test_names_of_relying_parties_that_hang_hold_back_nothing_that_is_sent_elsewhere(
    send: Callable[[Services, str], None],
    hung: threading.Semaphore,
    database: Database,
    clock: FrozenClock,
    settings: Settings,
    server: str,
    gateway: str,
    inbox: _Inbox,
) -> None:
    services = build(
        settings.model_copy(
            update={
                "mail_url": f"smtp://{server}",
                "mail_from": SENDER,
                "sms_url": f"{gateway}/sms",
                "card_registry_url": f"{gateway}/cards",
                "outbound_hosts": ["127.0.0.1"],
            }
        ),
        database=database,
        clock=clock,
    )
    asking = services.notices.sending.outbound
    with ThreadPoolExecutor(64) as many:
        logouts = [many.submit(asking.post_form, f"https://{each}/", {}) for each in HANGING * 16]
        assert all(hung.acquire(timeout=30) for _ in logouts)
        with pytest.raises(OutboundFailed, match="no answer about the host"):
            asking.post_form(f"{gateway}/sms", {})
        send(services, f"{gateway}/matcher")
        assert len(inbox.letters) + len(_Gateway.messages) == 1
        assert {str(each.exception(30)) for each in logouts} == {"no answer about the host"}
    services.passwords.hashing.close()


def _subjects() -> Iterator[str]:
    """Every subject a letter can have, with names of one to forty syllables filled in."""
    sender = Sender("https://id.test", "1900 0000")
    at = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
    for syllables in range(1, 41):
        name = " ".join(["Cổng", "dịch", "vụ", "công"] * 10)[: 5 * syllables].strip()
        facts = {
            "kind": "passkey",
            "label": name,
            "client_name": {"vi": name, "en": name},
            "ground": "D30.1",
            "remedy": name,
            "number": "BM-7K4Q-9XTD",
            "path": "/public/report-loss/x",
        }
        for kind in NoticeKind:
            for language in LANGUAGES:
                yield letter(NoticeContext(kind, at, facts), sender, language).subject
        yield f"Đã được báo: {name} đã được ngừng"


def test_every_subject_is_read_as_it_was_written() -> None:
    """RFC 2047 section 6.2: a reader drops the space between two encoded words."""
    subjects = set(_subjects())
    assert len(subjects) > 80
    for subject in subjects:
        sent = _mail("smtp://mail.test").composed(to="anh@home.test", subject=subject, text="x")
        raw = sent.as_bytes()
        assert email.message_from_bytes(raw, policy=email.policy.default)["Subject"] == subject
        longest = max(raw.splitlines(), key=len)
        assert len(longest) <= 78, longest


def test_a_long_subject_arrives_with_all_its_spaces(server: str, inbox: _Inbox) -> None:
    subject = "Một cách đăng nhập của bạn đã được ngừng và mọi phiên đăng nhập đã kết thúc"
    _mail(f"smtp://{server}").send(to="anh@home.test", subject=subject, text="x")
    assert [letter["Subject"] for letter in inbox.letters] == [subject]
