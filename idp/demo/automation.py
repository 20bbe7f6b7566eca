"""A client of the admin API, as an operator would register it, and its private key."""

from typing import Any, Final, TypeVar

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from idp.access.powers import Power
from idp.demo.actors import ONE, OTHER
from idp.demo.place import Ports, issuer
from idp.kernel.refusals import Refused
from idp.platform.jose import encode
from idp.relying_parties.domain.client import CURRENT_PARTY_TERMS, PartyKind
from idp.relying_parties.domain.registration import ADMIN_SCOPE, Registration
from idp.services import Services

_CLIENT_ID: Final = "automation"
_KEY_ID: Final = "automation-1"
_ALGORITHM: Final = "PS256"
_POWERS: Final = (
    Power.WORK_SEE,
    Power.POLICY_PROPOSE,
    Power.CLIENT_REGISTER,
    Power.CLIENT_SUSPEND,
)

T = TypeVar("T")


def automation(services: Services, ports: Ports) -> dict[str, Any]:
    """Register and activate the client; returns the member `automation` of demo.json.

    `private_key` is PEM (PKCS #8), for `alg`, PS256: OpenSSL's command signs with it.
    """
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    resource = f"{issuer(ports)}/admin"
    wanted = _registration(_public_jwk(key.public_key()), resource)
    client = _granted(services.relying_parties.register(wanted, actor=ONE)).client
    _granted(
        services.relying_parties.activate(
            client.client_id, terms_version=CURRENT_PARTY_TERMS, actor=OTHER
        )
    )
    return {
        "client_id": client.client_id,
        "token_endpoint_auth_method": client.auth_method,
        "resource": resource,
        "scopes": sorted(client.scopes),
        "kid": _KEY_ID,
        "alg": _ALGORITHM,
        "private_key": pem,
    }


def _registration(public: dict[str, str], resource: str) -> Registration:
    return Registration(
        client_id=_CLIENT_ID,
        name={"vi": "Tự động hóa (minh họa)", "en": "Automation (demo)"},
        kind=PartyKind.STATE_AGENCY,
        grant_types=frozenset({"client_credentials"}),
        auth_method="private_key_jwt",
        jwks={"keys": [public]},
        scopes=frozenset(f"{ADMIN_SCOPE}{each}" for each in _POWERS),
        resources=(resource,),
        loopback=True,
    )


def _public_jwk(key: rsa.RSAPublicKey) -> dict[str, str]:
    """RFC 7518 section 6.3.1."""
    numbers = key.public_numbers()
    members = {
        name: encode(value.to_bytes((value.bit_length() + 7) // 8, "big"))
        for name, value in (("n", numbers.n), ("e", numbers.e))
    }
    return {"kty": "RSA", "use": "sig", "alg": _ALGORITHM, "kid": _KEY_ID, **members}


def _granted(answer: T | Refused) -> T:
    if isinstance(answer, Refused):
        raise RuntimeError(f"automation was refused: {answer.reason}")  # noqa: TRY004 - not a type
    return answer
