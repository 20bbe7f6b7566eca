"""What only a worker opens: the sealing key, the typeface, and what seals letters with them.

No other module of the wiring imports this one: a process that serves holds no such key.
"""

from idp.letters.press import LetterPress
from idp.letters.typesetting import open_typesetter
from idp.platform.outbound import Outbound
from idp.platform.outbound_addresses import NAMES_OF_THE_OPERATOR
from idp.platform.pdf_seals import PdfSealer, TimestampAuthority, read_seal_key
from idp.platform.settings import Settings
from idp.services import Services

__all__ = ["LetterPress", "open_press"]


def open_press(settings: Settings, services: Services) -> LetterPress | None:
    """The press with the key of the settings, None where there is none.

    Raises OSError, BrokenSealKey.
    """
    if settings.letter_seal is None:
        return None
    seal_key = read_seal_key(settings.letter_seal)
    return LetterPress(
        database=services.database,
        clock=services.clock,
        letters=services.letters,
        typesetter=open_typesetter(),
        sealer=PdfSealer(seal_key, settings.brand_name, _timestamps(settings)),
    )


def _timestamps(settings: Settings) -> TimestampAuthority | None:
    if not settings.letter_timestamps_url:
        return None
    outbound = Outbound(
        settings.outbound_hosts, settings.outbound_ca_bundle, resolver=NAMES_OF_THE_OPERATOR
    )
    return TimestampAuthority(outbound, settings.letter_timestamps_url)
