"""Minh Danh: an OpenID Connect identity provider whose tokens say how sure it is, and why.

Read in this order: `services.py` (the system on one screen), `authorization/domain`
(one sign-in and what comes next), `web/oidc/authorize.py` (its door), `assurance/` (evidence
to level), and one test under `tests/flow/`.
"""

from typing import Final

__version__: Final = "0.2.0"
"""The version of this distribution (PEP 440)."""
