"""Verification of a consent receipt or an evidence statement; it is not stored.

A signed file is pasted. The paper of a receipt is checked by its number and check code, which its
QR code fills in: the page tells what was written, to compare with what the paper says.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Final

from flask import Response, request

from idp.consent.domain.request import LANGUAGE_OF_RECORD
from idp.consent.service import RECEIPT_TYPE
from idp.history.service import EXTRACT_TYPE, STATEMENT_TYPE
from idp.kernel import spoken_dates
from idp.kernel.refusals import Reason, Refused
from idp.ledger.offline.documents import NotProven, check_claims, signed_in
from idp.ledger.offline.notes import UnusableKey
from idp.platform import logs
from idp.relying_parties.domain.client import Client
from idp.web.current import services
from idp.web.pages import language_links
from idp.web.pages.ip_rate_limit import rate_limited
from idp.web.pages.labels import N_, in_language
from idp.web.pages.language import Lang, negotiate_language
from idp.web.pages.rendering import render
from idp.web.pages.values import item_text

_LOG: Final = logs.logger("idp.receipts")
PATH: Final = "/public/receipt"
LONGEST: Final = 1_048_576
"""Bytes of a form with a document: a part of a history in clear, and the same signed."""
NOTHING: Final = "nothing"
"""Neither a file nor a text was sent."""
VALID: Final = "valid"
INVALID: Final = "invalid"
DOUBTFUL: Final = "doubtful"
"""Signed with a key of ours that may have leaked."""
NO_PAPER: Final = "no_paper"
_LONGEST_TYPED: Final = 64
_WRONG: Final = 422
_TOO_MANY: Final = 429


class InLedger(StrEnum):
    """What the proofs of a genuine document prove by the ledger of history."""

    ALL = "all"
    SOME = "some"
    """Some of its acts had no checkpoint above them yet when it was issued."""
    NOT_YET = "not_yet"
    WRONG = "wrong"
    """The proofs do not hold."""


@dataclass(frozen=True, slots=True)
class WrittenPaper:
    """What was written, in the language of the paper; and what became of the consent since.

    `withdrawn_at`: where the paper does not say so itself.
    """

    language: str
    title: str
    facts: tuple[tuple[str, str], ...]
    items_title: str
    items: tuple[str, ...]
    withdrawn_at: datetime | None
    disputed_at: datetime | None


@dataclass(frozen=True, slots=True)
class ReceiptPage:
    """`facts`: the content of a genuine document, message id of the label -> value.

    `since`: when the signing key was replaced because it may have leaked. `disputed_at`: when the
    act was found to be possibly another person's; a document issued before does not show that.
    `in_ledger` is None where this server knows no key of the ledger; `leaves`: how many entries the
    checkpoint covers. `paper`: what was written on one, for who typed its `number` and check
    code; `code`: the one that was wrong, to be compared; `wait`: there were too many tries.
    """

    verdict: str | None = None
    facts: Mapping[str, str] | None = None
    since: datetime | None = None
    disputed_at: datetime | None = None
    in_ledger: InLedger | None = None
    leaves: int = 0
    paper: WrittenPaper | None = None
    number: str = ""
    code: str = ""
    wait: bool = False


def ask() -> Response:
    """GET /public/receipt; in the other language, the refusal that this link tells, alone.

    With the number of a paper, as its QR code has it, it is filled in. Its check code stands behind
    the `#` of that address, which browsers keep to themselves (RFC 9110 section 7.1): a script of
    the page fills it in.
    """
    told = language_links.parameters()
    if told is not None:
        return _refused(told[0] if told[0] in (NOTHING, NO_PAPER) else INVALID)
    return _page(ReceiptPage(number=request.args.get("number", "")[:_LONGEST_TYPED]))


def check() -> Response:
    """POST: verify with every key we ever signed with, because receipts outlive keys."""
    if "code" in request.form:
        return _check_paper()
    sent = _sent().strip()
    if not sent:
        return _refused(NOTHING)
    lang, shown = negotiate_language(), _signed(sent)
    for typ, told in _DOCUMENTS:
        claims = services().keyring.verify(shown, typ=typ, withdrawn=True)
        if claims is not None:
            since = services().keyring.distrusted_from(shown)
            verdict = VALID if since is None else DOUBTFUL
            proven, leaves = _in_ledger(claims)
            disputed_at = _disputed_at(claims)
            facts = told(claims, lang)
            return _page(ReceiptPage(verdict, facts, since, disputed_at, proven, leaves))
    return _refused(INVALID)


def _check_paper() -> Response:
    number, code = (request.form.get(each, "")[:_LONGEST_TYPED] for each in ("number", "code"))
    found = rate_limited(lambda: services().letters.on_paper(number, code))
    if isinstance(found, Refused):
        waits = found.reason is Reason.TOO_MANY_TRIES
        status = _TOO_MANY if waits else _WRONG
        return _refused(NO_PAPER, number=number, code=code, wait=waits, status=status)
    letter, written = found
    content = services().letters.content(letter)
    consent = services().consents.by_id(written.facts.get("receipt", ""))
    ended = None if consent is None or "withdrawn_at" in written.facts else consent.withdrawn_at
    disputed = (
        {} if consent is None else services().consents.disputed(consent.subject_id, [consent])
    )
    paper = WrittenPaper(
        language=content.language,
        title=content.title,
        facts=content.facts,
        items_title=content.reasons_title,
        items=content.reasons,
        withdrawn_at=ended,
        disputed_at=None if consent is None else disputed.get(consent.id),
    )
    return _page(ReceiptPage(VALID, paper=paper, number=letter.number))


def _sent() -> bytes:
    """The file that was chosen, or else what was pasted; the length of both is bounded before."""
    file = request.files.get("file")
    return (file.stream.read() if file else b"") or request.form.get("receipt", "").encode()


def _signed(sent: bytes) -> str:
    """The compact JWS in what was sent; "" where the words beside it say something else."""
    try:
        return "".join(signed_in(sent).decode("ascii", "replace").split())
    except NotProven:
        return ""


def _page(view: ReceiptPage, *, at: str | None = None, status: int = 200) -> Response:
    return render("public/receipt", view, lang=negotiate_language(), at=at, status=status)


def _refused(
    verdict: str, *, number: str = "", code: str = "", wait: bool = False, status: int = 200
) -> Response:
    """The link to the other language repeats this verdict alone, and nothing of a document."""
    view = ReceiptPage(verdict, number=number, code=code, wait=wait)
    return _page(view, at=language_links.address(PATH, [verdict]), status=status)


def _in_ledger(claims: Mapping[str, Any]) -> tuple[InLedger | None, int]:
    """What its proofs prove, and how many entries the checkpoint in it covers."""
    try:
        keys = services().ledger.checkpoints.trusted()
    except (OSError, UnusableKey) as error:
        _LOG.error("keys of the ledger cannot be read", reason=type(error).__name__)
        return None, 0
    if not keys:
        return None, 0
    try:
        proven = check_claims(claims, keys)
    except NotProven as error:
        _LOG.error("a document of ours is not in the ledger", reason=str(error))
        return InLedger.WRONG, 0
    if proven is None:
        return InLedger.NOT_YET, 0
    return (InLedger.SOME if proven.without else InLedger.ALL), proven.checkpoint.size


def _disputed_at(claims: Mapping[str, Any]) -> datetime | None:
    """Since when the act is known as disputed."""
    whose, acts = claims.get("sub") or claims["subject"], claims.get("acts", ())
    named = {claims["txn"]} if "txn" in claims else {each["txn"] for each in acts} - {None}
    return min(services().history.disputed(whose, named).values(), default=None)


def _of_receipt(claims: Mapping[str, Any], lang: Lang) -> dict[str, str]:
    client = services().relying_parties.client(claims["client_id"])
    facts = {
        N_("Consent"): claims["jti"],
        N_("Given to"): claims["client_id"] if client is None else in_language(client.name, lang),
        N_("Given at"): _moment(claims["iat"], lang),
        N_("Holds until"): _moment(claims["exp"], lang),
    }
    facts[N_("What may be passed on")] = "; ".join(_items(claims["items"], client, lang))
    if "withdrawn_at" in claims:
        facts[N_("Withdrawn at")] = _moment(claims["withdrawn_at"], lang)
    return facts


def _items(items: Mapping[str, str], client: Client | None, lang: Lang) -> Iterator[str]:
    """Each item with its purpose: in the page's language where it is still the one on record."""
    for name, recorded in items.items():
        label, approved = item_text(name, lang), None if client is None else client.claims.get(name)
        same = approved is not None and approved.text.get(LANGUAGE_OF_RECORD) == recorded
        purpose = in_language(approved.text, lang) if approved and same else recorded
        yield f"{label} ({purpose})" if purpose else label


def _of_statement(claims: Mapping[str, Any], lang: Lang) -> dict[str, str]:
    return {
        N_("Transaction"): claims["txn"],
        N_("Stated at"): _moment(claims["iat"], lang),
        N_("Acts"): str(len(claims["acts"])),
    }


def _of_extract(claims: Mapping[str, Any], lang: Lang) -> dict[str, str]:
    return {N_("Stated at"): _moment(claims["iat"], lang), N_("Acts"): str(len(claims["acts"]))}


_DOCUMENTS: Final = (
    (RECEIPT_TYPE, _of_receipt),
    (STATEMENT_TYPE, _of_statement),
    (EXTRACT_TYPE, _of_extract),
)


def _moment(seconds: int, lang: Lang) -> str:
    return spoken_dates.moment(datetime.fromtimestamp(seconds, UTC), lang)
