"""Films for Chromium's pretended camera, drawn from nothing (YUV4MPEG2, 4:2:0)."""

import math
from collections.abc import Callable
from pathlib import Path

WIDTH, HEIGHT = 320, 240
FRAMES = 20
_SKIN, _EYE, _WALL, _COVERED = 190, 40, 90, 18
_BLUE, _RED = 115, 150

Brightness = Callable[[int, int], int]


def face(turned: float) -> Brightness:
    """An oval with two eyes on a wall; `turned` from -1 to 1 moves what is inside it."""

    def at(x: int, y: int) -> int:
        across, down = (x - WIDTH / 2) / 70, (y - HEIGHT / 2) / 95
        if across * across + down * down > 1:
            return _WALL + (x + y) % 32
        eye = across - 0.35 * turned
        near = min(abs(eye - 0.35), abs(eye + 0.35))
        return _EYE if near < 0.12 and abs(down + 0.2) < 0.08 else _SKIN - int(40 * abs(across))

    return at


def covered(turned: float) -> Brightness:
    """A finger on the lens, hardly lighter anywhere."""
    del turned
    return lambda x, y: _COVERED + (x + y) % 2


def warped_still(turned: float) -> Brightness:
    """One still photograph, bent a little more in each frame: what an attacker injects."""
    still = face(0)

    def at(x: int, y: int) -> int:
        bent = x + 18 * turned * math.sin(math.pi * y / HEIGHT)
        return still(int(min(max(bent, 0), WIDTH - 1)), y)

    return at


def write_film(path: Path, picture: Callable[[float], Brightness]) -> Path:
    """A film that loops: from one side to the other, once in twenty seconds.

    Four pictures at the pace of a person are within one round, so no two are the same frame.
    """
    with path.open("wb") as film:
        film.write(f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F1:1 Ip A1:1 C420jpeg\n".encode())
        for frame in range(FRAMES):
            at = picture(2 * frame / (FRAMES - 1) - 1)
            film.write(b"FRAME\n")
            film.write(bytes(at(x, y) for y in range(HEIGHT) for x in range(WIDTH)))
            quarter = WIDTH * HEIGHT // 4
            film.write(bytes((_BLUE,)) * quarter + bytes((_RED,)) * quarter)
    return path
