"""The WebAuthn ceremonies: options, and verification of answers; nothing is stored.

The only module that imports webauthn. It parses untrusted JSON, CBOR and DER, so all input is
bounded first, and every exception of the library makes the answer invalid.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Final, TypeVar
from urllib.parse import urlsplit

import webauthn
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from webauthn.helpers import (
    base64url_to_bytes,
    bytes_to_base64url,
    decode_credential_public_key,
    decoded_public_key_to_cryptography,
    encode_cbor,
    options_to_json_dict,
    parse_attestation_object,
    parse_authentication_credential_json,
    parse_cbor,
    parse_client_data_json,
    parse_registration_credential_json,
)
from webauthn.helpers.cose import COSEAlgorithmIdentifier
from webauthn.helpers.structs import (
    AttestationConveyancePreference,
    AttestationFormat,
    AuthenticationCredential,
    AuthenticatorSelectionCriteria,
    AuthenticatorTransport,
    CredentialDeviceType,
    PublicKeyCredentialDescriptor,
    RegistrationCredential,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)
from webauthn.registration.verify_registration_response import VerifiedRegistration

from idp.kernel.names import PRODUCT

T = TypeVar("T")

CHALLENGE_FOR: Final = timedelta(minutes=5)
_MILLISECONDS: Final = CHALLENGE_FOR // timedelta(milliseconds=1)
_LONGEST_RESPONSE: Final = 32 * 1024
_ALGORITHMS: Final = [
    COSEAlgorithmIdentifier.ECDSA_SHA_256,
    COSEAlgorithmIdentifier.EDDSA,
    COSEAlgorithmIdentifier.RSASSA_PKCS1_v1_5_SHA_256,
]
_UNASKED: Final = frozenset({AttestationFormat.NONE, AttestationFormat.PACKED})
"""Attestation formats that some software sends although none was asked for."""
_LEANS_ON_A_MAKER: Final = frozenset(AttestationFormat) - _UNASKED
"""Attestation formats that need a root certificate the library may not have."""
_VOUCHES: Final = frozenset(
    {AttestationFormat.PACKED, AttestationFormat.TPM, AttestationFormat.APPLE}
)
"""Statements in which the maker's own key signed what the model is. U2F names no model, and in
`android-key` the telephone's software says it, so neither vouches for one."""


@dataclass(frozen=True, slots=True)
class KnownKey:
    """A passkey by its credential id, with its transports."""

    external_id: bytes
    transports: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Assertion:
    """The unverified members of a sign-in response; `handle` is the challenge it answers."""

    external_id: bytes
    user_handle: bytes | None
    handle: str
    shown: AuthenticationCredential


@dataclass(frozen=True, slots=True)
class Attestation:
    """The unverified members of a registration response."""

    handle: str
    shown: RegistrationCredential


