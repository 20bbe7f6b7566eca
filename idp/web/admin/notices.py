"""Operations on notices that did not reach their address: see them, and have them tried again."""

from datetime import datetime
from typing import Final

from idp.access.powers import Power
from idp.kernel.refusals import Reason
from idp.notices.domain import Channel, NoticeKind
from idp.notices.failures import FailingNotice
from idp.web.admin.operation import Call, Operation, Page, View, granted, page_of
from idp.web.admin.parameters import OperationParameters, PageQuery, RecordId
from idp.web.admin.problems import ProblemDetails
from idp.web.current import services


class OfNotice(OperationParameters):
    """Which notice."""

    notice_id: RecordId


class FailedNoticeView(View):
    """A notice that was tried in vain. `given_up`: nothing tries it by itself any more.

    `to`: the address of a party or provider; that of a person is not told. `can_be_retried`: its
    content is still there.
    """

    id: str
    channel: Channel
    kind: NoticeKind | None
    client_id: str | None
    to: str | None
    queued_at: datetime
    attempts: int
    given_up: bool
    can_be_retried: bool


def _view(notice: FailingNotice) -> FailedNoticeView:
    return FailedNoticeView(
        id=notice.id,
        channel=notice.channel,
        kind=notice.kind,
        client_id=notice.client_id,
        to=None if notice.subject_id is not None else notice.to,
        queued_at=notice.queued_at,
        attempts=notice.attempts,
        given_up=notice.given_up,
        can_be_retried=notice.kept,
    )


def _list(call: Call) -> Page[FailedNoticeView]:
    failed = sorted(services().failing_notices.all(), key=lambda each: each.id)

    def after(cursor: str | None, limit: int) -> list[FailingNotice]:
        return [each for each in failed if each.id > (cursor or "")][:limit]

    return page_of(after, call.query, key=lambda each: each.id, view=_view)


def _found(call: Call) -> FailingNotice:
    notice = services().failing_notices.one(call.path.notice_id)
    if notice is None:
        raise ProblemDetails(Reason.NOT_FOUND, "No notice with this id has failed.")
    return notice


def _retry(call: Call) -> FailedNoticeView:
    call.require(_view(_found(call)))
    retried = services().failing_notices.retry(call.path.notice_id, actor=call.actor)
    return _view(granted(retried))


OPERATIONS: Final = (
    Operation(
        id="list_failed_notices",
        method="GET",
        path="/failed-notices",
        power=Power.WORK_SEE,
        summary="The newest 500 notices that failed or were tried in vain so far, by id.",
        answer=Page[FailedNoticeView],
        query=PageQuery[RecordId],
        run=_list,
    ),
    Operation(
        id="read_failed_notice",
        method="GET",
        path="/failed-notices/{notice_id}",
        power=Power.WORK_SEE,
        summary="One notice that failed or was tried in vain so far.",
        answer=FailedNoticeView,
        identifiers=OfNotice,
        run=lambda call: _view(_found(call)),
    ),
    Operation(
        id="retry_failed_notice",
        method="POST",
        path="/failed-notices/{notice_id}/retry",
        power=Power.NOTICE_RETRY,
        summary="Have a notice tried at once, and for a day; the answer is as it was before.",
        answer=FailedNoticeView,
        identifiers=OfNotice,
        run=_retry,
        conditional=True,
        refuses=frozenset({Reason.EXPIRED}),
    ),
)
