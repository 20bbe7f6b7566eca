"""`idp demo` in its own process, its people, and a browser that uses all its programs."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pyotp

from tests.support.http import Answer, Visitor

_READY_WITHIN_SECONDS = 90
_STEP = 30
_DRIFT = 2
SCREEN_ENDS = "Ctrl-C stops everything"


@dataclass(slots=True)
class Phone:
    """An authenticator that never shows the same code twice, as each counts once."""

    secret: str
    _last: int = 0

    def code(self) -> str:
        """The oldest code the provider still takes and this phone has not shown."""
        while True:
            now = int(time.time()) // _STEP
            step = max(now - _DRIFT + 1, self._last + 1)
            if step < now + _DRIFT:
                self._last = step
                return pyotp.TOTP(self.secret).at(step * _STEP)
            time.sleep(1)  # a new code comes every thirty seconds


@dataclass(slots=True)
class Demonstration:
    """A state directory and its ports; `up` starts it as a person would."""

    state: Path
    port: int
    portal_port: int
    inbox_port: int
    phone_port: int
    program: Sequence[str] = (sys.executable, "-m", "idp")
    environment: Mapping[str, str] | None = None
    _phones: dict[str, Phone] = field(default_factory=dict, init=False)

    @classmethod
    def on_free_ports(cls, state: Path) -> "Demonstration":
        held = [socket.socket() for _ in range(4)]
        for each in held:
            each.bind(("127.0.0.1", 0))
        ports = [int(each.getsockname()[1]) for each in held]
        for each in held:
            each.close()
        return cls(state, ports[0], ports[1], ports[2], ports[3])

    @property
    def issuer(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def portal(self) -> str:
        return f"http://localhost:{self.portal_port}"

    @property
    def inbox(self) -> str:
        return f"http://localhost:{self.inbox_port}"

    @property
    def telephone(self) -> str:
        return f"http://localhost:{self.phone_port}"

    @property
    def card_registry(self) -> str:
        stored = json.loads((self.state / "card_registry.json").read_text())
        return f"http://localhost:{stored['port']}"

    @property
    def abis(self) -> str:
        stored = json.loads((self.state / "abis.json").read_text())
        return f"http://localhost:{stored['port']}"

    @property
    def registries(self) -> str:
        stored = json.loads((self.state / "registries.json").read_text())
        return f"http://localhost:{stored['port']}"

    @property
    def counter_desk(self) -> str:
        stored = json.loads((self.state / "counter_desk.json").read_text())
        return f"http://localhost:{stored['port']}"

    @property
    def file(self) -> Any:  # noqa: ANN401 - the contract is what the tests are about
        return json.loads((self.state / "demo.json").read_text())

    def person(self, key: str) -> dict[str, str]:
        found: dict[str, str] = next(each for each in self.file["people"] if each["key"] == key)
        return found

    def client(self, key: str) -> dict[str, Any]:
        found: dict[str, Any] = next(each for each in self.file["clients"] if each["key"] == key)
        return found

    def phone(self, key: str) -> Phone:
        secret = self.person(key)["totp_secret"]
        return self._phones.setdefault(secret, Phone(secret))

    def command(self, *more: str) -> list[str]:
        ports = {
            "--port": self.port,
            "--portal-port": self.portal_port,
            "--inbox-port": self.inbox_port,
            "--phone-port": self.phone_port,
        }
        words = [str(word) for pair in ports.items() for word in pair]
        return [*self.program, "demo", *words, "--state", str(self.state), *more]

    def production(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run `idp` on this state as if it were a production installation."""
        profile = {"IDP_CONFIG": str(self.state / "idp.toml"), "IDP_PROFILE": "production"}
        return _ended([*self.program, *words], profile)

    def refused(self, **options: str) -> str:
        """Start it again with other options, where it must not start; return its output."""
        words = self.command()
        for option, value in options.items():
            words += [f"--{option}", value]
        ended = _ended(words, {})
        assert ended.returncode == 1, ended
        return ended.stderr

    def again(self, *more: str) -> subprocess.CompletedProcess[str]:
        """Start it a second time; return how that ended."""
        return _ended([*self.command(), *more], {})

    @contextlib.contextmanager
    def up(self, *more: str) -> Iterator[str]:
        """Run it until the block ends, by Ctrl-C; yields what it printed."""
        with subprocess.Popen(  # noqa: S603 - our own command
            self.command(*more),
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        ) as process:
            try:
                yield _screen(process)
            finally:
                process.send_signal(signal.SIGINT)
                process.wait(30)

    def traveller(self) -> "Traveller":
        return Traveller(self, Visitor(self.issuer))


@dataclass(frozen=True, slots=True)
class Traveller:
    """One browser that follows redirects between the provider and the portal."""

    world: Demonstration
    visitor: Visitor

    def go(self, address: str) -> Answer:
        return self.follow(self.visitor.get(address))

    def follow(self, answer: Answer, *, hops: int = 20) -> Answer:
        houses = (self.world.issuer, self.world.portal)
        while answer.location.startswith(houses) and hops:
            answer, hops = self.visitor.get(answer.location), hops - 1
        return answer

    def submit(self, page: Answer, *names: str, **values: str) -> Answer:
        """Fill in the form that has these names, send it to its own house, and follow."""
        form = page.form(*(names or values))
        address = urljoin(page.url, form.action)
        house = address[: address.index("/", len("http://"))]
        sent = self.visitor.post(address, form.filled(**values), headers={"Origin": house})
        return self.follow(sent)

    def prove(self, page: Answer, key: str) -> Answer:
        """Enter everything that is asked to prove this person, up to the consent."""
        person = self.world.person(key)
        if "password" in page.ids:
            page = self.submit(page, username=person["username"], password=person["password"])
        if "code" in page.ids:
            page = self.submit(page, code=self.world.phone(key).code())
        return self.choose(page, "myself")

    def choose(self, page: Answer, whom: str) -> Answer:
        """For whom, where that is asked: `myself`, or the first whose name this is."""
        if "principal-myself" not in page.ids:
            return page
        offered = dict.fromkeys(value for _, value in page.form("principal").buttons)
        if whom != "myself":
            (whom,) = [each for each in offered if f'value="{each}">For {whom}' in page.text]
        return self.submit(page, "principal", principal=whom)

    def agree(self, page: Answer, **chosen: str) -> Answer:
        """Consent when the question is asked."""
        page = self.choose(page, "myself")
        if "consent-allow" not in page.ids:
            return page
        return self.submit(page, "decision", decision="allow", **chosen)

    def sign_in(self, key: str, *, level: int) -> Answer:
        """From the portal's button to the portal's page behind the sign-in."""
        page = self.go(f"{self.world.portal}/sign-in?level={level}")
        return self.agree(self.prove(page, key))


def _ended(words: list[str], more: dict[str, str]) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, **more}
    return subprocess.run(  # noqa: S603 - our own command
        words, env=environment, capture_output=True, text=True, check=False, timeout=300
    )


def _screen(process: subprocess.Popen[str]) -> str:
    """Everything that is printed up to the last line of the screen."""
    assert process.stdout is not None
    lines: list[str] = []
    deadline = time.monotonic() + _READY_WITHIN_SECONDS
    for line in process.stdout:
        lines.append(line)
        if SCREEN_ENDS in line:
            return "".join(lines)
        if time.monotonic() > deadline:
            break
    raise AssertionError("the demonstration did not start: " + "".join(lines))
