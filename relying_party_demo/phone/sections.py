"""Optional parts of the page: each is a module of this package.

Such a module has `mount(app, phone)`, which adds its routes, and `section(phone)`, which returns
the context of its template `sections/<name>.html` (as `section`). Its texts are in
`translations/<name>.vi.po` and `translations/<name>.en.po`.
"""

import importlib
import importlib.util
from types import ModuleType
from typing import Final

from flask import Flask

from relying_party_demo.phone.phone import Phone

NAMES: Final = ("application", "card", "counter")


def mount(app: Flask, phone: Phone) -> dict[str, ModuleType]:
    """Let every existing part add its routes; returns the parts by name, in order."""
    found = {}
    for name in NAMES:
        address = f"relying_party_demo.phone.{name}"
        if importlib.util.find_spec(address) is not None:
            found[name] = importlib.import_module(address)
            found[name].mount(app, phone)
    return found
