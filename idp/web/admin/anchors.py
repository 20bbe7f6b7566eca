"""Operations on trust anchors: read, propose, withdraw. An officer at a desk approves (D4.8)."""

from datetime import datetime
from typing import Final

from pydantic import Field

from idp.access.powers import Power
from idp.kernel.ids import is_id
from idp.kernel.refusals import Reason
from idp.policy.anchors import Anchor, AnchorKind, AnchorState
from idp.policy.trust_anchors import NotACertificate
from idp.web.admin.operation import Body, Call, Operation, Page, View, granted, page_of
from idp.web.admin.problems import ProblemDetails
from idp.web.current import services
from idp.web.pages.problem_types import RequestFault

_LONGEST_PEM: Final = 32_768


class AnchorView(View):
    """A root certificate that signs cards or models of keys; `fingerprint` is SHA-256 in hex."""

    id: str
    kind: AnchorKind
    subject: str
    fingerprint: str
    not_after: datetime
    state: AnchorState


class NewAnchor(Body):
    """A root certificate in PEM."""

    kind: AnchorKind
    certificate: str = Field(min_length=1, max_length=_LONGEST_PEM)


def _view(anchor: Anchor) -> AnchorView:
    return AnchorView(
        id=anchor.id,
        kind=anchor.kind,
        subject=anchor.subject,
        fingerprint=anchor.fingerprint,
        not_after=anchor.not_after,
        state=anchor.state,
    )


def _propose(call: Call) -> AnchorView:
    wanted: NewAnchor = call.body
    try:
        made = services().trust_anchors.propose(
            wanted.kind, wanted.certificate.encode(), call.actor
        )
    except NotACertificate as error:
        raise ProblemDetails(
            422,
            RequestFault.CERTIFICATE_NOT_ACCEPTABLE,
            "Not a root certificate of this kind that is valid now.",
            errors=[{"detail": "not acceptable", "pointer": "#/certificate"}],
        ) from error
    return _view(granted(made))


def _withdraw(call: Call) -> AnchorView:
    asked = call.path["anchor_id"]
    anchor = services().trust_anchors.one(asked) if is_id(asked) else None
    if anchor is None:
        raise ProblemDetails(404, Reason.NOT_FOUND, "No trust anchor has this id.")
    call.require(_view(anchor))
    return _view(granted(services().trust_anchors.withdraw(asked, call.actor)))


OPERATIONS: Final = (
    Operation(
        id="list_anchors",
        method="GET",
        path="/anchors",
        power=Power.WORK_SEE,
        summary="Every trust anchor, by id.",
        answer=Page,
        items=AnchorView,
        run=lambda call: page_of(
            services().trust_anchors.page, call, key=lambda each: each.id, view=_view
        ),
    ),
    Operation(
        id="propose_anchor",
        method="POST",
        path="/anchors",
        power=Power.ANCHOR_PROPOSE,
        summary="Propose a root certificate; it counts once a second person approved it.",
        body=NewAnchor,
        answer=AnchorView,
        run=_propose,
        status=201,
    ),
    Operation(
        id="withdraw_anchor",
        method="POST",
        path="/anchors/{anchor_id}/withdraw",
        power=Power.ANCHOR_WITHDRAW,
        summary="Withdraw a trust anchor at once.",
        answer=AnchorView,
        run=_withdraw,
        conditional=True,
    ),
)
