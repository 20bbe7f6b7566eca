"""Operations on trust anchors: read, propose, withdraw. An officer at a desk approves (D4.8)."""

from datetime import datetime
from typing import Final

from pydantic import Field

from idp.access.powers import Power
from idp.kernel.refusals import Reason
from idp.policy.anchors import Anchor, AnchorKind, AnchorState
from idp.policy.trust_anchors import NotACertificate
from idp.web.admin.numbered import Numbers, page_with_cases, with_case
from idp.web.admin.operation import Body, Call, Operation, Page, View, granted
from idp.web.admin.parameters import OperationParameters, PageQuery, RecordId
from idp.web.admin.problems import ProblemDetails
from idp.web.current import services
from idp.web.pages.problem_types import RequestFault

_LONGEST_PEM: Final = 32_768


class OfAnchor(OperationParameters):
    """Which trust anchor."""

    anchor_id: RecordId


class AnchorView(View):
    """A root certificate that signs cards or models of keys; `fingerprint` is SHA-256 in hex.

    `case`: the number of the case in which it is approved, null for one of before there were cases.
    """

    id: str
    kind: AnchorKind
    subject: str
    fingerprint: str
    not_after: datetime
    state: AnchorState
    case: str | None


class NewAnchor(Body):
    """A root certificate in PEM."""

    kind: AnchorKind
    certificate: str = Field(min_length=1, max_length=_LONGEST_PEM)


def _view(anchor: Anchor, cases: Numbers) -> AnchorView:
    return AnchorView(
        id=anchor.id,
        kind=anchor.kind,
        subject=anchor.subject,
        fingerprint=anchor.fingerprint,
        not_after=anchor.not_after,
        state=anchor.state,
        case=cases.get(anchor.id),
    )


def _list(call: Call) -> Page[AnchorView]:
    return page_with_cases(services().trust_anchors.page, call.query, _view)


def _found(call: Call) -> Anchor:
    anchor = services().trust_anchors.one(call.path.anchor_id)
    if anchor is None:
        raise ProblemDetails(Reason.NOT_FOUND, "No trust anchor has this id.")
    return anchor


def _propose(call: Call) -> AnchorView:
    wanted: NewAnchor = call.body
    try:
        made = services().trust_anchors.propose(
            wanted.kind, wanted.certificate.encode(), call.actor
        )
    except NotACertificate as error:
        raise ProblemDetails(
            RequestFault.CERTIFICATE_NOT_ACCEPTABLE,
            "Not a root certificate of this kind that is valid now.",
            errors=[{"detail": "not acceptable", "pointer": "#/certificate"}],
        ) from error
    return with_case(granted(made), _view)


def _withdraw(call: Call) -> AnchorView:
    anchor = _found(call)
    call.require(with_case(anchor, _view))
    return with_case(granted(services().trust_anchors.withdraw(anchor.id, call.actor)), _view)


OPERATIONS: Final = (
    Operation(
        id="list_anchors",
        method="GET",
        path="/anchors",
        power=Power.WORK_SEE,
        summary="Every trust anchor, by id.",
        answer=Page[AnchorView],
        query=PageQuery[RecordId],
        run=_list,
    ),
    Operation(
        id="read_anchor",
        method="GET",
        path="/anchors/{anchor_id}",
        power=Power.WORK_SEE,
        summary="One trust anchor.",
        answer=AnchorView,
        identifiers=OfAnchor,
        run=lambda call: with_case(_found(call), _view),
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
        refuses=frozenset({RequestFault.CERTIFICATE_NOT_ACCEPTABLE}),
        location=lambda made: f"/anchors/{made.id}",
    ),
    Operation(
        id="withdraw_anchor",
        method="POST",
        path="/anchors/{anchor_id}/withdraw",
        power=Power.ANCHOR_WITHDRAW,
        summary="Withdraw a trust anchor at once.",
        answer=AnchorView,
        run=_withdraw,
        identifiers=OfAnchor,
        conditional=True,
        refuses=frozenset({Reason.EXPIRED, Reason.STATE_ALREADY_HOLDS}),
    ),
)
