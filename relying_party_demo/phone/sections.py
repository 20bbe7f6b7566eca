"""The parts of the page that others bring: each is a module of this package, there or not.

Such a module has `mount(app, phone)`, which adds its routes, and `section(phone)`, which returns
what its template `sections/<name>.html` shows (as `section`). Its words stand in
`translations/<name>.vi.po` and `translations/<name>.en.po`.
"""

import importlib
import importlib.util
from types import ModuleType
from typing import Final

from flask import Flask

from relying_party_demo.phone.phone import Phone

NAMES: Final = ("card", "counter")


def mount(app: Flask, phone: Phone) -> dict[str, ModuleType]:
    """Let every part that is there add its routes; the parts by name, in their order."""
    found = {}
    for name in NAMES:
        address = f"relying_party_demo.phone.{name}"
        if importlib.util.find_spec(address) is not None:
            found[name] = importlib.import_module(address)
            found[name].mount(app, phone)
    return found
