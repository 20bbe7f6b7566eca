"""Unknown, weak or missing settings are reported at once; production does not start with them."""

import re
import sys
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_urlsafe

import pytest
from pydantic import ValidationError

from idp.kernel.accounts_mode import AccountsMode
from idp.platform.keyring import create
from idp.platform.settings import (
    DEMO_SECRET_PREFIX,
    Profile,
    Settings,
    SettingsRefused,
    check,
    load,
    problems,
)
from idp.platform.settings.randomness import looks_random

GOOD_SECRET = "q7Jx0fV3mZpL9sKd2RtYwB8nHcE5uGaT1oXiQe"
CONFIG = Path(__file__).parents[2] / "config"
GOOD = {
    "issuer": "https://id.example.vn",
    "database_url": "postgresql+psycopg:///idp",
    "secret": GOOD_SECRET,
    "mail_url": "smtps://mail.example.vn",
    "mail_from": "no-reply@id.example.vn",
    "history_fields_act": "an act",
    "help_line": "1900 1234",
    "help_mail": "help@id.example.vn",
}


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("keys") / "keys.json"
    create(path, now=datetime(2026, 1, 1, tzinfo=UTC))
    return path


@pytest.fixture(scope="module")
def demo_keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("keys") / "demo.json"
    create(path, now=datetime(2026, 1, 1, tzinfo=UTC), profile="demo")
    return path


def _problems(keys: Path, **changed: object) -> list[str]:
    return problems(Settings.model_validate({**GOOD, "keyring": keys, **changed}))


def test_good_settings_have_no_problems(keys: Path) -> None:
    assert _problems(keys) == []


@pytest.mark.parametrize(
    ("brand", "told"),
    [
        ({"brand_name": ""}, "brand_name: 1 to 32 Latin letters"),
        ({"brand_name": "Почта Вьетнама"}, "brand_name: 1 to 32 Latin letters"),
        ({"brand_name": "B" * 33}, "brand_name: 1 to 32 Latin letters"),
        ({"brand_name": "A-B"}, "brand_name: at least 3 letters"),
        ({"brand_logo": "/nowhere/logo.svg"}, "brand_logo: /nowhere/logo.svg cannot be read"),
        (
            {"brand_accent": "#EE0033", "brand_accent_dark": "#ff8a9a"},
            "brand_accent: text on #ee0033 reaches 4.48:1, and takes 4.5:1",
        ),
        (
            {"brand_accent": "#b00020", "brand_accent_dark": "#26003a"},
            "brand_accent_dark: an edge of #26003a on #0e161b reaches 1.00:1, and takes 3:1",
        ),
        ({"brand_accent": "#b00020"}, "brand_accent_dark: a page is shown on light and dark"),
        ({"brand_accent_dark": "#ff8a9a"}, "brand_accent: a page is shown on light and dark"),
    ],
)
def test_a_brand_that_cannot_be_shown_is_refused(
    keys: Path, brand: dict[str, object], told: str
) -> None:
    (problem,) = _problems(keys, **brand)
    assert problem.startswith(told)


