"""Keys of the application: enrolled once, anchored, judged anew each time, heard once."""

import base64
import hmac
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from idp.assurance.binding import CeremonyKind
from idp.assurance.kinds import EvidenceKind, Means
from idp.assurance.pieces import kinds_in
from idp.factors.app_keys.domain import Approved, EnrolledKey
from idp.factors.app_keys.signed_messages import APPROVAL, REQUEST, DeviceContext, Expected
from idp.factors.domain import Binding, CredentialKind
from idp.history.domain import EventType
from idp.kernel.actors import Actor
from idp.kernel.ids import new_id
from idp.kernel.refusals import Reason, Refused
from idp.notices.domain import NoticeKind
from idp.notices.domain.letter_texts import LETTER_TEXTS
from idp.policy.anchors import AnchorKind
from tests.support.anchorings import anchor
from tests.support.officers import AN, BINH, CHI, DUNG, OPERATOR, officer, themself
from tests.support.sign_ins import reason, switch_off
from tests.support.telephones import (
    EITHER,
    HONEST,
    MAKER,
    PASSCODE,
    Attestation,
    Telephone,
    believe,
    enrol,
    telephone_of,
)
from tests.support.world import Person, World, sure

COUNTER = Binding(CeremonyKind.DESK, officers=(AN,), place="Hà Nội 01")


@pytest.fixture
def person(world: World) -> Person:
    believe(world)
    return world.person()


def new_phone(world: World, said: Attestation = HONEST) -> Telephone:
    return Telephone(world.settings.issuer, said=said)


def expected(world: World, person: Person, **changes: Any) -> Expected:  # noqa: ANN401
    usual: dict[str, Any] = {
        "txn": new_id(),
        "client_id": "portal",
        "acr": f"{world.settings.issuer}/loa/3",
        "nonce": new_id(),
        "way": DeviceContext.SAME_DEVICE,
        "number": None,
        "subject_id": person.subject_id,
        "begun_at": world.clock.now(),
    }
    return Expected(**{**usual, **changes})


def approval(world: World, phone: Telephone, wanted: Expected, **changes: object) -> str:
    said: dict[str, object] = {
        "txn": wanted.txn,
        "client_id": wanted.client_id,
        "acr": wanted.acr,
        "nonce": wanted.nonce,
        "way": wanted.way,
        "number": wanted.number,
    }
    return phone.sign(APPROVAL, world.clock.now(), **{**said, **changes})


def check(world: World, word: str, wanted: Expected) -> Approved | Refused:
    return world.services.app_keys.check_approval(word, expected=wanted)


def shown(
    world: World, person: Person, phone: Telephone, way: DeviceContext = DeviceContext.SAME_DEVICE
) -> Any:  # noqa: ANN401
    wanted = expected(world, person, way=way)
    answer = check(world, approval(world, phone, wanted), wanted)
    return answer.piece.kind if isinstance(answer, Approved) else answer.reason


def held(world: World, person: Person) -> Any:  # noqa: ANN401
    everything = world.services.credentials.held(person.subject_id)
    return next(each for each in everything if each.kind is CredentialKind.APP_KEY)


def happened(world: World, person: Person) -> set[EventType]:
    return {entry.happening for entry in world.services.history.for_subject(person.subject_id)}


# enrolling


@pytest.mark.norm("D3.8", limb="an application's key is a means")
def test_a_key_is_enrolled_and_its_person_told(world: World, person: Person) -> None:
    enrolled = sure(enrol(world, person.subject_id, new_phone(world)))
    assert held(world, person).id == enrolled.credential.id
    assert EventType.APP_KEY_ENROLLED in happened(world, person)
    assert EvidenceKind.APP_KEY_BIOMETRIC in kinds_in(
        world.services.credentials.pieces(person.subject_id)
    )


def test_a_handle_enrols_one_key(world: World, person: Person) -> None:
    keys, phone = world.services.app_keys, new_phone(world)
    handle = keys.begin_enrolment(person.subject_id)
    sure(keys.enrol(handle, phone.chain(handle), label="first"))
    other = new_phone(world)
    assert reason(keys.enrol(handle, other.chain(handle), label="next")) is Reason.USED_BEFORE


