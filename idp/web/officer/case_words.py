"""What procedures, their states and events are called; every text is a message id.

A procedure without words here is shown by its own names, so that none is hidden.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from idp.kernel.refusals import Reason
from idp.law.terms import TermId
from idp.officers.domain.looks import Purpose
from idp.subjects.domain import Source
from idp.violations.domain import ViolationKind
from idp.web.officer.biometric_words import LINES as BIOMETRIC_LINES
from idp.web.officer.biometric_words import ORIGINS
from idp.web.officer.registry_words import NAMES
from idp.web.pages.labels import ITEMS, N_


@dataclass(frozen=True, slots=True)
class ProcedureWords:
    """The name of a procedure's list, and what it holds in one sentence."""

    title: str
    about: str


PROCEDURES: Final[Mapping[str, ProcedureWords]] = {
    "misuse": ProcedureWords(
        N_("Misuse cases"),
        N_("Results of a sign-in that were passed on, or shown where they do not count."),
    ),
    "policy_change": ProcedureWords(
        N_("Switches"), N_("Changes of the switches of this installation: two officers sign one.")
    ),
    "means_rules_change": ProcedureWords(
        N_("Rules about means"),
        N_("Which means count from which level on, and where: two officers sign a change."),
    ),
    "trust_anchor": ProcedureWords(
        N_("Trust anchors"), N_("Root certificates: two officers sign one, one withdraws it.")
    ),
    "biometric_record": ProcedureWords(
        N_("Biometric services"), N_("Services that compare faces and fingers, and their reports.")
    ),
    "loss": ProcedureWords(
        N_("Losses"), N_("Reports of lost telephones, secrets, papers and cards.")
    ),
    "person_request": ProcedureWords(
        N_("Requests about a person"),
        N_("What people, bodies and inspections ask: it opens the record of one person."),
    ),
    "data_correction": ProcedureWords(
        N_("Corrections of data"),
        N_("What people say is wrong on record about them: corrected, referred or refused."),
    ),
    "registration_merge": ProcedureWords(
        N_("Two registrations of one person"),
        N_("Both accounts were used: which one goes on, or that they are two people."),
    ),
    "guardianship_record": ProcedureWords(
        N_("Who acts for whom"),
        N_("Wards, guardians and representatives by a decision: two officers record each."),
    ),
    "citizen_level_2": ProcedureWords(
        N_("Applications for level 02"),
        N_("Citizens with an identity card who apply for an account at a desk."),
    ),
    "citizen_level_2_with_card": ProcedureWords(
        N_("Applications together with the card"),
        N_("Citizens who apply for their identity card and an account of level 02 at once."),
    ),
    "organisation_account": ProcedureWords(
        N_("Applications for organisations"),
        N_("Agencies and organisations whose representatives apply for an account."),
    ),
    "foreigner_level_2": ProcedureWords(
        N_("Applications of foreigners"),
        N_("Foreigners who apply for an account of level 02 at immigration, which sends them on."),
    ),
    "citizen_level_1": ProcedureWords(
        N_("Applications for level 01"),
        N_("Citizens who apply from their telephone: what the machine could not match waits here."),
    ),
    "citizen_level_1_with_card": ProcedureWords(
        N_("Applications for level 01 together with the card"),
        N_("Citizens who apply from their telephone while their identity card is applied for."),
    ),
    "foreigner_level_1": ProcedureWords(
        N_("Foreigners' applications for level 01"),
        N_("Foreigners who apply from their telephone: what the machine could not match."),
    ),
    "counter_recovery": ProcedureWords(
        N_("Recoveries at a counter"), N_("Accounts given back to people who stand at a counter.")
    ),
    "key_anchoring": ProcedureWords(
        N_("Anchored keys"), N_("Application keys bound to a person at a counter.")
    ),
}

DESKS: Final[Mapping[str, str]] = {
    "help": N_("Help for people"),
    "identity": N_("Identity unit"),
    "operation": N_("Operation"),
    "people": N_("Requests of people"),
    "review": N_("Review"),
}
"""The queues of cases, which their procedures name."""

