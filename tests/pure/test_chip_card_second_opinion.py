"""Files another implementation signed: OpenSSL made them once, `openssl_cards.json` says how."""

import base64
import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from idp.factors.chip_card.certificates import issuer_of, read_certificate
from idp.factors.chip_card.passive import read_card
from idp.factors.chip_card.revoked_signers import read_list
from idp.factors.der import MalformedDer
from tests.support import curves

MADE: Any = json.loads((Path(curves.__file__).parent / "openssl_cards.json").read_text())
THEN = datetime.fromisoformat(MADE["made_at"]) + timedelta(minutes=1)


def raw(name: str) -> bytes:
    return base64.b64decode(MADE[name])


ROOT = read_certificate(raw("root"))
GROUPS = {1: raw("dg1"), 15: raw("dg15")}


@pytest.mark.parametrize("name", MADE["cards"])
def test_files_signed_by_openssl_are_genuine(name: str) -> None:
    read = read_card(base64.b64decode(MADE["cards"][name]), GROUPS)
    assert issuer_of(read.signer, anchors=[ROOT], now=THEN) == ROOT
    assert read.facts.personal_number == "001190000017"


@pytest.mark.parametrize("name", MADE["cards"])
def test_the_same_files_with_one_byte_changed_are_not(name: str) -> None:
    for number, content in GROUPS.items():
        bent = {**GROUPS, number: content[:-1] + bytes((content[-1] ^ 1,))}
        with pytest.raises(MalformedDer):
            read_card(base64.b64decode(MADE["cards"][name]), bent)


def test_a_list_signed_by_openssl_is_believed() -> None:
    read = read_list(raw("list"), anchors=[ROOT], now=THEN)
    assert (read.issuer, read.serials) == (ROOT.subject, frozenset())
