"""Latency of `/token` while a biometric service hangs and people submit captures.

python -m benchmarks.hanging_biometrics FOLDER [SECONDS]

FOLDER is the one filled by `benchmarks.prepare`. A service that accepts every connection and never
answers is registered. Sixteen people at the camera page send four pictures each, again and again,
after as many seconds as the last answer asked them to wait; meanwhile a relying party requests a
client-credentials token twenty times a second. Printed: its latencies alone and meanwhile,
alternating, and how long a capture held a thread.
"""

import json
import secrets
import sys
import threading
import time
import tomllib
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from socket import create_server, socket
from typing import Final

from sqlalchemy import func, select

from benchmarks.authenticator import Authenticator
from benchmarks.browser import Answer, Browser, Form, serving
from benchmarks.storm import told, waits_of
from idp.demo.biometrics import vouch_for
from idp.factors.biometrics.domain import BiometricPurpose, CaptureChannel
from idp.factors.biometrics.tables import ATTEMPT
from idp.factors.domain import ACTIVATING
from idp.kernel.actors import Person
from idp.kernel.refusals import Refused
from idp.platform.settings import Settings
from idp.services import Services
from idp.wiring import build

PEOPLE: Final = 16
PICTURES: Final = 4
TURNS: Final = 3
AUDIENCE: Final = "b" * 64
DESCRIPTION: Final = "hanging.json"
HERE: Final = "127.0.0.1"


@dataclass
class Crowd:
    """Results of the captures; `longest` in seconds."""

    over: threading.Event = field(default_factory=threading.Event)
    answers: Counter[int] = field(default_factory=Counter)
    longest: float = 0

    def note(self, answer: Answer, seconds: float) -> None:
        self.answers[answer.status] += 1
        self.longest = max(self.longest, seconds)


def main(folder: Path, seconds: float) -> None:
    with hanging() as endpoint:
        settings = _settings(folder)
        services = build(settings)
        vouch_for(services, endpoint)
        devices = [_with_passkey(services, f"user{n}") for n in range(PEOPLE)]
        with serving(folder, DESCRIPTION) as served:
            for turn in range(1, TURNS + 1):
                told(f"alone, turn {turn}", waits_of(served.provider, seconds / 2))
                crowd = Crowd()
                with ThreadPoolExecutor(PEOPLE) as people:
                    shown = [
                        people.submit(_keep_showing, Browser(served.provider), device, crowd)
                        for device in devices
                    ]
                    time.sleep(4)
                    try:
                        told(f"while it hangs, turn {turn}", waits_of(served.provider, seconds))
                    finally:
                        crowd.over.set()
                    for each in shown:
                        each.result()
                print(
                    f"pictures: {dict(crowd.answers)}, {crowd.longest:.2f} s at most for a person"
                )
        print(f"a thread of the provider was held for {_held(services):.2f} s at most")
        services.database.close()


@contextmanager
def hanging() -> Iterator[str]:
    """A service that accepts every connection and never answers."""
    held: list[socket] = []

    def take(listener: socket) -> None:
        while True:
            try:
                held.append(listener.accept()[0])
            except OSError:
                return

    with create_server((HERE, 0), backlog=128) as listener:
        threading.Thread(target=take, args=(listener,), daemon=True).start()
        yield f"http://{HERE}:{listener.getsockname()[1]}"
    for line in held:
        line.close()


def _held(services: Services) -> float:
    """In seconds, as the provider logged it."""
    with services.database.transaction() as connection:
        longest = connection.execute(select(func.max(ATTEMPT.c.milliseconds))).scalar()
    return (longest or 0) / 1000


def _settings(folder: Path) -> Settings:
    """The provider's settings: it may call a service on this machine."""
    described = json.loads((folder / "ours.json").read_text("utf-8"))
    described["process"]["env"]["IDP_OUTBOUND_HOSTS"] = HERE
    (folder / DESCRIPTION).write_text(json.dumps(described), "utf-8")
    from_file = described["process"]["env"]["IDP_CONFIG"]
    return Settings(**tomllib.loads(Path(from_file).read_text("utf-8")), outbound_hosts=(HERE,))