def test_of_two_at_once_with_one_handle_one_is_enrolled(world: World, person: Person) -> None:
    keys = world.services.app_keys
    handle = keys.begin_enrolment(person.subject_id)
    phones = [new_phone(world) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        answers = list(
            pool.map(lambda phone: keys.enrol(handle, phone.chain(handle), label=""), phones)
        )
    assert sum(isinstance(each, EnrolledKey) for each in answers) == 1


def test_one_key_belongs_to_one_enrolment(world: World, person: Person) -> None:
    phone = new_phone(world)
    sure(enrol(world, person.subject_id, phone))
    assert reason(enrol(world, person.subject_id, phone)) is Reason.NOT_PROVEN
    other = world.person()
    assert reason(enrol(world, other.subject_id, phone)) is Reason.NOT_PROVEN


def test_a_handle_is_good_for_ten_minutes(world: World, person: Person) -> None:
    keys, phone = world.services.app_keys, new_phone(world)
    handle = keys.begin_enrolment(person.subject_id)
    world.clock.advance(timedelta(minutes=10, seconds=1))
    assert reason(keys.enrol(handle, phone.chain(handle), label="")) is Reason.EXPIRED


def test_a_wrong_chain_uses_the_handle_up_and_stands_in_the_history(
    world: World, person: Person
) -> None:
    keys = world.services.app_keys
    handle = keys.begin_enrolment(person.subject_id)
    phone = new_phone(world, Attestation(locked=False))
    assert reason(keys.enrol(handle, phone.chain(handle), label="")) is Reason.NOT_PROVEN
    honest = new_phone(world)
    assert reason(keys.enrol(handle, honest.chain(handle), label="")) is Reason.USED_BEFORE
    assert EventType.APP_KEY_REFUSED in happened(world, person)


@pytest.mark.norm("D3.8", limb="a means switched off proves nothing")
def test_where_the_means_is_off_none_is_enrolled_or_believed(world: World, person: Person) -> None:
    phone = telephone_of(world, person.subject_id)
    switch_off(world, Means.APP_KEY)
    world.clock.advance(timedelta(seconds=6))
    assert reason(enrol(world, person.subject_id, new_phone(world))) is Reason.MEANS_DISABLED
    assert shown(world, person, phone) is Reason.MEANS_DISABLED


def test_nobody_is_asked_for_a_key_where_no_root_is_known(world: World) -> None:
    kind = EvidenceKind.APP_KEY_BIOMETRIC
    assert kind not in world.services.credentials.offered_pieces()
    believe(world)
    world.clock.advance(timedelta(seconds=6))
    assert kind in world.services.credentials.offered_pieces()


def test_a_removed_key_leaves_nothing(world: World, person: Person) -> None:
    phone = telephone_of(world, person.subject_id)
    assert world.services.credentials.remove(person.subject_id, held(world, person).id) is None
    assert shown(world, person, phone) is Reason.NOT_PROVEN
    sure(enrol(world, person.subject_id, phone))  # its certificates are gone with it


def test_a_key_does_not_open_an_account_alone(world: World, person: Person) -> None:
    telephone_of(world, person.subject_id)
    credentials = world.services.credentials
    (password,) = (
        each for each in credentials.held(person.subject_id) if each.kind is CredentialKind.PASSWORD
    )
    assert reason(credentials.remove(person.subject_id, password.id)) is Reason.LAST_MEANS


# what an approval shows


@pytest.mark.norm("X16.3", limb="what the key of an application shows")
@pytest.mark.parametrize(
    ("said", "anchoring", "here", "elsewhere"),
    [
        (HONEST, None, EvidenceKind.APP_KEY_BIOMETRIC, EvidenceKind.APP_KEY_CROSS_DEVICE),
        (HONEST, COUNTER, EvidenceKind.APP_KEY_IDENTITY_BOUND, EvidenceKind.APP_KEY_CROSS_DEVICE),
        (
            Attestation(user_auth=EITHER),
            COUNTER,
            EvidenceKind.APP_KEY_VERIFIED,
            EvidenceKind.APP_KEY_CROSS_DEVICE,
        ),
        (
            Attestation(user_auth=PASSCODE),
            None,
            EvidenceKind.APP_KEY_VERIFIED,
            EvidenceKind.APP_KEY_CROSS_DEVICE,
        ),
        (Attestation(no_auth=True), COUNTER, EvidenceKind.APP_KEY, Reason.NOT_PROVEN),
        (Attestation(auth_timeout=300), None, EvidenceKind.APP_KEY, Reason.NOT_PROVEN),
    ],
)
def test_an_approval_shows_what_the_key_makes_sure_of(
    world: World,
    person: Person,
    said: Attestation,
    anchoring: Binding | None,
    here: EvidenceKind,
    elsewhere: EvidenceKind | Reason,
) -> None:
    phone = telephone_of(world, person.subject_id, said, anchoring=anchoring)
    assert shown(world, person, phone) is here
    assert shown(world, person, phone, DeviceContext.COUNTER) is here
    assert shown(world, person, phone, DeviceContext.OTHER_DEVICE) is elsewhere
    kinds = kinds_in(world.services.credentials.pieces(person.subject_id))
    assert (EvidenceKind.APP_KEY_CROSS_DEVICE in kinds) is (elsewhere is not Reason.NOT_PROVEN)
    assert here in kinds


@pytest.mark.norm("X16.3", limb="what the key of an application shows")
def test_two_officers_anchor_a_key_once(world: World, person: Person) -> None:
    services = world.services
    phone = telephone_of(world, person.subject_id)
    key = held(world, person)
    sure(anchor(services, key.id))
    assert shown(world, person, phone) is EvidenceKind.APP_KEY_IDENTITY_BOUND
    assert reason(anchor(services, key.id)) is Reason.STATE_ALREADY_HOLDS
    assert EventType.APP_KEY_ANCHORED in happened(world, person)
    assert "{credential}" in LETTER_TEXTS[NoticeKind.KEY_ANCHORED].what


def test_a_key_of_a_locked_account_is_not_anchored(world: World, person: Person) -> None:
    telephone_of(world, person.subject_id)
    key = held(world, person)
    sure(
        world.services.endings.lock(
            person.subject_id, ground="g", body="b", remedy="r", actor=OPERATOR
        )
    )
    assert reason(anchor(world.services, key.id)) is Reason.ACCOUNT_LOCKED
    assert held(world, person).bound == key.bound


@pytest.mark.norm("X16.3", limb="what the key of an application shows")
@pytest.mark.parametrize(
    ("other", "why"),
    [
        (AN, Reason.FOUR_EYES),
        (officer(subject_id=AN.subject_id), Reason.FOUR_EYES),
        (replace(OPERATOR, said="binh"), Reason.NOT_AUTHORISED),
    ],
)
def test_one_officer_anchors_nothing(
    world: World, person: Person, other: Actor, why: Reason
) -> None:
    phone = telephone_of(world, person.subject_id)
    refused = anchor(world.services, held(world, person).id, officers=(AN, other))
    assert reason(refused) is why
    assert shown(world, person, phone) is not EvidenceKind.APP_KEY_IDENTITY_BOUND
    assert EventType.APP_KEY_ANCHORED not in happened(world, person)


@pytest.mark.norm("X16.3", limb="what the key of an application shows")
def test_a_key_that_a_dishonest_officer_bound_is_bound_anew_by_two_honest_ones(
    world: World, person: Person
) -> None:
    phone, services = telephone_of(world, person.subject_id), world.services
    key = held(world, person)
    sure(anchor(services, key.id))
    services.frauds.of_officer(BINH, since=world.clock.now() - timedelta(days=1), actor=OPERATOR)
    assert shown(world, person, phone) is not EvidenceKind.APP_KEY_IDENTITY_BOUND
    again = anchor(services, key.id, officers=(BINH, DUNG))
    assert reason(again) is Reason.NOT_AUTHORISED
    sure(anchor(services, key.id, officers=(CHI, DUNG)))
    assert shown(world, person, phone) is EvidenceKind.APP_KEY_IDENTITY_BOUND
    ceremonies = services.credentials.bindings.for_subject(person.subject_id, ())
    assert ceremonies[-1].officers == (CHI.subject_id, DUNG.subject_id)


@pytest.mark.norm("X16.3", limb="what the key of an application shows")
def test_a_later_revocation_lowers_what_a_key_shows(world: World, person: Person) -> None:
    phone = telephone_of(world, person.subject_id, anchoring=COUNTER)
    revocations = world.services.app_keys.revocations
    serial = format(MAKER.batch.certificate.serial_number, "X")
    listed = json.dumps({"entries": {serial: {"status": "SUSPENDED"}}}).encode()
    assert revocations.import_list(listed, actor=AN) == 1
    assert shown(world, person, phone) is EvidenceKind.APP_KEY
    assert shown(world, person, phone, DeviceContext.OTHER_DEVICE) is Reason.NOT_PROVEN
    assert reason(enrol(world, person.subject_id, new_phone(world))) is Reason.NOT_PROVEN
    revocations.import_list(b'{"entries": {}}', actor=AN)
    assert shown(world, person, phone) is EvidenceKind.APP_KEY_IDENTITY_BOUND


@pytest.mark.norm("X16.3", limb="what the key of an application shows")
def test_a_withdrawn_root_lowers_what_a_key_shows(world: World, person: Person) -> None:
    phone = telephone_of(world, person.subject_id)
    (root,) = world.services.trust_anchors.all()
    assert root.kind is AnchorKind.ANDROID
    sure(world.services.trust_anchors.withdraw(root.id, actor=AN))
    assert shown(world, person, phone) is EvidenceKind.APP_KEY


def test_a_key_enrolled_since_the_sign_in_began_does_not_count(
    world: World, person: Person
) -> None:
    wanted = expected(world, person)
    phone = new_phone(world)
    sure(enrol(world, person.subject_id, phone))
    answer = check(world, approval(world, phone, wanted), wanted)
    assert reason(answer) is Reason.ENROLLED_IN_THIS_SIGN_IN


@pytest.mark.norm("D32.3", limb="what was lost is refused at once")
def test_a_lost_phone_stops_its_key(world: World, person: Person) -> None:
    phone = telephone_of(world, person.subject_id)
    world.services.credentials.stop_lost(person.subject_id, actor=themself(person.subject_id))
    assert shown(world, person, phone) is Reason.CREDENTIAL_FLAGGED


@pytest.mark.norm("D32.3", limb="an application retires its own key")
def test_the_application_retires_its_key_and_the_account_stays_as_strong(
    world: World, person: Person
) -> None:
    keys = world.services.app_keys
    phone = new_phone(world)
    enrolled = sure(enrol(world, person.subject_id, phone))
    world.clock.advance(timedelta(minutes=1))
    before = kinds_in(world.services.credentials.enrolled_pieces(person.subject_id))
    assert reason(keys.retire("a" * 43)) is Reason.NOT_FOUND
    sure(keys.retire(enrolled.retire_word))
    assert shown(world, person, phone) is Reason.CREDENTIAL_FLAGGED
    assert kinds_in(world.services.credentials.enrolled_pieces(person.subject_id)) == before
    assert reason(keys.retire(enrolled.retire_word)) is Reason.STATE_ALREADY_HOLDS


# what an approval must say


@pytest.mark.norm("D19.4-2", limb="a proof counts in its own transaction")
@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"txn": new_id()}, Reason.FACTOR_FROM_OTHER_TRANSACTION),
        ({"client_id": "other"}, Reason.FACTOR_FROM_OTHER_TRANSACTION),
        ({"acr": "https://id.test/loa/4"}, Reason.FACTOR_FROM_OTHER_TRANSACTION),
        ({"nonce": new_id()}, Reason.FACTOR_FROM_OTHER_TRANSACTION),
        ({"nonce": None}, Reason.FACTOR_FROM_OTHER_TRANSACTION),
        ({"way": "other_device"}, Reason.FACTOR_FROM_OTHER_TRANSACTION),
        ({"way": ["same_device"]}, Reason.FACTOR_FROM_OTHER_TRANSACTION),
        ({"aud": "https://other.test"}, Reason.NOT_PROVEN),
        ({"aud": ["https://id.test"]}, Reason.NOT_PROVEN),
        ({"aud": None}, Reason.NOT_PROVEN),
        ({"iss": "x"}, Reason.NOT_PROVEN),
        ({"iss": None}, Reason.NOT_PROVEN),
        ({"jti": None}, Reason.NOT_PROVEN),
        ({"jti": "j" * 600}, Reason.NOT_PROVEN),
        ({"jti": 7}, Reason.NOT_PROVEN),
        ({"iat": None}, Reason.NOT_PROVEN),
        ({"iat": True}, Reason.NOT_PROVEN),
        ({"exp": None}, Reason.NOT_PROVEN),
        ({"exp": 1e10}, Reason.NOT_PROVEN),
        ({"exp": 10**30}, Reason.NOT_PROVEN),
    ],
)
def test_an_approval_of_anything_else_is_refused(
    world: World, person: Person, changes: dict[str, object], why: Reason
) -> None:
    phone = telephone_of(world, person.subject_id)
    wanted = expected(world, person)
    assert reason(check(world, approval(world, phone, wanted, **changes), wanted)) is why
    assert isinstance(check(world, approval(world, phone, wanted), wanted), Approved)


