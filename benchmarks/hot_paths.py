"""CPU milliseconds of the server per operation; other processes hardly change this figure.

python -m benchmarks.hot_paths FOLDER [SECONDS [BEGINNING]]

FOLDER is the one filled by `benchmarks.prepare`. Measured are the operations whose name has this
beginning: with /me the pages of an account that was used every day for five years. Eight clients at
a time do one operation after another, each on its own connection. Counted is user and system time
of the whole server tree without the database, from /proc, so this runs on Linux only.
"""

import os
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final

from benchmarks.browser import Answer, Browser, Serving, serving

AT_ONCE: Final = 8
_TICKS_PER_SECOND: Final = os.sysconf("SC_CLK_TCK")
_FIRST_ROUNDS: Final = 20
_CHEAP: Final = "sign-in without the password hash"
_WITHOUT_QUESTION: Final = {"prompt": "none"}

OWN_PAGES: Final = (
    "/me",
    "/me/history",
    "/me/means",
    "/me/consents",
    "/me/sessions",
    "/me/contacts",
    "/me/requests",
    "/me/letters",
    "/me/looks",
    "/me/biometrics",
    "/me/settings",
    "/me/history?only=sign-ins",
    "/me/history?only=changes",
    "/me/history?only=consents",
    "/me/history?only=officers",
)

Operation = Callable[[], Answer]


def main(folder: Path, seconds: float, beginning: str) -> None:
    with serving(folder) as served:
        for name, begin in SCENARIOS.items():
            if name.startswith(beginning):
                _measure(served, name, begin, seconds)
    if _CHEAP.startswith(beginning):
        with serving(folder, "ours-cheap.json") as served:
            _measure(served, _CHEAP, _sign_in, seconds)


def _measure(
    served: Serving,
    name: str,
    begin: Callable[[Mapping[str, Any], int], Operation],
    seconds: float,
) -> None:
    operations = [begin(served.provider, number) for number in range(AT_ONCE)]
    over = threading.Event()
    with ThreadPoolExecutor(AT_ONCE) as people:
        list(people.map(_warm_up, operations))
        before, began = _ticks(served.pid), time.monotonic()
        counts = [people.submit(_repeat, operation, over) for operation in operations]
        time.sleep(seconds)
        over.set()
        done = sum(each.result() for each in counts)
        took, spent = time.monotonic() - began, _ticks(served.pid) - before
    cost = spent / _TICKS_PER_SECOND * 1000 / done
    print(f"{name}: {cost:.3f} ms of CPU, {done / took:.0f} a second")


def _warm_up(operation: Operation) -> None:
    """Each worker has started, compiled its templates and prepared its statements by then."""
    for _ in range(_FIRST_ROUNDS):
        operation()


def _repeat(operation: Operation, over: threading.Event) -> int:
    done = 0
    while not over.is_set():
        answer = operation()
        if answer.status != HTTPStatus.OK:
            raise RuntimeError(f"answered {answer.status}")
        done += 1
    return done


def _discovery(provider: Mapping[str, Any], _: int) -> Operation:
    browser = Browser(provider)
    return lambda: browser.get("/.well-known/openid-configuration")


def _keys(provider: Mapping[str, Any], _: int) -> Operation:
    browser = Browser(provider)
    return lambda: browser.get("/jwks")


def _of_its_own(provider: Mapping[str, Any], _: int) -> Operation:
    return Browser(provider).of_its_own


def _sign_in(provider: Mapping[str, Any], number: int) -> Operation:
    """A new browser each time: all pages, the password, code and tokens."""

    def once() -> Answer:
        browser = Browser(provider)
        return browser.redeem(*browser.sign_in(f"cheap{number}"))

    return once


def _continue(provider: Mapping[str, Any], number: int) -> Operation:
    """Single sign-on by a session: authorization, code and tokens."""
    browser, name = Browser(provider), f"user{number}"
    browser.sign_in(name)
    return lambda: browser.redeem(*browser.sign_in(name, **_WITHOUT_QUESTION))


def _refresh(provider: Mapping[str, Any], number: int) -> Operation:
    browser, tokens = _tokens(provider, number)
    last = [tokens["refresh_token"]]

    def once() -> Answer:
        answer = browser.refresh(last[0])
        last[0] = answer.json()["refresh_token"]
        return answer

    return once


def _userinfo(provider: Mapping[str, Any], number: int) -> Operation:
    browser, tokens = _tokens(provider, number)
    return lambda: browser.userinfo(tokens["access_token"])


def _introspect(provider: Mapping[str, Any], number: int) -> Operation:
    browser, tokens = _tokens(provider, number)
    return lambda: browser.introspect(tokens["access_token"])


def _own_page(path: str) -> Callable[[Mapping[str, Any], int], Operation]:
    """A page of the own account, in the session of a sign-in."""

    def begin(provider: Mapping[str, Any], number: int) -> Operation:
        browser = Browser(provider)
        browser.sign_in(f"user{number}")
        browser.arrive(browser.get(path))
        return lambda: browser.get(path)

    return begin


def _tokens(provider: Mapping[str, Any], number: int) -> tuple[Browser, Mapping[str, str]]:
    browser = Browser(provider)
    return browser, browser.redeem(*browser.sign_in(f"user{number}")).json()


SCENARIOS: Final = {
    "discovery": _discovery,
    "keys": _keys,
    "client_credentials": _of_its_own,
    "session, code and tokens": _continue,
    "refresh": _refresh,
    "userinfo": _userinfo,
    "introspection": _introspect,
    **{path: _own_page(path) for path in OWN_PAGES},
}


def _ticks(root: int) -> int:
    """User and system time of a process and everything below it, ended children included."""
    return sum(sum(map(int, _fields(pid)[11:15])) for pid in _tree(root))


def _tree(root: int) -> Iterator[int]:
    yield root
    for child in Path(f"/proc/{root}/task/{root}/children").read_text("utf-8").split():
        yield from _tree(int(child))


def _fields(pid: int) -> list[str]:
    """The fields of /proc/PID/stat after the name in brackets, which may hold any character."""
    return Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()


if __name__ == "__main__":
    given = dict(enumerate(sys.argv))
    main(Path(given[1]), float(given.get(2, 5)), given.get(3, ""))
