"""The settings of the product: a file, the environment, and rules.

`load()` returns the settings of this process or raises; `check()` returns all faults at once, for
`idp check-config`; `problems()` checks well-formed settings.
"""

from idp.platform.settings.fields import Profile, Settings
from idp.platform.settings.reading import SettingsRefused, check, load
from idp.platform.settings.soundness import DEMO_SECRET_PREFIX, problems, unusable

__all__ = [
    "DEMO_SECRET_PREFIX",
    "Profile",
    "Settings",
    "SettingsRefused",
    "check",
    "load",
    "problems",
    "unusable",
]