@pytest.mark.parametrize(
    ("begun", "lives", "why"),
    [
        (-120, 60, Reason.EXPIRED),
        (-60, 60, Reason.EXPIRED),
        (-1, 122, Reason.NOT_PROVEN),
        (31, 60, Reason.NOT_PROVEN),
        (60, -120, Reason.NOT_PROVEN),
    ],
)
def test_an_approval_out_of_time_is_refused(
    world: World, person: Person, begun: int, lives: int, why: Reason
) -> None:
    phone = telephone_of(world, person.subject_id)
    wanted = expected(world, person)
    began = int(world.clock.now().timestamp()) + begun
    word = approval(world, phone, wanted, iat=began, exp=began + lives)
    assert reason(check(world, word, wanted)) is why


@pytest.mark.norm("D19.4-2", limb="a proof counts once")
def test_an_approval_counts_once(world: World, person: Person) -> None:
    phone = telephone_of(world, person.subject_id)
    wanted = expected(world, person)
    word = approval(world, phone, wanted)
    assert isinstance(check(world, word, wanted), Approved)
    assert reason(check(world, word, wanted)) is Reason.USED_BEFORE
    assert reason(check(world, approval(world, phone, wanted), wanted)) is Reason.USED_BEFORE


@pytest.mark.norm("D19.4-2", limb="a proof counts once")
def test_of_one_approval_sent_at_once_one_counts(world: World, person: Person) -> None:
    phone = telephone_of(world, person.subject_id)
    wanted = expected(world, person)
    words = [approval(world, phone, wanted) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda word: check(world, word, wanted), words))
    assert sum(isinstance(each, Approved) for each in answers) == 1


