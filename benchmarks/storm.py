"""Latency of `/token` during a storm of sign-ins.

python -m benchmarks.storm FOLDER [SECONDS]

FOLDER is the one filled by `benchmarks.prepare`. Thirty-two people sign in with full-cost
passwords, again and again, each in a new browser; meanwhile a service requests a client-credentials
token twenty times a second. Printed: its latencies alone and in the storm, and the results of the
storm.
"""

import sys
import threading
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final

from benchmarks.browser import Browser, serving

PEOPLE: Final = 32
TOKENS_PER_SECOND: Final = 20


def main(folder: Path, seconds: float) -> None:
    with serving(folder) as served:
        provider = served.provider
        told("alone", waits_of(provider, seconds / 2))
        over = threading.Event()
        with ThreadPoolExecutor(PEOPLE) as people:
            storm = [people.submit(_keep_on, provider, n, over) for n in range(PEOPLE)]
            time.sleep(1)
            try:
                told("in the storm", waits_of(provider, seconds))
            finally:
                over.set()
            total = sum((each.result() for each in storm), Counter[str]())
        print(f"{PEOPLE} people meanwhile: {dict(total)}")


def _keep_on(provider: Mapping[str, Any], number: int, over: threading.Event) -> Counter[str]:
    done: Counter[str] = Counter()
    while not over.is_set():
        browser = Browser(provider)
        try:
            browser.redeem(*browser.sign_in(f"user{number}"))
            done["signed in"] += 1
        except RuntimeError as told:
            done[str(told)] += 1
    return done


def waits_of(provider: Mapping[str, Any], seconds: float) -> list[float]:
    """Milliseconds, sorted; a request that is late does not delay the next one's due time."""
    browser, waits = Browser(provider), []
    begun = time.monotonic()
    for number in range(int(seconds * TOKENS_PER_SECOND)):
        due = begun + number / TOKENS_PER_SECOND
        time.sleep(max(0.0, due - time.monotonic()))
        answer = browser.of_its_own()
        if answer.status != 200:  # noqa: PLR2004
            raise RuntimeError(f"/token answered {answer.status}")
        waits.append((time.monotonic() - due) * 1000)
    return sorted(waits)


def told(when: str, waits: Sequence[float]) -> None:
    at = {share: waits[int(len(waits) * share / 100)] for share in (50, 95, 99)}
    figures = ", ".join(f"p{share} {wait:.1f}" for share, wait in at.items())
    print(f"/token {when}: {figures}, longest {waits[-1]:.1f} ms of {len(waits)}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]) if len(sys.argv) > 2 else 30)  # noqa: PLR2004
