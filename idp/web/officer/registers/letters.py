"""Numbered letters: to whom, on which basis, whether they arrived; read on a page of their own."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Final

from idp.access.powers import Power
from idp.kernel.actors import Officer
from idp.kernel.ids import Id
from idp.kernel.refusals import Refused
from idp.letters.domain import BY_HAND, Delivery, DeliveryMethod, LetterInList, NumberedLetter
from idp.letters.domain.content import LetterContent
from idp.platform.sealing import CannotOpen
from idp.web.current import services
from idp.web.officer.forms import Ask
from idp.web.officer.letter_words import DELIVERIES, NOT_DELIVERED, called, delivered
from idp.web.officer.read_together import ReadTogether
from idp.web.officer.records import (
    ActDone,
    ActTarget,
    Column,
    DeskAct,
    Outcome,
    Record,
    Row,
    subject_link,
)
from idp.web.officer.signers import officer_value
from idp.web.officer.values import NONE, Fact, Kind, Value, basis, code, moment, text, word, words
from idp.web.pages.labels import N_

_MOST: Final = 501
STATES: Final[Mapping[str, str]] = {
    "delivered": N_("Delivered"),
    "waits": NOT_DELIVERED,
}
_ASKED: Final = N_("What is recorded of a delivery stays. Is it this letter?")


@dataclass(frozen=True, slots=True)
class HandingOver:
    """Who received a letter on paper."""

    receiver: Annotated[
        str, Ask(N_("Who received it"), hint=N_("The name, and the number of the register."))
    ]


@dataclass(frozen=True, slots=True)
class Posting:
    """The registered letter."""

    post: Annotated[str, Ask(N_("Number of the registered letter"))]


@dataclass(frozen=True, slots=True)
class LetterRegister:
    path: str = "letters"
    title: str = N_("Letters")
    about: str = N_("What was told in writing, by number: to whom, on which basis, how it arrived.")
    reads: tuple[Power, ...] = (Power.LETTER_READ,)
    looks: bool = False
    waits_in: tuple[str, ...] = ()
    columns: tuple[Column, ...] = (
        Column("number", N_("Number")),
        Column("dated", N_("Date")),
        Column("kind", N_("Letter")),
        Column("to", N_("To")),
        Column("basis", N_("Legal basis")),
        Column("delivery", N_("Delivery")),
    )
    begins: tuple[DeskAct, ...] = ()

    @property
    def states(self) -> Mapping[str, str]:
        return STATES

    @property
    def acts(self) -> tuple[DeskAct, ...]:
        return (
            DeskAct(
                event="hand-over",
                label=N_("Record that it was handed over"),
                power=Power.LETTER_DELIVER,
                facts=HandingOver,
                question=_ASKED,
                does=_hand_over,
            ),
            DeskAct(
                event="post",
                label=N_("Record that it was posted"),
                power=Power.LETTER_DELIVER,
                facts=Posting,
                question=_ASKED,
                does=_post,
            ),
        )

    def rows(self, state: str | None) -> Iterable[Row]:
        wanted = None if state is None else state == "delivered"
        found = services().letters.listed(_MOST, delivered=wanted)
        told = ReadTogether(list(found), services().letters.in_list)
        return (_row(each, number, told) for each, number in found.items())

    def record(self, key: str) -> Record | None:
        found = services().letters.by_number(key)
        return None if found is None else _record(found)


def _state(how: tuple[str, ...]) -> str:
    return "waits" if how == (NOT_DELIVERED,) else "delivered"


def _content(letter: NumberedLetter) -> LetterContent | None:
    """The words of a letter; None where the key of its person was erased."""
    try:
        return services().letters.content(letter)
    except (CannotOpen, LookupError):
        return None


def _to(letter: NumberedLetter, body: str | None) -> Value:
    """The recipient: a body by its name, a person by the page that records the look (D17.3)."""
    if letter.to_person:
        return Value(Kind.WORD, N_("A person"), link=subject_link(letter.subject_id))
    return text(body)


def _row(letter_id: Id, number: str, told: ReadTogether[Id, LetterInList]) -> Row:
    def cells() -> tuple[Value, ...]:
        listed = told.of(letter_id)
        if listed is None:  # removed after its term, a moment ago
            return (code(number), *(NONE,) * 5)
        letter = listed.letter
        return (
            code(number),
            moment(letter.dated_at),
            word(called(letter.kind)),
            _to(letter, listed.body),
            basis(listed.basis),
            words(delivered(listed.deliveries)),
        )

    return Row(key=number, cells=cells)


def _record(letter: NumberedLetter) -> Record:
    content, proofs = _content(letter), services().letters.deliveries.of_letter(letter.id)
    how, body = delivered(proofs), None if content is None else content.recipient
    state, path = _state(how), f"/officer/letters/{letter.number}"
    reading = [] if content is None else [(f"{path}/read", N_("Read the letter"))]
    sealed = [(f"{path}/pdf", N_("Sealed PDF"))] if letter.digest is not None else []
    return Record(
        key=letter.number,
        title=code(letter.number),
        state=f"{state} {len(proofs)}",
        state_label=STATES[state],
        facts=(
            Fact(N_("Letter"), word(called(letter.kind))),
            Fact(N_("Date"), moment(letter.dated_at)),
            Fact(N_("To"), _to(letter, body)),
            Fact(N_("Legal basis"), basis(services().letters.basis(letter))),
            Fact(N_("Signed by"), _signer(letter)),
            Fact(N_("PDF sealed"), moment(letter.sealed_at)),
            Fact(
                N_("SHA-256 of the PDF"),
                code(None if letter.digest is None else letter.digest.hex()),
            ),
            *_deliveries(proofs),
        ),
        onward=(*reading, *sealed),
    )


def _signer(letter: NumberedLetter) -> Value:
    officer_id = letter.signer.get("officer_id")
    if officer_id is not None:
        return officer_value(officer_id, letter.signer.get("appointment_id"))
    return word(N_("The system") if "rule" in letter.signer else N_("An operator"))


def _deliveries(proofs: Iterable[Delivery]) -> Iterator[Fact]:
    for each in proofs:
        yield Fact(DELIVERIES[each.how], moment(each.at))
        if each.how in BY_HAND:
            yield Fact(N_("Proof of delivery"), text(each.detail))


def _hand_over(officer: Officer, on: ActTarget, facts: HandingOver) -> Outcome:
    return _deliver(officer, on, DeliveryMethod.HANDED_OVER, facts.receiver)


def _post(officer: Officer, on: ActTarget, facts: Posting) -> Outcome:
    return _deliver(officer, on, DeliveryMethod.POSTED, facts.post)


def _deliver(officer: Officer, on: ActTarget, how: DeliveryMethod, detail: str) -> Outcome:
    kept = services().letters.record_delivery(on.key, how, detail=detail, actor=officer)
    return kept if isinstance(kept, Refused) else ActDone(key=on.key)