def test_a_wrong_number_leaves_the_request_open(world: World, person: Person) -> None:
    phone = telephone_of(world, person.subject_id)
    wanted = expected(world, person, way=DeviceContext.COUNTER, number="47")
    word = approval(world, phone, wanted, number="48")
    assert reason(check(world, word, wanted)) is Reason.WRONG_NUMBER
    for malformed in (None, 47, "\uff14\uff17", "47 "):
        word = approval(world, phone, wanted, number=malformed)
        assert reason(check(world, word, wanted)) is Reason.NOT_PROVEN
    assert isinstance(check(world, approval(world, phone, wanted), wanted), Approved)


def test_another_key_is_refused(world: World, person: Person) -> None:
    telephone_of(world, person.subject_id)
    stranger, other = world.person(), new_phone(world)
    theirs = telephone_of(world, stranger.subject_id)
    wanted = expected(world, person)
    assert reason(check(world, approval(world, other, wanted), wanted)) is Reason.NOT_PROVEN
    answer = check(world, approval(world, theirs, wanted), wanted)
    assert reason(answer) is Reason.FACTOR_FROM_OTHER_TRANSACTION
    mine = held(world, person)
    second = telephone_of(world, person.subject_id)
    bound = expected(world, person, credential_id=mine.id)
    answer = check(world, approval(world, second, bound), bound)
    assert reason(answer) is Reason.FACTOR_FROM_OTHER_TRANSACTION


