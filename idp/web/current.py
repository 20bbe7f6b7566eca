"""The typed way from a view to the services and settings of its application."""

from typing import Final, cast

from flask import Flask, current_app

from idp.platform.settings import Settings
from idp.services import Services

_SERVICES: Final = "minh_danh_services"
_SETTINGS: Final = "minh_danh_settings"


def attach(app: Flask, *, services: Services, settings: Settings) -> None:
    """Give the application what its views may ask for."""
    app.extensions[_SERVICES] = services
    app.extensions[_SETTINGS] = settings


def services() -> Services:
    return cast("Services", current_app.extensions[_SERVICES])


def settings() -> Settings:
    return cast("Settings", current_app.extensions[_SETTINGS])