STATES: Final[Mapping[str, str]] = {
    "open": N_("Open"),
    "taken": N_("Taken"),
    "closed": N_("Closed"),
    "pending_second_approval": N_("Waits for a second officer"),
    "in_force": N_("In force"),
    "withdrawn": N_("Withdrawn"),
    "retired": N_("Retired"),
    "begun": N_("Begun"),
    "reviewed": N_("Contacts gone through"),
    "done": N_("Finished"),
    "lapsed": N_("Lapsed"),
    "refused": N_("Refused"),
    "taken_back": N_("Taken back"),
    "corrected": N_("Corrected"),
    "referred": N_("Referred to the register"),
    "question_asked": N_("The person was asked"),
    "heard": N_("The person was heard"),
    "merged": N_("Merged"),
    "submitted": N_("Submitted"),
    "incomplete": N_("Not complete"),
    "received_by_immigration": N_("Received by immigration"),
    "complete_valid": N_("Complete and valid"),
    "sent_to_authority": N_("Sent to the authority"),
    "awaiting_card": N_("Waits for the identity card"),
    "needs_review": N_("Needs an officer's review"),
    "verified": N_("Verified"),
    "granted": N_("Granted"),
    "awaiting_co_representatives": N_("Waits for other representatives"),
    "verifying": N_("To be verified here"),
}

EVENTS: Final[Mapping[str, str]] = {
    "opened": N_("The case was opened"),
    "assigned": N_("Given to somebody else"),
    "recounted": N_("Due at another time, by a newer calendar"),
    "carried_over": N_("Carried over from an earlier release"),
    "take": N_("Take this case"),
    "close": N_("Close this case"),
    "approve": N_("Approve"),
    "confirm": N_("Confirm as the second officer"),
    "review": N_("Go through the contacts with the person"),
    "withdraw": N_("Withdraw it"),
    "withdraw_own": N_("Withdrawn by who applied, or who acts for them"),
    "withdraw_sent": N_("Withdrawn by the telephone that sent it"),
    "retire": N_("Retire"),
    "take_back": N_("Take the report back"),
    "refuse": N_("Refuse"),
    "lapse": N_("Lapse"),
    "correct": N_("Correct the datum"),
    "refer": N_("Refer to the register"),
    "ask": N_("Ask the person for more"),
    "answer": N_("Answer of the person"),
    "hear": N_("Hear the person at the counter"),
    "propose": N_("Propose to merge the two"),
    "compare": N_("Compare face and finger"),
    "amend": N_("Change what was told"),
    "return": N_("Say what is missing"),
    "complete": N_("The dossier is complete and valid"),
    "enrol": N_("Complete and valid, with face and fingers to be enrolled"),
    "send": N_("Send it to the authority"),
    "issued": N_("The card was issued"),
    "denied": N_("The card was refused, and the account with it"),
    "verify": N_("Verify it and propose to grant it"),
    "grant": N_("Grant the account"),
    "agree": N_("A representative agreed"),
    "disagree": N_("A representative did not agree"),
    "file": N_("The papers are complete and valid"),
    "file-to-examine": N_("The papers are complete, and what they say is to be verified here"),
    "ask_more": N_("Another representative is asked"),
    "examine": N_("The dossier is complete, and to be verified here"),
    "conclude": N_("Conclude the verification and propose to grant it"),
    "matched": N_("The machine found that everything agrees"),
    "unmatched": N_("The machine found something that does not agree"),
}

