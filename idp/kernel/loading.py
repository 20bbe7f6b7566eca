"""Imports without garbage collection."""

import contextlib
import gc
from collections.abc import Iterator


@contextlib.contextmanager
def loading() -> Iterator[None]:
    """Objects created inside are permanent: the garbage collector is paused, then skips them.

    Scanning all loaded modules again and again takes a fifth of the time of a start, and more in
    each process at every full collection.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_on:
            gc.enable()
