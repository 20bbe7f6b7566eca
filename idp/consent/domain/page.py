"""The content of a consent page as one value: shown, digested, compared when the person agrees."""

import hashlib
import json
from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final

from idp.consent.domain.record import DURATIONS, Consent, kept_beside
from idp.consent.domain.request import TEXT_VERSION, Item
from idp.relying_parties.domain.client import Client, text_in

NO_CHOICE: Final[tuple[int, ...]] = ()
"""A notice offers no choice: it is shown again after DEFAULT_DAYS."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentText:
    """The variable content of a consent page (X15.1, D14.3).

    `items` have their purposes in the language of the page. `kept` are items agreed to earlier that
    stay, until `kept_until` at the latest; `durations` are in days.
    """

    client_id: str
    party: str
    kind: str
    connection: str
    provider: str | None
    lang: str
    statutory: bool
    items: tuple[Item, ...]
    kept: tuple[str, ...]
    kept_until: datetime | None
    durations: tuple[int, ...]
    text_version: str

    @property
    def digest(self) -> str:
        """SHA-256, hexadecimal, of the page; it is in the form and on the record."""
        text = json.dumps(_plain(self), ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()


def page_of(
    client: Client,
    asked: Collection[Item],
    before: Consent | None,
    *,
    lang: str,
    now: datetime,
    statutory: bool = False,
) -> ConsentText:
    """The content of a page in this language about these items now."""
    kept = kept_beside(asked, before, now)
    return ConsentText(
        client_id=client.client_id,
        party=text_in(client.name, lang),
        kind=client.kind,
        connection=client.connection,
        provider=client.provider_name,
        lang=lang,
        statutory=statutory,
        items=tuple(_with_current_purposes(client, asked, lang)),
        kept=kept,
        kept_until=before.expires_at if before and kept else None,
        durations=NO_CHOICE if statutory else DURATIONS,
        text_version=TEXT_VERSION,
    )


def _with_current_purposes(client: Client, asked: Collection[Item], lang: str) -> Iterator[Item]:
    for item in asked:
        approved = client.claims.get(item.name)
        purpose = item.purpose if approved is None else text_in(approved.text, lang)
        yield Item(item.name, purpose, item.essential)


def _plain(page: ConsentText) -> dict[str, Any]:
    until = page.kept_until
    return asdict(page) | {"kept_until": None if until is None else until.isoformat()}
