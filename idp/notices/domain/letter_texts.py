"""The texts of the letters: calm, short, the same facts in both languages.

English is here as the message id, Vietnamese in `idp/notices/translations/vi.po`.

Places in braces: {credential}, {client}, {when}, {ground}, {remedy}, {number}, {link}, {body},
{report}, {device}, {undo}, {contact}, {label}, {code}, {from_when}, {quiet_until}, {role},
{purpose}. `what` says what happened and when; `otherwise` says what to do if it was not the person
who did it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from idp.kernel.catalogues import N_
from idp.notices.domain import NoticeKind

LANGUAGES: Final = ("vi", "en")


@dataclass(frozen=True, slots=True)
class LetterText:
    subject: str
    what: str
    otherwise: str


_SECURE: Final = N_(
    "If this was not you, report it at {report}, at any hour: what you name stops at once with "
    "your password or a recovery code, else after you open a link that is sent to you and confirm. "
    "Look through your history at {account}"
)
_WITHDRAW: Final = N_(
    "If this was not you, withdraw the consent at {account} and report it at {report}"
)

_IF_A_GUARDIAN_IS_WRONG: Final = N_(
    "Who did it is in your history at {account}. If you do not know why, ask them, or call the "
    "help line: whether they act for you is up to the records alone, and ends on the day from "
    "which you act alone."
)
_WHO_DID_IT_FOR_A_WARD: Final = N_(
    "Who did it is in your history. If you see a danger for this person, stop a way to sign in or "
    "end the sessions at {account}/wards, where each of you can do that alone."
)

_NOT_THE_HEAD: Final = N_(
    "You are told as the head of the office or for them. If you are not, turn to your office. Your "
    "appointment is in your history at {account}"
)

LETTER_TEXTS: Final[Mapping[NoticeKind, LetterText]] = {
    NoticeKind.LETTER_ISSUED: LetterText(
        N_("A letter is there for you"),
        N_(
            "Letter {letter} was written to you at {when}. Read it and keep its sealed PDF at "
            "{account}/letters"
        ),
        N_("Anybody who holds it can check that it is genuine at {check}"),
    ),
    NoticeKind.CREDENTIAL_ADDED: LetterText(
        N_("A means of sign-in was added"),
        N_("{credential} was added to your account at {when}."),
        _SECURE,
    ),
    NoticeKind.CREDENTIAL_GIVEN_BACK: LetterText(
        N_("An earlier means of sign-in works again"),
        N_(
            "At {when} the removal or replacement of a means of sign-in was undone. {credential} "
            "of your account works again as before; if something had taken its place, that no "
            "longer works."
        ),
        _SECURE,
    ),
    NoticeKind.CREDENTIAL_REMOVED: LetterText(
        N_("A means of sign-in was removed"),
        N_("{credential} was removed from your account at {when}."),
        _SECURE,
    ),
    NoticeKind.CREDENTIAL_FLAGGED: LetterText(
        N_("A means of sign-in was stopped"),
        N_("{credential} looks as if it had been copied and cannot be used since {when}."),
        N_(
            "Sign in another way: what you can do with what is left to you is at {account}/means. "
            "If nothing is left, call the help line."
        ),
    ),
    NoticeKind.MEANS_STOPPED: LetterText(
        N_("A means of sign-in was stopped"),
        N_("{credential} was stopped on your account at {when} and no longer signs anybody in."),
        _SECURE,
    ),
    NoticeKind.MEANS_DISPUTED: LetterText(
        N_("A means of sign-in was stopped because of a fraud"),
        N_(
            "{credential} was stopped at {when}: what it was added by was found to be a fraud. All "
            "your sessions were ended."
        ),
        _SECURE,
    ),
    NoticeKind.CONTACT_CODE: LetterText(
        N_("The code for this address or number"),
        N_(
            "The code is {code}. At {when} the holder of a {provider} account asked to receive "
            "messages here. It works once, for 15 minutes, and is typed nowhere but at {account}"
        ),
        N_("If you did not ask for it, ignore this and give the code to no one."),
    ),
    NoticeKind.CONTACT_CHANGED: LetterText(
        N_("Where your messages go was changed"),
        N_(
            "At {when} the {contact} of your account was changed to {label}, effective from "
            "{from_when} at the latest. This goes to every address and number, the old ones too."
        ),
        _SECURE,
    ),
    NoticeKind.CONTACT_GIVEN_BACK: LetterText(
        N_("The change of where your messages go was undone"),
        N_(
            "At {when} the change of the {contact} of your account to {label} was undone: what was "
            "there before holds again, and nothing more goes to the other one. Sessions were "
            "ended."
        ),
        _SECURE,
    ),
    NoticeKind.KEY_ANCHORED: LetterText(
        N_("An application key was bound to you"),
        N_(
            "{credential} was bound to you in person at {when}: from now on it may lift a sign-in "
            "up to level 4."
        ),
        _SECURE,
    ),
    NoticeKind.KEY_RETIRED: LetterText(
        N_("The application says that its key is gone"),
        N_(
            "At {when} the application said that {credential} is no longer on the phone, because "
            "it was deleted or another finger or face was enrolled. The key was stopped for good."
        ),
        N_(
            "If you did nothing on the phone, report it at {report}, at any hour. What you can do "
            "now with what is left to you is at {account}/means"
        ),
    ),
    NoticeKind.BIOMETRIC_ATTACK: LetterText(
        N_("Somebody may have imitated your face"),
        N_(
            "At {when}, in a sign-in to your account, pictures were refused because they looked "
            "faked. Somebody may know another factor of yours already."
        ),
        _SECURE,
    ),
    NoticeKind.BIOMETRIC_STOPPED: LetterText(
        N_("Your face does not count for signing in until you open it again"),
        N_(
            "At {when}, after too many failures, your face stopped counting for signing in. If "
            "that was you, {account}/biometrics shows whether you can open it again."
        ),
        _SECURE,
    ),
    NoticeKind.USERNAME_ASKED: LetterText(
        N_("Your user name"),
        N_(
            "Your user name is {label}. At {when} it was asked for. You may also type your "
            "personal number for it, or this address or number if nobody else has it."
        ),
        N_(
            "If you did not ask for it, you need do nothing: nobody signs in with a user name "
            "alone. Your history is at {account}"
        ),
    ),
    NoticeKind.PASSWORD_LINK: LetterText(
        N_("A link for a new password"),
        N_(
            "At {when} a link for a new password was asked for. If that was you, open it within "
            "24 hours: {link}\n\nThe page also asks for a code that it sends to your telephone by "
            "text message, or for one of your printed recovery codes. The new password counts for "
            "level 1."
        ),
        N_(
            "If you did not ask for it, ignore this letter and give nobody the link or a code: "
            "nothing has changed. Your history is at {account}"
        ),
    ),
    NoticeKind.PASSWORD_LINK_CODE: LetterText(
        N_("The code for a new password"),
        N_(
            "The code is {code}. At {when} it was asked for on the page that the link in the "
            "e-mail opens, and works there for 10 minutes."
        ),
        N_(
            "If you did not ask for it, somebody else opened the link in your e-mail. Give the "
            "code to no one: nothing has changed. Your history is at {account}"
        ),
    ),
    NoticeKind.PASSWORD_LINK_REFUSED: LetterText(
        N_("No new password by a message"),
        N_(
            "At {when} a link for a new password was asked for. Your account gets none now: its "
            "other ways to sign in prove more than a message, or you have nothing to show beside "
            "it, or nothing in it may be changed. If you can still sign in with a passkey, try to "
            "set a new one at {account}/means/password"
        ),
        N_(
            "If no other way is left to you, call the help line: it says where you get your "
            "account back in person, with your document. If you did not ask, you need do nothing."
        ),
    ),
    NoticeKind.PASSWORD_LINK_REFUSED_OWN: LetterText(
        N_("No new password by a message"),
        N_(
            "At {when} a link for a new password was asked for. Your account gets none now: it has "
            "no recovery codes and no second contact to show beside a message, or the contact you "
            "made it with has changed, or it asks for more than a message. If you can still sign "
            "in with a passkey, try {account}/means/password"
        ),
        N_(
            "Nobody examined a document for an account that you made yourself, so no counter can "
            "give it back. A recovery code signs you in at {account}. If you did not ask, you need "
            "do nothing."
        ),
    ),
    NoticeKind.LOSS_LINK: LetterText(
        N_("Confirm your report of a loss"),
        N_(
            "At {when} somebody filled in the form for a loss in the name of your account. If you "
            "lost something, open this address within 24 hours, choose what has to stop and "
            "confirm: {link}"
        ),
        N_(
            "Nothing was stopped so far. If this was not you, ignore this letter; you can look "
            "through your history at {account}"
        ),
    ),
    NoticeKind.LOSS_REPORTED: LetterText(
        N_("Your report of a loss: {number}"),
        N_(
            "A loss was reported for your account at {when}, as case {number}. What was named was "
            "stopped at once, and every other session was ended. An officer looks at the case; you "
            "can follow it at {account}/report-loss"
        ),
        N_("If you did not report this, call the help line at once."),
    ),
    NoticeKind.LOSS_STOPPED_FOR_NOW: LetterText(
        N_("What was reported is stopped for now: {number}"),
        N_(
            "Something of your account was reported lost, or stopped, at {when}, as case {number}. "
            "It stopped at once, and every session ended; if it was done in a session, that one "
            "goes on. Whoever did it did not prove strongly that it was you, so the stop is not "
            "for good yet."
        ),
        N_(
            "If this was not you, sign in and look at {account}/report-loss: it says there whether "
            "you can take it back yourself. If you cannot, or cannot sign in, call the help line."
        ),
    ),
    NoticeKind.LETTER_UNDONE: LetterText(
        N_("The link of a letter was used: {number}"),
        N_(
            "At {when} the link in one of our letters was used to undo what that letter told. "
            "Every session of your account, and the access that services were given, has ended. "
            "The case number is {number}; an officer looks at it, and you can follow it at "
            "{account}/report-loss"
        ),
        N_(
            "If it was not you who used it, somebody else reads your messages: report it at once "
            "at {report}"
        ),
    ),
    NoticeKind.LOSS_TAKEN_BACK: LetterText(
        N_("The stop was taken back: {number}"),
        N_(
            "At {when} the stop of case {number} was taken back: what it alone had stopped works "
            "again. You can see it at {account}/report-loss"
        ),
        N_("If you did not do this, report it again at once at {report}"),
    ),
    NoticeKind.MEANS_RECOVERED: LetterText(
        N_("Your account was recovered at a counter"),
        N_(
            "At {when} two officers checked a document at a counter. All earlier means of sign-in "
            "were removed, and new recovery codes were printed and handed over there."
        ),
        N_(
            "If you were there, what you can do now is at {account}/means. If not, call the help "
            "line at once: your earlier ways to sign in no longer work."
        ),
    ),
    NoticeKind.NEW_BROWSER: LetterText(
        N_("Sign-in from a new browser"),
        N_(
            "At {when} your account was signed in from a browser that is new, or was not used "
            "since the password was changed or a loss was reported: {device}. If there are many of "
            "them in a row, not each gets a letter of its own."
        ),
        _SECURE,
    ),
    NoticeKind.PASSWORD_GUESSED: LetterText(
        N_("Many wrong passwords"),
        N_(
            "At {when} the password of your account had been typed wrongly so often that the next "
            "try has to wait. Nobody got in by those tries."
        ),
        N_(
            "If it was you, wait and try again. If it was not, nothing has to be done now: look "
            "through your history at {account}"
        ),
    ),
    NoticeKind.SECOND_STEP_GUESSED: LetterText(
        N_("First step right, then many wrong codes or PINs"),
        N_(
            "At {when} somebody had passed the first step of signing in to your account (mostly "
            "the right password) and then typed wrong one-time codes or PINs many times."
        ),
        N_(
            "If it was not you, somebody else probably knows your password: report it at {report}, "
            "at any hour. Whether you can change it yourself now is at {account}/means"
        ),
    ),
    NoticeKind.PASSWORD_CHANGED: LetterText(
        N_("Your password was changed"), N_("Your password was changed at {when}."), _SECURE
    ),
    NoticeKind.RECOVERY_CODES_USED: LetterText(
        N_("A recovery code was used"),
        N_("A recovery code was used to sign in to your account at {when}."),
        _SECURE,
    ),
    NoticeKind.FIRST_SIGN_IN: LetterText(
        N_("First sign-in at {client}"),
        N_("Your account was used to sign in at {client} for the first time at {when}."),
        _SECURE,
    ),
    NoticeKind.CONSENT_GIVEN: LetterText(
        N_("You agreed to share with {client}"),
        N_("Your consent to share data with {client} was recorded at {when}."),
        _WITHDRAW,
    ),
    NoticeKind.CONSENT_WITHDRAWN: LetterText(
        N_("Consent to {client} withdrawn"),
        N_(
            "Your consent to share data with {client} was withdrawn at {when}. "
            "Nothing more is shared with {client}."
        ),
        _SECURE,
    ),
    NoticeKind.ACTIVATION_LINK: LetterText(
        N_("Your account is granted: activate it"),
        N_(
            "An account was granted to you; this was sent to you at {when}. To use it, open this "
            "address within 7 days of the day on which you get this message, and have your "
            "identification number at hand: {link}"
        ),
        N_(
            "Give this address to nobody. After the 7 days the account is kept, and the help line "
            "sends you a new address. Once it is active, you find your account at {account}"
        ),
    ),
    NoticeKind.ACTIVATION_LINK_AGAIN: LetterText(
        N_("The new link for your account"),
        N_(
            "At {when} somebody asked for a new link to activate the account that was granted to "
            "you. It works until {from_when}, and ends no link of before: {link}"
        ),
        N_(
            "Give this address to nobody. If you did not ask for it, you need do nothing else: "
            "whoever opens it needs your identification number too. Once it is active, you find "
            "your account at {account}"
        ),
    ),
    NoticeKind.ACTIVATION_LAPSED: LetterText(
        N_("Your account waits for the help line"),
        N_(
            "At {when} somebody asked for a new link to activate the account that was granted to "
            "you. The 7 days for that are over, so no link was sent. The account is kept: call the "
            "help line, which makes sure that it is you and sends you a new link."
        ),
        N_(
            "If you did not ask for it, you need do nothing: nothing has changed. Once it is "
            "active, you find your account at {account}"
        ),
    ),
    NoticeKind.ACCOUNT_ACTIVATED: LetterText(
        N_("Your account was activated"),
        N_(
            "At {when} your account was activated with the address that you were given, the terms "
            "of use were accepted, and the first means of sign-in was added: {credential}."
        ),
        _SECURE,
    ),
    NoticeKind.SIGN_UP_CODE: LetterText(
        N_("The code for your new account"),
        N_(
            "The code is {code}. At {when} somebody began to make an account with this address or "
            "number. It works once, for 15 minutes, in the browser in which it was asked for. In "
            "another browser, or within one day, go on here without the code: {link}"
        ),
        N_(
            "If you did not ask for it, ignore this and give the code to no one. An account that "
            "you make is then at {account}"
        ),
    ),
    NoticeKind.SIGN_UP_TRIED: LetterText(
        N_("You have an account already"),
        N_(
            "At {when} somebody wanted to make an account with this address or number. You have "
            "one with it, so no other was made. Sign in at {account}, or ask for a forgotten user "
            "name or password at {forgotten}"
        ),
        N_("If that was not you, you need do nothing: nothing has changed."),
    ),
    NoticeKind.SIGNED_UP: LetterText(
        N_("Your account was made"),
        N_(
            "At {when} an account was made with this address or number, the terms of use were "
            "accepted, and the first means of sign-in was added: {credential}."
        ),
        _SECURE,
    ),
    NoticeKind.CORRECTION_QUESTION: LetterText(
        N_("A question about your request {number}"),
        N_(
            "At {when} an officer asked you for more about your request {number}. Read the "
            "question and answer it, with a document if you have one, at {account}/requests"
        ),
        N_("The day by which it is decided stays the same. Without an answer it is decided too."),
    ),
    NoticeKind.REGISTRATIONS_EXAMINED: LetterText(
        N_("Are two registrations yours? Case {number}"),
        N_(
            "At {when} an officer began to examine whether you are registered twice, as a registry "
            "tells: case {number}. If you have two accounts, call the help line: it says where you "
            "are heard with your identity document. Until it is decided both work as before. You "
            "see how far it is at {account}/requests"
        ),
        N_(
            "If you have only this account, the other may be somebody else's: call the help line, "
            "and name the case."
        ),
    ),
    NoticeKind.REGISTRATION_PARTED: LetterText(
        N_("Another registration was parted from yours"),
        N_(
            "At {when} an officer undid that another registration was joined to yours, and the two "
            "stand apart again. Your account goes on. Sign in anew where it was ended. A service "
            "that knew only the account of the other registration does not know you by this one "
            "any more; what you agreed to here stays. Your history has it, at {account}"
        ),
        N_("If both registrations are yours, or you know nothing of another, call the help line."),
    ),
    NoticeKind.ACCOUNT_LOCKED: LetterText(
        N_("Your account was locked"),
        N_("Your account was locked at {when}. Ground: {ground}. {remedy}"),
        N_("You can see why, and how to ask for unlocking, at {account}"),
    ),
    NoticeKind.ACCOUNT_UNLOCKED: LetterText(
        N_("Your account was unlocked"),
        N_(
            "Your account was unlocked at {when}. Sign-ins from before the lock have ended; your "
            "ways to sign in are what they were before it."
        ),
        N_("You can see this at {account}"),
    ),
    NoticeKind.ACCOUNT_GRANTED: LetterText(
        N_("Your account has level 02 now"),
        N_(
            "Your application {number} was granted at {when}: your account has level 02 from now "
            "on. You sign in as before."
        ),
        N_("You can see this at {account}"),
    ),
    NoticeKind.ACCOUNT_REFUSED: LetterText(
        N_("Your application {number} for an account was refused"),
        N_("Your application {number} for an account was refused at {when}. Reasons: {ground}."),
        N_(
            "Any desk that takes applications hands letter {letter} out to you, and in an account "
            "it is at {account}/letters"
        ),
    ),
    NoticeKind.APPLICATION_GRANTED: LetterText(
        N_("An account of level 01 was granted on application {number}"),
        N_("At {when} an account of level 01 was granted on application {number}."),
        N_(
            "Who is 14 or older and no ward activates it with the link that was sent to the "
            "telephone number, and signs in at {account}"
        ),
    ),
    NoticeKind.APPLICATION_REFUSED: LetterText(
        N_("Application {number} for an account was refused"),
        N_("Application {number} for level 01 was refused at {when}. Reasons: {ground}."),
        N_(
            "You may apply again with the application on your telephone, or at a desk. Who has an "
            "account signs in at {account}"
        ),
    ),
    NoticeKind.APPLICATION_WITHDRAWN: LetterText(
        N_("Your application {number} for an account was withdrawn"),
        N_(
            "Your application {number} for an account was withdrawn at {when}: nobody decides on "
            "it any more. You can apply again."
        ),
        N_(
            "If it should not have been withdrawn, say so at the desk where you applied. In an "
            "account you see it at {account}/requests"
        ),
    ),
    NoticeKind.DOSSIER_INCOMPLETE: LetterText(
        N_("Your application {number} for an account is not complete"),
        N_(
            "At {when} something was found missing or not valid in your application {number}: "
            "{ground}."
        ),
        N_(
            "Hand it in where you applied: the time to decide begins then. In an account you "
            "follow it at {account}/requests"
        ),
    ),
    NoticeKind.AGREEMENT_ASKED: LetterText(
        N_("Do you agree that {body} gets an account?"),
        N_(
            "At {when} an account was applied for, for {body}, which you represent by its register "
            "(application {number}). It is granted only if every representative agrees."
        ),
        N_(
            "Sign in and answer at {account}/organisations, where you see what was told. If you "
            "know nothing of it, do not agree."
        ),
    ),
    NoticeKind.AGREEMENT_REMINDER: LetterText(
        N_("Your answer about {body} is missing still"),
        N_(
            "The application {number} for an account of {body} still waits for your answer at "
            "{when}. Until every representative agreed nobody decides on it."
        ),
        N_(
            "Sign in and answer at {account}/organisations, where you see what was told. If you "
            "know nothing of it, do not agree."
        ),
    ),
    NoticeKind.ORGANISATION_GRANTED: LetterText(
        N_("The account of {body} was granted"),
        N_(
            "Your application {number} was granted at {when}: {body} has an account. Its "
            "identification number is {label}."
        ),
        N_(
            "Activate it at {account}/organisations. Nobody signs in as the organisation: who "
            "represents it acts for it after their own sign-in. Letter {letter} is at "
            "{account}/letters"
        ),
    ),
    NoticeKind.ORGANISATION_REFUSED: LetterText(
        N_("Your application {number} for {body} was refused"),
        N_("Your application {number} for {body} was refused at {when}. Reasons: {ground}."),
        N_("Letter {letter} is at {account}/letters"),
    ),
    NoticeKind.ORGANISATION_NOT_AGREED: LetterText(
        N_("Your application {number} for {body} was refused"),
        N_(
            "Your application {number} for {body} was refused at {when}: a representative of the "
            "organisation did not agree."
        ),
        N_("Letter {letter} is at {account}/letters"),
    ),
    NoticeKind.ORGANISATION_LAPSED: LetterText(
        N_("Your application {number} for {body} ended without a decision"),
        N_(
            "At {when} your application {number} for {body} ended, and nobody decided on it: not "
            "every representative answered in time, or papers were missing."
        ),
        N_("You can apply again at {account}/organisations"),
    ),
    NoticeKind.ORGANISATION_DECIDED: LetterText(
        N_("The application {number} for {body} is over"),
        N_(
            "The application {number} for an account of {body} ended at {when}. This is for your "
            "information."
        ),
        N_("Who represents {body} sees what came of it at {account}/organisations"),
    ),
    NoticeKind.ORGANISATION_MEANS_WITHDRAWN: LetterText(
        N_("Nobody signs in as {body} any more"),
        N_(
            "At {when} the user name and password of {body}, and every other way to sign in as it, "
            "ended, as did all that was signed in. Its account and its data stay. Who represents "
            "it by the register signs in to their own account and chooses at a service to act for "
            "it."
        ),
        N_("Organisations that you represent are at {account}/organisations"),
    ),
    NoticeKind.DATA_COPIED: LetterText(
        N_("A copy of all your data was made"),
        N_(
            "At {when} a copy of everything that is held about you was made, at your request. "
            "Whoever has that file knows all of it: keep it where nobody else reads."
        ),
        _SECURE,
    ),
    NoticeKind.ERASURE_ASKED: LetterText(
        N_("Your account will be erased"),
        N_(
            "At {when} it was asked that your account and your data are erased. It is done at "
            "{from_when}; no further message will follow, and nobody can give it back then."
        ),
        N_(
            "Until then you can withdraw this: sign in at {account}. If you did not ask for it, "
            "report it at {report}, at any hour."
        ),
    ),
    NoticeKind.ERASURE_WITHDRAWN: LetterText(
        N_("Your account will not be erased"),
        N_("At {when} the erasure of your account was withdrawn. Everything stays as it is."),
        _SECURE,
    ),
    NoticeKind.GUARDIANSHIP_RECORDED: LetterText(
        N_("Your account needs a guardian's confirmation"),
        N_(
            "At {when} {body} recorded that you have a guardian or a representative. From now on "
            "that person has to confirm each use of the account."
        ),
        N_(
            "You can still read everything at {account}. If this is not right, turn to the body "
            "that recorded it."
        ),
    ),
    NoticeKind.GUARDIANSHIP_ENDED: LetterText(
        N_("The guardianship over you ended"),
        N_(
            "At {when} {body} recorded that the guardianship or representation ended. A person of "
            "14 years or more uses the account alone again."
        ),
        N_("You can see this at {account}. If it is not right, turn to the body that recorded it."),
    ),
    NoticeKind.AGENT_RECORDED: LetterText(
        N_("It was recorded who acts for you"),
        N_(
            "At {when} two officers recorded that somebody acts for you, by a decision of {body}. "
            "From the first day on that it names, that person can confirm uses of your account and "
            "act in your place, where it says so only together with others."
        ),
        N_(
            "Your history at {account} tells who it is, if that person is registered here. If it "
            "is not right, turn to {body}."
        ),
    ),
    NoticeKind.AGENT_ENDED: LetterText(
        N_("Somebody acts for you no more"),
        N_(
            "At {when} two officers recorded that somebody acts for you no more, by a decision of "
            "{body}. It ended at once."
        ),
        N_(
            "Your history at {account} tells who it was, if that person is registered here. If it "
            "is not right, turn to {body}."
        ),
    ),
    NoticeKind.ACTING_RECORDED: LetterText(
        N_("It was recorded that you act for somebody"),
        N_(
            "At {when} two officers recorded that you act for another person, by a decision of "
            "{body}. You can confirm uses of that person's account from the first day on that the "
            "decision names."
        ),
        N_("At {account} you see for whom. If it is not right, turn to {body}."),
    ),
    NoticeKind.ACTING_ENDED: LetterText(
        N_("You act for a person no more"),
        N_(
            "At {when} two officers recorded that you act for another person no more, by a "
            "decision of {body}. What you had open in that person's place ended."
        ),
        N_(
            "Whom you act for now is at {account}/wards; the name of that person is shown to you "
            "no more. If it is not right, turn to {body}."
        ),
    ),
    NoticeKind.ACTS_ALONE: LetterText(
        N_("From now on you use your account alone"),
        N_(
            "At {when} it was recorded that nobody acts for you any more: you are 14, or the "
            "guardianship over you ended. What others chose for you or could hold has ended: "
            "passwords, devices and recovery codes of that time, and every open sign-in. What you "
            "chose before a guardianship goes on working."
        ),
        N_(
            "If nothing is left to sign in with, call the help line: it says where you get new "
            "recovery codes with your identity card or passport, to choose anew with. Your data "
            "and history stay as they are, at {account}."
        ),
    ),
    NoticeKind.WARD_ACTS_ALONE: LetterText(
        N_("A person you acted for uses the account alone from now on"),
        N_(
            "At {when} it was recorded that you do not act any more for a child or another person "
            "of whom a record had you. What others chose in that time to sign in to their account "
            "has ended, addresses and numbers that were set then count no more, and there is "
            "nothing more for you to confirm."
        ),
        N_(
            "You need to do nothing: that person got a message of their own. Whom you act for is "
            "at {account}/wards, and what you confirmed stays in your history."
        ),
    ),
    NoticeKind.ACTIVATES_ALONE: LetterText(
        N_("From now on you activate your account yourself"),
        N_(
            "At {when} it was recorded that nobody acts for you any more: you are 14, or the "
            "guardianship over you ended. The account that was granted to you was never activated; "
            "now you activate it, and a link that was sent before does not any more."
        ),
        N_(
            "Call the help line: it makes sure that it is you and sends a link to an address or "
            "number of your own. Once it is active, you find your account at {account}"
        ),
    ),
    NoticeKind.WARD_ACTIVATES_ALONE: LetterText(
        N_("A person you acted for activates the account alone from now on"),
        N_(
            "At {when} it was recorded that you do not act any more for a child or another person "
            "of whom a record had you. An account was granted to that person and never activated: "
            "you cannot activate it any more, and no link that was sent to you does."
        ),
        N_(
            "That person activates it: the help line sends a link to an address or number of their "
            "own. Whom you act for is at {account}/wards"
        ),
    ),
    NoticeKind.CONTACTS_LOST: LetterText(
        N_("Addresses or numbers of your account count no more"),
        N_(
            "At {when} it was recorded that nobody acts for you any more: you are 14, or the "
            "guardianship over you ended. Addresses and numbers that were set in that time count "
            "as lost since then, as others may read what goes there."
        ),
        N_(
            "If one of them is yours, confirm it at {account}/contacts. If nothing is there to "
            "sign in with, call the help line: it says where you get new recovery codes with your "
            "identity card or passport, to choose anew with."
        ),
    ),
    NoticeKind.WARD_AGREEMENT_ASKED: LetterText(
        N_("Do you agree to activate the account of a child or ward?"),
        N_(
            "At {when} somebody who acts together with you, for a child or another person, agreed "
            "that the account of that person is activated. It becomes active only if all of you "
            "agree, and whoever is the last one chooses its first password."
        ),
        N_(
            "Sign in and read about it at {account}/wards, where you agree within the 7 days of "
            "the account. If you do not want it, do nothing: nothing is activated then."
        ),
    ),
    NoticeKind.WARD_ACTIVATED: LetterText(
        N_("An account to which you agreed was activated"),
        N_(
            "At {when} the account of a child or another person you act for was activated, to "
            "which you had agreed: somebody else who acts for that person chose the first password."
        ),
        N_(
            "Each use of it at a service waits for the yes of those who act for this person, at "
            "{account}/wards"
        ),
    ),
    NoticeKind.WARD_PASSWORD_ASKED: LetterText(
        N_("Do you agree to a new password for a child or ward?"),
        N_(
            "At {when} somebody who acts together with you, for a child or another person, agreed "
            "that this person gets a new password. It is set only if all of you agree, and whoever "
            "is the last one chooses it."
        ),
        N_(
            "Sign in and read about it at {account}/wards, where you agree within 7 days. If you "
            "do not want it, do nothing: the password stays as it is then."
        ),
    ),
    NoticeKind.WARD_PASSWORD_SET: LetterText(
        N_("A child or ward you act for got a new password"),
        N_(
            "At {when} somebody who acts for a child or another person, as you do, or you, chose a "
            "new password for that person. The old one ended, and so did every session."
        ),
        _WHO_DID_IT_FOR_A_WARD,
    ),
    NoticeKind.WARD_MEANS_STOPPED: LetterText(
        N_("A way to sign in of a child or ward you act for was stopped"),
        N_(
            "At {when} somebody who acts for a child or another person, as you do, or you, stopped "
            "one of the ways in which that person signs in. Every session of that person ended."
        ),
        _WHO_DID_IT_FOR_A_WARD,
    ),
    NoticeKind.WARD_SESSIONS_ENDED: LetterText(
        N_("A child or ward you act for was signed out everywhere"),
        N_(
            "At {when} somebody who acts for a child or another person, as you do, or you, ended "
            "every session of that person."
        ),
        _WHO_DID_IT_FOR_A_WARD,
    ),
    NoticeKind.GUARDIAN_SET_PASSWORD: LetterText(
        N_("Who acts for you set a new password"),
        N_(
            "At {when} a parent, guardian or representative of yours chose a new password for your "
            "account. The old one opens nothing any more, and you were signed out everywhere. They "
            "tell you the new one."
        ),
        _IF_A_GUARDIAN_IS_WRONG,
    ),
    NoticeKind.GUARDIAN_STOPPED_MEANS: LetterText(
        N_("Who acts for you stopped a way to sign in"),
        N_(
            "At {when} a parent, guardian or representative of yours stopped {credential} of your "
            "account for good, and you were signed out everywhere."
        ),
        _IF_A_GUARDIAN_IS_WRONG,
    ),
    NoticeKind.GUARDIAN_ENDED_SESSIONS: LetterText(
        N_("Who acts for you signed you out everywhere"),
        N_(
            "At {when} a parent, guardian or representative of yours ended every session of your "
            "account. You sign in as before."
        ),
        _IF_A_GUARDIAN_IS_WRONG,
    ),
    NoticeKind.GUARDIAN_ASKED: LetterText(
        N_("Somebody asks you to confirm a sign-in at {client}"),
        N_(
            "At {when} a child or another person you act for signed in to use {client}, and waits "
            "for your answer. It holds for half an hour at most; without your answer nothing is "
            "passed on."
        ),
        N_(
            "Sign in and answer at {account}/wards, where you see what {client} asks for. If you "
            "know nothing of it, refuse."
        ),
    ),
    NoticeKind.COUNTER_CANCELLED: LetterText(
        N_("A request at a counter was cancelled"),
        N_(
            "At {when} a request of {client} to authenticate you at a counter was cancelled, "
            "because the number on the counter's screen was typed wrongly three times on your "
            "phone. Nothing was passed on."
        ),
        N_(
            "If you were not at a counter, never type a number that somebody reads out to you; "
            "look at your account at {account}"
        ),
    ),
    NoticeKind.PERSON_LOOKED_AT: LetterText(
        N_("An officer looked at your data"),
        N_(
            "At {when} an officer ({role}, {body}) looked at the data of your account {purpose}, "
            "for case {number}. Others for this case may bring no message within a day; each look "
            "is at {account}/looks"
        ),
        N_(
            "You need not do anything. If you know no reason for it, ask the help line or the "
            "office named here, with the number of the case."
        ),
    ),
    NoticeKind.OFFICER_APPOINTED: LetterText(
        N_("You were appointed as an officer"),
        N_(
            "At {when} you were appointed as an officer at {body}, as two people signed. You can "
            "see it in your history at {account}"
        ),
        N_("If you know nothing of this, report it at {report} and to your office, at once."),
    ),
    NoticeKind.APPOINTMENT_ENDED: LetterText(
        N_("Your appointment as an officer ended"),
        N_("At {when} your appointment as an officer was ended. Your own account stays as it is."),
        N_("If this is not right, turn to your office. You can see it at {account}"),
    ),
    NoticeKind.POWERS_DELEGATED: LetterText(
        N_("Powers of the Director were delegated to you"),
        N_("At {when} powers of the Director were delegated to you, as signed by two officers."),
        N_("If you know nothing of this, report it to your office. You can see it at {account}"),
    ),
    NoticeKind.DELEGATION_ENDED: LetterText(
        N_("A delegation of powers to you ended"),
        N_("At {when} a delegation of powers of the Director to you was ended."),
        N_("If this is not right, turn to your office. You can see it at {account}"),
    ),
    NoticeKind.TERMS_NEARLY_OVER: LetterText(
        N_("Time limits of cases are nearly over"),
        N_(
            "At {when} this many time limits of cases were nearly over: {number}. The cases wait "
            "to be decided."
        ),
        _NOT_THE_HEAD,
    ),
    NoticeKind.TERMS_NOT_KEPT: LetterText(
        N_("Time limits of cases were not kept"),
        N_(
            "At {when} this many time limits of cases had run out: {number}. Nothing was decided "
            "by that, the cases stay as they are."
        ),
        _NOT_THE_HEAD,
    ),
}

CREDENTIALS: Final[Mapping[str, str]] = {
    "password": N_("A password"),
    "chip_card": N_("An identity card"),
    "pin": N_("A PIN"),
    "totp": N_("A one-time code app"),
    "passkey": N_("A passkey"),
    "app_key": N_("An application key"),
    "recovery_codes": N_("A set of recovery codes"),
}
ROLES: Final[Mapping[str, str]] = {
    "director": N_("Director"),
    "hotline": N_("hotline"),
    "receiving_officer": N_("receiving officer"),
    "identity_officer": N_("identity officer"),
    "immigration_officer": N_("immigration officer"),
    "reviewer": N_("reviewer"),
    "approver": N_("approver"),
    "inspector": N_("inspector"),
    "auditor": N_("auditor"),
}
"""The roles of officers who may look at people."""
OTHER_ROLE: Final = N_("another role")
PURPOSES: Final[Mapping[str, str]] = {
    "serve_the_person": N_("because you asked for something"),
    "settle_a_case": N_("to settle a case that concerns you"),
    "decide_on_the_account": N_("to decide on your account"),
    "request_of_a_body": N_("at the request of a body that is competent by law"),
    "inspection": N_("for an inspection"),
}
OTHER_PURPOSE: Final = N_("for a purpose named in your history")
CONTACTS: Final[Mapping[str, str]] = {
    "email": N_("e-mail address"),
    "phone_number": N_("telephone number"),
}
OTHER_CONTACT: Final = N_("address")
OTHER_CREDENTIAL: Final = N_("A means of sign-in")
OTHER_BROWSER: Final = N_("a browser we do not know")
UNDO_WORDS: Final = N_(
    "If this was not you, undo it here without signing in (once, within 7 days): {undo}"
)
LETTER: Final = N_(
    "Letter {letter} tells it, with the legal basis and the reasons. Read it at {account}/letters"
)
QUIET: Final = N_(
    "There were many such changes. Until {quiet_until} others like this one may bring no message; "
    "your history at {account} shows each change."
)
QUIET_SHORT: Final = N_("Others until {quiet_until} may bring no message.")
HELP: Final = N_("You can also call the help line: {help_line}.")
SHORT: Final[Mapping[NoticeKind, str]] = {
    NoticeKind.ACTIVATION_LINK: N_("Activate your account"),
    NoticeKind.ACTIVATION_LINK_AGAIN: N_("Activate your account"),
    NoticeKind.ACTIVATION_LAPSED: N_("To activate your account, call the help line"),
    NoticeKind.CONTACT_CODE: N_("Give nobody code {code}. It confirms this number, for 15 minutes"),
    NoticeKind.USERNAME_ASKED: N_("Your user name is {label}"),
    NoticeKind.SIGN_UP_CODE: N_("Give nobody code {code}"),
    NoticeKind.PASSWORD_LINK_CODE: N_(
        "Give nobody code {code}. It is for a new password, 10 minutes"
    ),
    NoticeKind.CONTACT_CHANGED: N_("Messages will go to {label}"),
    NoticeKind.KEY_ANCHORED: N_("An application key was bound to you"),
    NoticeKind.NEW_BROWSER: N_("Sign-in from a new browser"),
}
"""For a text message, where the subject of the letter is too long beside a link."""
TYPE_THE_CODE: Final = N_("Type it on the page that the link in the e-mail opens.")
"""For a text message; a link to the account would ask for the forgotten password."""
NOT_YOU: Final = N_("Not you?")
SEE: Final = N_("See:")
WHEN: Final = N_("{moment} (Viet Nam time)")
NEVER_ASKED_FOR: Final = N_("{provider} never asks for your password or codes by mail or phone.")
SIGNED: Final = "{provider}"

PROVIDER_SUBJECT: Final = "{provider}: {number}"
PROVIDER: Final = N_(
    "At {when} a person who uses services through you reported the loss or misuse of a means "
    "of authentication (case {number}). Their sessions and tokens were ended. Please look at "
    "recent transactions of:\n\n"
    "{subs}"
)
"""To a licensed provider, in both languages; `subs` names client and pairwise subject."""
