"""Loading code without looking for garbage in it meanwhile."""

import contextlib
import gc
from collections.abc import Iterator


@contextlib.contextmanager
def loading() -> Iterator[None]:
    """What is imported inside stays for good, and the collector leaves it alone.

    It would otherwise go through all that is loaded again and again, a fifth of the time of a
    start, and through it once more in each process at every full collection.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_on:
            gc.enable()
