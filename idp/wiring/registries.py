"""The registries that are connected, and what is asked of them."""

from idp.kernel.registries import RegistryName
from idp.platform.bulkhead import Bulkhead
from idp.platform.registries import AT_ONCE, HttpRegistry, RegistryKeys
from idp.registries.service import RegistryMatching
from idp.registries.waiting import WaitingMatches
from idp.wiring.people import People
from idp.wiring.platform import Platform
from idp.wiring.records import Records


def build_matching(platform: Platform, records: Records, people: People) -> RegistryMatching:
    return RegistryMatching(
        database=platform.database,
        history=records.context.history,
        subjects=people.subjects,
        registries=_connected(platform),
        waiting=WaitingMatches(platform.database, platform.clock),
    )


def _connected(platform: Platform) -> dict[RegistryName, HttpRegistry]:
    keys = RegistryKeys(platform.settings.registry_keys)
    return {
        name: HttpRegistry(
            name=name,
            address=url,
            issuer=platform.settings.issuer,
            keys=keys,
            keyring=platform.keyring,
            outbound=platform.to_services,
            clock=platform.clock,
            bulkhead=Bulkhead(AT_ONCE),
        )
        for name, url in platform.settings.registry_urls.items()
    }