@dataclass(frozen=True, slots=True)
class AssertionParts:
    """What a key signed: `authenticator_data` and the SHA-256 of `client_data`."""

    authenticator_data: bytes
    client_data: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class VerifiedAssertion:
    """A verified signature, with its flags and counter."""

    sign_count: int
    user_verified: bool
    backup_eligible: bool
    backed_up: bool


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key with a verified registration.

    `vouchers`: the certificates (DER, leaf first) whose key signed this registration, unchecked
    otherwise; empty for self attestation (WebAuthn section 6.5.4).
    """

    known: KnownKey
    public_key: bytes
    aaguid: str
    signed: VerifiedAssertion
    vouchers: tuple[bytes, ...]


@dataclass(frozen=True)
class WebAuthnCeremony:
    """`issuer` gives the only origin and the relying party id; `name` is shown by devices."""

    issuer: str
    name: str = PRODUCT

    def options_to_sign_in(
        self, handle: str, *, allowed: Sequence[KnownKey], verifies: bool = False
    ) -> dict[str, Any]:
        """JSON for `navigator.credentials.get()`; nothing allowed means any resident key.

        `verifies`: the device must verify its user. `handle`: the challenge in base64url.
        """
        wanted = UserVerificationRequirement
        options = webauthn.generate_authentication_options(
            rp_id=self._host,
            challenge=base64url_to_bytes(handle),
            timeout=_MILLISECONDS,
            allow_credentials=_described(allowed),
            user_verification=wanted.REQUIRED if verifies else wanted.PREFERRED,
        )
        return options_to_json_dict(options)

    def options_to_register(
        self,
        handle: str,
        *,
        user_handle: bytes,
        user_name: str,
        excluded: Sequence[KnownKey],
        attested: bool,
    ) -> dict[str, Any]:
        """JSON for `navigator.credentials.create()`: a discoverable key with user verification.

        `attested` asks for an attestation of the model.
        """
        options = webauthn.generate_registration_options(
            rp_id=self._host,
            rp_name=self.name,
            user_id=user_handle,
            user_name=user_name,
            challenge=base64url_to_bytes(handle),
            timeout=_MILLISECONDS,
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.REQUIRED,
                user_verification=UserVerificationRequirement.PREFERRED,
            ),
            attestation=AttestationConveyancePreference("direct" if attested else "none"),
            exclude_credentials=_described(excluded),
            supported_pub_key_algs=_ALGORITHMS,
        )
        return options_to_json_dict(options)

    def read_assertion(self, response: str) -> Assertion | None:
        """Parse a sign-in response (JSON of `toJSON()`); None when it is malformed."""
        shown = _read(parse_authentication_credential_json, response)
        handle = None if shown is None else _challenge_in(shown.response.client_data_json)
        if shown is None or handle is None:
            return None
        return Assertion(shown.raw_id, shown.response.user_handle, handle, shown)

    def read_attestation(self, response: str) -> Attestation | None:
        """Parse a registration response; None when it is malformed."""
        shown = _read(parse_registration_credential_json, response)
        handle = None if shown is None else _challenge_in(shown.response.client_data_json)
        return None if shown is None or handle is None else Attestation(handle, shown)

    def check(self, assertion: Assertion, *, public_key: bytes) -> VerifiedAssertion | None:
        """Verify origin, relying party, presence and signature.

        The counter is returned unchecked: it is compared in the write that updates it.
        """
        verified = _try(
            lambda: webauthn.verify_authentication_response(
                credential=assertion.shown,
                expected_challenge=base64url_to_bytes(assertion.handle),
                expected_rp_id=self._host,
                expected_origin=self._origin,
                credential_public_key=public_key,
                credential_current_sign_count=0,
            )
        )
        if verified is None:
            return None
        return VerifiedAssertion(
            sign_count=verified.new_sign_count,
            user_verified=verified.user_verified,
            backup_eligible=_synced(verified.credential_device_type),
            backed_up=verified.credential_backed_up,
        )

    def parts(self, assertion: Assertion) -> AssertionParts:
        """The bytes that the key signed, and its signature (WebAuthn section 7.2)."""
        response = assertion.shown.response
        return AssertionParts(
            response.authenticator_data, response.client_data_json, response.signature
        )

    def public_key_info(self, public_key: bytes) -> tuple[bytes, int]:
        """A COSE key (RFC 9053) as SubjectPublicKeyInfo (DER), and the number of its algorithm.

        So that its signatures can be verified without a reader of CBOR.
        """
        decoded = decode_credential_public_key(public_key)
        key = decoded_public_key_to_cryptography(decoded)
        encoded = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        return encoded, int(decoded.alg)

    def check_new(self, attestation: Attestation, *, attested: bool) -> NewKey | None:
        """Verify a registration: origin, relying party, presence, algorithm, statement, signature.

        `attested` as given to `options_to_register`. The certificate of the attestation is verified
        by the caller.
        """
        shown = attestation.shown
        verified = self._verified(attestation, shown)
        if verified is None and attested:
            # Who may send no statement at all may send one of an unknown format.
            bare = _try(lambda: _without_statement(shown))
            verified = None if bare is None else self._verified(attestation, bare)
        if verified is None or not (attested or verified.fmt in _UNASKED):
            return None
        transports = tuple(each.value for each in shown.response.transports or ())
        return NewKey(
            known=KnownKey(verified.credential_id, transports),
            public_key=verified.credential_public_key,
            aaguid=verified.aaguid,
            signed=VerifiedAssertion(
                sign_count=verified.sign_count,
                user_verified=verified.user_verified,
                backup_eligible=_synced(verified.credential_device_type),
                backed_up=verified.credential_backed_up,
            ),
            vouchers=_vouchers(verified),
        )

    def _verified(
        self, attestation: Attestation, shown: RegistrationCredential
    ) -> VerifiedRegistration | None:
        return _try(
            lambda: webauthn.verify_registration_response(
                credential=shown,
                expected_challenge=base64url_to_bytes(attestation.handle),
                expected_rp_id=self._host,
                expected_origin=self._origin,
                supported_pub_key_algs=_ALGORITHMS,
            )
        )

    @property
    def _host(self) -> str:
        return urlsplit(self.issuer).hostname or ""

    @property
    def _origin(self) -> str:
        parts = urlsplit(self.issuer)
        return f"{parts.scheme}://{parts.netloc}"


def _described(keys: Sequence[KnownKey]) -> list[PublicKeyCredentialDescriptor]:
    return [
        PublicKeyCredentialDescriptor(
            id=key.external_id,
            transports=[AuthenticatorTransport(each) for each in key.transports],
        )
        for key in keys
    ]


def _without_statement(shown: RegistrationCredential) -> RegistrationCredential | None:
    """The same registration without its attestation; None where one is required."""
    told = parse_cbor(shown.response.attestation_object)
    if told["fmt"] not in _LEANS_ON_A_MAKER:
        return None
    bare = encode_cbor({"fmt": "none", "attStmt": {}, "authData": told["authData"]})
    return replace(shown, response=replace(shown.response, attestation_object=bare))


def _vouchers(verified: VerifiedRegistration) -> tuple[bytes, ...]:
    if verified.fmt not in _VOUCHES:
        return ()
    statement = parse_attestation_object(verified.attestation_object).att_stmt
    return tuple(statement.x5c or ())


def _synced(device: CredentialDeviceType) -> bool:
    return device is CredentialDeviceType.MULTI_DEVICE


def _read(parse: Callable[[str], T], response: str) -> T | None:
    return None if len(response) > _LONGEST_RESPONSE else _try(lambda: parse(response))


def _challenge_in(client_data_json: bytes) -> str | None:
    """The challenge of a response; None for a cross-origin frame."""
    client_data = _try(lambda: parse_client_data_json(client_data_json))
    if client_data is None or client_data.cross_origin:
        return None
    return bytes_to_base64url(client_data.challenge)


def _try(ask: Callable[[], T]) -> T | None:
    # The library promises no exception family for hostile bytes: deep JSON, odd CBOR and broken
    # certificates each raise their own. The answer is a refusal without the reason.
    try:
        return ask()
    except Exception:  # noqa: BLE001
        return None