def test_a_brand_is_taken(keys: Path, tmp_path: Path) -> None:
    logo = tmp_path / "logo.svg"
    logo.write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    colours = {"brand_accent": "#b00020", "brand_accent_dark": "#ff8a9a"}
    assert _problems(keys, brand_name="Bưu điện Số", brand_logo=logo, **colours) == []


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("issuer", "http://id.example.vn"),
        ("database_url", "sqlite:///idp.sqlite"),
        ("secret", "short"),
        ("secret", "a" * 64),
        ("secret", DEMO_SECRET_PREFIX + GOOD_SECRET),
        ("argon2_memory_kib", 19_455),
        ("argon2_time", 1),
        ("threads", 17),
        ("mail_url", ""),
        ("mail_url", "smtp://user:word@mail.example.vn"),
        ("mail_url", "http://mail.example.vn"),
        ("mail_url", "smtp://mail.example.vn"),
        ("mail_url", "smtp://mail.example.vn?starttls=true"),
        ("mail_url", "smtps://mail.example.vn?starttls=1"),
        ("mail_url", "smtps://"),
        ("mail_url", "smtps://mail.example.vn:99999"),
        ("mail_url", "smtps://mail.example.vn/x"),
        ("mail_url", "mail.example.vn"),
        ("mail_from", "Minh Danh"),
        ("mail_from", "a@example.vn\nBcc: b@example.vn"),
        ("sms_url", "https://"),
        ("sms_url", "https://user:word@sms.example.vn"),
        ("sms_url", "https://sms.example.vn:99999"),
        ("sms_url", "https://sms.example.vn/a b"),
        ("sms_url", "https://0x7f.1/sms"),
        ("rate_limit_url", "redis://counts.example.vn"),
        ("rate_limit_url", "rediss://"),
        ("rate_limit_url", "rediss://counts.example.vn:99999"),
        ("rate_limit_url", "rediss://counts.example.vn?socket_timeout=100"),
        ("rate_limit_url", "memory://"),
        ("rate_limit_url", "https://counts.example.vn"),
        ("card_registry_url", "https:///status"),
        ("app_link", "javascript:alert(1)"),
        ("app_link", " data:text/html,x"),
        ("app_link", "https://"),
        ("help_mail", "call us"),
        ("help_line", "\u202e1900"),
        ("history_fields_act", "   "),
        ("outbound_ca_bundle", Path(__file__)),
        ("issuer", "https://localhost"),
        ("issuer", "https://id.localhost"),
        ("mail_from", ""),
        ("sms_url", "http://sms.example.vn"),
        ("sms_url", "ftp://sms.example.vn"),
        ("card_registry_url", "http://cards.example.vn/status"),
        ("card_registry_url", "ftp://cards.example.vn/status"),
        ("app_link", "http://app.example.vn/open"),
        ("app_link", "app.example.vn"),
        ("keyring", Path("nowhere.json")),
        ("outbound_ca_bundle", Path("nowhere.pem")),
        ("history_fields_act", ""),
        ("help_line", ""),
        ("metrics_port", 8000),
        ("secret", "passwordpasswordpassword12345678password"),
        ("secret", "correct horse battery staple and some more words"),
        ("secret", "MinhDanhProductionSecretKey2026DoNotShare!"),
        ("secret", "abcdefghijklmnopqrstuvwxyz0123456789ABCDEF"),
        ("secret", "qwertyuiopasdfghjklzxcvbnm1234567890QWERTY"),
        ("secret", "0123456789abcdef0123456789abcdef"),
        ("secret", "S3cr3t!S3cr3t?S3cr3t#S3cr3t%S3cr3t&S3cr3t"),
        *(
            ("database_url", f"postgresql+psycopg://user:word@{host}/idp{mode}")
            for host in ("db.example.vn", "10.0.0.5:5432", "[fd00::5]", "localhost,db.example.vn")
            for mode in ("", "?sslmode=disable", "?sslmode=allow", "?sslmode=prefer")
        ),
        ("database_url", "postgresql+psycopg:///idp?host=db.example.vn"),
        ("database_url", "postgresql+psycopg:///idp?hostaddr=10.0.0.5"),
        ("database_url", "postgresql+psycopg://db/idp?sslmode=require&sslmode=disable"),
        ("database_url", "postgresql+psycopg:///idp?service=away"),
        ("database_url", "postgresql+psycopg:///idp?sslmode=require&service=away"),
        ("database_url", "postgresql+psycopg:///idp?host=a.example.vn:5432&host=b.example.vn"),
        ("database_url", "postgresql+psycopg://localhost#@db.example.vn/idp"),
        ("database_url", "postgresql+psycopg:///idp?conninfo=host=db.example.vn"),
        ("database_url", "postgresql+psycopg:///idp?autocommit=true"),
        ("database_url", "postgresql+psycopg://0x7f.1/idp"),
        ("database_url", "postgresql://localhost/idp"),
        ("database_url", "mysql://localhost/idp"),
        ("database_url", "db.example.vn"),
        ("database_url", ""),
        ("database_owner_url", "postgresql+psycopg://owner@db.example.vn/idp"),
        ("database_owner_url", "nonsense"),
        ("issuer", "https://203.0.113.5"),
        ("issuer", "https://[2001:db8::5]"),
        ("host", "0.0.0.0"),  # noqa: S104 - refused
        ("host", "::"),
        ("host", "203.0.113.5"),
        *(
            ("outbound_hosts", (host,))
            for host in (
                *("169.254.169.254", "2852039166", "0xa9fea9fe", "[fd00:ec2::254]"),
                *("metadata.google.internal", "Metadata.Google.Internal.", "100.100.100.200"),
                *("fe80::1", "::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe", "168.63.129.16"),
                *(
                    "169.254.169.254:80",
                    "http://169.254.169.254/",
                    " 169.254.169.254 ",
                    "169.16689918",
                ),
                *("0251.0376.0251.0376", "0xA9.0xFE.0xA9.0xFE", "metadata.google.internal:80"),
                *("*", "*.example.vn", "10.0.0.0/8", "https://intern.example.vn", "a b.example.vn"),
                *("intern.example.vn:443", "intern.example.vn.", "[fd00::5]", "fd00::0:5", "10.1"),
                *(
                    '["intern.example.vn"',
                    '"intern.example.vn"',
                    "intern..vn",
                    "-a.vn",
                    "",
                    "việt.vn",
                ),
                *(
                    "2130706433",
                    "0x7f.1",
                    "127.1",
                    "010.0.0.1",
                    "a@b",
                    "a\n",
                    "fe80::1%eth0",
                    "a" * 64,
                ),
            )
        ),
    ],
)
def test_production_refuses_a_weak_value(keys: Path, key: str, value: object) -> None:
    found = _problems(keys, **{key: value})
    assert found
    assert {problem.partition(":")[0] for problem in found} == {key}


