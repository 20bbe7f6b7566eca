"""What every page shares: layout, words, language, cookies, the forgery guard and the headers.

Owns how a page looks and how it is defended in the browser; refuses to know what any page is
about. A surface makes a `page_blueprint`, builds one frozen view model named like its template
and calls `render`; a no that belongs to no page is an `error_page`.
"""

from idp.web.pages.language import Lang, spoken
from idp.web.pages.mounting import mount, page_blueprint
from idp.web.pages.rendering import error_page, render

__all__ = ["Lang", "error_page", "mount", "page_blueprint", "render", "spoken"]
