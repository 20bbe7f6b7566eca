"""What the desk calls the registries of the State."""

from collections.abc import Mapping
from typing import Final

from idp.kernel.registries import RegistryName
from idp.web.pages.labels import N_

NAMES: Final[Mapping[RegistryName, str]] = {
    RegistryName.POPULATION: N_("National Population Database"),
    RegistryName.IDENTITY: N_("Identity Database"),
    RegistryName.IMMIGRATION: N_("National Immigration Database"),
    RegistryName.BUSINESS: N_("National Business Registration Database"),
    RegistryName.SUBSCRIBERS: N_("Subscribers of telephone numbers"),
}