DECISIONS: Final[Mapping[tuple[str, str], str]] = {
    ("installation", "install"): N_("Install the first two officers"),
    ("installation", "recover"): N_("Open the desk again with the offline keys"),
    ("appointment", "appoint"): N_("Appoint an officer"),
    ("appointment", "delegate"): N_("Delegate powers of the Director"),
    ("appointment", "end"): N_("End an appointment"),
    ("counter_recovery", "confirm"): N_("Give an account back"),
    ("key_anchoring", "confirm"): N_("Bind a key to its person"),
    ("guardianship_record", "approve"): N_("Record a body's decision about a guardianship"),
    ("registration_merge", "approve"): N_("Merge two registrations"),
    ("citizen_level_2", "grant"): N_("Grant an account of level 02"),
    ("citizen_level_2_with_card", "grant"): N_("Grant an account of level 02"),
    ("organisation_account", "grant"): N_("Grant the account of an organisation"),
    ("foreigner_level_2", "grant"): N_("Grant an account of level 02"),
    ("citizen_level_1", "grant"): N_("Grant an account of level 01"),
    ("citizen_level_1_with_card", "grant"): N_("Grant an account of level 01"),
    ("foreigner_level_1", "grant"): N_("Grant an account of level 01"),
}
"""What two officers decide, by procedure and event; any other is called by its procedure."""

QUESTIONS: Final[Mapping[str, str]] = {
    "close": N_("A closed case stays closed. Is the outcome complete?"),
    "withdraw": N_("It cannot be proposed again as it was: it would be a new case. Withdraw it?"),
    "retire": N_("It does not count from then on. Retire it?"),
    "refuse": N_("A refused case stays refused. Are the reasons complete?"),
    "correct": N_("What the person asked for is on record from then on. Is it proven?"),
    "refer": N_("The person gets a letter with your reasons. Do they say where to turn to?"),
    "hear": N_(
        "Does the person of the document stand before you, and does the person say that both "
        "accounts are theirs?"
    ),
    "propose": N_(
        "The other account is locked, every session of both ends, and services that knew only the "
        "other one know the person as before. A second officer decides. Propose it?"
    ),
    "return": N_(
        "The person gets a message with this, and the time to decide ends. Does it say everything "
        "that is missing?"
    ),
    "conclude": N_("A second officer decides on it. Are the papers among the documents?"),
    "send": N_(
        "Officers of the authority see it from then on, and decide. Is everything in it, and does "
        "the database have face and fingers of the person?"
    ),
    "denied": N_(
        "The application is refused with your reasons. Do they say why the card was refused?"
    ),
    "take_back": N_(
        "What the report stopped works again at once. Does the person stand before you, and is it "
        "the person of the document?"
    ),
}
"""What is asked before an event that cannot be undone."""

TERMS: Final[Mapping[TermId, str]] = {
    TermId.TAKE_LOSS_CASE: N_("Take the case"),
    TermId.CLOSE_LOSS_CASE: N_("Close the case"),
    TermId.TAKE_MISUSE_CASE: N_("Take the case"),
    TermId.CLOSE_MISUSE_CASE: N_("Close the case"),
    TermId.APPROVE_PROPOSAL: N_("Decide on the proposal"),
    TermId.DECIDE_CORRECTION: N_("Decide on the correction"),
    TermId.ISSUE_CITIZEN_LEVEL_1: N_("Decide on the application"),
    TermId.ISSUE_CITIZEN_LEVEL_2: N_("Decide on the application"),
    TermId.ISSUE_CITIZEN_WITHOUT_CARD: N_("Decide on the application"),
    TermId.ISSUE_ORGANISATION: N_("Decide on the application"),
    TermId.ISSUE_ORGANISATION_NOT_ON_FILE: N_("Decide on the application"),
    TermId.ISSUE_FOREIGNER_LEVEL_1: N_("Decide on the application"),
    TermId.ISSUE_FOREIGNER_LEVEL_2: N_("Decide on the application"),
    TermId.ISSUE_FOREIGNER_LEVEL_2_TO_ENROL: N_("Decide on the application"),
}
"""What is due when a term ends."""

