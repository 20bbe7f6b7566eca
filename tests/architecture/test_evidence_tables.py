"""Every table is protected as evidence, or says why its rows may change."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from idp.schema.guards import GUARDS
from idp.schema.models import TABLES, models
from tests.support import source

CHANGE: Final[Mapping[str, str]] = {
    # people, and what they hold
    "case_check": "the last check of the cases, which the log has as well",
    "subject": "a match is entered later; history tells of registration and match",
    "subject_key": "follows a corrected identity; history tells of the correction",
    "identity": "sealed data of the register, which may correct them",
    "account": "is activated, locked, given another language; history tells of each",
    "account_message": "is marked as read; goes after a year, and with the account",
    "credential": "is used, stopped, rebound and removed; `binding` keeps what it was bound by",
    "password": "a secret that is replaced",
    "pin": "a secret that is replaced",
    "totp": "counts the steps that were used",
    "recovery_code": "is used up and renewed",
    "passkey": "counts signatures",
    "passkey_user": "goes with the person's passkeys",
    "app_key": "is anchored, used and retired; history tells of each",
    "app_key_certificate": "goes with its key",
    "chip_card": "is judged anew at each use",
    "retired_means": "what was removed, for the days its letter can bring it back; then forgotten",
    "contact": "takes effect, is replaced and forgotten a year later; history tells of each",
    "name_term": "follows a name; history tells of the registration and the correction",
    "name_indexing": "a pass that is under way, and is forgotten at its end",
    "person_search_lead": "finds again what entries of history name; goes when these do",
    "person_search_pace": "how fast an officer may search; history tells of each search",
    "known_browser": "a convenience: forgotten without loss",
    # what is under way, and ends
    "authorization_transaction": "moves on, and is cleared after its end",
    "authorization_code": "is used once and cleared",
    "agreement_request": "is answered once, taken back, or ends; history tells of each answer",
    "guardian_request": "is decided once, and cleared after its end; history keeps both sides",
    "organisation_means": "a queue of what is withdrawn after an upgrade; history tells of each",
    "guardian_answer": "goes with its request; history keeps it",
    "backchannel_request": "moves on, and is cleared after its end",
    "signing_request": "used up once, and cleared after its end",
    "app_request": "moves on, and is cleared after its end",
    "card_hand_over": "moves on, and is cleared after its end",
    "desk_session": "is used and ends; what it was begun by is in `authentication_event`",
    "session": "is used and ends; what it was begun by is in `authentication_event`",
    "token_family": "is used and ends; history tells what was issued",
    "revoked_token": "is cleared when the token would have expired",
    "proof": "is used once and cleared",
    "loss_link_request": "is answered and cleared",
    "activation_link": "is received, and used or replaced; history tells of each sending and use",
    "forgotten_request": "is answered and cleared",
    "sign_up_request": "is answered and cleared",
    "application_instance": "is attested anew, and cleared when its attestation is too old",
    "level_one_request": "is checked; a case and history keep what came of it",
    "loss_stop": "goes when a report is taken back; `loss_case` and history keep it",
    "stored_file": "goes with its letter or document, which keeps its digest",
    "registry_feed": "follows what was read; history tells what was changed",
    "registry_event": "is tried again, and cleared long after it was applied, which history tells",
    "subject_join": "is undone where it was wrong; history tells of both",
    "sub_alias": "counts no more with the join it belongs to; history tells of that",
    "representation": "ends where its source says so; history of both tells of each change",
    "registry_match": "is asked again until the registry answers, which history tells",
    "notice": "is sent, retried and cleared; history tells of its cause",
    "term_month": "a count of `deadline`, whose rows stay, replaced by the next count",
    # counters of tries
    "address_failures": "counts for a minute, and is forgotten",
    "factor_try": "counts, and is forgiven",
    "guessed_name": "counts, and is cleared",
    "guessed_second_step": "counts, and is cleared",
    "biometric_attempt": "moves on, and is cleared after its end",
    "biometric_tries": "counts, and is forgiven",
    # registers, each change of which is in history
    "client": "is activated, edited, suspended",
    "client_origin": "follows its client",
    "provider": "is registered and revoked",
    "terminal": "is registered, suspended, resumed",
    "policy_value": "the value in force; `policy_change` keeps who set it",
    # what others publish, replaced by the next publication
    "authenticator_metadata": "the publication in force",
    "authenticator_model": "the publication in force",
    "revoked_attestation": "the publication in force",
    "card_revocation_list": "the publication in force",
    "revoked_card_signer": "the publication in force",
}


def test_every_table_is_guarded_or_named_with_a_reason_to_change() -> None:
    tables = set(models().tables)
    assert tables == set(GUARDS) | set(CHANGE)
    assert not set(GUARDS) & set(CHANGE)


def test_every_module_that_declares_rows_is_named_to_the_migrations() -> None:
    """A step made from models that leave one out would drop its tables."""
    declared = {
        source.name(path).removesuffix(".py").replace("/", ".")
        for path in source.modules("idp")
        if "    __tablename__ = " in path.read_text("utf-8")
    }
    assert declared == set(TABLES)


def test_tests_take_guards_only_from_databases_of_their_own() -> None:
    """Others use `databases.past_the_guards`, which leaves them to the tests that follow."""
    lifting = {
        source.name(path)
        for path in source.modules("tests")
        if path != Path(__file__)
        and re.search(r"\blift\(conn|import .*\blift\b", path.read_text("utf-8"))
    }
    assert lifting == {
        "tests/service/test_commands_fail_clearly.py",
        "tests/service/test_evidence_is_kept.py",
    }
