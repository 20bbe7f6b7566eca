"""Commands for letters, and the letters that other commands of officers owe."""

import json
from pathlib import Path

import pytest
from sqlalchemy import select

from idp.cli import worker
from idp.cli.context import services
from idp.kernel.actors import ActingClient
from idp.letters.domain import LetterKind, NumberedLetter
from idp.letters.tables import LETTER
from idp.notices.tables import NOTICE
from idp.violations.domain import ViolationKind
from tests.support.commands import Idp, json_lines


def issued() -> list[tuple[NumberedLetter, tuple[str, ...], dict[str, str]]]:
    """Every letter with its reasons and facts, oldest first."""
    with services(reads_only=True) as opened:
        with opened.database.transaction() as work:
            numbers = work.execute(select(LETTER.c.number).order_by(LETTER.c.id)).scalars().all()
        found = []
        for number in numbers:
            letter = opened.letters.by_number(number)
            assert letter is not None
            content = opened.letters.content(letter)
            found.append((letter, content.reasons, dict(content.facts)))
        return found


def told() -> list[str | None]:
    """The numbers of letters that notices name, oldest first."""
    with services(reads_only=True) as opened, opened.database.transaction() as work:
        named = select(NOTICE.c.letter).where(NOTICE.c.letter.is_not(None))
        return list(work.execute(named.order_by(NOTICE.c.id)).scalars())


def test_a_lock_and_its_end_are_written(idp: Idp, an: str) -> None:
    words = ("--ground", "D15.1: request of the court", "--body", "Tòa án", "--remedy", "wait")
    assert idp("accounts", "lock", "an.nguyen", *words).exit_code == 0
    assert idp("accounts", "unlock", "an.nguyen").exit_code == 0
    (locked, reasons, facts), (unlocked, *_) = issued()
    assert (locked.kind, unlocked.kind) == (LetterKind.ACCOUNT_LOCKED, LetterKind.ACCOUNT_UNLOCKED)
    assert (reasons, facts["Cơ quan quyết định"]) == (("D15.1: request of the court",), "Tòa án")
    assert told() == [locked.number, unlocked.number]
    assert {locked.subject_id, unlocked.subject_id} == {an}


def test_a_lock_without_a_ground_is_not_made(idp: Idp, an: str) -> None:
    answer = idp("accounts", "lock", "an.nguyen", "--ground", " ", "--body", "b", "--remedy", "r")
    assert answer.exit_code == 1
    assert "reason_required" in answer.output
    with services(reads_only=True) as opened:
        account = opened.accounts.by_subject(an)
    assert account is not None
    assert account.lock is None
    assert (issued(), told()) == ([], [])


def test_the_end_of_a_report_is_written_to_who_reported(idp: Idp, an: str) -> None:
    words = ("--reason", "lost_control", "--by", "binh", "--lost", "secrets")
    (case,) = json_lines(idp("cases", "report", "an.nguyen", *words))
    json_lines(idp("cases", "take", case["number"], "--by", "chi"))
    (closed,) = json_lines(idp("cases", "close", case["number"], "--outcome", "new password"))
    ((letter, reasons, facts),) = issued()
    assert (letter.number, letter.subject_id) == (closed["letter"], an)
    assert (reasons, facts["Hồ sơ"]) == (("new password",), case["number"])
    assert told() == [letter.number]
    assert idp("cases", "close", case["number"], "--outcome", "again").exit_code == 1
    assert len(issued()) == 1


def test_a_refusal_at_the_counter_is_written_with_its_reason(idp: Idp, an: str) -> None:
    words = ("--document", "căn cước", "--number", "000000000000", "--name", "X", "--by", "binh")
    refused = idp("recoveries", "begin", "an.nguyen", *words)
    assert (refused.exit_code, "match_missing" in refused.output) == (1, True)
    ((letter, reasons, facts),) = issued()
    assert (letter.kind, letter.subject_id) == (LetterKind.RECOVERY_REFUSED, an)
    assert reasons == ("Thông tin trên giấy tờ đã xuất trình không khớp với cơ sở dữ liệu.",)
    assert facts["Giấy tờ đã xuất trình"] == "căn cước"
    assert told() == [letter.number]


