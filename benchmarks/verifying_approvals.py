"""The cost of verifying an application key: its attestation once, each of its approvals.

python -m benchmarks.verifying_approvals

CPU of this process only. "An approval" is parsing and signature; "with the records" is all of
`check_approval` on a SQLite file: the key loaded and its attestation judged, `jti` and nonce used
up, the use recorded.
"""

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from alembic import command
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509 import load_pem_x509_certificate
from pydantic import SecretStr

from benchmarks.authenticator import encoded
from benchmarks.prepare import person
from idp.demo import telephones
from idp.factors.app_keys import signed_messages
from idp.factors.app_keys.domain import Approved
from idp.factors.app_keys.service import challenge_of
from idp.factors.app_keys.signed_messages import APPROVAL, DeviceContext, Expected
from idp.factors.attestations.verification import (
    AttestationRules,
    VerifiedAttestation,
    verify_chain,
)
from idp.factors.domain import ACTIVATING
from idp.kernel.refusals import Refused
from idp.platform import key_file
from idp.platform.clock import SystemClock
from idp.platform.settings import DEMO_SECRET_PREFIX, Profile, Settings
from idp.schema.models import configuration
from idp.services import Services
from idp.wiring import build
from relying_party_demo.phone import attestation
from relying_party_demo.phone.attestation import Unlock
from relying_party_demo.phone.keystore import StoredKey, name_of, new_key, pem_of

TIMES: Final = 200
ISSUER: Final = "http://localhost:8000"
SECRET: Final = DEMO_SECRET_PREFIX + "known-and-only-for-measurements-0123456789"
CLOCK: Final = SystemClock()
ROOT: Final = telephones.make_maker(CLOCK.now())
MAKER: Final = attestation.Maker(ROOT.key, ROOT.certificate, telephones.PACKAGE, telephones.SIGNER)
KEY: Final = new_key()


def main() -> None:
    _measure("an attestation", _attestation())
    with _services() as services:
        subject_id = person(services, "user0", 0)
        phone = _enrolled(services, subject_id)
        expected = [_expected(subject_id, number) for number in range(2 * TIMES)]
        words = [_word(phone, each) for each in expected]
        _measure("an approval", _alone(words, expected))
        _measure("an approval with the records", _with_records(services, words, expected))


def _measure(name: str, work: Callable[[], bool]) -> None:
    if not work():
        raise AssertionError(name)
    began = time.process_time()
    for _ in range(TIMES):
        if not work():
            raise AssertionError(name)
    print(f"{name}: {(time.process_time() - began) / TIMES * 1e3:.2f} ms of CPU")


def _attestation() -> Callable[[], bool]:
    challenge = b"c" * 32
    chain = MAKER.attest(KEY.public_key(), challenge, Unlock.FINGER)
    rules = AttestationRules(
        anchors=(load_pem_x509_certificate(ROOT.certificate.encode()).public_bytes(Encoding.DER),),
        packages=((telephones.PACKAGE, bytes.fromhex(telephones.SIGNER)),),
        challenge=challenge,
        revoked=(),
        now=CLOCK.now(),
    )
    return lambda: isinstance(verify_chain(chain, rules), VerifiedAttestation)


def _alone(words: list[str], expected: list[Expected]) -> Callable[[], bool]:
    left = iter(zip(words, expected, strict=True))
    point = KEY.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    jwk = {"kty": "EC", "crv": "P-256", "x": encoded(point[1:33]), "y": encoded(point[33:])}

    def work() -> bool:
        word, wanted = next(left)
        said = signed_messages.parse_message(word, typ=APPROVAL, audience=ISSUER)
        if said is None or not signed_messages.is_signed_by(word, jwk):
            return False
        timely = signed_messages.time_fault(said, CLOCK.now()) is None
        return timely and signed_messages.mismatch(said, wanted) is None

    return work


def _with_records(
    services: Services, words: list[str], expected: list[Expected]
) -> Callable[[], bool]:
    left = iter(zip(words, expected, strict=True))

    def work() -> bool:
        word, wanted = next(left)
        return isinstance(services.app_keys.check_approval(word, expected=wanted), Approved)

    return work


def _expected(subject_id: str, number: int) -> Expected:
    return Expected(
        txn=f"transaction {number}",
        client_id="portal",
        acr=f"{ISSUER}/loa/3",
        nonce=f"nonce {number}",
        way=DeviceContext.SAME_DEVICE,
        number=None,
        subject_id=subject_id,
        begun_at=CLOCK.now(),
    )


def _word(phone: StoredKey, wanted: Expected) -> str:
    claims = {
        "txn": wanted.txn,
        "client_id": wanted.client_id,
        "acr": wanted.acr,
        "nonce": wanted.nonce,
        "way": wanted.way,
    }
    return phone.sign(APPROVAL, ISSUER, claims, Unlock.FINGER)


def _enrolled(services: Services, subject_id: str) -> StoredKey:
    """The key of a telephone of this person, whose maker's root two operators approved."""
    telephones.believe(services, ROOT)
    handle = services.app_keys.begin_enrolment(subject_id, binding=ACTIVATING)
    chain = MAKER.attest(KEY.public_key(), challenge_of(handle), Unlock.FINGER)
    made = services.app_keys.enrol(handle, chain, label="phone")
    if isinstance(made, Refused):
        raise SystemExit(f"refused: {made.reason}")
    return StoredKey(
        name=name_of(KEY),
        pem=pem_of(KEY),
        unlock=Unlock.FINGER,
        label="phone",
        account="user0",
        anchored=False,
        retire="",
    )


@contextmanager
def _services() -> Iterator[Services]:
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        keys, url = folder / "keys.json", f"sqlite:///{folder / 'idp.db'}"
        key_file.create(keys, now=CLOCK.now(), profile=key_file.DEMO_PROFILE)
        command.upgrade(configuration(url, secret=SECRET), "head")
        settings = Settings(
            profile=Profile.DEMO,
            issuer=ISSUER,
            database_url=url,
            keyring=keys,
            secret=SecretStr(SECRET),
            history_fields_act="measurement",
            app_packages=(telephones.APPLICATION,),
        )
        services = build(settings)
        yield services
        services.passwords.hashing.close()
        services.database.close()


if __name__ == "__main__":
    main()
