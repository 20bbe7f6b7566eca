"""The server with nothing of ours in it: says of each request how it was driven."""

import asyncio
import json
import threading
import time
from collections.abc import Callable, Generator
from inspect import iscoroutine
from typing import Any

from granian import loops
from granian.constants import HTTPModes, Interfaces

from idp.cli.running import Server

SEEN: dict[str, list[Any]] = {"calls": [], "futures": [], "early": [], "threads": []}


class Telling(asyncio.SelectorEventLoop):
    """Notes with what the server calls it from its own threads."""

    def call_soon_threadsafe(  # type: ignore[override]
        self,
        callback: Callable[..., Any],
        *args: Any,  # noqa: ANN401
        context: Any = None,  # noqa: ANN401
    ) -> asyncio.Handle:
        SEEN["calls"].append("coroutine" if args and iscoroutine(args[0]) else "other")
        SEEN["threads"].append(threading.get_ident())
        time.sleep(0.02)  # long enough that a second thread of the server would come in between
        return super().call_soon_threadsafe(callback, *args, context=context)

    def call_soon(  # type: ignore[override]
        self,
        callback: Callable[..., Any],
        *args: Any,  # noqa: ANN401
        context: Any = None,  # noqa: ANN401
    ) -> asyncio.Handle:
        if args and hasattr(args[0], "_asyncio_future_blocking"):
            SEEN["early"].append(type(args[0]).__name__)
        return super().call_soon(callback, *args, context=context)


class Watched:
    """Awaits something of the server and notes what its futures can do."""

    def __init__(self, awaited: Any, *, late: float) -> None:  # noqa: ANN401
        self._awaited = awaited
        self._late = late

    def __await__(self) -> Generator[Any, Any, Any]:
        waiting = self._awaited.__await__()
        while True:
            try:
                future = next(waiting)
            except StopIteration as done:
                return done.value
            wanted = ("_asyncio_future_blocking", "add_done_callback", "cancel")
            SEEN["futures"].append([name for name in wanted if hasattr(future, name)])
            time.sleep(self._late)  # so long that the answer is there before anybody waits for it
            yield future


class Application:
    def __rsgi_init__(self, loop: object) -> None:
        SEEN["calls"].clear()

    async def __rsgi__(self, scope: Any, proto: Any) -> None:  # noqa: ANN401
        headers = scope.headers
        if scope.path == "/seen":
            proto.response_str(200, [], json.dumps(SEEN))
            return
        parts = [len(part) async for part in proto]
        SEEN.setdefault(scope.path, []).extend(
            [parts, headers.get_all("x-odd"), "x-odd" in headers, sorted(set(headers.keys()))]
        )
        proto.response_str(200, [], "")


class Whole(Application):
    async def __rsgi__(self, scope: Any, proto: Any) -> None:  # noqa: ANN401
        if not scope.path.startswith("/whole"):
            await super().__rsgi__(scope, proto)
            return
        try:
            late = 0.3 if scope.path == "/whole-early" else 0
            SEEN[scope.path] = [len(await Watched(proto(), late=late))]
        except Exception as error:  # noqa: BLE001 - its name is what is asked for
            SEEN[scope.path] = [type(error).__name__]
        proto.response_str(200, [], "")


application = Whole()


def serve(port: int) -> None:
    loops.register("auto")(Telling)
    Server(
        4,
        "tests.support.bare_server:application",
        address="127.0.0.1",
        port=port,
        interface=Interfaces.RSGI,
        http=HTTPModes.http1,
        log_enabled=False,
        websockets=False,
    ).serve()
