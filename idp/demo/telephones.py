"""The maker of the demonstration's telephones; its root counts in this demonstration only."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from idp.assurance.binding import CeremonyKind
from idp.demo.actors import ONE, OTHER
from idp.factors.domain import Binding
from idp.kernel.refusals import Refused
from idp.platform.operating_system import operator
from idp.policy.anchors import AnchorKind
from idp.services import Services

PACKAGE = "vn.minhdanh.demo"
SIGNER = sha256(b"who signs the application of the demonstration").hexdigest()
APPLICATION = f"{PACKAGE}:{SIGNER}"
OFFICERS = (operator("demo.officer.1"), operator("demo.officer.2"))
DESK = "Quầy minh họa 01"

_TEN_YEARS = timedelta(days=3650)


@dataclass(frozen=True, slots=True)
class Maker:
    """The root's private key and certificate, both PEM; only the telephone gets the key."""

    key: str
    certificate: str

    def told(self) -> dict[str, str]:
        """The configuration of the telephone."""
        return {
            "maker_key": self.key,
            "maker_certificate": self.certificate,
            "package": PACKAGE,
            "signer": SIGNER,
        }


def make_maker(now: datetime) -> Maker:
    """A new maker of telephones."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Demo Telephone Root")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=2))
        .not_valid_after(now + _TEN_YEARS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=1), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return Maker(pem.decode(), certificate.public_bytes(Encoding.PEM).decode())


def believe(services: Services, maker: Maker) -> None:
    """Enter its root, as two operators of the demonstration."""
    anchors = services.trust_anchors
    proposed = anchors.propose(AnchorKind.ANDROID, maker.certificate.encode(), actor=ONE)
    if isinstance(proposed, Refused):
        raise RuntimeError(proposed.reason)  # noqa: TRY004 - a bug, not a type
    anchors.approve(proposed.id, actor=OTHER)


def waiting(services: Services, username: str) -> list[dict[str, Any]]:
    """An enrolment handle issued by an officer at a desk, for the person's telephone."""
    account = services.accounts.by_username(username)
    if account is None:
        return []
    held = services.credentials.held(account.subject_id)
    at_a_desk = Binding(CeremonyKind.DESK, officers=OFFICERS, place=DESK)
    with services.database.transaction():
        # Her knowledge factors were shown at that desk too.
        services.credentials.rebind(account.subject_id, {each.id for each in held}, at_a_desk)
    handle = services.app_keys.begin_enrolment(account.subject_id, binding=at_a_desk)
    return [{"handle": handle, "label": f"Điện thoại minh họa của {username}"}]
