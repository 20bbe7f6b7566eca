"""Who runs this process, by the operating system."""

import os
import pwd
import socket

from idp.kernel.actors import Operator


def operator(said: str = "") -> Operator:
    """The user and the host of this process; `said` is what was typed as a name.

    The user is that of the process and not of a variable, which anybody can set.
    """
    number = os.getuid()
    try:
        user = pwd.getpwuid(number).pw_name
    except KeyError:  # a container may run under a number without a name
        user = str(number)
    return Operator(user=user, host=socket.gethostname(), said=_readable(said))


def _readable(typed: str) -> str:
    """The text without bytes that are none, which the database would refuse."""
    return typed.encode(errors="replace").decode()
