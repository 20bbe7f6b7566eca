"""The demonstration's registries, connected to a world as `idp demo` connects them."""

import contextlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient

from idp.demo.state_registries import make_registries, public_keys
from idp.kernel.registries import RegistryName
from idp.platform import key_file
from idp.platform.bulkhead import Bulkhead
from idp.platform.clock import SystemClock
from idp.platform.keyring import Keyring
from idp.platform.outbound import Outbound
from idp.platform.registries import HttpRegistry, RegistryKeys
from idp.registries.updates import RegistryUpdates
from relying_party_demo.state_registries.app import create_app
from relying_party_demo.state_registries.config import Config, Record, Registry
from tests.support.registries import serving_app
from tests.support.world import World

_ISSUER = "https://id.test"
_WITH_RECORDS = frozenset(RegistryName) - {RegistryName.SUBSCRIBERS}


@dataclass(frozen=True, slots=True)
class DemoRegistries:
    """`page`: the browser of whoever changes records; `updates`: what follows them."""

    page: FlaskClient
    updates: RegistryUpdates


def held(made: Mapping[str, Any]) -> Mapping[str, Registry]:
    """What the program reads from its configuration."""
    return {
        name: Registry(each["key"], tuple(Record(**one) for one in each["records"]))
        for name, each in made.items()
    }


@contextlib.contextmanager
def connected_to(world: World, folder: Path) -> Iterator[DemoRegistries]:
    """Serve them until the block ends."""
    made, clock = make_registries(), SystemClock()
    keys, ring = folder / "registry_keys.json", folder / "registry_keyring.json"
    keys.write_text(json.dumps(public_keys(made)), "utf-8")
    key_file.create(ring, now=clock.now())
    keyring = Keyring(ring, secret="a-secret-of-this-test-alone", clock=clock)
    app = create_app(Config(0, _ISSUER, held(made)), keys=lambda: json.loads(keyring.jwks()))
    with serving_app(app) as origin:
        registries = {
            name: HttpRegistry(
                name=name,
                address=f"{origin}/{name}",
                issuer=_ISSUER,
                keys=RegistryKeys(keys),
                keyring=keyring,
                outbound=Outbound(("127.0.0.1",)),
                clock=clock,
                bulkhead=Bulkhead(4),
                seconds=5.0,
            )
            for name in sorted(_WITH_RECORDS)
        }
        updates = replace(world.services.registry_updates, registries=registries)
        yield DemoRegistries(app.test_client(), updates)
