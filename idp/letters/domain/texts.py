"""The texts of letters. English is here as the message id, Vietnamese in `translations/vi.po`.

Places in braces are the facts of a letter, or `number`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from idp.kernel.catalogues import N_
from idp.law.citations import Citation, cited
from idp.letters.domain import LetterKind
from idp.subjects.domain import Source


@dataclass(frozen=True, slots=True)
class LetterForm:
    """The parts of a letter of one kind. `facts`: the label of each fact, in their order.

    `listed`: what the list of a letter is, where it has no reasons. `by_itself`: who signs a letter
    on which nobody decided, and no rule of the law did. `basis` is not stored with a letter:
    another citation would change those that were issued.
    """

    title: str
    basis: Citation
    opening: str
    closing: str
    facts: Mapping[str, str]
    listed: str | None = None
    by_itself: str | None = None


_LOCKS: Final = cited((15, None))
_LOSSES: Final = cited((32, 3))
_PARTIES: Final = cited((19, None))
_DATA: Final = cited((8, 1))
_CONSENTS: Final = cited((19, 3))
_ISSUANCE: Final = cited((10, None))
_ORGANISATIONS: Final = cited((12, None))
_DISAGREE: Final = N_(
    "If you do not agree, you can complain in writing to the body that decided, and name the "
    "number of this letter."
)

CHECK_CODE: Final = "check_code"
"""The fact by which what was written is found from its paper; only receipts have one."""
LETTER_FORMS: Final[Mapping[LetterKind, LetterForm]] = {
    LetterKind.ACCOUNT_LOCKED: LetterForm(
        N_("Your identification account was locked"),
        _LOCKS,
        N_(
            "Your electronic identification account was locked. Until it is unlocked it can be "
            "used with no service; every session and every access it had given was ended."
        ),
        _DISAGREE,
        {
            "body": N_("Decided by"),
            "remedy": N_("What you can do"),
        },
    ),
    LetterKind.ACCOUNT_UNLOCKED: LetterForm(
        N_("Your identification account was unlocked"),
        _LOCKS,
        N_(
            "Your electronic identification account was unlocked and is again as it was before. "
            "Sign in anew where you need it."
        ),
        _DISAGREE,
        {},
    ),
    LetterKind.LOSS_CASE_CLOSED: LetterForm(
        N_("The report of a loss was dealt with"),
        _LOSSES,
        N_("The report of a loss or of misuse on your account was dealt with and is closed."),
        _DISAGREE,
        {"case": N_("Case"), "document": N_("Document kept with the case (SHA-256)")},
    ),
    LetterKind.RECOVERY_REFUSED: LetterForm(
        N_("Giving your account back at a counter was refused"),
        _LOSSES,
        N_(
            "Somebody came to a counter to have the access to your account given back. It was "
            "refused, and nothing of your account was changed."
        ),
        N_(
            "If it was you, come again with your identity document. If it was not, you need not do "
            "anything; look through your history."
        ),
        {"document": N_("Document shown")},
    ),
    LetterKind.VIOLATION_CLOSED: LetterForm(
        N_("A case of misuse that concerns you was closed"),
        _PARTIES,
        N_(
            "A result of your sign-in was passed on, or used again, in a way that is not allowed. "
            "The case was examined and is closed."
        ),
        _DISAGREE,
        {"case": N_("Case"), "party": N_("Relying party concerned")},
    ),
    LetterKind.CLIENT_SUSPENDED: LetterForm(
        N_("The connection of a relying party was suspended"),
        _PARTIES,
        N_(
            "The connection named here was suspended. Until it is activated again it is refused "
            "every request, and its tokens are not accepted."
        ),
        _DISAGREE,
        {"party": N_("Connection"), "client_id": N_("Client id")},
    ),
    LetterKind.PROVIDER_REVOKED: LetterForm(
        N_("The certificate of a provider was revoked"),
        _PARTIES,
        N_(
            "The certificate of eligibility named here was revoked. Every relying party that is "
            "connected through this provider stopped at once."
        ),
        _DISAGREE,
        {"provider": N_("Provider")},
    ),
    LetterKind.CORRECTION_MADE: LetterForm(
        N_("A datum on record about you was corrected"),
        _DATA,
        N_("You asked that a datum on record about you is corrected. It was corrected."),
        N_("Services that you agreed to get the corrected datum whenever they next ask for it."),
        {
            "case": N_("Case"),
            "datum": N_("Datum"),
            "value": N_("On record from now on"),
        },
    ),
    LetterKind.CORRECTION_REFERRED: LetterForm(
        N_("Your request for a correction belongs to a register"),
        _DATA,
        N_(
            "You asked that a datum on record about you is corrected. It comes from a register, "
            "and nobody writes it here. When the register corrects it, it changes here by itself."
        ),
        _DISAGREE,
        {
            "case": N_("Case"),
            "datum": N_("Datum"),
            "register": N_("Where it comes from"),
        },
    ),
    LetterKind.CORRECTION_REFUSED: LetterForm(
        N_("Your request for a correction was refused"),
        _DATA,
        N_(
            "You asked that a datum on record about you is corrected. It was refused, and what is "
            "on record stays."
        ),
        _DISAGREE,
        {"case": N_("Case"), "datum": N_("Datum")},
    ),
    LetterKind.REGISTRATIONS_MERGED: LetterForm(
        N_("Your two registrations are one"),
        _DATA,
        N_(
            "You were registered twice, with an account each. The two registrations were merged: "
            "this one goes on, and the account of the other is locked. Sign in anew here. Services "
            "that knew only the other account know you as before; each asks for your consent anew, "
            "as what you agreed to there does not count here."
        ),
        N_(
            "The history of the other registration stays with it. The copy of your data, which you "
            "get in your account, has both. If the two were not yours, tell the body that decided "
            "at once, and name the number of this letter: they can be parted again."
        ),
        {"case": N_("Case")},
    ),
    LetterKind.MERGE_REFUSED: LetterForm(
        N_("Two registrations were not merged"),
        _DATA,
        N_(
            "It was examined whether you are registered twice. The two registrations were not "
            "merged: both stay as they are, and so do the accounts."
        ),
        _DISAGREE,
        {"case": N_("Case")},
    ),
    LetterKind.ACCOUNT_GRANTED: LetterForm(
        N_("Your account was granted"),
        _ISSUANCE,
        N_("You applied for an account of the level named here. It was checked and is granted."),
        N_(
            "An account that is new is used once it is activated: by the address that was sent to "
            "you, within 7 days."
        ),
        {
            "case": N_("Case"),
            "level": N_("Level of the account"),
            "health_insurance": N_("Health insurance card"),
            "driving_licence": N_("Driving licence"),
            "vehicle_registration": N_("Vehicle registration"),
        },
    ),
    LetterKind.ACCOUNT_REFUSED: LetterForm(
        N_("Your application for an account was refused"),
        _ISSUANCE,
        N_(
            "You applied for an account. It was refused for the reasons below, and nothing of what "
            "you have was changed."
        ),
        _DISAGREE,
        {"case": N_("Case")},
    ),
    LetterKind.ORGANISATION_GRANTED: LetterForm(
        N_("The account of an organisation was granted"),
        _ORGANISATIONS,
        N_(
            "You applied for the account of the organisation named here. It was checked and is "
            "granted. Nobody signs in as the organisation: who represents it signs in to their own "
            "account, and says that they act for it."
        ),
        N_(
            "It is used once a representative activates it: sign in to your own account, and look "
            "under Organisations."
        ),
        {
            "case": N_("Case"),
            "organisation": N_("Organisation"),
            "organisation_number": N_("Identification number of the organisation"),
        },
    ),
    LetterKind.ORGANISATION_REFUSED: LetterForm(
        N_("The application for an organisation's account was refused"),
        _ORGANISATIONS,
        N_(
            "You applied for the account of the organisation named here. It was refused for the "
            "reasons below."
        ),
        _DISAGREE,
        {"case": N_("Case"), "organisation": N_("Organisation")},
    ),
    LetterKind.ORGANISATION_NOT_AGREED: LetterForm(
        N_("The application for an organisation's account was refused"),
        _ORGANISATIONS,
        N_(
            "You applied for the account of the organisation named here. It was refused for the "
            "reasons below."
        ),
        N_("It can be applied for again, once every representative agrees."),
        {"case": N_("Case"), "organisation": N_("Organisation")},
    ),
    LetterKind.CONSENT_RECEIPT: LetterForm(
        N_("Receipt of a consent"),
        _CONSENTS,
        N_(
            "This tells what may be passed on about you, to whom, for what and until when, as of "
            "the date of this letter."
        ),
        N_(
            "A consent is withdrawn in your account, under Consents. There is also this receipt as "
            "a signed file, which programs can check, and which has the proof by the ledger."
        ),
        {
            "username": N_("User name"),
            "party": N_("Given to"),
            "provider": N_("Through the licensed provider"),
            "given_as": N_("Given as"),
            "given_at": N_("Given at"),
            "expires_at": N_("Holds until"),
            "withdrawn_at": N_("Withdrawn at"),
            "disputed_at": N_("Disputed since"),
            "told": N_("With each sign-in it is told"),
            "declined": N_("Asked, and not agreed to"),
            "level": N_("Level of the sign-in"),
            "receipt": N_("Number of the receipt"),
            "transaction": N_("Transaction"),
            "text_version": N_("Version of the text"),
            "digest": N_("Check number of the page that was shown"),
            CHECK_CODE: N_("Check code of this paper"),
        },
        listed=N_("What may be passed on, and for what"),
        by_itself=N_("{provider}, from its records, at the request of the person"),
    ),
}

DATA: Final[Mapping[str, str]] = {
    "name": N_("Full name"),
    "family_name": N_("Family name"),
    "middle_name": N_("Middle name"),
    "given_name": N_("Given name"),
    "nickname": N_("Other name"),
    "birthdate": N_("Date of birth"),
    "gender": N_("Sex"),
    "nationality": N_("Nationality"),
    "personal_number": N_("Personal identification number"),
    "address": N_("Place of residence"),
}
"""What data are called that a letter can be about; a letter keeps the message id."""
SEXES: Final[Mapping[str, str]] = {
    "female": N_("Female"),
    "male": N_("Male"),
    "other": N_("Other"),
}
REGISTERS: Final[Mapping[Source, str]] = {
    Source.NATIONAL_POPULATION_DB: N_("National Population Database"),
    Source.IDENTITY_DB: N_("Identity Database"),
    Source.IMMIGRATION_DB: N_("National Immigration Database"),
    Source.NATIONAL_ORGANISATION_DB: N_("National database of organisations"),
}

DOCUMENT_DISAGREES: Final = N_(
    "The data on the document that was shown do not agree with those of the register."
)
"""The reason of a refusal by comparison."""
DID_NOT_AGREE: Final = N_("A representative of the organisation did not agree.")
"""The reason of a refusal by a representative; which of them it was is told to nobody (D12.3-2)."""
OWN_REASONS: Final[Mapping[LetterKind, str]] = {
    LetterKind.RECOVERY_REFUSED: DOCUMENT_DISAGREES,
    LetterKind.ORGANISATION_NOT_AGREED: DID_NOT_AGREE,
}
"""Reasons in words of our own, so that a letter has them in its language; others were typed."""

_OF_CORRECTIONS: Final = frozenset(
    {
        LetterKind.CORRECTION_MADE,
        LetterKind.CORRECTION_REFERRED,
        LetterKind.CORRECTION_REFUSED,
    }
)


NOT_INTEGRATED: Final = N_("Asked for and not integrated: no register here tells it")
_OF_A_GRANT: Final = frozenset({"health_insurance", "driving_licence", "vehicle_registration"})


def is_own_word(kind: LetterKind, name: str, facts: Mapping[str, str]) -> bool:
    """Whether the value of a fact is a word of ours, and is told in the language of its letter.

    Every other one was typed, or is a name: `To` is a family name and no label.
    """
    if kind is LetterKind.ACCOUNT_GRANTED:
        return name in _OF_A_GRANT and facts.get(name) == NOT_INTEGRATED
    if kind not in _OF_CORRECTIONS:
        return False
    of_sex = facts.get("datum") == DATA["gender"]
    return name in {"datum", "register"} or (name == "value" and of_sex)


OF_A_LATER_RELEASE: Final = N_(
    "A letter of a new kind, which this process, of an earlier release, cannot show"
)
SENDER: Final = N_("{provider}, electronic identification and authentication")
OF_AN_OPERATOR: Final[Mapping[str, str]] = {
    SENDER: "{provider}",
    LETTER_FORMS[LetterKind.ACCOUNT_LOCKED].title: N_("Your account was locked"),
    LETTER_FORMS[LetterKind.ACCOUNT_LOCKED].opening: N_(
        "Your account was locked. Until it is unlocked it can be used with no service; every "
        "session and every access it had given was ended."
    ),
    LETTER_FORMS[LetterKind.ACCOUNT_UNLOCKED].title: N_("Your account was unlocked"),
    LETTER_FORMS[LetterKind.ACCOUNT_UNLOCKED].opening: N_(
        "Your account was unlocked and is again as it was before. Sign in anew where you need it."
    ),
}
"""What is said instead where the accounts are an operator's own (Art. 9(4))."""
NUMBER: Final = N_("Number")
DATE: Final = N_("Date")
TO: Final = N_("To")
SENDER_OF: Final = N_("Who sent application {number}")
BASIS: Final = N_("Legal basis")
REASONS: Final = N_("Reasons")
SIGNER: Final = N_("Signed by")
CHECK: Final = N_("Anybody who holds this letter can check at this address that it is genuine.")
CHECK_PAPER: Final = N_(
    "Anybody who holds this paper can check at this address, by its number and check code, that it "
    "says what was written."
)
FOOTER: Final = N_("Letter {number}")
OF_OFFICER: Final = N_("{name}, {desk}")
OF_OPERATOR: Final = N_("{provider}, by its operator")
OF_RULE: Final = N_("{provider}, without a person, under {rule}")
