"""View models of pages that belong to no surface."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ErrorAction:
    """The link of an error page.

    `name`: of the relying party behind the link; None for a page of ours. `again`: the link begins
    a new request, instead of returning to an open one.
    """

    link: str
    name: str | None = None
    again: bool = False


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """`heading` and `sentence` are message ids and never text from the request.

    `cookies`: the browser sent none. `tongues`: the address that opens in another language, "" for
    this page, None where there is none.
    """

    status: int
    heading: str
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
    """`requester` is the relying party that asks, if known; `fields` are hidden ones.

    `problem`: why the page is shown again, `stays`: why the requested redirect is refused; both are
    message ids.
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