CHOICES: Final[Mapping[str, str]] = {
    "lost_control": N_("A way to sign in was lost, or somebody else may have it"),
    "unauthorised_use": N_("Somebody used the identity without permission"),
    "other_danger": N_("Something else makes the account unsafe"),
    "phone": N_("The telephone: passkeys, application keys and code applications"),
    "secrets": N_("Password and PIN"),
    "papers": N_("Printed recovery codes"),
    "card": N_("The identity card"),
    "email": N_("E-mail address"),
    "phone_number": N_("Telephone number"),
    "told": N_("The one that the registry told about"),
    "holder": N_("The one that has the number already"),
    **{str(name): label for name, label in NAMES.items()},
    "chip_read": N_("Its chip was read"),
    "card_shown": N_("Looked at"),
    "health_insurance": N_("Health insurance card"),
    "driving_licence": N_("Driving licence"),
    "vehicle_registration": N_("Vehicle registration"),
    "passport": N_("Passport"),
    "travel_document": N_("Other travel document"),
    "match": N_("It is the person"),
    "no_match": N_("It is somebody else"),
    "unclear": N_("Too unclear to tell"),
    "not_enrolled": N_("The database has none to compare with"),
    "imitation": N_("No living person: an imitation"),
    "parent": N_("Parent"),
    "guardian": N_("Guardian"),
    "representative": N_("Representative"),
    "agent_begins": N_("Somebody acts for the person"),
    "agent_ends": N_("Somebody acts for the person no more"),
    "ward_begins": N_("The person is a ward"),
    "ward_ends": N_("The person is a ward no more"),
    "by_register": N_("A register says it"),
    "by_record": N_("A decision on record here"),
    "by_paper": N_("A paper that was shown"),
    "no_paper": N_("None: a register or a record says it"),
    "birth_certificate": N_("Birth certificate"),
    "adoption_decision": N_("Certificate of adoption"),
    "guardian_recognition": N_("Recognition of the guardianship"),
    "court_decision": N_("Decision of a court"),
    "legal_representative": N_("Legal representative"),
    "head": N_("Head"),
    "authorised_person": N_("Authorised by who represents it"),
    "founding_papers": N_("Decision of establishment, or registration"),
    "names_as_founded": N_("Names as in it"),
    "head_office_found": N_("Head office"),
    "codes_with_issuer": N_("Each code, with the body that gave it"),
    "representation_proven": N_("Who represents it, the applicant among them"),
    "name": N_("Name"),
    "short_name": ITEMS["short_name"],
    "foreign_name": ITEMS["foreign_name"],
    "established_on": N_("Established"),
    "address": N_("Address of the head office"),
    "tax_code": ITEMS["tax_code"],
    "enterprise_code": ITEMS["enterprise_code"],
    "body_code": N_("Code of the body"),
    "birthdate": N_("Date of birth"),
    "gender": N_("Sex"),
    "nationality": N_("Nationality"),
    "registers": N_("Two registers contradict each other"),
    "other_faces": N_("Many applied for this person with another face lately"),
    "no_card": N_("The identity card was not issued yet, and no face was compared"),
}
"""Values that the forms of events let choose from."""

FOUND: Final[Mapping[Reason, str]] = {
    Reason.PHONE_NOT_OWN: N_("By the register the telephone number is not the person's any more."),
    Reason.REGISTRY_HAS_NO_RECORD: N_("The register has nobody with this number."),
    Reason.MATCH_MISSING: N_("By the register this is nobody who gets an account."),
    Reason.GUARDIAN_LEVEL2_REQUIRED: N_(
        "This person needs a parent, guardian or representative with an account of level 02, who "
        "applies for them."
    ),
    Reason.NO_GUARDIANSHIP: N_("Nothing on record says that who filed it acts for the person."),
    Reason.DOSSIER_INCOMPLETE: N_("By the register the person is six or older, and sent no face."),
    Reason.PICTURES_UNCLEAR: N_("The picture of the face is too unclear to compare."),
    Reason.TOO_MANY_TRIES: N_("It is another face, as too many were that were sent before it."),
    Reason.IDENTITY_EXISTS: N_(
        "The person has another registration or account here: go on with that one."
    ),
    Reason.STATE_ALREADY_HOLDS: N_("The person has an account already."),
    Reason.ACCOUNT_LOCKED: N_("The account is locked."),
    Reason.CASE_OPEN: N_("A case of this kind about the person is open already: go on with it."),
}
"""For what the machine gives an application to an officer that waited for a card."""