@pytest.mark.parametrize("concerns", [True, False])
def test_a_case_of_misuse_is_written_to_the_person_it_concerns(
    idp: Idp, an: str, *, concerns: bool
) -> None:
    with services() as opened:
        case_id = opened.violations.open(
            next(iter(ViolationKind)),
            issued_to="portal",
            actor=ActingClient(client_id="other"),
            subject_id=an if concerns else None,
        )
    json_lines(idp("violations", "take", case_id, "--by", "chi"))
    (closed,) = json_lines(idp("violations", "close", case_id, "--outcome", "party warned"))
    numbers = [letter.number for letter, *_ in issued()]
    assert len(numbers) == int(concerns)
    assert closed["state"] == "closed"
    assert told() == numbers


def test_a_provider_whose_certificate_is_revoked_is_owed_a_letter(idp: Idp) -> None:
    words = ("--until", "2029-01-01", "--help-line", "1900 1234")
    (provider,) = json_lines(idp("providers", "register", "Công ty A", *words))
    assert idp("providers", "revoke", provider["id"]).exit_code == 2
    (revoked,) = json_lines(idp("providers", "revoke", provider["id"], "--reason", "không đủ"))
    ((letter, reasons, facts),) = issued()
    (listed,) = json_lines(idp("letters", "list"))
    assert (listed["number"], listed["to_person"]) == (letter.number, False)
    assert revoked["revoked_at"]
    assert (reasons, facts["Kính gửi"]) == (("không đủ",), "Công ty A")
    assert idp("providers", "revoke", provider["id"], "--reason", "again").exit_code == 1
    assert len(issued()) == 1


def test_a_letter_goes_from_the_command_through_the_worker_to_paper(
    idp: Idp,
    an: str,  # noqa: ARG001 - the account is there
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    key, certificates = tmp_path / "seal.pem", tmp_path / "certificates.pem"
    made = idp("letters", "create-seal", str(key), "--certificates", str(certificates))
    assert made.exit_code == 0, made.output
    again = idp("letters", "create-seal", str(key), "--certificates", str(certificates))
    assert again.exit_code == 1
    monkeypatch.setenv("IDP_LETTER_SEAL", str(key))
    words = ("--ground", "g", "--body", "b", "--remedy", "r")
    number = idp("accounts", "lock", "an.nguyen", *words).output.rstrip().rpartition(" ")[2]
    paper = tmp_path / "letter.pdf"
    early = idp("letters", "show", number, "--pdf", str(paper))
    assert "no worker has sealed this letter yet" in early.output
    with services() as opened:
        (duty,) = worker.press(opened)
        assert duty.act() == 1
    (shown,) = json_lines(idp("letters", "show", number, "--pdf", str(paper)))
    assert shown["kind"] == "account_locked"
    trusted = ("--certificates", str(certificates))
    verified = idp("letters", "verify", str(paper), *trusted)
    assert (verified.exit_code, json.loads(verified.stdout)["genuine"]) == (0, True)
    paper.write_bytes(paper.read_bytes() + b"x")
    changed = idp("letters", "verify", str(paper), *trusted)
    assert (changed.exit_code, json.loads(changed.stdout)["genuine"]) == (1, False)
    post = ("--how", "posted", "--detail", "RR123456789VN")
    assert idp("letters", "deliver", number, *post).exit_code == 0
    assert idp("letters", "deliver", number, *post).exit_code == 1
    (shown,) = json_lines(idp("letters", "show", number))
    assert [each["how"] for each in shown["deliveries"]] == ["posted"]
    assert idp("letters", "show", "VB-0000-0000-0000").exit_code == 1


def test_a_worker_without_a_sealing_key_leaves_letters_to_others(idp: Idp, an: str) -> None:  # noqa: ARG001
    with services() as opened:
        assert worker.press(opened) == ()


def test_a_worker_with_a_broken_key_does_not_start(
    idp: Idp,  # noqa: ARG001
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    broken = tmp_path / "seal.pem"
    broken.write_text("nothing", "utf-8")
    monkeypatch.setenv("IDP_LETTER_SEAL", str(broken))
    with services() as opened, pytest.raises(Exception, match="letter_seal"):
        worker.press(opened)