def _with_passkey(services: Services, username: str) -> Authenticator:
    """A person's passkey, and the consent that the page would ask for first."""
    account = services.accounts.by_username(username)
    if account is None:
        raise SystemExit(f"{username} is missing: prepare the folder first")
    device, origin = Authenticator(), services.passkeys.webauthn.issuer
    options = services.passkeys.registration(account.subject_id, audience=AUDIENCE, name=username)
    made = services.passkeys.register(
        account.subject_id,
        audience=AUDIENCE,
        response=device.create(options, origin=origin),
        label="bench",
        binding=ACTIVATING,
    )
    if isinstance(made, Refused):
        raise SystemExit(f"refused: {made.reason}")
    services.biometric_consents.give(
        account.subject_id,
        BiometricPurpose.LOGIN_L3,
        text_digest="0" * 64,
        lang="vi",
        channel=CaptureChannel.PAGE,
        actor=Person(subject_id=account.subject_id),
    )
    return device


def _keep_showing(browser: Browser, device: Authenticator, crowd: Crowd) -> None:
    page = _before_the_camera(browser, device)
    while not crowd.over.is_set():
        began = time.monotonic()
        answer = _show(browser, page)
        crowd.note(answer, time.monotonic() - began)
        if answer.status != HTTPStatus.SERVICE_UNAVAILABLE:
            raise RuntimeError(f"pictures were answered {answer.status}")
        page = answer
        crowd.over.wait(float(answer.headers["retry-after"]))


def _before_the_camera(browser: Browser, device: Authenticator) -> Answer:
    issuer = browser.provider["issuer"]
    form = _form(browser.begin(acr_values=f"{issuer}/loa/3"), "response")
    proof = {"X-CSRF": form.fields["csrf"]}
    options = browser.send(f"{form.action}/options", "", proof).json()
    proven = form.fields | {"response": device.get(options, origin=issuer)}
    page = browser.arrive(browser.post(form.action, proven))
    _form(page, "handle")
    return page


def _show(browser: Browser, page: Answer) -> Answer:
    """Ask for the poses and submit four pictures."""
    form = _form(page, "handle")
    csrf = form.fields["csrf"]
    asked = browser.send(f"{form.action}/question", "", {"X-CSRF": csrf}).json()
    line = secrets.token_hex(16)
    body = b"".join(
        [
            *(
                _part(line, name, value.encode())
                for name, value in (
                    ("csrf", csrf),
                    ("handle", asked["handle"]),
                )
            ),
            *(_part(line, "picture", _picture(), '; filename="p.jpg"') for _ in range(PICTURES)),
            f"--{line}--\r\n".encode(),
        ]
    )
    kind = {"Content-Type": f"multipart/form-data; boundary={line}"}
    return browser.send(form.action, body, kind)


def _part(line: str, name: str, content: bytes, more: str = "") -> bytes:
    """One part of a form (RFC 7578)."""
    head = f'--{line}\r\nContent-Disposition: form-data; name="{name}"{more}\r\n'
    kind = "Content-Type: image/jpeg\r\n" if more else ""
    return f"{head}{kind}\r\n".encode() + content + b"\r\n"


def _picture() -> bytes:
    """A well-formed JPEG of nothing, new each time."""
    parts = (
        (0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"),
        (0xDB, b"\0" + bytes(range(1, 65))),
        (0xC0, (8).to_bytes() + (480).to_bytes(2) + (640).to_bytes(2) + b"\x01\x01\x11\0"),
        (0xC4, b"\0" + bytes(16)),
        (0xDA, b"\x01\x01\0\0\x3f\0"),
    )
    segments = (bytes([0xFF, mark]) + (len(body) + 2).to_bytes(2) + body for mark, body in parts)
    content = secrets.token_bytes(3000).replace(b"\xff", b"\xff\0")
    return b"\xff\xd8" + b"".join(segments) + content + b"\xff\xd9"


def _form(page: Answer, name: str) -> Form:
    """The form of a page that has this field."""
    for form in page.forms:
        if {name, "csrf"} <= form.fields.keys():
            return form
    raise RuntimeError(f"no form with {name}: {page.status} {page.location}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]) if len(sys.argv) > 2 else 20)  # noqa: PLR2004
