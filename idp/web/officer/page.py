"""The frame of every page of the desk: who works here, the menu, the clock of the session."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from flask import Response

from idp.access.powers import Power, may
from idp.casework.domain.cases import Case
from idp.casework.domain.procedure import Apart
from idp.kernel.actors import Officer
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason
from idp.web.current import services
from idp.web.officer.registers import registers
from idp.web.pages.labels import N_
from idp.web.pages.language import Lang
from idp.web.pages.officer_roles import ROLES
from idp.web.pages.rendering import render

HOME: Final = "/officer"
_WHY_NOT: Final[dict[Reason, str]] = {
    Reason.NOT_AUTHORISED: N_("Your role does not have this power."),
    Reason.APPOINTMENT_ENDED: N_("Your appointment has ended."),
    Reason.DESK_NOT_COMPETENT: N_("Your desk is not competent for this."),
    Reason.DELEGATION_MISSING: N_("This is a power of the Director, and not delegated to you."),
    Reason.COMMANDS_PROPOSE: N_("This takes a person at the desk."),
    Reason.UNMET_LEVEL: N_("Your sign-in, or the key that signs, is too weak for this."),
    Reason.FRESH_SIGN_IN_REQUIRED: N_("This needs a fresh sign-in."),
    Reason.OWN_MATTER: N_(
        "This is about yourself, or about somebody you act for: another officer has to do it."
    ),
    Reason.FOUR_EYES: N_("You proposed or changed this: another person has to decide."),
    Reason.PROPOSAL_UNSIGNED: N_("Who proposed it has not signed it yet."),
    Reason.STATE_ALREADY_HOLDS: N_("This was done already, or the case has moved on."),
    Reason.CASE_MISSING: N_("This takes the number of a case, and a purpose."),
    Reason.CASE_UNTAKEN: N_("Somebody has to take the case first."),
    Reason.CASE_OF_ANOTHER: N_(
        "A colleague is in charge of this case: let them do it, or have it given to you first."
    ),
    Reason.LOOK_NOT_COVERED: N_(
        "This is no open case about this person that you work on, or not one for this purpose."
    ),
    Reason.CASE_MOVED: N_("This has changed since you opened it. Look at it again."),
    Reason.NOT_FOUND: N_("There is no such record."),
    Reason.EXPIRED: N_("It is too late for this."),
    Reason.VISIT_OPEN: N_("Another recovery of this account is open. Finish or withdraw it first."),
    Reason.CONTACTS_UNREVIEWED: N_("First go through the contacts with the person."),
    Reason.PERSON_NOT_HEARD: N_("First the person has to be heard, at a counter."),
    Reason.MATCH_MISSING: N_("The document and the register do not agree. This was recorded."),
    Reason.IDENTITY_NOT_EXAMINED: N_(
        "The person made this account of their own: nobody examined an identity for it, so no"
        " document can be compared with it. This was recorded."
    ),
    Reason.ACCOUNT_LOCKED: N_("The account is locked."),
    Reason.IDENTITY_EXISTS: N_(
        "The person has another registration or account here: go on with that one."
    ),
    Reason.CASE_OPEN: N_("A case of this kind about the person is open already: go on with it."),
    Reason.AGE_BELOW_6: N_("Level 02 is for people of six years and older."),
    Reason.GUARDIAN_PRESENCE_REQUIRED: N_(
        "Who is under 14, or a ward, comes together with a parent, guardian or representative: "
        "there is a form of its own for that."
    ),
    Reason.IDENTITY_CARD_REQUIRED: N_("The identity card does not exist yet."),
    Reason.NOT_OPERATING: N_("By its register this organisation does not operate now."),
    Reason.BIOMETRIC_MISMATCH: N_(
        "What is compared (the face, or face and finger) was not matched with the record."
    ),
    Reason.SUBJECT_CONFIRMATION_MISSING: N_(
        "First add the confirmation that the person signed to the documents."
    ),
    Reason.CHANNEL_NOT_ALLOWED: N_(
        "By the draft decree this is filed and agreed to in self-service alone."
    ),
    Reason.AUTHORISATION_MISSING: N_(
        "First add the paper by which somebody acts for the person to the documents, as an "
        "authorisation."
    ),
    Reason.DECISION_MISSING: N_("First add the body's decision to the documents of this case."),
    Reason.OTHER_DECISION: N_(
        "By the decision of another body somebody represents this person, who would not use the "
        "account alone. First record the end of that."
    ),
    Reason.DOSSIER_INCOMPLETE: N_("The dossier is not complete and valid yet."),
    Reason.AGREEMENT_MISSING: N_(
        "Not every representative has agreed: somebody else represents it by now, or was asked and "
        "has not answered."
    ),
    Reason.NOT_REPRESENTATIVE: N_("Who applied represents the organisation no more."),
    Reason.FILER_MAY_NOT_ACT: N_("Who applied, or authorised it, is a ward by now."),
    Reason.DOSSIER_UNVERIFIED: N_("Somebody has to verify it first."),
    Reason.DOSSIER_NOT_SENT: N_("Immigration has not sent it to the authority yet."),
    Reason.BIOMETRICS_NOT_ON_FILE: N_(
        "The database had no face or fingers of the person: immigration has to enrol them."
    ),
    Reason.BIOMETRICS_ON_FILE: N_(
        "The database has face and fingers of the person: nothing has to be enrolled."
    ),
    Reason.NOT_ENTERED: N_(
        "The National Immigration Database does not show that the person entered Viet Nam and "
        "stays here."
    ),
    Reason.RESIDENCE_CARD_REQUIRED: N_(
        "By the National Immigration Database the person has no residence card in force."
    ),
    Reason.TRAVEL_DOCUMENT_EXPIRED: N_("The passport or travel document is not valid any more."),
    Reason.REGISTRY_NOT_CONNECTED: N_("A register or service that this needs is not connected."),
    Reason.REGISTRY_HAS_NO_RECORD: N_("The register has nobody with this number."),
    Reason.REGISTRY_DIFFERS: N_(
        "A register contradicts another one, or what was told or is on record here. That is "
        "corrected first."
    ),
    Reason.REGISTRY_RECORD_FAULTY: N_(
        "The record of this person in the register cannot be read, or does not tell what is needed."
    ),
    Reason.REGISTRY_ANSWER_REFUSED: N_("The register's answer could not be believed."),
    Reason.SERVICE_UNAVAILABLE: N_("A register or service does not answer. Try again later."),
    Reason.BUSY: N_("The service is busy. Try again in a moment."),
    Reason.PHONE_NOT_OWN: N_("By the register the telephone number is not the person's any more."),
    Reason.CARD_NOT_VALID: N_("By the register of cards the card is not in force."),
    Reason.USERNAME_TAKEN: N_("Somebody has the user name by now: change it first."),
    Reason.USERNAME_IS_IDENTIFIER: N_("The user name reads as a number or an address."),
    Reason.NO_CONTACT: N_(
        "No address or number of this person's own is on record to which a message may go. One "
        "that was told by who acted for them is not theirs: send the link to a number of their own."
    ),
    Reason.GUARDIAN_NEEDED: N_(
        "By the records this person has a parent, guardian or representative, who acts for them."
    ),
    Reason.GUARDIAN_LEVEL2_REQUIRED: N_(
        "This person needs a parent, guardian or representative with an account of level 02, who "
        "applies for them."
    ),
    Reason.NO_GUARDIANSHIP: N_("No guardianship is recorded by which somebody could act here."),
    Reason.UNKNOWN_SUBJECT_KIND: N_("Not for an organisation: its people act for it."),
    Reason.BIOMETRIC_DISABLED: N_(
        "Face and finger were compared too often in this case, and did not match."
    ),
    Reason.TOO_MANY_TRIES: N_("Several were sent lately. Wait before the next one."),
    Reason.MEANS_DISABLED: N_("Recovery codes are switched off at this installation."),
    Reason.CREDENTIAL_FLAGGED: N_("This way to sign in is stopped."),
    Reason.PAGE_CHANGED: N_("This has changed since you opened it. Look at it again."),
    Reason.OTHER_APPOINTMENT: N_(
        "You proposed this in another of your appointments. Act in that one to sign it, or"
        " withdraw it."
    ),
    Reason.LAST_APPROVER: N_(
        "Two people who can approve appointments have to stay. Another one has to be appointed"
        " first."
    ),
    Reason.LICENCE_REQUIRED: N_("The certificate of its provider does not hold."),
    Reason.TYPE_NOT_ELIGIBLE_DIRECT: N_("A party of this kind connects through a provider."),
    Reason.SOURCE_MANAGED: N_(
        "A register holds this datum: nobody writes it here. Refer the person to the register."
    ),
    Reason.NO_REGISTER: N_(
        "No register holds this datum: nobody else could correct it. Decide on it here."
    ),
    Reason.REGISTRATION_FAULTY: N_("Something in the form cannot be registered like this."),
    Reason.MEANS_NOT_ALLOWED: N_("It has none of these."),
    Reason.NAME_LOOKS_ALIKE: N_("People could take this name for another one."),
}
OTHER_REASON: Final = N_("This was refused.")


def why_not(reason: Reason) -> str:
    """The sentence for a refusal at the desk, a message id."""
    return _WHY_NOT.get(reason, OTHER_REASON)


@dataclass(frozen=True, slots=True, kw_only=True)
class AtDesk:
    """The officer of the live session of the desk in this browser, in the chosen appointment.

    `whom`: the appointment, for which pages are made and from which alone their forms are taken.
    `switches`: the person holds another appointment in force. `idle_at`: when the session ends if
    nothing is opened; `ends_at`: when it ends in any case. One value serves one request, in which
    each power is asked for once: the menu and the rows of a list ask for the same ones again.
    """

    officer: Officer
    whom: Id
    switches: bool
    name: str
    lang: Lang
    idle_at: datetime
    ends_at: datetime
    _refusals: dict[Power, Reason | None] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def refusal(self, power: Power) -> Reason | None:
        """Why the officer may not do this now."""
        known = self._refusals
        if power not in known:
            known[power] = may(self.officer, power, services().clock.now())
        return known[power]

    def refusal_of_all(self, powers: Iterable[Power]) -> Reason | None:
        """Why the officer may do none of these now; a missing sign-in before a missing power."""
        reasons = [self.refusal(power) for power in powers]
        if None in reasons:
            return None
        fresh = Reason.FRESH_SIGN_IN_REQUIRED
        return fresh if fresh in reasons else next(iter(reasons), Reason.NOT_AUTHORISED)

    def closed(self, powers: Iterable[Power]) -> Reason | None:
        """Why a page that takes one of these is not open; it is where a sign-in is all it lacks."""
        refused = self.refusal_of_all(powers)
        return None if refused is Reason.FRESH_SIGN_IN_REQUIRED else refused

    def sees(self, apart: Apart | None) -> bool:
        """Whether the officer sees what these see alone (None: all); who inspects sees it."""
        if apart is None or self.holds(Power.HISTORY_READ):
            return True
        now, fresh = services().clock.now(), Reason.FRESH_SIGN_IN_REQUIRED
        found = (may(self.officer, each, now, apart.matter) for each in apart.powers)
        return any(each in (None, fresh) for each in found)

    def closed_case(self, case: Case, reads: Iterable[Power]) -> Reason | None:
        """Why the pages of a case are not open, which takes one of these powers.

        DOSSIER_NOT_SENT of one that another office has not sent on yet.
        """
        seen = self.sees(services().work_list.apart_for(case))
        unseen = None if seen else Reason.DOSSIER_NOT_SENT
        return self.closed(reads) or unseen

    def holds(self, *powers: Power) -> bool:
        """Whether the officer has one of these powers, if need be after a fresher sign-in."""
        return self.closed(powers) is None


@dataclass(frozen=True, slots=True)
class MenuItem:
    """`label` is a message id; `key` the access key, a digit."""

    path: str
    label: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskView:
    """A page of the desk: `body` is what its template shows. `problem`, `done`: message ids."""

    who: str
    switches: bool
    desk: str
    roles: tuple[str, ...]
    menu: tuple[MenuItem, ...]
    idle_at: datetime
    ends_at: datetime
    now: datetime
    body: Any
    problem: str | None = None
    done: str | None = None


def menu_of(at: AtDesk) -> tuple[MenuItem, ...]:
    """The pages that this officer may open, in order; the first ones have access keys."""
    listed = [(HOME, N_("What is due")), (f"{HOME}/work", N_("Work list"))]
    listed += [(f"{HOME}/{each.path}", each.title) for each in registers() if at.holds(*each.reads)]
    for path, label, power in _OTHERS:
        if at.holds(power):
            listed.append((f"{HOME}/{path}", label))
    return tuple(
        MenuItem(path, label, _KEYS[number] if number < len(_KEYS) else "")
        for number, (path, label) in enumerate(listed)
    )


_KEYS: Final = "0123456789"
_OTHERS: Final[tuple[tuple[str, str, Power], ...]] = (
    ("people", N_("People"), Power.PERSON_LOOK),
    ("history", N_("History"), Power.HISTORY_READ),
    ("looks", N_("Looks of officers"), Power.HISTORY_READ),
    ("terms", N_("Terms kept and missed"), Power.TERM_REPORT_READ),
)


def show(
    at: AtDesk,
    template: str,
    body: object,
    *,
    status: int = 200,
    problem: str | None = None,
    done: str | None = None,
    address: str | None = None,
) -> Response:
    """A page of the desk. `address`: as `at` of `render`."""
    view = DeskView(
        who=at.name,
        switches=at.switches,
        desk=at.officer.desk,
        roles=tuple(ROLES[role] for role in at.officer.roles),
        menu=menu_of(at),
        idle_at=at.idle_at,
        ends_at=at.ends_at,
        now=services().clock.now(),
        body=body,
        problem=problem,
        done=done,
    )
    return render(
        f"officer/{template}",
        view,
        lang=at.lang,
        status=status,
        whom=at.whom,
        at=address,
    )