def test_a_signature_of_another_kind_is_refused(world: World, person: Person) -> None:
    phone = telephone_of(world, person.subject_id)
    wanted = expected(world, person)
    good = approval(world, phone, wanted)
    head, body, signature = good.split(".")
    claims = json.loads(base64.urlsafe_b64decode(body + "=="))
    for header in (
        {"alg": "none", "typ": APPROVAL},
        {"alg": "HS256", "typ": APPROVAL},
        {"alg": "ES384", "typ": APPROVAL},
        {"alg": "ES256", "typ": "JWT"},
        {"alg": "ES256"},
        {"alg": "ES256", "typ": REQUEST},
        {"alg": "ES256", "typ": APPROVAL, "crit": ["exp"]},
    ):
        assert reason(check(world, phone.sign_raw(header, claims), wanted)) is Reason.NOT_PROVEN
    keyed = f"{_text({'alg': 'HS256', 'typ': APPROVAL})}.{body}"
    point = json.dumps(phone.jwk).encode()
    mac = base64.urlsafe_b64encode(hmac.digest(point, keyed.encode(), "sha256")).decode()
    for word in (
        f"{keyed}.{mac.rstrip('=')}",
        f"{head}.{body}.",
        f"{head}.{body}",
        f"{head}.{body}.{signature[:-4]}AAAA",
        f"{good}.{signature}",
        "",
        "é.é.é",
        "." * 20_000,
    ):
        assert reason(check(world, word, wanted)) is Reason.NOT_PROVEN
    assert isinstance(check(world, good, wanted), Approved)


def _text(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def test_a_request_is_no_approval_and_counts_once(world: World, person: Person) -> None:
    phone, keys = telephone_of(world, person.subject_id), world.services.app_keys
    word = phone.sign(REQUEST, world.clock.now(), handle="h")
    asking = sure(keys.authenticate(word, typ=REQUEST))
    assert asking.credential.subject_id == person.subject_id
    assert asking.claims["handle"] == "h"
    assert reason(keys.authenticate(word, typ=REQUEST)) is Reason.USED_BEFORE
    approved = approval(world, phone, expected(world, person))
    assert reason(keys.authenticate(approved, typ=REQUEST)) is Reason.NOT_PROVEN
