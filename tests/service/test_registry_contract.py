"""What a registry is asked and which answers are believed, against two implementations."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from idp.demo.state_registries import make_registries, public_keys
from idp.kernel.refusals import Reason
from idp.kernel.registries import NoAnswer, RegistryComparison, RegistryName, RegistryNumber
from idp.platform import key_file
from idp.platform.bulkhead import Bulkhead, TookTooLong
from idp.platform.clock import SystemClock
from idp.platform.jose import new_jwk, signing_key
from idp.platform.keyring import Keyring
from idp.platform.outbound import Outbound
from idp.platform.registries import HttpRegistry, RegistryKeys
from relying_party_demo.state_registries.app import create_app
from relying_party_demo.state_registries.config import Config
from tests.support import registries as support
from tests.support.demo_registries import held
from tests.support.hanging import hanging
from tests.support.registries import Registry, registering, serving_app

ISSUER = "https://id.test"
AN = RegistryNumber("personal_number", "000190000001")
NOBODY = RegistryNumber("personal_number", "000190009999")
TRUE = {"name": "Nguyễn Thị Minh An", "birthdate": "1990-03-08", "gender": "female"}
EVENT = {"event_id": "e1", "number": AN.value, "number_kind": AN.kind}
CHANGED = {"registry": "population", "number": AN.value, "status": "dead"}
SUBSCRIPTION = RegistryNumber("phone_number", "+84100000001")


@pytest.fixture(scope="module")
def keyring(tmp_path_factory: pytest.TempPathFactory) -> Keyring:
    path, clock = tmp_path_factory.mktemp("keys") / "keyring.json", SystemClock()
    key_file.create(path, now=clock.now())
    return Keyring(path, secret="a-secret-of-this-test-alone", clock=clock)


def adapter(name: RegistryName, address: str, keys: Path, keyring: Keyring) -> HttpRegistry:
    return HttpRegistry(
        name=name,
        address=address,
        issuer=ISSUER,
        keys=RegistryKeys(keys),
        keyring=keyring,
        outbound=Outbound(("127.0.0.1",)),
        clock=SystemClock(),
        bulkhead=Bulkhead(4),
        seconds=2.0,
    )


@pytest.fixture
def registry() -> Iterator[Registry]:
    """One that a test bends."""
    with registering(SystemClock()) as registry:
        registry.records[AN.value] = TRUE
        registry.records[SUBSCRIPTION.value] = {"personal_number": AN.value}
        yield registry


@pytest.fixture
def asked(registry: Registry, tmp_path: Path, keyring: Keyring) -> HttpRegistry:
    keys = support.key_file(tmp_path, population=registry.key)
    return adapter(RegistryName.POPULATION, registry.address, keys, keyring)


@dataclass(frozen=True)
class Connected:
    population: HttpRegistry
    subscribers: HttpRegistry
    change: Callable[[], object]
    """Has the record of AN change."""


@pytest.fixture(params=["demonstration", "test server"])
def connected(
    request: pytest.FixtureRequest, tmp_path: Path, keyring: Keyring
) -> Iterator[Connected]:
    """Two registries of each implementation."""
    if request.param == "test server":
        registry: Registry = request.getfixturevalue("registry")
        keys = support.key_file(tmp_path, population=registry.key, subscribers=registry.key)
        yield Connected(
            adapter(RegistryName.POPULATION, registry.address, keys, keyring),
            adapter(RegistryName.SUBSCRIBERS, registry.address, keys, keyring),
            lambda: registry.events.append(EVENT),
        )
        return
    made = make_registries()
    keys = tmp_path / "keys.json"
    keys.write_text(json.dumps(public_keys(made)), "utf-8")
    app = create_app(Config(0, ISSUER, held(made)), keys=lambda: json.loads(keyring.jwks()))
    with serving_app(app) as origin:
        yield Connected(
            adapter(RegistryName.POPULATION, f"{origin}/population", keys, keyring),
            adapter(RegistryName.SUBSCRIBERS, f"{origin}/subscribers", keys, keyring),
            lambda: app.test_client().post("/records", data=CHANGED),
        )


def test_data_that_agree_differ_in_nothing(connected: Connected) -> None:
    said = connected.population.compare(AN, TRUE)
    assert said == RegistryComparison(found=True)


def test_what_differs_is_named_and_nothing_else_told(connected: Connected) -> None:
    said = connected.population.compare(AN, {**TRUE, "birthdate": "1990-08-03"})
    assert said == RegistryComparison(found=True, differing=frozenset({"birthdate"}))


def test_nobody_has_that_number(connected: Connected) -> None:
    assert not connected.population.compare(NOBODY, TRUE).found
    assert connected.population.look_up(NOBODY) is None


def test_a_record_is_looked_up(connected: Connected) -> None:
    record = connected.population.look_up(AN)
    assert record is not None
    assert record.number == AN
    assert {name: record.data[name] for name in TRUE} == TRUE


def test_a_telephone_number_is_somebodys_own_or_not(connected: Connected) -> None:
    own = connected.subscribers.compare(SUBSCRIPTION, {"personal_number": AN.value})
    other = connected.subscribers.compare(SUBSCRIPTION, {"personal_number": NOBODY.value})
    assert not own.differing
    assert other.differing == {"personal_number"}


def test_a_feed_tells_whose_record_changed_and_where_to_go_on(connected: Connected) -> None:
    first = connected.population.changes("")
    assert (list(first.events), first.more) == ([], False)
    connected.change()
    told = connected.population.changes(first.cursor)
    assert [each.number for each in told.events] == [AN]
    assert not connected.population.changes(told.cursor).events
    assert connected.population.changes(first.cursor) == told, "it is told again"


def test_another_registry_does_not_answer(connected: Connected, tmp_path: Path) -> None:
    """By its key alone: whoever has the address of one and the key of another is nobody."""
    strange = support.key_file(tmp_path, population=signing_key("ES256", new_jwk("ES256")))
    liar = replace(connected.population, keys=RegistryKeys(strange))
    assert refusal(liar) is Reason.REGISTRY_ANSWER_REFUSED


def test_a_demonstration_that_begins_anew_is_read_from_its_beginning(
    tmp_path: Path, keyring: Keyring
) -> None:
    """Its records begin anew too, and a kept state has a cursor of before."""
    made, told = make_registries(), []
    keys = tmp_path / "keys.json"
    keys.write_text(json.dumps(public_keys(made)), "utf-8")
    cursor = ""
    for _ in range(2):
        app = create_app(Config(0, ISSUER, held(made)), keys=lambda: json.loads(keyring.jwks()))
        app.test_client().post("/records", data=CHANGED)
        with serving_app(app) as origin:
            page = adapter(RegistryName.POPULATION, f"{origin}/population", keys, keyring).changes(
                cursor
            )
        cursor = page.cursor
        told += [each.event_id for each in page.events]
    assert len(set(told)) == 2


def test_the_demonstration_answers_a_question_once_and_only_the_provider(
    tmp_path: Path, keyring: Keyring
) -> None:
    made = make_registries()
    app = create_app(Config(0, ISSUER, held(made)), keys=lambda: json.loads(keyring.jwks()))
    client, now = app.test_client(), int(SystemClock().now().timestamp())
    claims = {
        "iss": ISSUER,
        "aud": "http://localhost/population",
        "iat": now,
        "exp": now + 60,
        "jti": "1",
        "number": AN.value,
        "number_kind": AN.kind,
        "data": TRUE,
    }

    def asks(typ: str = "registry-request+jwt", **changes: object) -> int:
        sent = keyring.sign({**claims, **changes}, typ=typ, alg="ES256")
        return client.post("/population/v1/compare", data=sent).status_code

    assert asks() == 200
    assert asks() == 400, "a jti that it has seen"
    assert asks(jti="2", aud="http://localhost/identity") == 400
    assert asks(jti="3", exp=now - 120) == 400
    assert asks(typ="logout+jwt", jti="4") == 400
    assert asks(jti="5", data=["name"]) == 400
    key_file.create(tmp_path / "other.json", now=SystemClock().now())
    stranger = Keyring(tmp_path / "other.json", secret="x" * 40, clock=SystemClock())
    sent = stranger.sign({**claims, "jti": "6"}, typ="registry-request+jwt", alg="ES256")
    assert client.post("/population/v1/compare", data=sent).status_code == 400
    assert client.post("/population/v1/compare", data=b"\xff.[").status_code == 400
    assert client.post("/taxes/v1/compare", data=b"").status_code == 404


def refusal(registry: HttpRegistry) -> Reason:
    """Why there is no answer, to either question."""
    with pytest.raises(NoAnswer) as compared:
        registry.compare(AN, TRUE)
    with pytest.raises(NoAnswer) as looked_up:
        registry.look_up(AN)
    assert compared.value.reason is looked_up.value.reason
    return compared.value.reason


def test_a_question_is_signed_and_says_to_whom(asked: HttpRegistry, registry: Registry) -> None:
    asked.compare(AN, TRUE)
    (said,) = registry.asked
    assert (said["iss"], said["aud"], said["registry"]) == (ISSUER, asked.address, "population")
    assert (said["verb"], said["data"]) == ("compare", TRUE)
    assert said["exp"] - said["iat"] == 60


@pytest.mark.parametrize(
    "bent",
    [
        {"iss": "https://elsewhere.test"},
        {"aud": "https://elsewhere.test"},
        {"request": "0" * 43},
        {"request": None},
        {"number": NOBODY.value},
        {"number": [AN.value]},
        {"number_kind": "document_number"},
        {"iat": 1_700_000_000},
        {"iat": "now"},
        {"iat": True},
        {"found": 1},
        {"found": "true"},
        {"found": None},
        {"found": False, "matches": {"name": True}, "record": {"name": "x"}},
        {"matches": None, "record": None},
        {"matches": [True], "record": [1]},
        {"matches": {**dict.fromkeys(TRUE, True), "religion": True}, "record": "x"},
        {"matches": {"name": True}, "record": 1},
        {"matches": dict.fromkeys(TRUE, "true"), "record": True},
        {"matches": {name: {"deep": [[]]} for name in TRUE}, "record": []},
    ],
    ids=str,
)
def test_another_answer_than_asked_for_is_refused(
    asked: HttpRegistry, registry: Registry, bent: Mapping[str, object]
) -> None:
    registry.bend = lambda said: {**said, **bent}
    assert refusal(asked) is Reason.REGISTRY_ANSWER_REFUSED


@pytest.mark.parametrize(
    "bent",
    [
        {"events": None},
        {"events": {}},
        {"events": [EVENT] * 101},
        {"events": [{**EVENT, "event_id": ""}]},
        {"events": [{**EVENT, "event_id": 1}]},
        {"events": [{**EVENT, "event_id": "x" * 101}]},
        {"events": [{**EVENT, "number": [AN.value]}]},
        {"events": [{**EVENT, "number": "<script>"}]},
        {"events": [EVENT, [EVENT]]},
        {"next": None},
        {"next": "x" * 101},
        {"more": "no"},
        {"request": "0" * 43},
    ],
    ids=str,
)
def test_a_faulty_page_of_a_feed_is_refused_as_a_whole(
    asked: HttpRegistry, registry: Registry, bent: Mapping[str, object]
) -> None:
    registry.bend = lambda said: {**said, **bent}
    with pytest.raises(NoAnswer) as refused:
        asked.changes("")
    assert refused.value.reason is Reason.REGISTRY_ANSWER_REFUSED


def test_an_answer_of_before_is_refused(asked: HttpRegistry, registry: Registry) -> None:
    """The same registry about the same person, and to an earlier question."""
    assert asked.compare(AN, TRUE).found
    registry.raw = registry.sent[0]
    assert refusal(asked) is Reason.REGISTRY_ANSWER_REFUSED


@pytest.mark.parametrize(
    "raw",
    [b"", b"{}", b"\xff\xfe", b"a.b.c", b"[" * 60_000, b"x" * 1_000_000],
    ids=["nothing", "JSON", "no text", "no JWS", "nested", "huge"],
)
def test_what_is_not_signed_is_refused(asked: HttpRegistry, registry: Registry, raw: bytes) -> None:
    registry.raw = raw
    assert refusal(asked) is Reason.REGISTRY_ANSWER_REFUSED


def test_another_type_of_token_is_refused(asked: HttpRegistry, registry: Registry) -> None:
    registry.typ = "registry-request+jwt"
    assert refusal(asked) is Reason.REGISTRY_ANSWER_REFUSED


def test_an_algorithm_that_is_not_agreed_is_refused(
    asked: HttpRegistry, registry: Registry, tmp_path: Path
) -> None:
    registry.key = signing_key("RS256", new_jwk("RS256"))
    keys = support.key_file(tmp_path, population=registry.key)
    assert refusal(replace(asked, keys=RegistryKeys(keys))) is Reason.REGISTRY_ANSWER_REFUSED


def test_a_redirect_is_not_followed(asked: HttpRegistry, registry: Registry) -> None:
    registry.headers["Location"] = registry.address
    registry.statuses = [307, 302]
    assert refusal(asked) is Reason.SERVICE_UNAVAILABLE
    assert len(registry.asked) == 2


def test_a_404_is_no_missing_record(asked: HttpRegistry, registry: Registry) -> None:
    registry.statuses = [404, 404]
    assert refusal(asked) is Reason.SERVICE_UNAVAILABLE


def test_what_passes_is_tried_once_more_with_another_question(
    asked: HttpRegistry, registry: Registry
) -> None:
    registry.statuses = [503]
    assert asked.compare(AN, TRUE).found
    assert len({each["jti"] for each in registry.asked}) == 2


def test_what_does_not_pass_is_tried_twice_and_no_more(
    asked: HttpRegistry, registry: Registry
) -> None:
    registry.statuses = [503, 502, 503, 504]
    assert refusal(asked) is Reason.SERVICE_UNAVAILABLE
    assert len(registry.asked) == 4


def test_a_refused_answer_is_not_asked_for_again(asked: HttpRegistry, registry: Registry) -> None:
    registry.typ = "jwt"
    refusal(asked)
    assert len(registry.asked) == 2


def test_a_registry_that_hangs_is_waited_for_no_longer_than_said(asked: HttpRegistry) -> None:
    with hanging() as origin:
        hangs = replace(asked, address=f"{origin}/registry", seconds=0.3)
        assert refusal(hangs) is Reason.SERVICE_UNAVAILABLE


def test_one_question_too_many_is_not_asked(asked: HttpRegistry, registry: Registry) -> None:
    one_place = Bulkhead(1)
    with pytest.raises(TookTooLong):
        one_place.run(lambda: registry.released.wait(60), seconds=0.01)
    assert refusal(replace(asked, bulkhead=one_place)) is Reason.SERVICE_UNAVAILABLE
    assert registry.asked == []


@pytest.mark.parametrize("keys", [None, "{", "[]", '{"population": []}', "{}", "[" * 5_000])
def test_without_a_key_nothing_is_asked(
    asked: HttpRegistry, registry: Registry, tmp_path: Path, keys: str | None
) -> None:
    path = tmp_path / "keys.json"
    if keys is not None:
        path.write_text(keys, "utf-8")
    for file in (path, None):
        assert refusal(replace(asked, keys=RegistryKeys(file))) is Reason.SERVICE_UNAVAILABLE
    assert registry.asked == []


def test_an_address_of_a_private_network_that_is_not_named_is_not_asked(
    asked: HttpRegistry, registry: Registry
) -> None:
    assert refusal(replace(asked, outbound=Outbound())) is Reason.SERVICE_UNAVAILABLE
    assert registry.asked == []
