"""A thousand races of fifty for one code, and for one refresh token, over HTTP.

python -m benchmarks.races FOLDER [RACES]

FOLDER is the one filled by `benchmarks.prepare`. In each race fifty connections present the same
code or token at once. A code has one winner, and the replay by the others revokes its tokens. A
refresh token has one successor, which all fifty get (they are one client, retrying); when the old
one is presented again after the next rotation, the family ends. Any other result stops the run.
"""

import sys
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final

from benchmarks.browser import Answer, Browser, serving

AT_ONCE: Final = 50


class Fifty:
    """Fifty open connections that send the same request at once."""

    def __init__(self, provider: Mapping[str, Any], pool: ThreadPoolExecutor) -> None:
        self._browsers = [Browser(provider) for _ in range(AT_ONCE)]
        self._pool = pool

    def ask(self, question: Callable[[Browser], Answer]) -> list[Answer]:
        start = threading.Barrier(AT_ONCE)

        def one(browser: Browser) -> Answer:
            start.wait(timeout=60)
            return question(browser)

        return list(self._pool.map(one, self._browsers))


def main(folder: Path, races: int) -> None:
    with serving(folder) as served, ThreadPoolExecutor(AT_ONCE) as pool:
        fifty, person = Fifty(served.provider, pool), Browser(served.provider)
        for race in range(races):
            _race_for_a_code(fifty, person)
            if (race + 1) % 100 == 0:
                print(f"codes: {race + 1} races, one winner each, its tokens ended", flush=True)
        for race in range(races):
            _race_for_a_refresh_token(fifty, person)
            if (race + 1) % 100 == 0:
                print(f"refresh: {race + 1} races, one successor each", flush=True)


def _race_for_a_code(fifty: Fifty, person: Browser) -> None:
    code, verifier = person.sign_in("user0")
    answers = fifty.ask(lambda browser: browser.redeem(code, verifier))
    won = [answer for answer in answers if answer.status == HTTPStatus.OK]
    lost = [answer for answer in answers if answer.json().get("error") == "invalid_grant"]
    _expect(len(won) == 1 and len(lost) == AT_ONCE - 1, answers)
    again = person.refresh(won[0].json()["refresh_token"])
    _expect(again.json().get("error") == "invalid_grant", [again])


def _race_for_a_refresh_token(fifty: Fifty, person: Browser) -> None:
    token = person.redeem(*person.sign_in("user1")).json()["refresh_token"]
    answers = fifty.ask(lambda browser: browser.refresh(token))
    _expect({answer.status for answer in answers} == {HTTPStatus.OK}, answers)
    successors = {answer.json()["refresh_token"] for answer in answers}
    _expect(len(successors) == 1 and token not in successors, answers)
    next_one = person.refresh(successors.pop()).json()["refresh_token"]
    replayed, dead = person.refresh(token), person.refresh(next_one)
    _expect(replayed.json().get("error") == "invalid_grant", [replayed])
    _expect(dead.json().get("error") == "invalid_grant", [dead])


def _expect(held: bool, answers: list[Answer]) -> None:  # noqa: FBT001 - the thing expected
    if not held:
        raise SystemExit(f"lost: {[(each.status, each.body[:120]) for each in answers]}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1_000)  # noqa: PLR2004
