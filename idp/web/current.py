"""Typed access from a view to the services, settings and dispatcher of its application."""

from collections.abc import Callable
from typing import Final, Protocol, cast

from flask import Flask, Response, current_app

from idp.authorization.interaction import Interaction
from idp.platform.settings import Settings
from idp.services import Services

_SERVICES: Final = "minh_danh_services"
_SETTINGS: Final = "minh_danh_settings"
_DISPATCHER: Final = "minh_danh_dispatcher"
_application: Final[Callable[[], Flask]] = current_app._get_current_object  # type: ignore[attr-defined] # noqa: SLF001 - documented
"""The application itself: a page asks some thirty times; attributes of the proxy cost more."""


class Dispatcher(Protocol):
    """Answers with the next step of a transaction (`web.oidc.dispatcher`)."""

    def answer_form(self, interaction: Interaction, *, code: str, again: bool) -> Response:
        """The next step, in answer to a form of the transaction's pages.

        `code`: the authorization code to be issued, if one is, derived from this form, so that the
        repeated form gets the same code. `again`: the form declines, or is repeated, so the refusal
        that ended the transaction is its answer too.
        """


def dispatcher_address(interaction: Interaction) -> str:
    """The dispatcher's own address for a transaction."""
    return f"/authorize/{interaction.transaction.id}"


def attach(app: Flask, *, services: Services, settings: Settings) -> None:
    """Attach services and settings to the application, for its views."""
    app.extensions[_SERVICES] = services
    app.extensions[_SETTINGS] = settings


def services() -> Services:
    return cast("Services", _application().extensions[_SERVICES])


def settings() -> Settings:
    return cast("Settings", _application().extensions[_SETTINGS])


def answer_of_view() -> Response:
    """The answer of the view that this request is for."""
    return current_app.make_response(current_app.dispatch_request())


def attach_dispatcher(app: Flask, dispatcher: Dispatcher) -> None:
    """Attach the dispatcher, for the pages of a transaction."""
    app.extensions[_DISPATCHER] = dispatcher


def dispatcher() -> Dispatcher:
    return cast("Dispatcher", current_app.extensions[_DISPATCHER])
