"""Key files of the ledger: a private key for the worker, and beside it all public keys there were.

The private key is in a file of its own that only its owner can read; serving processes have no use
for it. The file of public keys has one on each line, the newest last, and no line is ever removed:
a retired key signs nothing any more, and what it signed stays verifiable.
"""

from pathlib import Path
from typing import Final

from idp.ledger.offline.notes import LOG, PrivateKey, PublicKey, UnusableKey
from idp.platform.replacing import replacing

_OWNER_ALONE: Final = 0o600
_FOR_ALL: Final = 0o644


def read_private(path: Path) -> PrivateKey:
    """The key that signs checkpoints. Raises OSError, UnusableKey."""
    try:
        key = PrivateKey.read(path.read_text("utf-8"))
    except UnicodeDecodeError as error:
        raise UnusableKey(f"{path} holds no key of a ledger") from error
    except UnusableKey as error:
        raise UnusableKey(f"{path}: {error}") from error
    if key.kind != LOG:
        raise UnusableKey(f"{path}: the key of a witness signs no checkpoints")
    return key


def read_public(path: Path) -> list[PublicKey]:
    """All keys that ever signed, the newest last. Raises OSError, UnusableKey."""
    try:
        lines = path.read_text("utf-8").split("\n")
        return [PublicKey.read(line) for line in lines if line.strip()]
    except (UnicodeDecodeError, UnusableKey) as error:
        raise UnusableKey(f"{path}: {error}") from error


def add_key(path: Path, public: Path, *, name: str) -> PublicKey:
    """Make a new private key in `path`, and add its public half to the file `public`.

    A key that was in `path` is retired: erased there, its public half stays. Raises OSError, and
    UnusableKey for a file that holds something else, or keys of another name.
    """
    known = read_public(public) if public.exists() else []
    if path.exists() and (before := read_private(path).public) not in known:
        known.append(before)
    if any(each.name != name for each in known):
        raise UnusableKey(f"{public}: its keys have another name, and a ledger keeps its name")
    key = PrivateKey.new(name, kind=LOG)
    with replacing(public, mode=_FOR_ALL) as file:
        file.write("".join(f"{each}\n" for each in [*known, key.public]).encode())
    with replacing(path, mode=_OWNER_ALONE) as file:
        file.write(key.text().encode())
    return key.public
