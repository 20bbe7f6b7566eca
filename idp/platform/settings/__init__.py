"""Every setting of the product: one file, the environment, and what makes them unfit.

`load()` gives the settings of this process or refuses them; `check()` says everything that is
wrong at once, as `idp check-config` prints it; `problems()` judges settings that are well formed.
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
