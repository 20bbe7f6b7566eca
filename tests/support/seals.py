"""A key that seals letters, and what a worker seals them with."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from idp.platform.pdf_seals import PdfSealer, create_seal_key, read_seal_key
from idp.platform.settings import Settings
from idp.wiring.press import LetterPress, open_press
from tests.support.world import World


@dataclass(frozen=True)
class SealFiles:
    key: Path
    certificates: Path

    @property
    def sealer(self) -> PdfSealer:
        return PdfSealer(read_seal_key(self.key), "Minh Danh")

    def settings(self, settings: Settings) -> Settings:
        changed = {"letter_seal": self.key, "letter_certificates": self.certificates}
        return settings.model_copy(update=changed)

    def press(self, world: World) -> LetterPress:
        opened = open_press(self.settings(world.settings), world.services)
        assert opened is not None
        return opened


def seal_files(folder: Path) -> SealFiles:
    """A new key, which holds since a day ago: a seal is dated by the clock of the machine."""
    files = SealFiles(folder / "letter-seal.pem", folder / "letter-certificates.pem")
    since = datetime.now(UTC) - timedelta(days=1)
    create_seal_key(files.key, files.certificates, name="Minh Danh: văn bản", now=since)
    return files