@pytest.mark.parametrize(
    "url",
    ["https:///population", "http://population.example.vn", "https://population.example.vn/"],
)
def test_a_registry_is_asked_by_https_at_an_address_without_a_slash(
    keys: Path, tmp_path: Path, url: str
) -> None:
    known = tmp_path / "registry_keys.json"
    known.write_text('{"population": {"keys": [{}]}}', "utf-8")
    found = _problems(keys, population_registry_url=url, registry_keys=known)
    assert {problem.partition(":")[0] for problem in found} == {"population_registry_url"}


def test_a_registry_without_a_key_is_no_registry(keys: Path, tmp_path: Path) -> None:
    known, url = tmp_path / "registry_keys.json", "https://registry.example.vn"
    known.write_text('{"population": {"keys": [{}]}}', "utf-8")
    connected = {"population_registry_url": url, "business_registry_url": url}
    (lacking,) = _problems(keys, **connected, registry_keys=known)
    assert lacking == f"registry_keys: no key set of business in {known}"
    (nowhere,) = _problems(keys, **connected)
    assert nowhere.startswith("registry_keys: name the file")
    assert _problems(keys, population_registry_url=url, registry_keys=known) == []


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "8.8.8.8", "metrics.example.vn"])  # noqa: S104 - refused
def test_metrics_are_not_served_to_everybody(keys: Path, host: str) -> None:
    found = _problems(keys, metrics_port=9000, metrics_host=host)
    assert [each.partition(":")[0] for each in found] == ["metrics_host"]


