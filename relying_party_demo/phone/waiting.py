"""Enrolments that an officer began before the telephone was started."""

import threading
import time

from requests import RequestException

from relying_party_demo.phone.attestation import Unlock
from relying_party_demo.phone.config import Waiting
from relying_party_demo.phone.phone import Phone
from relying_party_demo.phone.provider import No

_TRIES, _PAUSE_SECONDS = 120, 0.5


def switch_on(phone: Phone) -> threading.Event:
    """Enrol the waiting keys, in a separate thread: the provider may still be starting.

    The returned event is set once none waits any more.
    """
    done = threading.Event()
    known = {key.label for key in phone.keys.all()}
    todo = [each for each in phone.config.enrol if each.label not in known]
    if todo:
        threading.Thread(target=_enrol, args=(phone, todo, done), daemon=True).start()
    else:
        done.set()
    return done


def _enrol(phone: Phone, todo: list[Waiting], done: threading.Event) -> None:
    for waiting in todo:
        for _ in range(_TRIES):
            try:
                phone.add_key(waiting.handle, label=waiting.label, unlock=Unlock.FINGER)
                break
            except No:
                break  # used before, or too old: the person adds a key themselves
            except RequestException:
                time.sleep(_PAUSE_SECONDS)
    done.set()
