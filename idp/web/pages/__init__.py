"""What every page shares: layout, words, language, cookies, the forgery guard and the headers.

Owns how a page looks and how it is defended in the browser; refuses to know what any page is
about. A surface makes a `page_blueprint`, builds one frozen view model named like its template
and calls `render`; a no that belongs to no page is an `error_page`.
"""

from idp.web.pages.language import Lang, negotiate_language
from idp.web.pages.rendering import error_page, render
from idp.web.pages.routes import mount, page_blueprint

__all__ = ["Lang", "error_page", "mount", "negotiate_language", "page_blueprint", "render"]