@pytest.mark.parametrize(
    "changed",
    [
        {"host": "0.0.0.0", "proxies": 1},  # noqa: S104 - behind a proxy
        {"metrics_port": 9000, "metrics_host": "10.0.0.5"},
        {"outbound_hosts": ("intern.example.vn", "10.0.0.7", "fd00::5", "my_service", "A.local")},
        {"mail_url": "smtp://localhost:25"},
        {"mail_url": "smtp://u:p@mail.example.vn:587?starttls=1"},
        {"sms_url": "https://sms.example.vn:8443/send?a=b"},
        {"app_link": "minhdanh:open"},
        {"app_link": "https://app.example.vn/open"},
        {"database_url": "postgresql+psycopg:///idp?host=@socket"},
        {"database_url": "postgresql+psycopg://u@db/idp?sslmode=require&connect_timeout=5"},
        {"database_url": "postgresql+psycopg://u@db/idp?sslmode=verify-full&sslrootcert=/ca.pem"},
        {"database_url": "postgresql+psycopg://u@localhost:5432/idp"},
        {"database_url": "postgresql+psycopg://u@[::1]:5432/idp"},
        {"database_url": "postgresql+psycopg:///idp?host=/var/run/postgresql"},
        {"secret": "4f1c0a9be27d5836f0d94c7be1a2865d3b70ce94f81a6d25"},
    ],
)
def test_what_is_safe_is_accepted(keys: Path, changed: dict[str, object]) -> None:
    assert _problems(keys, **changed) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PGHOST", "db.example.vn"),
        ("PGHOST", "/run/postgresql,db.example.vn"),
        ("PGHOSTADDR", "10.0.0.5"),
        ("PGSERVICE", "away"),
    ],
)
def test_what_libpq_takes_from_the_environment_is_seen(
    monkeypatch: pytest.MonkeyPatch, keys: Path, demo_keys: Path, name: str, value: str
) -> None:
    url = "postgresql+psycopg:///idp"
    demo = {"profile": "demo", "issuer": "http://localhost:8000", "database_url": url}
    assert _problems(demo_keys, **demo) == []
    monkeypatch.setenv(name, value)
    for each in (url, "postgresql+psycopg:///idp?sslmode=prefer"):
        assert _keys(_problems(keys, database_url=each)) == {"database_url"}
    assert _keys(_problems(demo_keys, **demo)) <= {"profile", "database_url"}
    assert _problems(demo_keys, **demo)


def test_encryption_that_the_environment_asks_for_counts(
    monkeypatch: pytest.MonkeyPatch, keys: Path
) -> None:
    away = "postgresql+psycopg://db.example.vn/idp"
    monkeypatch.setenv("PGSSLMODE", "verify-full")
    assert _problems(keys, database_url=away) == []
    assert _problems(keys, database_url=f"{away}?sslmode=disable")
    monkeypatch.setenv("PGSSLMODE", "disable")
    assert _problems(keys, database_url=away)
    assert _problems(keys, database_url=f"{away}?sslmode=verify-full") == []


def _keys(found: list[str]) -> set[str]:
    return {each.partition(":")[0] for each in found}


def test_random_secrets_are_taken_for_what_they_are() -> None:
    taken = [looks_random(token_urlsafe(48)) for _ in range(500)]
    assert sum(taken) >= 495


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("issuer", "https://id.example.vn"),
        ("database_url", "postgresql+psycopg://user@db.example.vn/idp?sslmode=verify-full"),
    ],
)
def test_one_variable_does_not_turn_a_production_off(demo_keys: Path, key: str, value: str) -> None:
    local = {"issuer": "http://localhost:8000", "database_url": "sqlite:///x"}
    found = _problems(demo_keys, profile=Profile.DEMO, **{**local, key: value})
    assert [each.partition(":")[0] for each in found] == ["profile"]


def test_the_demo_profile_refuses_keys_of_a_production(keys: Path) -> None:
    local = {"issuer": "http://localhost:8000", "database_url": "sqlite:///x"}
    assert any("keys of a production" in each for each in _problems(keys, profile="demo", **local))


@pytest.mark.norm("D3.5", limb="nobody makes an account of the State")
def test_people_sign_up_only_where_the_accounts_are_an_operators_own(keys: Path) -> None:
    own = AccountsMode.SELF_CREATED
    assert _problems(keys, sign_up=True, accounts_mode=own) == []
    found = _problems(keys, sign_up=True)
    assert [each.partition(":")[0] for each in found] == ["sign_up"]


@pytest.mark.parametrize("codes", [("84",), ("+0",), ("+84 9",), ("+84", ""), ("+12345",)])
def test_countries_of_sign_up_are_calling_codes(keys: Path, codes: tuple[str, ...]) -> None:
    assert Settings.model_validate({**GOOD, "keyring": keys}).sign_up_countries == ("+84",)
    named = {**GOOD, "keyring": keys, "sign_up_countries": "+84, +856"}
    assert Settings.model_validate(named).sign_up_countries == ("+84", "+856")
    with pytest.raises(ValidationError, match="sign_up_countries"):
        Settings.model_validate({**named, "sign_up_countries": codes})
    with pytest.raises(ValidationError, match="sign_up_daily"):
        Settings.model_validate({**named, "sign_up_daily": 0})


