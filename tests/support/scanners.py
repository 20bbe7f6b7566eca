"""A server that speaks clamd's INSTREAM command, as clamd(8) says it."""

import contextlib
import socketserver
import struct
import threading
from collections.abc import Iterator
from pathlib import Path

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
"""What every scanner finds, and harms nobody."""


class Clamd:
    """`answer`: said instead of what was found; `scanned`: what came, in order."""

    def __init__(self) -> None:
        self.answer: bytes | None = None
        self.scanned: list[bytes] = []
        self.address = ""

    def reply(self, content: bytes) -> bytes:
        self.scanned.append(content)
        if self.answer is not None:
            return self.answer
        return b"stream: Eicar-Test-Signature FOUND\0" if EICAR in content else b"stream: OK\0"


@contextlib.contextmanager
def scanning(socket_path: Path | None = None) -> Iterator[Clamd]:
    """One that listens on a port of this machine, or at a path."""
    clamd = Clamd()

    class Conversation(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            if self.rfile.read(10) != b"zINSTREAM\0":
                self.wfile.write(b"UNKNOWN COMMAND\0")
                return
            content = b""
            while length := struct.unpack("!I", self.rfile.read(4))[0]:
                content += self.rfile.read(length)
            self.wfile.write(clamd.reply(content))

    server: socketserver.BaseServer
    if socket_path is None:
        server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Conversation)
        clamd.address = f"tcp://127.0.0.1:{server.server_address[1]}"
    else:
        server = socketserver.ThreadingUnixStreamServer(str(socket_path), Conversation)
        clamd.address = f"unix://{socket_path}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield clamd
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
