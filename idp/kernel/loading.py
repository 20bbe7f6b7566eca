"""Imports, and long runs over many things, with less garbage collection or none."""

import contextlib
import gc
import sys
from collections.abc import Iterator
from typing import Final

_OBJECTS: Final = 50_000


@contextlib.contextmanager
def loading(module: str = "") -> Iterator[None]:
    """Objects created inside are permanent: the garbage collector is paused, then skips them.

    Scanning all loaded modules again and again takes a fifth of the time of a start, and more in
    each process at every full collection. Where `module` is loaded already nothing is done: what
    there is else would stay for ever, garbage too.
    """
    if module in sys.modules:
        yield
        return
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_on:
            gc.enable()


@contextlib.contextmanager
def batches() -> Iterator[None]:
    """For a command that makes thousands of objects again and again, and hardly a cycle of them.

    Collection comes less often, and skips what is there already, which the command keeps to its
    end: it would else take a quarter of its time.
    """
    usual = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(_OBJECTS, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)