def test_cards_are_read_for_other_screens_only_where_an_application_is_named(keys: Path) -> None:
    link = "https://app.example.vn/open"
    assert _problems(keys, cards_for_other_screens=True, app_link=link) == []
    found = _problems(keys, cards_for_other_screens=True, app_link="")
    assert [each.partition(":")[0] for each in found] == ["cards_for_other_screens"]


@pytest.mark.norm("D35.3-2", limb="the structure of numbers is a setting")
def test_no_number_may_be_a_foreigners_and_an_organisations(keys: Path) -> None:
    assert _problems(keys, foreigner_numbers="7########") == []
    found = _problems(keys, foreigner_numbers="8###########")
    assert [each.partition(":")[0] for each in found] == ["organisation_numbers"]
    with pytest.raises(ValueError, match="8 to 18 digits"):
        Settings.model_validate({**GOOD, "keyring": keys, "organisation_numbers": "1######"})


@pytest.mark.parametrize(
    "value", ["vn.example.app", "vn.example.app:abc", f":{'a' * 64}", f"vn.example.app:{'g' * 64}"]
)
def test_an_application_is_a_package_and_who_signed_it(keys: Path, value: str) -> None:
    with pytest.raises(ValueError, match="package:digest"):
        Settings.model_validate({**GOOD, "keyring": keys, "app_packages": [value]})


def test_the_applications_whose_keys_are_ours(keys: Path) -> None:
    value = f"vn.example.app:{'AB' * 32}, vn.example.other:{'cd' * 32}"
    read = Settings.model_validate({**GOOD, "keyring": keys, "app_packages": value})
    assert read.applications == {
        ("vn.example.app", b"\xab" * 32),
        ("vn.example.other", b"\xcd" * 32),
    }


def test_production_refuses_demo_keys(demo_keys: Path) -> None:
    assert any("demo keys" in problem for problem in _problems(demo_keys))


def test_production_refuses_keys_that_others_can_read(tmp_path: Path, keys: Path) -> None:
    copy = tmp_path / "keys.json"
    copy.write_bytes(keys.read_bytes())
    copy.chmod(0o644)
    assert any("chmod 600" in problem for problem in _problems(copy))


def test_production_refuses_a_file_that_is_no_key_file(tmp_path: Path) -> None:
    (tmp_path / "keys.json").write_text("{}")
    assert any("not a key file" in problem for problem in _problems(tmp_path / "keys.json"))


def test_sqlite_needs_permission_and_serves_one_process(keys: Path) -> None:
    sqlite = {"database_url": "sqlite:///x", "allow_sqlite": True}
    assert _problems(keys, **sqlite) == []
    assert [p.partition(":")[0] for p in _problems(keys, **sqlite, workers=2)] == ["workers"]


def test_the_demo_profile_accepts_what_a_trial_needs(demo_keys: Path) -> None:
    relaxed = {"issuer": "http://localhost:8000", "database_url": "sqlite:///x", "secret": "demo.x"}
    assert _problems(demo_keys, profile=Profile.DEMO, mail_url="", **relaxed) == []


def test_all_problems_are_told_at_once(demo_keys: Path) -> None:
    bad = {"issuer": "http://x", "database_url": "sqlite:///x", "secret": "x", "argon2_time": 1}
    found = {problem.partition(":")[0] for problem in _problems(demo_keys, **bad)}
    assert found == {"keyring", "issuer", "database_url", "secret", "argon2_time"}


@pytest.mark.parametrize(
    "issuer",
    [
        "",
        "id.example.vn",
        "ftp://id.example.vn",
        "https://",
        "https://id.example.vn/",
        "https://id.example.vn?x=1",
        "https://id.example.vn#x",
        "https://user@id.example.vn",
        "https://danh.việt.vn",
        "https://id.example.vn/minh-danh",
        "https://ID.example.vn",
        "HTTPS://id.example.vn",
        "https://id.example.vn:443",
        "http://id.example.vn:80",
        "https://id.example.vn:0443",
        "https://id.example.vn:",
        "https://id.example.vn.",
        "https://id..example.vn",
        "https://id.example.vn:70000",
        "https://user:word@id.example.vn",
        "https://id_x.example.vn",
        "https://id.example.vn\\x",
        "https://[::g]",
        "https://2852039166",
        "https://0x7f.1",
        "https://127.1",
        "https://127.0.0.1.",
        "https://0177.0.0.1",
        "https://id.example.0x10",
        "https://[0:0::1]",
        "https://[::ffff:127.0.0.1]",
        "https://localhost.",
        " https://id.example.vn",
    ],
)
def test_an_issuer_is_an_address_and_nothing_more(keys: Path, issuer: str) -> None:
    with pytest.raises(ValueError, match="issuer"):
        _problems(keys, issuer=issuer)


