"""The base of all pages: layout, texts, language, cookies, CSRF protection and headers.

Knows no single page. A surface makes a `page_blueprint`, builds one frozen view model named like
its template and calls `render`; a refusal that belongs to no page is an `error_page`.
"""

from idp.web.pages.language import Lang, negotiate_language
from idp.web.pages.rendering import error_page, render
from idp.web.pages.routes import mount, page_blueprint

__all__ = ["Lang", "error_page", "mount", "negotiate_language", "page_blueprint", "render"]
