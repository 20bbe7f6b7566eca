"""How long `/token` takes while a biometric service hangs and people keep showing their faces.

    python -m benchmarks.hanging_biometrics FOLDER [SECONDS]

FOLDER is what `benchmarks.prepare` filled. A service that takes every connection and never answers
is put in the register. Sixteen people stand before the camera page, and each sends four pictures
again and again, after as many seconds as the last answer asked them to wait; beside them a relying
party asks for a token of its own twenty times a second. Printed: its waiting times alone and
meanwhile, in turns, and how long anybody's pictures held a thread.
"""

import json
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

from benchmarks.browser import serving
from benchmarks.prepare import REDIRECT
from benchmarks.storm import told, waits_of
from idp.demo.biometrics import vouch_for
from idp.factors.biometrics.domain import CaptureChannel, Purpose
from idp.factors.biometrics.tables import ATTEMPT
from idp.kernel.refusals import Refused
from idp.platform.settings import Settings
from idp.services import Services
from idp.wiring import build
from tests.support.authenticator import Authenticator
from tests.support.faces import csrf_of, send_pictures
from tests.support.http import Answer, Visitor
from tests.support.walks import challenge

PEOPLE: Final = 16
TURNS: Final = 3
AUDIENCE: Final = "b" * 64
DESCRIPTION: Final = "hanging.json"
HERE: Final = "127.0.0.1"


@dataclass
class Crowd:
    """What became of the pictures; `longest` in seconds."""

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
                        people.submit(_keep_showing, settings.issuer, device, crowd)
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
    """A service that takes every connection and never says a word."""
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
    """In seconds, as the provider itself wrote down."""
    with services.database.transaction() as connection:
        longest = connection.execute(select(func.max(ATTEMPT.c.milliseconds))).scalar()
    return (longest or 0) / 1000


def _settings(folder: Path) -> Settings:
    """What the provider is served with: it may ask a service on this machine."""
    described = json.loads((folder / "ours.json").read_text("utf-8"))
    described["process"]["env"]["IDP_OUTBOUND_HOSTS"] = HERE
    (folder / DESCRIPTION).write_text(json.dumps(described), "utf-8")
    from_file = described["process"]["env"]["IDP_CONFIG"]
    return Settings(**tomllib.loads(Path(from_file).read_text("utf-8")), outbound_hosts=(HERE,))


def _with_passkey(services: Services, username: str) -> Authenticator:
    """A person's device, and the consent that the page would ask for first."""
    account = services.accounts.by_username(username)
    if account is None:
        raise SystemExit(f"{username} is missing: prepare the folder first")
    device, origin = Authenticator(), services.passkeys.issuer
    options = services.passkeys.registration(account.subject_id, audience=AUDIENCE, name=username)
    made = services.passkeys.register(
        account.subject_id,
        audience=AUDIENCE,
        response=device.create(options, origin=origin),
        label="bench",
    )
    if isinstance(made, Refused):
        raise SystemExit(f"refused: {made.reason}")
    services.biometric_consents.give(
        account.subject_id,
        Purpose.LOGIN_L3,
        text_digest="0" * 64,
        lang="vi",
        channel=CaptureChannel.PAGE,
    )
    return device


def _keep_showing(issuer: str, device: Authenticator, crowd: Crowd) -> None:
    visitor = Visitor(issuer)
    page = _before_the_camera(visitor, device)
    while not crowd.over.is_set():
        began = time.monotonic()
        answer = send_pictures(visitor, page)
        crowd.note(answer, time.monotonic() - began)
        if answer.status != HTTPStatus.SERVICE_UNAVAILABLE:
            raise RuntimeError(f"pictures were answered {answer.status}")
        page = answer
        crowd.over.wait(float(answer.headers["Retry-After"]))


def _before_the_camera(visitor: Visitor, device: Authenticator) -> Answer:
    request = {
        "client_id": "bench",
        "redirect_uri": REDIRECT,
        "response_type": "code",
        "scope": "openid",
        "state": "measured",
        "code_challenge": challenge("v" * 64),
        "code_challenge_method": "S256",
        "acr_values": f"{visitor.origin}/loa/3",
    }
    page = visitor.arrive(visitor.get("/authorize", request))
    form = page.form("response", "csrf")
    options = visitor.post(f"{form.action}/options", headers={"X-CSRF": csrf_of(page)})
    answer = device.get(options.json, origin=visitor.origin)
    page = visitor.arrive(visitor.submit(page, "response", response=answer))
    if "face-start" not in page.ids:
        raise RuntimeError(f"no camera page: {page.status} {page.path}")
    return page


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]) if len(sys.argv) > 2 else 20)  # noqa: PLR2004