@pytest.mark.parametrize(
    "issuer", ["https://xn--danh-vit-6t9d.vn:8443", "http://localhost:8000", "http://[::1]:8000"]
)
def test_an_issuer_in_its_one_spelling_is_taken(keys: Path, issuer: str) -> None:
    assert Settings.model_validate({**GOOD, "keyring": keys, "issuer": issuer}).issuer == issuer


@pytest.mark.parametrize(
    ("issuer", "word"),
    [
        ("https://id.example.vn/op", "a path is not served"),
        ("https://id.example.vn/", "trailing slash"),
        ("https://ID.example.vn", "small letters"),
        ("https://id.example.vn:443", "usual port"),
        ("https://danh.việt.vn", "xn--"),
        ("https://a@id.example.vn", "user name"),
    ],
)
def test_an_issuer_that_cannot_work_is_refused_with_the_reason(
    keys: Path, issuer: str, word: str
) -> None:
    with pytest.raises(ValueError, match=word):
        _problems(keys, issuer=issuer)


@pytest.mark.norm("D17.2-1", limb="less than five years does not start")
@pytest.mark.parametrize("profile", list(Profile))
def test_history_is_never_kept_less_than_five_years(
    profile: Profile, keys: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _environment(monkeypatch, keyring=keys, profile=profile, history_years=4)
    with pytest.raises(SettingsRefused, match="history_years"):
        load()


def test_production_names_the_act_that_lists_the_fields_of_history(keys: Path) -> None:
    assert any("D17.2-2" in problem for problem in _problems(keys, history_fields_act=""))


def _environment(monkeypatch: pytest.MonkeyPatch, **changed: object) -> None:
    for key, value in {**GOOD, **changed}.items():
        monkeypatch.setenv(f"IDP_{key.upper()}", str(value))


def test_the_environment_alone_is_enough(monkeypatch: pytest.MonkeyPatch, keys: Path) -> None:
    _environment(monkeypatch, keyring=keys, workers=3, outbound_hosts="a.local, b.local")
    settings = load()
    assert (settings.workers, settings.outbound_hosts) == (3, ("a.local", "b.local"))
    assert check() == []


def test_the_environment_wins_over_the_file(
    monkeypatch: pytest.MonkeyPatch, keys: Path, tmp_path: Path
) -> None:
    (tmp_path / "idp.toml").write_text('threads = 4\nworkers = 4\noutbound_hosts = ["c.local"]\n')
    _environment(monkeypatch, keyring=keys, workers=3, config=tmp_path / "idp.toml")
    settings = load()
    assert (settings.workers, settings.threads) == (3, 4)
    assert settings.outbound_hosts == ("c.local",)


def test_unknown_names_are_refused_wherever_they_stand(
    monkeypatch: pytest.MonkeyPatch, keys: Path, tmp_path: Path
) -> None:
    (tmp_path / "idp.toml").write_text("thraeds = 4\n")
    _environment(monkeypatch, keyring=keys, config=tmp_path / "idp.toml", wrokers=3)
    assert any("IDP_WROKERS" in fault for fault in check())
    assert any(fault.startswith("thraeds: no such setting") for fault in check())
    with pytest.raises(SettingsRefused, match="IDP_WROKERS"):
        load()
    monkeypatch.delenv("IDP_WROKERS")
    with pytest.raises(SettingsRefused, match="thraeds"):
        load()


def test_check_tells_malformed_and_weak_values_together(
    monkeypatch: pytest.MonkeyPatch, keys: Path
) -> None:
    _environment(monkeypatch, keyring=keys, port="many", argon2_time=1, issuer="http://x/")
    monkeypatch.delenv("IDP_DATABASE_URL")
    found = {fault.partition(":")[0] for fault in check()}
    assert found == {"port", "argon2_time", "issuer", "database_url"}


@pytest.mark.parametrize("text", [None, "=", "\x00"])
def test_a_file_that_cannot_be_read_is_refused(
    monkeypatch: pytest.MonkeyPatch, keys: Path, tmp_path: Path, text: str | None
) -> None:
    file = tmp_path / "idp.toml"
    if text is not None:
        file.write_text(text)
    _environment(monkeypatch, keyring=keys, config=file)
    assert [fault.partition(":")[0] for fault in check()] == ["IDP_CONFIG"]
    with pytest.raises(SettingsRefused, match="IDP_CONFIG"):
        load()


def test_no_fault_repeats_a_secret(monkeypatch: pytest.MonkeyPatch, keys: Path) -> None:
    _environment(monkeypatch, keyring=keys, secret="topsecret", port="many")
    assert "topsecret" not in "".join(check()) + repr(load(port=1))


@pytest.mark.parametrize("profile", ["demo", "production"])
def test_each_file_explains_every_key(profile: str) -> None:
    text = (CONFIG / f"{profile}.toml").read_text()
    named = re.findall(r"^(?:# )?([a-z][a-z0-9_]*) =", text, re.MULTILINE)
    assert sorted(named) == sorted(Settings.model_fields)
    assert not re.search(r"^secret", text, re.MULTILINE)


@pytest.mark.parametrize("profile", ["demo", "production"])
def test_each_file_is_accepted(monkeypatch: pytest.MonkeyPatch, profile: str) -> None:
    monkeypatch.setenv("IDP_CONFIG", str(CONFIG / f"{profile}.toml"))
    monkeypatch.setenv("IDP_SECRET", GOOD_SECRET)
    assert load().profile == profile


@pytest.mark.parametrize(
    "address", ["redis://127.0.0.1:6379/0", "rediss://:word@counts.example.vn:6380/0"]
)
def test_redis_is_asked_with_its_client_alone(
    keys: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setitem(sys.modules, "redis", None)
    (missing,) = _problems(keys, rate_limit_url=address)
    assert "install minh-danh[redis]" in missing
    monkeypatch.delitem(sys.modules, "redis")
    (tmp_path / "redis.py").write_text("")
    monkeypatch.syspath_prepend(tmp_path)
    assert _problems(keys, rate_limit_url=address) == []


STORE = "https://key:word@s3.example.vn/history?region=hanoi-1"


def test_a_bucket_for_checkpoints_is_taken(keys: Path) -> None:
    documents = STORE.replace("/history", "/documents")
    given = {"ledger_checkpoint_store_url": STORE, "document_store_url": documents}
    assert _problems(keys, **given) == []
    assert _problems(keys, **given, ledger_checkpoint_prefix="") == []


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"ledger_checkpoint_store_url": "https://s3.example.vn/history"}, "must be https://key:"),
        ({"ledger_checkpoint_store_url": STORE.replace("https", "http")}, "is reached by https"),
        ({"ledger_checkpoint_store_url": STORE.replace("history", "a/b")}, "must be https://key:"),
        (
            {"ledger_checkpoint_store_url": STORE, "ledger_checkpoints": Path("outside")},
            "take ledger_checkpoints out",
        ),
        (
            {
                "ledger_checkpoint_store_url": STORE,
                "document_store_url": STORE.replace("key:word", "other:word"),
            },
            "take another bucket",
        ),
    ],
)
def test_a_bucket_for_checkpoints_that_cannot_be_meant_is_told(
    keys: Path, given: dict[str, object], told: str
) -> None:
    (problem,) = _problems(keys, **given)
    assert problem.startswith("ledger_checkpoint_store_url: ")
    assert told in problem
    assert "word" not in problem


@pytest.mark.parametrize("prefix", ["checkpoints", "/checkpoints/", "../", "a//", "a b/", "<a>/"])
def test_a_prefix_of_checkpoints_is_made_of_plain_folders(keys: Path, prefix: str) -> None:
    with pytest.raises(ValidationError):
        _problems(keys, ledger_checkpoint_prefix=prefix)
