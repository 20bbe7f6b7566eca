"""The dispatcher: it finds the next step of a transaction and answers with it.

The pages of a transaction call it to answer their forms (`answer_form`); no other code computes the
next address. At `/authorize/<transaction>` it answers reloads, skipped steps and copied addresses
from the same stored facts.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, assert_never
from uuid import UUID

from flask import Response

from idp.authorization.domain.next_step import step_before_end
from idp.authorization.domain.request import FORM_POST, AuthorizationRequest, Request
from idp.authorization.domain.steps import (
    Authenticate,
    AwaitGuardian,
    Ended,
    IssueCode,
    RedirectError,
    RequestConsent,
    SelectAccount,
    SelectPrincipal,
    ShowError,
    ShowNotice,
    ShowWarning,
    StepUp,
)
from idp.authorization.interaction import Interaction
from idp.authorization.service import Authorization
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused
from idp.relying_parties.domain.client import Client
from idp.web.current import dispatcher_address
from idp.web.oidc.errors import ErrorCode, RedirectedError
from idp.web.oidc.responses import ReturnAddress, code_response, error_response, site_of
from idp.web.pages import cookies
from idp.web.pages.labels import N_, in_language
from idp.web.pages.language import negotiate_language
from idp.web.pages.means_pages import first_page
from idp.web.pages.rendering import error_page, see_other
from idp.web.pages.views import ErrorAction
from idp.web.pages.waiting_party import transaction_in

Asking = (
    Authenticate
    | StepUp
    | SelectAccount
    | SelectPrincipal
    | ShowWarning
    | AwaitGuardian
    | RequestConsent
    | ShowNotice
    | ShowError
)

OVER: Final = N_(
    "This sign-in is over: it was finished, took too long, or began in another browser."
)
FINISHED: Final = N_("This sign-in has ended already, so nothing more can be done on this page.")
TOO_LATE: Final = N_("This sign-in was open for too long, so it has ended. Nothing was passed on.")


@dataclass(frozen=True, slots=True)
class EndedPage:
    """The page of an ended transaction; `sentence` is a message id."""

    sentence: str
    out: ErrorAction | None


@dataclass(frozen=True, slots=True)
class FormAnswer:
    """The parameters that a form adds: see `InteractionDispatcher.answer_form`."""

    code: str
    again: bool


@dataclass(frozen=True, slots=True)
class InteractionDispatcher:
    authorization: Authorization
    issuer: str

    def show(self, transaction: UUID) -> Response:
        """The page of the present step, for the browser of the transaction only."""
        interaction = self.authorization.resume(
            str(transaction), browser=cookies.browser_seen(), session_token=cookies.session()
        )
        if isinstance(interaction, Refused):
            return error_page(400, OVER)
        return self.proceed(interaction)

    def proceed(self, interaction: Interaction) -> Response:
        """The next step of an interaction as one response."""
        answer = self._next(interaction, None)
        if isinstance(answer, Response):
            return answer
        return error_page(400, answer.sentence, out=answer.out)

    def answer_form(self, interaction: Interaction, *, code: str, again: bool) -> Response:
        """The next step in answer to a form: always a redirect, so that Back works.

        The result goes to the relying party at once; the repeated form, from which the same `code`
        is derived, gets it again until it is redeemed. `again`: the form declines, or is repeated,
        so the refusal that ended the transaction is its answer. A page (Form Post Response Mode, or
        the end of the sign-in) is rendered at `/authorize/<transaction>` only.
        """
        if _posts_onwards(interaction):
            return see_other(dispatcher_address(interaction))
        answer = self._next(interaction, FormAnswer(code, again))
        if isinstance(answer, Response):
            return answer
        return see_other(dispatcher_address(interaction))

    def _next(self, interaction: Interaction, sent: FormAnswer | None) -> Response | EndedPage:
        match interaction.step:
            case RedirectError(error=error, reason=reason):
                return self._refuse(interaction, error, reason, sent)
            case IssueCode():
                return self._issue(interaction, sent)
            case Ended(reason=reason):
                return self._ended(interaction, reason, sent)
            case step:
                return see_other(_page(step, interaction.transaction.id))

    def _refuse(
        self, interaction: Interaction, error: str, reason: Reason, sent: FormAnswer | None
    ) -> Response | EndedPage:
        if _ended_meanwhile(interaction, reason):
            if sent is not None:
                # Another form may just have received the session's cookie: redirect, so that the
                # browser sends it.
                return see_other(dispatcher_address(interaction))
            again = self.authorization.restart(interaction, reason, asks_who=True)
            return self._next(again, None)
        if self.authorization.refuse(interaction, error, reason) is not None:
            return self._ended(interaction, Reason.USED_BEFORE, sent)
        return self._refused(interaction, error)

    def _refused(self, interaction: Interaction, error: str) -> Response:
        asked = interaction.transaction.request
        if not isinstance(asked, AuthorizationRequest):
            party = transaction_in(asked.path)
            return see_other("/public" if party is None else f"/authorize/{party}")
        return error_response(
            ReturnAddress.from_request(asked), RedirectedError(ErrorCode(error)), issuer=self.issuer
        )

    def _issue(self, interaction: Interaction, sent: FormAnswer | None) -> Response | EndedPage:
        asked = interaction.transaction.request
        if not isinstance(asked, AuthorizationRequest):
            refused = self.authorization.close(interaction)
            if refused is not None:
                return self._ended(interaction, refused.reason, sent)
            return see_other(asked.path)
        code = self.authorization.issue(interaction, code=None if sent is None else sent.code)
        if isinstance(code, Refused):
            return self._not_issued(interaction, asked, code.reason, sent)
        return code_response(ReturnAddress.from_request(asked), code=code, issuer=self.issuer)

    def _not_issued(
        self,
        interaction: Interaction,
        asked: AuthorizationRequest,
        reason: Reason,
        sent: FormAnswer | None,
    ) -> Response | EndedPage:
        """The answer when the session or consent ended before the code was issued."""
        if reason is not Reason.CONSENT_MISSING:
            return self._ended(interaction, reason, sent)
        if interaction.stored:
            return see_other(dispatcher_address(interaction))
        fault = RedirectedError(ErrorCode.CONSENT_REQUIRED)
        return error_response(ReturnAddress.from_request(asked), fault, issuer=self.issuer)

    def _ended(
        self, interaction: Interaction, reason: Reason, sent: FormAnswer | None
    ) -> Response | EndedPage:
        """The answer of an ended transaction: the own account, or the site of the relying party."""
        answered = None if sent is None else self._answered(interaction, reason, sent)
        if answered is not None:
            return answered
        asked = interaction.transaction.request
        if not isinstance(asked, AuthorizationRequest):
            return see_other(asked.path)
        late = reason is Reason.EXPIRED
        out = way_to_party(interaction.client, asked.redirect_uri, again=late)
        return EndedPage(TOO_LATE if late else FINISHED, out)

    def _answered(
        self, interaction: Interaction, reason: Reason, sent: FormAnswer
    ) -> Response | None:
        """The answer this form got when it ended the transaction; None if it did not.

        Nothing is issued or recorded again. None as well for Form Post Response Mode, which is
        rendered at `/authorize/<transaction>`.
        """
        asked = interaction.transaction.request
        if reason is not Reason.USED_BEFORE or _is_form_post(asked):
            return None
        if isinstance(asked, AuthorizationRequest) and self.authorization.issued(
            interaction, sent.code
        ):
            return code_response(
                ReturnAddress.from_request(asked), code=sent.code, issuer=self.issuer
            )
        step = step_before_end(interaction.context) if sent.again else None
        return self._refused(interaction, step.error) if isinstance(step, RedirectError) else None


def _posts_onwards(interaction: Interaction) -> bool:
    """Whether the answer is a self-submitting page (Form Post Response Mode)."""
    posts = _is_form_post(interaction.transaction.request)
    return posts and isinstance(interaction.step, IssueCode | RedirectError)


def _is_form_post(asked: Request) -> bool:
    return isinstance(asked, AuthorizationRequest) and asked.response_mode == FORM_POST


def way_to_party(client: Client | None, address: str, *, again: bool) -> ErrorAction | None:
    """The site of a registered redirect URI, to go back to.

    None for an application on a device, or an address that is not registered any more.
    """
    site = site_of(address)
    if client is None or not client.may_return_to(address) or site is None:
        return None
    return ErrorAction(site, in_language(client.name, negotiate_language()), again=again)


def _ended_meanwhile(interaction: Interaction, reason: Reason) -> bool:
    """Whether the session of this transaction's sign-in is not in this browser any more.

    After a sign-out in another tab, or when the answer with the session's cookie was lost, the
    person signs in again.
    """
    silent = "none" in interaction.context.prompt or interaction.transaction.declined_at is not None
    return reason is Reason.FRESH_SIGN_IN_REQUIRED and interaction.stored and not silent


_PAGES: Final[Mapping[type[Asking], str]] = {
    SelectAccount: "account",
    SelectPrincipal: "principal",
    ShowWarning: "waiting",
    AwaitGuardian: "guardian",
    ShowError: "stopped",
}


def _page(step: Asking, transaction: Id) -> str:
    """The page of a step that asks the person."""
    match step:
        case Authenticate():
            return f"/signin/{transaction}"
        case StepUp(by=by):
            return f"/signin/{transaction}{first_page(by).path}"
        case RequestConsent() | ShowNotice():
            return f"/consent/{transaction}"
        case SelectAccount() | SelectPrincipal() | ShowWarning() | AwaitGuardian() | ShowError():
            return f"/signin/{transaction}/{_PAGES[type(step)]}"
        case _:
            assert_never(step)