FIELDS: Final[Mapping[str, str]] = {
    "What was found and done": N_("What was found and done"),
    "Contacts that the person named as theirs": N_("Contacts that the person named as theirs"),
    "What is asked, by whom": N_("What is asked, by whom"),
    "Reasons, which the person reads": N_("Reasons, which the person reads"),
    "What you need, which the person reads": N_("What you need, which the person reads"),
    "Answer of the person": N_("Answer of the person"),
    "Registry": N_("Registry"),
    "Event of the registry": N_("Event of the registry"),
    "The other registration": N_("The other registration"),
    "Document shown": N_("Document shown"),
    "Identification number on it": N_("Identification number on it"),
    "Full name on it": N_("Full name on it"),
    "Date of birth on it": N_("Date of birth on it"),
    "What the person says about the two accounts": N_(
        "What the person says about the two accounts"
    ),
    "Which registration goes on": N_("Which registration goes on"),
    "What is missing, which the person reads": N_("What is missing, which the person reads"),
    "Number of the identity card": N_("Number of the identity card"),
    "Version of the identity": N_("Version of the identity"),
    "Telephone number": N_("Telephone number"),
    "E-mail address": N_("E-mail address"),
    "User name": N_("User name"),
    "Face": N_("Face"),
    "Finger": N_("Finger"),
    "Service": N_("Service"),
    "Id of the attempt": N_("Id of the attempt"),
    "Signed confirmation (SHA-256)": N_("Signed confirmation (SHA-256)"),
    "Version of its text": N_("Version of its text"),
    "What was verified": N_("What was verified"),
    "What was found, by which papers": N_("What was found, by which papers"),
    "Filed by": N_("Filed by"),
    "Signed form (SHA-256)": N_("Signed form (SHA-256)"),
    "Authorisation (SHA-256)": N_("Authorisation (SHA-256)"),
    "The others agreed in writing": N_("The others agreed in writing"),
    "Declared otherwise": N_("Declared otherwise"),
    "Application for the card": N_("Application for the card"),
    "What the machine found": N_("What the machine found"),
    "Why it is refused": N_("Why it is refused"),
    "Reference of the comparison": N_("Reference of the comparison"),
    "Why what differs is no other person": N_("Why what differs is no other person"),
}
"""The labels of the forms of events, which stand in their slices."""

