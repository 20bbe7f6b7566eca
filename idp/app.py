"""The application: the list of everything that is mounted."""

from collections.abc import Callable
from typing import Any

from flask import Flask
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from idp.kernel.clock import Clock
from idp.platform.settings import Settings
from idp.services import Services
from idp.web import current, health
from idp.web.admin.routes import mount as mount_admin
from idp.web.bare_flask import BareFlask
from idp.web.officer.routes import mount as mount_officer
from idp.web.oidc.routes import mount as mount_oidc
from idp.web.pages.headers import strictly_secure
from idp.web.pages.routes import mount as mount_pages
from idp.web.pages.uploads import InMemory
from idp.web.phone.routes import mount as mount_phone
from idp.web.public.routes import mount as mount_public
from idp.web.route_access import require_route_access
from idp.web.self_service.routes import mount as mount_self_service
from idp.web.signin.routes import mount as mount_signin
from idp.wiring import build


def create_app(
    settings: Settings, *, services: Services | None = None, clock: Clock | None = None
) -> Flask:
    """The WSGI application over the services the settings describe."""
    services = services or build(settings, clock=clock)
    app = BareFlask("idp", static_folder=None, template_folder=None)
    app.jinja_env.undefined = StrictUndefined
    app.url_map.strict_slashes = True
    # No view is a coroutine; Flask would ask that of several functions at each request.
    app.ensure_sync = _as_it_is  # type: ignore[method-assign] # the method to override
    app.url_map.merge_slashes = False  # the redirect would lead wherever the Host header says
    app.request_class = InMemory
    current.attach(app, services=services, settings=settings)
    mount_pages(app)
    mount_signin(app)
    mount_self_service(app)
    mount_officer(app)
    mount_phone(app)
    mount_public(app)
    mount_admin(app)
    health.mount(app, services=services)
    mount_oidc(app, services=services, settings=settings)
    require_route_access(app)
    if settings.issuer.startswith("https://"):
        app.wsgi_app = strictly_secure(  # type: ignore[method-assign,assignment] # as below
            app.wsgi_app
        )
    if settings.proxies:
        hops = settings.proxies
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign] # the way Flask documents
            app.wsgi_app, x_for=hops, x_proto=hops
        )
    return app


def _as_it_is(func: Callable[..., Any]) -> Callable[..., Any]:
    return func
