"""Log lines carry declared fields and places of failures; what a person typed stays out."""

import json
import logging
import logging.config
from collections.abc import Iterator

import pytest
import structlog

from idp.platform import logs

PERSONAL = "Nguyễn Văn Ánh 079090001234"


@pytest.fixture(autouse=True)
def _configured() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    configured = structlog.get_config()
    yield
    root.handlers[:], root.level = handlers, level
    structlog.configure(**configured)


def _lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def test_declared_fields_are_written(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure()
    logs.logger("idp.test").info("token refused", client_id="harness", count=2)
    (line,) = _lines(capsys)
    assert line.pop("at")
    assert line == {
        "event": "token refused",
        "client_id": "harness",
        "count": 2,
        "level": "info",
        "logger": "idp.test",
    }


def test_an_undeclared_field_loses_its_value(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure()
    logs.logger("idp.test").warning("odd", username=PERSONAL)
    (line,) = _lines(capsys)
    assert line["undeclared"] == ["username"]
    assert PERSONAL not in json.dumps(line, ensure_ascii=False)


def _break() -> None:
    try:
        raise KeyError(PERSONAL)  # noqa: TRY301 - a chain of two
    except KeyError as error:
        raise ValueError(PERSONAL) from error


def test_a_failure_shows_places_and_no_messages(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure()
    for log in (logs.logger("idp.test"), logging.getLogger("flask.app")):
        try:
            _break()
        except ValueError:
            log.exception("broken")
    for line in _lines(capsys):
        told = json.dumps(line, ensure_ascii=False)
        assert "ValueError" in told
        assert "KeyError" in told
        assert "_break" in told
        assert PERSONAL not in told


def test_a_library_s_values_stay_out(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure()
    logging.getLogger("library").warning("could not send to %s", PERSONAL)
    (line,) = _lines(capsys)
    assert line["event"] == "could not send to %s"


def test_a_library_s_chatter_is_not_written(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure()
    logging.getLogger("library").info("chatter")
    assert _lines(capsys) == []
