"""The items of a consent as a page asks for them, with the datum that would be sent (X15.1)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from idp.consent.domain.page import ConsentText
from idp.relying_parties.domain.disclosure import MATCHES
from idp.tokens.domain.claims import claim_values
from idp.web.pages.labels import OWN_PURPOSES, item_label
from idp.web.pages.language import Lang
from idp.web.pages.rendering import words
from idp.web.pages.values import COVERED, value_text

_NONE: Final[Mapping[str, str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedItem:
    """`label` comes from `labels.item_label`; `purpose` is text in the page's language.

    `value`: the datum that would be sent, None where we have none; `covered`: shown only on
    request. `valueless`: no datum is sent under this item.
    """

    name: str
    label: tuple[str, str | None]
    purpose: str
    value: str | None
    covered: bool
    valueless: bool


def asked_items(
    data: Mapping[str, Any],
    page: ConsentText,
    lang: Lang,
    *,
    labels: Mapping[str, str] = _NONE,
    purposes: Mapping[str, str] = OWN_PURPOSES,
) -> Iterator[AskedItem]:
    """The items of a page with the data that would be sent, in the form in which they are sent.

    `labels` and `purposes` are message ids by item, in place of the usual label and of the
    purpose that a party gave; a page about somebody else than its reader has its own.
    """
    values = claim_values(data, [each.name for each in page.items])
    for each in page.items:
        value, own = values.get(each.name), purposes.get(each.name)
        label = labels.get(each.name)
        yield AskedItem(
            name=each.name,
            label=item_label(each.name) if label is None else (label, None),
            purpose=each.purpose if own is None else words(lang, own),
            value=None if value is None else value_text(each.name, value, lang),
            covered=each.name in COVERED,
            valueless=own is not None or each.name.endswith(MATCHES),
        )
