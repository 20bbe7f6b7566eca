"""`/authorize/<transaction>`: the one dispatcher. It asks what comes next and renders that step.

Pages finish their own work and come back here; nobody else computes where to go (design, one
dispatcher). A reload, a skipped step, a stolen link: all end here and are decided from facts.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, assert_never
from uuid import UUID

from flask import Response

from idp.assurance.kinds import EvidenceKind
from idp.authorization.domain.request import AuthorizationRequest
from idp.authorization.domain.steps import (
    AskConsent,
    ChooseAccount,
    Explain,
    Issue,
    Notify,
    Over,
    Refuse,
    SignIn,
    StepUp,
)
from idp.authorization.service import Authorization
from idp.authorization.visit import Visit
from idp.kernel.refusals import Reason, Refused
from idp.web.oidc.errors import Code, SendBack
from idp.web.oidc.explaining import explain
from idp.web.oidc.responses import ReturnAddress, code_response, error_response, see_other
from idp.web.pages import cookies
from idp.web.pages.rendering import error_page

HOME: Final = "/public"
"""Where a person ends who did not want into their own account after all."""

OVER: Final = "This sign-in is over: it was finished, took too long, or began in another browser."

PAGES: Final[Mapping[EvidenceKind, str]] = {
    EvidenceKind.TOTP: "/code",
    EvidenceKind.PASSKEY_VERIFIED: "/passkey",
    EvidenceKind.PASSKEY_PRESENT: "/passkey",
    EvidenceKind.PASSWORD: "",
    EvidenceKind.RECOVERY_CODE: "/recovery",
}
"""The page that proves a kind, the one offered first on top; a kind without a page is not built."""


@dataclass(frozen=True, slots=True)
class Dispatcher:
    authorization: Authorization
    issuer: str

    def show(self, transaction: UUID) -> Response:
        """Where the person stands now."""
        return self._visited(transaction, self.proceed)

    def decline(self, transaction: UUID) -> Response:
        """The person does not want to go on, or has read why it cannot."""
        return self._visited(transaction, self._declined)

    def proceed(self, visit: Visit) -> Response:
        """The next step of a visit as one response."""
        match visit.step:
            case SignIn():
                return see_other(f"/signin/{visit.transaction.id}")
            case StepUp(by=by):
                page = next(path for kind, path in PAGES.items() if kind in by)
                return see_other(f"/signin/{visit.transaction.id}{page}")
            case ChooseAccount():
                return see_other(f"/signin/{visit.transaction.id}/account")
            case AskConsent() | Notify():
                return see_other(f"/consent/{visit.transaction.id}")
            case Explain(reason=reason):
                return explain(visit, reason)
            case Refuse(error=error, reason=reason):
                return self._refuse(visit, error, reason)
            case Issue():
                return self._issue(visit)
            case Over():
                return error_page(400, OVER)
            case step:
                assert_never(step)

    def _visited(self, transaction: UUID, then: Callable[[Visit], Response]) -> Response:
        visit = self.authorization.visit(
            str(transaction), browser=cookies.browser_seen(), session_token=cookies.session()
        )
        return error_page(400, OVER) if isinstance(visit, Refused) else then(visit)

    def _declined(self, visit: Visit) -> Response:
        match visit.step:
            case Explain(error=error, reason=reason) | Refuse(error=error, reason=reason):
                return self._refuse(visit, error, reason)
            case Over():
                return error_page(400, OVER)
            case _:
                return self._refuse(visit, Code.ACCESS_DENIED, Reason.DECLINED)

    def _refuse(self, visit: Visit, error: str, reason: Reason) -> Response:
        asked = visit.transaction.request
        if self.authorization.refuse(visit, error, reason) is not None:
            return error_page(400, OVER)
        if not isinstance(asked, AuthorizationRequest):
            return see_other(HOME)
        return error_response(ReturnAddress.of(asked), SendBack(Code(error)), issuer=self.issuer)

    def _issue(self, visit: Visit) -> Response:
        asked = visit.transaction.request
        if not isinstance(asked, AuthorizationRequest):
            refused = self.authorization.close(visit)
            return see_other(asked.path) if refused is None else error_page(400, OVER)
        code = self.authorization.issue(visit)
        if isinstance(code, Refused):
            return error_page(400, OVER)
        return code_response(ReturnAddress.of(asked), code=code, issuer=self.issuer)
