"""The view models of the pages that belong to no surface."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ErrorAction:
    """Where a person goes on from a page that leads nowhere.

    `name`: of the relying party behind the link; None for a page of ours. `again`: going there
    begins anew, instead of going back to what was open.
    """

    link: str
    name: str | None = None
    again: bool = False


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """`sentence` is a message id and never text from the request.

    `cookies`: the browser sent none. `tongues`: the address that opens in another language, "" for
    this page, None where there is none.
    """

    status: int
    sentence: str
    reference: str
    out: ErrorAction | None
    cookies: bool
    tongues: str | None


@dataclass(frozen=True, slots=True)
class FormPostPage:
    """The answer to a relying party as a form that submits itself (OAuth form_post)."""

    action: str
    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class LogoutQuestionPage:
    """`requester` is the relying party that asks, if known; `fields` go back with the answer.

    `problem`: why the question comes again, `stays`: why the browser does not go on to where it
    was asked to; both are message ids.
    """

    action: str
    requester: str | None
    fields: tuple[tuple[str, str], ...]
    problem: str | None = None
    stays: str | None = None


@dataclass(frozen=True, slots=True)
class LoggedOutPage:
    """`return_to` is a registered address only."""

    requester: str | None
    return_to: str | None
