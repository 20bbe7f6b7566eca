"""Views that are there only where the accounts are the State's (Q13)."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from flask import Response

from idp.kernel.accounts_mode import AccountsMode
from idp.web.current import settings

_P = ParamSpec("_P")


def of_the_state(
    absent: Callable[[], Response],
) -> Callable[[Callable[_P, Response]], Callable[_P, Response]]:
    """Decorator of a view: `absent` answers where accounts are an operator's own.

    Nobody applies to an operator for an account of the State.
    """

    def decorate(view: Callable[_P, Response]) -> Callable[_P, Response]:
        @wraps(view)
        def answered(*args: _P.args, **named: _P.kwargs) -> Response:
            if settings().accounts_mode is AccountsMode.SELF_CREATED:
                return absent()
            return view(*args, **named)

        return answered

    return decorate
