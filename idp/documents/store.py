"""Where the content of files is kept: a port, and the database as the one that needs nothing else.

Content is sealed before it comes here. Keys are our own: a folder and an id.
"""

from dataclasses import dataclass
from typing import Final, Protocol

from sqlalchemy import bindparam, delete, select

from idp.documents.tables import STORED_FILE
from idp.platform.database import Database, insert_new
from idp.platform.s3 import ObjectStore, ObjectStoreFailed

_PUT: Final = insert_new(STORED_FILE)
_GET: Final = select(STORED_FILE.c.content).where(STORED_FILE.c.key == bindparam("key"))
_DELETE: Final = delete(STORED_FILE).where(STORED_FILE.c.key == bindparam("key"))


class StoreFailed(Exception):
    """The store did not answer, or refused."""


class FileStore(Protocol):
    """Keeps sealed content by key. Every method raises StoreFailed where it cannot."""

    def put(self, key: str, content: bytes) -> None:
        """Keep it; belongs inside the unit of work that writes the row which names the key.

        Repeated after an end in between, it replaces what no row names.
        """

    def get(self, key: str) -> bytes | None:
        """The content, None where there is none."""

    def delete(self, key: str) -> None:
        """Remove it; nothing happens where there is none."""


@dataclass(frozen=True)
class DatabaseFiles:
    """Beside the rows, in their own unit of work: nothing half done, and one backup for both."""

    database: Database

    def put(self, key: str, content: bytes) -> None:
        self.database.execute(_PUT, key=key, content=content)

    def get(self, key: str) -> bytes | None:
        row = self.database.one(_GET, key=key)
        return None if row is None else bytes(row.content)

    def delete(self, key: str) -> None:
        with self.database.transaction():
            self.database.execute(_DELETE, key=key)


@dataclass(frozen=True)
class ObjectFiles:
    """In a bucket beside the database. A row is written with its object or not at all.

    An object without a row may stay behind where a process ended between the two; it is sealed, and
    the next try for a letter replaces it.
    """

    objects: ObjectStore

    def put(self, key: str, content: bytes) -> None:
        try:
            self.objects.put(key, content)
        except ObjectStoreFailed as error:
            raise StoreFailed from error

    def get(self, key: str) -> bytes | None:
        try:
            return self.objects.get(key)
        except ObjectStoreFailed as error:
            raise StoreFailed from error

    def delete(self, key: str) -> None:
        try:
            self.objects.delete(key)
        except ObjectStoreFailed as error:
            raise StoreFailed from error
