"""Licensed providers, and the clients of relying parties."""

from datetime import timedelta
from typing import NamedTuple

from idp.licensing.service import Licensing
from idp.platform.cached import Cached
from idp.relying_parties.client_keys import FetchedKeys
from idp.relying_parties.directory import ClientDirectory
from idp.relying_parties.origins import AllowedOrigins
from idp.relying_parties.programs import ProgramPowers
from idp.relying_parties.service import RelyingParties
from idp.relying_parties.snapshots import MOST_KEPT, ClientSnapshots
from idp.wiring.people import People
from idp.wiring.platform import Platform
from idp.wiring.records import Records


class Parties(NamedTuple):
    licensing: Licensing
    relying_parties: RelyingParties


def build_parties(platform: Platform, records: Records, people: People) -> Parties:
    context, settings = records.context, platform.settings
    database, clock = context.database, context.clock
    kept_for = timedelta(seconds=settings.client_cache_seconds)
    snapshots = ClientSnapshots(database, Cached(clock, kept_for=kept_for, most=MOST_KEPT))
    letters = people.decision_letters
    licensing = Licensing(context, records.cases.permissions, letters, settings.brand_name)
    relying_parties = RelyingParties(
        context=context,
        permissions=records.cases.permissions,
        licensing=licensing,
        letters=letters,
        one_time_tokens=records.one_time_tokens,
        snapshots=snapshots,
        directory=ClientDirectory(database, snapshots, Cached(clock, kept_for=kept_for)),
        origins=AllowedOrigins(database),
        fetched_keys=FetchedKeys(platform.to_relying_parties, clock),
        programs=ProgramPowers(
            clock, context.history, records.cases.permissions, records.second_person
        ),
        secret_key=platform.keyring.derive("client-secret"),
        issuer=settings.issuer,
        provider_name=settings.brand_name,
    )
    return Parties(licensing=licensing, relying_parties=relying_parties)