LINES: Final[Mapping[str, str]] = {
    **BIOMETRIC_LINES,
    "identity": N_("Version of the identity"),
    "card_number": N_("Number of the identity card"),
    "card_application": N_("Application for the card"),
    "checked": N_("How the card was checked"),
    "email": N_("E-mail address"),
    "phone": N_("Telephone number"),
    "username": N_("User name"),
    "integrate": N_("To be integrated"),
    "face": N_("Face"),
    "fingers": N_("Finger"),
    "service": N_("Service"),
    "attempt": N_("Id of the attempt"),
    "confirmation": N_("Signed confirmation (SHA-256)"),
    "text_version": N_("Version of its text"),
    "filer": N_("Filed by"),
    "authorised_by": N_("Authorised by"),
    "form": N_("Signed form (SHA-256)"),
    "authorisation": N_("Authorisation (SHA-256)"),
    "agreements": N_("The others agreed in writing"),
    "guardian_number": N_("Number of who acts"),
    "guardian_name": N_("Came along, and acts for the person"),
    "guardian_document": N_("Document of who acts"),
    "acts_as": N_("Acts as"),
    "change": N_("What is recorded"),
    "agent": N_("Who acts"),
    "agent_number": N_("Number of who acts"),
    "first_day": N_("First day"),
    "last_day": N_("Last day"),
    "together": N_("Only together with the others"),
    "deciding_body": N_("Body that decided"),
    "decision_number": N_("Number of the decision"),
    "decision_day": N_("Day of the decision"),
    "ended_record": N_("Record that ends"),
    "authority": N_("By what they act"),
    "authority_source": N_("Who says so"),
    "paper_kind": N_("Paper shown"),
    "paper_number": N_("Number of the paper"),
    "paper_issued_on": N_("Day of the paper"),
    "short_name": ITEMS["short_name"],
    "foreign_name": ITEMS["foreign_name"],
    "established_on": N_("Established"),
    "tax_code": ITEMS["tax_code"],
    "enterprise_code": ITEMS["enterprise_code"],
    "body_code": N_("Code of the body"),
    "differs": N_("Declared otherwise"),
    "comparison": N_("Reference of the comparison"),
    "found": N_("What the machine found"),
    "finding": N_("Why what differs is no other person"),
    "missing": N_("What was missing"),
    "role": N_("As what they apply"),
    "differing": N_("Not in the register as told"),
    "checks": N_("What was verified"),
    "conclusion": N_("What was found, by which papers"),
    "name": N_("Name"),
    "case": N_("Case"),
    "subject": N_("Id of the person"),
    "document": N_("Document shown"),
    "keeps": N_("Contacts that the person named as theirs"),
    "registry": N_("Registry"),
    "event_id": N_("Event of the registry"),
    "other": N_("The other registration, which has the number already"),
    "birthdate": N_("Date of birth on it"),
    "said": N_("What the person says about the two accounts"),
    "goes_on": N_("Which registration goes on"),
    "expires_on": N_("Valid until"),
    "key": N_("Number of the key"),
    "credential": N_("Id of the key"),
    "kind": N_("Kind"),
    "certificate": N_("Certificate"),
    "fingerprint": N_("Fingerprint (SHA-256)"),
    "not_after": N_("Valid until"),
    "disabled_means": N_("Means that are switched off"),
    "sso": N_("Single sign-on between relying parties"),
    "statutory_basis": N_("A legal basis replaces the question for consent by a notice"),
    "biometric_passkeys": N_("The model of a passkey counts"),
    "means_rules": N_("Means that count for each level and relying party"),
    "biometrics_level_02_only": N_("Biometrics count for accounts of level 2 only"),
    "foreign_under6_face_required": N_("Foreigners below six years send their face too"),
    "sharing_exceptions": N_("Parties that may by law look at another party's result"),
}
"""The lines of a decision about a case, by their words in the signed bytes."""

MISUSE: Final[Mapping[ViolationKind, str]] = {
    ViolationKind.TOKEN_SHOWN_BY_OTHER: N_("A token was shown by another relying party"),
    ViolationKind.CODE_SHOWN_BY_OTHER: N_("A code was shown by another relying party"),
    ViolationKind.RESULT_AS_FACTOR: N_("A result was shown as a factor"),
    ViolationKind.REFRESH_REPLAYED: N_("A refresh token was used again"),
    ViolationKind.CODE_REPLAYED: N_("A code was used again"),
}
"""What happened in a case of misuse."""

SOURCES: Final[Mapping[str, str]] = {
    **ORIGINS,
    Source.NATIONAL_ORGANISATION_DB: N_("National database of organisations"),
    Source.SELF_DECLARED: N_("Declared by the person"),
    Source.SYSTEM: N_("Recorded by this service"),
}
"""Where a datum comes from."""

LOOK_PURPOSES: Final[Mapping[Purpose, str]] = {
    Purpose.SERVE_THE_PERSON: N_("The person asked for it"),
    Purpose.SETTLE_A_CASE: N_("A case of misuse, loss or fraud that concerns the person"),
    Purpose.DECIDE_ON_THE_ACCOUNT: N_("Granting, locking or unlocking the account"),
    Purpose.REQUEST_OF_A_BODY: N_("The written request of a competent body"),
    Purpose.INSPECTION: N_("An inspection or an audit"),
}
"""What an officer looks at a person for, or searches for people."""
